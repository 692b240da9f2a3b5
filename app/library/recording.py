"""Write to the library so that every change can be taken back.

What changes goes through a `Recorder`, which keeps the rows as they were and as they are. That is
all an undo needs: where the rows still are as the change left them they are put back, and where
somebody else has changed them since the undo is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Integer, Table, and_, delete, insert, select, update

from app.language import tr
from app.library import schema
from app.reading.failures import ChangedSince
from app.reading.operations import Aspect, Operation, Row, Rows

_ASPECTS = {
    schema.readings: Aspect.LIST,
    schema.texts: Aspect.TEXT,
    schema.blocks: Aspect.TEXT,
    schema.attributions: Aspect.MARKS,
    schema.quotations: Aspect.MARKS,
    schema.quantities: Aspect.MARKS,
    schema.questions: Aspect.MARKS,
    schema.speakers: Aspect.MARKS,
    schema.decisions: Aspect.MARKS,
    schema.own_annotations: Aspect.OWN | Aspect.LIST,
    schema.tags: Aspect.SHELVES,
    schema.reading_tags: Aspect.SHELVES,
    schema.collections: Aspect.SHELVES,
    schema.collection_readings: Aspect.SHELVES,
    schema.people: Aspect.PEOPLE,
}


class Recorder:
    """Changes rows inside one transaction and remembers what they were.

    A key names columns and their values, and picks out every row that has them. `name` is what the
    operation is called.
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self.connection = connection
        self._name = name
        self._rows: list[Rows] = []

    def insert(self, table: Table, key: Row, values: Row) -> None:
        """Add a row; `key` picks out it alone."""
        self.connection.execute(insert(table).values({**key, **values}))
        self._keep(table, key, ())

    def update(self, table: Table, key: Row, values: Row, *, held: bool = True) -> None:
        """Change columns of the one row of a key; does nothing where they hold these already.

        With `held` false an undo does not mind that they have been changed since.
        """
        columns = tuple(values)
        before = _rows(self.connection, table, key, columns)
        if not before or _same(before, (values,)):
            return
        self.connection.execute(update(table).where(_matches(table, key)).values(dict(values)))
        self._keep(table, key, before, columns, held=held)

    def delete(self, table: Table, key: Row) -> None:
        """Remove every row of a key."""
        before = _rows(self.connection, table, key)
        if before:
            self.connection.execute(delete(table).where(_matches(table, key)))
            self._keep(table, key, before)

    def replace(self, table: Table, key: Row, rows: Iterable[Row]) -> None:
        """Let the rows of a key be exactly these."""
        before = _rows(self.connection, table, key)
        _put(self.connection, table, key, tuple(rows))
        self._keep(table, key, before)

    def replacing(self, tables: Iterable[Table], key: Row) -> _Replacing:
        """Remember all rows of a key in several tables, whatever is done to them inside.

        What was detected is not held against an undo.
        """
        return _Replacing(self, tuple(tables), key)

    def done(self) -> Operation:
        """Return what was done."""
        return Operation(
            self._name,
            _aspects(self._rows),
            frozenset(_readings(self._rows)),
            tuple(self._rows),
        )

    def _keep(
        self,
        table: Table,
        key: Row,
        before: tuple[Row, ...],
        columns: tuple[str, ...] | None = None,
        *,
        held: bool = True,
    ) -> None:
        after = _rows(self.connection, table, key, columns)
        if not _same(before, after):
            self._rows.append(Rows(table.name, dict(key), before, after, columns, held))


class _Replacing:
    def __init__(self, recorder: Recorder, tables: tuple[Table, ...], key: Row) -> None:
        self._recorder, self._tables, self._key = recorder, tables, key
        self._before: list[tuple[Row, ...]] = []

    def __enter__(self) -> None:
        connection = self._recorder.connection
        self._before = [_rows(connection, table, self._key) for table in self._tables]

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is None:
            for table, before in zip(self._tables, self._before, strict=True):
                held = table not in schema.DETECTED
                self._recorder._keep(table, self._key, before, held=held)  # noqa: SLF001 -- its other half


def take_back(connection: Connection, operation: Operation) -> Operation:
    """Put the rows of an operation back as they were; return what takes this back in turn.

    Raises ChangedSince, with nothing changed by the transaction it is called in, where one of
    the rows is no longer as the operation left it.
    """
    inverse = operation.inverse
    for item in inverse.rows:
        table = schema.metadata.tables[item.table]
        if item.held and not _same(_rows(connection, table, item.key, item.columns), item.before):
            raise ChangedSince(
                tr("This cannot be taken back: {what}.", what=operation.what),
                tr("It has been changed since, in another window or by another program."),
            )
        if item.columns is None:
            _put(connection, table, item.key, item.after)
        else:
            values = dict(item.after[0])
            connection.execute(update(table).where(_matches(table, item.key)).values(values))
    return inverse


def _put(connection: Connection, table: Table, key: Row, rows: tuple[Row, ...]) -> None:
    connection.execute(delete(table).where(_matches(table, key)))
    if rows:
        connection.execute(insert(table), [dict(row) for row in rows])


def _rows(
    connection: Connection, table: Table, key: Row, columns: tuple[str, ...] | None = None
) -> tuple[Row, ...]:
    """Return the rows of a key in a lasting order, without numbers SQLite gave them itself."""
    if columns is None:
        wanted = [column for column in table.c if not is_hidden(table, column.name)]
    else:
        wanted = [table.c[name] for name in columns]
    order = [column for column in table.primary_key if not is_hidden(table, column.name)] or wanted
    statement = select(*wanted).where(_matches(table, key)).order_by(*order)
    return tuple(dict(row._mapping) for row in connection.execute(statement))  # noqa: SLF001 -- SQLAlchemy's public name


def is_hidden(table: Table, column: str) -> bool:
    """Tell whether a column only numbers the rows: nothing else refers to it."""
    if table in (schema.readings, schema.tags, schema.collections, schema.people):
        return False
    only = list(table.primary_key)
    return (
        len(only) == 1
        and only[0].name == column
        and isinstance(only[0].type, Integer)
        and (not only[0].foreign_keys)
    )


def _matches(table: Table, key: Row) -> Any:
    return and_(*(table.c[name] == value for name, value in key.items()))


def _same(one: Iterable[Row], other: Iterable[Row]) -> bool:
    return [_plain(row) for row in one] == [_plain(row) for row in other]


def _plain(row: Row) -> dict[str, Any]:
    """Return a row as it comes back from the file: tuples as lists, texts storable."""
    return {name: _stored(value) for name, value in row.items()}


def _stored(value: Any) -> Any:
    if isinstance(value, str):
        return schema.storable(value)
    if isinstance(value, list | tuple):
        return [_stored(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _stored(item) for name, item in value.items()}
    return value


def _aspects(rows: Iterable[Rows]) -> Aspect:
    found = Aspect.NONE
    for item in rows:
        found |= _ASPECTS.get(schema.metadata.tables[item.table], Aspect.NONE)
    return found


def _readings(rows: Iterable[Rows]) -> Iterable[int]:
    for item in rows:
        name = "id" if item.table == schema.readings.name else "reading"
        if name in item.key:
            yield item.key[name]
            continue
        for row in (*item.before, *item.after):
            if name in row:
                yield row[name]
