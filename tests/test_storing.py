"""A child takes an export into the library, and its parent hears of every entry that is in it."""

import contextlib
import csv
import os
import select
import signal
import sys
from pathlib import Path

import pytest

from app.library.library import Library
from app.reading import wire
from app.reading.failures import Failure, LibraryGone, WorkerFailure
from app.reading.reports import Fate
from app.worker import protocol
from app.worker.client import Worker
from app.worker.protocol import Do

HEAD = ("URL", "Title", "Selection", "Folder", "Timestamp")


def written(file, count):
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEAD)
        for number in range(count):
            address = f"https://mill.example/{number}" if number != 7 else ""
            writer.writerow((address, f"Mill {number}", "", "Unread", "1672531200"))
    return file


@pytest.fixture
def export(tmp_path):
    return written(tmp_path / "instapaper-export.csv", 12)


@pytest.fixture
def child():
    with Worker(protocol.command(protocol.STORING), patience=60) as worker:
        yield worker


def taken_in(child, library, export, heard=None):
    return child.run(Do.TAKE_IN, heard, library=str(library), path=str(export), reader=[])


def test_every_entry_is_told_of_when_it_is_in_the_library(child, file, export):
    Library.open(file).close()
    account, listed = [], []

    def hear(message):
        if message["event"] == "part":
            account.extend(map(wire.taken_from_json, message["result"]["taken"]))
            with Library.open(file) as library:
                there = {row.id for row in library.readings(limit=100)}
            listed.append({taken.reading for taken in account} - {None} <= there)

    assert taken_in(child, file, export, hear) == {"form": "Instapaper"}
    assert [taken.fate for taken in account].count(Fate.TAKEN) == 11
    assert [taken.name for taken in account if taken.fate is Fate.SKIPPED] != []
    assert len(listed) > 1
    assert all(listed)


def test_a_library_that_is_gone_is_not_made_anew(child, file, export):
    with pytest.raises(LibraryGone, match="is gone"):
        taken_in(child, file, export)
    assert not file.exists()


def test_a_file_that_is_no_export_is_a_sentence(child, file, tmp_path):
    Library.open(file).close()
    other = tmp_path / "holiday.csv"
    other.write_bytes(b"\0\1\2")
    with pytest.raises(Failure) as told:
        taken_in(child, file, other)
    assert told.value.reason.endswith(".")
    assert told.value.advice


@pytest.mark.skipif(sys.platform != "linux", reason="there is no /proc")
def test_what_reads_the_export_ends_with_who_stores_it(child, file, tmp_path):
    Library.open(file).close()
    long, readers = written(tmp_path / "long.csv", 5000), []

    def hear(message):
        if message["event"] == "part" and not readers:
            children = Path(f"/proc/{child.pid}/task/{child.pid}/children")
            readers.extend(map(int, children.read_text(encoding="ascii").split()))
            os.kill(child.pid, signal.SIGKILL)

    with pytest.raises(WorkerFailure, match="in the middle of its work"):
        taken_in(child, file, long, hear)
    (reader,) = readers
    with contextlib.suppress(ProcessLookupError), os.fdopen(os.pidfd_open(reader)) as process:
        ended, _, _ = select.select([process], [], [], 20)
        assert ended


@pytest.fixture
def file(tmp_path):
    return tmp_path / "library.sqlite"
