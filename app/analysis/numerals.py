"""Number words and digit runs, and their exact values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import Enum

LONGEST = 18
"""Digits beyond which a run is some machine's number, not a quantity a reader could mean."""

_EXACT = Context(prec=80)
_QUOTIENT = Context(prec=12)

ONES = {
    word: Decimal(value)
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: Decimal(10 * value)
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(10) ** 3,
    "lakh": Decimal(10) ** 5,
    "million": Decimal(10) ** 6,
    "crore": Decimal(10) ** 7,
    "billion": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "quadrillion": Decimal(10) ** 15,
    "dozen": Decimal(12),
}
SUFFIXES = {
    "k": Decimal(10) ** 3,
    "K": Decimal(10) ** 3,
    "m": Decimal(10) ** 6,
    "M": Decimal(10) ** 6,
    "mn": Decimal(10) ** 6,
    "mln": Decimal(10) ** 6,
    "mil": Decimal(10) ** 6,
    "MM": Decimal(10) ** 6,
    "bn": Decimal(10) ** 9,
    "Bn": Decimal(10) ** 9,
    "BN": Decimal(10) ** 9,
    "bln": Decimal(10) ** 9,
    "b": Decimal(10) ** 9,
    "B": Decimal(10) ** 9,
    "tn": Decimal(10) ** 12,
    "trn": Decimal(10) ** 12,
    "T": Decimal(10) ** 12,
}
SPACED = {name: SUFFIXES[name] for name in ("mn", "mln", "bn", "bln", "tn", "trn")}
"""Suffixes that are a scale behind a blank too ("3.5 bn euros"), in small letters only."""
VAGUE = {
    "dozens": Decimal(24),
    "scores": Decimal(40),
    "hundreds": Decimal(100),
    "thousands": Decimal(1000),
    "millions": Decimal(10) ** 6,
    "billions": Decimal(10) ** 9,
    "trillions": Decimal(10) ** 12,
}
"""The least that each plural can mean: two dozen, two score, else one of it."""
SOME = Decimal(2)
"""The least that "several" and "a few" can mean."""
_DENOMINATORS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "hundredth": 100,
    "thousandth": 1000,
}
DENOMINATORS = _DENOMINATORS | {"halves": 2} | {f"{name}s": n for name, n in _DENOMINATORS.items()}

SIGNS = {
    "½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅕": (1, 5), "⅖": (2, 5),
    "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip

ORDINALS = {
    word: Decimal(value)
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {
    "thirtieth": Decimal(30),
    "fortieth": Decimal(40),
    "fiftieth": Decimal(50),
    "hundredth": Decimal(100),
}

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_COMMAS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_LAKHS = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_GAPS = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_MARKS = re.compile(r"\d{1,3}(?:['’]\d{3})+(?:\.\d+)?")
_COMMA_DECIMAL = re.compile(r"\d+,\d{1,2}")


class Form(Enum):
    """How a numeral is written."""

    DIGITS = "digits"
    WORDS = "words"
    FRACTION = "fraction"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral over pieces [first, last).

    `value` is None for vague words, which have a `low`. `scale` is what it was multiplied by
    ("million"), 1 without; `suffix` the letter glued to digits that was read as a scale.
    """

    first: int
    last: int
    value: Decimal | None
    form: Form
    low: Decimal | None = None
    scale: Decimal = Decimal(1)
    suffix: str = ""


def product(value: Decimal, by: Decimal) -> Decimal:
    """Multiply without rounding."""
    return _EXACT.multiply(value, by)


def quotient(part: Decimal, whole: Decimal) -> Decimal:
    """Divide; to twelve digits where the quotient has no end."""
    return _QUOTIENT.divide(part, whole)


def digits_value(text: str) -> Decimal | None:
    """Return the value of a run of digits; None where it is not one number ("1.2.3.4").

    Reads 1,234.5 and 1 234,5 and 1.234,5; a lone comma before one or two digits is a decimal
    comma, a lone point always a decimal point.
    """
    if len(text) > 2 * LONGEST or sum(map(str.isdigit, text)) > LONGEST:
        return None
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if _COMMAS.fullmatch(text) or _LAKHS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _GAPS.fullmatch(text):
        return Decimal(re.sub(r"\s", "", text).replace(",", "."))
    if _MARKS.fullmatch(text):
        return Decimal(text.replace("'", "").replace("’", ""))
    if _POINTS.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if _COMMA_DECIMAL.fullmatch(text):
        return Decimal(text.replace(",", "."))
    return None
