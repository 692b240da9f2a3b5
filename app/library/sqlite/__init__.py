"""Everything that only SQLite knows: pragmas, full-text search, error codes, file identity; and, in
the modules here, how a search leads through its indexes.

The search indexes are FTS5 tables over views of the library's own tables, kept up to date by
triggers. They are declared here alone and not in the migrations: `ensure_search` compares what the
file has with what is declared and builds anew what differs, because a migration that re-creates a
table silently drops its triggers.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.language import tr
from app.reading.failures import LibraryDamaged, LibraryFailure, NoLibrary
from app.reading.sureness import BEST

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


# --- reading what is left of a damaged file -------------------------------------------------------


def connect_to_damaged(file: Path, busy_ms: int) -> sqlite3.Connection:
    """Open a file of which pages may be damaged, so that as much as possible of it can be read.

    Also where its table of contents is damaged, or it is shorter than it says.
    """
    connection = connect(file, read_only=False, immutable=False, busy_ms=busy_ms)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    read_any_text(connection)
    return connection


def read_any_text(connection: sqlite3.Connection) -> None:
    """Put U+FFFD for what is no text any more, instead of refusing the row."""
    connection.text_factory = lambda raw: raw.decode(errors="replace")


@dataclass(frozen=True, slots=True)
class Stored:
    """How a damaged file stores a table: its columns, its indexes, and what its rows are sorted by.

    `key` is `rowid` or the first column of a table without one, `unique` whether no two rows share
    it.
    """

    table: str
    columns: tuple[str, ...]
    indexes: tuple[str, ...]
    key: str
    unique: bool


def stored(connection: sqlite3.Connection, table: str, *, with_rowid: bool) -> Stored:
    """Find out how a table is stored; it has no columns where the file knows nothing of it."""
    described = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    listed = connection.execute(f'PRAGMA index_list("{table}")').fetchall()
    indexes = tuple(row[1] for row in listed if not row[4] and (with_rowid or row[3] != "pk"))
    columns = tuple(row[1] for row in described)
    first = [row[1] for row in described if row[5] == 1]
    return Stored(
        table, columns, indexes, "rowid" if with_rowid else first[0] if first else "", with_rowid
    )


def rows_between(
    connection: sqlite3.Connection, table: Stored, low: int, high: int, *, backwards: bool = False
) -> Iterator[tuple[Any, ...]]:
    """Read rows in the order of their keys, the key first; raise where one cannot be read."""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    order = "DESC" if backwards else "ASC"
    statement = (
        f'SELECT {table.key}, {columns} FROM "{table.table}" NOT INDEXED '  # noqa: S608 -- the file's own names
        f"WHERE {table.key} BETWEEN ? AND ? ORDER BY {table.key} {order}"
    )
    read = 0
    try:
        for row in connection.execute(statement, (low, high)):
            read += 1
            yield row
    except sqlite3.DatabaseError:
        # A cursor reads one row ahead and keeps the one before the fault back: asked for alone,
        # it comes without a look at what follows.
        with contextlib.suppress(sqlite3.DatabaseError):
            yield from connection.execute(f"{statement} LIMIT 1 OFFSET ?", (low, high, read))
        raise


def rows_by_index(
    connection: sqlite3.Connection, table: Stored, index: str
) -> Iterator[tuple[Any, ...]]:
    """Read rows, the key first, through an index: out of it alone where it has every column."""
    columns = ", ".join(f'"{name}"' for name in table.columns)
    return connection.execute(
        f'SELECT {table.key}, {columns} FROM "{table.table}" INDEXED BY "{index}"'  # noqa: S608 -- the file's own names
    )


def keys_by_index(connection: sqlite3.Connection, table: Stored, index: str) -> Iterator[Any]:
    """Read the keys of a table out of an index of it."""
    statement = f'SELECT {table.key} FROM "{table.table}" INDEXED BY "{index}"'  # noqa: S608 -- the file's own names
    return (row[0] for row in connection.execute(statement))


def put_row(connection: Connection, table: str, columns: Sequence[str], row: Sequence[Any]) -> bool:
    """Add a row as it was stored, unless it breaks a rule of its table or is there already."""
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    statement = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 -- the schema's names
    return connection.exec_driver_sql(statement, tuple(row)).rowcount == 1


def last_ids(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the highest id ever given, by table, for tables that never give one twice."""
    return dict(connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall())


