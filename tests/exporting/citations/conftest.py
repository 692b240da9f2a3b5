from __future__ import annotations

import pytest

from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation, Reading, Standing
from app.reading.document import Block, BlockKind, Document
from app.reading.spans import Span
from tests.exporting.citations.pandoc import ITEMS

PARAGRAPHS = (
    "The harbour bridge will close for fourteen weeks.",
    "“We found rust in 100% of the bolts & under #4,” she said.",
)


def reading_of(item, **about) -> Reading:
    """Return a reading without marks that is cited by an item."""
    return Reading(1, Document("x", "text", ()), csl=item, **about)


def marked(*, pages: bool = False) -> Reading:
    """Return a reading with a highlight, one with a note of two lines, and a note to the whole."""
    text = "\n".join(PARAGRAPHS)
    blocks, start = [], 0
    for number, words in enumerate(PARAGRAPHS, 1):
        page = number if pages else None
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(words), page=page))
        start += len(words) + 1
    document = Document("x", text, tuple(blocks))

    def mark(id_: str, words: str, note: str) -> OwnAnnotation:
        span = Span(text.index(words), text.index(words) + len(words))
        return OwnAnnotation(id_, *span, anchor(text, span), note)

    whole = OwnAnnotation(
        "c", 0, 0, anchor(text, Span(0, 0)), "Call {her} \\ the $ office_1", standing=Standing.WHOLE
    )
    return Reading(
        7,
        document,
        own=(
            mark("b", "100% of the bolts & under #4", "Says who?\nCheck ~ by ^ Friday"),
            mark("a", "fourteen weeks", ""),
        ),
        aside=(whole,),
        tags=("bridges", "to check, soon"),
        csl=ITEMS[8],
    )


@pytest.fixture
def marked_reading() -> Reading:
    return marked()
