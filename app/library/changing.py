"""What the reader does in a reading, as changes of rows that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from app.language import tr
from app.library import deciding, rows, schema
from app.library.lists import now
from app.library.recording import Recorder
from app.reading.annotation import OwnAnnotation
from app.reading.decisions import Decision, settled
from app.reading.failures import ChangedSince


def change_own(
    recorder: Recorder, reading: int, before: OwnAnnotation | None, after: OwnAnnotation | None
) -> None:
    """Make (`before` None), change, or delete (`after` None) an annotation of the reader's own.

    Raises ChangedSince where it is no longer what it was before: somebody else changed it.
    """
    one = after or before
    if one is None:
        return
    found = rows.find_own(recorder.connection, reading, one.id)
    if _values(found) not in (_values(before), _values(after)):
        raise ChangedSince(
            tr("The note has been changed since, in another window or by another program.")
            if one.note
            else tr(
                "The highlight has been changed since, in another window or by another program."
            ),
            tr("It is shown as it is now."),
        )
    key = {"reading": reading, "id": one.id}
    if after is None:
        recorder.delete(schema.own_annotations, key)
    else:
        values = _values(after) or {}
        change = recorder.insert if found is None else recorder.update
        change(schema.own_annotations, key, values)


def decide(recorder: Recorder, row: Row[Any], decisions: Iterable[Decision]) -> None:
    """Keep what the reader decided about marks of the reading of this row, over what was before."""
    reading, new = row.id, list(decisions)
    for decision in new:
        table, key = schema.decisions, {"reading": reading, "id": decision.id}
        values = {k: v for k, v in deciding.decision_values(decision).items() if k != "id"}
        recorder.delete(table, key)
        recorder.insert(table, key, values)
    found = rows.read_analysis(recorder.connection, reading)
    now_so = settled(found, new)
    if now_so != found:
        text = rows.read_document(recorder.connection, row).text
        with recorder.replacing(schema.DETECTED, {"reading": reading}):
            rows.write_analysis(recorder.connection, reading, text, now_so, now())
        recorder.update(schema.readings, {"id": reading}, rows.counts(now_so), held=False)


def _values(item: OwnAnnotation | None) -> rows.Values | None:
    """Return an annotation as it is kept, without its id."""
    if item is None:
        return None
    values = rows.own_values(item)
    return {
        name: schema.storable(value) if isinstance(value, str) else value
        for name, value in values.items()
        if name != "id"
    }
