"""An article as it is read aloud: paragraph by paragraph, with who is quoted said before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.reading.attribution import Attribution, AttributionKind
from app.reading.document import Document
from app.reading.spans import Span


def paragraphs_from(document: Document, start: int, end: int | None = None) -> list[Span]:
    """Return the stretches that are read one after the other, from `start` on.

    Without `end` the first is the whole paragraph that `start` is in; else only what lies between.
    Captions and what is not the article are left out.
    """
    text = document.text
    last = len(text) if end is None else end
    found: list[Span] = []
    for block in document.analysed_blocks():
        if block.end <= start or block.start >= last:
            continue
        first = block.start if end is None else max(start, block.start)
        stop = min(last, block.end)
        if text[first:stop].strip():
            found.append(Span(first, stop))
    return found


def spoken_paragraph(document: Document, span: Span, said: Iterable[Attribution]) -> str:
    """Return the words of a paragraph; speakers that it quotes without naming are said before."""
    words = document.text[span.start : span.end]
    named = words.casefold()
    pieces: list[str] = []
    place = span.start
    for start, speaker in sorted(_quotes(span, said)):
        if start < place or speaker.casefold().split()[-1] in named:
            continue
        pieces += [document.text[place:start], f"{speaker}: "]
        place = start
    pieces.append(document.text[place : span.end])
    return " ".join("".join(pieces).split())


def _quotes(span: Span, said: Iterable[Attribution]) -> Iterator[tuple[int, str]]:
    """Yield where quotes in a speaker's own words begin, and who is quoted."""
    for item in said:
        own = item.kind is AttributionKind.DIRECT and item.speaker and not item.anonymous
        if own and item.content and span.start <= item.content[0].start < span.end:
            yield item.content[0].start, item.speaker or ""
