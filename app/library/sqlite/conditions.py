"""Conditions on the rows of an index and on their readings, in SQL."""

from __future__ import annotations

from app.library.query import tree
from app.library.sqlite.indexes import DATES, NUMBERS, QUOTES, SearchIndex
from app.library.sqlite.ways import Condition
from app.reading.decisions import Status

DATE = "CASE WHEN readings.published <> '' THEN readings.published ELSE readings.added END"
"""When something was published, or added where that is unknown; both are ISO 8601."""

_CONTENT_START = "json_extract(attributions.content, '$[0][0]')"
_CONTENT_END = "json_extract(attributions.content, '$[#-1][1]')"


def condition(node: tree.Node, index: SearchIndex) -> Condition | None:
    """Return the condition a node is on rows of this index, None where it speaks of others."""
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
                counted=True,
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


def claims_in_range(node: tree.All, index: SearchIndex) -> tuple[Condition, ...]:
    """Return nothing more to ask, but a shorter way to what both a unit and a range ask for."""
    if index is not NUMBERS:
        return ()
    numbers = [part for part in node.parts if isinstance(part, tree.Number)]
    units = [part for part in node.parts if isinstance(part, tree.Unit) and part.names]
    return tuple(_in_range(number, unit.names) for number in numbers[:1] for unit in units[:1])


def _ends(column: str, node: tree.Dated) -> tuple[str, tuple[str, ...]]:
    ends = ((f"{column} >= ?", node.start), (f"{column} < ?", node.end))
    there = [(where, end) for where, end in ends if end]
    return " AND ".join(where for where, _ in there), tuple(end for _, end in there)


def _published(node: tree.Dated) -> Condition:
    where, values = _ends(DATE, node)
    day, _ = _ends("date", node)
    seeds = f"SELECT reading AS id FROM {DATES} WHERE {day}"  # noqa: S608 -- no text of the reader's
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
        kind, start, end = "attribution", _CONTENT_START, _CONTENT_END
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
