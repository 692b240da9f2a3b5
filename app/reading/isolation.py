"""Which marks are shown alone: of one sort, whoever says them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from app.language import later
from app.reading.analysis import Analysis
from app.reading.attribution import Attribution, AttributionKind
from app.reading.decisions import Decision, Status
from app.reading.quantity import Quantity


class Sort(StrEnum):
    """A sort of marks; its value is what a reader is told while it is shown alone."""

    UNNAMED = later("Only unnamed sources")
    UNCHECKED = later("Only claims not checked yet")
    QUOTED = later("Only their own words")
    REPORTED = later("Only the writer’s words")
    UNSURE = later("Only what is unsure")


UNSURE = 0.6
"""Marks of less confidence are drawn as unsure too."""


def of_sort(analysis: Analysis, decisions: Iterable[Decision], sort: Sort) -> frozenset[str]:
    """Return the ids of the attributions and quantities of a sort, headlines included."""
    said = analysis.attributions
    if sort is Sort.UNNAMED:
        return frozenset(item.id for item in said if item.anonymous)
    if sort is Sort.QUOTED:
        loose = (q.id for q in analysis.quotations if q.attribution is None and not q.scare)
        own = (item.id for item in said if item.kind is not AttributionKind.INDIRECT)
        return frozenset((*own, *loose))
    if sort is Sort.REPORTED:
        return frozenset(item.id for item in said if item.kind is AttributionKind.INDIRECT)
    if sort is Sort.UNSURE:
        claims = (item for item in analysis.quantities if item.claim)
        marks: tuple[Attribution | Quantity, ...] = (*said, *claims)
        return frozenset(item.id for item in marks if item.confidence < UNSURE)
    done = {
        (decision.mark.start, decision.mark.end)
        for decision in decisions
        if decision.status is not Status.OPEN and isinstance(decision.mark, Quantity)
    }
    return frozenset(
        item.id for item in analysis.quantities if item.claim and (item.start, item.end) not in done
    )
