"""Several programs share a library, and one that is killed loses nothing it had saved."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest

from app.library import sqlite as sqlite_here
from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.failures import LibraryFailure

WRITER = """
import sys
from pathlib import Path
from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.document import Block, BlockKind, Document
text = "The mill stands still. " * 200
document = Document("mill.txt", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
library = Library.open(Path(sys.argv[1]))
sys.stdin.readline()
for _ in range(int(sys.argv[2])):
    print(library.add(document, Analysis(pipeline="test")), flush=True)
"""


def writer(file, count):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(file), str(count)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_killed_program_loses_nothing_it_had_saved(file):
    saved = []
    for acknowledged in (1, 7, 23):
        with writer(file, 100_000) as process:
            process.stdin.write("\n")
            process.stdin.flush()
            saved += [int(process.stdout.readline()) for _ in range(acknowledged)]
            process.kill()  # in the middle of one of the next
            saved += [int(line) for line in process.stdout.read().splitlines()]
    with Library.open(file) as library:
        found = {row.id for row in library.readings(limit=10**6)}
        assert found >= set(saved)
        assert len(library.load(saved[-1]).document.text) == 23 * 200
        assert library.search("mill")
    outside = sqlite3.connect(file)
    assert outside.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    outside.close()


def test_two_programs_start_and_fill_one_new_library_together(file):
    with writer(file, 30) as one, writer(file, 30) as other:
        for process in (one, other):
            process.stdin.write("\n")
            process.stdin.flush()
        numbers = [int(n) for p in (one, other) for n in p.communicate()[0].split()]
    assert one.returncode == other.returncode == 0
    assert len(set(numbers)) == 60
    with Library.open(file) as library:
        assert {row.id for row in library.readings()} == set(numbers)


def test_a_change_by_another_program_is_noticed_and_an_own_one_is_not(file, article):
    with Library.open(file) as window, Library.open(file) as command:
        before = window.data_version()
        assert window.data_version() == before
        window.add(article(), Analysis())
        assert window.data_version() == before
        command.add(article(), Analysis())
        assert window.data_version() != before
        assert len(window.readings()) == 2


def test_another_thread_is_turned_away(library):
    caught = []

    def use():
        try:
            library.readings()
        except sqlite3.ProgrammingError as error:
            caught.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert len(caught) == 1
    assert library.readings() == []


def test_a_library_opened_in_a_thread_works_there(file, article):
    found = []

    def use():
        with Library.open(file) as library:
            found.append(library.load(library.add(article(), Analysis())).id)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    assert found == [1]


@pytest.mark.parametrize("module", ["app.library"])
def test_the_package_alone_does_not_load_the_database_library(module):
    script = f"import sys, {module}; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_lock_is_asked_for_often_for_as_long_as_was_said(file, library, monkeypatch):
    asked = []
    has_begun = sqlite_here._has_begun
    monkeypatch.setattr(
        sqlite_here, "_has_begun", lambda *all_, **more: asked.append(1) or has_begun(*all_, **more)
    )
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Library.open(file, busy_ms=400) as patient:
            with pytest.raises(LibraryFailure, match="in use by another program"):
                patient.shelves.add_collection("Mills")
            assert len(asked) > 10
            other.execute("ROLLBACK")
            patient.shelves.add_collection("Mills")
            raw = patient._database._raw
            assert raw.execute("PRAGMA busy_timeout").fetchone() == (400,)
