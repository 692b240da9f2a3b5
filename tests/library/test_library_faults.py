"""What happens to the file and the disk under an open library is noticed, said, and survived."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.library import database
from app.library.checking import check
from app.library.database import LibraryGone, open_database
from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.failures import LibraryFailure

NOBODY = 65534


@pytest.fixture
def mill(library, article) -> Library:
    """An open library with one reading."""
    library.add(article("The mill stands still.", title="Mill"), Analysis())
    return library


def titles(file: Path) -> list[str]:
    with Library.open(file) as library:
        return [row.title for row in library.readings()]


def beside(file: Path) -> list[Path]:
    return [file.with_name(f"{file.name}{ending}") for ending in ("", "-wal", "-shm")]


# --- the file is deleted, moved, replaced ---------------------------------------------------------


@pytest.mark.parametrize("with_logs", [False, True])
def test_a_library_deleted_while_open_takes_no_more_and_can_be_saved_again(
    mill, file, with_logs, article
):
    for path in beside(file)[: 3 if with_logs else 1]:
        path.unlink()
    with pytest.raises(LibraryGone, match=r"is gone: it was deleted or moved while it was open\."):
        mill.set_place(1, 3)
    assert not file.exists()
    assert mill.load(1).place == 0  # what was saved can still be read

    mill._database.save_elsewhere(file)
    assert sorted(path.name for path in file.parent.iterdir() if "-" not in path.name) == [
        "library.sqlite"
    ]
    assert file.stat().st_mode & 0o777 == 0o600
    with Library.open(file) as again:
        assert again.load(1).document.title == "Mill"
        assert again.add(article(title="Kiln"), Analysis()) == 2
    assert not check(file)
    with pytest.raises(LibraryGone, match="was replaced by another file"):
        mill.set_place(1, 3)  # the old connection still leads to the file that is gone


def test_a_library_moved_away_and_back_goes_on(mill, file):
    moved = file.with_name("moved")
    file.rename(moved)
    with pytest.raises(LibraryGone, match="Put the file back where it was"):
        mill.set_place(1, 3)
    moved.rename(file)
    mill.set_place(1, 3)
    assert mill.load(1).place == 3


def test_a_folder_moved_away_is_noticed(mill, file, tmp_path):
    file.parent.rename(tmp_path / "elsewhere")
    with pytest.raises(LibraryGone, match="is gone"):
        mill.set_place(1, 3)


def test_a_library_replaced_while_open_is_not_mixed_with_the_new_one(mill, file, article, tmp_path):
    other = tmp_path / "other.sqlite"
    with Library.open(other) as library:
        library.add(article("The kiln is cold.", title="Kiln"), Analysis())
    other.replace(file)
    before = file.read_bytes()
    with pytest.raises(LibraryGone, match=r"was replaced by another file.*under another name"):
        mill.add(article(title="Loom"), Analysis())
    assert file.read_bytes() == before
    with pytest.raises(LibraryFailure, match=r"There is a file .* already\. It was left"):
        mill._database.save_elsewhere(file)
    assert file.read_bytes() == before
    saved = file.with_name("saved.sqlite")
    mill._database.save_elsewhere(saved)
    assert titles(saved) == ["Mill"]


def test_a_log_removed_under_an_open_library_is_noticed(mill, file):
    beside(file)[1].unlink()
    with pytest.raises(LibraryGone, match="or its log removed"):
        mill.set_place(1, 3)
    saved = file.with_name("saved.sqlite")
    mill._database.save_elsewhere(saved)
    assert titles(saved) == ["Mill"]


def test_a_library_replaced_while_it_is_being_opened_is_said(mill, file, tmp_path, monkeypatch):
    mill.close()
    other = tmp_path / "other.sqlite"
    Library.open(other).close()
    real = database._judge

    def judge(*arguments):
        revision = real(*arguments)
        other.replace(file)
        return revision

    monkeypatch.setattr(database, "_judge", judge)
    with pytest.raises(
        LibraryFailure, match=r"was replaced .* while it was being opened\. Open it"
    ):
        open_database(file, 100)


def test_saving_a_library_elsewhere_where_nothing_may_be_written_is_said(mill, file):
    with pytest.raises(LibraryFailure, match=r"cannot be saved to .*Choose another place"):
        mill._database.save_elsewhere(file / "inside" / "saved.sqlite")


# --- the disk -------------------------------------------------------------------------------------


def test_after_room_was_made_on_a_full_disk_saving_goes_on(small_disk, article):
    file = small_disk / "library.sqlite"
    filler = small_disk / "holiday.jpg"
    text = "The mill stands still. " * 3000
    with Library.open(file) as library:
        library.add(article(text, title="Before"), Analysis())
        with pytest.raises(OSError, match="No space"):
            filler.write_bytes(bytes(4_000_000))
        with pytest.raises(LibraryFailure, match=r"The disk is full.*Make room on the disk"):
            consume(library.add(article(text, title="Full"), Analysis()) for _ in range(50))
        there = [row.title for row in library.readings()]
        assert there[-1] == "Before"
        filler.unlink()
        library.add(article(text, title="After"), Analysis())
        assert [row.title for row in library.readings()] == ["After", *there]
    assert titles(file) == ["After", *there]
    assert not check(file)


def consume(steps: Iterator[int]) -> None:
    for _ in steps:
        pass


@pytest.fixture
def failing_disk() -> Iterator[tuple[Path, Path]]:
    """A real disk, in a file, and where to write for it to become read-only as after an error."""
    folder = Path(tempfile.mkdtemp())
    image, place = folder / "image", folder / "disk"
    place.mkdir()
    image.write_bytes(bytes(8_000_000))
    made = shutil.which("mkfs.ext4") is not None and os.geteuid() == 0
    made = made and all(
        not subprocess.run(command, check=False, capture_output=True).returncode
        for command in (
            ["mkfs.ext4", "-q", "-F", str(image)],
            ["mount", "-o", "loop,errors=remount-ro", str(image), str(place)],
        )
    )
    if not made:
        shutil.rmtree(folder)
        pytest.skip("a disk that fails cannot be made here: it takes root, mkfs.ext4 and loop")
    device = subprocess.run(
        ["findmnt", "-no", "SOURCE", str(place)], check=True, capture_output=True, text=True
    ).stdout.strip()
    yield place, Path("/sys/fs/ext4") / Path(device).name / "trigger_fs_error"
    subprocess.run(["umount", str(place)], check=True)
    shutil.rmtree(folder)


def test_a_disk_that_becomes_read_only_under_an_open_library_is_said(failing_disk, article):
    disk, trigger = failing_disk
    file = disk / "library.sqlite"
    with Library.open(file) as library:
        library.add(article("The mill stands still.", title="Mill"), Analysis())
        trigger.write_text("provoked by a test")
        for _ in range(2):
            with pytest.raises(LibraryFailure, match=r"disk under the library|cannot be written"):
                library.add(article("The kiln is cold.", title="Kiln"), Analysis())
        assert [row.title for row in library.readings()] == ["Mill"]
        assert library.search("mill")


AS_SOMEBODY_ELSE = """
import json, os, sys
from pathlib import Path
from app.library.library import Library
from app.reading.failures import LibraryFailure
if os.geteuid() == 0:
    os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})
