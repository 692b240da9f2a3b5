"""What the names in a query stand for: tags, collections, and the other names of speakers."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, select

from app.language import tr
from app.library import schema
from app.library.meaning import Known, about_expression, alternatives
from app.library.query import tree
from app.library.query.parsing import parse
from app.library.query.wording import folded_words
from app.library.shelves import inside
from app.library.sqlite.finding import Finder
from app.library.sqlite.indexes import INDEXES, READINGS
from app.library.sqlite.matching import matched_rows
from app.library.sqlite.ways import Condition, one_of
from app.reading.failures import QueryFailure

NOTHING = Condition("0")

MANY = 50_000
"""Readings that more conditions than this hold for are asked one by one, not listed first."""


def known_names(
    connection: Connection, finder: Finder, node: tree.Node, within: frozenset[int] = frozenset()
) -> tuple[Known, tuple[str, ...]]:
    """Look up what a query names; also return a sentence for each name that there is not.

    `within` are the smart collections whose searches the query is part of. Raises QueryFailure
    where one of them is named again, and where a collection's own search means nothing.
    """
    known = Known()
    missing: list[str] = []
    for leaf in tree.leaves(node):
        if isinstance(leaf, tree.Tagged):
            tags = _tags(connection, leaf)
            known.conditions[leaf] = _tagged(tags) if tags else NOTHING
            if not tags:
                missing.append(tr("There is no tag “{name}”.", name=leaf.folded))
        elif isinstance(leaf, tree.Shelved):
            shelved = _shelved(connection, finder, leaf, within)
            known.conditions[leaf] = shelved or NOTHING
            if shelved is None:
                missing.append(tr("There is no collection “{name}”.", name=leaf.folded))
        elif isinstance(leaf, tree.About):
            known.conditions[leaf] = _about(finder, leaf)
        elif isinstance(leaf, tree.Speaker):
            known.speakers[leaf] = other_names(connection, leaf)
    return known, tuple(missing)


def readings_meant(finder: Finder, node: tree.Node, known: Known) -> Condition:
    """Return the condition that a query finds a reading, or finds marks in it."""
    indexes = INDEXES if any(map(speaks_of_marks, tree.leaves(node))) else (READINGS,)
    found = [
        condition
        for index in indexes
        for condition in finder.readings_of(index, alternatives(node, index, known))
    ]
    return one_of(found) if found else NOTHING


def speaks_of_marks(leaf: tree.Node) -> bool:
    """Tell whether a condition is one on quotes or numbers, and not on readings."""
    return isinstance(
        leaf,
        tree.Speaker | tree.Source | tree.Manner | tree.Sort | tree.Number | tree.Unit | tree.Check,
    )


def united(connection: Connection) -> list[set[str]]:
    """Return the names that were said to be of one speaker, each speaker's together."""
    table = schema.people
    other = table.alias("other")
    wanted = select(table.c.name, other.c.name).join(other, table.c.means == other.c.id)
    groups: dict[str, set[str]] = {}
    for name, means in connection.execute(wanted):
        group = groups.get(name, {name}) | groups.get(means, {means})
        groups |= dict.fromkeys(group, group)
    return list({id(group): group for group in groups.values()}.values())


def other_names(connection: Connection, speaker: tree.Speaker) -> tuple[str, ...]:
    """Return the names of everybody who also goes by a name with these words."""
    wanted = [word for words in speaker.words for word in folded_words(words.text)]
    beginning = speaker.words[-1].beginning

    def meant(name: str) -> bool:
        words = folded_words(name)
        whole = wanted[:-1] if beginning else wanted
        return all(word in words for word in whole) and (
            not beginning or any(word.startswith(wanted[-1]) for word in words)
        )

    found = (group for group in united(connection) if any(map(meant, group)))
    return tuple(sorted(name for group in found for name in group if not meant(name)))


