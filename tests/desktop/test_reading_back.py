"""Notes that were written into an exported PDF elsewhere come home, once the reader has seen them."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app.exporting.in_place.annotated_in_place import annotated_in_place
from app.library.library import Library
from tests.exporting.in_place.making import CHOICE, drawing, reading_of

FIRST, SECOND = "1" * 32, "2" * 32


@pytest.fixture
def source() -> bytes:
    return drawing().bytes()


@pytest.fixture
def number(library_file, source) -> int:
    """A reading of a PDF in the library."""
    reading = reading_of(source)
    with Library.open(library_file) as library:
        return library.add(reading.document, reading.analysis, reading.own)


@pytest.fixture
def changed(tmp_path, source, number):
    """Write the reading's PDF as another program leaves it after `change(annotations, page)`."""

    def write(change=lambda _found, _page: None, password: str = ""):
        made = annotated_in_place(reading_of(source, number=number), CHOICE)
        with pikepdf.open(io.BytesIO(made)) as document:
            page = document.pages[0]
            change({str(one.NM): one for one in page.Annots if "/NM" in one}, page)
            file = tmp_path / "sent back.real.pdf"
            locked = pikepdf.Encryption(user=password, owner=password) if password else False
            document.save(file, encryption=locked)
        return file

    return write


def by_a_colleague(found, page):
    found[f"sayso-H-{FIRST}"].Contents = String("The harbour's own count")
    gone = found[f"sayso-H-{SECOND}"].objgen
    page.Annots = Array([one for one in page.Annots if one.objgen != gone])
    box = [214, 545, 390, 557]
    page.Annots.append(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Highlight,
            Rect=Array(box),
            QuadPoints=Array([214, 557, 390, 557, 214, 545, 390, 545]),
            Contents=String("Say which third"),
            NM=String("new-1"),
        )
    )


@pytest.fixture
def window(qtbot, open_window, number):
    made = open_window(wait=False)
    qtbot.waitUntil(lambda: made.desk.sheet is not None, timeout=15_000)
    return made


@pytest.fixture
def dialog(qtbot, window, changed, monkeypatch):
    """The window with the differences, opened from the menu."""
    file = changed(by_a_colleague)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    window.actions_["read_back"].trigger()
    return shown(qtbot, window)


def shown(qtbot, window):
    from app.desktop.read_back_shown import ReadBackDialog

    qtbot.waitUntil(lambda: bool(window.findChildren(ReadBackDialog)), timeout=15_000)
    return window.findChildren(ReadBackDialog)[-1]


def rows(dialog) -> list[tuple[str, bool]]:
    return [(tick.accessibleName(), tick.isChecked()) for tick in dialog.ticks]


def notes(window, number) -> dict[str, str]:
    with Library.open(window.library._file) as library:
        return {own.anchor.exact: own.note for own in library.own(number)}


def test_every_difference_is_shown_and_deletions_have_no_tick(dialog):
    assert rows(dialog) == [
        ("Note changed on “forty boats before the storm”. The harbour's own count", True),
        ("Deleted there: “across the slipway until the middle”", False),
        ("New note on “lost about a third of the crop”. Say which third", True),
    ]
    assert dialog.take.text() == "Take over 2 changes"


def test_what_has_a_tick_is_taken_over_and_can_be_undone(qtbot, window, dialog, number):
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.desk.sheet.own) == 3, timeout=10_000)
    assert notes(window, number) == {
        "forty boats before the storm": "The harbour's own count",
        "across the slipway until the middle": "",
        "lost about a third of the crop": "Say which third",
    }
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: len(window.desk.sheet.own) == 2, timeout=10_000)
    assert notes(window, number) == {
        "forty boats before the storm": "Whose count? — ask",
        "across the slipway until the middle": "",
    }


def test_a_deletion_is_done_where_it_is_ticked(qtbot, window, dialog, number):
    assert dialog.ticks[0].hasFocus()
    QTest.keyClick(dialog.ticks[0], Qt.Key.Key_Tab)
    assert dialog.ticks[1].hasFocus()
    QTest.keyClick(dialog.ticks[1], Qt.Key.Key_Space)
    assert dialog.take.text() == "Take over 3 changes"
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(
        lambda: "across the slipway until the middle" not in notes(window, number), timeout=10_000
    )


def test_nothing_ticked_takes_nothing(dialog):
    for tick in (dialog.ticks[0], dialog.ticks[2]):
        QTest.keyClick(tick, Qt.Key.Key_Space)
    assert not dialog.take.isEnabled()


def test_cancelled_it_changes_nothing(qtbot, window, dialog, number):
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.changes.stack.count() == 0
    assert len(notes(window, number)) == 2


def test_an_unchanged_pdf_is_told_of(qtbot, window, changed):
    window.reading_back.read(str(changed()))
    qtbot.waitUntil(lambda: "Nothing was changed" in window.area.toast.text(), timeout=10_000)


def test_a_pdf_that_is_of_no_reading_is_told_of(qtbot, window, tmp_path, source):
    file = tmp_path / "plain.pdf"
    file.write_bytes(source)
    window.reading_back.read(str(file))
    said = "plain.pdf does not say which reading it is of."
    qtbot.waitUntil(lambda: said in banner(window), timeout=10_000)


def test_a_locked_pdf_asks_for_its_password(qtbot, window, changed, monkeypatch):
    asked = []

    def ask(why, again):
        asked.append(why)
        again("sesame")

    window.reading_back.password_wanted.disconnect()
    window.reading_back.password_wanted.connect(ask)
    window.reading_back.read(str(changed(by_a_colleague, "sesame")))
    assert len(rows(shown(qtbot, window))) == 3
    assert "locked with a password" in asked[0]


def test_opened_as_an_article_it_is_offered_to_be_read_back(qtbot, window, changed):
    file = changed(by_a_colleague)
    window.doors.open([str(file)])
    qtbot.waitUntil(lambda: "was exported from" in banner(window), timeout=15_000)
    QTest.mouseClick(button(window), Qt.MouseButton.LeftButton)
    assert len(rows(shown(qtbot, window))) == 3


def banner(window) -> str:
    from PySide6.QtWidgets import QLabel

    return " ".join(each.text() for each in window.area.banners.findChildren(QLabel))


def button(window):
    from PySide6.QtWidgets import QPushButton

    return next(
        each
        for each in window.area.banners.findChildren(QPushButton)
        if each.text() == "Read back notes"
    )
