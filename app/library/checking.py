"""See whether a library is whole: its pages, its search, and what its rows say of each other."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, and_, exists, func, or_, select

from app.language import later, ntr, tr
from app.library import rows, schema, sqlite
from app.library.backup import BUSY_MS, Progress, connected, look_at
from app.library.database import Database, said
from app.library.sqlite import damaged, failures
from app.library.sqlite.indexes import search_differences, search_faults
from app.reading.failures import LibraryFailure


class Fault(StrEnum):
    """What can be wrong with a library."""

    PAGES = "pages"
    INDEX = "index"
    SEARCH = "search"
    DANGLING = "dangling"
    NO_TEXT = "no_text"
    TEXT = "text"
    OFFSETS = "offsets"
    ORIGINAL = "original"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a sentence for the reader, and of how many things it speaks."""

    fault: Fault
    sentence: str
    count: int


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that is wrong with a library; false where nothing is.

    `deep` tells whether the originals were looked at too.
    """

    file: Path
    found: tuple[Finding, ...]
    deep: bool = False

    def __bool__(self) -> bool:
        return bool(self.found)

    def has(self, *faults: Fault) -> bool:
        """Tell whether any of these was found."""
        return any(finding.fault in faults for finding in self.found)


_Step = Callable[[Connection], Iterator[Finding]]


def check(file: Path, progress: Progress | None = None, *, deep: bool = False) -> Findings:
    """Look through a library and change nothing; `deep` also unpacks every original.

    Others may read and write meanwhile, but each search index is compared under the writers' lock:
    a few seconds in a very large library. A library of an older revision is only looked at as a
    file. Raises LibraryFailure where there is none, or of a newer version.
    """
    file = Path(os.path.realpath(file))
    revision = look_at_damaged(file)
    if revision is None:
        return Findings(file, (_pages(1, tr("its beginning cannot be read")),), deep)
    steps = [_dangling]
    if revision == schema.REVISION:
        steps += [_search, _without_text, _texts, _offsets, _stretches]
        if deep:
            steps.append(_originals)
    found: list[Finding] = []
    try:
        with said(file), connected(file, changing=True) as connection:
            damaged.read_any_text(connection)
            tell = progress or float
            tell(0.0)
            # Not in a transaction: damage that it meets would break that too.
            found += _file(connection)
            database = Database(file, connection, read_only=not os.access(file, os.W_OK))
            with contextlib.closing(database):
                for number, step in enumerate(steps, 1):
                    tell(number / (len(steps) + 1))
                    found += _taken(database, step)
            tell(1.0)
    except LibraryFailure as failure:
        if not failures.is_damage(failure.__cause__):
            raise
        found.append(_pages(1, tr("it is cut short, or its table of contents cannot be read")))
    return Findings(file, tuple(found), deep)


def look_at_damaged(file: Path) -> str | None:
    """Return a library's revision, None where not even its beginning can be read.

    Raises LibraryFailure where there is no library, or one of a newer version.
    """
    try:
        revision = look_at(file).revision
    except LibraryFailure as failure:
        if not failures.is_damage(failure.__cause__) or not sqlite.begins_as_ours(file):
            raise
        return _revision_by_tables(file)
    if revision not in (None, schema.REVISION):
        from app.library.upgrade import known_revisions  # noqa: PLC0415 -- half a second, rarely needed

        if revision not in known_revisions():
            raise LibraryFailure(
                tr(
                    "The library {file} was written by a newer version of Sayso. It was left as it "
                    "is.",
                    file=file,
                ),
                tr("Update Sayso to check it."),
            )
    return revision


def _revision_by_tables(file: Path) -> str | None:
    """Return the newest revision where a library whose own word on it is lost has its tables."""
    connection = damaged.connect_to_damaged(file, busy_ms=BUSY_MS)
    try:
        for table in schema.metadata.sorted_tables:
            found = damaged.stored(connection, table.name, with_rowid=True).columns
            if set(found) != set(table.c.keys()):
                return None
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()
    return schema.REVISION


def _taken(database: Database, step: _Step) -> list[Finding]:
    """Do one step; damage that it comes across is a finding too."""
    try:
        if step is not _search:
            with database.reading() as connection:
                return list(step(connection))
        if database.read_only:
            return []  # SQLite compares an index only where it might write
        with database.writing() as connection:
            return list(step(connection))
    except LibraryFailure as failure:
        if not failures.is_damage(failure.__cause__):
            raise
        return [Finding(Fault.UNREADABLE, tr(_UNREADABLE[step]), 1)]


def _file(connection: sqlite3.Connection) -> Iterator[Finding]:
    lines = sqlite.faults(connection, thorough=True)
    indexes = [line for line in lines if sqlite.is_of_index(line)]
    pages = [line for line in lines if not sqlite.is_of_index(line)]
    if pages:
        yield _pages(len(pages), pages[0])
    if indexes:
        said_ = ntr(
            "{count} entry of an index is not as the table has it.",
            "{count} entries of indexes are not as the table has it.",
            len(indexes),
        )
        yield Finding(Fault.INDEX, said_, len(indexes))


def _pages(count: int, first: str) -> Finding:
    said_ = ntr(
        "The file is damaged in {count} place (first: {first}).",
        "The file is damaged in {count} places (first: {first}).",
        count,
        first=first,
    )
    return Finding(Fault.PAGES, said_, count)


def _dangling(connection: Connection) -> Iterator[Finding]:
    for (table, missing), count in sorted(sqlite.dangling_by_table(connection).items()):
        said_ = ntr(
            "{count} row of “{table}” refers to something in “{missing}” that is gone.",
            "{count} rows of “{table}” refer to something in “{missing}” that is gone.",
            count,
            table=table,
            missing=missing,
        )
        yield Finding(Fault.DANGLING, said_, count)


def _search(connection: Connection) -> Iterator[Finding]:
    missing = search_differences(connection)
    if missing:
        said_ = ntr(
            "{count} part of the search is missing or not as it should be ({first}).",
            "{count} parts of the search are missing or not as it should be ({first}).",
            len(missing),
            first=missing[0],
        )
        yield Finding(Fault.SEARCH, said_, len(missing))
        return
    wrong = search_faults(connection)
    if wrong:
        said_ = ntr(
            "{count} search index does not hold what the library holds ({first}).",
            "{count} search indexes do not hold what the library holds ({first}).",
            len(wrong),
            first=wrong[0],
        )
        yield Finding(Fault.SEARCH, said_, len(wrong))


def _without_text(connection: Connection) -> Iterator[Finding]:
    table, texts = schema.readings, schema.texts
    has = exists().where(texts.c.reading == table.c.id)
    count = connection.execute(select(func.count()).select_from(table).where(~has)).scalar_one()
    if count:
        said_ = ntr("{count} reading has no text.", "{count} readings have no text.", count)
        yield Finding(Fault.NO_TEXT, said_, count)


def _texts(connection: Connection) -> Iterator[Finding]:
    wanted = select(schema.readings.c.id, schema.readings.c.text_sha256, schema.texts.c.text).where(
        schema.texts.c.reading == schema.readings.c.id, ~schema.readings.c.lacks_text
    )
    found = connection.execute(wanted, execution_options={"yield_per": 100})
    wrong = [row.id for row in found if rows.text_hash(row.text) != row.text_sha256]
    if wrong:
        said_ = ntr(
            "{count} text is not what was saved (of reading {ids}); open the article anew.",
            "{count} texts are not what was saved (of reading {ids}); open the article anew.",
            len(wrong),
            ids=_first(wrong),
        )
        yield Finding(Fault.TEXT, said_, len(wrong))


def _offsets(connection: Connection) -> Iterator[Finding]:
    sizes = (
        select(schema.texts.c.reading, func.length(schema.texts.c.text).label("size"))
        .join(schema.readings, schema.readings.c.id == schema.texts.c.reading)
        .where(~schema.readings.c.lacks_text)
        .cte("sizes")
    )
    for table in schema.metadata.sorted_tables:
        if not {"reading", "start", "end"} <= set(table.c.keys()):
            continue
        outside = or_(table.c.start < 0, table.c.end < table.c.start, table.c.end > sizes.c.size)
        if "standing" in table.c:
            outside = and_(outside, table.c.standing == "placed")
        joined = table.join(sizes, sizes.c.reading == table.c.reading)
        count = connection.execute(
            select(func.count()).select_from(joined).where(outside)
        ).scalar_one()
        yield from _beyond(table.name, count)


def _stretches(connection: Connection) -> Iterator[Finding]:
    yield from _beyond(schema.attributions.name, sqlite.marks_beyond_text(connection))


def _beyond(table: str, count: int) -> Iterator[Finding]:
    if count:
        said_ = ntr(
            "{count} row of “{table}” lies outside the text.",
            "{count} rows of “{table}” lie outside the text.",
            count,
            table=table,
        )
        yield Finding(Fault.OFFSETS, said_, count)


def _originals(connection: Connection) -> Iterator[Finding]:
    table = schema.originals
    wanted = select(table.c.reading, table.c.content, table.c.sha256)
    found = connection.execute(wanted, execution_options={"yield_per": 10})
    wrong = [row.reading for row in found if not _is_whole(row.content, row.sha256)]
    if wrong:
        said_ = ntr(
            "{count} original is not what was saved (of reading {ids}); texts and marks are not "
            "affected.",
            "{count} originals are not what was saved (of reading {ids}); texts and marks are not "
            "affected.",
            len(wrong),
            ids=_first(wrong),
        )
        yield Finding(Fault.ORIGINAL, said_, len(wrong))


def _is_whole(content: bytes, sha256: str) -> bool:
    try:
        return hashlib.sha256(zlib.decompress(content)).hexdigest() == sha256
    except zlib.error:
        return False


def _first(numbers: list[int]) -> str:
    ids = ", ".join(map(str, numbers[:5]))
    return tr("{ids} and others", ids=ids) if len(numbers) > 5 else ids


_UNREADABLE: dict[_Step, str] = {
    _dangling: later("Damage keeps what refers to what from being checked."),
    _search: later("Damage keeps the search from being checked."),
    _without_text: later("Damage keeps which readings have a text from being checked."),
    _texts: later("Damage keeps the texts from being checked."),
    _offsets: later("Damage keeps where marks lie from being checked."),
    _stretches: later("Damage keeps where attributions lie from being checked."),
    _originals: later("Damage keeps the originals from being checked."),
}
