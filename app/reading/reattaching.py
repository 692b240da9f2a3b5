"""Put annotations back where their words stand, after the text under them has changed."""

from __future__ import annotations

from dataclasses import replace

from app.reading.anchors import anchor, attach
from app.reading.annotation import OwnAnnotation, Standing
from app.reading.attribution import Attribution
from app.reading.decisions import Decision, Mark, moved, stretch
from app.reading.document import Document
from app.reading.spans import Span, extent


def reattached(text: str, item: OwnAnnotation) -> OwnAnnotation:
    """Return an annotation where its words stand in `text`, or as lost.

    Its anchor stays as it was made: what is lost now may be found in the next text.
    """
    if item.standing is Standing.WHOLE:
        return item
    found = attach(text, item.anchor)
    if found is None:
        return replace(item, start=0, end=0, standing=Standing.LOST, score=0.0)
    return replace(
        item,
        start=found.span.start,
        end=found.span.end,
        standing=Standing.PLACED,
        score=found.score,
    )


def placed_by_hand(document: Document, item: OwnAnnotation, span: Span) -> OwnAnnotation:
    """Return an annotation put where the reader says; from now on it is known by these words."""
    return replace(
        item,
        start=span.start,
        end=span.end,
        anchor=anchor(document.text, span),
        standing=Standing.PLACED,
        score=1.0,
    )


def decided_again(text: str, decision: Decision) -> Decision:
    """Return a decision with its mark where the words stand in `text`, or as not placed.

    The anchor moves along with the mark: the mark's own offsets count from it.
    """
    found = attach(text, decision.anchor)
    if found is None:
        return replace(decision, placed=False, score=0.0)
    mark = (
        moved(decision.mark, found.span.start - decision.anchor.start)
        if found.score == 1.0
        else _fitted(text, found.span, decision)
    )
    if mark is None:
        return replace(decision, placed=False, score=0.0)
    return replace(
        decision, mark=mark, anchor=anchor(text, found.span), placed=True, score=found.score
    )


def whole_of(mark: Mark) -> Span:
    """Return the stretch from a mark's first word to its last, source and cue included."""
    if isinstance(mark, Attribution):
        return extent((*mark.content, *mark.cue, *mark.source))
    return mark.span


def _fitted(text: str, place: Span, decision: Decision) -> Mark | None:
    """Return the mark inside changed words, None where a content of it is no longer there."""
    here = text[place.start : place.end]
    before = decision.anchor

    def fit(span: Span) -> Span | None:
        inner = anchor(before.exact, Span(span.start - before.start, span.end - before.start))
        found = attach(here, inner)
        if found is None:
            return None
        return Span(found.span.start + place.start, found.span.end + place.start)

    mark = decision.mark
    if isinstance(mark, Attribution):
        content = [fit(span) for span in mark.content]
        if None in content:
            return None
        return replace(
            mark,
            content=tuple(span for span in content if span),
            cue=tuple(span for span in map(fit, mark.cue) if span),
            source=tuple(span for span in map(fit, mark.source) if span),
        )
    found = fit(stretch(mark))
    return None if found is None else replace(mark, start=found.start, end=found.end)
