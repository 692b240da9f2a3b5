import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.settings import Settings
from tests.desktop import numbers_listed

ARTICLE = """Ferry to stop in May

“The hull is worn through,” said Mira Holt. The company owns 3 ferries.

“We carry 900 people a day,” said Jon Ames.

“Nobody asked the islanders,” said Mira Holt.
"""


def pytest_collection_modifyitems(items):
    # The off-screen display says so of every window with a least size and of every menu; it is no
    # fault of ours.
    lacks = ("propagateSizeHints", "grabbing the keyboard", r"raise\(\)")
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(*lacks, extend=True))


@pytest.fixture(scope="session")
def fake_child() -> Path:
    return Path(__file__).parent / "fake_child.py"


@pytest.fixture
def command(fake_child, tmp_path) -> list[str]:
    """Start of a child process that opens and marks without loading a language model."""
    return [sys.executable, str(fake_child), str(tmp_path)]


@pytest.fixture
def article(tmp_path) -> Path:
    file = tmp_path / "ferry.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def open_window(qtbot, command, settings, tmp_path):
    """Open the real window on a library of its own; several share the library."""
    from app.desktop.main_window import MainWindow

    opened = []

    def make(*sources, library=None, wait=True, own_settings=None):
        window = MainWindow(
            own_settings or settings,
            library or tmp_path / "library.sqlite",
            [str(source) for source in sources],
            command,
        )
        opened.append(window)
        with qtbot.waitSignal(window.begun, timeout=15_000):
            window.show()
        if wait and sources:
            qtbot.waitUntil(
                lambda: window.desk.sheet is not None and window.desk.sheet.marked, timeout=15_000
            )
            qtbot.waitUntil(lambda: window.desk.sheet.id is not None, timeout=15_000)
            saved(qtbot, window)
        return window

    yield make
    for window in opened:
        window.close()
        window.deleteLater()
    QApplication.processEvents()


def saved(qtbot, window):
    """Wait until all is on the disk and listed."""
    qtbot.waitUntil(lambda: window.library.writing == 0, timeout=15_000)
    qtbot.waitUntil(window.library_pane.any_readings, timeout=15_000)


@pytest.fixture
def wait_saved(qtbot):
    return lambda window: saved(qtbot, window)


@pytest.fixture
def inspector(qtbot):
    """Return an inspector that shows the list of numbers."""
    from app.desktop.inspector import Inspector
    from app.rendering.palette import theme_named

    made = Inspector(theme_named("light"))
    made.fill()
    qtbot.addWidget(made)
    made.resize(348, 800)
    made.show()
    made.show_tab(1)
    made.show_sheet(numbers_listed.sheet())
    return made


@pytest.fixture
def tab(inspector):
    return inspector.numbers


@pytest.fixture
def clipboard(qapp):
    found = QGuiApplication.clipboard()
    found.setText("as before")
    return found


@pytest.fixture
def library_file(tmp_path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def stocked(qtbot, open_window, library_file):
    """A window on a library with readings on every kind of shelf; their ids, newest first."""
    from tests.desktop import library_stock

    readings = library_stock.filled(library_file)
    window = open_window(wait=False)
    window.resize(1400, 900)
    qtbot.waitUntil(lambda: len(window.library_pane.listed()) == 8, timeout=15_000)
    qtbot.waitUntil(lambda: window.desk.sheet is not None, timeout=15_000)
    qtbot.waitUntil(lambda: window.library.writing == 0, timeout=15_000)
    return window, readings
