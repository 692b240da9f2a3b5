"""Going to a place of the open reading: a paragraph by its number, a speaker's next quote."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from app.desktop.likeness import Likening
from app.desktop.offers import Group, Offer, people_in, surest
from app.desktop.quotes_tab import quote_rows
from app.desktop.sheet import Sheet, paragraph_at
from app.language import tr
from app.reading.document import UNMARKED, Block, BlockKind, Document


def paragraphs(document: Document) -> list[Block]:
    """Return the paragraphs as they are counted: headings and what is not the article left out."""
    kinds = (BlockKind.HEADING, *UNMARKED)
    return [block for block in document.blocks if block.kind not in kinds]


def places(sheet: Sheet, typed: str, here: int, go: Callable[[str, int], object]) -> list[Offer]:
    """Return where one can go: to a paragraph by its number, to a speaker's next quote.

    `here` is the place from which on the next quote is looked for.
    """
    digits = re.fullmatch(r"\D*?(\d+)\D*", typed)
    if digits:
        return _paragraph(sheet.document, int(digits[1]), go)
    words = Likening(typed)
    nearest: dict[str, tuple[bool, int, str]] = {}
    for row in sheet.found.of(quote_rows):
        span = sheet.span_of(row.key)
        if span is None or row.key not in sheet.found.targets.attributions:
            continue
        place = (span.start <= here, span.start, row.key)
        nearest[row.speaker] = min(nearest.get(row.speaker, place), place)
    found: list[Offer] = []
    for person in sheet.found.of(people_in):
        met = words.of(person.name, person.role, misspelt=True)
        if met is None or person.name not in nearest:
            continue
        _, start, target = nearest[person.name]
        found.append(
            Offer(
                f"place:{person.name}",
                Group.PLACES,
                person.name,
                partial(go, target, start),
                tr(
                    "next quote, paragraph {number}",
                    number=paragraph_at(sheet.document, start),
                ),
                "hat-glasses" if person.anonymous else "user",
                met=met,
            )
        )
    return sorted(surest(found), key=lambda offer: -offer.met.score)


def _paragraph(document: Document, number: int, go: Callable[[str, int], object]) -> list[Offer]:
    every = paragraphs(document)
    if not every:
        return []
    place = min(max(1, number), len(every))
    block = every[place - 1]
    if number > place:
        text = tr("Paragraph {number}, the last one", number=place)
    elif number < place:
        text = tr("Paragraph {number}, the first one", number=place)
    else:
        text = tr("Paragraph {number}", number=place)
    words = " ".join(document.text[block.start : min(block.end, block.start + 120)].split())
    return [
        Offer("place:paragraph", Group.PLACES, text, partial(go, "", block.start), words, "pilcrow")
    ]
