"""What a query asks of one kind of rows: words for its index, and conditions for its tables.

A query becomes alternatives, of which a hit meets one. Each is one expression for the index, made
of everything the index knows, and conditions on the rows the index leads to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from app.library import sqlite
from app.library.query import tree
from app.library.query.wording import is_gathered, string, widened
from app.library.sqlite import NUMBERS, QUOTES, READINGS, SearchIndex
from app.reading.decisions import Status
from app.reading.failures import QueryFailure

MOST_ALTERNATIVES = 16
"""A search that mixes words and conditions in more alternatives than this is refused."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a row or its reading, in SQL, with its values.

    Its columns have a plus before them where there is an index SQLite would take for the lead.
    `of_rows` tells whether it is one on rows, and not on their readings. `seeds` selects the numbers
    of all the rows or readings that meet it as `id`; empty where that would take as long as looking
    at everything.
    """

    where: str
    values: tuple[Any, ...] = ()
    seeds: str = ""
    seed_values: tuple[Any, ...] = ()
    of_rows: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to meet a query: found by `match`, not found by `without`, and meeting conditions.

    `match` and `without` are FTS5 expressions, empty for none. `phrases` are the parts of `match`,
    `beginnings` tells whether the index has to gather any of them anew for each look.
    """

    match: str = ""
    without: str = ""
    conditions: tuple[Condition, ...] = ()
    phrases: tuple[str, ...] = ()
    beginnings: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    """An FTS5 expression; with `refused` it must not be found."""

    expression: str
    phrases: tuple[str, ...]
    beginnings: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class _Every:
    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Some:
    parts: tuple[_Part, ...]


_Part = _Words | Condition | _Every | _Some


@dataclass(frozen=True, slots=True)
class Known:
    """What of a query has been looked up in the library beforehand.

    `conditions` are what tags, collections and facts stand for, `speakers` the other names of
    whoever is meant; with `wide` beginnings of words are looked for as the words they may become.
    """

    conditions: dict[tree.Node, Condition] = field(default_factory=dict)
    speakers: dict[tree.Speaker, tuple[str, ...]] = field(default_factory=dict)
    wide: bool = False


def alternatives(node: tree.Node, index: SearchIndex, known: Known) -> list[Alternative]:
    """Return the ways to meet a query among the rows of an index; none where it speaks of others."""
    part = _translated(node, index, known, refused=False)
    return [] if part is None else [_joined(way) for way in _ways(part)]


def found_words(node: tree.Node, known: Known) -> tuple[str, bool]:
    """Return the expression for everything that is to be marked in a text, and whether it has
    beginnings of words; empty for nothing.
    """
    found = [leaf for leaf in tree.leaves(node, positive=True) if isinstance(leaf, tree.Words)]
    parts = [_expression(leaf, known) for leaf in dict.fromkeys(found)]
    return " OR ".join(parts), known.wide or any(map(is_gathered, found))


def _translated(
    node: tree.Node, index: SearchIndex, known: Known, *, refused: bool
) -> _Part | None:
    """Return what a query asks of rows of this index, None where it speaks of other rows only."""
    if isinstance(node, tree.Not):
        return _translated(node.part, index, known, refused=not refused)
    if isinstance(node, tree.All | tree.Any):
        parts = [_translated(part, index, known, refused=refused) for part in node.parts]
        there = tuple(part for part in parts if part is not None)
        if isinstance(node, tree.All):
            if len(there) < len(parts):
                return None
            there += () if refused else _claims_in_range(node, index)
        elif not there:
            return None
        together = isinstance(node, tree.All) is not refused
        return _every(there) if together else _some(there)
    if isinstance(node, tree.Words):
        return _words(_expression(node, known), (node,), refused=refused)
    if isinstance(node, tree.About) and index is READINGS:
        return _words(about_expression(node), (node.words,), refused=refused)
    words = _facet(node, index, known)
    if words is not None:
        return replace(words, refused=refused)
    condition = _condition(node, index, known)
    if condition is None or not refused:
        return condition
    # What is unknown of a row does not hold: it is not to be left out.
    where = f"({condition.where}) IS NOT TRUE"
    return Condition(where, condition.values, of_rows=condition.of_rows)


