"""What goes wrong is told above the text, and nothing is lost."""

import gc

import pytest
from PySide6.QtCore import Qt

from tests.desktop.hands import press, select


def test_a_failure_to_open_stands_above_the_text(qtbot, open_window, article, tmp_path):
    window = open_window(article)
    bad = tmp_path / "bad.txt"
    bad.write_text("Do not open.", encoding="utf-8")
    window.desk.open(str(bad))
    said = window.area.banners.texts
    qtbot.waitUntil(lambda: bool(said()), timeout=10_000)
    assert said() == ["This file has no article in it. Open another one."]
    assert "worn through" in window.reader.toPlainText()
    window.desk.open(str(article))
    assert said() == []


def test_a_crash_while_marking_is_told_and_marking_goes_on(qtbot, open_window, tmp_path):
    file = tmp_path / "once.txt"
    file.write_text("Once\n\nDie once. “We go on,” said Ann.", encoding="utf-8")
    window = open_window(wait=False)
    told = []
    window.desk.told.connect(lambda notice: told.append(notice.text))
    window.desk.open(str(file))
    qtbot.waitUntil(lambda: window.desk.sheet is not None and window.desk.sheet.marked, timeout=15_000)  # fmt: skip
    assert told == ["Marking restarted. You can go on reading."]
    assert window.area.banners.texts() == []
    assert len(window.desk.sheet.analysis.attributions) == 1


def test_marking_that_fails_for_good_leaves_the_text_and_an_offer(qtbot, open_window, tmp_path):
    file = tmp_path / "always.txt"
    file.write_text("Always\n\nDie always. “We go on,” said Ann.", encoding="utf-8")
    window = open_window(wait=False)
    window.desk.open(str(file))
    said = window.area.banners.texts
    wanted = "Marking stopped unexpectedly. You can go on reading."
    qtbot.waitUntil(lambda: wanted in said(), timeout=15_000)
    assert "We go on" in window.reader.toPlainText()
    select(window, "go on")
    press(qtbot, window.reader, Qt.Key.Key_H)
    assert len(window.desk.sheet.own) == 1


def test_cancelling_stops_marking_and_keeps_the_text(qtbot, open_window, tmp_path):
    file = tmp_path / "hang.txt"
    file.write_text("Hanging\n\nHang. “We go on,” said Ann.", encoding="utf-8")
    window = open_window(wait=False)
    window.desk.open(str(file))
    qtbot.waitUntil((tmp_path / "hanging").exists, timeout=15_000)
    qtbot.waitUntil(window.area.progress.isVisible, timeout=5_000)
    press(qtbot, window.reader, Qt.Key.Key_Escape)
    assert not window.area.progress.isVisible()
    assert window.area.banners.texts() == ["Marking was stopped."]
    assert "We go on" in window.reader.toPlainText()


def test_closing_while_marking_keeps_the_article(qtbot, open_window, tmp_path):
    from app.library.library import Library

    file = tmp_path / "hang.txt"
    file.write_text("Hanging\n\nHang. “We go on,” said Ann.", encoding="utf-8")
    window = open_window(wait=False)
    window.desk.open(str(file))
    qtbot.waitUntil((tmp_path / "hanging").exists, timeout=15_000)
    window.close()
    with Library.open(tmp_path / "library.sqlite") as library:
        assert [row.title for row in library.readings(limit=5)] == ["Hanging"]


def test_a_library_from_a_newer_version_is_told_and_reading_works(
    qtbot, open_window, article, tmp_path
):
    import sqlite3

    from app.library.library import Library

    file = tmp_path / "newer.sqlite"
    Library.open(file).close()
    with sqlite3.connect(file) as connection:
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type='table'")]  # fmt: skip
        assert "alembic_version" in tables
        connection.execute("update alembic_version set version_num = '9999'")
    connection.close()
    window = open_window(article, library=file, wait=False)
    qtbot.waitUntil(lambda: window.desk.sheet is not None and window.desk.sheet.marked, timeout=15_000)  # fmt: skip
    said = window.area.banners.texts
    qtbot.waitUntil(lambda: bool(said()), timeout=10_000)
    assert said()[0].endswith("You can read, but nothing is saved.")
    assert window.status.saved.text() == "Not saved"
    select(window, "worn through")
    press(qtbot, window.reader, Qt.Key.Key_H)
    assert len(window.desk.sheet.own) == 1