def go_on_after(connection: Connection, last: Mapping[str, int]) -> None:
    """Give no id again up to these."""
    made = (
        "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2 "
        "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)"
    )
    raised = "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1"
    for table, number in last.items():
        connection.exec_driver_sql(made, (table, number))
        connection.exec_driver_sql(raised, (table, number))


# --- full-text search ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """One FTS5 table over a view, and the events that change what the view shows.

    `feeds` are (table, its column with the view's id, triggering events). `weights` tell how much
    a hit in each column counts. A row of the index is the row of `table` with this `key`; those
    for which `shown` does not hold are in no index.
    """

    name: str
    columns: tuple[str, ...]
    view: str
    weights: tuple[float, ...]
    feeds: tuple[tuple[str, str, tuple[str, ...]], ...]
    table: str
    key: str = "id"
    shown: str = "1"

    @property
    def view_name(self) -> str:
        return f"{self.name}_rows"

    @property
    def row(self) -> str:
        return f"{self.table}.{self.key}"

    @property
    def reading(self) -> str:
        """The column that names a row's reading."""
        return "readings.id" if self.table == "readings" else f"{self.table}.reading"

    def path(self, row: str) -> str:
        """Return how the row of a number, and its reading, are reached: looked up in this order."""
        # CROSS JOIN: the search runs once and readings are looked up, never the other way round.
        if self.table == "readings":
            return f"CROSS JOIN readings ON readings.id = {row}"
        return f"CROSS JOIN {self.table} ON {self.row} = {row} {self.to_reading}"

    @property
    def to_reading(self) -> str:
        if self.table == "readings":
            return ""
        return f"CROSS JOIN readings ON readings.id = {self.reading}"


FACET = "\ue000"
"""Stands before the words of a `facets` column, so that nothing in a text is taken for one."""

_FACET = f"char({ord(FACET)})"

WORDS_OF_A_NAME = 4
"""Words that are no further apart than this are taken to be of one name."""

_APART = f"'\"{f' {FACET}' * (WORDS_OF_A_NAME + 1)} \"'"

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
    table="readings",
)

# What a reader sees by default, and nothing twice: no attitudes, no headlines.
_QUOTES_SHOWN = (
    "attributions.act <> 'attitude' AND NOT attributions.heading "
    f"AND attributions.confidence >= {BEST}"
)

QUOTES = SearchIndex(
    name="search_quotes",
    columns=("words", "speaker", "facets"),
    view=(
        "SELECT id, words, coalesce(speaker, '') AS speaker, "  # noqa: S608 -- a constant
        f"{_FACET} || kind || CASE WHEN anonymous THEN ' ' || {_FACET} || 'anonymous' "
        f"WHEN speaker IS NOT NULL THEN ' ' || {_FACET} || 'named' ELSE '' END AS facets "
        f"FROM attributions WHERE {_QUOTES_SHOWN}"
    ),
    weights=(1.0, 2.0, 0.0),
    feeds=(("attributions", "id", ("INSERT", "DELETE", "UPDATE")),),
    table="attributions",
    shown=_QUOTES_SHOWN,
)

_NUMBERS_SHOWN = f"quantities.claim AND NOT quantities.heading AND quantities.confidence >= {BEST}"

