"""Which rows meet a search, a page at a time.

Whatever leads to the fewest rows leads: the words, or the few readings or marks that a condition
holds for, or else the newest rows there are. What is looked at is bounded, the newest first: where
the bound cuts a page off, the page says where to go on.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row

from app.library.sqlite import matching
from app.library.sqlite.conditions import DATE
from app.library.sqlite.indexes import DATES, READINGS, SearchIndex
from app.library.sqlite.matching import Lead
from app.library.sqlite.ways import Alternative, Condition

RANKED = 1500
"""Words found in more rows than this do not rank, the newest come first: scoring costs more the
commoner a word is, and says less."""

LOOKED_AT = 20_000
"""How many rows a page looks at in the tables: about 20 ms."""

PASSED = 1_500_000
"""How many rows the matches of words are gone through in, to see which belong to a few: 60 ms where
a word is in a third of them."""

DENSE = 150_000
"""More matches than this are not gone through to see which belong to a few readings: each of these
is asked, and soon enough of them have one."""

FEW = 5_000
"""Conditions that hold for at most so many rows lead to them."""

MANY = 50_000
"""Up to so many lead where all that meet a condition are wanted, and not the newest alone."""

PER_READING = 10
"""How many rows a reading has in the indexes of marks, for telling how many few readings are."""

GATHERED = 8_000
"""So many matches are put in the order of their dates; where there are more, readings lead in that
order and each is asked whether it matches."""

FEWEST_READINGS = 50
"""At least so many of the latest readings are looked at for a page by date, and so few are asked
whether they match."""

SAMPLED = 5_000
"""Of so many of the newest rows it is counted how many match, to tell about how many of all do."""

SAMPLED_LEAST = 25
"""Where fewer than so many of them match, all that match are counted: they are few."""

ASKED = 60_000
"""Where more match, a few readings are looked up one by one sooner than among all that match."""

LAST = 2**62
"""Higher than every number of a row."""

Place = tuple[Any, ...]
Statement = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order, each by its place, of which the last is its number.

    `rest` is the place to go on from where there may be more, and `how` the way they were found.
    """

    places: list[Place]
    rest: Place | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class _Start:
    """The side that leads a search, and how many of its rows are looked at, None for all.

    `led` is the condition that all the lead's rows meet.
    """

    lead: Lead
    bound: int | None
    led: Condition | None = None


