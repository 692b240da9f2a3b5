"""Python's search for unused objects passes over what makes it long."""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject

from app import heap
from app.desktop.tidying import MANY, Tidying


def test_an_article_and_its_marks_are_not_searched(qtbot, open_window, article, tmp_path):
    window = open_window(article)
    other = tmp_path / "other.txt"
    other.write_text("Another\n\n“It leaks,” said Mira Holt.\n", encoding="utf-8")
    window.desk.open(str(other))
    qtbot.waitUntil(
        lambda: window.desk.sheet.document.title == "Another" and window.desk.sheet.marked
    )
    searched = {id(item) for item in gc.get_objects()}
    assert window.desk.sheet.analysis.attributions
    for attribution in window.desk.sheet.analysis.attributions:
        assert id(attribution) not in searched
    for row in window.desk.sheet.composition.rows:
        assert id(row) not in searched


def test_what_is_being_read_in_is_not_searched(qtbot):
    owner = QObject()
    tidying = Tidying(owner)
    tidying.start()
    try:
        gc.collect()
        few = [[] for _ in range(10)]
        tidying._tidy()
        assert gc.get_freeze_count() == 0
        many = [[] for _ in range(2 * MANY)]
        tidying._tidy()
        assert gc.get_freeze_count() > len(many) + len(few)
    finally:
        tidying.stop()


def test_tidying_ends_with_the_window(open_window):
    window = open_window()
    assert not gc.isenabled()
    window.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_what_reading_marks_in_took_is_given_back_once(qtbot, monkeypatch):
    given = threading.Semaphore(0)
    monkeypatch.setattr(heap, "give_back", given.release)
    parent = QObject()
    tidying = Tidying(parent)
    tidying._tidy()
    tidying.spare()
    tidying.stop()

    tidying._tidy()
    tidying._tidy()

    assert given.acquire(timeout=10)
    assert not given.acquire(blocking=False)
