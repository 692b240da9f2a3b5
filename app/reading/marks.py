"""What is drawn: the marks of a reading, derived from its analysis and the reader's own.

Screen and paper draw the same marks in their own shapes, so which stretch gets which kind is
decided once, here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.reading.analysis import Analysis
from app.reading.annotation import OwnAnnotation
from app.reading.attribution import Attribution, AttributionKind, depths
from app.reading.layers import Layer
from app.reading.quotation import Quotation
from app.reading.spans import Span, SpanIndex, subtract


class MarkKind(StrEnum):
    """The shapes a stretch can be drawn in."""

    QUOTED = "quoted"  # their words, in quotation marks
    REPORTED = "reported"  # in the writer's words
    SCARE = "scare"  # quotation marks with nobody presented as the speaker
    SOURCE = "source"
    CUE = "cue"
    CLAIM = "claim"
    NUMBER = "number"  # a quantity that claims nothing
    OWN = "own"


LAYER_OF = {
    MarkKind.QUOTED: Layer.QUOTES,
    MarkKind.REPORTED: Layer.QUOTES,
    MarkKind.SCARE: Layer.QUOTES,
    MarkKind.SOURCE: Layer.SOURCES,
    MarkKind.CUE: Layer.CUES,
    MarkKind.CLAIM: Layer.CLAIMS,
    MarkKind.NUMBER: Layer.CLAIMS,
    MarkKind.OWN: Layer.MINE,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch to draw.

    `target` is the id of what it belongs to: an attribution ("a1"), a quotation without one
    ("q1"), a quantity ("n1") or an own annotation's UUID. `depth` counts the contents around it
    from 0. `unnamed` is true where the source is anonymous.
    """

    kind: MarkKind
    start: int
    end: int
    target: str
    depth: int = 0
    unnamed: bool = False
    confidence: float = 1.0

    @property
    def layer(self) -> Layer:
        return LAYER_OF[self.kind]


def marks_of(analysis: Analysis, own: Iterable[OwnAnnotation] = ()) -> list[Mark]:
    """Return every mark of a reading, in text order, outer before inner.

    Of a whole analysis a `View` says first what is shown. A mixed content becomes quoted stretches where quotation marks run and
    reported ones in between.
    """
    marks: list[Mark] = []
    quotations = SpanIndex(analysis.quotations)
    depth = depths(analysis.attributions)
    for attribution in analysis.attributions:
        inside = quotations_in(attribution, quotations)
        marks += _attribution_marks(attribution, depth[attribution.id], inside)
    known = {attribution.id for attribution in analysis.attributions}
    for quotation in analysis.quotations:
        if quotation.scare or quotation.attribution not in known:
            kind = MarkKind.SCARE if quotation.scare else MarkKind.QUOTED
            marks.append(Mark(kind, quotation.start, quotation.end, quotation.id))
    for quantity in analysis.quantities:
        kind = MarkKind.CLAIM if quantity.claim else MarkKind.NUMBER
        marks.append(
            Mark(kind, quantity.start, quantity.end, quantity.id, confidence=quantity.confidence)
        )
    marks += [Mark(MarkKind.OWN, item.start, item.end, item.id) for item in own]
    marks.sort(key=lambda mark: (mark.start, -mark.end, mark.depth))
    return marks


def quotations_in(attribution: Attribution, quotations: SpanIndex[Quotation]) -> list[Span]:
    """Return the quotation-mark stretches that belong to this attribution's own content."""
    return [
        Span(quotation.start, quotation.end)
        for span in attribution.content
        for quotation in quotations.overlapping(span.start, span.end)
        if not quotation.scare and quotation.attribution == attribution.id
    ]


def _attribution_marks(attribution: Attribution, depth: int, quoted: Sequence[Span]) -> list[Mark]:
    def mark(kind: MarkKind, span: Span) -> Mark:
        return Mark(
            kind,
            span.start,
            span.end,
            attribution.id,
            depth,
            attribution.anonymous,
            attribution.confidence,
        )

    marks: list[Mark] = []
    for content in attribution.content:
        if attribution.kind is AttributionKind.DIRECT:
            marks.append(mark(MarkKind.QUOTED, content))
        elif attribution.kind is AttributionKind.INDIRECT:
            marks.append(mark(MarkKind.REPORTED, content))
        else:
            inside = [span for span in quoted if content.overlaps(span)]
            marks += [mark(MarkKind.QUOTED, span) for span in inside]
            marks += [mark(MarkKind.REPORTED, piece) for piece in subtract(content, inside)]
    marks += [mark(MarkKind.SOURCE, span) for span in attribution.source]
    marks += [mark(MarkKind.CUE, span) for span in attribution.cue]
    return marks
