"""An export is there whole or not at all, and says in a sentence why it is not."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.exporting import files, formats
from app.exporting.formats import FORMATS, export
from app.reading.exports import Choice
from app.reading.failures import ExportFailure


def names_in(folder) -> list[str]:
    return [path.name for path in folder.iterdir()]


def refused(reading, form, path) -> str:
    with pytest.raises(ExportFailure) as caught:
        export(reading, form, path)
    assert caught.value.reason
    assert caught.value.advice
    return str(caught.value)


def test_a_reading_is_written_as_a_pdf(reading, tmp_path):
    path = tmp_path / "Bridge – été.pdf"
    export(reading, "pdf", path, Choice("Ines Okafor"))
    assert path.read_bytes().startswith(b"%PDF-1.7")
    assert names_in(tmp_path) == [path.name]


def test_an_unknown_format_names_those_there_are(reading, tmp_path):
    message = refused(reading, "wordstar", tmp_path / "x.ws")
    assert "wordstar" in message
    assert all(name in message for name in FORMATS)
    assert not names_in(tmp_path)


def test_a_missing_folder_is_named(reading, tmp_path):
    message = refused(reading, "pdf", tmp_path / "nowhere" / "x.pdf")
    assert f"There is no folder {tmp_path / 'nowhere'}." in message


def test_a_file_as_folder_is_named(reading, tmp_path):
    (tmp_path / "file").write_text("x")
    assert "There is no folder" in refused(reading, "pdf", tmp_path / "file" / "x.pdf")


def test_a_folder_as_target_is_left_alone(reading, tmp_path):
    target = tmp_path / "folder"
    target.mkdir()
    assert "is a folder" in refused(reading, "pdf", target)
    assert not names_in(target)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EACCES, "may not be written"),
        (errno.EROFS, "may not be written"),
        (errno.EIO, "could not be written"),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_no_half_one(
    reading, tmp_path, monkeypatch, number, said
):
    path = tmp_path / "old.pdf"
    path.write_bytes(b"the old file")

    def fail(descriptor):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "fsync", fail)
    assert said in refused(reading, "pdf", path)
    assert path.read_bytes() == b"the old file"
    assert names_in(tmp_path) == ["old.pdf"]


def test_a_full_disk_is_said_so(reading, tmp_path, monkeypatch):
    """The real thing: the temporary file is the device that is always full."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    beside = tmp_path / "beside"
    beside.symlink_to("/dev/full")

    def temporary(**_):
        return os.open("/dev/full", os.O_WRONLY), str(beside)

    monkeypatch.setattr(files.tempfile, "mkstemp", temporary)
    assert "no room left" in refused(reading, "pdf", tmp_path / "x.pdf")
    assert not names_in(tmp_path)


def test_an_existing_file_keeps_its_permissions(reading, tmp_path):
    path = tmp_path / "private.pdf"
    path.write_bytes(b"old")
    path.chmod(0o600)
    export(reading, "pdf", path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() != b"old"


def test_the_package_itself_loads_nothing_heavy():
    told = subprocess.run(
        [sys.executable, "-c", "import app.exporting, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(formats.__file__).parents[2],
    ).stdout.split()
    assert not {"typst", "pikepdf", "pypdfium2", "spacy", "sqlalchemy"} & set(told)
