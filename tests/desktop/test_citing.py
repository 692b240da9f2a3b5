"""Quotes, citations and bibliographies copied from the window, in the reader's style."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from tests.desktop.hands import click, menu_at, press, select

LATEST = 20_000
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def trigger(window, name):
    window.findChild(QAction, name).trigger()


def copied(qtbot, clipboard):
    qtbot.waitUntil(lambda: clipboard.text() != "as before", timeout=LATEST)
    return clipboard.text(), clipboard.mimeData().html()


@pytest.fixture
def window(qtbot, open_window, article):
    made = open_window(article)
    made.resize(1300, 900)
    return made


def test_selected_words_are_copied_with_their_citation(qtbot, window, clipboard):
    select(window, "The company owns 3 ferries")
    press(qtbot, window.reader, Qt.Key.Key_C, CONTROL | ALT)
    text, markup = copied(qtbot, clipboard)
    assert text == "“The company owns 3 ferries” (Ferry to Stop in May, n.d., para. 1)"
    assert "<i>Ferry to Stop in May</i>, n.d., para. 1)" in markup
    assert window.area.toast.isVisible()


def test_the_mark_in_focus_is_quoted_where_nothing_is_selected(qtbot, window, clipboard):
    window.reader.setFocus()
    press(qtbot, window.reader, Qt.Key.Key_J)
    press(qtbot, window.reader, Qt.Key.Key_C, CONTROL | ALT)
    text, _ = copied(qtbot, clipboard)
    assert text.startswith("“The hull is worn through” (")
    assert text.endswith(", para. 1)")


def test_nothing_to_quote_is_said_so(window, clipboard):
    trigger(window, "copy_quote")
    assert window.area.toast.isVisible()
    assert clipboard.text() == "as before"


def test_the_style_is_the_one_of_the_settings(qtbot, window, clipboard, settings):
    settings["citation_style"] = "mla"
    select(window, "Nobody asked the islanders")
    trigger(window, "copy_quote")
    text, _ = copied(qtbot, clipboard)
    assert text == "“Nobody asked the islanders” (“Ferry to Stop in May,” par. 3)"


def test_what_is_cited_is_what_the_reader_put_right(qtbot, window, clipboard):
    sheet = window.desk.sheet
    author = [{"family": "Holt", "given": "Mira"}]
    changed = []
    window.desk.library.operate(
        lambda library: library.facts.set(sheet.id, {"author": author}), changed.append
    )
    qtbot.waitUntil(lambda: bool(changed), timeout=LATEST)
    trigger(window, "copy_citation")
    assert copied(qtbot, clipboard)[0] == "(Holt, n.d.)"


def test_selected_readings_are_listed_in_a_bibliography(qtbot, stocked, clipboard):
    window, readings = stocked
    pane = window.library_pane
    click(qtbot, pane.view, f"reading:{readings[1]}")
    click(qtbot, pane.view, f"reading:{readings[3]}", CONTROL)
    menu_at(pane.view, f"reading:{readings[3]}")["Copy bibliography"].trigger()
    text, markup = copied(qtbot, clipboard)
    first, second = text.split("\n")
    assert first.startswith("Council approves harbour tram")
    assert "City Examiner" in first
    assert second.startswith("Water company fined. (2023, November 2). The Ledger")
    assert "<i>The Ledger</i>" in markup


def test_a_collection_is_listed_whole(qtbot, stocked, clipboard):
    window, _ = stocked
    pane = window.library_pane
    shelf = next(one for one in pane.stock.shelves().values() if one.name == "Press")
    click(qtbot, pane.shelves, shelf.key)
    qtbot.waitUntil(lambda: len(pane.listed()) == 3, timeout=LATEST)
    trigger(window, "copy_bibliography")
    assert len(copied(qtbot, clipboard)[0].split("\n")) == 3
    assert "Bibliography of 3 readings copied." in window.area.toast.text()


def test_the_details_show_how_the_reading_is_cited(qtbot, window, clipboard, settings):
    window.panes.show_tab(4)
    shown = lambda: window.inspector.details.form.citation  # noqa: E731
    qtbot.waitUntil(lambda: "Ferry to stop in May" in shown().entry.text(), timeout=LATEST)
    assert shown().isVisible()
    assert shown().entry.accessibleName() == "Cited in APA, 7th edition"
    settings["citation_style"] = "chicago-notes"
    qtbot.waitUntil(lambda: "Ferry to Stop in May" in shown().entry.text(), timeout=LATEST)
    qtbot.mouseClick(shown().copy, Qt.MouseButton.LeftButton)
    assert "Ferry to Stop in May" in copied(qtbot, clipboard)[0]
