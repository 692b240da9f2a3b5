"""The days a page says it was published and changed on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_ISO = re.compile(
    r"^\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)(?:[T ].*?(Z|[+-]00:?00|[+-]\d\d:?\d\d)?)?\s*$"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_ADDRESS = re.compile(
    r"[/-](\d{4})[/-](\d{1,2}|" + "|".join(_MONTHS) + r")[/-](\d{1,2})(?=[/\-.?]|$)", re.IGNORECASE
)
_NAMED_MONTH = "(" + "|".join(_MONTHS) + r")[a-z]*\.?"
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?\.? " + _NAMED_MONTH + r",? (\d{4})", re.IGNORECASE
)
_MONTH_DAY = re.compile(_NAMED_MONTH + r" (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)
_EARLIEST = 1900
_UTC = ("Z", "+00:00", "+0000", "-00:00", "-0000")


def day(stamp: str) -> date | None:
    """Return the day of an ISO 8601 time, as its own clock shows it; None for what is none."""
    found = _ISO.match(stamp[:60])
    return None if found is None else _date(found[1], found[2], found[3])


def day_shown(line: str) -> date | None:
    """Return the day a line tells that is nothing but a date: "2026-03-04", "4 March 2026",
    "March 4, 2026"; None for every other line.
    """
    line = line.strip().rstrip(".")
    if found := _DAY_MONTH.fullmatch(line):
        return _date(found[3], str(_MONTHS.index(found[2].lower()) + 1), found[1])
    if found := _MONTH_DAY.fullmatch(line):
        return _date(found[3], str(_MONTHS.index(found[1].lower()) + 1), found[2])
    return day(line) if len(line) == len("2026-03-04") else None


def published_on(stated: Sequence[str], address: str, guess: str) -> str:
    """Return the day of publication as an ISO date; empty when unknown.

    `stated` are times the page states, the most trustworthy first. The day in the address, and
    that of a time with an offset, are those of the outlet's own clock: they go before the same
    time told in UTC, which may be the day after. `guess` is what the page seems to show: believed
    when there is nothing else, or where it is the day before.
    """
    days = [(found, stamp) for stamp in stated if (found := day(stamp)) is not None]
    in_address = _day_in(address)
    if not days:
        return in_address.isoformat() if in_address else guess
    first = days[0][0]
    near = [(found, stamp) for found, stamp in days if abs((found - first).days) <= 1]
    if in_address and abs((in_address - first).days) <= 1:
        return in_address.isoformat()
    own = next((found for found, stamp in near if _has_own_clock(stamp)), None)
    shown = day(guess)
    if own is None and shown is not None and (first - shown).days == 1:
        own = shown
    return (own or first).isoformat()


def updated_on(stated: Sequence[str], published: str) -> str:
    """Return the day of the last change, where one is stated that is not before publication."""
    days = [found for stamp in stated if (found := day(stamp)) is not None]
    if not days:
        return ""
    last = max(days).isoformat()
    return last if last >= published else ""


def _day_in(address: str) -> date | None:
    found = _IN_ADDRESS.search(address)
    if found is None:
        return None
    month = found[2].lower()
    number = str(_MONTHS.index(month) + 1) if month in _MONTHS else month
    return _date(found[1], number, found[3])


def _date(year: str, month: str, number: str) -> date | None:
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return found if found.year >= _EARLIEST else None


def _has_own_clock(stamp: str) -> bool:
    found = _ISO.match(stamp[:60])
    return bool(found and found[4] and found[4] not in _UTC)
