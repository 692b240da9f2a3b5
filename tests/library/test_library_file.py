"""A library file is judged before it is touched, and every trouble with it is said in a sentence."""

import hashlib
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.document import Original
from app.reading.failures import LibraryFailure

NOBODY = 65534


def fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def change(file: Path, *statements: str) -> None:
    """Change a file as another program would; nothing of SQLite's is left beside it."""
    outside = sqlite3.connect(file)
    for statement in statements:
        outside.execute(statement)
    outside.commit()
    outside.close()


@pytest.fixture
def kept(file, article) -> Path:
    """A closed library with one reading."""
    with Library.open(file) as library:
        library.add(article("The mill stands still.", title="Mill"), Analysis())
    return file


# --- privacy ------------------------------------------------------------------------------------


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_library_and_logs_are_their_owners_alone(file, article):
    before = os.umask(0)
    try:
        with Library.open(file) as library:
            library.add(article(), Analysis())
            names = {path.name: mode(path) for path in file.parent.iterdir()}
        assert names == dict.fromkeys(
            ("library.sqlite", "library.sqlite-wal", "library.sqlite-shm"), 0o600
        )
        assert mode(file.parent) == 0o700
    finally:
        os.umask(before)


def test_a_library_copied_carelessly_is_made_private_again(kept):
    kept.chmod(0o644)
    Library.open(kept).close()
    assert mode(kept) == 0o600


# --- files that are no library of ours ----------------------------------------------------------


def refuse(file: Path, message: str) -> None:
    """Assert that opening fails with the message and leaves no trace at all."""
    before, names = fingerprint(file), sorted(file.parent.iterdir())
    with pytest.raises(LibraryFailure, match=message):
        Library.open(file)
    assert fingerprint(file) == before
    assert sorted(file.parent.iterdir()) == names


def test_a_library_of_a_newer_version_is_refused_unchanged(kept):
    change(kept, "UPDATE alembic_version SET version_num = '9999'")
    refuse(kept, "was written by a newer version of Sayso. It was left as it is. Update Sayso")


