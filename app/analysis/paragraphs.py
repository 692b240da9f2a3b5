"""One parsed block of an article, with the quotation marks that run through it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from app.analysis.dialogue import Label
from app.analysis.quotemarks import QuotedStretch
from app.reading.spans import Span

LOOSE = " \t\r\n,;:.–—-…·"
"""What a reported clause may not begin or end with."""


@dataclass(slots=True)
class Paragraph:
    """A parsed block; `offset` is where its text begins in the document.

    `quotes` are the stretches in quotation marks that reach into it, `inside` the number of the
    innermost of them for each token, -1 for none; `outer` the number of the quotation around the one
    that begins at an offset. `label` names who speaks it in an interview or transcript, `talk` tells
    that it is part of one.
    """

    doc: Doc
    offset: int
    quotes: list[QuotedStretch]
    heading: bool = False
    label: Label | None = None
    talk: bool = False
    inside: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    words: str = ""
    outer: dict[int, int] = field(default_factory=dict)
    sentences: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = self.doc.text
        self.starts = [token.idx + self.offset for token in self.doc]
        self.inside = [-1] * len(self.doc)
        around: list[int] = []
        for number, quote in enumerate(self.quotes):  # outer before inner
            while around and self.quotes[around[-1]].end <= quote.start:
                around.pop()
            self.outer[quote.start] = around[-1] if around else -1
            around.append(number)
            first = bisect_left(self.starts, quote.start)
            last = bisect_left(self.starts, quote.end)
            for i in range(first, last):
                self.inside[i] = number
        current = 0
        for token in self.doc:
            if token.i and token.is_sent_start and self.inside[token.i] < 0:
                current += 1
            self.sentences.append(current)

    @property
    def sentence_count(self) -> int:
        return self.sentences[-1] + 1 if self.sentences else 1

    @property
    def end(self) -> int:
        return self.offset + len(self.words)

    def start_of(self, token: Token) -> int:
        return self.starts[token.i]

    def end_of(self, token: Token) -> int:
        return self.starts[token.i] + len(token)

    def span(self, first: int, end: int) -> Span:
        """Return the stretch of the tokens from `first` to `end`, exclusive."""
        return Span(self.starts[first], self.end_of(self.doc[end - 1]))

    def text(self, span: Span) -> str:
        """Return the words of a stretch of this paragraph."""
        return self.words[max(0, span.start - self.offset) : span.end - self.offset]

    def token_at(self, place: int) -> int:
        """Return the number of the token at or before an offset of the document."""
        return max(0, bisect_right(self.starts, place) - 1)

    def token_from(self, place: int) -> int:
        """Return the number of the first token that begins at or after an offset."""
        return bisect_left(self.starts, place)

    def quote_of(self, token: Token) -> QuotedStretch | None:
        number = self.inside[token.i]
        return self.quotes[number] if number >= 0 else None

    def trimmed_end(self, span: Span) -> Span:
        """Cut white space off both ends."""
        words = self.text(span)
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, max(start, span.start + len(words.rstrip())))

    def trimmed(self, span: Span) -> Span:
        """Cut loose punctuation off both ends, but never out of a quotation that ends there."""
        start, end = span
        text, base = self.words, self.offset
        edges = {quote.end for quote in self.quotes}
        while start < end and text[start - base] in LOOSE:
            start += 1
        while end > start and text[end - 1 - base] in LOOSE and end not in edges:
            end -= 1
        return Span(start, end)
