"""Who says what: source, cue and content, and how attributions lie inside each other."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.reading.spans import Span


class AttributionKind(StrEnum):
    """Whether the content is wholly, partly or not at all in quotation marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Act(StrEnum):
    """What the source does: say, hold to be true, or merely want.

    Attitudes (wants, plans, supports, and contents that are only a noun phrase) are found but
    shown only on request.
    """

    STATEMENT = "statement"
    BELIEF = "belief"
    ATTITUDE = "attitude"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's statement or belief as the article reports it.

    `content`, `cue` and `source` are stretches in text order; `source` and `cue` may be empty.
    `speaker` is the resolved name, or the text's own description when nobody is named
    (`anonymous` true), or None where no source is given. `parent` is the id of the attribution
    whose content holds this one. `confidence` lies in 0..1; `why` says in one sentence what the
    mark rests on. `heading` marks one that lies in the article's own headline or standfirst.
    """

    id: str
    kind: AttributionKind
    act: Act
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker: str | None = None
    anonymous: bool = False
    parent: str | None = None
    confidence: float = 1.0
    why: str = ""
    heading: bool = False


def chain(
    attributions: Iterable[Attribution] | Mapping[str, Attribution], start: str | None
) -> list[Attribution]:
    """Return the attributions from `start` outward through its parents; empty for None.

    Attributions known by their ids are followed without looking through all. A broken or circular parent ends the chain instead of failing.
    """
    if isinstance(attributions, Mapping):
        by_id = attributions
    else:
        by_id = {attribution.id: attribution for attribution in attributions}
    found: list[Attribution] = []
    current = by_id.get(start) if start else None
    while current is not None and current not in found:
        found.append(current)
        current = by_id.get(current.parent) if current.parent else None
    return found


def depths(attributions: Iterable[Attribution]) -> dict[str, int]:
    """Return how many contents lie around each attribution's own, by id; 0 for an outer one.

    As for `chain`, a broken or circular parent ends the counting.
    """
    parents = {attribution.id: attribution.parent for attribution in attributions}
    found: dict[str, int] = {}
    for start, outside in parents.items():
        seen = {start}
        current = outside
        while current in parents and current not in seen:
            seen.add(current)
            current = parents[current]
        found[start] = len(seen) - 1
    return found


def nearest(
    attributions: Mapping[str, Attribution], wanted: Container[str], start: str | None
) -> str | None:
    """Return the id of the first wanted attribution from `start` outward, None for none."""
    return next((item.id for item in chain(attributions, start) if item.id in wanted), None)


def among(
    attributions: Mapping[str, Attribution], wanted: Collection[str]
) -> dict[str, Attribution]:
    """Return only the wanted attributions by their ids, each in the next of them outward."""
    found = {}
    for name, item in attributions.items():
        if name in wanted:
            parent = nearest(attributions, wanted, item.parent)
            found[name] = item if parent == item.parent else replace(item, parent=parent)
    return found


def claimants(
    attributions: Iterable[Attribution] | Mapping[str, Attribution], start: str | None
) -> tuple[str, ...]:
    """Return the speakers from the innermost outward, each named once in a row."""
    names: list[str] = []
    for attribution in chain(attributions, start):
        if attribution.speaker and (not names or names[-1] != attribution.speaker):
            names.append(attribution.speaker)
    return tuple(names)
