"""The library's file as SQLite has it: its connections, its header, its copies and its faults.

Everything that only SQLite knows is in this package: in the modules here, what its errors mean,
what can still be read of a damaged file, the indexes of the search and how a search leads through
them.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection

from app.library.sqlite.failures import is_busy, is_damage

APPLICATION_ID = 0x53617973  # "Says", in the file's header

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",  # under WAL a killed process loses no commit
    "foreign_keys = ON",
    "cache_size = -65536",
    "mmap_size = 2147483648",
    "temp_store = MEMORY",
    "wal_autocheckpoint = 8192",  # 32 MB: it is done before, while nothing else is asked for
)
_WRITER_ONLY = ("journal_mode",)

BEGIN_READ = "BEGIN"
BEGIN_WRITE = "BEGIN IMMEDIATE"  # takes the lock at once, so that waiting for it works

_ASK_MS = 2
"""How often the lock is asked for. SQLite itself asks ever more seldom, down to ten times a second,
and hardly finds it free while another program takes it again and again."""


def connect(file: Path, *, read_only: bool, immutable: bool, busy_ms: int) -> sqlite3.Connection:
    """Open a file that exists, without changing it; statements begin no transaction by themselves.

    The connection refuses to be used from any other thread. `immutable` reads the file alone and
    ignores its write-ahead log: only for places where nobody can write.
    """
    mode = "ro" if read_only else "rw"
    address = f"file:{quote(str(file.absolute()))}?mode={mode}{'&immutable=1' if immutable else ''}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=busy_ms / 1000)


def begin(connection: sqlite3.Connection, how: str) -> None:
    """Begin a transaction; to write, wait for another program for as long as was said at `connect`.

    Raises sqlite3.OperationalError where that was in vain.
    """
    (patience,) = connection.execute("PRAGMA busy_timeout").fetchone()
    if how != BEGIN_WRITE or patience <= _ASK_MS:
        connection.execute(how)
        return
    until = time.monotonic() + patience / 1000
    connection.execute(f"PRAGMA busy_timeout = {_ASK_MS}")
    try:
        while not _has_begun(connection, how, last=time.monotonic() >= until):
            pass
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")


def _has_begun(connection: sqlite3.Connection, how: str, *, last: bool) -> bool:
    try:
        connection.execute(how)
    except sqlite3.OperationalError as error:
        if last or not is_busy(error):
            raise
        return False
    return True


def prepare(connection: sqlite3.Connection, *, read_only: bool) -> None:
    """Set the connection up; the first time this also turns the file to write-ahead logging."""
    for pragma in _PRAGMAS:
        if not (read_only and pragma.startswith(_WRITER_ONLY)):
            connection.execute(f"PRAGMA {pragma}").fetchall()


@contextlib.contextmanager
def without_foreign_keys(connection: sqlite3.Connection) -> Iterator[None]:
    """Let tables be re-created inside: dropping one would otherwise empty those that refer to it."""
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def dangling_rows(connection: Connection) -> int:
    """Count the rows that refer to something that is not there."""
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())


@dataclass(frozen=True, slots=True)
class Identity:
    """What a file says it is; `revision` is None where nothing was ever stored."""

    application: int
    tables: int
    revision: str | None


def identify(connection: sqlite3.Connection) -> Identity:
    """Read what the file is; raise sqlite3.DatabaseError where it is no database."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    names = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    revision = None
    if "alembic_version" in names:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        revision = row[0] if row else None
    return Identity(application, len(names), revision)


def is_ours(connection: sqlite3.Connection) -> bool:
    """Tell by its header alone whether a file is a library; the rest of it may be damaged."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    return bool(application == APPLICATION_ID)


def sign(connection: Connection) -> None:
    """Write into the header that this file is a Sayso library."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def data_version(connection: Connection) -> int:
    """Return a number that changes when another connection has committed."""
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


COPY_STEP = 256
"""How many pages are copied between two looks at whether to go on: a megabyte."""


def copy_in_steps(
    connection: sqlite3.Connection, target: Path, told: Callable[[int, int], None]
) -> None:
    """Write the database as it is at this moment into an empty file, while others go on writing.

    `told` gets how many pages are left, of how many, and may raise to stop. What is written is not
    safe from a power cut yet. One read transaction spans the whole copy: without it SQLite begins
    anew whenever somebody else has written.
    """
    connection.execute(BEGIN_READ)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        copy = sqlite3.connect(target, isolation_level=None)
        try:
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -4096"):
                copy.execute(f"PRAGMA {pragma}").fetchall()
            connection.backup(
                copy, pages=COPY_STEP, progress=lambda _code, left, pages: told(left, pages)
            )
        finally:
            copy.close()
    finally:
        connection.execute("ROLLBACK")


