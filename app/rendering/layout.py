"""An article as a Qt text document: blocks, type sizes, and where each character went."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from app.reading.document import Block, BlockKind, Document
from app.rendering.fonts import article_font, pane_font
from app.rendering.offsets import Utf16Offsets
from app.rendering.palette import Theme

COLUMN = 590
"""Width of the text column in pixels at 100 %: lines of 58 to 68 characters."""

TOP, BOTTOM = 32, 120
"""Free pixels above the title and below the last line."""

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
class Style:
    """What the reader chose: colours, size in percent, width of the column at 100 %."""

    theme: Theme
    zoom: int = 100
    column: int = COLUMN

    @property
    def scale(self) -> float:
        return self.zoom / 100

    @property
    def beside(self) -> float:
        """Return how much larger what stands in the margin is: half as fast as the text."""
        return 1 + (self.scale - 1) / 2

    @property
    def padding(self) -> int:
        """Return the pixels left and right of the column that marks and rings reach over."""
        return max(8, round(5 * self.scale) + 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One block to set: of the article, or (`block` None) the title or byline above it."""

    text: str
    setting: Setting
    block: Block | None = None


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
            position += len(row.text.encode("utf-16-le")) // 2 + 1
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
        return self.numbers[max(0, bisect_right(self._starts, offset) - 1)] if self.numbers else 0

    def _run(self, place: int, inside: int) -> int:
        return self._units.to_utf16(inside) - self._units.to_utf16(self._starts[place])


class SealedDocument(QTextDocument):
    """A Qt text document that reads no file and no address, whatever its text asks for."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's signature
        return None


class Typeset:
    """An article set for the screen: its Qt text document and the places of its characters.

    `settings` holds how each block of the Qt document is set, by block number; sizes in pixels at
    100 %; `bullets` holds what stands before list items that bring no bullet of their own.
    """

    def __init__(self, document: Document, style: Style) -> None:
        self.document = document
        self.style = style
        rows = list(_rows(document))
        self.settings = [row.setting for row in rows]
        self.bullets = {
            number: BULLETS[(_level(row) - 1) % len(BULLETS)]
            for number, row in enumerate(rows)
            if _takes_bullet(row)
        }
        self.places = Places(document.text, rows)
        self.qt = SealedDocument()
        self.qt.setUndoRedoEnabled(False)
        self.qt.setDocumentMargin(0)
        self.qt.setDefaultFont(article_font(PARAGRAPH.size * style.scale))
        option = QTextOption()
        option.setTabStopDistance(96 * style.scale)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.qt.setDefaultTextOption(option)
        frame = self.qt.rootFrame().frameFormat()
        frame.setLeftMargin(style.padding)
        frame.setRightMargin(style.padding)
        frame.setTopMargin(TOP * style.scale)
        frame.setBottomMargin(BOTTOM)
        self.qt.rootFrame().setFrameFormat(frame)
        self._set(rows)

    def em(self, block: QTextBlock) -> float:
        """Return the type size of a block of the Qt document in pixels."""
        return self.settings[block.blockNumber()].size * self.style.scale

    def leading(self, block: QTextBlock) -> float:
        """Return the distance of a block's lines in pixels."""
        return self.settings[block.blockNumber()].leading * self.style.scale

    def _set(self, rows: list[Row]) -> None:
        formats = {
            setting: (_block_format(setting, self.style), _char_format(setting, self.style))
            for setting in set(self.settings)
        }
        cursor = QTextCursor(self.qt)
        cursor.beginEditBlock()
        for number, row in enumerate(rows):
            block_format, char_format = formats[row.setting]
            if number:
                cursor.insertBlock(block_format, char_format)
            else:
                cursor.setBlockFormat(block_format)
                cursor.setBlockCharFormat(char_format)
            cursor.insertText(row.text, char_format)
        cursor.endEditBlock()


def _rows(document: Document) -> Iterator[Row]:
    facts = Row(_facts(document), BYLINE)
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
    for block in blocks:
        setting = TITLE if inside and block is first else _setting(block)
        yield Row(_shown(document.text, block), setting, block)
        if inside and block is first:
            yield facts


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


def _facts(document: Document) -> str:
    words = document.words()
    minutes = max(1, round(words / READING_SPEED))
    count = "1 word" if words == 1 else f"{words:,} words"
    parts = (
        _line(document.byline),
        _line(document.outlet),
        day(document.published),
        f"{count}, {minutes} min",
    )
    return "  ·  ".join(part for part in parts if part)


def day(published: str) -> str:
    """Return an ISO date as read: "23 March 2022", "March 2022", "2022"; others unchanged."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}", published):
            return f"{date.fromisoformat(published + '-01'):%B %Y}"
        when = date.fromisoformat(published[:10])
    except ValueError:
        return published
    return f"{when.day} {when:%B %Y}"


def _block_format(setting: Setting, style: Style) -> QTextBlockFormat:
    scale = style.scale
    made = QTextBlockFormat()
    made.setLineHeight(setting.leading * scale, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    made.setTopMargin(setting.before * scale)
    made.setBottomMargin(setting.after * scale)
    made.setLeftMargin(setting.indent * scale)
    return made


def _char_format(setting: Setting, style: Style) -> QTextCharFormat:
    made = QTextCharFormat()
    weight = QFont.Weight.Bold if setting.bold else QFont.Weight.Normal
    size = setting.size * style.scale
    made.setFont(pane_font(size, weight) if setting.pane else article_font(size, weight))
    made.setForeground(style.theme.color(setting.color))
    return made


_OWN_BULLET = re.compile(r"\s*([-–—•*·▪◦]|\(?\w{1,3}[.)])\s")


def _takes_bullet(row: Row) -> bool:
    """Tell a list item that does not bring its own bullet or number in its text."""
    if row.block is None or row.block.kind is not BlockKind.LIST_ITEM:
        return False
    return _OWN_BULLET.match(row.text) is None


def _level(row: Row) -> int:
    return (row.block.level if row.block else None) or 1