class Finder:
    """Finds rows in one state of the library; what it has counted once it need not count again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._counts: dict[Statement, tuple[int, int]] = {}
        self._kept = 0

    def newest(
        self, index: SearchIndex, ways: Sequence[Alternative], limit: int, after: Place | None
    ) -> Page:
        """Return the newest rows that meet one of the ways, those after a place."""
        below = after[-1] if after else LAST
        return _merged([self._newest(index, way, limit, below) for way in ways], limit)

    def dated(
        self, index: SearchIndex, ways: Sequence[Alternative], limit: int, after: Place | None
    ) -> Page:
        """Return the rows of what was published last, or added last where that is unknown."""
        after = after or (chr(0x10FFFF), LAST, LAST)
        return _merged([self._dated(index, way, limit, after) for way in ways], limit)

    def ranked(self, index: SearchIndex, way: Alternative, limit: int, after: Place | None) -> Page:
        """Return the rows that match best; `after` how many were shown."""
        shown = after[0] if after else 0
        lead = matching.matching(index, way.match)
        where, values = _where(index, way, _Start(lead, None))
        rows = self._rows(
            f"SELECT id FROM (SELECT {lead.row} AS id, {matching.relevance(index)} AS score "  # noqa: S608 -- no text of the reader's
            f"FROM {lead.source} {lead.path} WHERE {where}) "
            "ORDER BY score, id DESC LIMIT ? OFFSET ?",
            (*values, limit, shown),
        )
        places: list[Place] = [(shown + number, row[0]) for number, row in enumerate(rows, 1)]
        return Page(places, places[-1] if len(places) == limit else None)

    def can_rank(self, index: SearchIndex, ways: Sequence[Alternative]) -> bool:
        """Tell whether rows can be ordered by relevance: one way, of words not too common."""
        if len(ways) != 1 or not ways[0].match:
            return False
        parts = dict.fromkeys((*ways[0].phrases, ways[0].match))
        return all(self.at_most(_matches(index, part), RANKED) for part in parts)

    def readings_of(self, index: SearchIndex, ways: Sequence[Alternative]) -> list[Condition]:
        """Return the conditions that a reading has a row that meets one of the ways."""
        return [self._reading_of(index, way) for way in ways]

    def _reading_of(self, index: SearchIndex, way: Alternative) -> Condition:
        start = self._start(index, way, MANY)
        where, values = _where(index, way, start)
        if way.match or start.led is not None:
            lead = start.lead
            found = f"SELECT {index.reading} AS id FROM {lead.source} {lead.path} WHERE {where}"  # noqa: S608 -- no text of the reader's
            return Condition(f"+readings.id IN ({found})", values, found, values)
        if index is READINGS:
            return Condition(f"({where})", values)
        # So many have one that the readings are asked.
        return Condition(
            f"EXISTS (SELECT 1 FROM {index.table} WHERE {index.reading} = readings.id AND {where})",  # noqa: S608 -- no text of the reader's
            values,
        )

    def at_most(self, statement: Statement, number: int) -> bool:
        """Tell whether a statement has no more than so many rows, without counting further."""
        return self._count(statement, number + 1) <= number

    def kept(self, statement: Statement) -> str:
        """Keep the numbers a statement selects for as long as this searches; return the table."""
        self._kept += 1
        return matching.kept(self._connection, self._kept, *statement)

    # By number, the newest first

    def _newest(self, index: SearchIndex, way: Alternative, limit: int, below: int) -> Page:
        start = self._start(index, way)
        lead = start.lead
        floor = self._floor(index, start, below)
        where, values = _where(index, way, start, (floor, below))
        rows = self._rows(
            f"SELECT {lead.row} FROM {lead.source} {lead.path} WHERE {where} "  # noqa: S608 -- no text of the reader's
            f"AND {lead.row} >= ? AND {lead.row} < ? ORDER BY {lead.row} DESC LIMIT ?",
            (*values, floor, below, limit),
        )
        places: list[Place] = [(row[0],) for row in rows]
        if len(places) == limit:
            return Page(places, places[-1])
        return Page(places, (floor,) if floor else None)

    def _floor(self, index: SearchIndex, start: _Start, below: int) -> int:
        """Return the lowest number that is looked at, 0 for all."""
        lead = start.lead
        if start.bound is None:
            return 0
        if start.bound == PASSED:
            last = self._rows(f"SELECT max({index.key}) FROM {index.table}", ())[0][0] or 0  # noqa: S608 -- no text of the reader's
            return max(0, min(below, int(last)) - PASSED)
        # The words alone, or the table alone: what else is asked is not looked at yet.
        end = self._rows(
            f"SELECT {lead.row} FROM {lead.source} WHERE {lead.bounded or '1'} AND {lead.row} < ? "  # noqa: S608 -- no text of the reader's
            f"ORDER BY {lead.row} DESC LIMIT 1 OFFSET ?",
            (*lead.values[: lead.bounded.count("?")], below, start.bound),
        )
        return int(end[0][0]) if end else 0

    # By date

    def _dated(self, index: SearchIndex, way: Alternative, limit: int, after: Place) -> Page:
        start = self._start(index, way, GATHERED)
        if start.led is None and not (
            way.match and self.at_most(_matches(index, way.match), GATHERED)
        ):
            return self._of_latest(index, way, limit, after)
        places = self._in_order(index, way, start, limit, after)
        return Page(places, places[-1] if len(places) == limit else None)

    def _in_order(
        self, index: SearchIndex, way: Alternative, start: _Start, limit: int, after: Place
    ) -> list[Place]:
        """Return the latest of all rows that a start leads to."""
        lead = start.lead
        where, values = _where(index, way, start)
        rows = self._rows(
            f"SELECT {DATE} AS date, readings.id, {index.row} FROM {lead.source} {lead.path} "  # noqa: S608 -- no text of the reader's
            f"WHERE {where} AND ({DATE}, readings.id, {index.row}) < (?, ?, ?) "
            f"ORDER BY date DESC, readings.id DESC, {index.row} DESC LIMIT ?",
            (*values, *after, limit),
        )
        return [tuple(row) for row in rows]

    def _of_latest(self, index: SearchIndex, way: Alternative, limit: int, after: Place) -> Page:
        """Look among the latest readings: as many as should have enough, and then further back."""
        matches = self._estimated(index, way) if way.match else 0
        there = [matches] if matches else []
        there += [
            self._count((condition.seeds, condition.seed_values), DENSE)
            for condition in way.conditions
            if condition.counted
        ]
        last = self._rows(f"SELECT max(id) FROM {READINGS.table}", ())[0][0] or 0  # noqa: S608 -- a constant
        number = 3 * limit * int(last) // max(1, 2 * min(there)) if there else limit
        number = max(FEWEST_READINGS, number)
        asked = matches >= ASKED and not way.beginnings and index is not READINGS
        places: list[Place] = []
        looked_at = 0
        while True:
            left = limit - len(places)
            page = self._among_latest(index, way, left, after, min(number, FEW), asked=asked)
            places += page.places
            looked_at += number
            if len(page.places) == left or page.rest is None or looked_at >= FEW:
                return Page(places, page.rest)
            number, after, asked = 10 * number, page.rest, False

    def _among_latest(
        self,
        index: SearchIndex,
        way: Alternative,
        limit: int,
        after: Place,
        number: int,
        *,
        asked: bool = False,
    ) -> Page:
        """Look among so many readings that meet what is asked of readings.

        The matches of words are all gone through for those of these readings; with `asked` each
        reading is looked up by itself.
        """
        of_readings = [condition for condition in way.conditions if not condition.of_rows]
        floor, whole = self._earliest(after, LOOKED_AT if of_readings else number)
        conditions = "".join(f" AND ({condition.where})" for condition in of_readings)
        latest = self._rows(
            f"SELECT date, reading FROM {DATES} "  # noqa: S608 -- no text of the reader's
            f"CROSS JOIN readings ON readings.id = reading WHERE date <= ? "
            f"AND (date, reading) <= (?, ?) AND (date, reading) >= (?, ?){conditions} "
            "ORDER BY date DESC, reading DESC LIMIT ?",
            (
                *(after[0], after[0], after[1], *floor),
                *(value for condition in of_readings for value in condition.values),
                number,
            ),
        )
        if len(latest) == number:
            floor, whole = tuple(latest[-1]), False
        kept = matching.numbers([row.reading for row in latest])
        joined = f"({kept}) AS latest CROSS JOIN {index.table} ON {index.reading} = latest.id"
        if way.match and asked:
            lead = _asked(index, way, f"({kept}) AS latest", "latest.id")
        elif way.match:
            rows = kept if index is READINGS else f"SELECT {index.row} FROM {joined}"  # noqa: S608 -- no text of the reader's
            lead = matching.matching(index, way.match)
            lead = replace(lead, where=f"{lead.where} AND +{lead.row} IN ({rows})")
        else:
            lead = Lead(joined, index.row, index.to_reading, index.shown)
        others = tuple(condition for condition in way.conditions if condition.of_rows)
        rest = replace(way, conditions=others)
        places = self._in_order(index, rest, _Start(lead, None), limit, after)
        if len(places) == limit:
            return Page(places, places[-1])
        return Page(places, None if whole else (*floor, 0))

    def _earliest(self, after: Place, number: int) -> tuple[Place, bool]:
        """Return the date and the reading so many further back, and whether there are no more."""
        end = self._rows(
            f"SELECT date, reading FROM {DATES} WHERE date <= ? "  # noqa: S608 -- no text of the reader's
            "AND (date, reading) <= (?, ?) ORDER BY date DESC, reading DESC LIMIT 1 OFFSET ?",
            (after[0], after[0], after[1], number),
        )
        return (tuple(end[0]), False) if end else (("", 0), True)

    # Which side leads

    def _start(self, index: SearchIndex, way: Alternative, few: int = FEW) -> _Start:
        if way.match:
            return self._started_by_words(index, way)
        fewest = self._fewest(index, way.conditions, few)
        if fewest is None:
            table = Lead(index.table, index.row, index.to_reading, index.shown)
            return _Start(table, LOOKED_AT)
        # Bounded, so that SQLite does not take it apart and begin elsewhere.
        source = f"(SELECT id FROM ({fewest.seeds}) LIMIT {MANY}) AS seed"  # noqa: S608 -- no text of the reader's
        if fewest.of_rows or index is READINGS:
            lead = Lead(source, "seed.id", index.path("seed.id"), index.shown, fewest.seed_values)
        else:
            source = f"{source} CROSS JOIN {index.table} ON {index.reading} = seed.id"
            lead = Lead(source, index.row, index.to_reading, index.shown, fewest.seed_values)
        return _Start(lead, None, fewest)

    def _started_by_words(self, index: SearchIndex, way: Alternative) -> _Start:
        lead = matching.matching(index, way.match)
        if not way.conditions or self.at_most(_matches(index, way.match), LOOKED_AT):
            return _Start(lead, None)
        fewest = self._fewest(index, way.conditions, FEW)
        if fewest is None:
            return _Start(lead, LOOKED_AT)
        rows = fewest.seeds
        if not fewest.of_rows and index is not READINGS:
            seeds = self._count((fewest.seeds, fewest.seed_values), FEW)
            if (
                seeds <= FEWEST_READINGS
                and not way.beginnings
                and not self.at_most(_matches(index, way.match), DENSE)
            ):
                lead = _asked(index, way, f"({fewest.seeds}) AS seed", "seed.id")
                return _Start(replace(lead, values=(*fewest.seed_values, way.match)), None, fewest)
            rows = (
                f"SELECT {index.row} FROM ({fewest.seeds}) AS seed "  # noqa: S608 -- no text of the reader's
                f"CROSS JOIN {index.table} ON {index.reading} = seed.id"
            )
        where = f"{lead.where} AND +{lead.row} IN ({rows})"
        values = (*lead.values, *fewest.seed_values)
        return _Start(replace(lead, where=where, values=values), PASSED, fewest)

    def _fewest(
        self, index: SearchIndex, conditions: Sequence[Condition], few: int
    ) -> Condition | None:
        """Return the condition that holds for fewest rows, None where all hold for many."""
        best, least = None, few + 1
        for condition in conditions:
            if not condition.seeds:
                continue
            each = 1 if condition.of_rows or index is READINGS else PER_READING
            rows = each * self._count((condition.seeds, condition.seed_values), least // each + 1)
            if rows < least:
                best, least = condition, rows
        return best

    def _estimated(self, index: SearchIndex, way: Alternative) -> int:
        """Tell about how many rows match, from how many of the newest do; rare words are counted."""
        last = self._rows(f"SELECT max({index.key}) FROM {index.table}", ())[0][0] or 0  # noqa: S608 -- no text of the reader's
        matches = _matches(index, way.match)
        if way.beginnings or last <= SAMPLED:
            return self._count(matches, DENSE)
        rows, values = matches
        newest = f"{rows} AND rowid > {int(last) - SAMPLED}"
        found = self._count((newest, values), SAMPLED)
        return (
            found * int(last) // SAMPLED if found >= SAMPLED_LEAST else self._count(matches, DENSE)
        )

    def _count(self, statement: Statement, most: int) -> int:
        """Count the rows of a statement, no more than so many."""
        known, counted_to = self._counts.get(statement, (0, 0))
        if known < counted_to or most <= counted_to:
            return min(known, most)
        rows, values = statement
        counted = f"SELECT count(*) FROM (SELECT 1 FROM ({rows}) LIMIT ?)"  # noqa: S608 -- no text of the reader's
        number = int(self._rows(counted, (*values, most))[0][0])
        self._counts[statement] = number, most
        return number

    def _rows(self, statement: str, values: tuple[Any, ...]) -> Sequence[Row[Any]]:
        return self._connection.exec_driver_sql(statement, values).all()


def _merged(pages: Sequence[Page], limit: int) -> Page:
    """Return pages in one order as one, nothing twice, as far as each of them has been looked at."""
    horizon = max((page.rest for page in pages if page.rest is not None), default=None)
    places: list[Place] = []
    for place in heapq.merge(*(page.places for page in pages), reverse=True):
        if len(places) == limit or (horizon is not None and place < horizon):
            return Page(places, places[-1] if len(places) == limit else horizon)
        if not places or places[-1] != place:
            places.append(place)
    return Page(places, horizon)


def _asked(index: SearchIndex, way: Alternative, readings: str, reading: str) -> Lead:
    """Return the lead of some readings, in each of which the words are looked up."""
    source = f"{readings} CROSS JOIN readings ON readings.id = {reading}"
    join = matching.matching_of_reading(index)
    return Lead(f"{source} {join}", index.row, "", index.shown, (way.match,))


def _matches(index: SearchIndex, expression: str) -> Statement:
    return matching.matched_rows(index), (expression,)


def _where(
    index: SearchIndex,
    way: Alternative,
    start: _Start | None,
    between: tuple[int, int] | None = None,
) -> Statement:
    """Return what a row must meet besides being reached, with the values, the lead's first."""
    parts = [start.lead.where if start else index.shown]
    values = [*start.lead.values] if start else []
    if way.without:
        within, ends = " AND rowid BETWEEN ? AND ?", between or (0, LAST)
        if start and start.led is not None:
            # Only those of the few rows are kept.
            few = f"SELECT {start.lead.row} FROM {start.lead.source}"  # noqa: S608 -- no text of the reader's
            within, ends = f" AND +rowid IN ({few})", start.led.seed_values
        parts.append(f"+{index.row} NOT IN ({matching.matched_rows(index)}{within})")
        values += [way.without, *ends]
    for condition in way.conditions:
        if start is None or condition is not start.led:
            parts.append(f"({condition.where})")
            values += condition.values
    # A plus keeps SQLite from beginning with an index on this column.
    return f"{' AND '.join(parts)} AND +readings.deleted_at IS NULL", tuple(values)
