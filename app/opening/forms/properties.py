"""What a file states about itself beside its text, and how far that is believed.

Programs fill these fields from templates, file names and the account somebody is logged in to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from email.utils import parsedate_to_datetime

from app.opening.web.blocks import clean

_LONGEST_TITLE = 300

_NO_TITLE = re.compile(
    r"(?:normal(?:\.dotm?x?)?|untitled.{0,12}|unbenannt.{0,12}|document ?\d*|dokument ?\d*"
    r"|microsoft word\b.*|powerpoint presentation|word document|title|titel|no title|sans titre"
    r"|template|letter(?:head)?|blank|new document|default|unknown|\W*)",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r".*\.(?:docx?|dotx?|docm|odt|ott|rtf|txt|pdf|html?|xhtml|md|pages|wpd|epub|indd|tex)"
    r"|[\w.%-]*[_%/\\][\w.%/\\-]*|\w{0,6}\d{5,}[\w-]*",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:microsoft(?: office)?(?: user)?|windows user|office user|user\d*|admin(?:istrator)?"
    r"|author|unknown|anonymous|python-docx|owner|test|guest|root|default|libreoffice|openoffice"
    r"(?:\.org)?|apache poi|aspose.*|calibre.*|\W*)",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_WRITTEN = re.compile(
    r"(\d{1,2})\.? ([A-Za-z]{3})[a-z]*\.?,? (\d{4})|([A-Za-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip


def title_of(stated: str | None) -> str:
    """Return a stated title; empty for a file name, a template's or no title."""
    title = clean(stated or "")
    if len(title) > _LONGEST_TITLE or _NO_TITLE.fullmatch(title) or _FILE_NAME.fullmatch(title):
        return ""
    return title


def names_of(stated: Iterable[str | None]) -> str:
    """Return the names of persons or bodies, apart by commas, without accounts and programs."""
    names: list[str] = []
    for field in stated:
        for part in (field or "").split(";"):
            name = clean(part)
            if name and len(name) <= 100 and not _NOBODY.fullmatch(name) and name not in names:
                names.append(name)
    return ", ".join(names)


def day_of(stated: str | None) -> str:
    """Return an ISO date, as far as it is stated; empty for what is no date.

    The day is the one where it was written, whatever day it was in Greenwich.
    """
    text = clean(stated or "")[:100]
    if found := _ISO.match(text):
        return _real(*found.groups())
    if found := _WRITTEN.search(text):
        day, month, year = found[1] or found[5], found[2] or found[4], found[3] or found[6]
        number = _MONTHS.index(month.lower()) + 1 if month.lower() in _MONTHS else 0
        return _real(year, f"{number:02}", f"{int(day):02}")
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _real(year: str, month: str | None, day: str | None) -> str:
    """Return the date's parts joined if there is such a day in an age of printing."""
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    return "-".join(filter(None, (year, month, day))) if int(year) > 1400 else ""
