"""The reader's own marks, and a reading as the library keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from app.reading.analysis import Analysis
from app.reading.anchors import Anchor
from app.reading.comparison import Comparison
from app.reading.decisions import Decision
from app.reading.document import Document
from app.reading.pictures import PictureFile
from app.reading.spans import Span
from app.reading.views import View

_BY_DEFAULT = View()


class Standing(StrEnum):
    """Where an annotation of the reader's own stands now."""

    PLACED = "placed"  # in the text
    LOST = "lost"  # its words are no longer there, or the text is still to come: an orphan
    WHOLE = "whole"  # a note to the whole reading, which marks no words


@dataclass(frozen=True, slots=True)
class OwnAnnotation:
    """A highlight of the reader's own, with a note or without.

    `id` is a UUID in hexadecimal, or the name another program gave the mark; times are ISO 8601 in
    UTC. `start` and `end` are where the annotation lies in the text now (both 0 unless it is
    placed); `anchor` finds it again when the text changes. `score` tells how alike the words there
    are to those that were marked, 1.0 for the same.
    """

    id: str
    start: int
    end: int
    anchor: Anchor
    note: str = ""
    created: str = ""
    modified: str = ""
    standing: Standing = Standing.PLACED
    score: float = 1.0
    tags: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a source gave: a document, and the marks other programs had made in it.

    The `id` of such a mark is its name in the source, so that it is taken in only once. `files` are
    those of the document's pictures that lay in the source itself.
    """

    document: Document
    own: tuple[OwnAnnotation, ...] = ()
    files: tuple[PictureFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One article in the library: text, analysis and what the reader did with it.

    `added` and `opened` are ISO 8601 in UTC; `place` is the offset of the first character that
    was in view when the reading was left. `earlier` is the reading of the same address or file as it
    was opened before, when its text was another. `own` are the annotations that lie in the text, in
    its order; `aside` are those that do not: lost ones and notes to the whole. What the reader
    decided about detected marks is in `analysis` already. `csl` is the reading as a CSL-JSON item.
    A reading that `lacks_text` is still to be fetched. `pictures` are what is kept of the
    document's, where somebody asked for them: they are large. `comparisons` are worked out for an
    export alone.
    """

    id: int
    document: Document
    analysis: Analysis = field(default_factory=Analysis)
    own: tuple[OwnAnnotation, ...] = ()
    added: str = ""
    opened: str = ""
    place: int = 0
    earlier: int | None = None
    aside: tuple[OwnAnnotation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tags: tuple[str, ...] = ()
    csl: Mapping[str, Any] = field(default_factory=dict)
    lacks_text: bool = False
    pictures: tuple[PictureFile, ...] = ()
    comparisons: tuple[Comparison, ...] = ()

    def shown(self, view: View = _BY_DEFAULT) -> Reading:
        """Return the reading with what a view shows of its analysis."""
        return replace(self, analysis=view.of(self.analysis))
