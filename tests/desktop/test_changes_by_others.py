"""What another program does to the library is noticed in the window, and never written over."""

from dataclasses import replace

import pytest

from app.library.library import Library


@pytest.fixture
def noted(qtbot, open_window, article, wait_saved):
    """A window in which one highlight with a note was made."""
    window = open_window(article)
    text = window.desk.sheet.document.text
    start = text.index("worn through")
    from app.desktop.sheet import new_own
    from app.reading.spans import Span

    own = new_own(window.desk.sheet.document, Span(start, start + 12), "how long?")
    window.changes._push(window.desk.sheet, None, own)
    wait_saved(window)
    return window


def elsewhere(window, work):
    with Library.open(window.library._file) as other:
        return work(other, window.desk.sheet.id)


def test_a_note_changed_elsewhere_is_shown(qtbot, noted):
    (own,) = noted.desk.sheet.own_marks()
    elsewhere(noted, lambda lib, reading: lib.save_own(reading, replace(own, note="since May")))
    noted.library.look()
    qtbot.waitUntil(lambda: noted.desk.sheet.own_marks()[0].note == "since May", timeout=10_000)


def test_an_undo_of_what_was_changed_elsewhere_is_refused_with_a_sentence(qtbot, noted):
    (own,) = noted.desk.sheet.own_marks()
    elsewhere(noted, lambda lib, reading: lib.save_own(reading, replace(own, note="since May")))
    noted.changes.undo()
    qtbot.waitUntil(
        lambda: [own.note for own in noted.desk.sheet.own_marks()] == ["since May"],
        timeout=10_000,
    )
    (banner,) = noted.area.banners.texts()
    assert "has been changed since" in banner
    assert not noted.changes.stack.canUndo()
    assert elsewhere(noted, lambda lib, reading: lib.own(reading)[0].note) == "since May"
    assert noted.library.unkept == 0


def test_a_reading_deleted_elsewhere_leaves_the_desk_with_a_sentence(qtbot, noted):
    elsewhere(noted, lambda lib, reading: lib.bin.put([reading]))
    noted.library.look()
    qtbot.waitUntil(lambda: noted.desk.sheet is None, timeout=10_000)
    (banner,) = noted.area.banners.texts()
    assert "was deleted" in banner


def test_a_change_of_the_library_is_taken_back_and_made_again(qtbot, noted):
    reading = noted.desk.sheet.id
    seen = []
    noted.library.operated.connect(seen.append)
    noted.changes.change_library(
        lambda library: library.shelves.tag([reading], add=["Ferries"]), "Tagged."
    )
    qtbot.waitUntil(lambda: len(seen) == 1, timeout=10_000)
    assert noted.area.toast.text() == "Tagged."
    for count, step in enumerate((noted.changes.undo, noted.changes.redo), 2):
        step()
        qtbot.waitUntil(lambda count=count: len(seen) == count, timeout=10_000)
        tags = elsewhere(noted, lambda lib, reading: lib.load(reading).tags)
        assert tags == ((), ("Ferries",))[count - 2]


def test_what_changes_nothing_leaves_nothing_to_undo(qtbot, noted):
    steps = noted.changes.stack.count()
    noted.changes.change_library(lambda library: library.shelves.tag([], add=["x"]))
    done = []
    noted.library.ask(lambda library: 1, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    assert noted.changes.stack.count() == steps
