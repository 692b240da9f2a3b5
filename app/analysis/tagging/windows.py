"""Cut the words of an article into windows the encoder can take in at once."""

from __future__ import annotations

from collections.abc import Iterator

from app.analysis.tagging.words import Words

PIECES = 318
"""Pieces in a window, without those for its beginning and end"""
STRIDE = 238


def windows(words: Words, first_stride: int = STRIDE) -> Iterator[tuple[int, int]]:
    """Yield the first word and the end of each window; windows overlap by some 80 pieces.

    `first_stride` moves all but the first window, so that training sees other cuts each time.
    """
    edges, count = words.edges.tolist(), len(words)
    start, stride = 0, first_stride
    while start < count:
        end = start + 1
        while end < count and edges[end + 1] - edges[start] <= PIECES:
            end += 1
        yield start, end
        if end >= count:
            return
        following = start + 1
        while following < end and edges[following + 1] - edges[start] <= stride:
            following += 1
        start, stride = following, STRIDE
