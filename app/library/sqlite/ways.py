"""The ways to meet a query: words for an index, and conditions for its tables.

A query becomes alternatives, of which a hit meets one. Each is one expression for the index, made
of everything the index knows, and conditions on the rows the index leads to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from app.language import tr
from app.reading.failures import QueryFailure

MOST_ALTERNATIVES = 16
"""A search that mixes words and conditions in more alternatives than this is refused."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on a row or its reading, in SQL, with its values.

    Its columns have a plus before them where there is an index SQLite would take for the lead.
    `of_rows` tells whether it is one on rows, and not on their readings. `seeds` selects the numbers
    of all the rows or readings that meet it as `id`; empty where that would take as long as looking
    at everything. They are `counted` where an index alone tells how many rows they are.
    """

    where: str
    values: tuple[Any, ...] = ()
    seeds: str = ""
    seed_values: tuple[Any, ...] = ()
    of_rows: bool = False
    counted: bool = False


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
class Expression:
    """An FTS5 expression; with `refused` it must not be found."""

    expression: str
    phrases: tuple[str, ...]
    beginnings: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple[Part, ...]


Part = Expression | Condition | Every | Some


def alternatives_of(part: Part) -> list[Alternative]:
    """Return the ways to meet a part; raise QueryFailure, without a place, where they are too many."""
    return [_joined(way) for way in _ways(part)]


def every(parts: Sequence[Part]) -> Part:
    """Return what meets all parts: expressions put together, and all else."""
    flat = [
        inner for part in parts for inner in (part.parts if isinstance(part, Every) else (part,))
    ]
    wanted = [part for part in flat if isinstance(part, Expression) and not part.refused]
    unwanted = [part for part in flat if isinstance(part, Expression) and part.refused]
    others: list[Part] = [part for part in flat if not isinstance(part, Expression)]
    if wanted:
        expression = " AND ".join(part.expression for part in wanted)
        if unwanted:
            refused = " OR ".join(part.expression for part in unwanted)
            expression = f"({expression}) NOT ({refused})"
        together = Expression(
            f"({expression})",
            tuple(phrase for part in wanted for phrase in part.phrases),
            any(part.beginnings for part in (*wanted, *unwanted)),
        )
        return together if not others else Every((together, *others))
    if unwanted:
        others.insert(0, _either(unwanted, refused=True))
    return others[0] if len(others) == 1 else Every(tuple(others))


def some(parts: Sequence[Part]) -> Part:
    """Return what meets one of the parts: expressions, and conditions, put together as far as they
    can be.
    """
    flat = [
        inner for part in parts for inner in (part.parts if isinstance(part, Some) else (part,))
    ]
    wanted = [part for part in flat if isinstance(part, Expression) and not part.refused]
    conditions = [part for part in flat if isinstance(part, Condition)]
    others: list[Part] = [part for part in flat if part not in wanted and part not in conditions]
    if conditions:
        others.insert(0, one_of(conditions))
    if wanted:
        others.insert(0, _either(wanted))
    return others[0] if len(others) == 1 else Some(tuple(others))


def _either(parts: Sequence[Expression], *, refused: bool = False) -> Expression:
    if len(parts) == 1:
        return parts[0]
    return Expression(
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


def _ways(part: Part) -> list[tuple[Expression | Condition, ...]]:
    """Return the ways to meet a part, each a row of what must all hold."""
    if isinstance(part, Some):
        ways = [way for inner in part.parts for way in _ways(inner)]
    elif isinstance(part, Every):
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
            tr("This search joins words and conditions in too many ways."),
            tr("Write it with fewer ORs, or as several searches."),
            0,
            0,
        )


def _joined(way: Sequence[Expression | Condition]) -> Alternative:
    words = [part for part in way if isinstance(part, Expression)]
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
