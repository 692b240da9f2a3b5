"""What the library knows of a speaker: roles, how much they are quoted, the numbers they claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, case, func, select, text

from app.library import schema
from app.library.rows import batched, quantity_of
from app.library.sqlite.indexes import NUMBERS, QUOTES
from app.reading.attribution import AttributionKind
from app.reading.profile import Figure, Profile
from app.reading.spans import Span

FIGURES = 3_000
"""Numbers that are looked at, of the readings published last: with more of them a page would have
to be waited for."""


def profile(connection: Connection, names: Sequence[str]) -> Profile:
    """Return what is known of the speaker of these names, the chief one first; the bin left out."""
    said, readings = schema.attributions, schema.readings
    shown = (said.c.speaker.in_(names), text(QUOTES.shown), readings.c.deleted_at.is_(None))
    total = connection.execute(
        select(func.count(), func.count(said.c.reading.distinct()))
        .join(readings, readings.c.id == said.c.reading)
        .where(*shown)
    ).one()
    days = connection.execute(
        select(func.min(readings.c.published), func.max(readings.c.published))
        .join(said, readings.c.id == said.c.reading)
        .where(*shown, readings.c.published != "")
    ).one()
    quoted, reported = _words(connection, names)
    return Profile(
        names[0],
        tuple(names[1:]),
        _roles(connection, names),
        total[1],
        total[0],
        quoted,
        reported,
        (days[0] or "")[:10],
        (days[1] or "")[:10],
        anonymous=_anonymous(connection, names),
    )


def figures(connection: Connection, names: Sequence[str]) -> list[Figure]:
    """Return the claimed numbers of the readings in which somebody of these names speaks, those of
    other speakers too, the readings published last first.
    """
    table, readings, speakers = schema.quantities, schema.readings, schema.speakers
    speaking = select(speakers.c.reading).where(speakers.c.name.in_(names))
    wanted: Select[Any] = (
        select(
            table,
            readings.c.title,
            case((readings.c.work != "", readings.c.work), else_=readings.c.outlet).label("outlet"),
            readings.c.published,
        )
        .join(readings, readings.c.id == table.c.reading)
        .where(table.c.reading.in_(speaking), readings.c.deleted_at.is_(None), text(NUMBERS.shown))
        .order_by(readings.c.published.desc(), table.c.reading.desc(), table.c.ordinal)
        .limit(FIGURES)
    )
    return [
        Figure(quantity_of(row), row.reading, row.title, row.outlet, row.published)
        for row in connection.execute(wanted)
    ]


def _anonymous(connection: Connection, names: Sequence[str]) -> bool:
    """Tell whether every article leaves the speaker without a name."""
    table = schema.speakers
    known = select(table.c.anonymous).where(table.c.name.in_(names)).distinct()
    return set(connection.execute(known).scalars()) == {True}


def _roles(connection: Connection, names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    table, readings = schema.speakers, schema.readings
    wanted = (
        select(table.c.role, func.count(table.c.reading.distinct()))
        .join(readings, readings.c.id == table.c.reading)
        .where(table.c.name.in_(names), table.c.role != "", readings.c.deleted_at.is_(None))
        .group_by(table.c.role)
    )
    counts = Counter(dict(map(tuple, connection.execute(wanted))))
    return tuple(sorted(counts.items(), key=lambda role: (-role[1], role[0])))


def _words(connection: Connection, names: Sequence[str]) -> tuple[int, int]:
    """Count the words in quotation marks, and the others."""
    table, readings = schema.attributions, schema.readings
    counts = dict.fromkeys(AttributionKind, 0)
    # As many words as blanks and line ends, and one more.
    spaced = func.replace(func.trim(table.c.words), "\n", " ")
    words = func.length(spaced) - func.length(func.replace(spaced, " ", "")) + 1
    whole = (
        select(table.c.kind, func.sum(words))
        .join(readings, readings.c.id == table.c.reading)
        .where(
            table.c.speaker.in_(names),
            table.c.kind != AttributionKind.MIXED.value,
            text(QUOTES.shown),
            readings.c.deleted_at.is_(None),
        )
        .group_by(table.c.kind)
    )
    for kind, many in connection.execute(whole):
        counts[AttributionKind(kind)] = many
    quoted, reported = _mixed_words(connection, names)
    return (
        counts[AttributionKind.DIRECT] + quoted,
        counts[AttributionKind.INDIRECT] + reported,
    )


def _mixed_words(connection: Connection, names: Sequence[str]) -> tuple[int, int]:
    """Count the words of contents partly in quotation marks: those inside, and the others."""
    table, marks, readings = schema.attributions, schema.quotations, schema.readings
    wanted = (
        select(table.c.reading, table.c.key, table.c.words, table.c.content)
        .join(readings, readings.c.id == table.c.reading)
        .where(
            table.c.speaker.in_(names),
            table.c.kind == AttributionKind.MIXED.value,
            text(QUOTES.shown),
            readings.c.deleted_at.is_(None),
        )
    )
    mixed = connection.execute(wanted).all()
    stretches: dict[tuple[int, str], list[Span]] = {}
    for some in batched(sorted({row.reading for row in mixed})):
        quotations = select(marks.c.reading, marks.c.attribution, marks.c.start, marks.c.end).where(
            marks.c.reading.in_(some), marks.c.attribution.is_not(None)
        )
        for row in connection.execute(quotations):
            key = (row.reading, row.attribution)
            stretches.setdefault(key, []).append(Span(row.start, row.end))
    quoted = total = 0
    for row in mixed:
        total += len(row.words.split())
        quoted += _inside(row, stretches.get((row.reading, row.key), ()))
    return quoted, total - quoted


def _inside(row: Any, stretches: Iterable[Span]) -> int:
    """Count the words of a content that stand in quotation marks."""
    count = place = 0
    for start, end in row.content:
        for span in stretches:
            low, high = max(start, span.start), min(end, span.end)
            if low < high:
                count += len(row.words[place + low - start : place + high - start].split())
        place += end - start + 1  # the parts stand on lines of their own
    return count
