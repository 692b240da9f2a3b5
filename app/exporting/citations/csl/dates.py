"""Dates, in all the precision they come in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.exporting.citations.csl.elements import Element
from app.exporting.citations.csl.formatting import formatted
from app.exporting.citations.csl.locales import Locale
from app.exporting.citations.csl.runs import Run, Runs, affixed, joined

_ISO = re.compile(r"(-?\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")
_SEASONS = ("", "spring", "summer", "autumn", "winter")


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is known; `month` and `day` are 0 where they are not."""

    year: int
    month: int = 0
    day: int = 0
    season: int = 0


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a range; `words` is one that nobody can read as a date."""

    days: tuple[Day, ...] = ()
    circa: bool = False
    words: str = ""


def date_of(value: Any) -> Date | None:
    """Return a CSL-JSON date, None for one that says nothing."""
    if not isinstance(value, Mapping):
        return None
    circa = str(value.get("circa", "")).lower() not in ("", "0", "false", "none")
    parts = value.get("date-parts")
    days = [_day(part, value.get("season")) for part in parts or () if isinstance(part, Sequence)]
    known = tuple(day for day in days[:2] if day is not None)
    if known:
        return Date(known, circa)
    words = str(value.get("literal") or value.get("raw") or "").strip()
    halves = [_ISO.fullmatch(half.strip()) for half in words.split("/")]
    if words and len(halves) <= 2 and all(halves):
        read = [_day([part or 0 for part in half.groups()], None) for half in halves if half]
        known = tuple(day for day in read if day is not None)
        if known:
            return Date(known, circa)
    return Date((), circa, words) if words else None


def _day(parts: Sequence[Any], season: Any) -> Day | None:
    try:
        numbers = [int(part) for part in parts[:3] if part not in (None, "")]
        of_year = int(season) if season not in (None, "") else 0
    except (TypeError, ValueError):
        return None
    if not numbers or not numbers[0]:
        return None
    year, month, day = [*numbers, 0, 0][:3]
    if month > 12:
        of_year, month, day = (month - 13) % 4 + 1 if month < 17 else (month - 21) % 4 + 1, 0, 0
    return Day(
        year,
        month if 0 < month < 13 else 0,
        day if 0 < day < 32 else 0,
        of_year if 0 < of_year < 5 else 0,
    )


def sort_key(date: Date, element: Element | None = None, locale: Locale | None = None) -> str:
    """Return what dates are sorted by: all that is known, or what an element would tell of it."""
    if not date.days:
        return date.words
    told = {"year", "month", "day"}
    if element is not None and locale is not None:
        told = {part.get("name") for part in _parts(element, locale)[0]}
    keys = []
    for day in date.days:
        month = day.month if "month" in told else 0
        keys.append(f"{day.year + 50_000:05d}{month:02d}{day.day if 'day' in told else 0:02d}")
    return "/".join(keys)


def written(date: Date, element: Element, locale: Locale, year_suffix: str = "") -> Runs:
    """Return a date as a cs:date element wants it, without that element's own affixes."""
    if date.words:
        return [Run(date.words)]
    parts, delimiter = _parts(element, locale)
    writer = _Writer(locale, year_suffix)
    first = date.days[0]
    if len(date.days) == 1 or date.days[0] == date.days[1]:
        return joined((writer.part(part, first) for part in parts), delimiter)
    return writer.range(parts, delimiter, *date.days)


def _parts(element: Element, locale: Locale) -> tuple[list[Element], str]:
    form = element.get("form")
    if not form:
        return list(element.all("date-part")), element.get("delimiter")
    model = locale.dates[form if form in locale.dates else "text"]
    shown = element.get("date-parts", "year-month-day").split("-")
    own = {part.get("name"): part.attributes for part in element.all("date-part")}
    return [
        Element(part.name, {**part.attributes, **own.get(part.get("name"), {})})
        for part in model.all("date-part")
        if part.get("name") in shown
    ], model.get("delimiter")


class _Writer:
    def __init__(self, locale: Locale, year_suffix: str) -> None:
        self._locale = locale
        self._suffix = year_suffix

    def part(self, element: Element, day: Day, *, prefix: bool = True, suffix: bool = True) -> Runs:
        text = self._text(element, day)
        if not text:
            return []
        runs = formatted([Run(text)], element, self._locale.language)
        return affixed(
            runs,
            element.get("prefix") if prefix else "",
            element.get("suffix") if suffix else "",
        )

    def range(self, parts: Sequence[Element], delimiter: str, first: Day, last: Day) -> Runs:
        """Return a range, what both ends share said once."""
        differing = _differing(first, last)
        here = [place for place, part in enumerate(parts) if part.get("name") in differing]
        if not here:
            return joined((self.part(part, first) for part in parts), delimiter)
        begin, end = here[0], here[-1]
        dash = self._dash(parts, differing)
        middle = [
            *self._half(parts[begin : end + 1], delimiter, first, prefix=True, suffix=False),
            Run(dash),
            *self._half(parts[begin : end + 1], delimiter, last, prefix=False, suffix=True),
        ]
        before = [self.part(part, first) for part in parts[:begin]]
        after = [self.part(part, last) for part in parts[end + 1 :]]
        return joined([*before, middle, *after], delimiter)

    def _half(
        self, parts: Sequence[Element], delimiter: str, day: Day, *, prefix: bool, suffix: bool
    ) -> Runs:
        shown = [part for part in parts if self._text(part, day)]
        return joined(
            (
                self.part(
                    part,
                    day,
                    prefix=prefix or place > 0,
                    suffix=suffix or place < len(shown) - 1,
                )
                for place, part in enumerate(shown)
            ),
            delimiter,
        )

    def _dash(self, parts: Sequence[Element], differing: frozenset[str]) -> str:
        for name in ("year", "month", "day"):
            for part in parts:
                if name in differing and part.get("name") == name:
                    return part.get("range-delimiter", "–")
        return "–"

    def _text(self, element: Element, day: Day) -> str:
        form = element.get("form")
        match element.get("name"):
            case "year":
                return self._year(day, form)
            case "month":
                return self._month(day, form)
            case "day" if day.day:
                return self._day(day, form)
            case _:
                return ""

    def _year(self, day: Day, form: str) -> str:
        if day.year < 0:
            return f"{-day.year}{self._locale.term('bc') or ''}{self._suffix}"
        if day.year < 1000:
            return f"{day.year}{self._locale.term('ad') or ''}{self._suffix}"
        return (f"{day.year % 100:02d}" if form == "short" else str(day.year)) + self._suffix

    def _month(self, day: Day, form: str) -> str:
        if day.season:
            return self._locale.term(f"season-{day.season:02d}") or _SEASONS[day.season]
        if not day.month:
            return ""
        match form:
            case "numeric":
                return str(day.month)
            case "numeric-leading-zeros":
                return f"{day.month:02d}"
            case _:
                return self._locale.term(f"month-{day.month:02d}", form or "long") or ""

    def _day(self, day: Day, form: str) -> str:
        limited = self._locale.options.get("limit-day-ordinals-to-day-1") == "true"
        if form == "ordinal" and not (limited and day.day != 1):
            gender = self._locale.gender_of(f"month-{day.month:02d}")
            return self._locale.ordinal(day.day, gender)
        return f"{day.day:02d}" if form == "numeric-leading-zeros" else str(day.day)


def _differing(first: Day, last: Day) -> frozenset[str]:
    if first.year != last.year:
        return frozenset(("year", "month", "day"))
    if (first.month, first.season) != (last.month, last.season):
        return frozenset(("month", "day"))
    return frozenset(("day",))
