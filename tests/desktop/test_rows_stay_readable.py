"""Whatever a row says is readable on its ground: at rest, under the pointer and selected."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.desktop.library_hits import hit_row
from app.desktop.library_rows import LibraryDelegate, ReadingRow
from app.desktop.notes_tab import NoteDelegate, NoteRow
from app.desktop.number_rows import NumberRow, QuestionRow
from app.desktop.numbers_tab import NumberDelegate
from app.desktop.pens import Pen
from app.desktop.quotes_tab import QuoteDelegate, QuoteRow
from app.desktop.rows import RowModel
from app.desktop.source_rows import SilentRow, SourceRow
from app.desktop.sources_tab import SourceDelegate
from app.reading.listing import Hit, HitKind
from app.reading.quantity import Check
from app.reading.spans import Span
from app.rendering.palette import THEMES, contrast, theme_named

HIT = Hit(
    HitKind.QUOTE, 1, "The leaking fleet", 0, 15, "Nobody listened", "Ines Brandt",
    (Span(0, 6),), "The Paper",
)  # fmt: skip
ROWS = (
    (QuoteDelegate, QuoteRow("a", "spoken", "words", under="passed on by Ann")),
    (NumberDelegate, NumberRow("n", "spoken", "340", "hulls", "leaking", "Tom", "date")),
    (
        NumberDelegate,
        NumberRow(
            *("n", "spoken", "dozens", "hulls", "leaking", "Tom"),
            normal="12 or more",
            check=Check.WORTH,
            questions=("Of how many?",),
        ),
    ),
    (NumberDelegate, QuestionRow("question:0", "spoken", "Of how many?", "dozens", "n")),
    (SourceDelegate, SourceRow("s", "spoken", "Ann", "mayor", True, 3, 4, 9)),
    (SourceDelegate, SilentRow("", "spoken", "Cid")),
    (NoteDelegate, NoteRow("u", "spoken", "words", "a note", "Paragraph 3")),
    (LibraryDelegate, ReadingRow("r", "spoken", "A title", "The Paper", 1, 2, 3, 4)),
    (LibraryDelegate, hit_row(HIT)),
)
GROUNDS = {
    "panel": QStyle.StateFlag.State_None,
    "hover": QStyle.StateFlag.State_MouseOver,
    "sel": QStyle.StateFlag.State_Selected,
}


@pytest.fixture
def written(monkeypatch):
    """Collect the colours text is written in."""
    tokens = set()
    write = Pen.write

    def spy(pen, face, token, *rest):
        tokens.add(token)
        return write(pen, face, token, *rest)

    monkeypatch.setattr(Pen, "write", spy)
    return tokens


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("delegate", "row"), ROWS, ids=[type(row).__name__ for _, row in ROWS])
def test_all_text_of_a_row_stands_out_from_its_ground(qapp, written, delegate, row, name, ground):
    theme = theme_named(name)
    model = RowModel()
    model.show([row])
    image = QImage(300, 90, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 300, 90)
    option.state = GROUNDS[ground]
    delegate(theme).paint(painter, option, model.index(0))
    painter.end()
    assert written
    for token in written:
        assert contrast(theme.hex(token), theme.hex(ground)) >= 4.5, token
