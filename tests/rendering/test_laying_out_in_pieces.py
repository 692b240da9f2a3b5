"""A long text is laid out piece by piece, and comes out as it would at once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QTimerEvent

from app.reading.document import Block, BlockKind, Document
from app.rendering.composing import Composition
from app.rendering.laying import PIECE
from app.rendering.layout import Style, Typeset
from app.rendering.palette import theme_named

STYLE = Style(theme_named("light"))
PARAGRAPH = "The harbour needs a new bridge before winter comes and the ice closes it. " * 8


@pytest.fixture(scope="module")
def document():
    paragraphs = [f"{number}. {PARAGRAPH}" for number in range(400)]
    blocks, start = [], 0
    for words in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(words)))
        start += len(words) + 1
    return Document("long.txt", "\n".join(paragraphs), tuple(blocks))


def laid(document):
    typeset = Typeset(document, STYLE)
    typeset.qt.documentLayout()
    typeset.qt.setTextWidth(600)
    return typeset


def test_each_step_lays_out_one_piece(qapp, document):
    laying = laid(document).laying
    end = len(document.text)
    left = [laying.left_to(end)]
    while not laying.is_whole():
        laying.step()
        left.append(laying.left_to(end))
    assert len(left) > len(document.text) / (2 * PIECE)
    assert max(one - next_ for one, next_ in pairwise(left)) < 2 * PIECE
    assert left[-1] == 0


def test_what_qt_would_lay_out_in_one_go_comes_in_pieces(qapp, document):
    typeset = laid(document)
    before = typeset.laying.left_to(len(document.text))
    timer = QTimerEvent(1)
    assert typeset.laying.eventFilter(typeset.qt.documentLayout(), timer)
    assert PIECE / 2 < before - typeset.laying.left_to(len(document.text)) < 2 * PIECE


def test_a_text_that_is_laid_out_is_left_to_qt(qapp, document):
    typeset = laid(document)
    typeset.qt.size()
    assert typeset.laying.is_whole()
    layout = typeset.qt.documentLayout()
    assert not typeset.laying.eventFilter(layout, QTimerEvent(1))
    assert not typeset.laying.eventFilter(layout, QEvent(QEvent.Type.User))


def test_a_text_set_in_parts_reads_as_one_set_at_once(qapp, document):
    parts = Typeset(document, STYLE, Composition(document), whole=False)
    while parts.set_more(70):
        pass
    assert parts.qt.toPlainText() == Typeset(document, STYLE).qt.toPlainText()
