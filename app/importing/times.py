"""Times as exports tell them, to ISO 8601 in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from app.importing.fields import line
from app.opening.forms.properties import day_of

_NUMBER = re.compile(r"\d{1,20}(?:\.\d{1,9})?")
_ZONE = re.compile(r" ?(?:UTC|GMT)$")
_EARLIEST, _LATEST = 1990, 2100
"""Years an article can have been kept in; a number that means another is no time."""

# From this many seconds on, a number counts in thousandths of the unit before.
_UNITS = ((1e17, 1e9), (1e14, 1e6), (1e11, 1e3))


def moment(value: object) -> str:
    """Return a time to the second in UTC; empty for what is none.

    Understands seconds, milliseconds and so on since 1970, as a number or in digits, ISO 8601 and
    what resembles it, and a mere day in words. A time without a zone is taken for UTC.
    """
    text = line(value, 60)
    if not text:
        return ""
    if _NUMBER.fullmatch(text) and (counted := _counted(float(text))):
        return counted
    try:
        found = datetime.fromisoformat(_ZONE.sub("+00:00", text))
    except ValueError:
        named = day_of(text)
        return f"{named}T00:00:00+00:00" if len(named) == len("2023-05-01") else ""
    return _in_utc(found)


def day(value: object) -> str:
    """Return the day of a time as an ISO date, by the clock it is told by; empty for none."""
    text = line(value, 60)
    if _NUMBER.fullmatch(text):
        return moment(text)[:10]
    return day_of(text)


def _counted(number: float) -> str:
    unit = next((unit for least, unit in _UNITS if number >= least), 1)
    try:
        return _in_utc(datetime.fromtimestamp(number / unit, UTC))
    except (ValueError, OverflowError, OSError):
        return ""


def _in_utc(found: datetime) -> str:
    if not _EARLIEST <= found.year <= _LATEST:
        return ""
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    return found.astimezone(UTC).isoformat(timespec="seconds")
