"""The one place where the window's parts are put together."""

from __future__ import annotations

import gc
import os
import socket
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from app import __version__, language, one_window, paths
from app.reading.failures import Failure

if TYPE_CHECKING:
    from importlib.abc import Loader

    from PySide6.QtWidgets import QApplication

    from app.desktop.main_window import MainWindow


def open_window(sources: Sequence[str], library: Path) -> int:
    """Show the window until it is closed and return the exit status.

    The library's window that is there already takes the sources instead. Raises Failure where
    there is no display: Qt itself would abort the process.
    """
    check_display()
    entry = one_window.enter(library, sources)
    if entry is None:
        return 0
    try:
        application, window = make_window(sources, library)
        window.begun.connect(lambda: _answer_the_door(entry, window))
        window.show()
        return application.exec()
    finally:
        entry.leave()


def _answer_the_door(entry: one_window.Entry, window: MainWindow) -> None:
    """Open in this window what later starts are given; not before it has been painted."""
    from app.desktop.front_door import FrontDoor  # noqa: PLC0415 (not needed to start)

    if entry.socket is not None:
        door = FrontDoor(window)
        door.brought.connect(window.doors.open)
        door.open(entry.socket)


def make_window(sources: Sequence[str], library: Path) -> tuple[QApplication, MainWindow]:
    """Put the application and its window together, and show nothing yet."""
    # Nothing made on the way to the first paint is garbage; looking for some costs a tenth of it.
    # The window collects on its own terms as soon as it is up.
    gc.disable()
    sys.meta_path.insert(0, _Unneeded())
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 (after the check, which needs no Qt)

    _spare_reading_sources()
    from app.settings import Settings  # noqa: PLC0415

    application = QApplication(sys.argv[:1])
    application.setApplicationName(paths.NAME)
    application.setApplicationDisplayName("Sayso")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(paths.NAME)
    settings = Settings()
    _speak(application, settings["language"])
    from app.desktop.main_window import MainWindow  # noqa: PLC0415

    return application, MainWindow(settings, library, sources)


def _speak(application: QApplication, setting: str) -> None:
    """Speak the reader's language, and let Qt's own buttons and dialogs speak it."""
    spoken = language.chosen(setting, _wanted_by_the_system())
    language.use(spoken, paths.resource("languages"))
    if spoken == language.ENGLISH:
        return
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator  # noqa: PLC0415 (as above)

    QLocale.setDefault(QLocale(spoken))
    words = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(f"qtbase_{spoken}", folder):
        application.installTranslator(words)


def _wanted_by_the_system() -> Sequence[str]:
    """Return the codes of the languages the desktop is set to; none where the environment says so."""
    if sys.platform.startswith("linux"):
        return ()
    # Takes its time: Qt makes its list of all languages and countries.
    from PySide6.QtCore import QLocale  # noqa: PLC0415 (as above)

    return QLocale.system().uiLanguages()


class _Unneeded:
    """Gives PySide, in place of what it writes its type hints with, an empty module.

    It loads that at each start, twice, with what it compiles: a twentieth of the start.
    """

    NAME = "shibokensupport.signature.lib.pyi_generator"

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        return ModuleSpec(fullname, cast("Loader", self)) if fullname == self.NAME else None

    def create_module(self, spec: ModuleSpec) -> None:
        """Have Python make it, as it does any other."""

    def exec_module(self, module: ModuleType) -> None:
        """Leave it empty."""


def _spare_reading_sources() -> None:
    """Keep PySide from reading the source of every module that is imported from now on.

    It looks for `from __feature__ import` in them, which nothing here uses: a tenth of the start.
    """
    feature: Any = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False  # noqa: SLF001 -- there is no other way


def check_display() -> None:
    """Raise Failure when no display answers."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if not sys.platform.startswith("linux") or platform not in ("", "xcb", "wayland"):
        return
    if _wayland_answers() or _x11_answers():
        return
    raise Failure(
        "There is no display to open a window on.",
        "Start Sayso from a desktop session; `sayso --help` lists the commands that need none.",
    )


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    if not name:
        return False
    return _connects(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/"), name)))


def _x11_answers() -> bool:
    """Connect to the server DISPLAY names: [host]:number[.screen], a local socket without host."""
    host, _, rest = os.environ.get("DISPLAY", "").rpartition(":")
    number = rest.split(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 (where X servers listen)
        return _connects(path) or _connects(f"\0{path}")
    try:
        socket.create_connection((host, 6000 + int(number)), timeout=5).close()
    except OSError:
        return False
    return True


def _connects(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        try:
            client.connect(path)
        except OSError:
            return False
    return True
