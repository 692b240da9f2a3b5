"""Which texts are nearly the same: a sketch of each, and how alike two texts are.

A sketch is a MinHash by one permutation (Li, Owen and Zhang, "One Permutation Hashing", 2012):
the shingles of a text are hashed once and dealt out over `BINS` bins, each of which keeps its
least. Two bins make a band; texts that agree in one band are worth comparing. With 16 bands of two
a pair that shares 80 % of its shingles is found for all but certain, one that shares 20 % every
other time, and two articles that merely speak of the same hardly ever.
"""

from __future__ import annotations

import re
import zlib

BANDS = 16
BINS = 2 * BANDS

SHINGLE = 4
"""Words of a shingle."""

LEAST_WORDS = 40
"""Shorter texts are too easily alike: only the same words make them the same."""

NEARLY = 0.7
"""The share of shingles two texts have in common from which on they are nearly the same."""

_LARGEST = 2**63 - 1  # of what SQLite keeps as one number

_WORD = re.compile(r"\w+")


def sketch(text: str) -> list[tuple[int, int]]:
    """Return the bands of a text as (band, value); none for a short text."""
    least: list[int | None] = [None] * BINS
    shingles = _shingles(text)
    if len(shingles) < LEAST_WORDS:
        return []
    for value in shingles:
        place = value % BINS
        known = least[place]
        if known is None or value < known:
            least[place] = value
    bands = []
    for band in range(BANDS):
        one, other = least[2 * band], least[2 * band + 1]
        if one is not None and other is not None:
            bands.append((band, (one * 0x9E3779B1 + other) & _LARGEST))
    return bands


def likeness(one: str, other: str) -> float:
    """Return the share of shingles two texts have in common, 0..1."""
    first, second = _shingles(one), _shingles(other)
    both = len(first & second)
    every = len(first) + len(second) - both
    return both / every if every else 1.0


def _shingles(text: str) -> set[int]:
    # One by one: to find all words of a long text at once keeps every other thread waiting.
    found = _WORD.finditer(text.casefold())
    words = [zlib.crc32(word[0].encode("utf-8", "replace")) for word in found]
    # Four hashes into one by a polynomial; plain ints are quicker than hashing joined words anew.
    return {
        (a * 0x9E3779B1 + b * 0x85EBCA6B + c * 0xC2B2AE35 + d * 0x27D4EB2F) % 0x1FFFFFFFFFFFFFFF
        for a, b, c, d in zip(words, words[1:], words[2:], words[3:], strict=False)
    }
