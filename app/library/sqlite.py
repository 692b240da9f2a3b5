"""Everything that only SQLite knows: pragmas, full-text search, error codes, file identity.

The three search indexes are FTS5 tables over views of the library's own tables, kept up to date by
triggers. They are declared here alone and not in the migrations: `ensure_search` compares what the
file has with what is declared and builds anew what differs, because a migration that re-creates a
table silently drops its triggers.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection

from app.reading.failures import LibraryFailure
from app.reading.views import BEST

APPLICATION_ID = 0x53617973  # "Says", in the file's header

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",  # under WAL a killed process loses no commit
    "foreign_keys = ON",
    "cache_size = -65536",
    "mmap_size = 2147483648",
    "temp_store = MEMORY",
)
_WRITER_ONLY = ("journal_mode",)

BEGIN_READ = "BEGIN"
BEGIN_WRITE = "BEGIN IMMEDIATE"  # takes the lock at once, so that waiting for it works

RANKED = 3000
"""Of more matches than this only the newest are looked at, and words found in more rows than this
do not rank: scoring costs more the commoner a word is, and says less."""


def connect(file: Path, *, read_only: bool, immutable: bool, busy_ms: int) -> sqlite3.Connection:
    """Open a file that exists, without changing it; statements begin no transaction by themselves.

    The connection refuses to be used from any other thread. `immutable` reads the file alone and
    ignores its write-ahead log: only for places where nobody can write.
    """
    mode = "ro" if read_only else "rw"
    address = f"file:{quote(str(file.absolute()))}?mode={mode}{'&immutable=1' if immutable else ''}"
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=busy_ms / 1000)


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


def sign(connection: Connection) -> None:
    """Write into the header that this file is a Sayso library."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def data_version(connection: Connection) -> int:
    """Return a number that changes when another connection has committed."""
    return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Write a consistent copy of the database, what only the log holds yet included."""
    copy = sqlite3.connect(target)
    try:
        connection.backup(copy)
    finally:
        copy.close()


# --- full-text search ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """One FTS5 table over a view, and the events that change what the view shows.

    `feeds` are (table, its column with the view's id, triggering events). `weights` tell how much
    a hit in each column counts.
    """

    name: str
    columns: tuple[str, ...]
    view: str
    weights: tuple[float, ...]
    feeds: tuple[tuple[str, str, tuple[str, ...]], ...]
    path: str  # how a row's reading is reached from the index

    @property
    def view_name(self) -> str:
        return f"{self.name}_rows"


READINGS = SearchIndex(
    name="search_readings",
    columns=("title", "byline", "outlet", "text"),
    view=(
        "SELECT readings.id AS id, title, byline, outlet, text "
        "FROM readings JOIN texts ON texts.reading = readings.id"
    ),
    weights=(8.0, 4.0, 2.0, 1.0),
    feeds=(
        # Its row goes before its text does, so the old words are still there to be taken out.
        ("readings", "id", ("DELETE", "UPDATE OF title, byline, outlet")),
        ("texts", "reading", ("INSERT", "DELETE", "UPDATE OF text")),
    ),
    path="CROSS JOIN readings ON readings.id = search_readings.rowid",
)

QUOTES = SearchIndex(
    name="search_quotes",
    columns=("words", "speaker"),
    # What a reader sees by default, and nothing twice: no attitudes, no headlines.
    view=(
        "SELECT id, words, coalesce(speaker, '') AS speaker FROM attributions "  # noqa: S608 -- a constant
        f"WHERE act <> 'attitude' AND NOT heading AND confidence >= {BEST}"
    ),
    weights=(1.0, 2.0),
    feeds=(("attributions", "id", ("INSERT", "DELETE", "UPDATE")),),
    path=(
        "CROSS JOIN attributions ON attributions.id = search_quotes.rowid "
        "CROSS JOIN readings ON readings.id = attributions.reading"
    ),
)

NUMBERS = SearchIndex(
    name="search_numbers",
    columns=("phrase", "value", "unit", "subject", "claimants"),
    # The plain value stands beside the text's wording: 2400 finds "2,400" and "$2bn" 2000000000.
    view=(
        "SELECT id, text AS phrase, coalesce(value, '') AS value, coalesce(unit, '') AS unit, "  # noqa: S608 -- a constant
        "coalesce(subject, '') AS subject, claimed_by AS claimants FROM quantities "
        f"WHERE claim AND NOT heading AND confidence >= {BEST}"
    ),
    weights=(2.0, 2.0, 1.0, 1.0, 1.0),
    feeds=(("quantities", "id", ("INSERT", "DELETE", "UPDATE")),),
    path=(
        "CROSS JOIN quantities ON quantities.id = search_numbers.rowid "
        "CROSS JOIN readings ON readings.id = quantities.reading"
    ),
)

INDEXES = (READINGS, QUOTES, NUMBERS)

_TOKENIZER = "porter unicode61 remove_diacritics 2"


def search_objects() -> dict[str, str]:
    """Return every view, index and trigger of the search: name and the statement that makes it."""
    made: dict[str, str] = {}
    for index in INDEXES:
        columns = ", ".join(index.columns)
        made[index.view_name] = f"CREATE VIEW {index.view_name} AS {index.view}"
        made[index.name] = (
            f"CREATE VIRTUAL TABLE {index.name} USING fts5({columns}, "
            f"content='{index.view_name}', content_rowid='id', tokenize='{_TOKENIZER}')"
        )
        put = f"INSERT INTO {index.name} (rowid, {columns}) SELECT id, {columns}"
        take = f"INSERT INTO {index.name} ({index.name}, rowid, {columns}) SELECT 'delete', id, {columns}"
        for table, key, events in index.feeds:
            for event in events:
                word = event.partition(" ")[0].lower()
                if word in ("delete", "update"):
                    name = f"{index.name}_{table}_before_{word}"
                    made[name] = (
                        f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN "
                        f"{take} FROM {index.view_name} WHERE id = old.{key}; END"
                    )
                if word in ("insert", "update"):
                    name = f"{index.name}_{table}_after_{word}"
                    made[name] = (
                        f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN "
                        f"{put} FROM {index.view_name} WHERE id = new.{key}; END"
                    )
    return made


def search_is_whole(connection: Connection) -> bool:
    """Tell whether the file has every part of the search exactly as declared."""
    wanted = search_objects()
    statement = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view', 'trigger')"
    rows = connection.exec_driver_sql(statement)
    return {name: sql for name, sql in rows if name in wanted} == wanted


def ensure_search(connection: Connection) -> None:
    """Build the search anew where any part of it is missing or differs."""
    if search_is_whole(connection):
        return
    wanted = search_objects()
    drop_search(connection)
    for statement in wanted.values():
        connection.exec_driver_sql(statement)
    for index in INDEXES:
        connection.exec_driver_sql(f"INSERT INTO {index.name} ({index.name}) VALUES ('rebuild')")  # noqa: S608 -- names declared above


def drop_search(connection: Connection) -> None:
    """Take the whole search out of the file, so that its tables can be changed."""
    for name, statement in reversed(search_objects().items()):
        kind = "TABLE" if "VIRTUAL" in statement else statement.split()[1]
        connection.exec_driver_sql(f"DROP {kind} IF EXISTS {name}")


def matches(
    connection: Connection, index: SearchIndex, expression: str, phrases: Sequence[str], limit: int
) -> list[int]:
    """Return the ids of the best rows for an FTS5 expression, best first, the bin left out.

    Sorted by relevance, or newest first where one of the `phrases` is too common to rank.
    """
    # CROSS JOIN: the search runs once and readings are looked up, never the other way round.
    # S608: only names declared above go into the statements.
    found = (
        f"FROM {index.name} {index.path} "
        f"WHERE {index.name} MATCH ? AND readings.deleted_at IS NULL "
        f"ORDER BY {index.name}.rowid DESC LIMIT"
    )
    if any(_common(connection, index, phrase) for phrase in phrases):
        statement = f"SELECT {index.name}.rowid {found} ?"
    else:
        score = f"bm25({index.name}, {', '.join(map(str, index.weights))})"
        statement = (
            f"SELECT id FROM (SELECT {index.name}.rowid AS id, {score} AS score "  # noqa: S608
            f"{found} {RANKED}) ORDER BY score, id DESC LIMIT ?"
        )
    return [row[0] for row in connection.exec_driver_sql(statement, (expression, limit))]


def _common(connection: Connection, index: SearchIndex, phrase: str) -> bool:
    if phrase.endswith('"*') and len(phrase) < len('"abc"*'):
        return True  # a beginning so short that merely counting its words takes too long
    statement = f"SELECT 1 FROM {index.name} WHERE {index.name} MATCH ? LIMIT 1 OFFSET {RANKED}"  # noqa: S608 -- names declared above
    return connection.exec_driver_sql(statement, (phrase,)).first() is not None


def marked_texts(
    connection: Connection, expression: str, readings: Sequence[int], before: str, after: str
) -> dict[int, str]:
    """Return the readings' texts with `before` and `after` around every word that was found."""
    # +rowid: without the plus SQLite runs the whole search once for every id.
    statement = (
        f"SELECT rowid, highlight({READINGS.name}, 3, ?, ?) FROM {READINGS.name} "  # noqa: S608 -- names declared above
        f"WHERE {READINGS.name} MATCH ? AND rowid BETWEEN ? AND ? "
        f"AND +rowid IN ({', '.join('?' * len(readings))})"
    )
    values = (before, after, expression, min(readings), max(readings), *readings)
    return {row[0]: row[1] for row in connection.exec_driver_sql(statement, values)}


# --- what went wrong ----------------------------------------------------------------------------


def failure_of(error: BaseException | None, file: Path) -> LibraryFailure:
    """Say an SQLite error as a reader understands it."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryFailure(
            f"The library {file} is in use by another program.",
            "Wait until that has finished, or close it, and try again.",
        )
    if code == sqlite3.SQLITE_FULL:
        return LibraryFailure(
            "The disk is full, so the last change was not saved. What was saved before is safe.",
            "Make room on the disk and try again.",
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return LibraryFailure(
            f"The library {file} cannot be written to. What was saved before is safe.",
            "Change the permissions of the file and of its folder, or choose another library.",
        )
    if code == sqlite3.SQLITE_NOTADB:
        return not_a_library(file)
    if code == sqlite3.SQLITE_CORRUPT:
        return LibraryFailure(
            f"The library {file} is damaged.",
            "Keep the file, most of it can usually be recovered; meanwhile choose another library "
            "or an earlier copy of this one.",
        )
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_AUTH):
        return LibraryFailure(
            f"The library {file} cannot be opened.",
            "See whether the file is still there, and whether you may read it and its folder.",
        )
    if code == sqlite3.SQLITE_IOERR:
        return LibraryFailure(
            f"The disk under the library {file} did not answer as it should.",
            "See whether the disk is still connected and has room, and try again.",
        )
    return LibraryFailure(
        f"The library {file} could not do this ({error}).",
        "Nothing was changed. Close Sayso and start it again.",
    )


def not_a_library(file: Path) -> LibraryFailure:
    """Return the failure for a file that something else wrote."""
    return LibraryFailure(
        f"{file} is not a Sayso library. It was left as it is.",
        "Choose another file; one that does not exist yet becomes a new library.",
    )
