"""Copies of the library: one where the reader wants it, and a few kept by themselves beside it.

Everything here uses connections of its own, so that it may run on any thread while the library is
open and written to, here or in another process. Times are UTC.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from app import paths
from app.language import tr
from app.library import sqlite
from app.library.aside import aside, logs_of, put
from app.library.database import said
from app.library.sqlite import failures
from app.reading.failures import Failure, LibraryFailure

Progress = Callable[[float], object]
"""Told which share of the work is done, from 0 to 1."""

Cancelled = Callable[[], bool]
"""Asked again and again whether to stop."""

BUSY_MS = 5000
"""How long to wait for somebody who has the library for himself."""

_OFTEN = timedelta(days=1)
_NEWEST = 3
_WEEKS = 4
_RESERVE = 64 * 1024 * 1024  # bytes automatic copies leave free for the library itself
_TIME = "%Y-%m-%d %H%M%S"  # no colons: not every disk takes them


class Stopped(LibraryFailure):
    """The reader stopped a copy; nothing of it was kept."""


def back_up(
    file: Path,
    target: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> None:
    """Write a consistent, checked copy of the library in `file` to `target`.

    Nobody who writes meanwhile has to wait, and what is written after the copy began is not in it.
    An earlier copy at `target` is replaced once the new one is whole; anything else there is left
    alone. Raises LibraryFailure, also for a library that is damaged, and Stopped.
    """
    file, target = _real(file), _real(target)
    _refuse_target(file, target)
    with _copying(target), connected(file, changing=True) as connection:
        needed = sqlite.size(connection)
        if shutil.disk_usage(target.parent).free < needed:
            raise _no_room(target.parent, needed)
        with aside(target) as part:
            sqlite.copy_in_steps(connection, part, partial(told, progress, cancelled))
            _check(part, file)
            put(part, target)


def name_for(file: Path, now: datetime) -> str:
    """Return the name of a copy that the reader asked for; automatic copies are named otherwise."""
    return f"{file.stem} backup {_written(now)}Z{file.suffix or '.sqlite'}"


# --- copies kept by themselves --------------------------------------------------------------------


def folder_of(file: Path) -> Path:
    """Return where a library's automatic copies lie; the folder may not exist yet."""
    file = _real(file)
    return file.with_name(f"{file.stem} backups")


def copies(file: Path) -> list[tuple[datetime, Path]]:
    """Return the automatic copies of a library and when each was made, newest first."""
    file = _real(file)
    name = re.compile(
        rf"{re.escape(file.stem)} (\d{{4}}-\d\d-\d\d \d{{6}})Z{re.escape(file.suffix)}", re.ASCII
    )
    found = []
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for path in folder_of(file).iterdir():
            if match := name.fullmatch(path.name):
                with contextlib.suppress(ValueError):  # such as a 31st of February
                    made = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
                    found.append((made, path))
    return sorted(found, reverse=True)


def due(file: Path, now: datetime) -> bool:
    """Tell whether it is time for a copy: the library was changed, and the last one is a day old."""
    file = _real(file)
    if not file.exists():
        return False
    made = next((made for made, _ in copies(file)), None)
    if made is None:
        return True
    aged = not timedelta() <= now - made < _OFTEN  # also where the clock was ahead
    return aged and _changed(file) > made.timestamp()


