"""Where words of a text begin and end, for moving the ends of marks word by word."""

from __future__ import annotations

import re

from app.reading.spans import Span

_WORD = re.compile(r"[“„«‘\"(\[]?\w+(?:[’'.,-]\w+)*%?|[^\w\s]+")
"""A word with what opens before it, or a run of signs: each is one step."""

NEAR = 400
"""Code points on either side in which a word is looked for: no word is longer."""


def word_at(text: str, offset: int) -> Span:
    """Return the word a code point belongs to, or the one after it where it is in none."""
    found = None
    for match in _around(text, offset):
        found = Span(*match.span())
        if match.end() > offset:
            break
    return found or Span(offset, offset)


def next_word_end(text: str, end: int) -> int:
    """Return where the first word after `end` ends, `end` itself where there is none."""
    return next((match.end() for match in _around(text, end) if match.end() > end), end)


def word_end_before(text: str, end: int) -> int:
    """Return where the last word ends that ends before `end`, `end` itself where there is none."""
    ends = [match.end() for match in _around(text, end) if match.end() < end]
    return ends[-1] if ends else end


def next_word_start(text: str, start: int) -> int:
    """Return where the first word after `start` begins, `start` itself where there is none."""
    return next((match.start() for match in _around(text, start) if match.start() > start), start)


def word_before(text: str, start: int) -> int:
    """Return where the last word begins that begins before `start`, or `start` itself."""
    starts = [match.start() for match in _around(text, start) if match.start() < start]
    return starts[-1] if starts else start


def _around(text: str, offset: int) -> list[re.Match[str]]:
    first = max(0, offset - NEAR)
    # From a blank on, so that no word is cut in two.
    while 0 < first < offset and not text[first - 1].isspace():
        first += 1
    return list(_WORD.finditer(text, first, min(len(text), offset + NEAR)))