def test_a_read_only_library_is_told_and_its_readings_open(
    qtbot, open_window, article, tmp_path, monkeypatch
):
    from app.library.library import Library

    open_window(article).close()
    monkeypatch.setattr(Library, "read_only", property(lambda _self: True))
    window = open_window(wait=False)
    qtbot.waitUntil(lambda: window.desk.sheet is not None, timeout=10_000)
    assert window.area.banners.texts() == ["This library is read-only. Nothing new is saved."]
    assert window.status.saved.text() == "Not saved"
    assert window.desk.sheet.marked


def test_closing_leaves_no_process_and_no_thread(qtbot, open_window, article):
    import os

    window = open_window(article)
    numbers = [window.desk.marker_process, window.desk.opener.process_id]
    assert all(numbers)
    window.close()
    gc.collect()
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
    assert not window.library._thread.isRunning()


def test_a_library_deleted_while_open_is_said_and_saved_again(
    qtbot, open_window, article, tmp_path, wait_saved
):
    from app.library.library import Library

    window = open_window(article)
    file = tmp_path / "library.sqlite"
    for name in (file, tmp_path / "library.sqlite-wal", tmp_path / "library.sqlite-shm"):
        name.unlink(missing_ok=True)
    select(window, "worn through")
    press(qtbot, window.reader, Qt.Key.Key_H)
    banners = window.area.banners
    qtbot.waitUntil(lambda: any("is gone" in text for text in banners.texts()), timeout=10_000)
    assert window.status.saved.text() == "Not saved"
    next(b.notice for b in banners._shown if "is gone" in b.notice.text).do()
    qtbot.waitUntil(lambda: f"The library is saved at {file}." in banners.texts(), timeout=10_000)
    qtbot.waitUntil(lambda: window.status.saved.text() == "Saved", timeout=10_000)
    with Library.open(file) as other:
        (reading,) = other.readings()
        assert [own.anchor.exact for own in other.load(reading.id).own] == ["worn through"]


def test_a_library_that_was_replaced_is_saved_beside_the_other(
    qtbot, open_window, article, tmp_path
):
    from app.library.library import Library

    window = open_window(article)
    file = tmp_path / "library.sqlite"
    Library.open(tmp_path / "other.sqlite").close()
    (tmp_path / "other.sqlite").rename(file)
    select(window, "worn through")
    press(qtbot, window.reader, Qt.Key.Key_H)
    banners = window.area.banners
    qtbot.waitUntil(lambda: any("was replaced" in text for text in banners.texts()), timeout=10_000)
    next(b.notice for b in banners._shown if "was replaced" in b.notice.text).do()
    beside = tmp_path / "library saved 1.sqlite"
    qtbot.waitUntil(lambda: f"The library is saved at {beside}." in banners.texts(), timeout=10_000)
    qtbot.waitUntil(lambda: window.status.saved.text() == "Saved", timeout=10_000)
    with Library.open(beside) as other:
        assert len(other.load(1).own) == 1


def test_a_damaged_library_is_repaired_from_the_window(
    qtbot, open_window, article, tmp_path, wait_saved
):
    window = open_window(article)
    other = tmp_path / "other.txt"
    other.write_text(
        "Another one\n\n“We row,” said Ann. " + "They row on. " * 2000, encoding="utf-8"
    )
    window.desk.open(str(other))
    qtbot.waitUntil(
        lambda: window.desk.sheet.document.title == "Another one" and window.desk.sheet.marked,
        timeout=15_000,
    )
    wait_saved(window)
    window.close()
    file = tmp_path / "library.sqlite"
    content = bytearray(file.read_bytes())
    page = content.rindex(b"They row on. They row on. ") // 4096 * 4096
    content[page : page + 4096] = b"\xa5" * 4096
    file.write_bytes(content)
    later = open_window(library=file)
    banners = later.area.banners
    qtbot.waitUntil(lambda: any("is damaged" in text for text in banners.texts()), timeout=15_000)
    next(b.notice for b in banners._shown if "is damaged" in b.notice.text).do()
    qtbot.waitUntil(lambda: any("is kept at" in text for text in banners.texts()), timeout=30_000)
    qtbot.waitUntil(lambda: len(later.library_pane.listed()) == 2, timeout=15_000)
    assert list(tmp_path.glob("library.before-repair*.sqlite"))
    qtbot.waitUntil(lambda: later.desk.sheet is not None, timeout=15_000)
    later.desk.reopen(1)
    qtbot.waitUntil(lambda: "worn through" in later.reader.toPlainText(), timeout=15_000)
