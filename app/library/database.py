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
from app.language import tr
from app.library import sqlite
from app.library.aside import aside, put_new
from app.library.schema import REVISION
from app.library.sqlite import failures, indexes
from app.reading.failures import Failure, LibraryFailure, LibraryGone


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
        self._lies: _Lies | None = None

    def stay(self) -> None:
        """From now on refuse to write once this file no longer is the one at its path."""
        self._lies = _lying(self.file)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give the connection in a transaction that sees one state of the library throughout."""
        with said(self.file), self._begun(sqlite.BEGIN_READ):
            yield self._connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the connection in a transaction that is kept whole or not at all.

        Raises LibraryGone where it would be kept in a file that nobody finds again.
        """
        if self.read_only:
            raise LibraryFailure(
                tr("This library is read-only. Nothing new is saved."),
                tr("Change the permissions of its file and folder, or choose another library."),
            )
        with said(self.file), self._begun(sqlite.BEGIN_WRITE):
            if self._lies is not None and _lying(self.file) != self._lies:
                raise self._gone()
            yield self._connection

    def data_version(self) -> int:
        """Return a number that changes when another connection has committed."""
        with said(self.file):
            try:
                return sqlite.data_version(self._connection)
            finally:
                self._connection.rollback()

    def write_back(self) -> None:
        """Bring what was committed from the log into the file, so that the log stays short."""
        with said(self.file):
            sqlite.write_back(self._raw)

    def save_elsewhere(self, target: Path) -> None:
        """Write the library as this connection sees it to a file that is not there.

        That may be the library's own path after its file was deleted or moved; to go on, open what
        was written. Raises LibraryFailure, also where there is a file already.
        """
        target = Path(os.path.realpath(target))
        with said(target):
            try:
                with aside(target) as part:
                    sqlite.copy_in_steps(self._raw, part, lambda _left, _pages: None)
                    put_new(part, target)
            except FileExistsError as error:
                raise LibraryFailure(
                    tr("There is a file {file} already. It was left as it is.", file=target),
                    tr("Choose another name for the library."),
                ) from error
            except OSError as error:
                raise LibraryFailure(
                    tr(
                        "The library cannot be saved to {file} ({why}).",
                        file=target,
                        why=error.strerror,
                    ),
                    tr("Choose another place."),
                ) from error

    def close(self) -> None:
        """Close the connection; what was committed is safe whether or not this is called."""
        with said(self.file):
            self._connection.close()
            self._engine.dispose()
            self._raw.close()

    def _gone(self) -> LibraryGone:
        if not self.file.exists():
            return LibraryGone(
                tr(
                    "The library {file} is gone: it was deleted or moved while it was open. "
                    "Nothing new is saved.",
                    file=self.file,
                ),
                tr(
                    "Put the file back where it was or save the library again from here, before "
                    "you close Sayso."
                ),
            )
        return LibraryGone(
            tr(
                "The library {file} was replaced by another file, or its log removed, while it "
                "was open. Nothing new is saved.",
                file=self.file,
            ),
            tr(
                "Save the library under another name from here, or start Sayso anew to go on with "
                "what is there now."
            ),
        )

    @contextlib.contextmanager
    def _begun(self, how: str) -> Iterator[None]:
        self._connection.execution_options(begin=how)
        with self._connection.begin():
            yield


