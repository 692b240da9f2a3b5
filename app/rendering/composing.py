"""What of an article stands in which row, how each row is set, and where each character goes.

Needs no Qt, so that it can be worked out on any thread before the text is shown.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.language import day, ntr, tr
from app.reading.document import Block, BlockKind, Document, Emphasis, Picture
from app.reading.spans import SpanIndex
from app.rendering.offsets import Utf16Offsets

READING_SPEED = 230
"""Words a minute an adult reads silently (Brysbaert 2019: 238 for non-fiction)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a kind of block is set: size and leading in pixels at 100 %, space before and after."""

    size: float
    leading: float
    bold: bool = False
    pane: bool = False
    color: str = "ink"
    before: float = 0
    after: float = 14
    indent: float = 0


INDENT = 24
"""Pixels each level of a list or a block quote begins further right."""

BULLETS = "•◦"

TITLE = Setting(31, 38, bold=True, after=10)
BYLINE = Setting(13, 18, pane=True, color="ink2", after=26)
PARAGRAPH = Setting(19, 31)
PICTURE = Setting(1, 0, before=20, after=14)
"""A row without lines of its own: a picture is drawn in the room it takes."""

SETTINGS = {
    BlockKind.PARAGRAPH: PARAGRAPH,
    BlockKind.LIST_ITEM: Setting(19, 31, after=6),
    BlockKind.QUOTE: Setting(18, 29),
    BlockKind.CAPTION: Setting(14, 21, color="ink2"),
    BlockKind.TABLE: Setting(14, 21, pane=True),
    BlockKind.BOILERPLATE: Setting(14.5, 24, pane=True, color="boil"),
}
HEADINGS = (
    TITLE,
    Setting(23, 31, bold=True, before=24, after=8),
    Setting(19, 31, bold=True, before=14, after=4),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One block to set: of the article, or (`block` None) the title or byline above it, or a picture
    (its text is for those who hear it).

    `emphases` are stretches of the row's own text, in order and apart.
    """

    text: str
    setting: Setting
    block: Block | None = None
    emphases: tuple[Emphasis, ...] = ()
    picture: Picture | None = None

    def pieces(self) -> Iterator[tuple[str, Emphasis | None]]:
        """Yield the text piece by piece, each with how it is emphasised."""
        place = 0
        for emphasis in self.emphases:
            if emphasis.start > place:
                yield self.text[place : emphasis.start], None
            yield self.text[max(place, emphasis.start) : emphasis.end], emphasis
            place = max(place, emphasis.end)
        if place < len(self.text) or not self.emphases:
            yield self.text[place:], None


