"""Zotero's database, read from a copy of it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.language import later, tr
from app.reading.failures import ImportFailure

NAME = "zotero.sqlite"
_BESIDE = ("-wal", "-journal")
"""Files with what is not in the database itself yet; the shared memory beside it is made anew."""

_NEEDED = (
    "items",
    "itemTypes",
    "itemData",
    "itemDataValues",
    "fields",
    "itemNotes",
    "itemAttachments",
)
_LONGEST = 64 * 2**20
"""Bytes of one value; the longest notes with pictures in them have a tenth."""

_ATTEMPTS = 5
_DATA_FOLDER = later(
    "Choose Zotero's data folder; Zotero shows it in its settings under Advanced, Files."
)


class Store:
    """A copy of a Zotero database; tables older versions do not have are empty."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.tables = frozenset(
            str(row[0])
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        )

    def rows(self, table: str, sql: str, *values: Any) -> list[Any]:
        """Return the rows of a query over `table`; none where there is no such table.

        Raises sqlite3.Error where the database is damaged or not as it should be.
        """
        if table not in self.tables:
            return []
        return self._connection.execute(sql, values).fetchall()


def database_of(path: Path) -> Path:
    """Return the database in a Zotero data folder, or the file itself."""
    try:
        found = path / NAME if path.is_dir() else path
        if found.is_file():
            return found.absolute()
    except (OSError, ValueError):
        pass
    raise ImportFailure(
        tr("There is no Zotero database in {name}.", name=path),
        tr(_DATA_FOLDER),
    )


def damaged(database: Path) -> ImportFailure:
    """Return the failure to read a database that is none, or not whole."""
    return ImportFailure(
        tr("{name} is damaged, or no database.", name=database.name),
        tr("Close Zotero and try again; if that does not help, let Zotero check its database."),
    )


@contextmanager
def copied(database: Path) -> Iterator[Store]:
    """Copy a database and open the copy; the original is neither locked nor written to.

    Raises ImportFailure where it is damaged or not Zotero's.
    """
    with TemporaryDirectory(prefix="sayso-zotero-") as folder:
        copy = Path(folder) / NAME
        try:
            _copy(database, copy)
        except OSError as error:
            raise ImportFailure(
                tr("{name} cannot be copied ({why}).", name=database, why=error.strerror),
                tr("Close Zotero, and check whether you may read it and whether the disk is full."),
            ) from None
        try:
            _settle(copy)
            connection = _opened(copy)
        except sqlite3.Error:
            raise damaged(database) from None
        with closing(connection):
            yield _checked(connection, database)


def _copy(database: Path, copy: Path) -> None:
    """Copy a database that may be written to meanwhile: again until nothing has changed."""
    for _ in range(_ATTEMPTS):
        before = _state(database)
        shutil.copyfile(database, copy)
        for ending in _BESIDE:
            beside, target = Path(f"{database}{ending}"), Path(f"{copy}{ending}")
            target.unlink(missing_ok=True)
            try:
                shutil.copyfile(beside, target)
            except FileNotFoundError:
                continue
        if _state(database) == before:
            return


def _state(database: Path) -> list[tuple[int, int]]:
    states = []
    for ending in ("", *_BESIDE):
        try:
            stat = Path(f"{database}{ending}").stat()
        except FileNotFoundError:
            continue
        states.append((stat.st_size, stat.st_mtime_ns))
    return states


def _settle(copy: Path) -> None:
    """Let SQLite finish in the copy what was under way, as it does after a loss of power."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _opened(copy: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)
    connection.text_factory = lambda value: value.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    return connection


def _checked(connection: sqlite3.Connection, database: Path) -> Store:
    try:
        store = Store(connection)
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error:
        raise damaged(database) from None
    if not store.tables.issuperset(_NEEDED):
        raise ImportFailure(
            tr("{name} is no Zotero database.", name=database.name),
            tr(_DATA_FOLDER),
        )
    if found is None or found[0] != "ok":
        raise damaged(database)
    return store
