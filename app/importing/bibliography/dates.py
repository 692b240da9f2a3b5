"""Dates as exports write them, as CSL-JSON keeps them, and as ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from app.importing.bibliography.wording import words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
_NUMBERED = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?!\d)")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
_LONGEST = 200


def csl_date(text: Any) -> dict[str, Any]:
    """Return a date in words or numbers as a CSL date; empty where there is none.

    Of a range the beginning is kept. What no day or year can be found in stays in words.
    """
    written = words(text)[:_LONGEST]
    if not written:
        return {}
    parts = _parts(written)
    return {"date-parts": [parts]} if parts else {"literal": written}


def month_number(name: str) -> int:
    """Return the number of a month that is named or numbered; 0 for none."""
    if found := _MONTH.match(name.strip()):
        return _MONTHS.index(found[1].lower()) + 1
    number = name.strip().lstrip("0")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 3 else 0


def iso_date(value: Any) -> str:
    """Return a CSL date as an ISO date, as far as it is known; empty where no year is."""
    if not isinstance(value, Mapping):
        return _joined(_parts(words(value)[:_LONGEST]))
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return _joined(_real([_number(each) for each in parts[0][:3]]))
    for name in ("raw", "literal"):
        if stated := words(value.get(name))[:_LONGEST]:
            return _joined(_parts(stated))
    return ""


def moment(text: Any) -> str:
    """Return a time in UTC as ISO 8601; empty for what is none. Without a zone it is in UTC."""
    try:
        found = datetime.fromisoformat(words(text)[:_LONGEST])
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC)
        return found.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return ""


def _parts(written: str) -> list[int]:
    """Return year, month and day, as far as they are stated."""
    if found := _NUMBERED.match(written):
        year, month, day = (int(part or 0) for part in found.groups())
        if not month and (named := _MONTH.search(written, found.end())):
            month, day = month_number(named[1]), _day_in(written[found.end() :])
        return _real([year, month, day])
    found = _YEAR.search(written)
    if not found:
        return []
    rest = written[: found.start()] + " " + written[found.end() :]
    named = _MONTH.search(rest)
    if not named:
        return _real([int(found[1])])
    return _real([int(found[1]), month_number(named[1]), _day_in(rest)])


def _day_in(text: str) -> int:
    found = _DAY.search(text)
    return int(found[1]) if found else 0


def _real(parts: list[int]) -> list[int]:
    """Return the parts up to the first that no calendar has."""
    kept: list[int] = []
    for part in parts:
        try:
            date(*[*kept, part, 1, 1][:3])
        except (ValueError, OverflowError):
            break
        kept.append(part)
    return kept


def _joined(parts: list[int]) -> str:
    return "-".join(f"{part:0{2 if place else 4}}" for place, part in enumerate(parts))


def _number(part: Any) -> int:
    text = words(part)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
