"""Numbers and dates as they are typed into a search."""

from __future__ import annotations

import re
import sys
from datetime import date
from decimal import Decimal

from app.library.query.tree import Dated, Number
from app.reading.amounts import amount, between

_COMPARISONS = (">=", "≥", "<=", "≤", ">", "<", "=")
_DATE = re.compile(r"([0-9]{4})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?[-/.]?")


def number(typed: str) -> Number | None:
    """Read ">1000", "1000..2000", "1.5m"; None where the number is still to be typed.

    Raises ValueError for what is no number.
    """
    ends = between(typed)
    if ends is not None:
        least, most = map(_float, ends)
        return None if least is None and most is None else Number(least, most)
    comparison, rest = _compared(typed)
    figure = _float(amount(rest))
    if figure is None:
        return None
    if comparison in (">", ">=", "≥"):
        return Number(least=figure, above=comparison == ">")
    if comparison in ("<", "<=", "≤"):
        return Number(most=figure, below=comparison == "<")
    return Number(figure, figure)


def _compared(typed: str) -> tuple[str, str]:
    """Split a sign that compares off what it stands before."""
    typed = typed.strip()
    sign = next((sign for sign in _COMPARISONS if typed.startswith(sign)), "")
    return sign, typed[len(sign) :].strip()


def _float(value: Decimal | None) -> float | None:
    if value is None:
        return None
    return max(-sys.float_info.max, min(float(value), sys.float_info.max))


def before(typed: str) -> Dated | None:
    """Read the day, month or year before which something was published."""
    day = _day(typed)
    return Dated(end=day) if day else None


def after(typed: str) -> Dated | None:
    """Read the day, month or year from whose beginning on something was published."""
    day = _day(typed)
    return Dated(start=day) if day else None


def added(typed: str) -> Dated | None:
    """Read the day, month or year in which something was added, or from which, or before which."""
    comparison, rest = _compared(typed)
    day = _day(rest)
    if not day:
        return None
    if comparison in (">", ">=", "≥"):
        return Dated(start=day, added=True)
    if comparison in ("<", "<=", "≤"):
        return Dated(end=day, added=True)
    return Dated(day, f"{day}~", added=True)  # sorts behind every time of that period


def _day(typed: str) -> str:
    typed = typed.strip()
    if not typed:
        return ""
    match = _DATE.fullmatch(typed)
    if match is None:
        raise ValueError(typed)
    year, month, day = match.groups()
    date(int(year), int(month or 1), int(day or 1))
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
