"""Attributions in the making, and which quotations of a paragraph are still to be given away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from app.analysis.cues import Cue
from app.analysis.lexicon import Frame
from app.analysis.paragraphs import Paragraph
from app.analysis.quotemarks import QuotedStretch
from app.analysis.titles import ABBREVIATED, COURTESY
from app.reading.attribution import Act, AttributionKind
from app.reading.spans import Span

MARKS = "\"'“”‘’«»„` "
_SHORT = "|".join(sorted({*ABBREVIATED, *COURTESY, "jr", "sr", "inc", "co", "corp", "ltd", "vs"}))
_STOP = re.compile(r"[.?!…]+[\"'”’)\]]*(?=\s|$)")
_NO_STOP = re.compile(rf"(?:\b(?:{_SHORT})|\b[A-Za-z]|(?:\b[A-Za-z]\.)+[A-Za-z])\.$", re.IGNORECASE)


@dataclass(slots=True)
class Draft:
    """An attribution before its speaker is known; stretches are offsets of the document.

    `head` is the head noun of the source, in `origin` where the source is repeated from an earlier
    paragraph. `quotes` are the quotations that belong to it. `inside` tells whether its cue stands
    in a quotation. `follows` is the attribution it goes on from. A `faint` one is more often wrong
    than right; a `labelled` one is a whole paragraph of an interview or transcript.
    """

    paragraph: Paragraph
    content: list[Span]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    head: Token | None
    act: Act
    kind: AttributionKind
    confidence: float
    why: str
    inside: bool = False
    frame: Frame = Frame.CLAUSE
    verb: Token | None = None
    follows: Draft | None = None
    origin: Paragraph | None = None
    labelled: bool = False
    faint: bool = False
    quotes: list[QuotedStretch] = field(default_factory=list)

    @property
    def start(self) -> int:
        return min(span.start for span in (*self.content, *self.cue, *self.source))

    @property
    def end(self) -> int:
        return max(span.end for span in (*self.content, *self.cue, *self.source))


@dataclass(slots=True)
class Ledger:
    """What is known of one paragraph while its attributions are put together.

    `taken` holds, for the whole article, the beginnings of the quotations given away.
    """

    paragraph: Paragraph
    taken: set[int]
    cues: list[Cue] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    unclaimed: list[QuotedStretch] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.unclaimed = [q for q in self.paragraph.quotes if q.start not in self.taken]

    def take(self, quote: QuotedStretch) -> None:
        """Give a quotation away: nobody else gets it."""
        self.unclaimed.remove(quote)
        self.taken.add(quote.start)

    def give_back(self, quotes: Sequence[QuotedStretch]) -> None:
        """Let somebody else have quotations that were given away."""
        self.taken.difference_update(quote.start for quote in quotes)
        self.unclaimed = sorted([*self.unclaimed, *quotes], key=lambda quote: quote.start)

    def free(self, outer: int = -1) -> list[QuotedStretch]:
        """Return the quotations nobody has yet, right inside the quotation numbered `outer`."""
        around = self.paragraph.outer
        return [quote for quote in self.unclaimed if around[quote.start] == outer]

    def take_within(self, spans: list[Span]) -> list[QuotedStretch]:
        """Take the free quotations that lie in one of the stretches."""
        found = [quote for quote in self.free() if any(s.covers(quote.span) for s in spans)]
        for quote in found:
            self.take(quote)
        return found

    def text(self, start: int, end: int) -> str:
        return self.paragraph.text(Span(start, end))

    def body(self, quote: QuotedStretch) -> str:
        """Return the words between the marks, as far as they lie in this paragraph."""
        return self.text(quote.start, quote.end).strip(MARKS)

    def widened(self, span: Span, inside: int) -> Span:
        """Widen a stretch to the edges of the quotations it cuts; `inside` is around its cue."""
        start, end = span
        for number, quote in enumerate(self.paragraph.quotes):
            if number == inside or quote.end - quote.start > 2000:
                continue
            if inside >= 0 and quote.start <= self.paragraph.quotes[inside].start:
                continue
            if start < quote.end and quote.start < end:
                start, end = min(start, quote.start), max(end, quote.end)
        return Span(start, end)


def stops(words: str) -> int:
    """Count the ends of sentences; a title or an initial ends none."""
    return sum(1 for m in _STOP.finditer(words) if not _NO_STOP.search(words[: m.end()]))
