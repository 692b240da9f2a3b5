"""The library's one connection: found, judged, opened, and every error said in a sentence."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from app import paths
from app.library import sqlite
from app.library.schema import REVISION
from app.reading.failures import Failure, LibraryFailure


class Database:
    """One SQLite file over one connection, used by the thread that opened it and by no other.

    One connection, because only it can tell that another one has written (`data_version`).
    """

    def __init__(self, file: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self.file = file
        self.read_only = read_only
        self._raw = connection
        self._engine = _engine(connection)
        self._connection = self._engine.connect()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give the connection in a transaction that sees one state of the library throughout."""
        with said(self.file), self._begun(sqlite.BEGIN_READ):
            yield self._connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the connection in a transaction that is kept whole or not at all."""
        if self.read_only:
            raise LibraryFailure(
                "This library is read-only. Nothing new is saved.",
                "Change the permissions of its file and folder, or choose another library.",
            )
        with said(self.file), self._begun(sqlite.BEGIN_WRITE):
            yield self._connection

    def data_version(self) -> int:
        """Return a number that changes when another connection has committed."""
        with said(self.file):
            try:
                return sqlite.data_version(self._connection)
            finally:
                self._connection.rollback()

    def close(self) -> None:
        """Close the connection; what was committed is safe whether or not this is called."""
        with said(self.file):
            self._connection.close()
            self._engine.dispose()
            self._raw.close()

    @contextlib.contextmanager
    def _begun(self, how: str) -> Iterator[None]:
        self._connection.execution_options(begin=how)
        with self._connection.begin():
            yield


@contextlib.contextmanager
def said(file: Path) -> Iterator[None]:
    """Turn whatever SQLite raises inside into a LibraryFailure."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        raise sqlite.failure_of(error, file) from error


def open_database(file: Path, busy_ms: int) -> Database:
    """Open a library file, making or migrating it where needed.

    Raises LibraryFailure, and leaves the file byte for byte as it is, when it is none of ours or
    was written by a newer version.
    """
    if file.is_dir():
        raise LibraryFailure(f"{file} is a folder, not a library.", "Name a file inside it.")
    if not file.exists():
        _create(file)
    read_only = not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))
    with said(file):
        identity = _judge(file, busy_ms)
        connection = _connect(file, read_only=read_only, busy_ms=busy_ms)
        try:
            sqlite.prepare(connection, read_only=read_only)
            database = Database(file, connection, read_only=read_only)
            if not read_only:
                _make_private(file)
                _bring_up_to_date(database, connection, identity)
        except BaseException:
            connection.close()
            raise
    return database


def _create(file: Path) -> None:
    try:
        paths.private_folder(file.parent)
        paths.private_file(file)
    except Failure as failure:
        raise LibraryFailure(failure.reason, failure.advice) from failure
    except OSError as error:
        raise LibraryFailure(
            f"A library cannot be made at {file} ({error.strerror}).",
            "Choose a place where you may write.",
        ) from error


def _judge(file: Path, busy_ms: int) -> sqlite.Identity:
    """Read what the file is without touching it; raise LibraryFailure unless it is ours."""
    connection = _connect(file, read_only=True, busy_ms=busy_ms)
    try:
        identity = sqlite.identify(connection)
    finally:
        connection.close()
    empty = identity.application == 0 and identity.tables == 0
    if identity.application != sqlite.APPLICATION_ID and not empty:
        raise sqlite.not_a_library(file)
    if identity.revision not in (None, REVISION):
        from app.library.upgrade import known_revisions  # noqa: PLC0415 -- half a second, rarely needed

        if identity.revision not in known_revisions():
            raise LibraryFailure(
                f"The library {file} was written by a newer version of Sayso. It was left as it is.",
                "Update Sayso to open it, or choose another library.",
            )
    if identity.revision != REVISION and not os.access(file, os.W_OK):
        raise LibraryFailure(
            f"The library {file} has to be brought up to date first, and it is read-only.",
            "Change its permissions, or copy it to a place where you may write.",
        )
    return identity


def _connect(file: Path, *, read_only: bool, busy_ms: int) -> sqlite3.Connection:
    # Without a log nobody has the file open, and where its folder is read-only SQLite could not
    # make one: then the file alone is the whole truth.
    log = file.with_name(file.name + "-wal")
    immutable = read_only and not (log.exists() and log.stat().st_size)
    return sqlite.connect(file, read_only=read_only, immutable=immutable, busy_ms=busy_ms)


def _make_private(file: Path) -> None:
    """Take the library and its log away from other users, also after a careless copy."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        beside = file.with_name(name)
        with contextlib.suppress(FileNotFoundError, PermissionError):
            if beside.stat().st_mode & 0o077:
                beside.chmod(0o600)


def _bring_up_to_date(
    database: Database, connection: sqlite3.Connection, identity: sqlite.Identity
) -> None:
    if identity.revision == REVISION:
        with database.reading() as inside:
            whole = sqlite.search_is_whole(inside)
        if not whole:
            with database.writing() as inside:
                sqlite.ensure_search(inside)
        return
    from app.library.upgrade import keep_copy, upgrade  # noqa: PLC0415 -- half a second, rarely needed

    if identity.revision is not None:
        keep_copy(connection, database.file, identity.revision)
    with database.writing() as inside:
        upgrade(inside)


def _engine(connection: sqlite3.Connection) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=lambda: connection,
        poolclass=StaticPool,
        # As they are: the search reads words out of JSON columns.
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    )

    @event.listens_for(engine, "begin")
    def begin(inside: Connection) -> None:
        inside.exec_driver_sql(inside.get_execution_options().get("begin", sqlite.BEGIN_READ))

    return engine
