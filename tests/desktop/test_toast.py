"""What is told in passing is there whole, with no more room around it than it needs."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.desktop.messages import Toast
from app.desktop.notice import Notice


@pytest.fixture
def toast(qtbot):
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(600, 400)
    made = Toast(over)
    over.show()
    return made


def told(toast, words, **more) -> QLabel:
    toast.tell(Notice(words, **more))
    toast.layout().activate()
    (label,) = toast.findChildren(QLabel)
    return label


def test_words_alone_have_as_much_room_on_either_side(toast):
    words = told(toast, "The quote is accepted.").geometry()
    assert words.left() == toast.width() - 1 - words.right()


def test_a_sentence_too_long_for_a_line_is_told_in_several(toast):
    short = told(toast, "Done.").height()
    long = told(
        toast, "A sentence that is longer than most sentences are. " * 4, action="Undo", do=int
    )
    assert long.height() >= long.heightForWidth(long.width()) > short
    assert toast.width() <= 600 - 24
    assert told(toast, "Done.").height() == short
