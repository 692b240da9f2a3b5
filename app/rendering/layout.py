"""An article as a Qt text document: blocks, type sizes, and where each character went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from app.reading.document import Document, Emphasis
from app.rendering.composing import PARAGRAPH, PICTURE, Composition, Row, Setting
from app.rendering.fonts import ARTICLE, article_font, pane_font
from app.rendering.laying import Laying
from app.rendering.palette import Theme

COLUMN = 590
"""Width of the text column in pixels at 100 %: lines of 58 to 68 characters."""

PLACEHOLDER = 56
"""Pixels a picture takes at 100 % before it is there."""

TOP, BOTTOM = 32, 120
"""Free pixels above the title and below the last line."""


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader chose: colours, size in percent, width of the column at 100 %, typeface."""

    theme: Theme
    zoom: int = 100
    column: int = COLUMN
    typeface: str = ARTICLE

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


class SealedDocument(QTextDocument):
    """A Qt text document that reads no file and no address, whatever its text asks for."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's signature
        return None


def _alike(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Yield rows in order, those together that are set the same from their first letter on."""
    together: list[Row] = []
    for row in rows:
        plain = not row.emphases and row.picture is None and row.text
        if together and not (plain and row.setting == together[-1].setting):
            yield together
            together = []
        together.append(row)
        if not plain:
            yield together
            together = []
    if together:
        yield together


class Typeset:
    """An article set for the screen: its Qt text document and the places of its characters.

    With `whole` False nothing is set yet: each `set_more` then adds the next rows.
    """

    def __init__(
        self,
        document: Document,
        style: Style,
        composition: Composition | None = None,
        *,
        whole: bool = True,
    ) -> None:
        self.document = document
        self.style = style
        self.composition = composition or Composition(document)
        self.settings = self.composition.settings
        self.bullets = self.composition.bullets
        self.places = self.composition.places
        self._set = 0
        self._room: dict[int, float] = {}
        self._formats = {
            setting: (_block_format(setting, style), _char_format(setting, style))
            for setting in set(self.settings)
        }
        self._emphasis: dict[tuple[Setting, bool], QTextCharFormat] = {}
        self.qt = SealedDocument()
        self.qt.setUndoRedoEnabled(False)
        self.qt.setDocumentMargin(0)
        self.qt.setDefaultFont(article_font(PARAGRAPH.size * style.scale, family=style.typeface))
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
        if whole:
            self.set_more(len(self.composition.rows))

    @cached_property
    def laying(self) -> Laying:
        """How far the text is laid out; to be asked when all of it is set."""
        return Laying(self.qt)

    def set_more(self, many: int) -> bool:
        """Set the next rows of the text; False when that was the last of it."""
        rows = self.composition.rows[self._set : self._set + many]
        cursor = QTextCursor(self.qt)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for alike in _alike(rows):
            row = alike[0]
            block_format, char_format = self._formats[row.setting]
            if row.picture is not None:
                block_format = self._picture_format(self._room_of(self._set))
            if self._set:
                cursor.insertBlock(block_format, char_format)
            else:
                cursor.setBlockFormat(block_format)
                cursor.setBlockCharFormat(char_format)
            if len(alike) > 1:  # Qt parts them, in a third of the time
                cursor.insertText("\u2029".join(row.text for row in alike), char_format)
            else:
                for piece, emphasis in row.pieces():
                    shown = char_format if emphasis is None else self._emphasised(row, emphasis)
                    cursor.insertText(piece, shown)
            self._set += len(alike)
        cursor.endEditBlock()
        return self._set < len(self.composition.rows)

    def give_room(self, heights: Mapping[int, float]) -> bool:
        """Make room for pictures: heights in pixels by row; tell whether that changed anything."""
        changed = {
            number: height for number, height in heights.items() if height != self._room_of(number)
        }
        self._room.update(changed)
        cursor = QTextCursor(self.qt)
        cursor.beginEditBlock()
        for number, height in changed.items():
            if number < self._set:
                cursor.setPosition(self.qt.findBlockByNumber(number).position())
                cursor.setBlockFormat(self._picture_format(height))
        cursor.endEditBlock()
        return bool(changed)

    def _room_of(self, number: int) -> float:
        return self._room.get(number, PLACEHOLDER * self.style.scale)

    def _picture_format(self, height: float) -> QTextBlockFormat:
        made = QTextBlockFormat(self._formats[PICTURE][0])
        made.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        made.setNonBreakableLines(True)
        return made

    def _emphasised(self, row: Row, emphasis: Emphasis) -> QTextCharFormat:
        key = (row.setting, emphasis.strong)
        if key not in self._emphasis:
            self._emphasis[key] = _char_format(row.setting, self.style, emphasis)
        return self._emphasis[key]

    def em(self, block: QTextBlock) -> float:
        """Return the type size of a block of the Qt document in pixels."""
        return self.settings[block.blockNumber()].size * self.style.scale

    def leading(self, block: QTextBlock) -> float:
        """Return the distance of a block's lines in pixels."""
        return self.settings[block.blockNumber()].leading * self.style.scale


def _block_format(setting: Setting, style: Style) -> QTextBlockFormat:
    scale = style.scale
    made = QTextBlockFormat()
    made.setLineHeight(setting.leading * scale, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    made.setTopMargin(setting.before * scale)
    made.setBottomMargin(setting.after * scale)
    made.setLeftMargin(setting.indent * scale)
    return made


def _char_format(
    setting: Setting, style: Style, emphasis: Emphasis | None = None
) -> QTextCharFormat:
    made = QTextCharFormat()
    strong = setting.bold or (emphasis is not None and emphasis.strong)
    italic = emphasis is not None and not emphasis.strong
    weight = QFont.Weight.Bold if strong else QFont.Weight.Normal
    size = setting.size * style.scale
    if setting.pane:
        made.setFont(pane_font(size, weight, italic=italic))
    else:
        made.setFont(article_font(size, weight, italic=italic, family=style.typeface))
    # What a picture shows is said to those who hear the text; it is not to be seen.
    hidden = setting is PICTURE
    made.setForeground(Qt.GlobalColor.transparent if hidden else style.theme.color(setting.color))
    return made
