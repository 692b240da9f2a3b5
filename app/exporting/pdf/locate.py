"""Find the characters of a text on the pages it was set on."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from app.reading.spans import Span

_HYPHENS = frozenset("-\u2010\u2011\ufffe\x02")  # the last two are PDFium's, at a line's end
_UNKNOWN = "\ufffd"  # a character no font has
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Mn"})
_DRIFT = 12
_WINDOW = 160
"""Characters by which text and page may be apart: most often, and at worst."""

_SURE = 16
"""So many characters in a row are not alike by chance."""

# In words from right to left whatever opens or closes is drawn the other way round, and some fonts
# turn quotation marks too; a fraction's stroke is drawn as a slash.
_AS_DRAWN = str.maketrans("⁄’”‛‟", "/‘“‘“")
_MIRRORED = "("


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as drawn: page from 0, edges and baseline in points from the bottom left.

    `tag` is the marked-content id its page draws it under, -1 for none.
    """

    character: str
    page: int
    left: float
    right: float
    baseline: float
    size: float
    tag: int


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of one page in which characters count; points from the bottom left."""

    page: int
    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of characters in one line of a page."""

    page: int
    left: float
    right: float
    baseline: float
    size: float


def zones(
    start: tuple[int, float, float],
    end: tuple[int, float, float],
    column: tuple[float, float],
    page_height: float,
    bounds: tuple[float, float],
) -> list[Zone]:
    """Return the part of each page that lies between two places, inside a column.

    Places are (page from 1, x, y from the top); `bounds` are the top and bottom margins, which
    hold no text of the article.
    """
    found: list[Zone] = []
    for page in range(start[0], end[0] + 1):
        top = page_height - (start[2] if page == start[0] else bounds[0])
        bottom = page_height - end[2] if page == end[0] else bounds[1]
        found.append(Zone(page - 1, column[0], column[1], bottom, top))
    return found


def glyphs(pdf: bytes, wanted: Sequence[Zone]) -> list[Glyph]:
    """Return the characters in the zones, in the order of the zones and then of the file.

    Ligatures come as their letters (each with the whole ligature's box); white space, and what
    PDFium makes up between words, is left out.
    """
    found: list[Glyph] = []
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, of_page in groupby(wanted, key=lambda zone: zone.page):
            page = document[number]
            text = page.get_textpage()
            drawn = list(_drawn(text, number))
            for zone in of_page:
                found += [glyph for glyph in drawn if _inside(glyph, zone)]
            text.close()
            page.close()
    finally:
        document.close()
    return found


def _inside(glyph: Glyph, zone: Zone) -> bool:
    middle = (glyph.left + glyph.right) / 2
    height = glyph.baseline + 0.25 * glyph.size
    return zone.left <= middle <= zone.right and zone.bottom <= height <= zone.top


def _drawn(text: pypdfium2.PdfTextPage, page: int) -> Iterator[Glyph]:
    raw = text.raw
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    half = 0
    inside_word = False
    tag, size = -1, 0.0
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if 0xD800 <= code < 0xE000:
            # PDFium gives a character beyond the basic plane in two, in right-to-left text the
            # second half first.
            if not half:
                half = code
                continue
            code, half = _joined(half, code), 0
        character = chr(code) if code else _UNKNOWN
        if character.isspace():
            inside_word = False
            continue
        if not inside_word:  # a word has one size and belongs to one paragraph
            tag = pdfium.FPDFPageObj_GetMarkedContentID(pdfium.FPDFText_GetTextObject(raw, index))
            size = pdfium.FPDFText_GetFontSize(raw, index)
            inside_word = True
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        yield Glyph(character, page, box.left, box.right, y.value, size, tag)


def _ranks_of_two_way_lines(drawn: Sequence[Glyph]) -> dict[Glyph, int]:
    """Return the place from the left of each character in lines with right-to-left words."""
    ranks: dict[Glyph, int] = {}
    done = 0
    for size in _line_lengths(drawn):
        line = list(drawn[done : done + size])
        done += size
        if any(unicodedata.bidirectional(glyph.character) in {"R", "AL"} for glyph in line):
            line.sort(key=lambda glyph: glyph.left + glyph.right)
            ranks.update((glyph, place) for place, glyph in enumerate(line))
    return ranks


