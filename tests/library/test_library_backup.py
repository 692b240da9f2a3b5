"""Copies of the library are consistent, checked, private, and never cost what was there before."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from app.library import backup, sqlite
from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.failures import LibraryFailure

NOW = datetime(2026, 11, 26, 8, 30, 15, tzinfo=UTC)


@pytest.fixture
def kept(file, article) -> Path:
    """A closed library of a few megabytes."""
    with Library.open(file) as library:
        for number in range(40):
            library.add(article(f"The mill {number} stands still. " * 2000), Analysis())
    return file


@pytest.fixture(autouse=True)
def small_steps(monkeypatch):
    """Let small libraries be copied in many steps, and nobody wait for a lock."""
    monkeypatch.setattr(sqlite, "COPY_STEP", 16)
    monkeypatch.setattr(backup, "BUSY_MS", 0)


def titles(file: Path) -> list[str]:
    with Library.open(file) as library:
        return [row.title for row in library.readings()]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- one copy -------------------------------------------------------------------------------------


def test_a_copy_opens_as_the_library_it_was_made_of(kept, tmp_path):
    target = tmp_path / "copy.sqlite"
    before = kept.read_bytes()
    backup.back_up(kept, target)
    assert kept.read_bytes() == before
    assert names(kept.parent) == ["library.sqlite"]
    with Library.open(kept) as library, Library.open(target) as copy:
        assert [copy.load(row.id) for row in copy.readings()] == [
            library.load(row.id) for row in library.readings()
        ]
        assert copy.search("mill")


def test_a_copy_is_its_owners_alone_and_nothing_lies_beside_it(kept, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    before = os.umask(0)
    try:
        backup.back_up(kept, folder / "copy.sqlite")
    finally:
        os.umask(before)
    assert names(folder) == ["copy.sqlite"]
    assert stat.S_IMODE((folder / "copy.sqlite").stat().st_mode) == 0o600


def test_what_only_the_log_holds_is_copied_too(file, tmp_path, article):
    with Library.open(file) as library:
        library.add(article(title="Mill"), Analysis())
        backup.back_up(file, tmp_path / "copy.sqlite")
    assert titles(tmp_path / "copy.sqlite") == ["Mill"]


def test_writers_go_on_while_a_copy_is_made_and_it_never_starts_over(kept, tmp_path, article):
    shares: list[float] = []
    with Library.open(kept, busy_ms=0) as library:  # a wait of any length would be refused

        def write(share: float) -> None:
            shares.append(share)
            library.add(article(f"Written at {share}."), Analysis())

        # The copy runs elsewhere, as in a window; the writer writes between any two of its steps.
        failures = copying(kept, tmp_path / "copy.sqlite", write)
        assert failures == []
        assert len(library.readings(limit=1000)) == 40 + len(shares)
    assert len(shares) > 5
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert len(titles(tmp_path / "copy.sqlite")) == 40


def copying(file: Path, target: Path, between) -> list[Exception]:
    """Copy on a thread of its own; call `between` here after each step of it."""
    step, done = threading.Semaphore(0), threading.Semaphore(0)
    told: list[float | None] = []
    failures: list[Exception] = []

    def tell(share: float) -> None:
        assert len(told) < 1000, "it starts over again and again"
        told.append(share)
        step.release()
        done.acquire()

    def copy() -> None:
        try:
            backup.back_up(file, target, tell)
        except Exception as failure:  # noqa: BLE001 -- shown by the test
            failures.append(failure)
        told.append(None)
        step.release()

    thread = threading.Thread(target=copy)
    thread.start()
    while step.acquire() and (share := told[-1]) is not None:
        try:
            between(share)
        finally:
            done.release()
    thread.join()
    return failures


WRITER = """
import sys
from pathlib import Path
from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.document import Document
library = Library.open(Path(sys.argv[1]), busy_ms=0)
for line in sys.stdin:
    print(library.add(Document("x.txt", line, ()), Analysis()), flush=True)
