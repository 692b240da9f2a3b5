"""Which claimed numbers speak of the same thing, and whether both can be right.

Careful on purpose: a pair that is missed costs less than two numbers held against each other
that never met. Numbers compare only where unit and kind are the same, where they share words for
what they count, and where neither a name, a time nor a direction tells them apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from app.language import later
from app.reading.annotation import Reading
from app.reading.comparison import Comparison
from app.reading.profile import Figure
from app.reading.quantity import Bound, Quantity, QuantityKind

ALIKE = 0.5
"""Share of the words for what is counted that both must have: of the shorter's for counts, else of
all."""

LOOSE = Decimal("0.15")
"""How far from a number one that is "about" or "nearly" it may lie, as a share of it."""

ROUNDED = Decimal("0.05")
"""How far rounding takes a number from another at most, as a share of it."""

MOST = 200
"""Pairs that are given out at most."""

SURELY = 0.6
"""How like a number of the article's own must be to a claimed one of the same article."""

_SET_SIDE_BY_SIDE = 24
"""Pairs of one article that are given out at most."""

COMMON = 300
"""A word that more numbers have than this leads from none of them to another: it says too little."""

_KINDS = frozenset(
    {
        QuantityKind.COUNT,
        QuantityKind.MONEY,
        QuantityKind.PERCENT,
        QuantityKind.MEASURE,
        QuantityKind.DURATION,
        QuantityKind.RATIO,
    }
)
"""The kinds that compare."""

_AMOUNTS = _KINDS - {QuantityKind.PERCENT, QuantityKind.RATIO}
"""The kinds that compare within one article, whose shares are mostly of different groups."""

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*|\d+")

_Words = frozenset[str]


def _listed(words: str) -> _Words:
    return frozenset(words.split())