def keep_copy_now(
    file: Path,
    now: datetime,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Path:
    """Make an automatic copy, remove those no longer needed, and return the new one.

    Earlier copies are only removed once the new one is known to be whole, so a damaged library
    never drives out the copies it could be restored from. Raises LibraryFailure and Stopped.
    """
    file = _real(file)
    try:
        folder = paths.private_folder(folder_of(file))
    except Failure as failure:
        raise LibraryFailure(failure.reason, failure.advice) from failure
    target = folder / f"{file.stem} {_written(now)}Z{file.suffix}"
    with _copying(target), connected(file, changing=True) as connection:
        needed = sqlite.size(connection) + _RESERVE
    if shutil.disk_usage(folder).free < needed:
        raise _no_room(folder, needed)
    back_up(file, target, progress, cancelled)
    rotate(file)
    return target


def rotate(file: Path) -> list[Path]:
    """Remove automatic copies but for the newest three and, of those before, one of each week.

    Of four weeks, the newest ones of which there are any. Returns what was removed.
    """
    weeks: dict[tuple[int, int], Path] = {}
    removed = []
    for made, path in copies(file)[_NEWEST:]:
        year, week, _ = made.isocalendar()
        if (year, week) in weeks or len(weeks) == _WEEKS:
            with contextlib.suppress(OSError):
                path.unlink()
                removed.append(path)
        else:
            weeks[year, week] = path
    return removed


# --- what both need -------------------------------------------------------------------------------


def look_at(file: Path) -> sqlite.Identity:
    """Return what a file says it is, without changing it; raise LibraryFailure unless it is ours."""
    with connected(file, changing=False) as connection:
        return sqlite.identify(connection)


@contextlib.contextmanager
def connected(file: Path, *, changing: bool) -> Iterator[sqlite3.Connection]:
    """Give a connection to copy a library from; raise LibraryFailure unless there is one.

    `changing` where others may write to it meanwhile; otherwise no trace is left beside the file.
    """
    if not file.is_file():
        raise LibraryFailure(
            tr("There is no library at {file}.", file=file), tr("See whether the name is right.")
        )
    with said(file):
        logged = any(log.exists() and log.stat().st_size for log in logs_of(file))
        writable = os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
        connection = sqlite.connect(
            file,
            # One that may write takes its log away again when it is the last to go.
            read_only=not (changing and writable),
            immutable=not logged and not (changing and writable),
            busy_ms=BUSY_MS,
        )
        try:
            if not sqlite.is_ours(connection):
                raise failures.not_a_library(file)
            yield connection
        finally:
            connection.close()


@contextlib.contextmanager
def _copying(target: Path) -> Iterator[None]:
    """Say what goes wrong while a copy is written to `target`."""
    try:
        yield
    except OSError as error:
        raise LibraryFailure(
            tr("No copy can be written to {file} ({why}).", file=target, why=error.strerror),
            tr("Choose another place, or make room there."),
        ) from error
    except LibraryFailure as failure:
        if failures.is_full(failure.__cause__):
            raise LibraryFailure(
                tr(
                    "The disk is full or did not answer, so no copy was written to {file}. "
                    "The library is as it was.",
                    file=target,
                ),
                tr("Make room there, or choose another disk for the copy."),
            ) from failure
        raise


def _refuse_target(file: Path, target: Path) -> None:
    """Raise LibraryFailure where a copy would go over something that must not be lost."""
    same = file.exists() and target.exists() and target.samefile(file)
    if same or target in (file, *logs_of(file)):
        raise LibraryFailure(
            tr("{file} is the library itself.", file=target),
            tr("Choose another name or folder for the copy."),
        )
    if any(log.exists() for log in logs_of(target)):
        raise LibraryFailure(
            tr("{file} is a library that is open or was not closed.", file=target),
            tr("Choose another name or folder for the copy."),
        )
    if target.exists():
        try:
            look_at(target)
        except LibraryFailure as failure:
            raise LibraryFailure(
                tr(
                    "{file} is there already and is no copy of a library. It was left as it is.",
                    file=target,
                ),
                tr("Choose another name or folder for the copy."),
            ) from failure


def told(progress: Progress | None, cancelled: Cancelled | None, left: int, pages: int) -> None:
    """Tell how far a copy is; raise Stopped where it is to stop."""
    if cancelled is not None and cancelled():
        raise Stopped(tr("The copy was stopped, and nothing of it was kept."))
    if progress is not None:
        progress(1 - left / pages if pages else 1.0)


def _check(part: Path, file: Path) -> None:
    """Raise LibraryFailure where a copy is damaged, which it is exactly where the library is."""
    connection = sqlite.connect(part, read_only=True, immutable=True, busy_ms=0)
    try:
        damaged = sqlite.faults(connection, thorough=False)
    finally:
        connection.close()
    if damaged:
        raise failures.damaged(file)


def _changed(file: Path) -> float:
    """Return when a library was last written to, in seconds since 1970."""
    written = [file.stat().st_mtime]
    for log in logs_of(file):
        with contextlib.suppress(FileNotFoundError):
            if log.stat().st_size and not log.name.endswith("-shm"):  # readers write that too
                written.append(log.stat().st_mtime)
    return max(written)


def _no_room(folder: Path, needed: int) -> LibraryFailure:
    return LibraryFailure(
        tr(
            "There is not enough room in {folder} for a copy of the library: it takes {size} MB.",
            folder=folder,
            size=-(-needed // 1_000_000),
        ),
        tr("Make room there, or choose another disk for the copy."),
    )


def _real(file: Path) -> Path:
    return Path(os.path.realpath(file))


def _written(now: datetime) -> str:
    return now.astimezone(UTC).strftime(_TIME)
