"""`sayso backup`, `restore` and `check`, in processes of their own."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.document import Document


def sayso(*arguments) -> subprocess.CompletedProcess[str]:
    code = "import runpy, sys; sys.argv[0] = 'sayso'; runpy.run_module('app', run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def assert_one_clear_line(done, *words):
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.strip().splitlines()
    assert line.startswith("sayso: ")
    assert line.endswith(".")
    for word in words:
        assert word in line


@pytest.fixture
def library(tmp_path) -> Path:
    file = tmp_path / "own" / "library.sqlite"
    with Library.open(file) as opened:
        opened.add(Document("mill.txt", "The mill stands still.", (), title="Mill"), Analysis())
    return file


def titles(file: Path) -> list[str]:
    with Library.open(file) as opened:
        return [row.title for row in opened.readings()]


def damage(file: Path) -> None:
    outside = sqlite3.connect(file)
    outside.execute("PRAGMA foreign_keys = OFF")
    outside.execute("INSERT INTO links VALUES (77, 0, 0, 1, 'x')")
    outside.commit()
    outside.close()


def test_a_library_is_backed_up_lost_and_restored(library, tmp_path):
    copy = tmp_path / "copy.sqlite"
    done = sayso("backup", copy, "--library", library)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{copy}\n", "")
    library.unlink()
    done = sayso("--library", library, "restore", copy)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Restored.\n", "")
    assert titles(library) == ["Mill"]


def test_a_copy_into_a_folder_is_named_by_its_time(library, tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    done = sayso("backup", folder, "--json", "--library", library)
    made = Path(json.loads(done.stdout)["path"])
    assert list(folder.iterdir()) == [made]
    assert made.name.startswith("library backup 2")
    assert titles(made) == ["Mill"]


def test_restoring_tells_where_the_library_before_is_kept(library, tmp_path):
    copy = tmp_path / "copy.sqlite"
    sayso("backup", copy, "--library", library)
    with Library.open(library) as opened:
        opened.add(Document("kiln.txt", "The kiln is cold.", (), title="Kiln"), Analysis())
    done = sayso("restore", copy, "--json", "--library", library)
    value = json.loads(done.stdout)
    assert value["library"] == str(library)
    assert titles(Path(value["kept"])) == ["Kiln", "Mill"]
    assert titles(library) == ["Mill"]


def test_a_whole_library_is_said_to_be(library):
    for arguments in ([], ["--deep"], ["--repair"]):
        done = sayso("check", *arguments, "--library", library)
        assert done.returncode == 0
        assert done.stdout == ""
    assert sayso("check", "--library", library).stderr == "The library is whole.\n"


def test_findings_are_sentences_and_status_one_until_they_are_mended(library):
    damage(library)
    done = sayso("check", "--library", library)
    assert done.returncode == 1
    assert done.stdout == "1 row of “links” refers to something in “readings” that is gone.\n"
    assert "sayso check --repair" in done.stderr
    done = sayso("check", "--json", "--library", library)
    assert [json.loads(line)["fault"] for line in done.stdout.splitlines()] == ["dangling"]
    done = sayso("check", "--repair", "--library", library)
    assert done.returncode == 0, done.stderr
    assert "were removed: 1" in done.stderr
    assert "before-repair" in done.stderr
    assert sayso("check", "--library", library).returncode == 0
    assert titles(library) == ["Mill"]


def test_what_cannot_be_done_is_a_sentence(library, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text("my notes " * 1000)
    missing = tmp_path / "missing.sqlite"
    assert_one_clear_line(sayso("backup", library, "--library", library), "is the library itself")
    assert_one_clear_line(sayso("backup", notes, "--library", library), "no copy of a library")
    assert_one_clear_line(
        sayso("backup", tmp_path / "copy.sqlite", "--library", missing), "no library"
    )
    assert_one_clear_line(sayso("restore", missing, "--library", library), "missing.sqlite")
    assert_one_clear_line(sayso("restore", notes, "--library", library), "not a Sayso library")
    assert_one_clear_line(sayso("check", "--library", missing), "no library")
    assert_one_clear_line(sayso("check", "--library", notes), "not a Sayso library")
    with Library.open(library):
        copy = tmp_path / "copy.sqlite"
        assert sayso("backup", copy, "--library", library).returncode == 0
        done = sayso("restore", copy, "--library", library)
        assert_one_clear_line(done, "open in another window")
    assert notes.read_text() == "my notes " * 1000
    assert not missing.exists()


@pytest.mark.parametrize("arguments", [["backup"], ["restore"], ["check", "x"]])
def test_wrong_usage_is_status_two(arguments):
    done = sayso(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_the_commands_are_told_of():
    told = sayso("--help").stdout
    for command in ("sayso backup PATH", "sayso restore PATH", "sayso check [--repair] [--deep]"):
        assert command in told
