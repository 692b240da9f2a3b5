"""Folders full of files go into the library: all accounted for, and resumable."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.library.library import Library
from app.sources import expanded

SAYSO = Path(sys.executable).with_name("sayso")


def add(*arguments):
    command = [str(SAYSO), "add", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def article(number: int) -> str:
    return f"Report {number}\n\n“We counted {number}0 boats,” the warden said on Friday.\n"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "articles"
    (made / "older").mkdir(parents=True)
    for number in (1, 2):
        (made / f"report{number}.txt").write_text(article(number), encoding="utf-8")
    (made / "older" / "report3.txt").write_text(article(3), encoding="utf-8")
    return made


def test_a_folder_is_added_and_every_failure_listed_at_the_end(folder, tmp_path):
    (folder / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    (folder / "b.txt").write_bytes(b"")
    library = tmp_path / "library.sqlite"
    done = add(folder, "--library", library)
    assert done.returncode == 1
    titles = [line.split("\t")[1] for line in done.stdout.splitlines()]
    assert titles == ["Report 3", "Report 1", "Report 2"]
    summary, first, second = done.stderr.splitlines()
    assert summary == "3 added, 2 could not be opened:"
    assert first.startswith(f"sayso: {folder / 'a.txt'}: a.txt is a PNG picture")
    assert second.startswith(f"sayso: {folder / 'b.txt'}: b.txt is empty.")


def test_a_second_run_opens_only_what_is_new_or_changed(folder, tmp_path):
    library = tmp_path / "library.sqlite"
    assert add(folder, "--library", library).returncode == 0
    text = article(2).replace("20 boats", "25 boats")
    (folder / "report2.txt").write_text(text, encoding="utf-8")
    (folder / "report4.txt").write_text(article(4), encoding="utf-8")
    done = add(folder, "--library", library, "--json")
    assert done.returncode == 0
    assert done.stderr == "2 added, 2 there already.\n"
    third, first, second, fourth = map(json.loads, done.stdout.splitlines())
    assert (third["known"], first["known"], second["known"]) == (True, True, False)
    assert {change["turn"] for change in second["changes"]} == {"altered"}
    assert [change["after"]["text"] for change in second["changes"]][-1] == "25 boats"
    assert "changes" not in fourth
    with Library.open(library) as opened:
        assert len(opened.readings()) == 5
        assert opened.load(second["id"]).earlier == 3


def test_an_interrupted_run_says_how_to_go_on_and_keeps_what_it_had(folder, tmp_path):
    library = tmp_path / "library.sqlite"
    for number in range(10, 400):
        (folder / f"report{number}.txt").write_text(article(number), encoding="utf-8")
    command = [str(SAYSO), "add", str(folder), "--library", str(library)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        errors = running.stderr.read()
    assert running.returncode == 130
    assert errors == "sayso: Stopped. The same command goes on from here.\n"
    with Library.open(library) as opened:
        assert 1 <= len(opened.readings(limit=1000)) < 393


def test_the_folder_a_browser_saves_beside_a_page_is_no_source(tmp_path):
    (tmp_path / "story.html").touch()
    for name in ("story_files", "other_files"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "frame.html").touch()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").touch()
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    found = [Path(name).relative_to(tmp_path) for name in expanded([str(tmp_path)])]
    assert found == [Path("other_files/frame.html"), Path("story.html")]