def test_a_newer_library_whose_program_was_killed_is_refused_unchanged(kept):
    script = (
        "import os, sqlite3, sys; outside = sqlite3.connect(sys.argv[1]);"
        "outside.execute(\"UPDATE alembic_version SET version_num = '9999'\");"
        "outside.commit(); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(kept)], check=True)
    log = kept.with_name("library.sqlite-wal")
    assert log.stat().st_size
    before = fingerprint(kept), fingerprint(log)
    with pytest.raises(LibraryFailure, match="newer version"):
        Library.open(kept)
    assert (fingerprint(kept), fingerprint(log)) == before


def test_a_text_file_is_no_library(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("Buy bread, call Ada, and read the long piece about the mill. " * 50)
    refuse(file, "is not a Sayso library. It was left as it is")


def test_another_programs_database_is_no_library(tmp_path):
    file = tmp_path / "other.sqlite"
    change(file, "CREATE TABLE recipes (name TEXT)")
    refuse(file, "is not a Sayso library")


def test_a_folder_is_no_library(tmp_path):
    with pytest.raises(LibraryFailure, match="is a folder, not a library"):
        Library.open(tmp_path)


def test_an_empty_file_becomes_a_library(tmp_path, article):
    file = tmp_path / "new.sqlite"
    file.touch()
    with Library.open(file) as library:
        assert library.add(article(), Analysis()) == 1


def test_a_library_behind_a_link_is_opened_where_it_lies(kept, tmp_path):
    link = tmp_path / "link.sqlite"
    link.symlink_to(kept)
    with Library.open(link) as library:
        assert library.load(1).document.title == "Mill"
        assert not link.with_name("link.sqlite-wal").exists()


def test_a_place_where_no_folder_can_be_made_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(LibraryFailure, match="cannot be made"):
        Library.open(tmp_path / "file" / "library.sqlite")


# --- damage -------------------------------------------------------------------------------------


def test_a_truncated_library_is_said_to_be_damaged(kept):
    with kept.open("r+b") as stream:
        stream.truncate(kept.stat().st_size // 2)
    with (
        pytest.raises(LibraryFailure, match=r"is damaged\. Keep the file"),
        Library.open(kept) as it,
    ):
        it.load(1)


def test_overwritten_pages_are_said_to_be_damage(kept):
    size = kept.stat().st_size
    with kept.open("r+b") as stream:
        stream.seek(8192)
        stream.write(b"\xa5" * (size - 8192))
    with pytest.raises(LibraryFailure, match="is damaged"), Library.open(kept) as library:
        library.load(1)


def test_a_value_nothing_of_ours_wrote_is_said(kept):
    change(kept, "UPDATE blocks SET kind = 'limerick'")
    with Library.open(kept) as library:
        with pytest.raises(LibraryFailure, match="Part of reading 1 is damaged"):
            library.load(1)
        assert library.search("mill")


# --- locked, full -------------------------------------------------------------------------------


def test_a_library_another_program_holds_for_itself_is_said_to_be_in_use(kept):
    holder = sqlite3.connect(kept)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("UPDATE readings SET place = 1")
    holder.commit()
    with pytest.raises(LibraryFailure, match=r"in use by another program\. Wait"):
        Library.open(kept, busy_ms=10)
    holder.close()
    with Library.open(kept) as library:
        assert library.load(1).place == 1


def test_a_change_while_another_program_writes_is_refused_and_can_be_repeated(kept, article):
    with Library.open(kept, busy_ms=10) as library:
        writer = sqlite3.connect(kept, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryFailure, match="in use by another program"):
            library.add(article(), Analysis())
        assert library.load(1).document.title == "Mill"  # reading goes on meanwhile
        writer.execute("ROLLBACK")
        writer.close()
        assert library.add(article(), Analysis()) == 2


def test_a_full_disk_is_said_and_what_was_saved_is_safe(small_disk, article):
    file = small_disk / "library.sqlite"
    noise = Original(os.urandom(400_000), "text/html", "2026-11-01T10:00:00Z")
    small = article("The mill stands still.")
    large = replace(small, original=noise)
    made = []

    def fill(library):
        while True:
            made.append(library.add(large, Analysis()))

    with Library.open(file) as library:
        made.append(library.add(small, Analysis()))
        with pytest.raises(LibraryFailure, match=r"disk is full.*saved before is safe\. Make room"):
            fill(library)
        assert [row.id for row in library.readings()] == made[::-1]
    with Library.open(file) as library:
        assert library.load(made[0]).document == small


def test_a_database_that_may_not_grow_is_said_to_be_full(library, article):
    library.add(article(), Analysis())
    pages = library._database._raw.execute("PRAGMA page_count").fetchone()[0]
    library._database._raw.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(LibraryFailure, match="disk is full"):
        library.add(article("The mill. " * 5000), Analysis())
    assert len(library.readings()) == 1


# --- read-only, provoked by a process without rights ---------------------------------------------

AS_SOMEBODY_ELSE = """
import json, os, sys
from pathlib import Path
from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.document import Document
from app.reading.failures import LibraryFailure
import app.library.upgrade
if os.geteuid() == 0:
    os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
said = {{}}
try:
    with Library.open(Path(sys.argv[1])) as library:
        said["read_only"] = library.read_only
        said["titles"] = [row.title for row in library.readings()]
        said["hits"] = len(library.search("mill"))
        said["text"] = library.load(1).document.text
        library.data_version()
        try:
            library.add(Document("x", "x", ()), Analysis())
        except LibraryFailure as failure:
            said["refusal"] = str(failure)
except LibraryFailure as failure:
    said["failure"] = str(failure)
print(json.dumps(said))
"""


def open_as_somebody_else(file: Path) -> dict:
    script = AS_SOMEBODY_ELSE.format(nobody=NOBODY)
    ran = subprocess.run(
        [sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


@pytest.fixture
def theirs(kept):
    """A library in a place another user can reach, owned by that user where we may give it away."""
    folder = Path(tempfile.mkdtemp())
    file = Path(shutil.copy(kept, folder / "library.sqlite"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        os.chown(file, NOBODY, NOBODY)
    file.chmod(0o600)
    yield file
    folder.chmod(0o700)
    shutil.rmtree(folder)


READ_ONLY = {
    "read_only": True,
    "titles": ["Mill"],
    "hits": 1,
    "text": "The mill stands still.",
    "refusal": (
        "This library is read-only. Nothing new is saved. "
        "Change the permissions of its file and folder, or choose another library."
    ),
}


def test_a_file_that_may_not_be_written_opens_read_only(theirs):
    theirs.chmod(0o400)
    before = fingerprint(theirs)
    assert open_as_somebody_else(theirs) == READ_ONLY
    assert fingerprint(theirs) == before


def test_a_library_in_a_folder_that_may_not_be_written_opens_read_only(theirs):
    theirs.parent.chmod(0o500)
    before = fingerprint(theirs)
    assert open_as_somebody_else(theirs) == READ_ONLY
    assert fingerprint(theirs) == before


def test_a_file_that_may_be_written_is_not_read_only(theirs):
    found = open_as_somebody_else(theirs)
    assert found["read_only"] is False
    assert "refusal" not in found


def test_a_file_that_may_not_be_read_is_said(theirs):
    theirs.chmod(0o000)
    found = open_as_somebody_else(theirs)["failure"]
    assert found.endswith(
        "See whether the file is still there, and whether you may read it and its folder."
    )


def test_a_new_library_where_nothing_may_be_written_is_said(theirs):
    theirs.parent.chmod(0o500)
    found = open_as_somebody_else(theirs.with_name("other.sqlite"))["failure"]
    assert "A library cannot be made at" in found
    assert "Permission denied" in found


def test_an_unfinished_library_that_may_not_be_written_is_said(theirs):
    theirs.write_bytes(b"")
    theirs.chmod(0o400)
    assert "has to be brought up to date first" in open_as_somebody_else(theirs)["failure"]


def test_a_read_only_library_refuses_every_change(kept, monkeypatch, article):
    monkeypatch.setattr(os, "access", lambda path, how: how != os.W_OK)
    with Library.open(kept) as library:
        assert library.read_only
        for attempt in (
            lambda: library.add(article(), Analysis()),
            lambda: library.save_analysis(1, Analysis()),
            lambda: library.set_place(1, 2),
            lambda: library.delete_own(1, "o1"),
            lambda: library.bin.put([1]),
            lambda: library.bin.restore([1]),
        ):
            with pytest.raises(LibraryFailure, match=r"read-only\. Nothing new is saved"):
                attempt()
        assert library.load(1).place == 0