def _line_lengths(drawn: Sequence[Glyph]) -> Iterator[int]:
    """Yield how many of the characters, one after another, stand in one line.

    Vowel signs and letters of some scripts stand a little off their line.
    """
    first = 0
    for index, glyph in enumerate(drawn):
        start = drawn[first]
        apart = abs(glyph.baseline - start.baseline) > 0.6 * max(glyph.size, start.size)
        if glyph.page != start.page or apart:
            yield index - first
            first = index
    if drawn:
        yield len(drawn) - first


def _joined(one: int, other: int) -> int:
    """Return the code point of two surrogates in either order; 0 where they are no pair."""
    high, low = min(one, other), max(one, other)
    return 0x10000 + ((high - 0xD800) << 10) + low - 0xDC00 if high < 0xDC00 <= low else 0


class Located:
    """Where each code point of a text lies on the pages."""

    def __init__(self, text: str, stretches: Iterable[Span], drawn: Sequence[Glyph]) -> None:
        """Match the text's `stretches`, in order, with the characters as `drawn`.

        Both sides are compared in compatibility form (NFKC) without white space. Hyphens at line
        ends, zero-width characters, bullets and the like, which only one side has, are passed
        over.
        """
        self._glyphs: dict[int, list[Glyph]] = {}
        self._lines: dict[Span, list[Line]] = {}
        expected = [
            (character, offset)
            for stretch in stretches
            for offset in range(stretch.start, stretch.end)
            for character in _folded(text[offset])
        ]
        seen = [(character, glyph) for glyph in drawn for character in _folded(glyph.character)]
        for wanted, got in _pairs([character for character, _ in expected], seen):
            self._glyphs.setdefault(expected[wanted][1], []).append(seen[got][1])
        self._ranks = _ranks_of_two_way_lines(drawn)

    def __contains__(self, offset: int) -> bool:
        return offset in self._glyphs

    def first(self, span: Span) -> Glyph | None:
        """Return the first character of a stretch that is drawn; None when nothing of it is."""
        for offset in range(span.start, span.end):
            if offset in self._glyphs:
                return self._glyphs[offset][0]
        return None

    def lines(self, span: Span) -> list[Line]:
        """Return a stretch line by line, in reading order."""
        if span not in self._lines:
            self._lines[span] = list(self._line_by_line(span))
        return self._lines[span]

    def _line_by_line(self, span: Span) -> Iterator[Line]:
        line: list[Glyph] = []
        for offset in range(span.start, span.end):
            for glyph in self._glyphs.get(offset, ()):
                if line and not _same_line(line[-1], glyph):
                    yield from self._stretches(line)
                    line = []
                line.append(glyph)
        yield from self._stretches(line)

    def _stretches(self, line: list[Glyph]) -> Iterator[Line]:
        """Yield what of a line lies together: in two-way lines a mark may be in pieces."""
        if not self._ranks or not line or line[0] not in self._ranks:
            if line:
                yield _line(line)
            return
        ranked = sorted(set(line), key=lambda glyph: self._ranks[glyph])
        for _, piece in groupby(enumerate(ranked), lambda at: self._ranks[at[1]] - at[0]):
            yield _line([glyph for _, glyph in piece])


def _line(glyphs: Sequence[Glyph]) -> Line:
    return Line(
        page=glyphs[0].page,
        left=min(glyph.left for glyph in glyphs),
        right=max(glyph.right for glyph in glyphs),
        baseline=glyphs[0].baseline,
        size=max(glyph.size for glyph in glyphs),
    )


def _same_line(before: Glyph, glyph: Glyph) -> bool:
    # Farther apart than this lie only the cells of a table.
    return (
        before.page == glyph.page
        and abs(before.baseline - glyph.baseline) < 0.3 * before.size
        and max(glyph.left - before.right, before.left - glyph.right) < 3 * before.size
    )


@cache
def _folded(character: str) -> str:
    if character in _HYPHENS:
        return "-"
    folded = unicodedata.normalize("NFKC", character).translate(_AS_DRAWN)
    return "".join(
        _MIRRORED if unicodedata.mirrored(c) else c
        for c in folded
        if not c.isspace() and unicodedata.category(c) not in _UNSEEN
    )


