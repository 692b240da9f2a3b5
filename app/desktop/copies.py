"""Quotes and notes on the clipboard: the words as the article has them, with where they were read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from app.language import day, tr
from app.reading.attribution import Attribution, AttributionKind, claimants

if TYPE_CHECKING:
    from app.reading.annotation import OwnAnnotation
    from app.reading.document import Document

OPENING = "“\"«„'‘"
"""What quoted words begin with."""


def citation(document: Document) -> str:
    """Return where an article was read, as one line: title, outlet, day and address."""
    where = document.address or (document.source if "://" in document.source else "")
    parts = (document.title, document.outlet, day(document.published), where)
    return ", ".join(part for part in parts if part)


def words_of(attribution: Attribution, document: Document) -> str:
    """Return the words of a quote; those that are quoted stand in quotation marks."""
    text = document.text
    parts = [" ".join(text[span.start : span.end].split()) for span in attribution.content]
    if attribution.kind is AttributionKind.DIRECT:
        parts = [part if part.startswith(tuple(OPENING)) else f"“{part}”" for part in parts]
    return " … ".join(parts)


def quote_line(
    attribution: Attribution, every: Mapping[str, Attribution], document: Document
) -> str:
    """Return a quote with who says so, as one line: “Nobody listened” – Ines Brandt.

    The chain of those who tell of it goes from the innermost outward. Words that are the writer's
    are called so, and nobody quotes them as the speaker's.
    """
    words, told = words_of(attribution, document), claimants(every, attribution.id)
    who = reduce(_told_by, told) if told else tr("nobody named")
    if attribution.kind is AttributionKind.INDIRECT:
        return tr("{words} – {speaker} (reported)", words=words, speaker=who)
    return f"{words} – {who}"


def _told_by(speaker: str, teller: str) -> str:
    return tr("{speaker}, told by {teller}", speaker=speaker, teller=teller)


def quotes_with_source(lines: Sequence[str], document: Document) -> str:
    """Return quotes and, once for all of them, where they were read."""
    where = citation(document)
    if len(lines) == 1:
        return f"{lines[0]}, {where}" if where else lines[0]
    return "\n\n".join([*lines, where] if where else lines)


def notes_as_text(notes: Iterable[OwnAnnotation], document: Document) -> str:
    """Return the reader's own marks: the words, and below them what was noted."""
    parts = []
    for own in notes:
        words = " ".join(own.anchor.exact.split())
        parts.append("\n".join(part for part in (f"“{words}”" if words else "", own.note) if part))
    where = citation(document)
    return "\n\n".join([*parts, where] if where and parts else parts)