class Places:
    """Where each character of an article stands in its Qt text document, and back.

    What lies between blocks has no place of its own and takes the nearest; title and byline that
    were added above stand for the article's first character.
    """

    def __init__(self, text: str, rows: list[Row]) -> None:
        self._units = Utf16Offsets(text)
        self._length = len(text)
        self.numbers: list[int] = []
        self.of_article: frozenset[int]
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._positions: list[int] = []
        position = 0
        for number, row in enumerate(rows):
            if row.block is not None:
                self.numbers.append(number)
                self._starts.append(row.block.start)
                self._ends.append(row.block.end)
                self._positions.append(position)
            # Where no letter of the article takes two units, their count is known.
            own = row.block is not None and self._units.are_code_points
            position += (len(row.text) if own else _units(row.text)) + 1
        self.of_article = frozenset(self.numbers)

    def position(self, offset: int) -> int:
        """Return the document position of a code point of the article."""
        place = max(0, bisect_right(self._starts, offset) - 1)
        if not self._starts:
            return 0
        inside = min(max(offset, self._starts[place]), self._ends[place])
        return self._positions[place] + self._run(place, inside)

    def offset(self, position: int) -> int:
        """Return the code point of the article that stands at a document position."""
        if not self._starts:
            return 0
        place = max(0, bisect_right(self._positions, position) - 1)
        run = max(0, position - self._positions[place])
        unit = self._units.to_utf16(self._starts[place]) + run
        return min(self._units.to_code_point(unit), self._ends[place])

    def block_number(self, offset: int) -> int:
        """Return the number of the document block that holds a code point of the article."""
        return self.numbers[self.of_block(offset)] if self.numbers else 0

    def of_block(self, offset: int) -> int:
        """Return which of the article's blocks, from 0, holds a code point; the last one before."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def moved(self, longer: Mapping[int, int]) -> Places:
        """Return where all of it stands when some rows are so many units longer."""
        made = copy.copy(self)
        made._positions = [  # noqa: SLF001 (its own)
            position + sum(by for row, by in longer.items() if row < number)
            for number, position in zip(self.numbers, self._positions, strict=True)
        ]
        return made

    def _run(self, place: int, inside: int) -> int:
        return self._units.to_utf16(inside) - self._units.to_utf16(self._starts[place])


class Composition:
    """The rows of an article in order: its blocks, and the title and facts that stand above them.

    `settings` holds how each row is set; sizes in pixels at 100 %; `bullets` what stands before
    list items that bring no bullet of their own, by row. With `illustrated` the pictures have rows
    too: `pictures` holds them by row.
    """

    def __init__(self, document: Document, *, illustrated: bool = False) -> None:
        self.document = document
        self.words = document.words()
        rows = _rows(document, self.words)
        self.rows = list(_illustrated(rows, document.pictures) if illustrated else rows)
        self.pictures = {
            number: row.picture for number, row in enumerate(self.rows) if row.picture is not None
        }
        self.settings = [row.setting for row in self.rows]
        self.bullets = {
            number: BULLETS[(_level(row) - 1) % len(BULLETS)]
            for number, row in enumerate(self.rows)
            if _takes_bullet(row)
        }
        self.places = Places(document.text, self.rows)

    def headed(self, document: Document) -> Composition:
        """Return the same under the title and facts of another document, itself where they are
        the same.

        A title that is part of the text stays as it is, and so do the numbers of the rows.
        """
        said = {TITLE: _line(document.title), BYLINE: _facts(document, self.words)}
        made, longer = copy.copy(self), {}
        made.rows = list(self.rows)
        for number, row in enumerate(self.rows):
            words = said.get(row.setting) if row.block is None else ""
            if words and words != row.text:
                made.rows[number] = replace(row, text=words)
                longer[number] = _units(words) - _units(row.text)
        made.places = self.places.moved(longer)
        return made if longer else self


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _rows(document: Document, words: int) -> Iterator[Row]:
    facts = Row(_facts(document, words), BYLINE)
    blocks = document.blocks
    first = next(document.analysed_blocks(), None)
    # A title that is part of the text is not set a second time above it.
    inside = (
        first is not None
        and first.kind is BlockKind.HEADING
        and (first.level == 1 or _same(document.text[first.start : first.end], document.title))
    )
    if not inside:
        if document.title and not (first and _begins(document, first)):
            yield Row(_line(document.title), TITLE)
        if blocks:
            yield facts
    emphases = SpanIndex(document.emphases)
    for block in blocks:
        setting = TITLE if inside and block is first else _setting(block)
        own = tuple(_emphases_in(block, emphases)) if document.emphases else ()
        yield Row(_shown(document.text, block), setting, block, own)
        if inside and block is first:
            yield facts


def _illustrated(rows: Iterator[Row], pictures: tuple[Picture, ...]) -> Iterator[Row]:
    """Yield the rows with each picture above the block it stands at, and below the title."""
    waiting = deque(sorted(pictures, key=lambda picture: picture.at))
    for row in rows:
        if row.block is not None and row.setting is not TITLE:
            while waiting and waiting[0].at <= row.block.start:
                yield _of_picture(waiting.popleft())
        yield row
    yield from map(_of_picture, waiting)


def _of_picture(picture: Picture) -> Row:
    alt = _line(picture.alt)
    return Row(tr("Picture: {alt}", alt=alt) if alt else tr("Picture"), PICTURE, picture=picture)


def _emphases_in(block: Block, emphases: SpanIndex[Emphasis]) -> Iterator[Emphasis]:
    """Yield the block's emphases from its own beginning on, those that overlap cut apart.

    Headings carry none, for they are set apart already.
    """
    if block.kind is BlockKind.HEADING:
        return
    place = block.start
    for emphasis in emphases.overlapping(block.start, block.end):
        start, end = max(place, emphasis.start), min(block.end, emphasis.end)
        if start < end:
            yield Emphasis(start - block.start, end - block.start, emphasis.strong)
            place = end


def _setting(block: Block) -> Setting:
    if block.kind is BlockKind.HEADING:
        return HEADINGS[min(block.level or 2, len(HEADINGS)) - 1]
    if block.kind in (BlockKind.LIST_ITEM, BlockKind.QUOTE):
        return replace(SETTINGS[block.kind], indent=INDENT * (block.level or 1))
    return SETTINGS[block.kind]


_UNSHOWABLE = re.compile("[\x00-\x08\x0a-\x1f\x7f\x85\u2028\u2029\ufdd0\ufdd1\ufffc]")


def _shown(text: str, block: Block) -> str:
    """Return a block's text, character for character, with what Qt would take for structure."""
    words = text[block.start : block.end]
    if block.kind is BlockKind.TABLE:
        return _UNSHOWABLE.sub(lambda found: "\u2028" if found[0] == "\n" else " ", words)
    return _UNSHOWABLE.sub(" ", words).replace("\t", " ")


def _line(text: str) -> str:
    return " ".join(_UNSHOWABLE.sub(" ", text).split())


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def _begins(document: Document, first: Block) -> bool:
    """Tell whether the title is but the first words of the text, cut off for lists."""
    words = document.title.removesuffix("…").rstrip()
    return words != document.title and document.text.startswith(words, first.start)


def _facts(document: Document, words: int) -> str:
    minutes = max(1, round(words / READING_SPEED))
    length = ntr(
        "{count} word, {minutes} min", "{count} words, {minutes} min", words, minutes=minutes
    )
    updated = day(document.updated) if document.updated > document.published else ""
    parts = (
        _line(document.byline),
        _line(document.part.work if document.part else ""),
        _line(document.outlet),
        day(document.published),
        tr("updated {day}", day=updated) if updated else "",
        length,
    )
    return "  ·  ".join(part for part in parts if part)


_OWN_BULLET = re.compile(r"\s*([-–—•*·▪◦]|\(?\w{1,3}[.)])\s")


def _takes_bullet(row: Row) -> bool:
    """Tell a list item that does not bring its own bullet or number in its text."""
    if row.block is None or row.block.kind is not BlockKind.LIST_ITEM:
        return False
    return _OWN_BULLET.match(row.text) is None


def _level(row: Row) -> int:
    return (row.block.level if row.block else None) or 1
