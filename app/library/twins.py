"""Readings that are the same article twice, and how two become one."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, Row, func, or_, select

from app.language import tr
from app.library import deciding, rows, schema
from app.library.alike import NEARLY, likeness
from app.library.database import Database
from app.library.lists import named, now, shown, summaries
from app.library.recording import Recorder
from app.reading.annotation import OwnAnnotation
from app.reading.listing import ReadingSummary, Twins
from app.reading.operations import Operation
from app.reading.reattaching import decided_again, reattached

MOST_COMPARED = 40
"""Texts that are compared with one, those that share most with it first."""

MOST_PAIRS = 200


class Doubles:
    """Finds readings that are one article, by address or by text, and unites them.

    Versions of one article, which the library keeps on purpose, are not taken for doubles.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, reading: int) -> list[Twins]:
        """Return the readings that seem to be the same article, the most alike first."""
        with self._database.reading() as connection:
            row = shown(connection, reading)
            return _twins(connection, row)

    def all(self, limit: int = MOST_PAIRS) -> list[Twins]:
        """Return pairs of readings that seem to be one article, the newest first."""
        found: dict[tuple[int, int], Twins] = {}
        with self._database.reading() as connection:
            for reading in _suspects(connection):
                row = shown(connection, reading)
                for pair in _twins(connection, row):
                    key = (min(pair.one.id, pair.other.id), max(pair.one.id, pair.other.id))
                    found.setdefault(key, pair)
                if len(found) >= limit:
                    break
        return list(found.values())[:limit]

    def unite(self, keep: int, other: int) -> Operation:
        """Move all that the reader did with `other` over to `keep`, and `other` to the bin.

        Highlights and decisions are put where their words stand in the text that is kept.
        """
        with self._database.writing() as connection:
            kept = shown(connection, keep)
            shown(connection, other)
            what = tr("uniting two readings of “{title}”", title=named(connection, keep))
            recorder = Recorder(connection, what)
            text = connection.execute(
                select(schema.texts.c.text).where(schema.texts.c.reading == keep)
            ).scalar_one()
            _move_own(recorder, keep, other, text)
            _move_decisions(recorder, keep, other, text)
            for table in (schema.reading_tags, schema.collection_readings):
                name = next(c.name for c in table.primary_key if c.name != "reading")
                have = select(table.c[name]).where(table.c.reading == keep)
                for key in (
                    connection.execute(
                        select(table.c[name]).where(
                            table.c.reading == other, table.c[name].not_in(have)
                        )
                    )
                    .scalars()
                    .all()
                ):
                    recorder.insert(table, {name: key, "reading": keep}, {})
            for table, name in ((schema.marks_taken_in, "mark"),):
                have = select(table.c[name]).where(table.c.reading == keep)
                for key in (
                    connection.execute(
                        select(table.c[name]).where(
                            table.c.reading == other, table.c[name].not_in(have)
                        )
                    )
                    .scalars()
                    .all()
                ):
                    recorder.insert(table, {name: key, "reading": keep}, {})
            for item in (
                connection.execute(
                    select(schema.imported_items.c.item).where(
                        schema.imported_items.c.reading == other
                    )
                )
                .scalars()
                .all()
            ):
                recorder.update(schema.imported_items, {"item": item}, {"reading": keep})
            recorder.update(
                schema.readings, {"id": other}, {"deleted_at": now(), "merged_into": keep}
            )
            if kept.earlier == other:
                recorder.update(schema.readings, {"id": keep}, {"earlier": None})
            return recorder.done()


def _move_own(recorder: Recorder, keep: int, other: int, text: str) -> None:
    connection = recorder.connection
    known = {_likeness_of(item) for item in rows.all_own(connection, keep)}
    ids = {item.id for item in rows.all_own(connection, keep)}
    for item in rows.all_own(connection, other):
        if _likeness_of(item) in known:
            continue
        placed = reattached(text, item)
        if placed.id in ids:
            placed = replace(placed, id=f"{placed.id}~{other}")
        key = {"reading": keep, "id": placed.id}
        values = {k: v for k, v in rows.own_values(placed).items() if k != "id"}
        recorder.insert(schema.own_annotations, key, values)


def _likeness_of(item: OwnAnnotation) -> tuple[str, str]:
    return item.anchor.exact, item.note


