"""Find out which attribution lies in whose content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.analysis.drafts import Draft
from app.reading.spans import Span, SpanIndex


@dataclass(frozen=True, slots=True)
class _Content:
    start: int
    end: int
    owner: int


def parents(drafts: Sequence[Draft]) -> list[int | None]:
    """Return for each draft the number of the one whose content holds it, None for none.

    The innermost content that covers cue, source and content wins; without cue and source a
    content has to be larger than what it holds.
    """
    index = SpanIndex(
        _Content(span.start, span.end, number)
        for number, draft in enumerate(drafts)
        for span in draft.content
    )
    found: list[int | None] = []
    for number, draft in enumerate(drafts):
        edges = (*draft.cue, *draft.source) or tuple(draft.content)
        around = Span(min(s.start for s in edges), max(s.end for s in edges))
        best: _Content | None = None
        for content in index.overlapping(around.start, around.end):
            if content.owner == number or not Span(content.start, content.end).covers(around):
                continue
            if any(not Span(content.start, content.end).covers(span) for span in draft.content):
                continue
            if _holds(draft, drafts[content.owner]):
                continue  # each lies in the other: neither is the outer one
            if best is None or content.end - content.start < best.end - best.start:
                best = content
        found.append(None if best is None else best.owner)
    return found


def _holds(outer: Draft, inner: Draft) -> bool:
    edges = (*inner.cue, *inner.source)
    return bool(edges) and all(any(span.covers(edge) for span in outer.content) for edge in edges)
