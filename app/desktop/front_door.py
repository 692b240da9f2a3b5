"""Where second starts of Sayso knock: the first window opens what they bring and comes forward."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.one_window import (
    MOST_BYTES,
    TAKEN,
    Request,
    is_same_user,
    listen,
    request_of,
)

PATIENCE_MS = 3000
"""How long somebody who knocked may take to say what they want."""

MOST_AT_ONCE = 8
"""How many may be at the door; more are sent away."""

PIECE = 65_536


class FrontDoor(QObject):
    """Listens at a socket while the window is there. What cannot be read is sent away unanswered."""

    brought = Signal(list)  # sources; none where only the window is wanted

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._socket: socket.socket | None = None
        self._visits: set[_Visit] = set()

    def open(self, file: Path) -> None:
        """Listen; where that fails every start opens a window of its own."""
        with suppress(OSError):
            self._socket = listen(file)
            bell = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
            bell.activated.connect(self._let_in)

    def visits(self) -> int:
        """Return how many are at the door."""
        return len(self._visits)

    def _let_in(self) -> None:
        if self._socket is None:
            return
        try:
            connection, _ = self._socket.accept()
        except OSError:
            return
        if len(self._visits) >= MOST_AT_ONCE or not is_same_user(connection):
            connection.close()
            return
        visit = _Visit(connection, self._take, self)
        self._visits.add(visit)
        visit.over.connect(lambda: self._visits.discard(visit))

    def _take(self, request: Request) -> bool:
        """Do what is wanted; False where the window is closing and cannot."""
        if not self._window.isVisible():
            return False
        # Later: who knocked is not to wait for what it brought.
        QTimer.singleShot(0, self, lambda: self._open(request))
        return True

    def _open(self, request: Request) -> None:
        self.brought.emit(list(request.sources))
        come_forward(self._window, request.token)


class _Visit(QObject):
    """One who knocked, until it has said what it wants or is sent away."""

    over = Signal()

    def __init__(
        self, connection: socket.socket, take: Callable[[Request], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._connection, self._take = connection, take
        self._said = bytearray()
        connection.setblocking(False)
        self._ear = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._ear.activated.connect(self._hear)
        QTimer.singleShot(PATIENCE_MS, self, self._end)

    def _hear(self) -> None:
        try:
            piece = self._connection.recv(PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        self._said += piece
        line, found, _ = self._said.partition(b"\n")
        if found:
            request = request_of(bytes(line)) if len(line) <= MOST_BYTES else None
            if request is not None and self._take(request):
                with suppress(OSError):
                    self._connection.send(TAKEN)
        if found or not piece or len(self._said) > MOST_BYTES:
            self._end()

    def _end(self) -> None:
        if self._ear.isEnabled():
            self._ear.setEnabled(False)
            self._connection.close()
            self.over.emit()
            self.deleteLater()


def come_forward(window: QWidget, token: str = "") -> None:
    """Bring a window to the front, also one that was made small; `token` is leave to do so."""
    if token:
        os.environ["XDG_ACTIVATION_TOKEN"] = token
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
