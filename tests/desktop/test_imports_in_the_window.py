"""Exports of other tools come in while the window goes on, and nothing of them is lost."""

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from app.library.library import Library

FERRY = "“We carry 900 people a day,” said Jon Ames."
EXPORT = f"""\
Ferries|https://a.example/ferries|{FERRY}|900 people
Bridges|https://a.example/bridges||words of the bridge
Nothing|||
"""


@pytest.fixture
def export(tmp_path):
    file = tmp_path / "export.csv"
    file.write_text(EXPORT, encoding="utf-8")
    return file


@pytest.fixture
def window(qtbot, open_window, article):
    return open_window(article)


def banner(window, words):
    return next((b.notice for b in window.area.banners._shown if words in b.notice.text), None)


def brought_in(qtbot, window, file):
    window.desk.imports.bring_in(str(file))
    qtbot.waitUntil(lambda: banner(window, " taken") is not None, timeout=15_000)
    return banner(window, " taken")


def in_library(window, work):
    with Library.open(window.library._file) as other:
        return work(other)


def test_every_entry_is_accounted_for_in_a_report(qtbot, window, export):
    notice = brought_in(qtbot, window, export)
    assert notice.text == (
        "Fake: 2 of 3 entries taken, 1 skipped. 2 highlights and notes, 1 of them without a place "
        "in a text yet. Of 1 reading only the address is there so far."
    )
    notice.do()
    (dialog,) = window.findChildren(QDialog)
    rows = [
        [dialog.table.model().index(row, column).data() for column in range(4)] for row in range(3)
    ]
    assert rows == [
        ["Ferries", "a reading", "1", ""],
        ["Bridges", "a reading", "1",
         "1 without a place in the text yet. Only the address is there so far."],
        ["Nothing", "skipped", "", "It has no address."],
    ]  # fmt: skip
    dialog.choice.pick("Skipped (1)")
    assert dialog.table.model().rowCount() == 1
    dialog.copy.click()
    assert "Nothing\tskipped\t\tIt has no address." in QApplication.clipboard().text()
    dialog.undo.click()
    qtbot.waitUntil(lambda: in_library(window, lambda lib: lib.bin.count()) == 2, timeout=15_000)
    qtbot.waitUntil(window.changes.stack.canUndo, timeout=15_000)
    window.changes.undo()
    qtbot.waitUntil(lambda: in_library(window, lambda lib: lib.bin.count()) == 0, timeout=15_000)


def test_imported_texts_are_marked_behind(qtbot, window, export):
    brought_in(qtbot, window, export)
    qtbot.waitUntil(lambda: not in_library(window, lambda lib: lib.unmarked()), timeout=15_000)
    found = in_library(window, lambda lib: lib.search("carry"))
    assert {hit.kind.value for hit in found if hit.title == "Ferries"} == {"reading", "quote"}
    assert window.desk.sheet.document.title == "Ferry to stop in May"


