"""A second start hands its articles to the window that is there."""

import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from app import bootstrap, one_window
from app.desktop.front_door import MOST_AT_ONCE

SECOND = """
import sys
from pathlib import Path
from app import bootstrap
status = bootstrap.open_window(sys.argv[2:], Path(sys.argv[1]))
assert not any(name.startswith("PySide6") for name in sys.modules), "the window was loaded"
sys.exit(status)
"""
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def runtime(monkeypatch):
    """A folder for sockets of the test's own: paths of sockets must be short."""
    with tempfile.TemporaryDirectory(prefix="sayso") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def first(open_window, library_file):
    """The window of the library, as a start of Sayso makes it."""
    entry = one_window.enter(library_file, [])
    window = open_window(wait=False)
    bootstrap._answer_the_door(entry, window)
    yield window
    entry.leave()


@pytest.fixture
def start(library_file):
    """Start Sayso a second time, in a process of its own."""
    started = []

    def start(*sources, folder=ROOT):
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        made = subprocess.Popen(
            [sys.executable, "-c", SECOND, str(library_file), *sources], cwd=folder, env=environment
        )
        started.append(made)
        return made

    yield start
    for process in started:
        process.kill()
        process.wait()


def knock(library_file):
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(10)
    connection.connect(str(one_window.socket_of(library_file)))
    return connection


def door_of(window):
    from app.desktop.front_door import FrontDoor

    return window.findChild(FrontDoor)


def test_the_first_window_opens_what_a_second_start_is_given(qtbot, first, start, article):
    second = start(article.name, folder=article.parent)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    qtbot.waitUntil(lambda: first.desk.sheet is not None and first.desk.sheet.document.source == str(article), timeout=15_000)  # fmt: skip


def test_a_start_without_articles_brings_the_window_to_the_front(qtbot, first, start):
    first.showMinimized()
    second = start()
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    qtbot.waitUntil(lambda: not first.isMinimized(), timeout=5_000)


def test_another_library_has_a_window_of_its_own(first, tmp_path):
    other = one_window.enter(tmp_path / "other.sqlite", [], patience=0)
    assert other.socket is not None
    other.leave()


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\xff\xfe garbage\n",
        b"[]\n",
        b"[" * 200_000 + b"\n",
        b'{"sources": "all"}\n',
        b'{"sources": [1, null]}\n',
        b'{"sources": [""]}\n',
        b'{"sources": ["a\\u0000b"]}\n',
        b'{"sources": [], "token": "a\\nb"}\n',
        json.dumps({"sources": ["x" * 9_000]}).encode() + b"\n",
        json.dumps({"sources": ["x"] * 10_001}).encode() + b"\n",
    ],
)
def test_what_is_no_request_is_sent_away(qtbot, first, library_file, sent):
    taken = []
    door_of(first).brought.connect(taken.append)
    visitor = knock(library_file)
    visitor.setblocking(False)
    try:
        visitor.sendall(sent)
    except BlockingIOError:
        pytest.fail("the door reads too slowly for what is small")
    answers = []

    def answered():
        try:
            answers.append(visitor.recv(10))
        except (BlockingIOError, ConnectionResetError) as error:
            return isinstance(error, ConnectionResetError)
        return True

    qtbot.waitUntil(answered, timeout=5_000)
    assert answers in ([b""], [])
    assert not taken
    assert first.isVisible()
    visitor.close()


def test_what_never_ends_is_cut_off(qtbot, first, library_file):
    visitor = knock(library_file)
    visitor.setblocking(False)
    sent = 0

    def cut():
        nonlocal sent
        try:
            sent += visitor.send(b"x" * 100_000)
        except BlockingIOError:
            return False
        except (BrokenPipeError, ConnectionResetError):
            return True
        return False

    qtbot.waitUntil(cut, timeout=10_000)
    assert sent < 2 * one_window.MOST_BYTES
    qtbot.waitUntil(lambda: door_of(first).visits() == 0, timeout=5_000)
    visitor.close()


def test_a_crowd_at_the_door_is_kept_small(qtbot, first, library_file):
    crowd = [knock(library_file) for _ in range(MOST_AT_ONCE + 4)]
    qtbot.waitUntil(lambda: door_of(first).visits() == MOST_AT_ONCE, timeout=5_000)
    for visitor in crowd:
        visitor.close()
    qtbot.waitUntil(lambda: door_of(first).visits() == 0, timeout=5_000)


def test_only_the_same_user_may_knock(first, library_file, runtime):
    file = one_window.socket_of(library_file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_others_may_enter_is_not_used(library_file, runtime):
    (runtime / "sayso").mkdir(mode=0o755)
    (runtime / "sayso").chmod(0o777)
    assert one_window.socket_of(library_file) is None
    entry = one_window.enter(library_file, [])
    assert entry.socket is None


def test_what_a_crash_left_behind_does_not_stand_in_the_way(library_file):
    file = one_window.socket_of(library_file)
    left = one_window.listen(file)
    left.close()  # the socket stays in the folder, and nobody answers
    file.with_suffix(".lock").touch()
    entry = one_window.enter(library_file, ["a.txt"], patience=0)
    assert entry.socket == file
    assert not file.exists()
    entry.leave()
    assert not list(file.parent.iterdir())


def test_a_window_that_does_not_answer_keeps_nobody_waiting(library_file):
    entry = one_window.enter(library_file, [])
    deaf = one_window.listen(entry.socket)
    other = one_window.enter(library_file, ["a.txt"], patience=0.05)
    assert other.socket is None
    deaf.close()
    entry.leave()


def test_a_closing_window_takes_nothing_more(qtbot, first, library_file):
    first.hide()
    visitor = knock(library_file)
    visitor.sendall(b'{"sources": []}\n')
    visitor.setblocking(False)
    answers = []

    def answered():
        try:
            answers.append(visitor.recv(10))
        except BlockingIOError:
            return False
        return True

    qtbot.waitUntil(answered, timeout=5_000)
    assert answers == [b""]
    visitor.close()
