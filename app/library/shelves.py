"""Tags and collections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Column, Connection, Table, func, select

from app.language import ntr, tr
from app.library import schema
from app.library.database import Database
from app.library.lists import only, there
from app.library.recording import Recorder
from app.library.shelf_contents import ShelfContents
from app.reading.failures import Refused
from app.reading.operations import Operation
from app.reading.shelves import Collection, Tag

LONGEST_NAME = 200
"""Characters of a tag's or a collection's name."""


class Shelves:
    """Puts readings in order: tags, collections, and smart collections, which are saved searches.

    Names differ by more than case and blanks: "Water" and " water" are one tag.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.contents = ShelfContents(database)

    # Tags

    def tags(self) -> list[Tag]:
        """Return every tag by its name, with how many readings have it."""
        table = schema.tags
        wanted = select(table.c.id, table.c.name).order_by(table.c.folded)
        with self._database.reading() as connection:
            held = _counts(connection, schema.reading_tags.c.tag)
            return [Tag(row.name, held[row.id]) for row in connection.execute(wanted)]

    def tag(
        self, readings: Sequence[int], add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> Operation:
        """Give readings tags and take others off them."""
        with self._database.writing() as connection:
            title = only(connection, readings)
            what = (
                tr("tags of “{title}”", title=title)
                if title
                else ntr("tags of {count} reading", "tags of {count} readings", len(readings))
            )
            recorder = Recorder(connection, what)
            for reading in readings:
                there(connection, reading)
                tag_reading(recorder, reading, add)
                for name in remove:
                    key = find_tag(connection, name)
                    if key is not None:
                        recorder.delete(schema.reading_tags, {"tag": key, "reading": reading})
            return recorder.done()

    def rename_tag(self, name: str, new: str) -> Operation:
        """Give a tag another name; where that is a tag already, the two become one."""
        with self._database.writing() as connection:
            recorder = Recorder(connection, tr("renaming the tag “{name}”", name=name))
            key = _tag(connection, name)
            other = find_tag(connection, new)
            if other is None or other == key:
                values = {"name": clean(new), "folded": folded(new)}
                recorder.update(schema.tags, {"id": key}, values)
                return recorder.done()
            table = schema.reading_tags
            readings = connection.execute(select(table.c.reading).where(table.c.tag == key))
            for reading in readings.scalars().all():
                _give(recorder, reading, other)
            recorder.delete(table, {"tag": key})
            recorder.delete(schema.tags, {"id": key})
            return recorder.done()

    def delete_tag(self, name: str) -> Operation:
        """Delete a tag; the readings stay."""
        with self._database.writing() as connection:
            recorder = Recorder(connection, tr("deleting the tag “{name}”", name=name))
            key = _tag(connection, name)
            recorder.delete(schema.reading_tags, {"tag": key})
            recorder.delete(schema.tags, {"id": key})
            return recorder.done()

    # Collections

    def collections(self) -> list[Collection]:
        """Return every collection by its name, the inner ones among the others."""
        table = schema.collections
        wanted = select(table).order_by(table.c.folded, table.c.id)
        with self._database.reading() as connection:
            held = _counts(connection, schema.collection_readings.c.collection)
            return [
                Collection(
                    row.id,
                    row.name,
                    row.parent,
                    row.query,
                    None if row.query is not None else held[row.id],
                )
                for row in connection.execute(wanted)
            ]

    def add_collection(
        self, name: str, parent: int | None = None, query: str | None = None
    ) -> Operation:
        """Make a collection, with a query a smart one; `key` of its row is its id.

        Raises LibraryFailure where one of this name is there already, and for an empty name.
        """
        with self._database.writing() as connection:
            recorder = Recorder(connection, tr("the collection “{name}”", name=clean(name)))
            _free(connection, name, parent)
            make_collection(recorder, name, parent, query)
            return recorder.done()

    def change_collection(
        self, collection: int, *, name: str | None = None, query: str | None = None
    ) -> Operation:
        """Give a collection another name, or a smart one another query."""
        with self._database.writing() as connection:
            found = _collection(connection, collection)
            recorder = Recorder(connection, tr("the collection “{name}”", name=found.name))
            if name is not None and folded(name) != folded(found.name):
                _free(connection, name, found.parent)
            values: dict[str, str] = {}
            if name is not None:
                values |= {"name": clean(name), "folded": folded(name)}
            if query is not None:
                values["query"] = query
            recorder.update(schema.collections, {"id": collection}, values)
            return recorder.done()

    def move_collection(self, collection: int, parent: int | None) -> Operation:
        """Put a collection inside another, or outermost."""
        with self._database.writing() as connection:
            found = _collection(connection, collection)
            recorder = Recorder(connection, tr("moving the collection “{name}”", name=found.name))
            around = parent
            while around is not None:
                if around == collection:
                    raise Refused(
                        tr("“{name}” cannot lie inside itself.", name=found.name),
                        tr("Choose another collection."),
                    )
                around = _collection(connection, around).parent
            if parent != found.parent:
                _free(connection, found.name, parent)
            recorder.update(schema.collections, {"id": collection}, {"parent": parent})
            return recorder.done()

    def delete_collection(self, collection: int) -> Operation:
        """Delete a collection and those inside it; the readings stay."""
        with self._database.writing() as connection:
            name = _collection(connection, collection).name
            recorder = Recorder(connection, tr("deleting the collection “{name}”", name=name))
            # Inner ones first, so that taking it back makes the outer ones first.
            for inner in reversed(inside(connection, collection)):
                recorder.delete(schema.collection_readings, {"collection": inner})
                recorder.delete(schema.collections, {"id": inner})
            return recorder.done()

    def put(self, readings: Sequence[int], collection: int) -> Operation:
        """Put readings into a collection."""
        with self._database.writing() as connection:
            found = _collection(connection, collection)
            if found.smart:
                raise Refused(
                    tr(
                        "“{name}” is a smart collection: it holds what its search finds.",
                        name=found.name,
                    ),
                    tr("Put the reading into another collection, or change the search."),
                )
            title = only(connection, readings)
            what = (
                tr("putting “{title}” into “{name}”", title=title, name=found.name)
                if title
                else ntr(
                    "putting {count} reading into “{name}”",
                    "putting {count} readings into “{name}”",
                    len(readings),
                    name=found.name,
                )
            )
            recorder = Recorder(connection, what)
            for reading in readings:
                there(connection, reading)
                shelve(recorder, reading, collection)
            return recorder.done()

    def take(self, readings: Sequence[int], collection: int) -> Operation:
        """Take readings out of a collection; they stay in the library."""
        with self._database.writing() as connection:
            found = _collection(connection, collection)
            title = only(connection, readings)
            what = (
                tr("taking “{title}” out of “{name}”", title=title, name=found.name)
                if title
                else ntr(
                    "taking {count} reading out of “{name}”",
                    "taking {count} readings out of “{name}”",
                    len(readings),
                    name=found.name,
                )
            )
            recorder = Recorder(connection, what)
            for reading in readings:
                key = {"collection": collection, "reading": reading}
                recorder.delete(schema.collection_readings, key)
            return recorder.done()


def _counts(connection: Connection, key: Column[int]) -> Counter[int]:
    """Count the readings each tag or collection holds, the bin left out.

    Those in the bin are few: taking them off is quicker than looking at every reading.
    """
    readings = schema.readings
    every = select(key, func.count()).group_by(key)
    binned = select(readings.c.id).where(readings.c.deleted_at.is_not(None))
    counted = Counter({row[0]: row[1] for row in connection.execute(every)})
    for row in connection.execute(every.where(key.table.c.reading.in_(binned))):
        counted[row[0]] -= row[1]
    return counted


def clean(name: str) -> str:
    """Return a name as it is kept; raise LibraryFailure where nothing is left of it."""
    words = " ".join(name.split())[:LONGEST_NAME]
    if not words:
        raise Refused(tr("A tag or a collection needs a name."), tr("Write one."))
    return words


def folded(name: str) -> str:
    """Return what of a name tells it from others."""
    return schema.storable(clean(name)).casefold()


def find_tag(connection: Connection, name: str) -> int | None:
    """Return the id of a tag, None where there is none of this name."""
    table = schema.tags
    wanted = select(table.c.id).where(table.c.folded == folded(name))
    found: int | None = connection.execute(wanted).scalar()
    return found


def tags_of(connection: Connection, reading: int) -> tuple[str, ...]:
    """Return the names of a reading's tags."""
    table, given = schema.tags, schema.reading_tags
    wanted = (
        select(table.c.name)
        .join(given, given.c.tag == table.c.id)
        .where(given.c.reading == reading)
        .order_by(table.c.folded)
    )
    return tuple(connection.execute(wanted).scalars())


def tag_reading(recorder: Recorder, reading: int, names: Sequence[str]) -> None:
    """Give a reading tags, making those that are new."""
    for name in names:
        key = find_tag(recorder.connection, name)
        _give(recorder, reading, make_tag(recorder, name) if key is None else key)


def make_tag(recorder: Recorder, name: str) -> int:
    """Make a tag without looking whether there is one of this name; return its id."""
    key = _next(recorder.connection, schema.tags)
    values = {"name": clean(name), "folded": folded(name)}
    recorder.insert(schema.tags, {"id": key}, values)
    return key


def _give(recorder: Recorder, reading: int, key: int) -> None:
    given = schema.reading_tags
    same = select(given).where(given.c.tag == key, given.c.reading == reading)
    if recorder.connection.execute(same).first() is None:
        recorder.insert(given, {"tag": key, "reading": reading}, {})


def make_collection(
    recorder: Recorder, name: str, parent: int | None, query: str | None = None
) -> int:
    """Make a collection without looking whether there is one of this name; return its id."""
    key = _next(recorder.connection, schema.collections)
    values = {"name": clean(name), "folded": folded(name), "parent": parent, "query": query}
    recorder.insert(schema.collections, {"id": key}, values)
    return key


def find_collection(connection: Connection, name: str, parent: int | None) -> int | None:
    """Return the id of the collection of this name that is no smart one, None for none."""
    table = schema.collections
    wanted = select(table.c.id).where(
        table.c.folded == folded(name),
        table.c.parent.is_(None) if parent is None else table.c.parent == parent,
        table.c.query.is_(None),
    )
    found: int | None = connection.execute(wanted.order_by(table.c.id).limit(1)).scalar()
    return found


def shelve(recorder: Recorder, reading: int, collection: int) -> None:
    """Put a reading into a collection where it does not lie in it already."""
    held = schema.collection_readings
    same = select(held).where(held.c.collection == collection, held.c.reading == reading)
    if recorder.connection.execute(same).first() is None:
        recorder.insert(held, {"collection": collection, "reading": reading}, {})


def inside(connection: Connection, collection: int) -> list[int]:
    """Return a collection and all inside it, the outer ones first."""
    table = schema.collections
    found = [collection]
    for around in found:
        inner = select(table.c.id).where(table.c.parent == around)
        found += [key for key in connection.execute(inner).scalars() if key not in found]
    return found


def _next(connection: Connection, table: Table) -> int:
    last: int | None = connection.execute(select(func.max(table.c.id))).scalar()
    return (last or 0) + 1


def _tag(connection: Connection, name: str) -> int:
    key = find_tag(connection, name)
    if key is None:
        raise Refused(tr("There is no tag “{name}”.", name=name), tr("It may have been deleted."))
    return key


def _collection(connection: Connection, collection: int) -> Collection:
    table = schema.collections
    row = connection.execute(select(table).where(table.c.id == collection)).first()
    if row is None:
        raise Refused(tr("This collection is no longer there."), tr("It may have been deleted."))
    return Collection(row.id, row.name, row.parent, row.query, None)


def _free(connection: Connection, name: str, parent: int | None) -> None:
    table = schema.collections
    same = select(table.c.id).where(
        table.c.folded == folded(name),
        table.c.parent.is_(None) if parent is None else table.c.parent == parent,
    )
    if connection.execute(same).first() is not None:
        raise Refused(
            tr("There is a collection “{name}” already.", name=clean(name)),
            tr("Choose another name."),
        )