@contextlib.contextmanager
def said(file: Path) -> Iterator[None]:
    """Turn whatever SQLite raises inside into a LibraryFailure.

    A misuse, such as from another thread, stays an sqlite3.ProgrammingError: it is a bug, and no
    sentence would help a reader.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, sqlite3.ProgrammingError):
            raise cause from error
        raise failures.failure_of(cause, file) from error


def open_database(file: Path, busy_ms: int) -> Database:
    """Open a library file, making or migrating it where needed.

    Raises LibraryFailure, and leaves the file byte for byte as it is, when it is none of ours or
    was written by a newer version.
    """
    file = Path(os.path.realpath(file))  # SQLite keeps its log beside the file, not beside a link
    if file.is_dir():
        raise LibraryFailure(
            tr("{file} is a folder, not a library.", file=file), tr("Name a file inside it.")
        )
    if not file.exists():
        _create(file)
    folder_writable = os.access(file.parent, os.W_OK)
    read_only = not (folder_writable and os.access(file, os.W_OK))
    lies = _lying(file)[0]
    with said(file), contextlib.ExitStack() as unwinding:
        revision = _judge(file, busy_ms)
        if revision != REVISION and read_only:
            raise LibraryFailure(
                tr(
                    "The library {file} has to be brought up to date first, and it is read-only.",
                    file=file,
                ),
                tr(
                    "Change the permissions of its file and folder, or copy it to a place where "
                    "you may write."
                ),
            )
        # In a folder where SQLite can make no log, nobody else can be writing one either.
        connection = sqlite.connect(
            file,
            read_only=read_only,
            immutable=not folder_writable and not _has_log(file),
            busy_ms=busy_ms,
        )
        unwinding.callback(connection.close)
        sqlite.prepare(connection, read_only=read_only)
        database = Database(file, connection, read_only=read_only)
        unwinding.callback(database.close)
        if not read_only:
            _make_private(file)
            _bring_up_to_date(database, connection, revision)
            database.stay()
        if _lying(file)[0] != lies:
            raise LibraryFailure(
                tr(
                    "The library {file} was replaced by another file while it was being opened.",
                    file=file,
                ),
                tr("Open it again."),
            )
        unwinding.pop_all()
    return database


def _create(file: Path) -> None:
    try:
        paths.private_folder(file.parent)
        paths.private_file(file)
    except Failure as failure:
        raise LibraryFailure(failure.reason, failure.advice) from failure
    except OSError as error:
        raise LibraryFailure(
            tr("A library cannot be made at {file} ({why}).", file=file, why=error.strerror),
            tr("Choose a place where you may write."),
        ) from error


def _judge(file: Path, busy_ms: int) -> str | None:
    """Return the file's revision, None for a new one; raise LibraryFailure unless it is ours.

    Looks without leaving a trace, not even a log of SQLite's beside the file.
    """
    connection = sqlite.connect(file, read_only=True, immutable=not _has_log(file), busy_ms=busy_ms)
    try:
        identity = sqlite.identify(connection)
    finally:
        connection.close()
    new = identity.application == 0 and identity.tables == 0
    if identity.application != sqlite.APPLICATION_ID and not new:
        raise failures.not_a_library(file)
    if identity.revision not in (None, REVISION):
        from app.library.upgrade import known_revisions  # noqa: PLC0415 -- half a second, rarely needed

        if identity.revision not in known_revisions():
            raise LibraryFailure(
                tr(
                    "The library {file} was written by a newer version of Sayso. It was left as it "
                    "is.",
                    file=file,
                ),
                tr("Update Sayso to open it, or choose another library."),
            )
    return identity.revision


_Lies = tuple[tuple[int, int] | None, ...]


def _lying(file: Path) -> _Lies:
    """Return what tells apart a library's file and its log, None for one that is not there.

    It is asked before every change: two microseconds a file.
    """
    found: list[tuple[int, int] | None] = []
    for name in (file, f"{file}-wal"):
        try:
            status = os.stat(name)  # noqa: PTH116 -- making a path of it takes longer than asking
        except FileNotFoundError:
            found.append(None)
        else:
            found.append((status.st_dev, status.st_ino))
    return tuple(found)


def _has_log(file: Path) -> bool:
    log = file.with_name(f"{file.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _make_private(file: Path) -> None:
    """Take the library and its log away from other users, also after a careless copy."""
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        beside = file.with_name(name)
        with contextlib.suppress(FileNotFoundError, PermissionError):
            if beside.stat().st_mode & 0o077:
                beside.chmod(0o600)


def _bring_up_to_date(
    database: Database, connection: sqlite3.Connection, revision: str | None
) -> None:
    if revision == REVISION:
        with database.reading() as inside:
            whole = indexes.search_is_whole(inside)
            tuned = whole and indexes.tuned(inside)
        if not whole:
            with database.writing() as inside:
                indexes.ensure_search(inside)
        elif not tuned:
            with database.writing() as inside:
                indexes.tune_search(inside)
        return
    from app.library.upgrade import keep_copy, upgrade  # noqa: PLC0415 -- half a second, rarely needed

    if revision is not None:
        keep_copy(connection, database.file, revision)
    with sqlite.without_foreign_keys(connection), database.writing() as inside:
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
        how = inside.get_execution_options().get("begin", sqlite.BEGIN_READ)
        sqlite.begin(connection, how)

    return engine