def _words(expression: str, words: Sequence[tree.Words], *, refused: bool = False) -> _Words:
    beginnings = any(map(is_gathered, words))
    return _Words(expression, (expression,), beginnings, refused)


def _expression(words: tree.Words, known: Known) -> str:
    if not known.wide:
        return string(words)
    ways = [string(way) for way in widened(words)]
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"


def about_expression(node: tree.About) -> str:
    """Return the expression that finds words in what an article says of itself."""
    return f"{_COLUMNS[node.fact]} : {string(node.words)}"


_COLUMNS = {
    tree.Fact.TITLE: "title",
    tree.Fact.AUTHOR: "byline",
    tree.Fact.OUTLET: "outlet",
}


def _facet(node: tree.Node, index: SearchIndex, known: Known) -> _Words | None:
    """Return a condition on marks that their index itself knows."""
    if isinstance(node, tree.Speaker) and index in (QUOTES, NUMBERS):
        strings = [string(word) for word in node.words]
        if index is QUOTES:
            own = " AND ".join(f"speaker : {one}" for one in strings)
        else:
            # Several names stand there: the words must be of the same.
            own = f"claimants : NEAR({' '.join(strings)}, {sqlite.WORDS_OF_A_NAME})"
        column = "speaker" if index is QUOTES else "claimants"
        ways = [own, *(f"{column} : {string(tree.Words(name))}" for name in known.speakers[node])]
        return _words(f"({' OR '.join(f'({way})' for way in ways)})", node.words)
    facet = None
    if isinstance(node, tree.Source) and index is QUOTES:
        facet = "anonymous" if node.anonymous else "named"
    elif (isinstance(node, tree.Manner) and index is QUOTES) or (
        isinstance(node, tree.Sort) and index is NUMBERS
    ):
        facet = node.kind.value
    elif isinstance(node, tree.Unit) and index is NUMBERS and not node.names:
        return _words(f"unit : {string(node.words)}", (node.words,))
    return None if facet is None else _words(f'facets : "{sqlite.FACET}{facet}"', ())


def _condition(node: tree.Node, index: SearchIndex, known: Known) -> Condition | None:
    if node in known.conditions:
        return known.conditions[node]
    if isinstance(node, tree.Dated):
        return _added(node) if node.added else _published(node)
    if isinstance(node, tree.Has):
        return _has(node.thing, index)
    if isinstance(node, tree.Check):
        return _checked(node, index)
    if index is NUMBERS:
        if isinstance(node, tree.Number):
            return _in_range(node)
        if isinstance(node, tree.Unit):
            marks = ", ".join("?" * len(node.names))
            return Condition(
                f"+quantities.unit IN ({marks})",
                node.names,
                f"SELECT id FROM quantities WHERE claim AND unit IN ({marks})",  # noqa: S608 -- no text of the reader's
                node.names,
                of_rows=True,
            )
        if isinstance(node, tree.Source):
            wanted = (
                "said.anonymous" if node.anonymous else "said.speaker <> '' AND NOT said.anonymous"
            )
            return Condition(
                "EXISTS (SELECT 1 FROM attributions AS said WHERE said.reading = quantities.reading "  # noqa: S608 -- constants
                f"AND said.key = quantities.attribution AND {wanted})",
                of_rows=True,
            )
    return None


def _between(column: str, node: tree.Number) -> tuple[str, tuple[float, ...]]:
    """Return the condition that a column lies between the ends of a range."""
    ends = (
        (f"{column} >{'' if node.above else '='} ?", node.least),
        (f"{column} <{'' if node.below else '='} ?", node.most),
    )
    there = [(where, end) for where, end in ends if end is not None]
    return " AND ".join(where for where, _ in there), tuple(end for _, end in there)


def _in_range(node: tree.Number, units: tuple[str, ...] = ()) -> Condition:
    """Return the condition that the whole of a number, a range perhaps, lies in another range."""
    least, values = _between("least", node)
    most, _ = _between("most", node)
    least_here, _ = _between("+quantities.least", node)
    most_here, _ = _between("+quantities.most", node)
    marks = ", ".join("?" * len(units))
    unit = f"unit IN ({marks}) AND " if units else ""
    return Condition(
        f"{least_here} AND {most_here}" if not units else "1",
        (*values, *values) if not units else (),
        f"SELECT id FROM quantities WHERE claim AND {unit}{least} AND {most}",  # noqa: S608 -- no text of the reader's
        (*units, *values, *values),
        of_rows=True,
    )