NUMBERS = SearchIndex(
    name="search_numbers",
    columns=("phrase", "value", "unit", "subject", "claimants", "facets"),
    # The plain value stands beside the text's wording: 2400 finds "2,400" and "$2bn" 2000000000.
    view=(
        "SELECT id, text AS phrase, coalesce(value, '') AS value, coalesce(unit, '') AS unit, "  # noqa: S608 -- a constant
        # Far from each other, so that words near each other are of one name.
        f"coalesce(subject, '') AS subject, replace(claimed_by, '\",\"', {_APART}) AS claimants, "
        f"{_FACET} || kind AS facets "
        f"FROM quantities WHERE {_NUMBERS_SHOWN}"
    ),
    weights=(2.0, 2.0, 1.0, 1.0, 1.0, 0.0),
    feeds=(("quantities", "id", ("INSERT", "DELETE", "UPDATE")),),
    table="quantities",
    shown=_NUMBERS_SHOWN,
)

NOTES = SearchIndex(
    name="search_notes",
    columns=("exact", "note", "tags"),
    view="SELECT number AS id, exact, note, tags FROM own_annotations",
    weights=(1.0, 2.0, 2.0),
    feeds=(("own_annotations", "number", ("INSERT", "DELETE", "UPDATE")),),
    table="own_annotations",
    key="number",
)

INDEXES = (READINGS, QUOTES, NUMBERS, NOTES)

DATES = "search_dates"
"""The table of the readings outside the bin by their dates: `date` and `reading`."""

_DATE_OF = "CASE WHEN {0}.published <> '' THEN {0}.published ELSE {0}.added END"


_ALL_DATES = f"SELECT {_DATE_OF.format('readings')}, id FROM readings WHERE deleted_at IS NULL"  # noqa: S608 -- constants


def _dates() -> dict[str, str]:
    """Return the table of dates and the triggers that keep it, by name."""
    new = _DATE_OF.format("new")
    put = f"INSERT INTO {DATES} SELECT {new}, new.id WHERE new.deleted_at IS NULL"
    take = f"DELETE FROM {DATES} WHERE date = {_DATE_OF.format('old')} AND reading = old.id"  # noqa: S608 -- constants
    changes = "UPDATE OF published, added, deleted_at"
    triggers = {
        "insert": f"AFTER INSERT ON readings BEGIN {put}; END",
        "delete": f"AFTER DELETE ON readings BEGIN {take}; END",
        "update": f"AFTER {changes} ON readings BEGIN {take}; {put}; END",
    }
    return {
        DATES: (
            f"CREATE TABLE {DATES} (date TEXT NOT NULL, reading INTEGER NOT NULL, "
            "PRIMARY KEY (date, reading)) WITHOUT ROWID"
        ),
        **{
            f"{DATES}_{event}": f"CREATE TRIGGER {DATES}_{event} {words}"
            for event, words in triggers.items()
        },
    }


_TOKENIZER = "porter unicode61 remove_diacritics 2"

_BEGINNINGS = "2 3"
"""Beginnings of so many letters have an index of their own: they are found in so many words that
going through these takes a quarter of a second. It doubles the size of the search."""


_PARTS = 64
"""How many parts of one size an index may have before saving has to wait until they are merged."""

_MERGE_STEP = 64
"""How many pages are written in one step of merging: under 10 ms."""

_TUNING = {"automerge": 0, "crisismerge": _PARTS}
"""Every change adds a part to an index. SQLite would merge them as it saves, which then takes four
times as long; here they are merged while nothing else is asked for, by `merge_search`."""


def search_objects() -> dict[str, str]:
    """Return every view, index and trigger of the search: name and the statement that makes it."""
    made = _dates()
    for index in INDEXES:
        columns = ", ".join(index.columns)
        made[index.view_name] = f"CREATE VIEW {index.view_name} AS {index.view}"
        made[index.name] = (
            f"CREATE VIRTUAL TABLE {index.name} USING fts5({columns}, "
            f"content='{index.view_name}', content_rowid='id', tokenize='{_TOKENIZER}', "
            f"prefix='{_BEGINNINGS}')"
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
    return not search_differences(connection)


def search_differences(connection: Connection) -> list[str]:
    """Return the names of the parts of the search that are missing or not as declared."""
    statement = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view', 'trigger')"
    there = {name: made for name, made in connection.exec_driver_sql(statement)}  # noqa: C416 -- rows are no pairs to dict
    return [name for name, made in search_objects().items() if there.get(name) != made]


def ensure_search(connection: Connection) -> None:
    """Build the search anew where any part of it is missing or differs."""
    if search_is_whole(connection):
        return
    wanted = search_objects()
    drop_search(connection)
    for statement in wanted.values():
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"INSERT INTO {DATES} {_ALL_DATES}")
    for index in INDEXES:
        _tune(connection, index)
        connection.exec_driver_sql(f"INSERT INTO {index.name} ({index.name}) VALUES ('rebuild')")  # noqa: S608 -- names declared above