def write_unsafely(connection: sqlite3.Connection) -> None:
    """Write faster into a file that is thrown away where anything goes wrong."""
    for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}").fetchall()


def size(connection: sqlite3.Connection) -> int:
    """Return how many bytes the whole database takes."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (length,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages * length)


def hold_alone(connection: sqlite3.Connection) -> None:
    """Keep every other connection out until this one closes; to be called before anything else.

    Raises SQLITE_BUSY while any other connection, of this process or another, has the file open.
    """
    # Set first, it makes the log's opening take the lock that every open connection shares.
    connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def write_back(connection: sqlite3.Connection) -> None:
    """Copy what the log holds into the file, as far as nobody still reads what was there before."""
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def merge_log(connection: sqlite3.Connection) -> None:
    """Write the log into the file and do away with it; nobody else may have the file open."""
    connection.execute("PRAGMA journal_mode = DELETE").fetchall()


def faults(connection: sqlite3.Connection, *, thorough: bool) -> list[str]:
    """Return what is wrong with the file's pages, in SQLite's words; `thorough` compares indexes."""
    check = "integrity_check" if thorough else "quick_check"
    lines: list[str] = []
    try:
        for (words,) in connection.execute(f"PRAGMA {check}"):
            lines += words.splitlines()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        lines.append(str(error))
    return [line for line in lines if line != "ok" and not line.startswith("***")]


def is_of_index(fault: str) -> bool:
    """Tell whether a fault is of an index alone, whose table is whole."""
    return fault.startswith(("row ", "wrong # of entries", "non-unique entry"))


def begins_as_ours(file: Path) -> bool:
    """Tell whether a file has the first bytes of a library, whatever follows."""
    with file.open("rb") as stream:
        header = stream.read(100)
    return header[:16] == b"SQLite format 3\0" and header[68:72] == APPLICATION_ID.to_bytes(4)


def dangles(connection: sqlite3.Connection) -> bool:
    """Tell whether any row refers to something that is not there."""
    return connection.execute("PRAGMA foreign_key_check").fetchone() is not None


def dangling_by_table(connection: Connection) -> dict[tuple[str, str], int]:
    """Count the rows that refer to something that is not there, by (table, table referred to)."""
    found = connection.exec_driver_sql("PRAGMA foreign_key_check")
    return Counter((row[0], row[2]) for row in found)


def remove_dangling(connection: Connection) -> int:
    """Remove the rows that refer to something that is not there; return how many rows it took.

    A reference that need not be there is emptied instead, and its row stays. Works on tables of
    every revision.
    """
    changed = 0
    while found := dangling_by_table(connection):
        for table in {table for table, _ in found}:
            described = connection.exec_driver_sql(f'PRAGMA table_info("{table}")')
            optional = {row[1] for row in described if not row[3]}
            for row in connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")').all():
                parent, column, key = row[2], row[3], row[4]
                # S608: names out of the file's own schema, quoted.
                if column in optional:
                    how = f'UPDATE "{table}" SET "{column}" = NULL'  # noqa: S608
                else:
                    how = f'DELETE FROM "{table}"'  # noqa: S608
                lost = f'"{column}" NOT IN (SELECT "{key}" FROM "{parent}")'  # noqa: S608
                changed += connection.exec_driver_sql(f"{how} WHERE {lost}").rowcount
    return changed


def marks_beyond_text(connection: Connection) -> int:
    """Count the attributions of which a stretch begins or ends where the text does not."""
    stretches = "content", "cue", "source"
    beyond = " OR ".join(
        f"EXISTS (SELECT 1 FROM json_each(attributions.{name}) WHERE "  # noqa: S608 -- a constant
        "json_extract(value, '$[0]') < 0 OR json_extract(value, '$[1]') > size OR "
        "json_extract(value, '$[0]') > json_extract(value, '$[1]'))"
        for name in stretches
    )
    statement = (
        "WITH sizes AS MATERIALIZED (SELECT reading, length(text) AS size FROM texts) "  # noqa: S608 -- constants
        f"SELECT count(*) FROM attributions JOIN sizes USING (reading) WHERE {beyond}"
    )
    return int(connection.exec_driver_sql(statement).scalar_one())