def _claims_in_range(node: tree.All, index: SearchIndex) -> tuple[Condition, ...]:
    """Return nothing more to ask, but a shorter way to what both a unit and a range ask for."""
    if index is not NUMBERS:
        return ()
    numbers = [part for part in node.parts if isinstance(part, tree.Number)]
    units = [part for part in node.parts if isinstance(part, tree.Unit) and part.names]
    return tuple(_in_range(number, unit.names) for number in numbers[:1] for unit in units[:1])


DATE = "CASE WHEN readings.published <> '' THEN readings.published ELSE readings.added END"
"""When something was published, or added where that is unknown; both are ISO 8601."""


def _ends(column: str, node: tree.Dated) -> tuple[str, tuple[str, ...]]:
    ends = ((f"{column} >= ?", node.start), (f"{column} < ?", node.end))
    there = [(where, end) for where, end in ends if end]
    return " AND ".join(where for where, _ in there), tuple(end for _, end in there)


def _published(node: tree.Dated) -> Condition:
    where, values = _ends(DATE, node)
    day, _ = _ends("date", node)
    seeds = f"SELECT reading AS id FROM {sqlite.DATES} WHERE {day}"  # noqa: S608 -- no text of the reader's
    return Condition(where, values, seeds, values)


def _added(node: tree.Dated) -> Condition:
    where, values = _ends("+readings.added", node)
    inner, _ = _ends("added", node)
    seeds = f"SELECT id FROM readings WHERE deleted_at IS NULL AND {inner}"  # noqa: S608 -- no text of the reader's
    return Condition(where, values, seeds, values)


_OWN = {tree.Having.NOTE: "note <> ''", tree.Having.HIGHLIGHT: "standing <> 'whole'"}


def _has(thing: tree.Having, index: SearchIndex) -> Condition:
    if thing is tree.Having.TEXT:
        return Condition("NOT readings.lacks_text")
    if thing in _OWN:
        if index.table == "own_annotations":
            return Condition(f"own_annotations.{_OWN[thing]}", of_rows=True)
        table, where = "own_annotations", _OWN[thing]
    else:
        table = "reading_tags" if thing is tree.Having.TAG else "originals"
        where = "1"
    return Condition(
        f"EXISTS (SELECT 1 FROM {table} WHERE reading = readings.id AND {where})",  # noqa: S608 -- constants
        (),
        f"SELECT DISTINCT reading AS id FROM {table} WHERE {where}",  # noqa: S608 -- constants
    )


def _checked(node: tree.Check, index: SearchIndex) -> Condition | None:
    if index is NUMBERS:
        kind, start, end = "quantity", "quantities.start", 'quantities."end"'
    elif index is QUOTES and node.status is not Status.OPEN:
        kind, start, end = "attribution", sqlite.CONTENT_START, sqlite.CONTENT_END
    else:
        return None
    same = (
        f"decisions.kind = '{kind}' AND decisions.reading = {index.reading} "
        f'AND decisions.start = {start} AND decisions."end" = {end}'
    )
    if node.status is Status.OPEN:
        # Everything nobody has looked into, not only what a decision says so of.
        return Condition(
            f"NOT EXISTS (SELECT 1 FROM decisions WHERE {same} AND +decisions.status <> 'open')",  # noqa: S608 -- constants
            of_rows=True,
        )
    return Condition(
        f"EXISTS (SELECT 1 FROM decisions WHERE {same} AND +decisions.status = ?)",  # noqa: S608 -- constants
        (node.status.value,),
        f"SELECT DISTINCT {index.row} AS id FROM decisions CROSS JOIN {index.table} ON {same} "  # noqa: S608 -- constants
        "WHERE decisions.status = ?",
        (node.status.value,),
        of_rows=True,
    )


# --- alternatives ---------------------------------------------------------------------------------


