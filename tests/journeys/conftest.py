from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.settings import Settings
from tests.journeys.steps import to_front

SEEN = Path(__file__).parent / "seen"

LATEST = 60_000
"""Milliseconds a journey waits for a step at most: a cold language model on a busy machine."""


def pytest_collection_modifyitems(items):
    # The off-screen display says so of every window with a least size and of every menu; it is no
    # fault of ours.
    lacks = ("propagateSizeHints", "grabbing the keyboard", r"raise\(\)")
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(*lacks, extend=True))


@pytest.fixture
def start(qtbot, tmp_path):
    """Start the window as the `sayso` command does, with real helper processes."""
    from app.desktop.main_window import MainWindow

    opened = []

    def make(*sources, library=None):
        window = MainWindow(
            Settings(tmp_path / "settings.json"),
            library or tmp_path / "library.sqlite",
            [str(source) for source in sources],
        )
        opened.append(window)
        with qtbot.waitSignal(window.begun, timeout=15_000):
            window.show()
        to_front(qtbot, window)
        return window

    yield make
    for window in opened:
        window.close()
        window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def look(qtbot):
    """Save what the window shows under a name, to be looked at by people."""

    def save(window, name):
        SEEN.mkdir(exist_ok=True)
        for _ in range(20):  # what is drawn a moment later is drawn
            QApplication.processEvents()
        assert window.grab().save(str(SEEN / f"{name}.png"))

    return save
