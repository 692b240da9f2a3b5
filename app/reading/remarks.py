"""What marking remarks on marks and numbers: kept in English, said in the language spoken.

A remark is a sentence that holds words of the article, and it is kept as it was made. To say it
in another language, the form it was made from is found again.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from string import Formatter

from app.language import day, later, tr

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
"""The months as remarks name them."""

WEEKDAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)
"""The days of the week as remarks name them."""


class Remark(StrEnum):
    """The forms of remarks, with names for what is put in.

    Remarks that hold nothing of the article have no form here; they are said as they are.
    """

    # Why words are taken for somebody's.
    BEFORE_REPORTED = later("“{cue}” stands before what it reports.")
    AFTER_REPORTED = later("“{cue}” stands after what it reports.")
    BEFORE_QUOTED = later("“{cue}” stands before words in quotation marks.")
    AFTER_QUOTED = later("“{cue}” stands after words in quotation marks.")
    BEFORE_FEW = later("“{cue}” stands before a few words in quotation marks.")
    WITH_FIGURE = later("“{cue}” stands with a thing and its figure.")
    WITH_CONTENT = later("The noun “{cue}” stands with what it holds.")
    IN_SENTENCE_ABOUT = later("Words in quotation marks stand in a sentence about “{noun}”.")
    READ_AS_CUE = later("“{cue}” was read as telling whose words these are.")
    TAKEN_FOR_EARLIER = later("“{words}” is taken for {speaker}, who comes before it.")
    TAKEN_FOR_ROLE = later("“{words}” is taken for {speaker}, who has that role here.")

    # What does not seem to fit among numbers.
    PARTS = later("{sum} is {total}, more than {whole}: do they overlap?")
    TOTAL = later("{sum} is {total}, not {told}: is something left out or counted twice?")
    POINTS = later(
        "From {old} to {new} percent is {points} percentage points, or {share} percent: "
        "which is meant?"
    )
    CHANGE = later(
        "From {old} to {new} is a change of {share} percent, not {told}: which is right?"
    )
    BASE_OF_CHANGE = later("A change of {words}: from what, and since when?")
    BASE = later("“{words}”: from what, and since when?")
    NO_SUCH_DAY = later("Is there such a day as {words}?")
    OTHER_WEEKDAY = later("{date} was a {weekday}, not a {told_day}: which is meant?")
    EXCHANGED = later(
        "At the exchange rates since 1995, {amount} would be {low} to {high}, not {told}: "
        "is it converted right?"
    )
    CONVERTED = later("{amount} is about {wanted}, not {told}: is it converted right?")


_DAY = re.compile(rf"(\d\d?) ({'|'.join(MONTHS)}) (\d{{4}})")

_WHO = frozenset({Remark.TAKEN_FOR_EARLIER, Remark.TAKEN_FOR_ROLE})
"""Forms that come behind another remark."""


def said(remark: str) -> str:
    """Return a remark in the language spoken; one of no form that is known as it is."""
    for form in Remark:
        found = _pattern(form).fullmatch(remark)
        if found:
            values = {name: _said(name, words) for name, words in found.groupdict("").items()}
            before = said(values.pop("before", ""))
            return f"{before} {tr(form.value, **values)}".lstrip()
    return tr(remark) if remark else ""


@cache
def _pattern(form: Remark) -> re.Pattern[str]:
    parts = [
        re.escape(text) + (f"(?P<{name}>.+)" if name else "")
        for text, name, _, _ in Formatter().parse(form.value)
    ]
    before = "(?:(?P<before>.+) )?" if form in _WHO else ""
    return re.compile(before + "".join(parts), re.DOTALL)


def _said(name: str, words: str) -> str:
    """Return what is put in: words of the article as they are, days as the language says them."""
    if name in {"weekday", "told_day"} and words in WEEKDAYS:
        return tr(words)
    found = _DAY.fullmatch(words) if name == "date" else None
    if found:
        return day(f"{found[3]}-{MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}")
    return words
