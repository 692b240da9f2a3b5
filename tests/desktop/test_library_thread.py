"""The library on its own thread: answers, failures, other processes, a clean end."""

import sqlite3
import stat
import threading

import pytest

from app.desktop.library_thread import LibraryThread
from app.reading.analysis import Analysis
from app.reading.document import Block, BlockKind, Document


def document(title):
    text = f"{title} says little."
    return Document(title, text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), title=title)


@pytest.fixture
def library(qtbot, tmp_path):
    thread = LibraryThread(tmp_path / "library.sqlite")
    with qtbot.waitSignal(thread.opened, timeout=20_000):
        thread.open()
    yield thread
    thread.close()


def test_what_is_kept_is_found_again(qtbot, library):
    found = []
    library.keep(lambda kept: kept.add(document("One"), Analysis()))
    library.ask(lambda kept: [row.title for row in kept.readings(limit=5)], found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=10_000)
    assert found == [["One"]]


def test_everything_asked_for_is_written_before_it_closes(qtbot, library, tmp_path):
    for number in range(30):
        library.keep(lambda kept, number=number: kept.add(document(f"Number {number}"), Analysis()))
    library.close()
    from app.library.library import Library

    with Library.open(tmp_path / "library.sqlite") as again:
        assert len(again.readings(limit=50)) == 30


def test_a_failure_is_told(qtbot, library):
    with qtbot.waitSignal(library.failed, timeout=10_000) as told:
        library.ask(lambda kept: kept.load(4711), lambda _found: None)
    assert told.args[0].reason


def test_a_fault_of_our_own_is_told_in_a_sentence(qtbot, library):
    with qtbot.waitSignal(library.failed, timeout=10_000) as told:
        library.ask(lambda _kept: 1 / 0)
    assert "Traceback" not in str(told.args[0])
    assert told.args[0].reason.endswith(".")


def test_what_another_process_writes_is_noticed_and_our_own_is_not(qtbot, library, tmp_path):
    from app.library.library import Library

    seen = []
    library.changed.connect(lambda: seen.append("changed"))
    done = []
    library.keep(lambda kept: kept.add(document("Ours"), Analysis()), done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    library.look()
    qtbot.waitUntil(lambda: not library._looking, timeout=10_000)
    assert seen == []
    with Library.open(tmp_path / "library.sqlite") as other:
        other.add(document("Theirs"), Analysis())
    library.look()
    qtbot.waitUntil(lambda: not library._looking, timeout=10_000)
    assert seen == ["changed"]


def test_who_looks_while_another_look_goes_on_sees_what_that_came_too_early_for(
    qtbot, library, tmp_path
):
    from app.library.library import Library

    seen = []
    library.changed.connect(lambda: seen.append("changed"))
    library.look()
    has_looked = threading.Event()
    library._thread.call(has_looked.set)
    assert has_looked.wait(10)
    with Library.open(tmp_path / "library.sqlite") as other:
        other.add(document("Theirs"), Analysis())
    library.look()
    qtbot.waitUntil(lambda: not library._looking, timeout=10_000)
    assert seen == ["changed"]


def test_a_file_that_is_no_library_is_refused_and_left_alone(qtbot, tmp_path):
    file = tmp_path / "library.sqlite"
    file.write_text("This is a shopping list, not a database. " * 50, encoding="utf-8")
    thread = LibraryThread(file)
    with qtbot.waitSignal(thread.failed, timeout=20_000) as told:
        thread.open()
    assert told.args[0].advice
    assert thread.usable is False
    thread.close()
    assert file.read_text(encoding="utf-8").startswith("This is a shopping list")


def test_the_library_is_readable_by_its_owner_only(library, tmp_path):
    assert stat.S_IMODE((tmp_path / "library.sqlite").stat().st_mode) == 0o600


def test_what_cannot_be_written_now_is_written_later(qtbot, tmp_path):
    import sqlite3

    file = tmp_path / "library.sqlite"
    library = LibraryThread(file, busy_ms=50)
    with qtbot.waitSignal(library.opened, timeout=20_000):
        library.open()
    other = sqlite3.connect(file)
    other.execute("begin immediate")
    with qtbot.waitSignal(library.failed, timeout=20_000) as told:
        library.keep(lambda kept: kept.add(document("Patient"), Analysis()))
    assert told.args[0].advice
    assert library.unkept == 1
    other.rollback()
    other.close()
    done = []
    library.keep_again()
    library.ask(lambda kept: [row.title for row in kept.readings(limit=5)], done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    assert done == [["Patient"]]
    assert library.unkept == 0
    library.close()


def test_what_saving_leaves_for_later_is_done_when_nothing_is_asked(
    qtbot, library, tmp_path, monkeypatch
):
    from app.desktop import library_thread

    monkeypatch.setattr(library_thread, "IDLE_MS", 1)
    for number in range(30):
        library.keep(lambda kept, number=number: kept.add(document(f"Number {number}"), Analysis()))

    def parts():
        with sqlite3.connect(tmp_path / "library.sqlite") as connection:
            wanted = "SELECT count(DISTINCT segid) FROM search_readings_idx"
            return connection.execute(wanted).fetchone()[0]

    qtbot.waitUntil(lambda: library.writing == 0, timeout=10_000)
    qtbot.waitUntil(lambda: parts() < 10, timeout=10_000)
