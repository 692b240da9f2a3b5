"""One page read: its lines, unordered, and what stands aslant to them."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from app.opening.pdf.characters import (
    APART,
    LEFTWARD,
    Box,
    Character,
    as_set,
    characters,
    directions,
    in_logical_order,
    pieces,
    shown,
    turned,
)
from app.opening.pdf.cleaning import HYPHENS
from app.opening.pdf.lines import Line, Slant
from app.opening.pdf.marks import Mark, marks_on
from app.opening.pdf.pages import PageText, text_page, visible_box

# PDFium joins a line that ends in a hyphen to the next one, with one of the two last characters.
_RAW_LINE = re.compile("[^\r\n\ufffe\x02]+[\ufffe\x02]?|[\ufffe\x02]")
_INK = re.compile(r"\S")
_WORD = re.compile(r"\S+")
_STOPS = ".,;:!?)]”’\"'"
_FIGURE = re.compile("[0-9]")
_NOTE_SIGN = re.compile("[0-9]{1,3}")

_SPARSE = 0.62
"""Letters are narrower than this part of their size: a wider line has gaps."""

_FEW = 60
"""Characters a page of pictures may have that are no text of it: a stamp, a page number."""

_BOLD = re.compile(
    r"bold|black|heavy|demi|CMBX|CMSSBX|SFBX|SFRB|-Bd|NimbusRomNo9L-Medi|TB$", re.IGNORECASE
)
_ITALIC = re.compile(r"ital|obli|CMTI|CMSL|SFTI|SFSL|-It\b|TI$|Slanted", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one page holds: `number` from 1, its size in points once its text stands upright.

    `aside` are passages that stand aslant to the text: stamps and watermarks. `pictured` says that
    a picture fills the page and has no text with it.
    """

    number: int
    width: float
    height: float
    left: float
    bottom: float
    lines: list[Line]
    aside: tuple[str, ...] = ()
    pictured: bool = False
    marks: tuple[Mark, ...] = ()


class _Style(NamedTuple):
    bold: bool
    italic: bool


class _Word(NamedTuple):
    start: int
    end: int
    left: float
    right: float


_PLAIN = _Style(bold=False, italic=False)


