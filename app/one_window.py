"""One window for each library: a second start hands its articles to the first one and ends.

Who holds the lock has the window. The lock goes with the process however it ends, so a socket that
nobody answers is known to be a crash's. Needs no Qt: a second start must not load the window.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import stat
import struct
import sys
import time
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 5.0
"""Seconds a second start waits for the first, which may be starting or ending just now."""

BETWEEN = 0.05
"""Seconds between two tries to reach the first window."""

MOST_BYTES = 1_000_000
MOST_SOURCES = 10_000
MOST_LETTERS = 8_192
MOST_TOKEN = 256
LONGEST_PATH = 100
"""Bytes of a socket's path; systems take 104 or 108 at most."""

TAKEN = b"taken\n"
"""What the first window answers as soon as it has the sources."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a second start wants: sources to open, and leave (`token`) to come to the front."""

    sources: tuple[str, ...] = ()
    token: str = ""


class Entry:
    """The right to be a library's window, until `leave`.

    `socket` is where second starts knock, None where none can: the window then is one of several.
    """

    def __init__(self, socket_file: Path | None = None, lock: int = -1) -> None:
        self.socket = socket_file
        self._lock = lock

    def leave(self) -> None:
        """Let another start be the library's window."""
        if self.socket is None:
            return
        with suppress(OSError):
            self.socket.unlink(missing_ok=True)
        with suppress(OSError):
            _lock_file(self.socket).unlink(missing_ok=True)
        os.close(self._lock)
        self.socket = None


def enter(library: Path, sources: Sequence[str], patience: float = PATIENCE) -> Entry | None:
    """Become the library's window; None where its window has taken the sources.

    A window that does not answer in time does not keep the reader from having one.
    """
    file = socket_of(library)
    if file is None:
        return Entry()
    line = _line(Request(tuple(map(_from_anywhere, sources)), _token()))
    end = time.monotonic() + patience
    while True:
        try:
            lock = _take(_lock_file(file))
        except OSError:
            return Entry()
        if lock is not None:
            with suppress(OSError):
                file.unlink(missing_ok=True)  # left by a crash
            return Entry(file, lock)
        if line is None:
            return Entry()
        if hand_over(file, line, max(BETWEEN, end - time.monotonic())):
            return None
        if time.monotonic() >= end:
            return Entry()
        time.sleep(BETWEEN)


def socket_of(library: Path) -> Path | None:
    """Return where a library's window listens, None where it can have no such place."""
    if not hasattr(socket, "AF_UNIX"):
        return None
    folder = _own_folder()
    if folder is None:
        return None
    known = f"{os.getuid()}\0{os.path.realpath(library)}"
    path = known.encode("utf-8", "surrogateescape")
    # No secret: it only has to differ. A hash from hashlib would cost each start some milliseconds.
    name = f"{zlib.crc32(path):08x}{zlib.adler32(path):08x}"
    file = folder / f"{name}.socket"
    return file if len(os.fsencode(file)) <= LONGEST_PATH else None


def hand_over(file: Path, line: bytes, patience: float) -> bool:
    """Send a request to the window that listens at `file`; tell whether it was taken."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(patience)
        try:
            client.connect(str(file))
            if not is_same_user(client):
                return False
            client.sendall(line)
            return client.recv(len(TAKEN), socket.MSG_WAITALL) == TAKEN
        except OSError:
            return False


def listen(file: Path) -> socket.socket:
    """Return a socket that listens at `file` for the same user alone; raises OSError."""
    made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        made.bind(str(file))  # in a folder nobody else can enter
        file.chmod(0o600)
        made.listen(32)
        made.setblocking(False)
    except OSError:
        made.close()
        raise
    return made


def is_same_user(connection: socket.socket) -> bool:
    """Tell whether the process at the other end belongs to the same user, where that is known."""
    if sys.platform != "linux":
        return True
    try:
        size = struct.calcsize("3i")
        told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size)
    except OSError:
        return False
    _process, user, _group = struct.unpack("3i", told)
    return bool(user == os.getuid())


def request_of(line: bytes) -> Request | None:
    """Read what a second start sent; None for anything else."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    sources, token = value.get("sources"), value.get("token", "")
    if not isinstance(sources, list) or len(sources) > MOST_SOURCES or not _is_token(token):
        return None
    return Request(tuple(sources), token) if all(map(_is_source, sources)) else None


def _line(request: Request) -> bytes | None:
    """Return a request as it is sent, None where it is more than a window takes."""
    value = {"sources": list(request.sources), "token": request.token}
    line = json.dumps(value).encode("ascii") + b"\n"
    return line if len(line) <= MOST_BYTES and request_of(line) is not None else None


def _is_source(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MOST_LETTERS and "\0" not in value


def _is_token(value: Any) -> bool:
    return (
        isinstance(value, str) and len(value) <= MOST_TOKEN and (not value or value.isprintable())
    )


def _from_anywhere(source: str) -> str:
    """Return a source as it is called from any folder."""
    return source if source == "-" or "://" in source else os.path.abspath(source)  # noqa: PTH100 (links are kept)


def _token() -> str:
    """Return what the desktop gave this start to come to the front with."""
    token = os.environ.get("XDG_ACTIVATION_TOKEN") or os.environ.get("DESKTOP_STARTUP_ID") or ""
    return token if _is_token(token) else ""


def _own_folder() -> Path | None:
    """Return a folder for sockets that is this user's alone; None where there is none."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    user = os.getuid()
    from tempfile import gettempdir  # noqa: PLC0415 (seldom needed)

    folder = Path(runtime) / "sayso" if runtime else Path(gettempdir()) / f"sayso-{user}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return None
    # Somebody else may have made a folder of this name where everybody may.
    private = found.st_uid == user and not stat.S_IMODE(found.st_mode) & 0o077
    return folder if stat.S_ISDIR(found.st_mode) and private else None


def _lock_file(socket_file: Path) -> Path:
    return socket_file.with_suffix(".lock")


def _take(file: Path) -> int | None:
    """Lock a file and return its descriptor; None where another process has it locked."""
    import fcntl  # noqa: PLC0415 (not on every system)

    while True:
        descriptor = os.open(file, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(descriptor), file.lstat()):
                return descriptor
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.ENOENT):
                os.close(descriptor)
                raise
            if error.errno != errno.ENOENT:
                os.close(descriptor)
                return None
        # It was taken away between opening and locking by who left just then.
        os.close(descriptor)
