"""The article that is open, as the window holds it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from app.reading import wire
from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation, Reading
from app.reading.document import UNMARKED, BlockKind, Document
from app.reading.spans import Span, extent


@dataclass(eq=False)
class Sheet:
    """An open article with its marks; `id` is None until the library has taken it.

    `marked` tells that the analysis is whole; before, it may hold the marks of the first part.
    """

    document: Document
    analysis: Analysis = field(default_factory=Analysis)
    own: dict[str, OwnAnnotation] = field(default_factory=dict)
    id: int | None = None
    place: int = 0
    marked: bool = False
    marking: bool = False
    words: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        # Counted once: in a long article it takes longer than a window may stand still.
        self.words = self.document.words()

    def take(self, reading: Reading) -> None:
        """Become what the library keeps of this article."""
        self.id = reading.id
        if reading.document.text != self.document.text:
            self.words = reading.document.words()
        self.document = reading.document
        self.analysis = reading.analysis
        self.own = {item.id: item for item in reading.own} | self.own
        self.place = reading.place
        self.marked = bool(reading.analysis.pipeline)

    def reading(self) -> Reading:
        """Return this article as a value, its own marks in text order."""
        own = sorted(self.own.values(), key=lambda item: (item.start, item.end))
        return Reading(self.id or 0, self.document, self.analysis, tuple(own), place=self.place)

    def own_marks(self) -> tuple[OwnAnnotation, ...]:
        return self.reading().own

    def span_of(self, target: str) -> Span | None:
        """Return the whole stretch of a mark, or None where there is no such mark."""
        if target in self.own:
            return self.own[target].span
        analysis = self.analysis
        for attribution in analysis.attributions:
            if attribution.id == target:
                return extent(attribution.content) if attribution.content else None
        for quotation in analysis.quotations:
            if quotation.id == target:
                return quotation.span
        for quantity in analysis.quantities:
            if quantity.id == target:
                return quantity.span
        return None

    def speaker_of(self, target: str) -> str:
        """Return who says what a mark stands for, "" where nobody does."""
        for attribution in self.analysis.attributions:
            if attribution.id == target:
                return attribution.speaker or ""
        for quantity in self.analysis.quantities:
            if quantity.id == target and quantity.claimed_by:
                return quantity.claimed_by[0]
        return ""

    def paragraphs_marked(self) -> tuple[int, int]:
        """Return up to which paragraph there are marks, and how many there are; 0, 0 at first."""
        ends = [span.end for a in self.analysis.attributions for span in a.content]
        ends += [quantity.end for quantity in self.analysis.quantities]
        if not ends:
            return 0, 0
        last = len(self.document.text)
        return paragraph_at(self.document, max(ends)), paragraph_at(self.document, last)


def sheet_from_json(value: wire.Json) -> Sheet:
    """Make a sheet of a document as processes exchange it."""
    return Sheet(wire.document_from_json(value))


def sheet_of(reading: Reading) -> Sheet:
    """Make a sheet of what the library keeps."""
    sheet = Sheet(reading.document)
    sheet.take(reading)
    return sheet


def paragraph_at(document: Document, offset: int) -> int:
    """Count the paragraphs up to the one at `offset`, from 1; headings and boilerplate left out."""
    kinds = (BlockKind.HEADING, *UNMARKED)
    before = (block for block in document.blocks if block.start <= offset)
    return max(1, sum(1 for block in before if block.kind not in kinds))


def now() -> str:
    """Return the time as the library keeps it: ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def new_own(document: Document, span: Span, note: str = "") -> OwnAnnotation:
    """Return a highlight of the reader's own over a stretch of the text."""
    from uuid import uuid4  # noqa: PLC0415 (takes its time, and no window needs it to start)

    time = now()
    return OwnAnnotation(
        uuid4().hex, span.start, span.end, anchor(document.text, span), note, time, time
    )


def with_note(own: OwnAnnotation, note: str) -> OwnAnnotation:
    """Return the highlight with another note."""
    return replace(own, note=note, modified=now())
