"""What a query asks of one kind of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.library.query import tree
from app.library.query.wording import is_gathered, string, widened
from app.library.sqlite import conditions
from app.library.sqlite.conditions import claims_in_range
from app.library.sqlite.indexes import (
    FACET,
    NUMBERS,
    QUOTES,
    READINGS,
    WORDS_OF_A_NAME,
    SearchIndex,
)
from app.library.sqlite.ways import (
    Alternative,
    Condition,
    Expression,
    Part,
    alternatives_of,
    every,
    some,
)


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
    return [] if part is None else alternatives_of(part)


def found_words(node: tree.Node, known: Known) -> tuple[str, bool]:
    """Return the expression for everything that is to be marked in a text, and whether it has
    beginnings of words; empty for nothing.
    """
    found = [leaf for leaf in tree.leaves(node, positive=True) if isinstance(leaf, tree.Words)]
    parts = [_expression(leaf, known) for leaf in dict.fromkeys(found)]
    return " OR ".join(parts), known.wide or any(map(is_gathered, found))


def _translated(node: tree.Node, index: SearchIndex, known: Known, *, refused: bool) -> Part | None:
    """Return what a query asks of rows of this index, None where it speaks of other rows only."""
    if isinstance(node, tree.Not):
        return _translated(node.part, index, known, refused=not refused)
    if isinstance(node, tree.All | tree.Any):
        parts = [_translated(part, index, known, refused=refused) for part in node.parts]
        there = tuple(part for part in parts if part is not None)
        if isinstance(node, tree.All):
            if len(there) < len(parts):
                return None
            there += () if refused else claims_in_range(node, index)
        elif not there:
            return None
        together = isinstance(node, tree.All) is not refused
        return every(there) if together else some(there)
    if isinstance(node, tree.Words):
        return _words(_expression(node, known), (node,), refused=refused)
    if isinstance(node, tree.About) and index is READINGS:
        return _words(about_expression(node), (node.words,), refused=refused)
    words = _facet(node, index, known)
    if words is not None:
        return replace(words, refused=refused)
    condition = known.conditions.get(node) or conditions.condition(node, index)
    if condition is None or not refused:
        return condition
    # What is unknown of a row does not hold: it is not to be left out.
    where = f"({condition.where}) IS NOT TRUE"
    return Condition(where, condition.values, of_rows=condition.of_rows)


def _words(expression: str, words: Sequence[tree.Words], *, refused: bool = False) -> Expression:
    beginnings = any(map(is_gathered, words))
    return Expression(expression, (expression,), beginnings, refused)


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


def _facet(node: tree.Node, index: SearchIndex, known: Known) -> Expression | None:
    """Return a condition on marks that their index itself knows."""
    if isinstance(node, tree.Speaker) and index in (QUOTES, NUMBERS):
        strings = [string(word) for word in node.words]
        if index is QUOTES:
            own = " AND ".join(f"speaker : {one}" for one in strings)
        else:
            # Several names stand there: the words must be of the same.
            own = f"claimants : NEAR({' '.join(strings)}, {WORDS_OF_A_NAME})"
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
    return None if facet is None else _words(f'facets : "{FACET}{facet}"', ())
