"""Figures as people type them: "2,400", "1.5m", "$3bn", "40 %"."""

from __future__ import annotations

import re
from decimal import Decimal

_TIMES = {
    **dict.fromkeys(("k", "thousand"), Decimal(10) ** 3),
    **dict.fromkeys(("m", "mn", "mln", "million"), Decimal(10) ** 6),
    **dict.fromkeys(("b", "bn", "billion"), Decimal(10) ** 9),
    **dict.fromkeys(("t", "tn", "trillion"), Decimal(10) ** 12),
}
_AMOUNT = re.compile(
    r"([-−+]?)[$€£¥]?([0-9][0-9,_]*(?:\.[0-9]+)?|\.[0-9]+)\s*([a-z]*)\s*%?", re.IGNORECASE
)
_BETWEEN = ("...", "..", "…", "–", " to ")


def amount(typed: str) -> Decimal | None:
    """Return one figure, multiplied out; None where nothing is typed.

    Raises ValueError for what is no figure.
    """
    typed = typed.strip()
    if not typed:
        return None
    match = _AMOUNT.fullmatch(typed)
    if match is None or (match[3] and match[3].lower() not in _TIMES):
        raise ValueError(typed)
    figures = match[2].replace(",", "").replace("_", "")
    value = Decimal(figures) * _TIMES.get(match[3].lower(), Decimal(1))
    return -value if match[1] in ("-", "−") else value


def between(typed: str) -> tuple[Decimal | None, Decimal | None] | None:
    """Return both ends of "1000..2000" or "3 to 5", an end left open as None; None for no range.

    Raises ValueError where an end is no figure.
    """
    for sign in _BETWEEN:
        low, found, high = typed.partition(sign)
        if found:
            least, most = amount(low), amount(high)
            if least is not None and most is not None and most < least:
                least, most = most, least
            return least, most
    return None


def first_amount(words: str) -> Decimal | None:
    """Return the first figure in some words, with the word that multiplies it; None for none."""
    for match in _AMOUNT.finditer(words):
        times = _TIMES.get(match[3].lower(), Decimal(1))
        before = words[match.start() - 1 : match.start()]
        if not before.isalnum():
            value = Decimal(match[2].replace(",", "").replace("_", "")) * times
            return -value if match[1] in ("-", "−") else value
    return None
