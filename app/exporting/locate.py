"""Find the characters of a text on the pages it was set on."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from app.reading.spans import Span

_HYPHENS = frozenset("-\u2010\u2011\u00ad\ufffe\x02")
_WINDOW = 240
"""Characters looked at on either side when text and page do not agree."""


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
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text, index)
        character = chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffd"
        if character.isspace():
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        tag = pdfium.FPDFPageObj_GetMarkedContentID(pdfium.FPDFText_GetTextObject(text, index))
        size = pdfium.FPDFText_GetFontSize(text, index)
        yield Glyph(character, page, box.left, box.right, y.value, size, tag)


class Located:
    """Where each code point of a text lies on the pages."""

    def __init__(self, text: str, stretches: Iterable[Span], drawn: Sequence[Glyph]) -> None:
        """Match the text's `stretches`, in order, with the characters as `drawn`.

        Both sides are compared in compatibility form (NFKC) without white space. Hyphens at line
        ends, zero-width characters, bullets and the like, which only one side has, are passed
        over.
        """
        self._glyphs: dict[int, list[Glyph]] = {}
        expected = [
            (character, offset)
            for stretch in stretches
            for offset in range(stretch.start, stretch.end)
            for character in _folded(text[offset])
        ]
        seen = [(character, glyph) for glyph in drawn for character in _folded(glyph.character)]
        for wanted, got in _pairs([e[0] for e in expected], [s[0] for s in seen]):
            self._glyphs.setdefault(expected[wanted][1], []).append(seen[got][1])

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
        found: list[Line] = []
        for offset in range(span.start, span.end):
            for glyph in self._glyphs.get(offset, ()):
                if found and _same_line(found[-1], glyph):
                    found[-1] = _widened(found[-1], glyph)
                else:
                    found.append(
                        Line(glyph.page, glyph.left, glyph.right, glyph.baseline, glyph.size)
                    )
        return found


def _same_line(line: Line, glyph: Glyph) -> bool:
    # Farther apart than this lie only the cells of a table.
    gap = max(glyph.left - line.right, line.left - glyph.right)
    return (
        line.page == glyph.page
        and abs(line.baseline - glyph.baseline) < 0.3 * line.size
        and gap < 3 * line.size
    )


def _widened(line: Line, glyph: Glyph) -> Line:
    return Line(
        line.page,
        min(line.left, glyph.left),
        max(line.right, glyph.right),
        line.baseline,
        max(line.size, glyph.size),
    )


def _folded(character: str) -> str:
    if character in _HYPHENS:
        return "-"
    folded = unicodedata.normalize("NFKC", character)
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in _UNSEEN)


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs", "Mn"})


def _pairs(expected: Sequence[str], seen: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield which character of the text is which on the page, both in one long run."""
    wanted = got = 0
    while wanted < len(expected) and got < len(seen):
        if expected[wanted] == seen[got]:
            yield wanted, got
            wanted += 1
            got += 1
        elif seen[got] == "-":
            got += 1
        elif expected[wanted] == "-":
            wanted += 1
        else:
            ahead = list(_realigned(expected[wanted : wanted + _WINDOW], seen[got : got + _WINDOW]))
            if not ahead:
                wanted += 1
                continue
            for one, other in ahead:
                yield wanted + one, got + other
            wanted += max(one for one, _ in ahead) + 1
            got += max(other for _, other in ahead) + 1


def _realigned(expected: Sequence[str], seen: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of two windows that do not begin alike, up to the last sure one.

    What lies between two runs that agree is paired too where it is equally long: a character the
    font lacks, or words running the other way.
    """
    matcher = SequenceMatcher(None, expected, seen, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= 6]
    at_expected = at_seen = 0
    for block in blocks[:1] if blocks else []:
        gap, other_gap = expected[at_expected : block.a], seen[at_seen : block.b]
        yield from _paired_gap(gap, other_gap)
        for step in range(block.size):
            yield block.a + step, block.b + step


def _paired_gap(gap: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pair the characters of two unlike runs: each with one that is the same, else in order."""
    free = list(range(len(other)))
    missing: list[int] = []
    for index, character in enumerate(gap):
        same = next((place for place in free if other[place] == character), None)
        if same is None:
            missing.append(index)
        else:
            free.remove(same)
            yield index, same
    if len(missing) == len(free):
        yield from zip(missing, free, strict=True)