file = Path(sys.argv[1])
saved = []
with Library.open(file) as library:
    file.chmod(0o400)
    file.parent.chmod(0o500)
    for place in range(1, 4):
        try:
            library.set_place(1, place)
            saved.append(place)
        except LibraryFailure as failure:
            saved.append(str(failure))
print(json.dumps(saved))
"""


def test_rights_taken_away_from_an_open_library_lose_nothing_acknowledged(file, article):
    """An open file stays writable: what is acknowledged afterwards is really there."""
    with Library.open(file) as library:
        library.add(article("The mill stands still."), Analysis())
    folder = Path(tempfile.mkdtemp())
    theirs = Path(shutil.copy(file, folder / "library.sqlite"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        os.chown(theirs, NOBODY, NOBODY)
    ran = subprocess.run(
        [sys.executable, "-c", AS_SOMEBODY_ELSE.format(nobody=NOBODY), str(theirs)],
        capture_output=True,
        text=True,
        check=True,
    )
    saved = json.loads(ran.stdout)
    folder.chmod(0o700)
    theirs.chmod(0o600)
    with Library.open(theirs) as library:
        places = [place for place in saved if isinstance(place, int)]
        assert library.load(1).place == (places[-1] if places else 0)
    assert all(isinstance(place, int) or "cannot be written" in place for place in saved)
    shutil.rmtree(folder)


# --- two writers ----------------------------------------------------------------------------------

HOLDER = """
import sys
from pathlib import Path
from app.library.database import open_database
database = open_database(Path(sys.argv[1]), 100)
with database.writing():
    print("held", flush=True)
    sys.stdin.readline()
print("given back", flush=True)
sys.stdin.readline()
"""


def test_a_writer_waits_for_another_one_says_so_and_can_try_again(mill, file):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.readline() == "held\n"
        with closing(open_database(file, busy_ms=20)) as impatient:
            library = Library(impatient)
            for _ in range(2):
                with pytest.raises(LibraryFailure, match=r"in use by another program\. Wait until"):
                    library.set_place(1, 3)
                assert library.load(1).place == 0
            other.stdin.write("\n")
            other.stdin.flush()
            assert other.stdout.readline() == "given back\n"
            library.set_place(1, 4)
        other.stdin.close()
    assert mill.load(1).place == 4