class SheetReader:
    """Reads page after page of one PDF, with buffers that are made once."""

    def __init__(self, pdf: pypdfium2.PdfDocument) -> None:
        self._pdf = pdf
        self._text = PageText()
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._at = (ctypes.c_double(), ctypes.c_double())
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(256)
        self._styles: dict[int, _Style] = {}

    def read(self, number: int) -> Sheet:
        """Read page `number` (from 0); one that cannot be loaded comes without lines."""
        try:
            with text_page(self._pdf, number) as (page, text):
                self._styles.clear()  # fonts may go with their page
                sheet = self._sheet(page, text, number + 1)
                marks = marks_on(page, number + 1)
                return replace(sheet, marks=tuple(marks)) if marks else sheet
        except LookupError:
            return Sheet(number + 1, 0, 0, 0, 0, [])

    def _sheet(self, page: Any, text: Any, number: int) -> Sheet:
        words, places = self._text.take(text)
        visible = visible_box(page)
        lines: list[Line] = []
        odd: list[Character] = []
        straight = 0
        for match in _RAW_LINE.finditer(words):
            raw = match.group()
            start = match.start() + len(raw) - len(raw.lstrip())
            raw = raw.strip()
            if not raw:
                continue
            at: Sequence[int] = range(start, start + len(raw))
            if places is not None:
                at = places[start : start + len(raw)]
            leftward = not raw.isascii() and LEFTWARD.search(raw)
            level = None if leftward else self._level_line(text, raw, at, visible, number)
            if level is not None:
                lines += level
                straight += len(raw)
                continue
            if leftward:
                raw, at = in_logical_order(text, raw, at)
            found = shown(characters(text, raw, at), visible)
            ways = directions(found)
            if set(ways) - {0}:
                odd += found
                odd.append(Character(" ", -1, 0, 0, 0, 0, 0, 0, 0, 0))
            if ways[0]:
                straight += ways[0]
                upright = [one for one in found if one.character == " " or one.angle == 0]
                lines += self._styled(text, pieces(upright, number))
        lines = with_note_signs(lines)
        sheet = self._upright(text, number, visible, lines, odd, straight)
        few = sum(len(line.text) for line in sheet.lines) < _FEW
        if few and _fills_page_with_pictures(page, visible):
            return replace(sheet, pictured=True)
        return sheet

    def _level_line(
        self, text: Any, raw: str, places: Sequence[int], visible: Box, number: int
    ) -> list[Line] | None:
        """Return a level line, in pieces where it has wide gaps; None for what is none."""
        first, count = places[0], places[-1] - places[0] + 1
        rectangles = pdfium.FPDFText_CountRects(text, first, count)
        if rectangles <= 0 or count != len(raw):
            return None
        middle = _INK.search(raw, len(raw) // 2)
        sample = first + (middle.start() if middle else 0)
        matrix = self._matrix
        pdfium.FPDFText_GetMatrix(text, sample, matrix)
        if matrix.a <= 0 or abs(matrix.b) > 0.02 * matrix.a:
            return None
        size: float = pdfium.FPDFText_GetFontSize(text, sample) * math.hypot(matrix.c, matrix.d)
        if size <= 0:
            return None
        pdfium.FPDFText_GetCharOrigin(text, sample, *self._at)
        baseline = self._at[1].value
        if rectangles > 2:
            size = max(size, self._size(text, first), self._size(text, places[-1]))
        left, bottom, right, top, gaps, raised = self._ink(text, rectangles, size, baseline)
        if top - bottom > 2 * size or left < visible[0] - size or right > visible[2] + size:
            return None
        if not visible[1] <= (bottom + top) / 2 <= visible[3]:
            return None
        words = self._with_raised(text, raw, first, size, baseline) if raised else raw
        bold, italic = self._style(text, sample)
        line = Line(words, places, left, right, baseline, size, bold, italic, number)
        if rectangles > 1 and not (rectangles == 2 and raw[-1] in HYPHENS):
            line = _as_mostly_set(line._replace(slants=self._slants(text, line)))
        if gaps or (right - left > _SPARSE * size * len(raw) and len(raw) > 2):
            return self._split(text, line)
        return [line]

    def _size(self, text: Any, place: int) -> float:
        pdfium.FPDFText_GetMatrix(text, place, self._matrix)
        scale = math.hypot(self._matrix.c, self._matrix.d)
        size: float = pdfium.FPDFText_GetFontSize(text, place) * scale
        return size

    def _ink(
        self, text: Any, rectangles: int, size: float, baseline: float
    ) -> tuple[float, float, float, float, bool, bool]:
        """Return the box around the rectangles of the line asked for last: left, bottom, right, top.

        With it, whether there are wide gaps between them, and whether some are raised or sunk.
        """
        left_edge, top_edge, right_edge, bottom_edge = self._edges
        pdfium.FPDFText_GetRect(text, 0, left_edge, top_edge, right_edge, bottom_edge)
        left, right = left_edge.value, right_edge.value
        bottom, top = bottom_edge.value, top_edge.value
        if rectangles == 1:
            return left, bottom, right, top, False, False
        edges = [(left, right)]
        raised = bottom > baseline + 0.25 * size
        for index in range(1, rectangles):
            pdfium.FPDFText_GetRect(text, index, left_edge, top_edge, right_edge, bottom_edge)
            low, high = bottom_edge.value, top_edge.value
            raised = raised or low > baseline + 0.25 * size or high < baseline + 0.4 * size
            edges.append((left_edge.value, right_edge.value))
            bottom, top = min(bottom, low), max(top, high)
        edges.sort()
        left, right = edges[0]
        gaps = False
        for start, end in edges:
            gaps = gaps or start - right > APART * size
            right = max(right, end)
        return left, bottom, right, top, gaps, raised

    def _with_raised(self, text: Any, raw: str, first: int, size: float, baseline: float) -> str:
        """Return a line with its small raised and sunk figures as what they are."""
        letters = list(raw)
        left, right, bottom, top = self._edges
        for found in _FIGURE.finditer(raw):
            place = first + found.start()
            pdfium.FPDFText_GetCharBox(text, place, left, right, bottom, top)
            low, high = (bottom.value - baseline) / size, (top.value - baseline) / size
            letters[found.start()] = as_set(found.group(), low, high)
        return "".join(letters)

    def _slants(self, text: Any, line: Line) -> tuple[Slant, ...]:
        """Return which words of a line are in italics or bold, where they are not all alike."""
        places = line.places or ()
        words = [
            (found.start(), found.end(), self._style(text, places[found.start()]))
            for found in _WORD.finditer(line.text)
        ]
        if len({style for _, _, style in words}) < 2:
            return ()
        slants: list[Slant] = []
        last: _Style | None = None
        for start, end, style in words:
            if style == last and slants:
                slants[-1] = slants[-1]._replace(end=end)
            elif style != _PLAIN:
                slants.append(Slant(start, end, style.bold))
            last = style if style != _PLAIN else None
            if last and self._style(text, places[end - 1]) != style:  # the full stop after it
                kept = len(line.text[start:end].rstrip(_STOPS))
                slants[-1] = slants[-1]._replace(end=start + kept)
                last = None
        return tuple(slants)

    def _split(self, text: Any, line: Line) -> list[Line]:
        """Return a line as the pieces that wide gaps leave of it."""
        places = line.places or ()
        groups: list[list[_Word]] = []
        for word in self._words(text, line, places):
            if groups:
                last = groups[-1][-1]
                if max(word.left - last.right, last.left - word.right) <= APART * line.size:
                    groups[-1].append(word)
                    continue
            groups.append([word])
        if len(groups) < 2:
            return [line]
        pieces = []
        for group in groups:
            at = slice(group[0].start, group[-1].end)
            bold, italic = self._style(text, places[(at.start + at.stop - 1) // 2])
            pieces.append(
                line._replace(
                    text=line.text[at],
                    places=places[at],
                    left=min(word.left for word in group),
                    right=max(word.right for word in group),
                    bold=bold,
                    italic=italic,
                    slants=(),
                )
            )
        return pieces

    def _words(self, text: Any, line: Line, places: Sequence[int]) -> Iterator[_Word]:
        left, right, bottom, top = self._edges
        for found in _WORD.finditer(line.text):
            edges = []
            for at in {found.start(), found.end() - 1}:
                pdfium.FPDFText_GetCharBox(text, places[at], left, right, bottom, top)
                edges += [left.value, right.value]
            yield _Word(found.start(), found.end(), min(edges), max(edges))

    def _styled(self, text: Any, found: list[Line]) -> list[Line]:
        styled = []
        for line in found:
            places = [place for place in line.places or () if place >= 0]
            bold, italic = self._style(text, places[len(places) // 2])
            styled.append(line._replace(bold=bold, italic=italic))
        return styled

    def _style(self, text: Any, place: int) -> _Style:
        drawn = pdfium.FPDFText_GetTextObject(text, place)
        font = pdfium.FPDFTextObj_GetFont(drawn) if drawn else None
        if not font:
            return _PLAIN
        key = ctypes.addressof(font.contents)
        style = self._styles.get(key)
        if style is None:
            pdfium.FPDFFont_GetBaseFontName(font, self._name, len(self._name))
            name = self._name.value.decode("utf-8", "replace")
            bold = bool(_BOLD.search(name)) or pdfium.FPDFFont_GetWeight(font) >= 600
            style = self._styles[key] = _Style(bold, bool(_ITALIC.search(name)))
        return style

    def _upright(
        self,
        text: Any,
        number: int,
        visible: Box,
        lines: list[Line],
        odd: list[Character],
        straight: int,
    ) -> Sheet:
        """Take as the page's text what runs in the direction most of it does."""
        left, bottom, right, top = visible
        ways = directions(odd)
        ways.pop(0, None)
        angle, most = ways.most_common(1)[0] if ways else (0, 0)
        aside: list[str] = []
        if most > straight and angle % 90 == 0:
            aside += [line.text for line in lines]
            lines = self._styled(text, pieces(turned(odd, angle), number, spaced=False))
            corner = Character("x", 0, 0, 0, left, right, bottom, top, 1, angle)
            frame = turned([corner], angle)[0]
            left, bottom, right, top = frame.left, frame.bottom, frame.right, frame.top
            ways.pop(angle)
        aside += [
            " ".join(line.text for line in pieces(turned(odd, way), number, spaced=False))
            for way in ways
        ]
        return Sheet(number, right - left, top - bottom, left, bottom, lines, tuple(aside))


def with_note_signs(lines: list[Line]) -> list[Line]:
    """Return lines of which small raised figures beside another, as signs of notes, are so told.

    PDFium takes such a figure for a line of its own where it is drawn apart.
    """
    if not any(_NOTE_SIGN.fullmatch(line.text) for line in lines):
        return lines
    found = list(lines)
    for at, line in enumerate(lines):
        if not _NOTE_SIGN.fullmatch(line.text):
            continue
        around = [*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]]
        if any(_is_raised_beside(line, other) for other in around):
            found[at] = line._replace(text="".join(as_set(c, 1, 2) for c in line.text))
    return found


def _is_raised_beside(line: Line, other: Line) -> bool:
    above = (line.baseline - other.baseline) / other.size
    apart = max(line.left - other.right, other.left - line.right) / other.size
    return line.size < 0.75 * other.size and 0.2 < above < 0.7 and -0.1 < apart < 0.6


def _as_mostly_set(line: Line) -> Line:
    """Return a line that is set in several ways as bold or italic only where most of it is."""
    if not line.slants:
        return line
    most = len(line.text) / 2
    bold = sum(slant.end - slant.start for slant in line.slants if slant.strong)
    italic = sum(slant.end - slant.start for slant in line.slants if not slant.strong)
    return line._replace(bold=bold > most, italic=italic > most)


def _fills_page_with_pictures(page: Any, visible: Box) -> bool:
    """Tell whether a picture covers most of what is shown of a page."""
    box = tuple(ctypes.c_float() for _ in range(4))
    area = (visible[2] - visible[0]) * (visible[3] - visible[1])
    for index in range(min(200, pdfium.FPDFPage_CountObjects(page))):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) not in _PICTURES:
            continue
        if pdfium.FPDFPageObj_GetBounds(drawn, *box):
            left, bottom, right, top = (value.value for value in box)
            width = min(right, visible[2]) - max(left, visible[0])
            height = min(top, visible[3]) - max(bottom, visible[1])
            if width > 0 and height > 0 and width * height > 0.4 * area:
                return True
    return False


_PICTURES = frozenset((pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM))