def tuned(connection: Connection) -> bool:
    """Tell whether every index of the search is merged when it should be."""
    wanted = _TUNING.items()
    return all(
        wanted <= dict(map(tuple, connection.exec_driver_sql(_config(index)))).items()
        for index in INDEXES
    )


def tune_search(connection: Connection) -> None:
    """Have every index of the search merged when it should be, and not while saving."""
    for index in INDEXES:
        _tune(connection, index)


def _config(index: SearchIndex) -> str:
    return f"SELECT k, v FROM {index.name}_config"  # noqa: S608 -- names declared above


def _tune(connection: Connection, index: SearchIndex) -> None:
    for name, value in _TUNING.items():
        setting = f"INSERT INTO {index.name} ({index.name}, rank) VALUES (?, ?)"  # noqa: S608 -- names declared above
        connection.exec_driver_sql(setting, (name, value))


def merge_search(connection: Connection) -> bool:
    """Merge a little of the parts of the search; False where there was nothing to merge."""
    for index in INDEXES:
        merging = f"INSERT INTO {index.name} ({index.name}, rank) VALUES ('merge', ?)"  # noqa: S608 -- names declared above
        before = _total_changes(connection)
        connection.exec_driver_sql(merging, (_MERGE_STEP,))
        # The command itself counts as one.
        if _total_changes(connection) - before > 1:
            return True
    return False


def _total_changes(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())


def search_faults(connection: Connection) -> list[str]:
    """Return the names of the search indexes that do not hold what the library holds.

    To be called in a writing transaction: SQLite asks for one, though nothing is changed.
    """
    wrong = []
    for index in INDEXES:
        check = f"INSERT INTO {index.name} ({index.name}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 -- names declared above
        try:
            connection.exec_driver_sql(check)
        except DBAPIError as error:
            if _code(error.orig) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
                raise  # the second: a table of it is not there
            wrong.append(index.name)
        except MemoryError:  # a length that is garbage
            wrong.append(index.name)
    return wrong


