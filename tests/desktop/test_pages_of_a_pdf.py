"""The pages an article came on are shown with its marks, and lead back to the text."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.library.library import Library

LINES = [
    "Printed. Story",
    "",
    "“The weir holds,” said Mira Holt.",
    *[f"Line {letter} of the story." for letter in "abcdefghi"],
    "“We leave,” said Jon Ames.",
]


@pytest.fixture
def paged(qtbot, open_window, tmp_path):
    """A window that shows the pages of an article."""
    file = tmp_path / "story.pdf"
    file.write_text("\n".join(LINES), encoding="utf-8")
    window = open_window(file)
    window.actions_["pages"].trigger()
    qtbot.waitUntil(window.area.is_paging, timeout=10_000)
    qtbot.waitUntil(lambda: len(window.area.pages()._drawn) == 2, timeout=10_000)
    return window


def place_of(window, words):
    """Return where words are drawn in the view."""
    view = window.area.pages()
    start = window.desk.sheet.document.text.index(words)
    for number, drawn in view._drawn.items():
        from app.reading.spans import Span

        box = drawn.page.box(Span(start, start + len(words)))
        if box is not None:
            page = view._place(number)
            return box.translated(page.topLeft()).translated(0, -view.verticalScrollBar().value())
    raise AssertionError(words)


def grabbed(window):
    return window.area.pages().viewport().grab().toImage()


def test_pages_are_shown_with_the_marks_where_their_words_are_printed(paged):
    image = grabbed(paged)
    inside = place_of(paged, "weir holds").center().toPoint()
    beside = place_of(paged, "Line d of the").center().toPoint()
    assert image.pixelColor(beside) == Qt.GlobalColor.white
    assert image.pixelColor(inside) != Qt.GlobalColor.white
    assert paged.actions_["pages"].isChecked()
    assert paged.area.pages_button.isChecked()


def test_hiding_a_layer_takes_its_marks_from_the_pages_too(paged):
    inside = place_of(paged, "weir holds").center().toPoint()
    paged.actions_["layer_quotes"].trigger()
    assert grabbed(paged).pixelColor(inside) == Qt.GlobalColor.white


def test_a_click_on_a_mark_focuses_it_and_tells_its_card(qtbot, paged):
    point = place_of(paged, "weir holds").center()
    QTest.mouseClick(paged.area.pages().viewport(), Qt.MouseButton.LeftButton, pos=point.toPoint())
    assert paged.reader.focused() == "a1"
    assert paged.area.pages()._card.isVisible()
    assert "Mira Holt" in paged.area.pages()._card.accessibleDescription()
    elsewhere = place_of(paged, "Line d").center()
    QTest.mouseClick(
        paged.area.pages().viewport(), Qt.MouseButton.LeftButton, pos=elsewhere.toPoint()
    )
    assert paged.reader.focused() == ""
    assert not paged.area.pages()._card.isVisible()


def test_the_next_mark_is_brought_into_view(paged):
    paged.resize(900, 500)
    paged.actions_["next_mark"].trigger()
    paged.actions_["next_mark"].trigger()
    assert paged.reader.focused() == "a2"
    view = paged.area.pages()
    height = view.viewport().height()
    assert 0 <= place_of(paged, "We leave").top() < height
    assert view.page() == 2


def test_the_text_comes_back_where_the_pages_were_left(qtbot, paged):
    view = paged.area.pages()
    view.go_to(paged.desk.sheet.document.text.index("We leave"))
    paged.actions_["pages"].trigger()
    assert paged.area.is_reading()
    assert not paged.actions_["pages"].isChecked()


def test_the_pages_are_turned_up_at_the_words_that_were_read(qtbot, paged, monkeypatch):
    paged.actions_["pages"].trigger()
    view = paged.area.pages()
    view.set_zoom(300)
    view._drawn.clear()  # of a long document a page is drawn only when it is gone to
    place = paged.desk.sheet.document.text.index("We leave")
    monkeypatch.setattr(paged.reader, "place", lambda: place)
    paged.actions_["pages"].trigger()
    top_of_page = view.verticalScrollBar().value()
    qtbot.waitUntil(lambda: 1 in view._drawn, timeout=15_000)
    there = view.verticalScrollBar().value()
    assert there > top_of_page
    view.go_to(place)
    assert view.verticalScrollBar().value() == there


def test_a_highlight_made_in_the_text_is_drawn_on_the_page(paged):
    from app.desktop.sheet import new_own
    from app.reading.spans import Span

    start = paged.desk.sheet.document.text.index("Line d")
    own = new_own(paged.desk.sheet.document, Span(start, start + 6))
    paged.desk.keeping.change_own(paged.desk.sheet, None, own)
    middle = place_of(paged, "Line d").center()
    color = grabbed(paged).pixelColor(QPointF(middle).toPoint())
    assert color != Qt.GlobalColor.white


def test_zooming_asks_for_pages_at_the_new_size(qtbot, paged):
    view = paged.area.pages()
    before = view._drawn[0].picture.image.width()
    paged.actions_["zoom_in"].trigger()
    qtbot.waitUntil(lambda: view._drawn[0].picture.image.width() > before, timeout=10_000)


def test_an_article_without_pages_says_so(qtbot, open_window, article):
    window = open_window(article)
    window.actions_["pages"].trigger()
    assert window.area.toast.text() == "There are no pages to show for this article."
    assert not window.actions_["pages"].isChecked()
    assert not window.area.pages_button.isVisible()


def test_pages_can_be_shown_of_a_reading_that_was_kept(qtbot, paged, open_window, tmp_path):
    number = paged.desk.sheet.id
    paged.desk.leave()
    paged.desk._sheets.clear()
    paged.desk.reopen(number)
    qtbot.waitUntil(lambda: paged.desk.sheet is not None, timeout=10_000)
    paged.actions_["pages"].trigger()
    qtbot.waitUntil(paged.area.is_paging, timeout=10_000)
    with Library.open(tmp_path / "library.sqlite") as library:
        assert library.load(number).document.printed == paged.desk.sheet.document.printed


def test_the_private_copy_of_the_original_goes_with_the_article(qtbot, paged, article):
    file = paged.pdf_pages._file
    assert file.exists()
    assert file.stat().st_mode & 0o077 == 0 or file.parent.stat().st_mode & 0o077 == 0
    paged.desk.open(str(article))
    qtbot.waitUntil(
        lambda: paged.desk.sheet.document.title == "Ferry to stop in May", timeout=10_000
    )
    assert not file.exists()
    assert paged.area.is_reading()
