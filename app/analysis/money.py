"""Currencies before and behind a number."""

from __future__ import annotations

from dataclasses import replace

from app.analysis.lexing import Pieces, words
from app.analysis.numerals import Form
from app.analysis.phrase import WHY, Phrase, hyphen
from app.analysis.units import (
    CODE_NAMES,
    CURRENCY_CODES,
    CURRENCY_PREFIXES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DOLLAR_PREFIXES,
    NATIONAL_CURRENCIES,
)
from app.reading.quantity import QuantityKind

_WEIGHT_DRESS = words("weigh weighs weighed weighing lost gained heavier lighter")
_MONEY_DRESS = words(
    "pay paid pays paying cost costs costing price priced prices fine fined worth spend spent sterling "
    "pence salary wage wages tax fee fees bill loan debt debts fund funding british sell sold buy bought "
    "earn earned bank cash"
)


def add_money(pieces: Pieces, phrase: Phrase) -> Phrase:
    """Add the currency before or behind the number, where there is one."""
    found = _currency_before(pieces, phrase)
    if found is not None:
        unit, first = found
        # "$1.3 million dollars", "$40 USD"
        last = phrase.last + (pieces[phrase.last].lower in _TAILS)
    else:
        behind = _currency_behind(pieces, phrase)
        if behind is None:
            return phrase
        first, (unit, last) = phrase.first, behind
    kind = QuantityKind.MONEY
    return replace(phrase, first=first, last=last, unit=unit, kind=kind, why=WHY[kind])


_TAILS = words("usd cad aud dollars pounds euros")


def _currency_before(pieces: Pieces, phrase: Phrase) -> tuple[str, int] | None:
    """Return the currency before the number and where it begins."""
    at = phrase.first - 1
    before = pieces[at]
    if before.text in CURRENCY_SIGNS:
        letters = pieces[at - 1]
        tied = before.glued and letters.word and letters.text.isupper()
        if tied and letters.lower in DOLLAR_PREFIXES:
            own = CURRENCY_SIGNS[before.text]
            return (DOLLAR_PREFIXES[letters.lower] if before.text == "$" else own), at - 1
        return CURRENCY_SIGNS[before.text], at
    if phrase.form is Form.DIGITS and before.text in CURRENCY_CODES:
        return CODE_NAMES.get(before.text, before.text), at
    capital = before.text[:1].isupper()
    if phrase.form is Form.DIGITS and capital and before.lower in CURRENCY_PREFIXES:
        return CURRENCY_PREFIXES[before.lower], at
    if before.text == "." and pieces[at - 1].lower == "rs":
        return "INR", at - 1
    return None


def _currency_behind(pieces: Pieces, phrase: Phrase) -> tuple[str, int] | None:
    """Return the currency behind the number and the index behind that."""
    at = hyphen(pieces, phrase.last)
    next_ = pieces[at]
    digits = phrase.form in {Form.DIGITS, Form.FRACTION}
    if digits and next_.text in CURRENCY_SIGNS and not pieces[at + 1].digits:
        return CURRENCY_SIGNS[next_.text], at + 1
    if digits and next_.text in CURRENCY_CODES:
        return CODE_NAMES.get(next_.text, next_.text), at + 1
    if pieces.spells(at, ("u", ".", "s", ".", "dollars")):
        return "USD", at + 5
    if next_.lower == "of" and phrase.form is Form.VAGUE:
        at += 1
    return _national(pieces, at) or _plain_currency(pieces, phrase, at)


def _national(pieces: Pieces, at: int) -> tuple[str, int] | None:
    """Read "Canadian dollars" and "Hong Kong dollars": the country's first or last word tells."""
    for width in (1, 2):
        if not (pieces[at + width].word and pieces[at].text[:1].isupper()):
            return None
        name = _singular(pieces[at + width].lower)
        for nation in (pieces[at + width - 1].lower, pieces[at].lower):
            code = NATIONAL_CURRENCIES.get((nation, name))
            if code is not None:
                return code, at + width + 1
    return None


def _plain_currency(pieces: Pieces, phrase: Phrase, at: int) -> tuple[str, int] | None:
    word = pieces[at]
    name = _singular(word.lower)
    code = CURRENCY_WORDS.get(name)
    if code is None or not word.word:
        return None
    if name == "won" and phrase.scale < 1000:
        return None
    if name == "pound" and not _means_money(pieces, phrase):
        return None
    if word.text[:1].isupper() and not word.text.isupper() and name in _NAMES_TOO:
        return None
    sterling = name == "pound" and pieces[at + 1].lower == "sterling"
    return code, at + 1 + sterling


_NAMES_TOO = words("rand cent buck penny won")


def _singular(word: str) -> str:
    if word in CURRENCY_WORDS:
        return word
    if word == "pennies":
        return "penny"
    return word.removesuffix("s")


def _means_money(pieces: Pieces, phrase: Phrase) -> bool:
    """Tell pounds sterling from pounds of weight by the size and the words around."""
    if phrase.scale >= 1000 or pieces[phrase.last + 1].lower == "sterling":
        return True
    for step in range(1, 13):
        near = {pieces[phrase.first - step].lower, pieces[phrase.last + step].lower}
        if near & _WEIGHT_DRESS:
            return False
        if near & _MONEY_DRESS:
            return True
    return False
