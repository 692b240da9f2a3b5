"""Readings sent to Zotero from the window."""

from __future__ import annotations

import socket

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from tests.desktop.hands import click
from tests.exporting.citations.zotero import FakeZotero, running

LATEST = 30_000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def zotero(settings):
    with running(FakeZotero()) as found:
        settings["zotero_port"] = found.port
        yield found


def send(window):
    window.findChild(QAction, "send_to_zotero").trigger()


def test_the_open_reading_goes_to_zotero_with_its_pdf(qtbot, open_window, article, zotero):
    window = open_window(article)
    send(window)
    qtbot.waitUntil(lambda: "1 reading sent to Zotero." in window.area.toast.text(), timeout=LATEST)
    assert zotero.wrong == []
    assert [item["title"] for item in zotero.items] == ["Ferry to stop in May"]
    [(_, content)] = zotero.files
    assert content.startswith(b"%PDF")


def test_selected_readings_go_one_after_the_other(qtbot, stocked, settings, zotero):
    window, readings = stocked
    settings["zotero_pdf"] = False
    pane = window.library_pane
    click(qtbot, pane.view, f"reading:{readings[1]}")
    click(qtbot, pane.view, f"reading:{readings[3]}", CONTROL)
    send(window)
    qtbot.waitUntil(lambda: "2 readings sent" in window.area.toast.text(), timeout=LATEST)
    assert [item["publicationTitle"] for item in zotero.items] == ["City Examiner", "The Ledger"]
    assert zotero.files == []


def test_zotero_that_does_not_run_can_be_started_and_tried_again(
    qtbot, open_window, article, settings, zotero
):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings["zotero_port"] = free.getsockname()[1]
    window = open_window(article)
    send(window)
    said = lambda: " ".join(window.area.banners.texts())  # noqa: E731
    qtbot.waitUntil(lambda: "Zotero is not running. Start Zotero" in said(), timeout=LATEST)
    assert not window.zotero.is_running()
    settings["zotero_port"] = zotero.port
    again = next(
        b for b in window.area.banners.findChildren(QPushButton) if b.text() == "Try again"
    )
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(zotero.items) == 1, timeout=LATEST)
    qtbot.waitUntil(lambda: "not running" not in said(), timeout=LATEST)


def test_an_older_zotero_takes_the_reading_and_no_pdf(qtbot, open_window, article, zotero):
    zotero.answers["/connector/saveAttachment"] = (404, {})
    window = open_window(article)
    send(window)
    said = lambda: " ".join(window.area.banners.texts())  # noqa: E731
    qtbot.waitUntil(lambda: "took no PDFs" in said(), timeout=LATEST)
    assert len(zotero.items) == 1