def _every(parts: Sequence[_Part]) -> _Part:
    """Return what meets all parts: expressions put together, and all else."""
    flat = [
        inner for part in parts for inner in (part.parts if isinstance(part, _Every) else (part,))
    ]
    wanted = [part for part in flat if isinstance(part, _Words) and not part.refused]
    unwanted = [part for part in flat if isinstance(part, _Words) and part.refused]
    others: list[_Part] = [part for part in flat if not isinstance(part, _Words)]
    if wanted:
        expression = " AND ".join(part.expression for part in wanted)
        if unwanted:
            refused = " OR ".join(part.expression for part in unwanted)
            expression = f"({expression}) NOT ({refused})"
        together = _Words(
            f"({expression})",
            tuple(phrase for part in wanted for phrase in part.phrases),
            any(part.beginnings for part in (*wanted, *unwanted)),
        )
        return together if not others else _Every((together, *others))
    if unwanted:
        others.insert(0, _either(unwanted, refused=True))
    return others[0] if len(others) == 1 else _Every(tuple(others))


def _some(parts: Sequence[_Part]) -> _Part:
    """Return what meets one of the parts: expressions, and conditions, put together as far as they
    can be.
    """
    flat = [
        inner for part in parts for inner in (part.parts if isinstance(part, _Some) else (part,))
    ]
    wanted = [part for part in flat if isinstance(part, _Words) and not part.refused]
    conditions = [part for part in flat if isinstance(part, Condition)]
    others: list[_Part] = [part for part in flat if part not in wanted and part not in conditions]
    if conditions:
        others.insert(0, one_of(conditions))
    if wanted:
        others.insert(0, _either(wanted))
    return others[0] if len(others) == 1 else _Some(tuple(others))


def _either(parts: Sequence[_Words], *, refused: bool = False) -> _Words:
    if len(parts) == 1:
        return parts[0]
    return _Words(
        f"({' OR '.join(part.expression for part in parts)})",
        tuple(phrase for part in parts for phrase in part.phrases),
        any(part.beginnings for part in parts),
        refused,
    )


def one_of(conditions: Sequence[Condition]) -> Condition:
    """Return the condition that one of these holds."""
    if len(conditions) == 1:
        return conditions[0]
    # Where all have seeds of one sort, what meets one of them is found as quickly.
    sorts = {condition.of_rows for condition in conditions}
    seeded = len(sorts) == 1 and all(condition.seeds for condition in conditions)
    return Condition(
        f"({' OR '.join(f'({condition.where})' for condition in conditions)})",
        tuple(value for condition in conditions for value in condition.values),
        " UNION ".join(f"SELECT id FROM ({condition.seeds})" for condition in conditions)  # noqa: S608 -- no text of the reader's
        if seeded
        else "",
        tuple(value for condition in conditions for value in condition.seed_values)
        if seeded
        else (),
        of_rows=True in sorts,
    )


def _ways(part: _Part) -> list[tuple[_Words | Condition, ...]]:
    """Return the ways to meet a part, each a row of what must all hold."""
    if isinstance(part, _Some):
        ways = [way for inner in part.parts for way in _ways(inner)]
    elif isinstance(part, _Every):
        ways = [()]
        for inner in part.parts:
            more = _ways(inner)
            _check_number(len(ways) * len(more))
            ways = [(*one, *other) for one, other in product(ways, more)]
    else:
        ways = [(part,)]
    _check_number(len(ways))
    return ways


def _check_number(ways: int) -> None:
    if ways > MOST_ALTERNATIVES:
        raise QueryFailure(
            "This search joins words and conditions in too many ways.",
            "Write it with fewer ORs, or as several searches.",
            0,
            0,
        )


def _joined(way: Sequence[_Words | Condition]) -> Alternative:
    words = [part for part in way if isinstance(part, _Words)]
    wanted = [part for part in words if not part.refused]
    unwanted = [part for part in words if part.refused]
    match = " AND ".join(part.expression for part in wanted)
    without = " OR ".join(part.expression for part in unwanted)
    if match and without:
        match, without = f"({match}) NOT ({without})", ""
    return Alternative(
        match,
        without,
        tuple(part for part in way if isinstance(part, Condition)),
        tuple(phrase for part in wanted for phrase in part.phrases),
        any(part.beginnings for part in words),
    )
