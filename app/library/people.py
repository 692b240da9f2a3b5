"""Which names are one speaker: said by the reader, and taken back as easily."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from app.language import tr
from app.library import profiles, schema
from app.library.database import Database
from app.library.recording import Recorder
from app.reading.failures import Refused
from app.reading.operations import Operation
from app.reading.profile import Figure, Profile


class People:
    """Named speakers across readings.

    Uniting only notes which name means which: no mark changes, so that separating them again
    brings back exactly what was.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def unite(self, name: str, means: str) -> Operation:
        """Let a name mean the speaker of another name, from now on and in every reading."""
        with self._database.writing() as connection:
            what = tr("taking “{name}” and “{other}” for one speaker", name=name, other=means)
            recorder = Recorder(connection, what)
            one, other = _known(connection, name), _root(connection, _known(connection, means))
            if _root(connection, one) == other:
                return recorder.done()
            if one == other:
                raise Refused(
                    tr("“{name}” is this speaker already.", name=name), tr("Choose another name.")
                )
            recorder.update(schema.people, {"id": _root(connection, one)}, {"means": other})
            return recorder.done()

    def separate(self, name: str) -> Operation:
        """Let a name stand for itself again."""
        with self._database.writing() as connection:
            what = tr("taking “{name}” for a speaker of its own", name=name)
            recorder = Recorder(connection, what)
            recorder.update(schema.people, {"id": _known(connection, name)}, {"means": None})
            return recorder.done()

    def names_of(self, name: str) -> list[str]:
        """Return every name of the speaker who goes by this one, the chief one first."""
        table = schema.people
        with self._database.reading() as connection:
            key = connection.execute(
                select(table.c.id).where(table.c.name == schema.storable(name))
            ).scalar()
            if key is None:
                return [name]
            found = [_root(connection, key)]
            for one in found:
                inner = select(table.c.id).where(table.c.means == one).order_by(table.c.name)
                found += [k for k in connection.execute(inner).scalars() if k not in found]
            names = {
                row.id: row.name
                for row in connection.execute(select(table).where(table.c.id.in_(found)))
            }
            return [names[one] for one in found]

    def profile(self, name: str) -> Profile:
        """Return what the library knows of the speaker who goes by this name."""
        names = self.names_of(name)
        with self._database.reading() as connection:
            return profiles.profile(connection, names)

    def figures(self, name: str) -> list[Figure]:
        """Return the claimed numbers of the readings in which a speaker of this name speaks.

        Those of other speakers too, to be compared; the readings published last come first, and
        of very many only these.
        """
        names = self.names_of(name)
        with self._database.reading() as connection:
            return profiles.figures(connection, names)


def _known(connection: Connection, name: str) -> int:
    table = schema.people
    stored = schema.storable(name)
    key: int | None = connection.execute(select(table.c.id).where(table.c.name == stored)).scalar()
    if key is None:
        made = insert(table).values(name=stored).returning(table.c.id)
        key = connection.execute(made).scalar_one()
    return key


def _root(connection: Connection, key: int) -> int:
    table = schema.people
    seen = {key}
    while True:
        means: int | None = connection.execute(
            select(table.c.means).where(table.c.id == key)
        ).scalar()
        if means is None or means in seen:
            return key
        seen.add(means)
        key = means
