"""Two readings held side by side: who speaks in both and with which words, and which numbers meet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.insight.figures_compared import Pair, matched
from app.reading.annotation import Reading
from app.reading.attribution import AttributionKind
from app.reading.profile import Figure
from app.reading.spans import Span, extent

ALIKE = 0.35
"""From this share of common words (0..1, in order) on, two quotes of a speaker are the same one."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Quote:
    """What a speaker is quoted with in one reading: the words, how, and the mark that stands there."""

    mark: str
    text: str
    span: Span
    manner: AttributionKind
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class QuotePair:
    """One quote as both readings have it: `likeness` is 1 for the same words. At 0 the two are
    different quotes, of which one may be missing, and only stand beside each other.
    """

    one: Quote | None
    other: Quote | None
    likeness: float = 0.0


@dataclass(frozen=True, slots=True)
class Shared:
    """A speaker of both readings with the quotes in them; `names` are the two they go by there."""

    names: tuple[str, str]
    quotes: tuple[QuotePair, ...]


@dataclass(frozen=True, slots=True)
class Alone:
    """What only one reading has: speakers with their quotes, the most quoted first, and numbers."""

    speakers: tuple[tuple[str, tuple[Quote, ...]], ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What two readings have in common, and what each has alone."""

    shared: tuple[Shared, ...]
    figures: tuple[Pair, ...]
    one: Alone
    other: Alone


def compared(one: Reading, other: Reading, same: Mapping[str, str] | None = None) -> Compared:
    """Hold two readings side by side, as far as their analyses show; headlines are left out.

    `same` gives names that the reader has united one name.
    """
    same = same or {}
    ones, others = _by_speaker(one), _by_speaker(other)
    names = _meeting(one, other, ones, others, same)
    pairs, left, right = matched(_figures(one), _figures(other), {**same, **_united(names)})
    shared = [Shared((a, b), tuple(_aligned(ones[a], others[b]))) for a, b in names.items()]
    shared.sort(key=lambda item: -len(item.quotes))
    taken = set(names.values())
    return Compared(
        tuple(shared),
        tuple(pairs),
        Alone(_ranked(ones, names), tuple(left)),
        Alone(_ranked(others, taken), tuple(right)),
    )


def _by_speaker(reading: Reading) -> dict[str, list[Quote]]:
    text = reading.document.text
    found: dict[str, list[Quote]] = {}
    for item in reading.analysis.attributions:
        if item.speaker and item.content and not item.heading:
            words = " … ".join(" ".join(text[start:end].split()) for start, end in item.content)
            quote = Quote(item.id, words, extent(item.content), item.kind, item.speaker)
            found.setdefault(item.speaker, []).append(quote)
    return found


def _figures(reading: Reading) -> list[Figure]:
    document = reading.document
    return [
        Figure(item, reading.id, document.title, document.outlet, document.published)
        for item in reading.analysis.quantities
        if item.claim and not item.heading
    ]


def _meeting(
    one: Reading,
    other: Reading,
    ones: Iterable[str],
    others: Iterable[str],
    same: Mapping[str, str],
) -> dict[str, str]:
    """Return which speaker of one reading is which of the other: by the same name, or, where only
    one of that surname speaks in each, by the surname alone.
    """
    known = {same.get(name, name).casefold(): name for name in others}
    found = {
        name: known[same.get(name, name).casefold()]
        for name in ones
        if same.get(name, name).casefold() in known
    }
    unnamed = {s.name for reading in (one, other) for s in reading.analysis.speakers if s.anonymous}
    left = _by_surname(name for name in ones if name not in unnamed)
    right = _by_surname(name for name in others if name not in unnamed)
    for surname, names in left.items():
        beside = right.get(surname, [])
        if len(names) == len(beside) == 1:
            (name,), (counterpart,) = names, beside
            alone = " " not in name or " " not in counterpart
            if alone and name not in found and counterpart not in found.values():
                found[name] = counterpart
    return found


def _by_surname(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(name.split()[-1].casefold(), []).append(name)
    return found


def _united(names: Mapping[str, str]) -> dict[str, str]:
    return {other: one for one, other in names.items() if one != other}


def _aligned(ones: Sequence[Quote], others: Sequence[Quote]) -> list[QuotePair]:
    """Return a speaker's quotes, those both readings have first; the likest go together first."""
    words = [tuple(_WORD.findall(quote.text.casefold())) for quote in ones]
    beside = [tuple(_WORD.findall(quote.text.casefold())) for quote in others]
    bags = [Counter(each) for each in beside]
    likely: list[tuple[float, int, int]] = []
    for a, spoken in enumerate(words):
        bag = Counter(spoken)
        for b, heard in enumerate(beside):
            most = 2 * (bag & bags[b]).total() / max(1, len(spoken) + len(heard))
            if most >= ALIKE:
                ratio = SequenceMatcher(None, spoken, heard, autojunk=False).ratio()
                if ratio >= ALIKE:
                    likely.append((-ratio, a, b))
    pairs: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for ratio, a, b in sorted(likely):
        if a not in pairs and b not in taken:
            pairs[a] = (b, -ratio)
            taken.add(b)
    found = [QuotePair(ones[a], others[b], ratio) for a, (b, ratio) in sorted(pairs.items())]
    left = [quote for a, quote in enumerate(ones) if a not in pairs]
    right = [quote for b, quote in enumerate(others) if b not in taken]
    return found + [QuotePair(*pair) for pair in _beside(left, right)]


def _beside(
    ones: Sequence[Quote], others: Sequence[Quote]
) -> Iterator[tuple[Quote | None, Quote | None]]:
    """Yield what has nothing in common two by two, so that both columns are full."""
    for place in range(max(len(ones), len(others))):
        yield (
            ones[place] if place < len(ones) else None,
            others[place] if place < len(others) else None,
        )


def _ranked(
    quotes: Mapping[str, Sequence[Quote]], without: Iterable[str]
) -> tuple[tuple[str, tuple[Quote, ...]], ...]:
    shared = set(without)
    alone = [(name, tuple(said)) for name, said in quotes.items() if name not in shared]
    return tuple(sorted(alone, key=lambda item: -len(item[1])))
