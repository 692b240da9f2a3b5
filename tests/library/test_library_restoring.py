"""A copy takes the library's place whole or not at all, and what was there is kept."""

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.library import aside, backup, database, restoring, schema, sqlite, upgrade
from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.failures import LibraryFailure

NOW = datetime(2026, 11, 26, 8, 30, 15, tzinfo=UTC)
KEPT = "library.before-restore-2026-11-26-083015.sqlite"


@pytest.fixture
def copy(tmp_path, article) -> Path:
    """A copy with one reading called Kiln."""
    made = tmp_path / "stick" / "copy.sqlite"
    with Library.open(made) as library:
        library.add(article("The kiln is cold.", title="Kiln"), Analysis())
    return made


@pytest.fixture
def kept(file, article) -> Path:
    """A closed library with one reading called Mill."""
    with Library.open(file) as library:
        library.add(article("The mill stands still.", title="Mill"), Analysis())
    return file


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(restoring, "BUSY_MS", 0)


def titles(file: Path) -> list[str]:
    with Library.open(file) as library:
        return [row.title for row in library.readings()]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_becomes_the_library_and_the_old_one_is_kept(kept, copy):
    before = copy.read_bytes()
    old = restoring.restore(copy, kept, NOW)
    assert names(kept.parent) == [KEPT, "library.sqlite"]
    assert old == kept.with_name(KEPT)
    assert copy.read_bytes() == before
    assert names(copy.parent) == ["copy.sqlite"]
    assert kept.stat().st_mode & 0o777 == 0o600
    assert (titles(kept), titles(old)) == (["Kiln"], ["Mill"])
    with Library.open(kept) as library:
        assert library.search("kiln")


def test_a_copy_becomes_the_library_where_there_is_none(file, copy):
    assert restoring.restore(copy, file, NOW) is None
    assert names(file.parent) == ["library.sqlite"]
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert titles(file) == ["Kiln"]


def test_the_log_of_a_library_that_was_deleted_does_not_get_into_the_new_one(kept, copy, article):
    leave_a_log(kept)
    kept.unlink()
    assert restoring.restore(copy, kept, NOW) is None
    assert titles(kept) == ["Kiln"]
    assert names(kept.parent) == ["library.sqlite"]


