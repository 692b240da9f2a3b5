"""Stretches of text, and an index that answers which of them cover a place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar


class Span(NamedTuple):
    """A stretch of a text: code points, half open."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this stretch; a stretch covers itself."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


class Stretch(Protocol):
    """Anything with a start and an end."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Stretch)


class SpanIndex(Generic[S]):
    """A fixed set of stretches that answers overlap queries in logarithmic time.

    Stretches are kept in order of start (longer first when equal). Beside each stands the largest
    end seen so far, which never falls, so the first stretch that can reach a place is found by
    bisection; only long stretches that began far earlier cost extra steps.
    """

    __slots__ = ("_items", "_reach", "_starts")

    def __init__(self, items: Iterable[S]) -> None:
        self._items: list[S] = sorted(items, key=lambda item: (item.start, -item.end))
        self._starts = [item.start for item in self._items]
        self._reach: list[int] = []
        reach = 0
        for item in self._items:
            reach = max(reach, item.end)
            self._reach.append(reach)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[S]:
        return iter(self._items)

    def overlapping(self, start: int, end: int) -> list[S]:
        """Return the stretches that share a character with [start, end), outermost first."""
        last = bisect_left(self._starts, end)
        first = bisect_right(self._reach, start, hi=last)
        return [item for item in self._items[first:last] if item.end > start]

    def at(self, offset: int) -> list[S]:
        """Return the stretches that cover the character at `offset`, outermost first."""
        return self.overlapping(offset, offset + 1)


def extent(spans: Sequence[Span]) -> Span:
    """Return the smallest stretch that covers all of `spans`; raise ValueError for none."""
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def subtract(span: Span, holes: Iterable[Span]) -> list[Span]:
    """Return what is left of `span` when every hole is cut out, in order, without empty pieces."""
    pieces: list[Span] = []
    start = span.start
    for hole in sorted(holes):
        if hole.end <= start or hole.start >= span.end:
            continue
        if hole.start > start:
            pieces.append(Span(start, hole.start))
        start = max(start, hole.end)
    if start < span.end:
        pieces.append(Span(start, span.end))
    return pieces
