"""Who speaks in the library, and what they are quoted with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, func, literal, or_, select

from app.library import schema
from app.library.rows import batched
from app.library.sqlite.finding import Finder
from app.library.sqlite.hits import Wording, hits
from app.library.sqlite.indexes import QUOTES
from app.library.sqlite.naming import united
from app.library.sqlite.ways import Alternative, Condition
from app.reading.listing import Cursor, Found, HitKind, SpeakerSummary


def quotes_by(connection: Connection, name: str, limit: int, after: Cursor | None) -> Found:
    """Return what a speaker is quoted with, under every name, the newest first by date."""
    names = tuple(names_of(connection, schema.storable(name)))
    marks = ", ".join("?" * len(names))
    said = Condition(
        f"+attributions.speaker IN ({marks})",
        names,
        f"SELECT id FROM attributions WHERE speaker IN ({marks})",  # noqa: S608 -- no text of the reader's
        names,
        of_rows=True,
        counted=True,
    )
    place = after.places[0][1] if after else None
    page = Finder(connection).dated(QUOTES, [Alternative(conditions=(said,))], limit, place)
    shown = hits(connection, HitKind.QUOTE, [place[-1] for place in page.places], Wording())
    rest = None if page.rest is None else Cursor(((HitKind.QUOTE, page.rest),))
    return Found(shown, rest)


def names_of(connection: Connection, name: str) -> list[str]:
    """Return every name of the speaker of this one."""
    return sorted(next((group for group in united(connection) if name in group), {name}))


def speakers(connection: Connection, prefix: str, limit: int) -> list[SpeakerSummary]:
    """Return the named speakers a word of whose name begins so, those of most readings first."""
    table = schema.people
    wanted = select(table.c.name)
    if prefix.strip():
        beginning = schema.storable(prefix.strip())
        # LIKE tells no capitals from small letters, but knows those of English alone.
        forms = {beginning}
        if not beginning.isascii():
            forms |= {beginning[:1].upper() + beginning[1:], beginning.lower()}
        spaced = literal(" ") + table.c.name
        wanted = wanted.where(
            or_(*(spaced.like(f"% {_plain(form)}%", escape="\\") for form in forms))
        )
    chief = _chief_names(connection)
    found = {chief.get(name, name) for name in connection.execute(wanted).scalars()}
    others: dict[str, list[str]] = {}
    for name, means in sorted(chief.items()):
        if name != means:
            others.setdefault(means, []).append(name)
    every = {name for one in found for name in (one, *others.get(one, ()))}
    counts = _readings_with(connection, every)
    listed = [
        SpeakerSummary(
            name,
            counts[name] + sum(counts[other] for other in others.get(name, ())),
            tuple(others.get(name, ())),
        )
        for name in found
    ]
    there = [speaker for speaker in listed if speaker.readings]
    return sorted(there, key=lambda speaker: (-speaker.readings, speaker.name))[:limit]


def _plain(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, f"\\{sign}")
    return text


def _chief_names(connection: Connection) -> dict[str, str]:
    """Return, for every name that was united with others, the one all of them mean."""
    table = schema.people
    other = table.alias("other")
    wanted = select(table.c.name, other.c.name).join(other, table.c.means == other.c.id)
    means: dict[str, str] = dict(map(tuple, connection.execute(wanted)))
    chief: dict[str, str] = {}
    for name in (*means, *means.values()):
        seen, last = {name}, name
        while last in means and means[last] not in seen:
            last = means[last]
            seen.add(last)
        chief[name] = last
    return chief


def _readings_with(connection: Connection, names: Iterable[str]) -> Counter[str]:
    """Count the readings in which somebody of these names speaks, the bin left out."""
    table, readings = schema.speakers, schema.readings
    counts: Counter[str] = Counter()
    for some in batched(sorted(names)):
        # Out of an index alone: the few in the bin are taken off afterwards.
        all_of_them = (
            select(table.c.name, func.count()).where(table.c.name.in_(some)).group_by(table.c.name)
        )
        counts.update(dict(map(tuple, connection.execute(all_of_them))))
    gone = connection.execute(select(readings.c.id).where(readings.c.deleted_at > ""))
    for some in batched(gone.scalars().all()):
        in_bin = (
            select(table.c.name, func.count())
            .where(table.c.reading.in_(some))
            .group_by(table.c.name)
        )
        for name, count in connection.execute(in_bin):
            if name in counts:
                counts[name] -= count
    return counts
