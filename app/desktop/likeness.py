"""How well words match what is offered, and which of its letters they meet."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from app.desktop.sought_words import levelled
from app.reading.spans import Span

LEAST = 80
"""How like one another (of 100) words and text must be where not every word is met."""

SHORTEST = 5
"""Letters from which on words may be misspelt."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well a text matches: more is better, under 1 where it is only like the words.

    `found` are the places met in it, `further` those in what stands beside it.
    """

    score: float
    found: tuple[Span, ...] = ()
    further: tuple[Span, ...] = ()


NOTHING_ASKED = Likeness(0)


class Likening:
    """Compares texts with what the reader typed."""

    def __init__(self, typed: str) -> None:
        self._typed = levelled(typed).casefold().strip()
        self._words = self._typed.split()

    def __bool__(self) -> bool:
        """Tell whether anything is asked for."""
        return bool(self._words)

    def of(self, text: str, further: str = "", *, misspelt: bool = False) -> Likeness | None:
        """Return how well a text matches, None where it does not.

        Every word must be met: best at the beginning of a word of the text, else inside one, else
        in what stands `further`. A text may also match as a whole where the words are `misspelt`.
        """
        if not self._words:
            return NOTHING_ASKED
        plain, beside = levelled(text).lower(), levelled(further).lower()
        found, aside, score = [], [], 0.0
        for word in self._words:
            place = _begins(word, plain)
            inside = plain.find(word) if place < 0 and len(word) > 1 else place
            other = _begins(word, beside) if inside < 0 else -1
            if inside >= 0:
                score += 3.0 if place == 0 else 2.5 if place > 0 else 1.5
                found.append(Span(inside, inside + len(word)))
            elif other >= 0:
                score += 1.0
                aside.append(Span(other, other + len(word)))
            else:
                return self._nearly(plain) if misspelt else None
        # The shorter of two texts that hold the words is the one meant.
        score = score / len(self._words) + min(0.4, sum(map(len, self._words)) / (len(text) + 20))
        return Likeness(score, _joined(found), _joined(aside))

    def _nearly(self, plain: str) -> Likeness | None:
        """Compare as a whole, as far as what does so has been loaded."""
        fuzz = sys.modules.get("rapidfuzz.fuzz")
        if fuzz is None or len(self._typed) < SHORTEST:
            return None
        met = fuzz.partial_ratio_alignment(self._typed, plain, score_cutoff=LEAST)
        if met is None or len(plain) < len(self._typed) - 1:
            return None
        start, end = met.dest_start, met.dest_end
        while start < end and plain[start].isspace():
            start += 1
        while end > start and plain[end - 1].isspace():
            end -= 1
        return Likeness(met.score / 200, (Span(start, end),))


def load_nearness() -> None:
    """Load what compares misspelt words: it takes longer than a window may stand still."""
    from rapidfuzz import fuzz  # noqa: F401, PLC0415 (called on another thread)


def _begins(word: str, text: str) -> int:
    """Return where a word of the text begins with `word`, -1 for nowhere."""
    place = text.find(word)
    while place > 0 and text[place - 1].isalnum():
        place = text.find(word, place + 1)
    return place


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return stretches in order, those that touch as one."""
    made: list[Span] = []
    for span in sorted(spans):
        if made and span.start <= made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return tuple(made)