def _pairs(expected: Sequence[str], seen: Sequence[tuple[str, Glyph]]) -> Iterator[tuple[int, int]]:
    """Yield which character of the text is which on the page, line after line."""
    free = wanted = got = 0
    whole = "".join(expected)
    for size in _line_lengths([glyph for _, glyph in seen]):
        line = [character for character, _ in seen[got : got + size]]
        start, pairs = wanted, _same(expected[wanted : wanted + len(line)], line)
        if not pairs:
            # A line that could not be paired may have been shorter than it seemed.
            start = max(free, wanted - _DRIFT)
            pairs = _aligned(expected[start : wanted + len(line) + _DRIFT], line)
        if len(pairs) < len(line) / 2:
            start = _found(whole, free, line)
            pairs = _aligned(expected[start : start + len(line) + _DRIFT], line)
        if len(pairs) < len(line) / 2:
            start = free
            pairs = _aligned(expected[free : wanted + len(line) + _WINDOW], line)
        if len(pairs) < len(line) / 3:
            pairs = []  # what agrees so little agrees by chance
        for one, other in pairs:
            yield start + one, got + other
        if pairs:
            free = wanted = start + max(one for one, _ in pairs) + 1
        else:
            wanted += len(line)
        got += len(line)


def _found(whole: str, free: int, line: Sequence[str]) -> int:
    """Return where in the text a line begins that is not where it was expected.

    After words in a script that is drawn otherwise than it is written text and page may be far
    apart. `free` when no longer run of the line is found behind it.
    """
    words = "".join(line)
    for at in range(0, max(1, len(words) - _SURE), _SURE // 2):
        place = whole.find(words[at : at + _SURE], free)
        if place >= 0:
            return max(free, place - at)
    return free


def _same(expected: Sequence[str], line: Sequence[str]) -> list[tuple[int, int]]:
    """Pair a line with as much of the text if it holds the same characters; else nothing.

    Their order may differ where words run from right to left.
    """
    size = len(line)
    if expected == line:
        return [(place, place) for place in range(size)]
    if line[-1] == "-" and expected[size - 1 :] != ["-"]:
        size -= 1  # a hyphen of the typesetter's
    here, drawn = expected[:size], line[:size]
    if len(here) != len(drawn):
        return []
    head = _alike(here, drawn)
    tail = min(_alike(here[::-1], drawn[::-1]), size - head)
    between, drawn_between = here[head : size - tail], drawn[head : size - tail]
    if _alike(between, drawn_between[::-1]) == len(between):
        inner = [(place, len(between) - 1 - place) for place in range(len(between))]
    elif sorted(between) == sorted(drawn_between):
        inner = _shuffled(between, drawn_between)
    else:
        return []
    return [
        *((place, place) for place in range(head)),
        *((head + one, head + other) for one, other in inner),
        *((place, place) for place in range(size - tail, size)),
    ]


def _alike(expected: Sequence[str], seen: Sequence[str]) -> int:
    """Return how many characters two runs have in common from their beginning."""
    count = 0
    for one, other in zip(expected, seen, strict=False):
        if other not in (one, _UNKNOWN):
            break
        count += 1
    return count


def _shuffled(expected: Sequence[str], seen: Sequence[str]) -> list[tuple[int, int]]:
    """Pair two runs of the same characters in different orders, the longest alike first."""
    matcher = SequenceMatcher(None, expected, seen, autojunk=False)
    waiting = [(0, len(expected), 0, len(seen))]
    pairs: list[tuple[int, int]] = []
    left, right = set(range(len(expected))), set(range(len(seen)))
    while waiting:
        low, high, other_low, other_high = waiting.pop()
        found = matcher.find_longest_match(low, high, other_low, other_high)
        if not found.size:
            continue
        pairs += [(found.a + step, found.b + step) for step in range(found.size)]
        left.difference_update(range(found.a, found.a + found.size))
        right.difference_update(range(found.b, found.b + found.size))
        before, after = (low, found.a), (found.a + found.size, high)
        other_before, other_after = (other_low, found.b), (found.b + found.size, other_high)
        # Crosswise: what comes before on one side comes after on the other.
        waiting += [(*before, *other_after), (*after, *other_before)]
    for one in sorted(left):
        same = next((other for other in sorted(right) if seen[other] == expected[one]), None)
        if same is not None:
            pairs.append((one, same))
            right.discard(same)
    return pairs


def _aligned(expected: Sequence[str], line: Sequence[str]) -> list[tuple[int, int]]:
    """Pair what two runs have in common in the same order.

    What lies between is paired too where it is equally long: a character the font lacks.
    """
    pairs: list[tuple[int, int]] = []
    at = other_at = 0
    for block in SequenceMatcher(None, expected, line, autojunk=False).get_matching_blocks():
        gap, other_gap = block.a - at, block.b - other_at
        if gap == other_gap:
            pairs += [(at + step, other_at + step) for step in range(gap)]
        pairs += [(block.a + step, block.b + step) for step in range(block.size)]
        at, other_at = block.a + block.size, block.b + block.size
    return pairs
