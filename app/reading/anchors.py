"""Find an annotation again in a text that has changed.

An anchor keeps what the W3C Web Annotation model calls a text-quote selector (the words with a
little of what stands before and after) beside a text-position selector (where they stood).
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from app.reading.spans import Span

CONTEXT = 32
"""Code points of prefix and suffix an anchor keeps."""

LEAST_SCORE = 0.8
"""Below this likeness (0..1) a changed passage no longer counts as the same words."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage's words, what stands around them, and where they stood."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an anchor lies in a text now; `score` is 1.0 for unchanged words."""

    span: Span
    score: float


def anchor(text: str, span: Span) -> Anchor:
    """Describe the passage `span` of `text` so that it can be found again."""
    return Anchor(
        exact=text[span.start : span.end],
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        start=span.start,
        end=span.end,
    )


def attach(text: str, wanted: Anchor) -> Placement | None:
    """Find the passage in `text`: at its old place, elsewhere word for word, or nearly so.

    Among several exact places the one whose surroundings are most alike wins, then the nearest.
    None when nothing is alike enough.
    """
    if not wanted.exact:
        return None
    if text[wanted.start : wanted.end] == wanted.exact:
        return Placement(Span(wanted.start, wanted.end), 1.0)
    exact = _exact_places(text, wanted.exact)
    if exact:
        best = max(exact, key=lambda start: (_likeness(text, start, wanted), -abs(start - wanted.start)))
        return Placement(Span(best, best + len(wanted.exact)), 1.0)
    found = fuzz.partial_ratio_alignment(wanted.exact, text, score_cutoff=100 * LEAST_SCORE)
    if found is None or found.dest_end <= found.dest_start:
        return None
    return Placement(_whole_words(text, found.dest_start, found.dest_end), found.score / 100)


def _exact_places(text: str, words: str) -> list[int]:
    places: list[int] = []
    start = text.find(words)
    while start >= 0:
        places.append(start)
        start = text.find(words, start + 1)
    return places


def _likeness(text: str, start: int, wanted: Anchor) -> float:
    end = start + len(wanted.exact)
    before = text[max(0, start - CONTEXT) : start]
    after = text[end : end + CONTEXT]
    return fuzz.ratio(before, wanted.prefix) + fuzz.ratio(after, wanted.suffix)


def _whole_words(text: str, start: int, end: int) -> Span:
    """Widen a fuzzy match so that it does not begin or end inside a word, and trim blanks."""
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
