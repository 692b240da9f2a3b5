"""The reader's own marks, and a reading as the library keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.reading.analysis import Analysis
from app.reading.anchors import Anchor
from app.reading.document import Document
from app.reading.spans import Span
from app.reading.views import View

_BY_DEFAULT = View()


@dataclass(frozen=True, slots=True)
class OwnAnnotation:
    """A highlight of the reader's own, with a note or without.

    `id` is a UUID in hexadecimal, or the name another program gave the mark; times are ISO 8601 in UTC. `start` and `end` are where the
    annotation lies in the text now; `anchor` finds it again when the text changes.
    """

    id: str
    start: int
    end: int
    anchor: Anchor
    note: str = ""
    created: str = ""
    modified: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a source gave: a document, and the marks other programs had made in it.

    The `id` of such a mark is its name in the source, so that it is taken in only once.
    """

    document: Document
    own: tuple[OwnAnnotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One article in the library: text, analysis and what the reader did with it.

    `added` and `opened` are ISO 8601 in UTC; `place` is the offset of the first character that
    was in view when the reading was left. `earlier` is the reading of the same address or file as it
    was opened before, when its text was another.
    """

    id: int
    document: Document
    analysis: Analysis = field(default_factory=Analysis)
    own: tuple[OwnAnnotation, ...] = ()
    added: str = ""
    opened: str = ""
    place: int = 0
    earlier: int | None = None

    def shown(self, view: View = _BY_DEFAULT) -> Reading:
        """Return the reading with what a view shows of its analysis."""
        return replace(self, analysis=view.of(self.analysis))
