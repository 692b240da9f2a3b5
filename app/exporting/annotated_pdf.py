"""A reading as an annotated PDF: typeset, with its marks as annotations."""

from __future__ import annotations

from datetime import datetime

from app.exporting import typeset as pages
from app.exporting.annotate import annotate
from app.exporting.inventory import take
from app.exporting.locate import Located, Zone, glyphs, zones
from app.exporting.typeset import Paper, Sheet, Typeset, headline_block
from app.reading.annotation import Reading


def annotated_pdf(reading: Reading, reader: str = "", paper: Paper = Paper.A4) -> bytes:
    """Return the reading as a PDF file; raise ExportFailure when it cannot be made.

    `reader` is the name the reader's own annotations carry.
    """
    inventory = take(reading)
    result = pages.typeset(reading, Sheet(), paper, reader)
    located = locate(reading, result, paper)
    return annotate(result.pdf, inventory, located, reader=reader, made=_added(reading))


def locate(reading: Reading, result: Typeset, paper: Paper) -> Located:
    """Find the reading's characters on the pages it was set on."""
    width, height = paper.value
    left = pages.left_of(paper)
    wanted: list[Zone] = []
    headline = headline_block(reading.document)
    bounds = (pages.TOP, pages.BOTTOM)
    if headline and result.headline:
        wanted += zones(*result.headline, (0, width), height, bounds)
    # Punctuation hangs a little into the margins.
    column = (left - 6, left + pages.TEXT_WIDTH + 8)
    wanted += zones(*result.article, column, height, bounds)
    blocks = [block for block in reading.document.blocks if block is not headline]
    stretches = [block.span for block in ([headline] if headline else []) + blocks]
    return Located(reading.document.text, stretches, glyphs(result.pdf, wanted))


def _added(reading: Reading) -> datetime | None:
    try:
        return datetime.fromisoformat(reading.added)
    except ValueError:
        return None
