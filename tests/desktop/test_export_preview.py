"""Previews of an export are made one at a time, and only the newest wish counts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal

from app.desktop.export_preview import Previewing
from app.reading.exports import Choice
from app.reading.failures import PasswordNeeded

FAILURE = PasswordNeeded("This PDF is locked.")


class Job(QObject):
    done = Signal(object)
    failed = Signal(object)


class Drawer:
    """Takes jobs and leaves them to the test."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []

    def ask(self, *_what) -> Job:
        self.jobs.append(Job())
        return self.jobs[-1]


@pytest.fixture
def drawer():
    return Drawer()


@pytest.fixture
def previewing(qapp, drawer):
    return Previewing(drawer, lambda _format, _choice, have, _have_not: have(None))


def test_a_failure_is_told(qtbot, previewing, drawer):
    previewing.ask("pdf-in-place", Choice(), 0, 1.0, at_once=True)
    qtbot.waitUntil(lambda: len(drawer.jobs) == 1)
    with qtbot.waitSignal(previewing.failed) as told:
        drawer.jobs[0].failed.emit(FAILURE)
    assert told.args == [FAILURE]


def test_a_failure_of_what_is_no_longer_wished_for_is_not_told(qtbot, previewing, drawer):
    told = []
    previewing.failed.connect(told.append)
    previewing.ask("pdf-in-place", Choice(), 0, 1.0, at_once=True)
    qtbot.waitUntil(lambda: len(drawer.jobs) == 1)
    previewing.ask("pdf", Choice(), 0, 1.0, at_once=True)
    drawer.jobs[0].failed.emit(FAILURE)
    qtbot.waitUntil(lambda: len(drawer.jobs) == 2)
    with qtbot.waitSignal(previewing.made):
        drawer.jobs[1].done.emit("a page")
    assert told == []