def leave_a_log(file: Path) -> None:
    """Add a reading called Log and be killed, so that the log alone holds it."""
    script = (
        "import os, sys; from pathlib import Path; from app.library.library import Library;"
        "from app.reading.analysis import Analysis; from app.reading.document import Document;"
        "library = Library.open(Path(sys.argv[1]));"
        "library.add(Document('x', 'In the log.', (), title='Log'), Analysis()); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(file)], check=True)
    assert file.with_name(f"{file.name}-wal").stat().st_size


def test_what_only_the_log_holds_is_kept_with_the_old_library(kept, copy):
    leave_a_log(kept)
    old = restoring.restore(copy, kept, NOW)
    assert names(kept.parent) == [KEPT, "library.sqlite"]
    assert titles(kept) == ["Kiln"]
    assert titles(old) == ["Log", "Mill"]


def test_what_only_the_log_of_the_copy_holds_is_restored(kept, copy):
    leave_a_log(copy)
    before = copy.read_bytes()
    restoring.restore(copy, kept, NOW)
    assert titles(kept) == ["Log", "Kiln"]
    assert copy.read_bytes() == before


def test_an_earlier_kept_library_is_not_written_over(kept, copy):
    first = restoring.restore(copy, kept, NOW)
    second = restoring.restore(copy, kept, NOW)
    assert second.name == KEPT.replace(".sqlite", "-2.sqlite")
    assert (titles(first), titles(second)) == (["Mill"], ["Kiln"])


# --- somebody has it open -------------------------------------------------------------------------

IN_USE = r"is open in another window or program\. Close it there"


def test_a_library_open_in_this_program_is_not_replaced(kept, copy):
    with Library.open(kept) as library:
        with pytest.raises(LibraryFailure, match=IN_USE):
            restoring.restore(copy, kept, NOW)
        library.set_place(1, 3)
    assert names(kept.parent) == ["library.sqlite"]
    assert titles(kept) == ["Mill"]
    assert restoring.restore(copy, kept, NOW) is not None


READER = """
import sys
from pathlib import Path
from app.library.library import Library
with Library.open(Path(sys.argv[1])) as library:
    print(len(library.readings()), flush=True)
    sys.stdin.readline()
"""


def test_a_library_another_program_merely_has_open_is_not_replaced(kept, copy):
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(kept)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout.readline() == "1\n"
        with pytest.raises(LibraryFailure, match=IN_USE):
            restoring.restore(copy, kept, NOW)
        reader.stdin.write("\n")
        reader.stdin.flush()
        reader.wait()
    assert titles(kept) == ["Mill"]
    restoring.restore(copy, kept, NOW)
    assert titles(kept) == ["Kiln"]


def test_nobody_can_open_the_library_while_it_is_replaced(kept, copy, monkeypatch):
    refused = []
    real = aside.put_instead

    def put_instead(part, file, old):
        with pytest.raises(LibraryFailure, match="in use by another program"):
            Library.open(file, busy_ms=0)
        refused.append(file)
        real(part, file, old)

    monkeypatch.setattr(restoring, "put_instead", put_instead)
    restoring.restore(copy, kept, NOW)
    assert refused == [kept]


# --- copies that are none -------------------------------------------------------------------------


def refuse(copy: Path, file: Path, message: str) -> None:
    there = names(file.parent), file.read_bytes()
    with pytest.raises(LibraryFailure, match=message):
        restoring.restore(copy, file, NOW)
    assert (names(file.parent), file.read_bytes()) == there


def change(file: Path, *statements: str) -> None:
    outside = sqlite3.connect(file)
    for statement in statements:
        outside.execute(statement)
    outside.commit()
    outside.close()


def test_what_is_no_copy_is_refused(kept, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("Buy bread. " * 500)
    refuse(notes, kept, "is not a Sayso library")
    refuse(tmp_path / "missing.sqlite", kept, "There is no library at")
    refuse(tmp_path, kept, "There is no library at")
    refuse(kept, kept, "is the library itself")
    change(tmp_path / "recipes.sqlite", "CREATE TABLE recipes (name TEXT)")
    refuse(tmp_path / "recipes.sqlite", kept, "is not a Sayso library")


def test_a_copy_of_a_newer_version_is_refused(kept, copy):
    change(copy, "UPDATE alembic_version SET version_num = '9999'")
    refuse(copy, kept, r"newer version of Sayso\. Nothing was changed\. Update Sayso")


def test_a_damaged_copy_is_refused_and_the_way_out_named(kept, copy):
    size = copy.stat().st_size
    with copy.open("r+b") as stream:
        stream.seek(size - 8192)
        stream.write(b"\xa5" * 8192)
    refuse(copy, kept, "is damaged, so it was not restored.*check --repair --library '")


def test_a_truncated_copy_is_refused(kept, copy):
    with copy.open("r+b") as stream:
        stream.truncate(copy.stat().st_size // 2)
    refuse(copy, kept, "is damaged")


def test_a_copy_with_rows_that_hang_on_nothing_is_refused(kept, copy):
    change(copy, "PRAGMA foreign_keys = OFF", "DELETE FROM readings")
    refuse(copy, kept, "is damaged, so it was not restored")


def test_an_older_copy_is_restored_and_brought_up_to_date_when_opened(kept, tmp_path):
    old = tmp_path / "old.sqlite"
    old.touch()
    connection = sqlite.connect(old, read_only=False, immutable=False, busy_ms=100)
    engine = database._engine(connection)
    with sqlite.without_foreign_keys(connection), engine.begin() as inside:
        upgrade.begin(inside, "0001")
        sqlite.sign(inside)
    connection.close()
    change(
        old,
        "INSERT INTO readings (id, title, csl, words, quotes, speakers, claims, place, added) "
        "VALUES (1, 'Loom', '{}', 4, 0, 0, 0, 0, '2024-05-01')",
        "INSERT INTO texts (reading, text) VALUES (1, 'It has 40 looms.')",
    )
    restoring.restore(old, kept, NOW)
    assert titles(kept) == ["Loom"]
    outside = sqlite3.connect(kept)
    assert outside.execute("SELECT version_num FROM alembic_version").fetchall() == [
        (schema.REVISION,)
    ]
    outside.close()


# --- what was there is no good library ------------------------------------------------------------


def test_a_file_that_is_no_library_is_kept_as_it_is(kept, copy):
    kept.write_text("my notes " * 1000)
    old = restoring.restore(copy, kept, NOW)
    assert old.read_text() == "my notes " * 1000
    assert titles(kept) == ["Kiln"]


def test_a_damaged_library_is_kept_with_its_log_as_it_is(kept, copy):
    leave_a_log(kept)
    log = kept.with_name("library.sqlite-wal")
    with kept.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xa5" * (kept.stat().st_size - 4096))
    before = kept.read_bytes(), log.read_bytes()
    old = restoring.restore(copy, kept, NOW)
    assert (old.read_bytes(), old.with_name(f"{KEPT}-wal").read_bytes()) == before
    assert titles(kept) == ["Kiln"]
    assert not log.exists()


def test_a_library_whose_beginning_is_damaged_is_replaced_too(kept, copy):
    with kept.open("r+b") as stream:
        stream.write(b"\xa5" * 4096)
    old = restoring.restore(copy, kept, NOW)
    assert old.read_bytes().startswith(b"\xa5" * 4096)
    assert titles(kept) == ["Kiln"]


# --- interrupted, full ----------------------------------------------------------------------------


@pytest.mark.parametrize("damaged", [False, True])
def test_a_restore_killed_at_any_moment_leaves_the_old_library_or_the_new_one(kept, copy, damaged):
    """Everything that changes files is counted, and the program killed at each in turn."""
    leave_a_log(kept)
    if damaged:
        with kept.open("r+b") as stream:
            stream.seek(4096)
            stream.write(b"\xa5" * (kept.stat().st_size - 4096))
    pristine = {path.name: path.read_bytes() for path in kept.parent.iterdir()}
    seen = set()
    for moment in range(100):
        for path in kept.parent.iterdir():
            path.unlink()
        for name, content in pristine.items():
            (kept.parent / name).write_bytes(content)
        child = os.fork()
        if child == 0:
            killed_at(moment)
            restoring.restore(copy, kept, NOW)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        seen.add(found := found_after(kept, pristine, damaged=damaged))
        if status == 0:
            break
    else:
        pytest.fail("it never came to an end")
    assert found == "new"
    assert seen == {"old", "new"}
    assert moment >= 5


def found_after(file: Path, pristine: dict[str, bytes], *, damaged: bool) -> str:
    """Tell which library is in place, and see that what was there before is not lost."""
    old = file.with_name(KEPT)
    logs = [file.with_name("library.sqlite-wal"), old.with_name(f"{KEPT}-wal")]
    if damaged and file.read_bytes() == pristine["library.sqlite"]:
        assert any(log.exists() and log.read_bytes() == pristine[logs[0].name] for log in logs)
        return "old"
    if titles(file) == ["Log", "Mill"]:
        assert not damaged
        return "old"
    assert titles(file) == ["Kiln"]
    if damaged:
        assert old.read_bytes() == pristine["library.sqlite"]
        assert logs[1].read_bytes() == pristine[logs[0].name]
    else:
        assert titles(old) == ["Log", "Mill"]
    return "new"


def killed_at(moment: int) -> None:
    """Let this process be killed just before its nth change to the names or bytes of files."""
    left = [moment]

    def watch(event: str, _arguments: object) -> None:
        if event in ("os.link", "os.rename", "os.remove", "tempfile.mkstemp", "sqlite3.connect"):
            if not left[0]:
                os.kill(os.getpid(), 9)
            left[0] -= 1

    sys.addaudithook(watch)


def test_a_restore_that_is_stopped_leaves_the_library_as_it_was(kept, copy):
    with pytest.raises(backup.Stopped):
        restoring.restore(copy, kept, NOW, cancelled=lambda: True)
    assert names(kept.parent) == ["library.sqlite"]
    assert titles(kept) == ["Mill"]


def test_a_restore_that_does_not_fit_leaves_the_library_as_it_was(copy, small_disk, article):
    file = small_disk / "library.sqlite"
    with Library.open(file) as library:
        library.add(article(title="Mill"), Analysis())
    with Library.open(copy) as library:
        library.add(article("The mill. " * 200_000), Analysis())
    with pytest.raises(LibraryFailure, match=r"not enough room.*Make room there"):
        restoring.restore(copy, file, NOW)
    assert titles(file) == ["Mill"]


def test_a_disk_without_second_names_keeps_the_old_library_too(kept, copy, monkeypatch):
    def refuse_link(self, other):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse_link)
    old = restoring.restore(copy, kept, NOW)
    assert (titles(kept), titles(old)) == (["Kiln"], ["Mill"])
