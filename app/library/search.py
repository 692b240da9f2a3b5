"""Find readings, quotes, numbers and notes, each with the passage it stands in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, text, tuple_

from app.language import tr
from app.library import schema
from app.library.lists import summaries
from app.library.meaning import Known, alternatives, found_words
from app.library.query import tree
from app.library.query.fields import meant
from app.library.query.parsing import parse
from app.library.query.tree import Query
from app.library.sqlite.finding import Finder, Page, Place
from app.library.sqlite.hits import Wording, hits
from app.library.sqlite.indexes import NOTES, NUMBERS, QUOTES, READINGS, SearchIndex
from app.library.sqlite.naming import known_names, readings_meant, speaks_of_marks, widely
from app.library.sqlite.ways import Alternative
from app.reading.failures import QueryFailure
from app.reading.listing import Cursor, Found, Hit, HitKind, Order, ReadingSummary

INDEXES = {
    HitKind.READING: READINGS,
    HitKind.QUOTE: QUOTES,
    HitKind.NUMBER: NUMBERS,
    HitKind.NOTE: NOTES,
}

LOOKS = 2
"""How often a page of a kind is looked for further on before it is given out empty."""


def find(
    connection: Connection,
    typed: str,
    limit: int,
    kinds: Collection[HitKind] | None = None,
    order: Order = Order.RELEVANCE,
    after: Cursor | None = None,
) -> Found:
    """Return the hits for what a reader typed: readings, then quotes, numbers and notes.

    Each kind gets an equal share of `limit`, and what one does not use the others get. Without
    `kinds` those the query speaks of are looked for.
    """
    query = parse(typed)
    if query is None or limit <= 0:
        return Found()
    finder = Finder(connection)
    places = dict(after.places) if after else dict.fromkeys(INDEXES)
    wanted = _kinds(query.tree) if kinds is None else kinds
    there = {kind: places[kind] for kind in INDEXES if kind in wanted and kind in places}
    try:
        known, missing = known_names(connection, finder, query.tree)
        pages = _Pages(finder, query.tree, known, order).of(there, limit)
        wide = widely(known)
        if not any(page.places for page in pages.values()) and (
            found_words(query.tree, wide) != found_words(query.tree, known)
        ):
            known = wide
            pages = _Pages(finder, query.tree, known, order).of(there, limit)
    except QueryFailure as failure:
        if failure.end:
            raise
        raise QueryFailure(failure.reason, failure.advice, 0, len(typed)) from failure
    wording = Wording(*found_words(query.tree, known))
    rooms = _share(limit, [len(page.places) for page in pages.values()])
    shown: list[Hit] = []
    rest: list[tuple[HitKind, Any]] = []
    for (kind, page), room in zip(pages.items(), rooms, strict=True):
        shown += hits(connection, kind, [place[-1] for place in page.places[:room]], wording)
        if room < len(page.places):
            rest.append((kind, (page.how, page.places[room - 1]) if room else there[kind]))
        elif page.rest is not None:
            rest.append((kind, (page.how, page.rest)))
    hint = "" if shown or rest else _hint(query, missing)
    return Found(shown, Cursor(tuple(rest)) if rest else None, hint)


def readings_for(
    connection: Connection, typed: str, limit: int, before: tuple[str, int] | None
) -> list[ReadingSummary]:
    """Return the readings a query finds, or finds marks in: those added last, newest first."""
    query = parse(typed)
    if query is None:
        return []
    finder = Finder(connection)
    known, _ = known_names(connection, finder, query.tree)
    condition = readings_meant(finder, query.tree, known)
    names = {f"value{number}": value for number, value in enumerate(condition.values)}
    where = condition.where
    for name in names:
        where = where.replace("?", f":{name}", 1)
    table = schema.readings
    wanted: Select[Any] = (
        summaries()
        .where(table.c.deleted_at.is_(None), text(where))
        .order_by(table.c.added.desc(), table.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(tuple_(table.c.added, table.c.id) < before)
    return [ReadingSummary(*row) for row in connection.execute(wanted, names)]


def _kinds(node: tree.Node) -> set[HitKind]:
    """Return the kinds of hits a query speaks of: only readings where it asks for nothing else."""
    leaves = list(tree.leaves(node))
    if any(map(speaks_of_marks, leaves)):
        return set(HitKind)
    own = tree.Has(tree.Having.NOTE), tree.Has(tree.Having.HIGHLIGHT)
    if any(leaf in own for leaf in leaves):
        return {HitKind.READING, HitKind.NOTE}
    words = any(isinstance(leaf, tree.Words) for leaf in leaves)
    return set(HitKind) if words else {HitKind.READING}


@dataclass(frozen=True, slots=True)
class _Pages:
    """Gets a page of each kind."""

    finder: Finder
    tree: tree.Node
    known: Known
    order: Order

    def of(self, kinds: Mapping[HitKind, Any], limit: int) -> dict[HitKind, Page]:
        """Return the pages of kinds that go on at their places: together `limit` rows or more,
        where there are so many.
        """
        share = -(-limit // len(kinds)) if kinds else limit
        pages = {kind: self._page(kind, share, place) for kind, place in kinds.items()}
        left = limit - sum(len(page.places) for page in pages.values())
        for kind, page in pages.items():
            if left > 0 and page.rest is not None:
                # What the others do not use.
                more = self._page(kind, left, (page.how, page.rest))
                pages[kind] = replace(more, places=[*page.places, *more.places])
        return pages

    def _page(self, kind: HitKind, limit: int, place: tuple[str, Place] | None) -> Page:
        index = INDEXES[kind]
        ways = alternatives(self.tree, index, self.known)
        if not ways:
            return Page([])
        how, after = place or self._beginning(index, ways)
        page = self._look(index, ways, limit, how, after)
        for _ in range(LOOKS):
            if page.places or page.rest is None:
                break
            page = self._look(index, ways, limit, how, page.rest)
        return replace(page, how=how)

    def _beginning(
        self, index: SearchIndex, ways: Sequence[Alternative]
    ) -> tuple[str, Place | None]:
        if self.order is Order.DATE:
            end = _end(self.tree)
            return "dated", (end, 0, 0) if end else None
        return "ranked" if self.finder.can_rank(index, ways) else "newest", None

    def _look(
        self,
        index: SearchIndex,
        ways: Sequence[Alternative],
        limit: int,
        how: str,
        after: Place | None,
    ) -> Page:
        if how == "ranked":
            return self.finder.ranked(index, ways[0], limit, after)
        if how == "dated":
            return self.finder.dated(index, ways, limit, after)
        return self.finder.newest(index, ways, limit, after)


def _end(node: tree.Node) -> str:
    """Return the date before which everything a query finds was published, empty for none."""
    if isinstance(node, tree.Dated):
        return "" if node.added else node.end
    if isinstance(node, tree.All):
        return min(filter(None, map(_end, node.parts)), default="")
    return ""


def _share(limit: int, counts: Sequence[int]) -> list[int]:
    rooms = [0] * len(counts)
    left = limit
    while left:
        hungry = [kind for kind, count in enumerate(counts) if rooms[kind] < count]
        if not hungry:
            break
        for kind in hungry[:left] if left < len(hungry) else hungry:
            more = min(counts[kind] - rooms[kind], max(1, left // len(hungry)))
            rooms[kind] += more
        left = limit - sum(rooms)
    return rooms


def _hint(query: Query, missing: Sequence[str]) -> str:
    """Return what may be why nothing is found, empty where nothing is known."""
    if missing:
        return missing[0]
    for name in query.unknown:
        field = meant(name)
        if field is not None:
            return tr(
                "“{name}:” is looked for as a word. Did you mean “{field}:”?",
                name=name,
                field=field,
            )
    return ""
