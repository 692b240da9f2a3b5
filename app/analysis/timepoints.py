"""Dates, years and clock times: numbers that say when, not how much."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from app.language import later

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[4-9]|20)\d\d"
_HALF = r"\s?(?:[aApP]\.\s?[mM]\.|[aApP][mM]\b)"
_ZONE = r"(?:\s(?:GMT|UTC|BST|CET|E[SD]?T|C[SD]T|M[SD]T|P[SD]?T|local\stime))?"

_DATED = re.compile(
    rf"""(?<![\w$£€.,/])(?:
      (?P<full>\d{{4}}-\d\d-\d\d(?!\d)|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d\d)(?![\d/])|\d{{1,2}}\.\d{{1,2}}\.{_YEAR}(?!\d))
    | (?P<day>{_MONTH}\s{_DAY}(?:\s?[-–]\s?{_DAY}|\sto\s{_DAY}|\sand\s{_DAY})?(?![\d:])(?!,\d)(?:,?\s{_YEAR}(?!\d))?
      | {_DAY}(?:\s?[-–]\s?{_DAY})?(?:\sof)?\s{_MONTH}(?![\w])(?:,?\s{_YEAR}(?!\d))?)
    | {_MONTH}(?:\sof|,)?\s(?P<month>{_YEAR})(?![\w,]*\d)
    | (?P<clock>(?:\d{{1,2}}(?::\d\d)?\s?[-–]\s?)?\d{{1,2}}(?:[:.]\d\d)?{_HALF}{_ZONE}
      | \d{{1,2}}:[0-5]\d(?::[0-5]\d)?(?!\.?\d|:\d){_ZONE}
      | (?:\d{{1,2}}|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\so['’]clock
      | \d{{4}}\s(?:GMT|UTC|hours\sGMT))
    | (?P<decade>(?:[Mm]id-|[Ee]arly-|[Ll]ate-)?{_YEAR[:-2]}(?:\ds|0['’]s)(?!\w))
    | (?P<era>(?:AD|A\.D\.)\s\d{{1,4}}\b|\d{{1,4}}(?:\sBCE?\b|\sB\.C\.|\sA\.D\.|\sAD\b|\sCE\b))
    | (?P<century>(?:\d{{1,2}}(?:st|nd|rd|th)|[Tt]wenty-first|[Tt]wentieth|[Nn]ineteenth|[Ee]ighteenth|[Ss]eventeenth
        |[Ss]ixteenth)(?:\s(?:and|to|or)\s\d{{1,2}}(?:st|nd|rd|th))?[\s-]centur(?:y|ies))
    | (?P<spoken>(?:on\sthe|until\sthe|by\sthe|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:,)?\sthe)\s
        (?P<nth>{_DAY})(?<=st|nd|rd|th)(?=[,.;:)]|\sof\s(?:this|the|last|next)\smonth|$))
    | (?P<years>{_YEAR}\s?[-–/]\s?(?:{_YEAR}|\d\d)(?![\d%]))
    )""",
    re.VERBOSE,
)
_SHORT = re.compile(r"(?<![\w'‘’])['‘’]\d\ds?(?![\w%])")
_BARE = re.compile(
    rf"(?<![\w$£€.,:/\-–+#]){_YEAR}(?![\w%/:+]|[.,]\d|[-–](?!to\b|ba|er|st|pr|ro|el|le|mo|bu|ol|se)\w|\s(?:percent|per\scent|miles|km|people|feet|meters|metres|acres|square)\b)"
)


@dataclass(frozen=True, slots=True)
class Timepoint:
    """A date, year or time; offsets are into the text given.

    `why` says in a sentence what it names. `year` is set where the phrase names a month or year
    and no day; `last_year` ends a span of years. `bare` marks four digits that are a year only if
    nothing shows that they count.
    """

    start: int
    end: int
    why: str
    year: Decimal | None = None
    last_year: Decimal | None = None
    bare: bool = False


_PROPORTION = re.compile(r"\b(?:ratio|odds|proportion)\b", re.IGNORECASE)


def _is_proportion(text: str, match: re.Match[str]) -> bool:
    """Tell "a ratio of 1:20" from a clock time."""
    before = text[max(0, match.start() - 45) : match.start()]
    return ":" in match.group() and _PROPORTION.search(before) is not None


_DATE = later("It names a date, not a claim.")
_ONE_YEAR = later("It names a year, not a claim.")
_WHY = {
    "full": _DATE,
    "day": _DATE,
    "month": later("It names a month, not a claim."),
    "clock": later("It names a clock time, not a claim."),
    "decade": later("It names a decade, not a claim."),
    "era": _DATE,
    "century": later("It names a century, not a claim."),
    "spoken": _DATE,
    "years": later("It names a span of years, not a claim."),
}


def find_timepoints(text: str) -> list[Timepoint]:
    """Return the dates and times of `text` in order, without overlaps."""
    found = [_dated(match) for match in _DATED.finditer(text) if not _is_proportion(text, match)]
    taken = {index for point in found for index in range(point.start, point.end)}
    found += [
        Timepoint(match.start(), match.end(), _ONE_YEAR)
        for match in _SHORT.finditer(text)
        if match.start() not in taken
    ]
    for match in _BARE.finditer(text):
        if match.start() not in taken:
            year = Decimal(match.group())
            found.append(Timepoint(match.start(), match.end(), _ONE_YEAR, year, bare=True))
    return sorted(found, key=lambda point: point.start)


def _dated(match: re.Match[str]) -> Timepoint:
    group = match.lastgroup or "day"
    start, end = match.span()
    if group == "nth" or match.group("spoken") is not None:
        group, start = "spoken", match.start("nth")
    why = _WHY[group]
    if group == "month":
        return Timepoint(start, end, why, Decimal(match.group("month")))
    if group == "years":
        first, last = re.findall(r"\d+", match.group())
        return Timepoint(start, end, why, Decimal(first), Decimal(first[: 4 - len(last)] + last))
    return Timepoint(start, end, why)
