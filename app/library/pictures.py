"""The pictures of readings, kept as they came: fetched, or in the document's own file."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, func, insert, select

from app.library import rows, schema
from app.library.database import Database
from app.library.lists import shown
from app.reading.pictures import LARGEST, MOST, PictureFile


class Pictures:
    """The pictures of one library's readings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, reading: int) -> tuple[PictureFile, ...]:
        """Return the pictures that were kept with a reading; one that is damaged is left out."""
        table = schema.picture_files
        with self._database.reading() as connection:
            shown(connection, reading)
            found = connection.execute(
                select(table).where(table.c.reading == reading).order_by(table.c.address)
            )
            return tuple(
                PictureFile(row.address, row.media_type, row.content)
                for row in found
                if rows.content_hash(row.content) == row.sha256
            )

    def keep(self, reading: int, files: Iterable[PictureFile]) -> None:
        """Keep pictures with a reading, as far as there is room for them; known ones are replaced."""
        with self._database.writing() as connection:
            shown(connection, reading)
            keep_files(connection, reading, files)


def keep_files(connection: Connection, reading: int, files: Iterable[PictureFile]) -> None:
    """Keep pictures with a reading, as far as there is room for them; known ones are replaced."""
    table = schema.picture_files
    size = select(func.coalesce(func.sum(func.length(table.c.content)), 0))
    for file in files:
        own = (table.c.reading == reading, table.c.address == file.address)
        connection.execute(delete(table).where(*own))
        taken = connection.execute(size.where(table.c.reading == reading)).scalar_one()
        if len(file.content) > LARGEST or taken + len(file.content) > MOST:
            continue
        connection.execute(
            insert(table).values(
                reading=reading,
                address=file.address,
                media_type=file.media_type,
                content=file.content,
                sha256=rows.content_hash(file.content),
            )
        )