_EMPTY = _listed(
    """a about all also an and any are around as at be been being both but by each for from had
    has have he her his how i if in into is it its just more most new no not of off on one only
    or other our out over own per said same she so some such than that the their them then there
    these they this those through to too under up very was we were what when where which while
    who will with would you during after before between against among within since until total
    number amount figure entire whole"""
)
_MONTHS = _listed(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sept sep oct nov dec"""
)
_SLIDING = _listed(
    """last this next previous past current currently ago today yesterday tomorrow now so far year
    month week day quarter decade annual annually monthly weekly daily monday tuesday wednesday
    thursday friday saturday sunday fiscal first second third fourth"""
)
"""Words of time whose meaning hangs on when they were written."""

_UP = _listed(
    """rise rose risen rising increase increased grow grew grown growth gain gained climb climbed
    jump jumped surge surged higher upward more added extra"""
)
_DOWN = _listed(
    """fall fell fallen decrease decreased decline declined drop dropped cut plunge plunged shrink
    shrank lose lost loss losses lower downward fewer less reduction reduced"""
)
_DEATH = _listed("death deaths dead died die dying fatality fatalities killed killing")


class Verdict(StrEnum):
    """How two numbers for the same thing stand to each other."""

    SAME = "same"
    ROUNDED = "rounded"  # one is the other, said less exactly
    BOTH = "both"  # their bounds leave room for both
    DIFFERS = "differs"


class Matter(StrEnum):
    """What else tells two numbers apart; the value is what a reader is told."""

    SUBJECT = later("what is counted")
    CLAIMANT = later("who says so")
    DAY = later("when they were published")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers that speak of the same thing; `likeness` lies in 0..1, `matters` are what else is
    not the same about them.
    """

    one: Figure
    other: Figure
    likeness: float
    matters: tuple[Matter, ...] = ()

    @property
    def verdict(self) -> Verdict:
        return verdict(self.one.quantity, self.other.quantity)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a number says of its subject: words without endings, names, times, a direction."""

    unit: str
    kind: QuantityKind
    about: _Words
    names: _Words
    times: _Words
    sliding: bool
    up: bool
    down: bool

    @classmethod
    def of(cls, figure: Figure) -> _Said:
        quantity = figure.quantity
        unit = _unit(quantity)
        subject = quantity.subject or ""
        words = _WORD.findall(subject)
        low = [word.casefold().removesuffix("'s").removesuffix("’s") for word in words]
        times = frozenset(w for w in low if w in _MONTHS or w in _SLIDING or w.isdigit())
        deaths = _DEATH.intersection(low) or (unit == "people" and _unit_is_death(quantity))
        about = {
            _stem(word)
            for word in low
            if word not in _EMPTY and word not in times and word not in _DEATH
        }
        if deaths:
            about.add("death")
        # A first word may have its capital from a sentence.
        names = {
            _stem(bare)
            for place, (word, bare) in enumerate(zip(words, low, strict=True))
            if word[0].isupper() and bare not in times and (place or word.isupper())
        }
        return cls(
            unit,
            quantity.kind,
            frozenset(about - _stems(unit)),
            frozenset(names),
            times,
            bool(times & (_SLIDING | _MONTHS)) and not any(w.isdigit() for w in times),
            not _UP.isdisjoint(low),
            not _DOWN.isdisjoint(low),
        )


def likeness(one: Figure, other: Figure) -> float:
    """Return how surely two numbers speak of the same thing, in 0..1; 0 where they do not compare."""
    return _likeness(_Said.of(one), _Said.of(other), one, other)


def _likeness(a: _Said, b: _Said, one: Figure, other: Figure) -> float:
    if a.kind is not b.kind or a.kind not in _KINDS or not a.unit or a.unit != b.unit:
        return 0.0
    if a.names and b.names and a.names.isdisjoint(b.names):
        return 0.0
    if a.times != b.times or (a.sliding and one.published[:7] != other.published[:7]):
        return 0.0
    if (a.up, a.down) != (b.up, b.down):
        return 0.0
    shared, every = a.about & b.about, a.about | b.about
    counts = a.kind is QuantityKind.COUNT
    # What counts people shares their noun already; a price or a share says what of in its subject.
    of = min(len(a.about), len(b.about)) if counts else len(every)
    least = 1 if counts else 2
    if len(shared - a.names - b.names) < least or len(shared) < ALIKE * of:
        return 0.0
    return len(shared) / len(every)


def verdict(one: Quantity, other: Quantity) -> Verdict:
    """Return how the values of two numbers for the same thing stand to each other."""
    if _key(one) == _key(other):
        return Verdict.SAME
    if one.value is not None and other.value is not None:
        if one.value == other.value:
            return Verdict.BOTH if one.bound is not other.bound else Verdict.SAME
        if _rounds_to(one.value, other.value) or _rounds_to(other.value, one.value):
            return Verdict.ROUNDED
    low, high = _reach(one)
    least, most = _reach(other)
    apart = (high is not None and least is not None and high < least) or (
        most is not None and low is not None and most < low
    )
    return Verdict.DIFFERS if apart else Verdict.BOTH


def differing(figures: Iterable[Figure], of: Collection[str]) -> list[Pair]:
    """Return the pairs whose values differ and of which a speaker of these names claims at least
    one, the latest first.

    The same two numbers in several readings are one pair.
    """
    figures = list(figures)
    own = {place for place, figure in enumerate(figures) if claims(figure, of)}
    same = dict.fromkeys(of, next(iter(of), ""))
    found: list[Pair] = []
    for place, other, pair in _apart(figures, own, same):
        a, b = figures[place], figures[other]
        # The speaker's own stands first, and of two of their own the later.
        turned = other in own and (place not in own or a.published < b.published)
        found.append(replace(pair, one=b, other=a) if turned else pair)
    found.sort(key=lambda pair: pair.likeness, reverse=True)
    found.sort(key=lambda pair: max(pair.one.published, pair.other.published), reverse=True)
    return found[:MOST]


def set_side_by_side(reading: Reading) -> list[Comparison]:
    """Return the numbers of one article that two of those who speak in it give differently for the
    same thing, in text order; one of the two may be the article itself. Headlines are left out.
    """
    figures = [
        Figure(item, reading.id)
        for item in reading.analysis.quantities
        if item.claim and not item.heading and item.kind in _AMOUNTS
    ]
    found: list[Comparison] = []
    for place, other, pair in _apart(figures, range(len(figures)), {}):
        claimants = [_claimant(figures[at], {}) for at in (place, other)]
        if claimants[0] == claimants[1] or not (all(claimants) or pair.likeness >= SURELY):
            continue
        one, two = sorted((pair.one.quantity, pair.other.quantity), key=lambda item: item.span)
        found.append(Comparison(one.id, two.id, alike=Matter.SUBJECT not in pair.matters))
        if len(found) == _SET_SIDE_BY_SIDE:
            break
    return found


def _apart(
    figures: Sequence[Figure], own: Collection[int], same: Mapping[str, str]
) -> Iterator[tuple[int, int, Pair]]:
    """Yield the pairs whose values differ, of which at least the first is one of `own`, with their
    places; the same two numbers once.
    """
    known = [_Said.of(figure) for figure in figures]
    seen: set[frozenset[object]] = set()
    for place, other in _candidates(known, own):
        a, b = figures[place], figures[other]
        alike = _likeness(known[place], known[other], a, b)
        if not alike or verdict(a.quantity, b.quantity) is not Verdict.DIFFERS:
            continue
        sides = frozenset((_side(a, known[place], same), _side(b, known[other], same)))
        if sides not in seen:
            seen.add(sides)
            yield place, other, Pair(a, b, alike, _matters(a, b, same))


def matched(
    ones: Sequence[Figure], others: Sequence[Figure], same: Mapping[str, str] | None = None
) -> tuple[list[Pair], list[Figure], list[Figure]]:
    """Return which number of some is about the same as which of others, in the order of the first,
    and those of either that are left. The likest go together first; `same` gives names of one
    speaker one name.
    """
    left, right = [_Said.of(one) for one in ones], [_Said.of(other) for other in others]
    likely = []
    for a, one in enumerate(left):
        for b, other in enumerate(right):
            alike = _likeness(one, other, ones[a], others[b])
            if alike:
                equal = verdict(ones[a].quantity, others[b].quantity) is Verdict.SAME
                likely.append((-equal, -alike, a, b))
    pairs: dict[int, Pair] = {}
    taken: set[int] = set()
    for _, alike, a, b in sorted(likely):
        if a not in pairs and b not in taken:
            pairs[a] = Pair(ones[a], others[b], -alike, _matters(ones[a], others[b], same or {}))
            taken.add(b)
    return (
        [pairs[a] for a in sorted(pairs)],
        [one for a, one in enumerate(ones) if a not in pairs],
        [other for b, other in enumerate(others) if b not in taken],
    )


def claims(figure: Figure, names: Collection[str]) -> bool:
    """Tell whether somebody of these names claims the number, or passes it on."""
    return any(name in names for name in figure.quantity.claimed_by)


def _candidates(known: Sequence[_Said], own: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs of places of which at least the first is the speaker's own and both have a unit
    and a word in common, each pair once.
    """
    holding: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, said in enumerate(known):
        for word in said.about:
            holding[said.unit, word].append(place)
    for place in sorted(own):
        said = known[place]
        met: Counter[int] = Counter()
        for word in said.about:
            beside = holding[said.unit, word]
            if len(beside) <= COMMON:
                met.update(beside)
        for other in sorted(met):
            if other != place and not (other in own and other < place):
                yield place, other


def _side(figure: Figure, said: _Said, same: Mapping[str, str]) -> tuple[object, ...]:
    return (*_key(figure.quantity), said.unit, _claimant(figure, same))


def _matters(one: Figure, other: Figure, same: Mapping[str, str]) -> tuple[Matter, ...]:
    found = {
        Matter.SUBJECT: _Said.of(one).about != _Said.of(other).about,
        Matter.CLAIMANT: _claimant(one, same) != _claimant(other, same),
        Matter.DAY: one.published[:10] != other.published[:10],
    }
    return tuple(matter for matter, differs in found.items() if differs)


def _claimant(figure: Figure, same: Mapping[str, str]) -> str:
    """Return who counted: the innermost claimant, by one name where they go by several."""
    name = next(iter(figure.quantity.claimed_by), "")
    return same.get(name, name)


def _key(quantity: Quantity) -> tuple[object, ...]:
    return quantity.value, quantity.low, quantity.high, quantity.bound


def _unit(quantity: Quantity) -> str:
    """Return the unit two numbers must share; the dead are people."""
    unit = " ".join((quantity.unit or "").casefold().split())
    if _DEATH.intersection(unit.split()):
        return "people"
    return _singular(unit) if quantity.kind is QuantityKind.COUNT else unit


def _unit_is_death(quantity: Quantity) -> bool:
    return not _DEATH.isdisjoint((quantity.unit or "").casefold().split())


def _singular(unit: str) -> str:
    first, _, last = unit.rpartition(" ")
    return f"{first} {_stem(last)}".strip() if last != "people" else unit


def _stems(words: str) -> _Words:
    return frozenset(map(_stem, words.split()))


def _stem(word: str) -> str:
    """Return a word without the endings of number and tense, so that "shelled" meets "shelling"."""
    for ending, put, least in (
        ("ies", "y", 3),
        ("ing", "", 4),
        ("ed", "", 3),
        ("es", "", 4),
        ("s", "", 3),
    ):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= least and not word.endswith("ss"):
            return stem.removesuffix("e") + put
    return word.removesuffix("e") if len(word) > 3 else word


def _reach(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """Return between which ends a number leaves the truth; an end left open is None."""
    value, bound = quantity.value, quantity.bound
    if value is None:
        return quantity.low, quantity.high
    room = abs(value) * LOOSE
    if bound is Bound.ABOUT or quantity.hedge:
        return value - room, value + room
    if bound is Bound.NEARLY:
        return value - room, value
    if quantity.low is None and quantity.high is None:
        return value, value
    return quantity.low, quantity.high


def _rounds_to(exact: Decimal, said: Decimal) -> bool:
    """Tell whether a number is another one with fewer figures: 1,960 and 2,000."""
    figures = len(said.normalize().as_tuple().digits)
    if not said or figures >= len(exact.normalize().as_tuple().digits):
        return False
    near = abs(exact - said) <= ROUNDED * abs(said)
    return near and Decimal(f"{exact:.{figures - 1}E}") == said
