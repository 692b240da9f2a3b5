"""What can be pointed at in a reading: attributions, loose quotations, numbers, own annotations.

A target goes by its id: that of the attribution, quotation, quantity or own annotation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from app.reading.analysis import Analysis
from app.reading.annotation import OwnAnnotation
from app.reading.attribution import Attribution, chain
from app.reading.layers import Layer
from app.reading.marks import Mark, MarkKind
from app.reading.quantity import Quantity
from app.reading.questions import Question
from app.reading.quotation import Quotation
from app.reading.spans import Span, extent

_NEAREST = (
    MarkKind.CLAIM,
    MarkKind.NUMBER,
    MarkKind.OWN,
    MarkKind.SOURCE,
    MarkKind.CUE,
    MarkKind.SCARE,
    MarkKind.QUOTED,
    MarkKind.REPORTED,
)
"""Which of several marks at one place is meant: the smaller kinds lie on the larger ones."""


EVERY_LAYER = frozenset(Layer)


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of the keyboard through the marks; `layers` are those of which one must show."""

    target: str
    start: int
    end: int
    layers: frozenset[Layer]


class Stops:
    """The targets the keyboard steps through, in text order."""

    def __init__(self, stops: Iterable[Stop]) -> None:
        self._stops = list(stops)

    def __iter__(self) -> Iterator[Stop]:
        return iter(self._stops)

    @cached_property
    def places(self) -> dict[str, int]:
        """At which place each target stands; made when first asked for."""
        return {stop.target: place for place, stop in enumerate(self._stops)}

    def after(self, target: str) -> str:
        """Return the target after another one, else the one before it, "" for none."""
        place = self.places.get(target)
        if place is None:
            return ""
        return self._at(place + 1) or self._at(place - 1)

    def step(self, target: str, here: int, by: int) -> str:
        """Return the target one step on (1) or back (-1), "" for none.

        From a target that is not among them it goes from the code point `here`.
        """
        place = self.places.get(target)
        if place is not None:
            return self._at(place + by)
        following = bisect_left(self._stops, here, key=lambda stop: stop.start)
        return self._at(following if by > 0 else following - 1)

    def _at(self, place: int) -> str:
        return self._stops[place].target if 0 <= place < len(self._stops) else ""


class Targets:
    """The targets of one reading, by id and in text order."""

    def __init__(self, analysis: Analysis, own: Sequence[OwnAnnotation] = ()) -> None:
        self.attributions = {item.id: item for item in analysis.attributions}
        self.quantities = {item.id: item for item in analysis.quantities}
        self.quotations = {item.id: item for item in analysis.quotations}
        self.own = {item.id: item for item in own}
        self.aliases = {item.name: item.aliases for item in analysis.speakers}
        self.questions: dict[str, tuple[Question, ...]] = {}
        """What is asked about a number, by its id."""
        for question in analysis.questions:
            for name in dict.fromkeys(question.quantities):
                self.questions[name] = (*self.questions.get(name, ()), question)

    def with_own(self, own: Sequence[OwnAnnotation]) -> Targets:
        """Return these targets with other annotations of the reader's own."""
        made = copy(self)
        made.own = {item.id: item for item in own}
        if own or self.own:
            for known in ("_all_stops", "every_stop"):
                made.__dict__.pop(known, None)
        return made

    def find(self, target: str) -> Attribution | Quantity | Quotation | OwnAnnotation | None:
        """Return what a target stands for, None when the reading has no such thing."""
        return (
            self.attributions.get(target)
            or self.quantities.get(target)
            or self.quotations.get(target)
            or self.own.get(target)
        )

    def settled(self, target: str) -> str:
        """Return the target whose marks stand for `target`, "" for none.

        The marks of a quotation somebody is quoted with are those of the attribution.
        """
        quotation = self.quotations.get(target)
        if quotation and quotation.attribution in self.attributions and not quotation.scare:
            return quotation.attribution or ""
        return target if self.find(target) else ""

    def spans(self, target: str) -> list[Span]:
        """Return the stretches a target is about: an attribution's content, a number's words."""
        found = self.find(target)
        if isinstance(found, Attribution):
            return list(found.content or found.source or found.cue)
        return [] if found is None else [found.span]

    def sentence(self, target: str) -> Span | None:
        """Return the stretch from first to last word of a target with all that belongs to it."""
        found = self.find(target)
        spans = self.spans(target)
        inner = found.attribution if isinstance(found, Quantity) else None
        whole = found if isinstance(found, Attribution) else self.attributions.get(inner or "")
        if whole is not None:
            spans += [*whole.content, *whole.cue, *whole.source]
        return extent(spans) if spans else None

    def chain(self, target: str) -> list[Attribution]:
        """Return who says it, from the outermost attribution inward."""
        found = self.find(target)
        start = found.id if isinstance(found, Attribution) else getattr(found, "attribution", None)
        return chain(self.attributions, start)[::-1]

    def short_name(self, name: str) -> str:
        """Return the shortest wording the article has for a speaker, the name itself for none."""
        return min((name, *self.aliases.get(name, ())), key=len)

    def together(self, target: str) -> frozenset[str]:
        """Return the targets that stand out with this one: a number brings along who claims it."""
        if target in self.quantities:
            return frozenset({target, *(item.id for item in self.chain(target))})
        return frozenset({target} if target else ())

    def of_speaker(self, name: str) -> frozenset[str]:
        """Return what a speaker says and claims."""
        said = {item.id for item in self.attributions.values() if item.speaker == name}
        claimed = {item.id for item in self.quantities.values() if name in item.claimed_by}
        return frozenset(said | claimed)

    def stops(self, layers: frozenset[Layer], only: frozenset[str] | None) -> Stops:
        """Return the targets the keyboard steps through, in text order, outer before inner."""
        if only is None and layers == EVERY_LAYER:
            return self.every_stop
        return Stops(
            stop
            for stop in self._all_stops
            if stop.layers & layers and (only is None or stop.target in only)
        )

    @cached_property
    def every_stop(self) -> Stops:
        """All of them, as `stops` returns them where every layer is shown."""
        return Stops(self._all_stops)

    @cached_property
    def stops_found(self) -> list[Stop]:
        """The stops at what was found, in text order, the reader's own left out."""
        return sorted(self._found_stops(), key=_in_order)

    @cached_property
    def _all_stops(self) -> list[Stop]:
        mine = frozenset({Layer.MINE})
        own = [Stop(item.id, item.start, item.end, mine) for item in self.own.values()]
        return sorted([*self.stops_found, *own], key=_in_order) if own else self.stops_found

    def _found_stops(self) -> Iterable[Stop]:
        said, claimed = (
            frozenset({Layer.QUOTES, Layer.SOURCES, Layer.CUES}),
            frozenset({Layer.CLAIMS}),
        )
        for item in self.attributions.values():
            spans = self.spans(item.id)
            if spans:
                yield Stop(item.id, spans[0].start, spans[-1].end, said)
        for quantity in self.quantities.values():
            if quantity.claim:
                yield Stop(quantity.id, quantity.start, quantity.end, claimed)


def _in_order(stop: Stop) -> tuple[int, int]:
    return stop.start, -stop.end


def nearest(marks: Iterable[Mark]) -> str:
    """Return the target meant by pointing at a place with these marks, "" for none."""
    found = min(
        marks, key=lambda mark: (_NEAREST.index(mark.kind), mark.end - mark.start), default=None
    )
    return found.target if found else ""
