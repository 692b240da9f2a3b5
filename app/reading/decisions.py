"""What the reader decided about detected marks, and how it holds against the next analysis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from app.reading.analysis import Analysis
from app.reading.anchors import Anchor
from app.reading.attribution import Attribution, among, chain, claimants, nearest
from app.reading.quantity import Quantity
from app.reading.quotation import Quotation
from app.reading.spans import Span, extent
from app.reading.speaker import Speaker

Mark = Attribution | Quotation | Quantity
M = TypeVar("M", Attribution, Quotation, Quantity)

ALIKE = 0.5
"""Two marks of a kind are the same one when they share at least this part of what both cover."""

NEARLY_ALL = 0.9


class Verdict(StrEnum):
    """What became of a detected mark."""

    OPEN = ""  # only its check was noted
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"  # or made by the reader


class Status(StrEnum):
    """How the check of a claim stands."""

    OPEN = "open"
    CHECKED = "checked"
    DISPUTED = "disputed"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Decision:
    """One mark the reader decided about.

    `mark` is the mark as it stands since: of a rejected one as it was detected. `anchor` holds the
    words from its first stretch to its last. `status` and `evidence` tell how its check came out.
    `placed` is false where the text changed and the words are no longer in it.
    """

    id: str
    verdict: Verdict
    mark: Mark
    anchor: Anchor
    status: Status = Status.OPEN
    evidence: str = ""
    placed: bool = True
    score: float = 1.0
    created: str = ""
    modified: str = ""


def stretch(mark: Mark) -> Span:
    """Return the stretch a mark is known by: a content or a number, source and cue left out."""
    return extent(mark.content) if isinstance(mark, Attribution) else mark.span


def settled(analysis: Analysis, decisions: Iterable[Decision]) -> Analysis:
    """Return what was found as the reader has decided about it.

    A rejected mark goes; an accepted or edited one stands as decided, also where it was not found
    this time. What was found at the same place gives its id, so that what refers to it still does.
    """
    for decision in decisions:
        if not decision.placed or decision.verdict is Verdict.OPEN:
            continue
        if decision.verdict is Verdict.REJECTED:
            found = _same(analysis, decision.mark)
            if found is not None:
                analysis = _without(analysis, found)
        else:
            analysis = _with(analysis, decision)
    return analysis


def about(decisions: Iterable[Decision], mark: Mark) -> Decision | None:
    """Return what was decided last about a mark as it stands now, None where nothing was."""
    found = None
    for decision in decisions:
        if decision.placed and _place_and_kind(decision.mark) == _place_and_kind(mark):
            found = decision
    return found


def is_same(one: Mark, other: Mark) -> bool:
    """Tell whether two marks of a kind would be taken for the same one."""
    return type(one) is type(other) and _alike(stretch(one), stretch(other)) >= _least(one, other)


def moved(mark: Mark, by: int) -> Mark:
    """Return a mark that lies `by` code points further on."""
    if isinstance(mark, Attribution):
        return replace(
            mark,
            content=_moved(mark.content, by),
            cue=_moved(mark.cue, by),
            source=_moved(mark.source, by),
        )
    return replace(mark, start=mark.start + by, end=mark.end + by)


def _moved(spans: tuple[Span, ...], by: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + by, span.end + by) for span in spans)


def _same(analysis: Analysis, mark: Mark) -> Mark | None:
    """Return the mark of the same kind that covers most of the same words, None for none."""
    marks: tuple[Mark, ...]
    if isinstance(mark, Attribution):
        marks = tuple(item for item in analysis.attributions if item.content)
    elif isinstance(mark, Quotation):
        marks = analysis.quotations
    else:
        marks = analysis.quantities
    wanted = stretch(mark)
    same = [item for item in marks if _alike(stretch(item), wanted) >= _least(item, mark)]
    return max(same, key=lambda item: _alike(stretch(item), wanted), default=None)


def _least(one: Mark, other: Mark) -> float:
    """Return how much of their words two marks must share to be the same one.

    What one person says others said shares most of its words with what those said: attributions
    that agree in neither speaker, source nor cue must share nearly all.
    """
    if not (isinstance(one, Attribution) and isinstance(other, Attribution)):
        return ALIKE
    shared = (
        one.speaker == other.speaker
        or _touch(one.source, other.source)
        or _touch(one.cue, other.cue)
    )
    return ALIKE if shared else NEARLY_ALL


def _touch(some: tuple[Span, ...], others: tuple[Span, ...]) -> bool:
    return any(span.overlaps(other) for span in some for other in others)


def _alike(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    covered = max(one.end, other.end) - min(one.start, other.start)
    return shared / covered if shared > 0 else 0.0


def _without(analysis: Analysis, mark: Mark) -> Analysis:
    if isinstance(mark, Quotation):
        kept = tuple(item for item in analysis.quotations if item is not mark)
        return replace(analysis, quotations=kept)
    if isinstance(mark, Quantity):
        numbers = tuple(
            replace(item, against=None) if item.against == mark.id else item
            for item in analysis.quantities
            if item is not mark
        )
        questions = tuple(item for item in analysis.questions if mark.id not in item.quantities)
        return replace(analysis, quantities=numbers, questions=questions)
    everyone = {item.id: item for item in analysis.attributions}
    kept_ones = among(everyone, everyone.keys() - {mark.id})

    def owner(name: str | None) -> str | None:
        return nearest(everyone, kept_ones, name)

    return replace(
        analysis,
        attributions=tuple(kept_ones.values()),
        quotations=tuple(
            replace(item, attribution=owner(item.attribution))
            if item.attribution == mark.id
            else item
            for item in analysis.quotations
        ),
        quantities=tuple(
            replace(
                item,
                attribution=owner(item.attribution),
                claimed_by=claimants(kept_ones, owner(item.attribution)),
            )
            if item.attribution == mark.id
            else item
            for item in analysis.quantities
        ),
    )


def _with(analysis: Analysis, decision: Decision) -> Analysis:
    found = _same(analysis, decision.mark)
    name = found.id if found is not None else f"own-{decision.id}"
    mark = replace(decision.mark, id=name)
    if isinstance(mark, Attribution):
        known = {item.id for item in analysis.attributions}
        if isinstance(found, Attribution):
            mark = replace(mark, parent=found.parent, confidence=1.0)
        elif mark.parent not in known:
            mark = replace(mark, parent=None, confidence=1.0)
        return _attributed(analysis, mark)
    if isinstance(mark, Quotation):
        return replace(analysis, quotations=_put(analysis.quotations, mark))
    if isinstance(found, Quantity):
        mark = replace(mark, attribution=found.attribution, against=found.against)
    return replace(analysis, quantities=_put(analysis.quantities, replace(mark, confidence=1.0)))


def _attributed(analysis: Analysis, mark: Attribution) -> Analysis:
    """Return the analysis with an attribution in it, its speaker known and its numbers theirs."""
    attributions = _put(analysis.attributions, mark)
    known = {item.id for item in attributions}
    # Words in quotation marks that nobody was found to have said are now said by somebody.
    quotations = tuple(
        replace(item, attribution=mark.id)
        if not item.scare
        and item.attribution not in known
        and any(span.covers(item.span) for span in mark.content)
        else item
        for item in analysis.quotations
    )
    by_id = {item.id: item for item in attributions}
    speakers = analysis.speakers
    if mark.speaker and all(mark.speaker != speaker.name for speaker in speakers):
        speakers = (*speakers, Speaker(mark.speaker, anonymous=mark.anonymous))
    quantities = tuple(
        replace(item, claimed_by=claimants(by_id, item.attribution))
        if any(around.id == mark.id for around in chain(by_id, item.attribution))
        else item
        for item in analysis.quantities
    )
    return replace(
        analysis,
        attributions=attributions,
        quotations=quotations,
        speakers=speakers,
        quantities=quantities,
    )


def _put(marks: tuple[M, ...], mark: M) -> tuple[M, ...]:
    kept: list[M] = [item for item in marks if item.id != mark.id]
    kept.append(mark)
    kept.sort(key=_place)
    return tuple(kept)


def _place_and_kind(mark: Mark) -> tuple[object, ...]:
    if isinstance(mark, Attribution):
        return Attribution, mark.content, mark.cue, mark.source
    return type(mark), mark.span


def _place(mark: Mark) -> tuple[int, int]:
    return stretch(mark).start, stretch(mark).end
