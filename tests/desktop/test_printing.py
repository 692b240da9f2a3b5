"""Ctrl+P: pages with the marks as they are shown, on paper or in a file."""

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLineEdit

from app.desktop import printing
from app.rendering.palette import theme_named
from tests.desktop.hands import press, select

LONG = "The keel log\n\n" + "\n\n".join(
    f"Paragraph {number} begins. " + "The tide came in and the office filled with water. " * 6
    for number in range(60)
)


@pytest.fixture
def preview(qtbot):
    def open_preview(window):
        from app.desktop.print_preview import PrintPreview

        press(qtbot, window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        (found,) = window.findChildren(PrintPreview)
        qtbot.waitUntil(lambda: found.page_count() > 0, timeout=10_000)
        return found

    return open_preview


@pytest.fixture
def printed(qtbot, preview, tmp_path, monkeypatch):
    """Print into a file as a person would, and return its pages as text and the file."""

    def print_it(window, paper=""):
        found = preview(window)
        if paper and paper != found.paper.choice:
            found.paper.pick(paper)
            qtbot.waitUntil(lambda: found.page_count() > 0, timeout=10_000)
        file = tmp_path / "printed.pdf"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
        qtbot.mouseClick(found.save, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.area.toast.text().startswith("Saved as"), timeout=10_000)
        with pypdfium2.PdfDocument(file) as pdf:
            return [page.get_textpage().get_text_range() for page in pdf], file

    return print_it


@pytest.fixture
def long_article(tmp_path):
    file = tmp_path / "keel.txt"
    file.write_text(LONG, encoding="utf-8")
    return file


def colors(file, number=0):
    with pypdfium2.PdfDocument(file) as pdf:
        image = pdf[number].render(scale=2).to_pil().convert("RGB")
    return {color for _, color in image.getcolors(1 << 24)}


def rgb(token):
    color = theme_named("light").color(token)
    return (color.red(), color.green(), color.blue())


def test_text_names_and_page_numbers_are_printed(open_window, article, printed):
    (text,), file = printed(open_window(article))
    assert "Ferry to stop in May" in text
    assert "The hull is worn through" in text
    assert text.count("Mira Holt") > 2  # in the text, and beside it
    assert text.count("Jon Ames") == 2
    assert "Page 1 of 1" in text
    assert str(article.parent) not in text
    assert {rgb("fill"), rgb("claim")} <= colors(file)


def test_marks_that_are_hidden_are_not_printed(qtbot, open_window, article, printed):
    window = open_window(article)
    press(qtbot, window.reader, Qt.Key.Key_4)
    _, file = printed(window)
    assert rgb("fill") in colors(file)
    assert rgb("claim") not in colors(file)


def test_one_speaker_alone_is_printed_alone_and_said_so(open_window, article, printed):
    window = open_window(article)
    window.showing.show_only("Mira Holt")
    (text,), _ = printed(window)
    assert "Only Mira Holt" in text
    assert text.count("Jon Ames") == 1  # in the text, and not beside it


def test_notes_are_printed_in_full(qtbot, open_window, article, printed):
    window = open_window(article)
    select(window, "900 people")
    window.changes.highlight()
    (own,) = window.desk.sheet.own
    window.changes.keep_note(own, "Who counted them, and when?")
    (text,), file = printed(window)
    assert "Who counted them" in text
    assert rgb("mark") in colors(file)


def test_the_dark_theme_is_printed_in_ink_on_white(open_window, article, printed):
    window = open_window(article)
    window.appearance.choose_theme("dark")
    _, file = printed(window)
    assert rgb("ink") in colors(file)


def test_a_long_article_goes_over_pages_without_losing_a_line(open_window, long_article, printed):
    pages, _ = printed(open_window(long_article))
    assert len(pages) > 3
    whole = " ".join(" ".join(pages).split())
    for number in range(60):
        assert whole.count(f"Paragraph {number} begins.") == 1
    assert whole.count("office") == 360
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
    assert all("The keel log" in page for page in pages)


def test_letter_paper_is_broken_anew(open_window, long_article, printed):
    _, file = printed(open_window(long_article), "Letter")
    with pypdfium2.PdfDocument(file) as pdf:
        assert tuple(round(length) for length in pdf[0].get_size()) == (612, 792)


def test_the_preview_shows_the_page_that_is_printed(qtbot, open_window, article, preview):
    found = preview(open_window(article))
    image = found.pages.viewport().grab().toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }
    assert theme_named("light").color("fill").name() in seen
    assert found.told.text() == "1 page"
    press(qtbot, found, Qt.Key.Key_Escape)


def test_closing_the_preview_stops_what_is_being_done(qtbot, open_window, long_article, preview):
    window = open_window(long_article)
    found = preview(window)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(long_article.with_suffix(".pdf")))
    printing.set_up(printer, found.paper.choice, "x")
    found.print_to(printer, "done")
    press(qtbot, found, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(type(found)), timeout=5_000)
    assert window.area.toast.text() != "done"


@pytest.mark.qt_log_ignore("QPainter::begin", "propagateSizeHints", extend=True)
def test_a_file_that_cannot_be_written_is_told(qtbot, open_window, article, preview, monkeypatch):
    window = open_window(article)
    found = preview(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("/nowhere/at/all.pdf", ""))
    qtbot.mouseClick(found.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "cannot be written" in window.area.toast.text(), timeout=5_000)
    assert found.isVisible()
    assert found.save.isEnabled()
    found.reject()


def test_some_pages_are_printed_in_the_order_asked_for(qtbot, open_window, long_article, preview):
    found = preview(open_window(long_article))
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setFromTo(2, 3)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert printing.wanted_pages(found._printout, printer) == [2, 1]
    found.reject()


def test_the_printer_is_chosen_in_the_print_dialog(qtbot, open_window, article, preview, tmp_path):
    window = open_window(article)
    found = preview(window)
    press(qtbot, found.print_, Qt.Key.Key_Return)
    (dialog,) = found.findChildren(QPrintDialog)
    file = tmp_path / "paper.pdf"
    dialog.findChild(QLineEdit, "filename").setText(str(file))
    press(qtbot, dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.area.toast.text() == "Sent to the printer.", timeout=10_000)
    with pypdfium2.PdfDocument(file) as pdf:
        assert "The hull is worn" in pdf[0].get_textpage().get_text_range()
