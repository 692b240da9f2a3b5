"""Put a copy of the library in the library's place, so that nothing that was there is lost."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import chain, count
from pathlib import Path

from app import paths
from app.language import tr
from app.library import sqlite
from app.library.aside import aside, logs_of, put_instead, put_new
from app.library.backup import Cancelled, Progress, connected, look_at, told
from app.library.database import said
from app.library.schema import REVISION
from app.library.sqlite import damaged, failures
from app.reading.failures import Failure, LibraryFailure

BUSY_MS = 500
"""How long to wait for others to close the library: a command ends soon, a window does not."""


def restore(
    copy: Path,
    file: Path,
    now: datetime,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Path | None:
    """Make the copy the library in `file`; return where the library that was there is kept.

    None where there was none. The copy is not changed; an older one is migrated when it is opened.
    Whenever this is interrupted, `file` is the old library or the new one. Raises LibraryFailure,
    with the library as it was, where the copy is none, is damaged or of a newer version, where
    there is no room, and while anybody has the library open; and backup.Stopped.
    """
    copy, file = Path(os.path.realpath(copy)), Path(os.path.realpath(file))
    _refuse(copy, file)
    try:
        paths.private_folder(file.parent)
    except Failure as failure:
        raise LibraryFailure(failure.reason, failure.advice) from failure
    with (
        placing(file),
        connected(copy, changing=False) as connection,
        aside(file) as part,
    ):
        room_for(file.parent, sqlite.size(connection))
        sqlite.copy_in_steps(connection, part, partial(told, progress, cancelled))
        _verify(part, copy)
        if not file.exists():
            put_new(part, file)
            return None
        kept = name_beside(file, "before-restore", now)
        with alone(file) as held:
            if held is not None and not sqlite.faults(held, thorough=False):
                _merge_log(held, file)  # of a damaged one every file is kept as it is
            put_instead(part, file, kept)
        return kept


def name_beside(file: Path, why: str, now: datetime) -> Path:
    """Return a name beside a library that nothing has yet: the library's, why, and the time."""
    name = f"{file.stem}.{why}-{now.astimezone(UTC):%Y-%m-%d-%H%M%S}"
    names = (f"{name}{number}{file.suffix}" for number in chain([""], count(-2, -1)))
    return next(
        path
        for path in map(file.with_name, names)
        if not any(taken.exists() for taken in (path, *logs_of(path)))
    )


@contextlib.contextmanager
def alone(file: Path) -> Iterator[sqlite3.Connection | None]:
    """Keep everybody else out of a library; give the connection that does, to read from.

    None where the file is no database, so that nobody can have it open. Raises LibraryFailure
    while any other connection has it open.
    """
    with said(file):
        connection = damaged.connect_to_damaged(file, busy_ms=BUSY_MS)
        try:
            yield connection if _held(connection, file) else None
        finally:
            connection.close()


@contextlib.contextmanager
def placing(file: Path) -> Iterator[None]:
    """Say what goes wrong while a new file is written for the library in `file`."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise LibraryFailure(
            tr(
                "No library could be put at {file} ({why}). What was there is as it was.",
                file=file,
                why=why,
            ),
            tr("Make room on the disk, and see whether you may write there."),
        ) from error
    except LibraryFailure as failure:
        if failures.is_full(failure.__cause__):
            raise LibraryFailure(
                tr(
                    "The disk is full, so no library could be put at {file}. What was there is as "
                    "it was.",
                    file=file,
                ),
                tr("Make room on the disk and try again."),
            ) from failure
        raise


def room_for(folder: Path, needed: int) -> None:
    """Raise LibraryFailure where a folder has no room for as many bytes."""
    if shutil.disk_usage(folder).free < needed:
        raise LibraryFailure(
            tr(
                "There is not enough room in {folder}: this takes {size} MB.",
                folder=folder,
                size=-(-needed // 1_000_000),
            ),
            tr("Make room there and try again; nothing was changed."),
        )


def _refuse(copy: Path, file: Path) -> None:
    if file.is_dir():
        raise LibraryFailure(
            tr("{file} is a folder, not a library.", file=file), tr("Name a file inside it.")
        )
    if copy.exists() and file.exists() and copy.samefile(file):
        raise LibraryFailure(
            tr("{file} is the library itself.", file=copy), tr("Name a copy of it.")
        )
    try:
        identity = look_at(copy)
    except LibraryFailure as failure:
        if failures.is_damage(failure.__cause__) and sqlite.begins_as_ours(copy):
            raise _damaged(copy) from failure
        raise
    if identity.revision != REVISION:
        from app.library.upgrade import known_revisions  # noqa: PLC0415 -- half a second, rarely needed

        if identity.revision not in known_revisions():
            raise LibraryFailure(
                tr(
                    "The copy {file} was written by a newer version of Sayso. Nothing was changed.",
                    file=copy,
                ),
                tr("Update Sayso to restore it, or choose another copy."),
            )


def _damaged(copy: Path) -> LibraryFailure:
    return LibraryFailure(
        tr("The copy {file} is damaged, so it was not restored. Nothing was changed.", file=copy),
        tr(
            "Choose another copy, or let `sayso check --repair --library '{file}'` save what it "
            "holds.",
            file=copy,
        ),
    )


def _merge_log(held: sqlite3.Connection, file: Path) -> None:
    sqlite.merge_log(held)
    for log in logs_of(file):
        log.unlink(missing_ok=True)  # empty: whoever holds a library alone leaves some behind


def _verify(part: Path, copy: Path) -> None:
    """Raise LibraryFailure where what was copied is not whole."""
    connection = sqlite.connect(part, read_only=True, immutable=True, busy_ms=0)
    try:
        wrong = sqlite.faults(connection, thorough=True) or sqlite.dangles(connection)
    finally:
        connection.close()
    if wrong:
        raise _damaged(copy)


def _held(connection: sqlite3.Connection, file: Path) -> bool:
    try:
        sqlite.hold_alone(connection)
    except sqlite3.DatabaseError as error:
        if failures.is_busy(error):
            raise LibraryFailure(
                tr("The library {file} is open in another window or program.", file=file),
                tr("Close it there, so that nothing written meanwhile is lost, and try again."),
            ) from error
        if failures.is_no_database(error):
            return False
        raise
    return True
