"""A reading as an annotated PDF: typeset, with its marks as annotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from app.exporting.inventory import Inventory, take
from app.exporting.pdf import margin
from app.exporting.pdf import typeset as pages
from app.exporting.pdf.annotate import Jump, annotate
from app.exporting.pdf.appendix import Places, appendix, legend
from app.exporting.pdf.locate import Located, Zone, glyphs, zones
from app.exporting.pdf.margin import Beside
from app.exporting.pdf.typeset import SIZES, Sheet, Typeset, headline_block
from app.reading.annotation import Reading
from app.reading.exported import Exported, text_digest
from app.reading.exports import Choice, Paper

Json = dict[str, Any]

_DEFAULT = Choice()


def annotated_pdf(reading: Reading, choice: Choice = _DEFAULT) -> bytes:
    """Return the reading as a PDF file; raise ExportFailure when it cannot be made.

    The article is set twice: once to learn where its lines are, and again with what stands beside
    them and the tables after it.
    """
    reader, paper = choice.reader, choice.paper
    inventory = take(reading)
    shown = legend(inventory)
    measured = margin.to_measure(inventory)
    draft = pages.typeset(reading, Sheet(shown, measured=measured), paper, reader)
    located = locate(reading, draft, paper)
    numbered = margin.number_paragraphs(reading.document.blocks)
    beside = margin.beside(inventory, located, numbered, draft, paper)
    sheet = Sheet(
        shown,
        beside=margin.by_page(beside),
        appendix=_appendix(reading, inventory, Places(located, numbered, SIZES[paper][1])),
        gap=_gap(beside, draft),
    )
    final = pages.typeset(reading, sheet, paper, reader)
    # Nothing added takes room before the article's end; should it ever, look again.
    if (final.headline, final.article) != (draft.headline, draft.article):
        located = locate(reading, final, paper)
    return annotate(
        final.pdf,
        inventory,
        located,
        list(_jumps(beside, final, paper)),
        reader=pages.plain(reader),
        made=_added(reading),
        of=Exported(reading.id, text_digest(reading.document.text)),
    )


def locate(reading: Reading, result: Typeset, paper: Paper) -> Located:
    """Find the reading's characters on the pages it was set on."""
    width, height = SIZES[paper]
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


def _appendix(reading: Reading, inventory: Inventory, places: Places) -> Json | None:
    content = appendix(reading, inventory, places)
    filled = any(content[part] for part in ("quotes", "numbers", "notes", "citation"))
    return content if filled else None


def _gap(beside: Sequence[Beside], draft: Typeset) -> float:
    """Return how far below the article's last line the lowest note beside it reaches."""
    page, _, end = draft.article[1]
    lowest = max((item.bottom for item in beside if item.page == page), default=0.0)
    return max(0.0, lowest - end)


def _jumps(beside: Sequence[Beside], final: Typeset, paper: Paper) -> Iterator[Jump]:
    height = SIZES[paper][1]
    for item in beside:
        if item.target in final.targets:
            page, _, y = final.targets[item.target]
            box = (item.left, height - item.bottom, item.left + item.width, height - item.top)
            yield Jump(item.page - 1, box, item.says, page - 1, height - y + 24)


def _added(reading: Reading) -> datetime | None:
    try:
        return datetime.fromisoformat(reading.added)
    except ValueError:
        return None
