"""What changed in who says what, and in the numbers, between two versions of an article.

Quotes and numbers are told apart by what they say and not by where they stand: a paragraph that
only moved has not changed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from app.language import listed, ntr
from app.reading.annotation import Reading
from app.reading.attribution import Attribution
from app.reading.quantity import Quantity
from app.reading.spans import Span, extent

ALIKE = 0.55
"""From this share of common words (0..1, in order) on, two passages are versions of one."""

ALIKE_OF_ONE = 0.35
"""The same for two quotes of one speaker."""

_AROUND = 60
"""Code points beside a number that tell which number it is."""

_WORD = re.compile(r"\w+")


class Matter(StrEnum):
    """What kind of mark changed."""

    QUOTE = "quote"
    NUMBER = "number"


class Turn(StrEnum):
    """What became of it; the value is the word a reader is told."""

    ADDED = "added"
    DROPPED = "dropped"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Said:
    """A passage of one version: its words, where they stand, and who says them ("" for nobody)."""

    text: str
    span: Span
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One quote or number that differs; `before` is None where it was added, `after` where it was
    dropped. An altered quote may differ in its words, its speaker, or both.
    """

    matter: Matter
    before: Said | None
    after: Said | None

    @property
    def turn(self) -> Turn:
        if self.before is None:
            return Turn.ADDED
        return Turn.DROPPED if self.after is None else Turn.ALTERED


@dataclass(frozen=True, slots=True)
class _Mark:
    """What is compared: equal keys are the same thing, near words may be its other version."""

    key: Hashable
    said: Said
    words: tuple[str, ...]
    sort: str = ""


def changes(before: Reading, after: Reading) -> tuple[Change, ...]:
    """Return what differs between two readings of one article, quotes first, in text order.

    Compares what their analyses hold; pass them through a `View` first to compare what is shown.
    """
    return (
        *_compared(Matter.QUOTE, _quotes(before), _quotes(after)),
        *_compared(Matter.NUMBER, _numbers(before), _numbers(after)),
    )


def counted(found: Iterable[Change]) -> str:
    """Say how much changed: "2 quotes and 1 number"; "" for nothing."""
    counts = Counter(change.matter for change in found)
    quotes, numbers = counts[Matter.QUOTE], counts[Matter.NUMBER]
    return listed(
        [
            *([ntr("{count} quote", "{count} quotes", quotes)] if quotes else ()),
            *([ntr("{count} number", "{count} numbers", numbers)] if numbers else ()),
        ]
    )


def _quotes(reading: Reading) -> list[_Mark]:
    return [
        _quote(reading.document.text, item)
        for item in reading.analysis.attributions
        if item.content and not item.heading
    ]


def _quote(text: str, item: Attribution) -> _Mark:
    words = " … ".join(" ".join(text[start:end].split()) for start, end in item.content)
    folded = tuple(_WORD.findall(words.lower()))
    speaker = item.speaker or ""
    return _Mark((folded, speaker), Said(words, extent(item.content), speaker), folded)


def _numbers(reading: Reading) -> list[_Mark]:
    return [
        _number(reading.document.text, item)
        for item in reading.analysis.quantities
        if item.claim and not item.heading
    ]


def _number(text: str, item: Quantity) -> _Mark:
    left = text[max(0, item.start - _AROUND) : item.start].rpartition("\n")[2]
    right = text[item.end : item.end + _AROUND].partition("\n")[0]
    around = tuple(_WORD.findall(f"{left} {right}".lower()))
    value = (item.kind, item.value, item.low, item.high, item.unit)
    claimed = item.claimed_by[0] if item.claimed_by else ""
    unit = f" {item.unit}" if item.unit and item.kind == "count" else ""
    return _Mark(value, Said(f"{item.text}{unit}", item.span, claimed), around, item.kind)


def _compared(matter: Matter, before: Sequence[_Mark], after: Sequence[_Mark]) -> Iterable[Change]:
    gone, new = _without_common(before, after)
    pairs = _paired(gone, new)
    found = [Change(matter, gone[a].said, new[b].said) for a, b in pairs.items()]
    found += [
        Change(matter, mark.said, None) for place, mark in enumerate(gone) if place not in pairs
    ]
    taken = set(pairs.values())
    found += [
        Change(matter, None, mark.said) for place, mark in enumerate(new) if place not in taken
    ]
    return sorted(found, key=_place)


def _place(change: Change) -> Span:
    said = change.after or change.before
    assert said is not None
    return said.span


def _without_common(
    before: Sequence[_Mark], after: Sequence[_Mark]
) -> tuple[list[_Mark], list[_Mark]]:
    """Leave out what both have; of what stands several times, as often as both have it.

    Where several share a key, those whose words are the same go first.
    """
    waiting: dict[Hashable, list[_Mark]] = defaultdict(list)
    for mark in after:
        waiting[mark.key].append(mark)
    gone = []
    for mark in before:
        same = waiting[mark.key]
        if not same:
            gone.append(mark)
            continue
        nearest = max(same, key=lambda other: other.words == mark.words)
        same.remove(nearest)
    left = {id(mark) for marks in waiting.values() for mark in marks}
    return gone, [mark for mark in after if id(mark) in left]


def _paired(gone: Sequence[_Mark], new: Sequence[_Mark]) -> dict[int, int]:
    """Return which of `gone` became which of `new`, by places: the likest pairs first."""
    bags = [Counter(mark.words) for mark in new]
    likely: list[tuple[float, int, int]] = []
    for a, mark in enumerate(gone):
        bag = Counter(mark.words)
        for b, other in enumerate(new):
            most = 2 * (bag & bags[b]).total() / max(1, len(mark.words) + len(other.words))
            one = bool(mark.said.speaker) and mark.said.speaker == other.said.speaker
            least = ALIKE_OF_ONE if one else ALIKE
            if mark.sort == other.sort and most >= least:
                ratio = SequenceMatcher(None, mark.words, other.words, autojunk=False).ratio()
                if ratio >= least:
                    likely.append((-ratio, a, b))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, a, b in sorted(likely):
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)
    return pairs
