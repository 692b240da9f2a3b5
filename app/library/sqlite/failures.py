"""What went wrong: SQLite's error codes, and the failures that a reader is told of."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from app.language import tr
from app.reading.failures import LibraryDamaged, LibraryFailure, NoLibrary


def is_busy(error: BaseException | None) -> bool:
    """Tell whether another connection is in the way."""
    return code_of(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_full(error: BaseException | None) -> bool:
    """Tell whether a disk took no more, or did not answer."""
    return code_of(error) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def is_damage(error: BaseException | None) -> bool:
    """Tell whether a file is not what was written."""
    return code_of(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_no_database(error: BaseException | None) -> bool:
    """Tell whether a file is nothing of SQLite's, or its very first bytes are damaged."""
    return code_of(error) == sqlite3.SQLITE_NOTADB


def code_of(error: BaseException | None) -> int:
    """Return which of SQLite's errors it is; 0 for any other, and for none."""
    error = getattr(error, "orig", error)  # what SQLAlchemy wraps
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def failure_of(error: BaseException | None, file: Path) -> LibraryFailure:
    """Say an SQLite error as a reader understands it."""
    code = code_of(error)
    if is_busy(error):
        return LibraryFailure(
            tr("The library {file} is in use by another program.", file=file),
            tr("Wait until that has finished, or close it, and try again."),
        )
    if code == sqlite3.SQLITE_FULL:
        return LibraryFailure(
            tr(
                "The disk is full, so the last change was not saved. What was saved before is safe."
            ),
            tr("Make room on the disk and try again."),
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return LibraryFailure(
            tr(
                "The library {file} cannot be written to. What was saved before is safe.", file=file
            ),
            tr("Change the permissions of the file and of its folder, or choose another library."),
        )
    if code == sqlite3.SQLITE_NOTADB:
        return not_a_library(file)
    if code == sqlite3.SQLITE_CORRUPT or "Could not decode" in str(error):
        return damaged(file)
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH):
        return LibraryFailure(
            tr("The library {file} cannot be opened.", file=file),
            tr("See whether the file is still there, and whether you may read it and its folder."),
        )
    if code == sqlite3.SQLITE_IOERR:
        return LibraryFailure(
            tr("The disk under the library {file} did not answer as it should.", file=file),
            tr(
                "See whether it is still connected, has room and may be written to, and try again; "
                "`sayso check` tells whether anything is damaged."
            ),
        )
    return LibraryFailure(
        tr("The library {file} could not do this ({why}).", file=file, why=error),
        tr(
            "Nothing was changed. Close Sayso and start it again; `sayso check` tells whether the "
            "library is damaged."
        ),
    )


def damaged(file: Path) -> LibraryDamaged:
    """Return the failure for a library of which pages are not what was written."""
    return LibraryDamaged(
        tr("The library {file} is damaged.", file=file),
        tr(
            "Keep the file: `sayso check --repair` saves what can be read, and `sayso restore` "
            "brings back a backup."
        ),
    )


def not_a_library(file: Path) -> NoLibrary:
    """Return the failure for a file that something else wrote."""
    return NoLibrary(
        tr("{file} is not a Sayso library. It was left as it is.", file=file),
        tr("Choose another file; one that does not exist yet becomes a new library."),
    )
