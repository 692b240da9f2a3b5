"""The reader's decisions about detected marks as rows, and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from app.library import schema
from app.library.rows import Values
from app.reading import wire
from app.reading.anchors import Anchor
from app.reading.decisions import Decision, Status, Verdict


def decision_values(decision: Decision) -> Values:
    """Return a decision as columns, but for its reading."""
    kind, mark = wire.mark_to_json(decision.mark)
    anchor = decision.anchor
    return {
        "id": decision.id,
        "kind": kind,
        "verdict": decision.verdict,
        "mark": mark,
        "status": decision.status,
        "evidence": decision.evidence,
        "start": anchor.start,
        "end": anchor.end,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "anchor_start": anchor.start,
        "anchor_end": anchor.end,
        "standing": "placed" if decision.placed else "lost",
        "score": decision.score,
        "created": decision.created,
        "modified": decision.modified,
    }


def read_decisions(connection: Connection, reading: int) -> tuple[Decision, ...]:
    """Return what the reader decided in a reading, in the order of time."""
    table = schema.decisions
    wanted = select(table).where(table.c.reading == reading).order_by(table.c.created, table.c.id)
    return tuple(map(_decision, connection.execute(wanted)))


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        id=row.id,
        verdict=Verdict(row.verdict),
        mark=wire.mark_from_json(row.kind, row.mark),
        anchor=Anchor(row.exact, row.prefix, row.suffix, row.anchor_start, row.anchor_end),
        status=Status(row.status),
        evidence=row.evidence,
        placed=row.standing == "placed",
        score=row.score,
        created=row.created,
        modified=row.modified,
    )