def _move_decisions(recorder: Recorder, keep: int, other: int, text: str) -> None:
    connection = recorder.connection
    ids = {item.id for item in deciding.read_decisions(connection, keep)}
    for decision in deciding.read_decisions(connection, other):
        again = decided_again(text, decision)
        if again.id in ids:
            again = replace(again, id=f"{again.id}~{other}")
        values = {k: v for k, v in deciding.decision_values(again).items() if k != "id"}
        recorder.insert(schema.decisions, {"reading": keep, "id": again.id}, values)


def _twins(connection: Connection, row: Row[object]) -> list[Twins]:
    versions = _versions(connection, row.id)
    found: dict[int, float] = {}
    table = schema.readings
    if row.canonical:
        same = select(table.c.id).where(
            table.c.canonical == row.canonical,
            table.c.deleted_at.is_(None),
            table.c.part.is_(None) if row.part is None else table.c.part == row.part,
        )
        found |= dict.fromkeys(connection.execute(same).scalars(), 1.0)
    same = select(table.c.id).where(
        table.c.text_sha256 == row.text_sha256,
        table.c.deleted_at.is_(None),
        ~table.c.lacks_text,
    )
    if not row.lacks_text:
        found |= dict.fromkeys(connection.execute(same.limit(MOST_COMPARED)).scalars(), 1.0)
        found = _nearly_alike(connection, row.id) | found
    others = [key for key in found if key != row.id and key not in versions]
    if not others:
        return []
    listed = {
        item.id: item
        for item in (
            ReadingSummary(*values)
            for values in connection.execute(summaries().where(table.c.id.in_([row.id, *others])))
        )
    }
    pairs = [Twins(listed[row.id], listed[key], found[key]) for key in others if key in listed]
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.other.id))


def _nearly_alike(connection: Connection, reading: int) -> dict[int, float]:
    table, texts, readings = schema.sketches, schema.texts, schema.readings
    own = select(table.c.band, table.c.value).where(table.c.reading == reading)
    bands = [tuple(band) for band in connection.execute(own)]
    if not bands:
        return {}
    shared = (
        select(table.c.reading, func.count().label("bands"))
        .where(
            # One lookup for each: no index helps with pairs in a list.
            or_(*((table.c.band == band) & (table.c.value == value) for band, value in bands)),
            table.c.reading != reading,
        )
        .group_by(table.c.reading)
        .order_by(func.count().desc(), table.c.reading)
        .limit(MOST_COMPARED)
    )
    near = [row.reading for row in connection.execute(shared)]
    if not near:
        return {}
    wanted = (
        select(texts.c.reading, texts.c.text)
        .join(readings, readings.c.id == texts.c.reading)
        .where(texts.c.reading.in_([*near, reading]), readings.c.deleted_at.is_(None))
    )
    text_of = {row.reading: row.text for row in connection.execute(wanted)}
    mine = text_of.pop(reading, "")
    found = {key: likeness(mine, text) for key, text in text_of.items()}
    return {key: share for key, share in found.items() if share >= NEARLY}


def _versions(connection: Connection, reading: int) -> set[int]:
    """Return the readings that are versions of this one, before it and after."""
    table = schema.readings
    found = {reading}
    new = found
    while new:
        near = select(table.c.id, table.c.earlier).where(
            table.c.id.in_(new) | table.c.earlier.in_(new)
        )
        named_ones = {key for row in connection.execute(near) for key in row if key is not None}
        new = named_ones - found
        found |= new
    return found


def _suspects(connection: Connection) -> list[int]:
    """Return the readings that share an address, a text or a band of their sketch with others."""
    table, sketches = schema.readings, schema.sketches
    live = table.c.deleted_at.is_(None)
    several = func.count() > 1
    by_address = (
        select(func.max(table.c.id))
        .where(live, table.c.canonical != "", table.c.part.is_(None))
        .group_by(table.c.canonical)
        .having(several)
    )
    by_text = (
        select(func.max(table.c.id))
        .where(live, ~table.c.lacks_text)
        .group_by(table.c.text_sha256)
        .having(several)
    )
    by_band = (
        select(func.max(sketches.c.reading))
        .group_by(sketches.c.band, sketches.c.value)
        .having(several)
    )
    found: set[int] = set()
    for statement in (by_address, by_text, by_band):
        found |= set(connection.execute(statement).scalars())
    gone = set(
        connection.execute(select(table.c.id).where(table.c.deleted_at.is_not(None))).scalars()
    )
    return sorted(found - gone, reverse=True)
