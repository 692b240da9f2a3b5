"""Days that no calendar has, and weekdays that fell on another date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from app.reading.quantity import Quantity
from app.reading.questions import Doubt, Question
from app.reading.remarks import MONTHS, WEEKDAYS, Remark

_MONTHS = [name.lower() for name in MONTHS]
_DAYS = [name.lower() for name in WEEKDAYS]
_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in _MONTHS) + r"|sept\.?"
_DAY_MONTH = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(_DAYS)}),?\s+(?:the\s+)?)?"
    rf"(?:\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b"
    rf"|\b(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d))"
    rf"(?:,?\s+(?P<year>(?:1[6-9]|20)\d\d)\b)?",
    re.IGNORECASE,
)


def ask_of_days(text: str, offset: int, quantities: Sequence[Quantity]) -> Iterator[Question]:
    """Ask about the dates of a block that begins at `offset`."""
    for match in _DAY_MONTH.finditer(text):
        held = [
            q
            for q in quantities
            if q.start < offset + match.end() and offset + match.start() < q.end
        ]
        day = int(match["day"] or match["day2"])
        month = _month(match["month"] or match["month2"])
        year = int(match["year"]) if match["year"] else None
        named = match.group().strip()
        ids = tuple(q.id for q in held)
        if not ids or not 1 <= day <= 99:
            continue
        try:
            # Without a year the 29th of February is given the benefit of the doubt.
            told = date(year or 2024, month, day)
        except ValueError:
            yield Question(Doubt.DATE, Remark.NO_SUCH_DAY.format(words=named), ids)
            continue
        weekday = (match["weekday"] or "").lower()
        if year and weekday and _DAYS[told.weekday()] != weekday:
            yield Question(
                Doubt.DATE,
                Remark.OTHER_WEEKDAY.format(
                    date=f"{day} {MONTHS[month - 1]} {year}",
                    weekday=WEEKDAYS[told.weekday()],
                    told_day=weekday.title(),
                ),
                ids,
            )


def _month(word: str) -> int:
    plain = word.lower().rstrip(".")[:3]
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(plain))
