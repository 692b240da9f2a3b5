"""Articles come by a drop and by a second start, and leave on paper; the window speaks German."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QFileDialog

from app import bootstrap, one_window
from tests.journeys.steps import (
    ARTICLE,
    CONTROL,
    KEY,
    LATEST,
    LEFT,
    drop,
    press,
    to_front,
    wait_settled,
)

ROOT = Path(__file__).parents[2]
DROPPED = (
    "The dropped one\n\n“It is long enough to be an article, surely,” said Ann Lee. More comes."
)


@pytest.fixture
def article(tmp_path):
    file = tmp_path / "tram.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


def shown(window, title):
    return window.desk.sheet is not None and window.desk.sheet.document.title == title


def test_what_is_dropped_is_opened(qtbot, start, look, article, tmp_path):
    window = start()
    window.resize(1440, 900)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(article))])
    for _ in drop(window.area, data):
        look(window, "26-drop")
    qtbot.waitUntil(lambda: shown(window, "Tram line to the harbour opens at last"), timeout=LATEST)
    text = QMimeData()
    text.setText(DROPPED)
    for _ in drop(window.reader.viewport(), text):
        pass
    qtbot.waitUntil(lambda: shown(window, "The dropped one"), timeout=LATEST)
    wait_settled(qtbot, window)
    look(window, "26-dropped")


def test_pages_are_seen_before_they_are_printed(qtbot, start, look, article, tmp_path, monkeypatch):
    from app.desktop.print_preview import PrintPreview

    window = start(article)
    wait_settled(qtbot, window)
    to_front(qtbot, window)
    press(qtbot, window, KEY.Key_P, held=CONTROL)
    (preview,) = window.findChildren(PrintPreview)
    qtbot.waitUntil(lambda: preview.page_count() > 0, timeout=LATEST)
    look(preview, "26-print")
    file = tmp_path / "printed.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    qtbot.mouseClick(preview.save, LEFT)
    qtbot.waitUntil(lambda: window.area.toast.text().endswith("printed.pdf."), timeout=LATEST)
    assert file.read_bytes().startswith(b"%PDF")


@pytest.fixture
def runtime(monkeypatch):
    """A folder for sockets of the test's own: paths of sockets must be short."""
    with tempfile.TemporaryDirectory(prefix="sayso") as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield


def test_a_second_start_opens_its_file_in_the_first_window(
    qtbot, start, article, tmp_path, runtime
):
    library = tmp_path / "library.sqlite"
    entry = one_window.enter(library, [])
    window = start(library=library)
    bootstrap._answer_the_door(entry, window)
    second = subprocess.Popen(
        [sys.executable, "-m", "app", "--library", str(library), str(article)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=LATEST)
        assert second.returncode == 0
        qtbot.waitUntil(
            lambda: shown(window, "Tram line to the harbour opens at last"), timeout=LATEST
        )
    finally:
        second.kill()
        second.wait()
        entry.leave()


GERMAN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app import __main__, bootstrap
from app.desktop.main_window import MainWindow

made = bootstrap.make_window
folder = Path(sys.argv.pop(1))

def make_window(sources, library):
    application, window = made(sources, library)
    window.resize(1440, 900)
    timer = QTimer(window, interval=50)

    def look():
        sheet = window.desk.sheet
        if sheet is None or not sheet.marked or sheet.id is None or window.library.writing:
            return
        timer.stop()
        window.grab().save(str(folder / "27-german.png"))
        print([menu.text().replace("&", "") for menu in window.menuBar().actions()])
        window.close()

    timer.timeout.connect(look)
    window.begun.connect(timer.start)
    return application, window

bootstrap.make_window = make_window
__main__.main()
"""


def test_the_window_speaks_german_where_the_reader_wants_it(article, tmp_path, runtime):
    settings = tmp_path / "config" / "sayso" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"language": "de"}), encoding="utf-8")
    seen = Path(__file__).parent / "seen"
    seen.mkdir(exist_ok=True)
    german = subprocess.run(
        [sys.executable, "-c", GERMAN, str(seen), str(article)],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_CACHE_HOME": str(tmp_path / "cache"),
        },
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert german.returncode == 0, german.stderr
    assert "['Datei', 'Bearbeiten', 'Ansicht'" in german.stdout
