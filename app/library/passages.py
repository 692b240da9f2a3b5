"""The passage to show of a text around what was found in it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from app.reading.spans import Span

PASSAGE = 160
"""Code points a passage has at most, where it is cut out around a hit."""


def passage(text: str, start: int, end: int, length: int = PASSAGE) -> Span:
    """Return the stretch of one paragraph around [start, end), whole words, no blanks at its ends.

    The sentence's beginning is kept where there is room for it. Longer hits are kept whole. No
    more is looked at than `length` code points and one on each side.
    """
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    room = max(0, length - (end - start))
    low = max(line_start, start - room // 2)
    high = min(line_end, low + (end - start) + room)
    low = max(line_start, min(low, high - (end - start) - room))
    while low > line_start and low < start and not text[low - 1].isspace():
        low += 1
    while high < line_end and high > end and not text[high].isspace():
        high -= 1
    while low < start and text[low].isspace():
        low += 1
    while high > end and text[high - 1].isspace():
        high -= 1
    return Span(low, high)


def signs() -> tuple[str, str]:
    """Return what to put before and after words that are found: nothing a text could contain."""
    secret = secrets.token_hex(4)
    return f"\x02{secret}\x02", f"\x03{secret}\x03"


def without_signs(marked: str, signs: tuple[str, str]) -> tuple[str, list[Span]]:
    """Return a text as it was, and the stretches between the signs."""
    before, after = signs
    pieces = marked.split(before)
    parts, found, place = [pieces[0]], [], len(pieces[0])
    for piece in pieces[1:]:
        words, _, rest = piece.partition(after)
        found.append(Span(place, place + len(words)))
        parts += [words, rest]
        place += len(words) + len(rest)
    return "".join(parts), found


def densest(text: str, found: Sequence[Span]) -> Span:
    """Return the stretch of one paragraph with most hits that fits into a passage."""
    best, most, last = found[0], 1, 0
    for first, span in enumerate(found):
        last = max(last, first)
        while last + 1 < len(found):
            end = found[last + 1].end
            if end - span.start > PASSAGE * 3 // 4 or "\n" in text[span.start : end]:
                break
            last += 1
        if last - first + 1 > most:
            best, most = Span(span.start, found[last].end), last - first + 1
    return best


def opening(text: str) -> Span:
    """Return the first word: what to show of a reading found by its title or byline."""
    start = len(text) - len(text.lstrip())
    end = start
    while end < len(text) and not text[end].isspace():
        end += 1
    return Span(start, end)
