"""The indexes of the full-text search: what they hold, and how they are kept up to date.

They are FTS5 tables over views of the library's own tables, kept up to date by triggers. They are
declared here alone and not in the migrations: `ensure_search` compares what the file has with what
is declared and builds anew what differs, because a migration that re-creates a table silently
drops its triggers.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.library.sqlite.failures import code_of
from app.reading.sureness import BEST


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
            if code_of(error.orig) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
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