def drop_search(connection: Connection) -> None:
    """Take the whole search out of the file, so that its tables can be changed."""
    for name, statement in reversed(search_objects().items()):
        kind = "TABLE" if "VIRTUAL" in statement else statement.split()[1]
        connection.exec_driver_sql(f"DROP {kind} IF EXISTS {name}")


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a search begins: the rows that may be hits, by their numbers.

    `source` is what they are read from, `row` the number, `path` how their table and their reading
    are reached, `where` the condition on them. `values` are those of source and condition;
    `bounded` is as much of the condition as tells how many there are.
    """

    source: str
    row: str
    path: str
    where: str
    values: tuple[Any, ...] = ()
    bounded: str = ""


def matching(index: SearchIndex, expression: str) -> Lead:
    """Return the rows of an index in which an FTS5 expression is found."""
    row = f"{index.name}.rowid"
    where = f"{index.name} MATCH ?"
    return Lead(index.name, row, index.path(row), where, (expression,), where)


def matching_of_reading(index: SearchIndex) -> str:
    """Return the join that looks an FTS5 expression up in the rows of one reading."""
    if index is READINGS:
        return (
            f"CROSS JOIN {index.name} ON {index.name} MATCH ? AND {index.name}.rowid = readings.id"
        )
    # The rows of one analysis lie side by side: one look for all of them instead of one for each.
    ends = (
        f"(SELECT {end}({index.key}) FROM {index.table} AS beside "  # noqa: S608 -- names declared above
        "WHERE beside.reading = readings.id)"
        for end in ("min", "max")
    )
    return (
        f"CROSS JOIN {index.name} ON {index.name} MATCH ? "
        f"AND {index.name}.rowid BETWEEN {' AND '.join(ends)} "
        f"CROSS JOIN {index.table} ON {index.row} = {index.name}.rowid "
        f"AND {index.reading} = readings.id"
    )


def matched_rows(index: SearchIndex) -> str:
    """Return the statement for the numbers of the rows in which an FTS5 expression is found."""
    return f"SELECT rowid AS id FROM {index.name} WHERE {index.name} MATCH ?"  # noqa: S608 -- names declared above


def kept(connection: Connection, number: int, statement: str, values: tuple[Any, ...]) -> str:
    """Keep the ids a statement selects in a table beside the file, of this connection alone."""
    name = f"temp.kept_{number}"
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    connection.exec_driver_sql(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(f"INSERT OR IGNORE INTO {name} {statement}", values)
    return name


def numbers(ids: Sequence[int]) -> str:
    """Return the statement that selects these very numbers as `id`."""
    return f"SELECT value AS id FROM json_each('[{','.join(map(str, ids))}]')"  # noqa: S608 -- numbers alone


def relevance(index: SearchIndex) -> str:
    """Return the expression for how well a row matches: the lower, the better."""
    return f"bm25({index.name}, {', '.join(map(str, index.weights))})"


CONTENT_START = "json_extract(attributions.content, '$[0][0]')"
CONTENT_END = "json_extract(attributions.content, '$[#-1][1]')"


def marked(
    connection: Connection,
    index: SearchIndex,
    column: str,
    expression: str,
    rows: Sequence[int],
    signs: tuple[str, str],
    *,
    one_by_one: bool,
) -> dict[int, str]:
    """Return a column of some rows with `signs` around every word found in it.

    Rows in which nothing is found are left out. To look them up `one_by_one` is quick but where
    the expression has beginnings of words: these are put together anew for each.
    """
    place = index.columns.index(column)
    highlighted = f"{index.name}.rowid, highlight({index.name}, {place}, ?, ?)"
    wanted = f"{{{column}}} : ({expression})"
    if one_by_one:
        statement = (
            f"SELECT {highlighted} FROM json_each(?) AS wanted "  # noqa: S608 -- names declared above
            f"CROSS JOIN {index.name} ON {index.name}.rowid = wanted.value "
            f"WHERE {index.name} MATCH ?"
        )
        values: tuple[Any, ...] = (*signs, json.dumps(list(rows)), wanted)
    else:
        # +rowid: without the plus SQLite runs the whole search once for every id.
        statement = (
            f"SELECT {highlighted} FROM {index.name} "  # noqa: S608 -- names declared above
            f"WHERE {index.name} MATCH ? AND rowid BETWEEN ? AND ? "
            f"AND +rowid IN (SELECT value FROM json_each(?))"
        )
        values = (*signs, wanted, min(rows), max(rows), json.dumps(list(rows)))
    return {row[0]: row[1] for row in connection.exec_driver_sql(statement, values)}


# --- what went wrong ----------------------------------------------------------------------------


def is_busy(error: BaseException | None) -> bool:
    """Tell whether another connection is in the way."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_full(error: BaseException | None) -> bool:
    """Tell whether a disk took no more, or did not answer."""
    return _code(error) in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)


def is_damage(error: BaseException | None) -> bool:
    """Tell whether a file is not what was written."""
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_no_database(error: BaseException | None) -> bool:
    """Tell whether a file is nothing of SQLite's, or its very first bytes are damaged."""
    return _code(error) == sqlite3.SQLITE_NOTADB


def _code(error: BaseException | None) -> int:
    error = getattr(error, "orig", error)  # what SQLAlchemy wraps
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def failure_of(error: BaseException | None, file: Path) -> LibraryFailure:
    """Say an SQLite error as a reader understands it."""
    code = _code(error)
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
