"""What lies on the shelves: the readings of a tag, those to be fetched, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select, tuple_

from app.library import schema
from app.library.database import Database
from app.library.lists import summaries
from app.library.rows import batched
from app.reading.listing import ReadingSummary
from app.reading.shelves import Tag, Totals

Cursor = tuple[str, int]


class ShelfContents:
    """Lists and counts readings by the shelf they stand on, the bin left out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def totals(self) -> Totals:
        """Return how many readings there are in all, to be fetched, and in the bin."""
        table = schema.readings
        live = table.c.deleted_at.is_(None)
        counts = (live, live & table.c.lacks_text, table.c.deleted_at.is_not(None))
        with self._database.reading() as connection:
            return Totals(
                *(
                    connection.execute(select(func.count(table.c.id)).where(which)).scalar_one()
                    for which in counts
                )
            )

    def tagged(
        self, name: str, limit: int = 200, before: Cursor | None = None
    ) -> list[ReadingSummary]:
        """Return the readings with a tag, those added last first.

        For the next page `before` is (`added`, `id`) of the last row shown.
        """
        given, tags = schema.reading_tags, schema.tags
        key = select(tags.c.id).where(tags.c.name == schema.storable(name)).scalar_subquery()
        having = select(given.c.reading).where(given.c.tag == key)
        return self._page(schema.readings.c.id.in_(having), limit, before)

    def to_fetch(self, limit: int = 200, before: Cursor | None = None) -> list[ReadingSummary]:
        """Return the readings that lack their text, those added last first, paged as `tagged`."""
        return self._page(schema.readings.c.lacks_text, limit, before)

    def tags_of(self, readings: Sequence[int]) -> list[Tag]:
        """Return the tags that any of these readings has, with how many of them have it."""
        given, tags = schema.reading_tags, schema.tags
        counted: Counter[str] = Counter()
        with self._database.reading() as connection:
            for some in batched(readings):
                wanted = (
                    select(tags.c.name, func.count())
                    .join(given, given.c.tag == tags.c.id)
                    .where(given.c.reading.in_(some))
                    .group_by(tags.c.id)
                )
                for name, count in connection.execute(wanted):
                    counted[name] += count
        return [Tag(name, count) for name, count in sorted(counted.items())]

    def _page(
        self, which: ColumnElement[Any], limit: int, before: Cursor | None
    ) -> list[ReadingSummary]:
        table = schema.readings
        wanted = (
            summaries()
            .where(table.c.deleted_at.is_(None), which)
            .order_by(table.c.added.desc(), table.c.id.desc())
            .limit(limit)
        )
        if before is not None:
            wanted = wanted.where(tuple_(table.c.added, table.c.id) < before)
        with self._database.reading() as connection:
            return [ReadingSummary(*row) for row in connection.execute(wanted)]
