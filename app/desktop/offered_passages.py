"""What the palette offers of the open reading: its headings, quotes and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from heapq import nlargest
from typing import NamedTuple

from app.desktop.likeness import Likeness, Likening
from app.desktop.number_rows import number_rows
from app.desktop.offers import Group, Offer
from app.desktop.quotes_tab import quote_rows
from app.desktop.sheet import Sheet, paragraph_at
from app.language import tr
from app.reading.document import BlockKind
from app.reading.spans import Span

AROUND = 34
"""Characters of a passage that stay in sight before what was met in it."""

CHUNK = 60
"""Passages that are compared before the clock is looked at again."""


class _Passage(NamedTuple):
    """A passage as it is listed; `target` is its mark, "" for a heading."""

    target: str
    start: int
    text: str
    more: str
    picture: str


def _passages(sheet: Sheet) -> Iterator[_Passage]:
    document, found = sheet.document, sheet.found
    for block in document.blocks:
        if block.kind is BlockKind.HEADING:
            text = " ".join(document.text[block.start : block.end].split())
            yield _Passage("", block.start, text, tr("heading"), "heading")
    for row in found.of(quote_rows):
        span = sheet.span_of(row.key)
        yield _Passage(row.key, span.start if span else 0, row.text, row.speaker, "quote")
    for quantity, number in found.of(number_rows):
        if quantity.claim:
            text = " ".join(part for part in (number.value, number.unit, number.subject) if part)
            yield _Passage(quantity.id, quantity.start, text, number.said_by, "hash")


def passages(
    sheet: Sheet,
    words: Likening,
    most: int,
    go: Callable[[str, int], object],
    into: list[Offer],
) -> Iterator[None]:
    """Find headings, quotes and numbers that match, into a list, the best `most` of them.

    Yields now and then: of a long reading this takes longer than a window may stand still.
    """
    found: list[tuple[float, int, _Passage, Likeness]] = []
    for number, passage in enumerate(_passages(sheet)):
        if number % CHUNK == CHUNK - 1:
            yield
        met = words.of(passage.text, passage.more)
        if met is not None:
            found.append((met.score, -number, passage, met))
    for _, _, passage, whole in nlargest(most, found, key=lambda item: item[:2]):
        yield
        text, met = _cut(passage.text, whole)
        paragraph = str(paragraph_at(sheet.document, passage.start))
        where = tr("paragraph {number}", number=paragraph)
        more = passage.more if not passage.target else f"{passage.more}, {where}"
        into.append(
            Offer(
                f"passage:{passage.target or passage.start}",
                Group.HERE,
                text,
                partial(go, passage.target, passage.start),
                more,
                passage.picture,
                met=met,
            )
        )


def _cut(text: str, met: Likeness) -> tuple[str, Likeness]:
    """Return a passage from a little before what was met in it."""
    first = met.found[0].start if met.found else 0
    if first <= AROUND:
        return text, met
    start = text.find(" ", first - AROUND) + 1
    if not 0 < start <= first:
        start = first
    by = 2 - start
    found = tuple(Span(span.start + by, span.end + by) for span in met.found)
    return f"… {text[start:]}", Likeness(met.score, found, met.further)