def _tags(connection: Connection, leaf: tree.Tagged) -> list[int]:
    table = schema.tags
    same = (
        table.c.folded.startswith(leaf.folded, autoescape=True)
        if leaf.beginning
        else table.c.folded == schema.storable(leaf.folded)
    )
    return list(connection.execute(select(table.c.id).where(same)).scalars())


def _tagged(tags: list[int]) -> Condition:
    return _listed("reading_tags", "tag", tags)


def _listed(table: str, column: str, keys: list[int]) -> Condition:
    marks = ", ".join("?" * len(keys))
    seeds = f"SELECT {'DISTINCT ' * (len(keys) > 1)}reading AS id FROM {table} WHERE {column} IN ({marks})"  # noqa: S608 -- names of tables
    return Condition(
        f"EXISTS (SELECT 1 FROM {table} WHERE {column} IN ({marks}) AND reading = readings.id)",  # noqa: S608 -- names of tables
        tuple(keys),
        seeds,
        tuple(keys),
    )


def _about(finder: Finder, leaf: tree.About) -> Condition:
    """Return the condition that the index of readings finds words in what an article says of
    itself: found beforehand, or, where that is in many readings, looked up in each.
    """
    expression = about_expression(leaf)
    seeds = matched_rows(READINGS)
    if finder.at_most((seeds, (expression,)), MANY):
        where = f"+readings.id IN ({seeds})"
    else:
        where = f"EXISTS ({seeds} AND rowid = readings.id)"
    return Condition(where, (expression,), seeds, (expression,))


def _shelved(
    connection: Connection, finder: Finder, leaf: tree.Shelved, within: frozenset[int]
) -> Condition | None:
    """Return the condition that a reading lies in a collection, or in one inside it."""
    table = schema.collections
    named = select(table.c.id).where(table.c.folded == schema.storable(leaf.folded))
    keys = list(
        dict.fromkeys(
            key
            for outer in connection.execute(named).scalars().all()
            for key in inside(connection, outer)
        )
    )
    if not keys:
        return None
    plain: list[int] = []
    smart: list[Condition] = []
    for key in keys:
        wanted = select(table.c.name, table.c.query).where(table.c.id == key)
        name, query = connection.execute(wanted).one()
        if query is None:
            plain.append(key)
        elif key in within:
            raise QueryFailure(
                tr(
                    "The search of the collection “{name}” asks for what lies in itself.",
                    name=name,
                ),
                tr("Change its search so that it does not."),
                leaf.start,
                leaf.end,
            )
        else:
            smart += _searched(connection, finder, leaf, (name, query), within | {key})
    conditions = [*([_listed("collection_readings", "collection", plain)] if plain else []), *smart]
    return one_of(conditions) if conditions else NOTHING


def _searched(
    connection: Connection,
    finder: Finder,
    leaf: tree.Shelved,
    collection: tuple[str, str],
    within: frozenset[int],
) -> list[Condition]:
    """Return the condition that a smart collection's search finds a reading; none for an empty one."""
    name, query = collection
    try:
        parsed = parse(query)
        if parsed is None:
            return []
        known, _ = known_names(connection, finder, parsed.tree, within)
        meant = readings_meant(finder, parsed.tree, known)
    except QueryFailure as failure:
        raise QueryFailure(
            tr(
                "The search of the collection “{name}” cannot be run: {why}",
                name=name,
                why=failure.reason,
            ),
            failure.advice,
            leaf.start,
            leaf.end,
        ) from failure
    if not meant.seeds:
        return [meant]
    # Found once, and not anew for every kind of hits.
    kept = finder.kept((meant.seeds, meant.seed_values))
    where = f"EXISTS (SELECT 1 FROM {kept} AS kept WHERE kept.id = readings.id)"  # noqa: S608 -- a name of ours
    return [Condition(where, (), f"SELECT id FROM {kept}")]  # noqa: S608 -- a name of ours


def widely(known: Known) -> Known:
    """Return the same for looking for beginnings of words as the words they may become."""
    return replace(known, wide=True)
