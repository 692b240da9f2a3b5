"""What a reader wrote beside a reading, as the notes of its entry."""

from __future__ import annotations

from collections.abc import Iterator

from app.exporting.citations.csl.markup import clean
from app.language import tr
from app.reading.annotation import Reading, Standing
from app.reading.exports import Choice, Kind
from app.reading.passages import Passage, passage_at


def remarks_of(reading: Reading, choice: Choice) -> list[str]:
    """Return the reader's highlights and notes, a paragraph each, with where they stand."""
    return list(map(clean, _remarks(reading))) if Kind.OWN in choice.marks else []


def _remarks(reading: Reading) -> Iterator[str]:
    for mark in sorted(reading.own, key=lambda mark: (mark.start, mark.end)):
        words = " ".join(mark.anchor.exact.split())
        place = said(passage_at(reading.document, reading.csl, mark.start))
        where = f" ({place})" if place else ""
        note = mark.note.strip()
        yield f"“{words}”{where}{': ' if note else ''}{note}"
    for mark in reading.aside:
        words = "" if mark.standing is Standing.WHOLE else " ".join(mark.anchor.exact.split())
        note = mark.note.strip()
        if words:
            yield f"“{words}”{': ' if note else ''}{note}"
        elif note:
            yield note


def said(passage: Passage) -> str:
    """Return where something stands: "p. 3", "¶ 11", "" for nowhere."""
    if not passage.locator:
        return ""
    if passage.label == "page":
        return tr("p. {page}", page=passage.locator)
    return tr("¶ {paragraph}", paragraph=passage.locator)