def test_a_bare_reading_says_so_and_its_text_is_fetched_on_request(qtbot, window, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("Bridges\n\nThese are the words of the bridge.", encoding="utf-8")
    export = tmp_path / "bare.csv"
    export.write_text(f"Bridges|{page}||words of the bridge\n", encoding="utf-8")
    brought_in(qtbot, window, export)
    (reading,) = [
        row.id for row in in_library(window, lambda lib: lib.readings()) if row.lacks_text
    ]
    window.desk.reopen(reading)
    qtbot.waitUntil(lambda: banner(window, "Only the address") is not None, timeout=15_000)
    assert window.inspector.notes.count_of(window.desk.sheet) == 1
    banner(window, "Only the address").do()
    qtbot.waitUntil(lambda: "These are" in window.reader.toPlainText(), timeout=15_000)
    qtbot.waitUntil(lambda: len(window.desk.sheet.own) == 1, timeout=15_000)
    qtbot.waitUntil(lambda: banner(window, "Only the address") is None, timeout=15_000)
    qtbot.waitUntil(lambda: window.desk.sheet.marked, timeout=15_000)


def test_a_page_that_cannot_be_fetched_is_said(qtbot, window, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("Do not open.", encoding="utf-8")
    export = tmp_path / "bare.csv"
    export.write_text(f"One|{page}||\nTwo|{page}2||\n", encoding="utf-8")
    (tmp_path / "page.txt2").write_text("Do not open.", encoding="utf-8")
    brought_in(qtbot, window, export)
    window.desk.fetching.fetch_all()
    qtbot.waitUntil(
        lambda: banner(window, "2 of 2 texts could not be fetched") is not None, timeout=15_000
    )


def test_an_export_that_breaks_off_keeps_what_came_before(qtbot, window, tmp_path):
    export = tmp_path / "broken.csv"
    export.write_text(f"Ferries|https://a.example/f|{FERRY}|\nBroken.\n", encoding="utf-8")
    window.desk.imports.bring_in(str(export))
    qtbot.waitUntil(lambda: banner(window, "ends in the middle") is not None, timeout=15_000)
    qtbot.waitUntil(lambda: banner(window, "1 of 1 entry taken") is not None, timeout=15_000)
    assert banner(window, "ends in the middle").action == "Try again"


def test_an_import_is_stopped_and_says_what_came(qtbot, window, tmp_path):
    export = tmp_path / "long.csv"
    export.write_text(
        f"Ferries|https://a.example/f|{FERRY}|\nWait.\nMore|https://a.example/m|{FERRY} Yes.|\n",
        encoding="utf-8",
    )
    window.desk.imports.bring_in(str(export))
    qtbot.waitUntil(lambda: len(window.desk.imports._account) == 1, timeout=15_000)
    qtbot.waitUntil(window.area.progress.isVisible, timeout=15_000)
    window.desk.cancel()
    qtbot.waitUntil(
        lambda: banner(window, "stopped: 1 of 1 entry taken") is not None, timeout=15_000
    )
    assert not window.desk.imports.is_running()


def test_an_article_of_the_library_that_is_there_otherwise_is_offered_for_uniting(
    qtbot, window, tmp_path
):
    first = window.desk.sheet.id
    long_enough = " ".join(f"word{n}" for n in range(80))
    for file in (tmp_path / "a.txt", tmp_path / "b.txt"):
        file.write_text(f"Twice\n\nIt was said. {long_enough} {file.name}", encoding="utf-8")
        window.desk.open(str(file))
        qtbot.waitUntil(
            lambda file=file: (
                window.desk.sheet.document.source == str(file) and window.desk.sheet.id is not None
            ),
            timeout=15_000,
        )
    qtbot.waitUntil(lambda: banner(window, "This seems to be “Twice”") is not None, timeout=15_000)
    second = window.desk.sheet.id
    banner(window, "This seems to be").do()
    qtbot.waitUntil(lambda: window.desk.sheet.id not in (first, second), timeout=15_000)
    qtbot.waitUntil(lambda: in_library(window, lambda lib: lib.bin.count()) == 1, timeout=15_000)
    qtbot.waitUntil(window.changes.stack.canUndo, timeout=15_000)
    window.changes.undo()
    qtbot.waitUntil(lambda: in_library(window, lambda lib: lib.bin.count()) == 0, timeout=15_000)
    window.doubles.show_all()
    qtbot.waitUntil(lambda: bool(window.findChildren(QDialog)), timeout=15_000)
    (dialog,) = window.findChildren(QDialog)
    (button,) = dialog.buttons
    button.click()
    qtbot.waitUntil(lambda: in_library(window, lambda lib: lib.bin.count()) == 1, timeout=15_000)
    dialog.close()


def test_a_lost_note_is_placed_by_hand(qtbot, window, tmp_path):
    from tests.desktop.hands import select

    export = tmp_path / "lost.csv"
    export.write_text(f"Ferries|https://a.example/f|{FERRY}|words nobody wrote\n", encoding="utf-8")
    brought_in(qtbot, window, export)
    reading = in_library(window, lambda lib: lib.readings()[0].id)
    window.desk.reopen(reading)
    qtbot.waitUntil(lambda: window.desk.sheet.id == reading, timeout=15_000)
    notes = window.inspector.notes
    window.inspector.show_tab(3)
    (lost,) = window.desk.sheet.aside
    assert [row.text for row in notes.rows_of(window.desk.sheet) if row.is_head] == [
        "Without a place in this text"
    ]
    window.changes.place(lost.id)
    assert window.area.toast.text() == "Select the words in the text first."
    select(window, "900 people")
    notes.place_wanted.emit(lost.id)
    assert window.desk.sheet.aside == ()
    (placed,) = window.desk.sheet.own_marks()
    assert placed.note == "mine"
    qtbot.waitUntil(
        lambda: (
            [own.note for own in in_library(window, lambda lib: lib.load(reading).own)] == ["mine"]
        ),
        timeout=15_000,
    )
    window.changes.undo()
    assert window.desk.sheet.aside == (lost,)
    notes.drop_wanted.emit(lost.id)
    assert window.desk.sheet.aside == ()


def test_a_copy_of_the_library_is_kept_behind(qtbot, window):
    with qtbot.waitSignal(window.safekeeping.kept, timeout=15_000) as kept:
        window.safekeeping.look()
    from pathlib import Path

    with Library.open(Path(kept.args[0])) as copy:
        assert [row.title for row in copy.readings()] == ["Ferry to stop in May"]


def test_a_library_in_a_synchronised_folder_is_warned_of_until_the_reader_knows(
    qtbot, open_window, article, tmp_path
):
    folder = tmp_path / "Dropbox"
    (folder / ".dropbox.cache").mkdir(parents=True)
    (folder / ".dropbox").touch()
    window = open_window(article, library=folder / "library.sqlite")
    qtbot.waitUntil(lambda: banner(window, "Dropbox synchronises") is not None, timeout=15_000)
    banner(window, "Dropbox synchronises").do()
    assert window.settings["synced_known"] == [str(folder / "library.sqlite")]
    window.close()
    later = open_window(article, library=folder / "library.sqlite")
    done = []
    later.safekeeping._thread.call(lambda: None, lambda _none: done.append(1))
    qtbot.waitUntil(lambda: bool(done), timeout=15_000)
    assert banner(later, "Dropbox synchronises") is None


def test_an_article_is_read_anew_from_its_original_and_notes_stay(qtbot, window):
    from app.desktop.sheet import new_own
    from app.reading.annotation import Opened
    from app.reading.spans import Span
    from tests.desktop.fake_child import document

    sheet = window.desk.sheet
    whole = sheet.document.text
    start = whole.index("900 people")
    window.changes._push(sheet, None, new_own(sheet.document, Span(start, start + 10), "a day?"))
    poor = document("Ferry to stop in May\n\n“We carry 900 people a day,” said Jon Ames.", "x")
    window.changes.change_library(lambda library: library.replace_text(sheet.id, Opened(poor)))
    qtbot.waitUntil(lambda: window.desk.sheet.document.text == poor.text, timeout=15_000)
    with Library.open(window.library._file) as other:
        assert other.original(sheet.id) is None
    window.rereading.read_anew()
    qtbot.waitUntil(
        lambda: window.area.toast.text() == "There is no original of this article to read anew.",
        timeout=15_000,
    )
    window.changes.undo()
    qtbot.waitUntil(lambda: window.desk.sheet.document.text == whole, timeout=15_000)
    assert [own.note for own in window.desk.sheet.own_marks()] == ["a day?"]
    window.rereading.read_anew()
    qtbot.waitUntil(lambda: window.area.toast.text() == "The text is as it was.", timeout=15_000)


def test_what_was_taken_in_stays_when_the_window_closes(qtbot, window, tmp_path, open_window):
    file = tmp_path / "export.csv"
    line = "Article {0}|https://a.example/{0}|Text number {0}.|\n"
    lines = [line.format(number) for number in range(12)]
    file.write_text("".join([*lines[:7], "Wait.\n", *lines[7:]]), encoding="utf-8")
    window.desk.imports.bring_in(str(file))
    qtbot.waitUntil(lambda: len(window.desk.imports._account) == 7, timeout=15_000)
    window.close()
    assert len(in_library(window, lambda library: library.readings(limit=100))) == 8
    (tmp_path / "go on").touch()
    again = open_window()
    notice = brought_in(qtbot, again, file)
    assert notice.text.startswith(
        "Fake: 5 of 12 entries taken, 7 united with readings that were there."
    )


def test_more_that_comes_in_is_listed_while_it_comes(qtbot, window, tmp_path):
    file = tmp_path / "export.csv"
    file.write_text("Early|https://a.example/1|One.|\nWait.\n", encoding="utf-8")
    window.desk.imports.bring_in(str(file))
    pane = window.library_pane
    qtbot.waitUntil(lambda: "Early" in [row.title for row in pane.listed()], timeout=15_000)
    assert window.desk.imports.is_running()
    window.desk.cancel()
    qtbot.waitUntil(lambda: not window.desk.imports.is_running(), timeout=15_000)


def test_nothing_is_imported_into_a_library_that_is_gone(qtbot, window, export):
    qtbot.waitUntil(lambda: window.library.writing == 0, timeout=15_000)
    window.library.file.rename(window.library.file.with_name("elsewhere.sqlite"))
    window.desk.imports.bring_in(str(export))
    qtbot.waitUntil(lambda: banner(window, "is gone") is not None, timeout=15_000)
    assert banner(window, "is gone").action == "Save it again"
    assert not window.desk.imports.is_running()
    assert not window.library.file.exists()
