"""G goes to a paragraph by its number, or to a speaker's next quote."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop.going import paragraphs
from app.desktop.sheet import paragraph_at
from tests.desktop.hands import press

KEY = Qt.Key

ARTICLE = "\n".join(
    [
        "Ferry to stop in May",
        "",
        "“The hull is worn through,” said Mira Holt.",
        *[f"Nothing else was said on day {word} of it." for word in "abcdefghijklmnopqrstuvwxyz"],
        "“We carry people all day,” said Jon Ames.",
        "“Nobody asked the islanders,” said Mira Holt.",
    ]
)


@pytest.fixture
def window(open_window, tmp_path):
    file = tmp_path / "ferry.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    made = open_window(file)
    made.resize(1400, 700)
    made.reader.setFocus()
    return made


@pytest.fixture
def go(qtbot, window):
    """Press G, type, and return the view with what is offered."""

    def typed(words, *, enter=True):
        press(qtbot, window.reader, KEY.Key_G)
        view = window.command_palette.view
        assert QApplication.focusWidget() is view.field
        qtbot.keyClicks(view.field, words)
        made = window.command_palette
        qtbot.waitUntil(lambda: not made._turns._timer.isActive())
        if enter:
            press(qtbot, view.field, KEY.Key_Return)
        return view

    return typed


def in_focus(window):
    text = window.desk.sheet.document.text
    spans = window.reader.targets().spans(window.reader.focused())
    return text[spans[0].start : spans[0].end] if spans else ""


def test_a_number_goes_to_the_paragraph_counted_as_everywhere(window, go):
    go("12")
    document = window.desk.sheet.document
    assert paragraph_at(document, window.reader.place()) == 12
    assert QApplication.focusWidget() is window.reader
    assert all(
        paragraph_at(document, block.start) == number
        for number, block in enumerate(paragraphs(document), 1)
    )


def test_a_number_too_high_goes_to_the_last_paragraph(window, go):
    view = go("4000", enter=False)
    (offer,) = view.offers()
    assert offer.text == "Paragraph 29, the last one"
    assert offer.more.startswith("“Nobody asked")


def test_a_name_goes_to_the_next_quote_and_from_the_last_to_the_first(window, go):
    go("mira")
    assert in_focus(window) == "“The hull is worn through,”"
    go("mira")
    assert in_focus(window) == "“Nobody asked the islanders,”"
    top = window.reader.verticalScrollBar().value()
    assert top > 0
    go("holt")
    assert in_focus(window) == "“The hull is worn through,”"
    assert window.reader.verticalScrollBar().value() < top


def test_all_speakers_are_offered_before_anything_is_typed(window, go):
    view = go("", enter=False)
    assert [offer.text for offer in view.offers()] == ["Mira Holt", "Jon Ames"]
    assert view.count.text() == "a name, or a paragraph from 1 to 29"
    assert view.offers()[1].more == "next quote, paragraph 28"


def test_the_next_step_begins_at_the_paragraph_gone_to(qtbot, window, go):
    go("mira")
    go("20")
    assert in_focus(window) == ""
    press(qtbot, window, KEY.Key_J)
    assert in_focus(window) == "“We carry people all day,”"


def test_the_key_is_a_letter_everywhere_else(qtbot, window):
    field = window.library_pane.search_bar.field
    field.setFocus()
    press(qtbot, field, KEY.Key_G)
    assert field.text() == "g"
    assert not window.command_palette.is_open()
    window.desk.leave()
    press(qtbot, window.reader, KEY.Key_G)
    assert not window.command_palette.is_open()


def test_on_the_pages_of_a_pdf_the_page_is_gone_to(qtbot, open_window, tmp_path):
    lines = ["Printed. Story", *[f"Line {letter} of the weir." for letter in "abcdefghijklmno"]]
    file = tmp_path / "story.pdf"
    file.write_text("\n".join(lines), encoding="utf-8")
    window = open_window(file)
    window.actions_["pages"].trigger()
    qtbot.waitUntil(window.area.is_paging, timeout=10_000)
    view = window.area.pages()
    qtbot.waitUntil(lambda: len(view._drawn) == 2, timeout=10_000)
    press(qtbot, window, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), ":15")
    qtbot.waitUntil(lambda: not window.command_palette._turns._timer.isActive())
    press(qtbot, QApplication.focusWidget(), KEY.Key_Return)
    assert view.verticalScrollBar().value() > 0
    assert QApplication.focusWidget() is view