"""


def test_another_program_goes_on_writing_while_a_copy_is_made(kept, tmp_path):
    added = []
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(kept)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:

        def write(share: float) -> None:
            assert len(added) < 1000, "it starts over again and again"
            writer.stdin.write(f"{share}\n")
            writer.stdin.flush()
            added.append(int(writer.stdout.readline()))

        backup.back_up(kept, tmp_path / "copy.sqlite", write)
        writer.stdin.close()
    assert len(added) > 5
    assert len(titles(tmp_path / "copy.sqlite")) == 40


def test_a_copy_can_be_stopped_and_leaves_nothing(kept, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    shares: list[float] = []
    with pytest.raises(backup.Stopped, match="nothing of it was kept"):
        backup.back_up(kept, folder / "copy.sqlite", shares.append, lambda: len(shares) == 3)
    assert len(shares) == 3
    assert names(folder) == []


def test_a_copy_replaces_an_earlier_one_and_nothing_else(kept, tmp_path, article):
    target = tmp_path / "copy.sqlite"
    backup.back_up(kept, target)
    with Library.open(kept) as library:
        library.add(article(title="Kiln"), Analysis())
    backup.back_up(kept, target)
    assert titles(target)[0] == "Kiln"
    target.write_text("my notes")
    with pytest.raises(LibraryFailure, match=r"is no copy of a library\. It was left"):
        backup.back_up(kept, target)
    assert target.read_text() == "my notes"


def test_an_earlier_copy_stays_where_the_new_one_fails(kept, tmp_path):
    target = tmp_path / "copy.sqlite"
    backup.back_up(kept, target)
    before = target.read_bytes()
    with pytest.raises(backup.Stopped):
        backup.back_up(kept, target, cancelled=lambda: True)
    assert target.read_bytes() == before


def test_the_library_is_never_written_over_by_its_copy(kept, tmp_path):
    link, second = tmp_path / "link.sqlite", tmp_path / "second.sqlite"
    link.symlink_to(kept)
    second.hardlink_to(kept)
    before = kept.read_bytes()
    for target in (kept, link, second):
        with pytest.raises(LibraryFailure, match="is the library itself"):
            backup.back_up(kept, target)
    with pytest.raises(LibraryFailure, match="is the library itself"):
        backup.back_up(kept, kept.with_name("library.sqlite-wal"))
    assert kept.read_bytes() == before


def test_an_open_library_is_never_written_over_by_a_copy(kept, tmp_path, article):
    other = tmp_path / "other.sqlite"
    with Library.open(other) as library:
        library.add(article(title="Kiln"), Analysis())
        with pytest.raises(LibraryFailure, match="is a library that is open"):
            backup.back_up(kept, other)
        assert [row.title for row in library.readings()] == ["Kiln"]


def test_a_copy_of_nothing_is_said(tmp_path):
    with pytest.raises(LibraryFailure, match="There is no library at"):
        backup.back_up(tmp_path / "missing.sqlite", tmp_path / "copy.sqlite")
    assert names(tmp_path) == []
    notes = tmp_path / "notes.txt"
    notes.write_text("Buy bread. " * 500)
    with pytest.raises(LibraryFailure, match="is not a Sayso library"):
        backup.back_up(notes, tmp_path / "copy.sqlite")


def test_a_copy_to_nowhere_is_said(kept, tmp_path):
    with pytest.raises(LibraryFailure, match=r"No copy can be written.*Choose another place"):
        backup.back_up(kept, tmp_path / "nowhere" / "copy.sqlite")


def test_a_copy_that_does_not_fit_is_refused_before_it_is_begun(kept, small_disk):
    with pytest.raises(LibraryFailure, match=r"not enough room .* it takes \d+ MB\. Make room"):
        backup.back_up(kept, small_disk / "copy.sqlite")
    assert names(small_disk) == []


def test_a_disk_that_fills_up_while_a_copy_is_written_is_said(file, small_disk, article):
    with Library.open(file) as library:
        library.add(article("The mill. " * 60_000), Analysis())
    fillers = []

    def fill(_share: float) -> None:
        if not fillers:
            fillers.append(small_disk / "holiday.jpg")
            with pytest.raises(OSError, match="No space"):
                fillers[0].write_bytes(bytes(4_000_000))

    with pytest.raises(LibraryFailure, match=r"disk is full.*no copy was written.*Make room"):
        backup.back_up(file, small_disk / "copy.sqlite", fill)
    assert names(small_disk) == ["holiday.jpg"]
    fillers[0].unlink()
    backup.back_up(file, small_disk / "copy.sqlite")
    assert len(titles(file)) == 1


def test_a_damaged_library_is_said_and_no_copy_of_it_kept(kept, tmp_path):
    with kept.open("r+b") as stream:
        stream.seek(40 * 4096)
        stream.write(b"\xa5" * 8192)
    with pytest.raises(LibraryFailure, match=r"is damaged.*check --repair"):
        backup.back_up(kept, tmp_path / "copy.sqlite")
    assert not (tmp_path / "copy.sqlite").exists()


def test_a_library_in_a_folder_that_may_not_be_written_is_copied(kept, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, how: how != os.W_OK)
    backup.back_up(kept, tmp_path / "copy.sqlite")
    monkeypatch.undo()
    assert len(titles(tmp_path / "copy.sqlite")) == 40
    assert names(kept.parent) == ["library.sqlite"]


def test_what_a_killed_program_left_half_written_is_swept_up(kept, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    old, new = folder / ".copy.sqlite.abc.part", folder / ".copy.sqlite.xyz.part"
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    backup.back_up(kept, folder / "copy.sqlite")
    assert names(folder) == [new.name, "copy.sqlite"]


# --- copies kept by themselves --------------------------------------------------------------------


def test_a_copy_is_due_once_a_day_and_only_after_a_change(file, article):
    assert not backup.due(file, NOW)
    now = datetime.now(UTC)
    Library.open(file).close()
    assert backup.due(file, now)
    backup.keep_copy_now(file, now)
    assert not backup.due(file, now + timedelta(hours=23))
    os.utime(file, (now.timestamp() - 60, now.timestamp() - 60))
    assert not backup.due(file, now + timedelta(days=3))  # nothing to copy
    with Library.open(file) as library:
        library.add(article(), Analysis())
        assert not backup.due(file, now + timedelta(hours=23))
        assert backup.due(file, now + timedelta(hours=24))  # in the log alone so far
    assert backup.due(file, now + timedelta(hours=24))
    assert backup.due(file, now - timedelta(days=1))  # the clock was ahead then


def test_an_automatic_copy_names_its_time_and_is_private(kept):
    made = backup.keep_copy_now(kept, NOW)
    assert made == kept.parent / "library backups" / "library 2026-11-26 083015Z.sqlite"
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert backup.copies(kept) == [(NOW, made)]
    assert len(titles(made)) == 40


def test_the_newest_three_and_one_a_week_of_four_weeks_are_kept(file):
    Library.open(file).close()
    for day in range(70):
        backup.keep_copy_now(file, NOW + timedelta(days=day))
    last = NOW + timedelta(days=69)
    days = [(last - made).days for made, _ in backup.copies(file)]
    assert days[:3] == [0, 1, 2]
    weeks = [made.isocalendar()[:2] for made, _ in backup.copies(file)[3:]]
    assert len(weeks) == len(set(weeks)) == 4
    assert 20 < days[-1] < 40
    assert all(1 <= later - earlier <= 8 for earlier, later in pairwise(days))


def test_copies_after_a_long_absence_are_not_thrown_away_for_their_age(file):
    Library.open(file).close()
    old = [backup.keep_copy_now(file, NOW + timedelta(weeks=week)) for week in range(4)]
    new = backup.keep_copy_now(file, NOW + timedelta(weeks=90))
    assert {path for _, path in backup.copies(file)} == {*old, new}


def test_only_what_was_named_by_the_rotation_is_removed(file):
    Library.open(file).close()
    folder = backup.folder_of(file)
    folder.mkdir()
    others = [
        "library.sqlite",
        "library 2020-01-01.sqlite",
        "library 2020-01-01 000000Z.sqlite.txt",
        "library 2020-99-01 000000Z.sqlite",
        "my library 2020-01-01 000000Z.sqlite",
        backup.name_for(file, NOW - timedelta(days=1000)),
    ]
    for name in others:
        (folder / name).touch()
    for day in range(12):
        backup.keep_copy_now(file, NOW + timedelta(days=day))
    assert set(others) <= set(names(folder))
    assert len(names(folder)) < len(others) + 8


def test_copies_of_another_library_in_the_same_folder_are_left_alone(file):
    Library.open(file).close()
    other = file.with_name("library backups") / "library 2.sqlite"
    assert backup.folder_of(file.with_name("other.sqlite")) != backup.folder_of(file)
    backup.keep_copy_now(file, NOW)
    other.touch()
    assert [made for made, _ in backup.copies(file)] == [NOW]


def test_a_damaged_library_drives_out_no_good_copy(kept):
    good = [backup.keep_copy_now(kept, NOW + timedelta(minutes=n)) for n in range(3)]
    with kept.open("r+b") as stream:
        stream.seek(40 * 4096)
        stream.write(b"\xa5" * 8192)
    for day in range(1, 5):
        with pytest.raises(LibraryFailure, match="is damaged"):
            backup.keep_copy_now(kept, NOW + timedelta(days=day))
    assert names(good[0].parent) == sorted(path.name for path in good)


def test_automatic_copies_leave_room_for_the_library_itself(file, small_disk, article):
    place = small_disk / "library.sqlite"
    with Library.open(file) as library:
        library.add(article(), Analysis())
    shutil.copy(file, place)
    with pytest.raises(LibraryFailure, match=r"not enough room.*Make room there"):
        backup.keep_copy_now(place, NOW)
    assert backup.copies(place) == []


def test_a_copy_that_cannot_be_kept_is_said(file):
    Library.open(file).close()
    backup.folder_of(file).write_text("no folder")
    with pytest.raises(LibraryFailure, match="cannot be made"):
        backup.keep_copy_now(file, NOW)
    assert backup.copies(file) == []


def test_a_library_held_by_another_program_alone_is_said(kept, tmp_path):
    holder = sqlite3.connect(kept)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("UPDATE readings SET place = 1")
    holder.commit()
    with pytest.raises(LibraryFailure, match="in use by another program"):
        backup.back_up(kept, tmp_path / "copy.sqlite")
    holder.close()
