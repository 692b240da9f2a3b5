"""A reading as an annotated PDF: typeset, with its marks as annotations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from app.exporting.inventory import Inventory, take
from app.exporting.pdf import margin
from app.exporting.pdf.annotate import Jump, annotate
from app.exporting.pdf.appendix import Places, appendix, legend
from app.exporting.pdf.flow import headline_block, plain
from app.exporting.pdf.frame import BOTTOM, TOP, Frame, frame_of
from app.exporting.pdf.locate import Located, Zone, glyphs, zones
from app.exporting.pdf.margin import Beside
from app.exporting.pdf.pictures import printable
from app.exporting.pdf.typeset import Sheet, Typeset, typeset
from app.reading.annotation import Reading
from app.reading.exported import Exported, text_digest
from app.reading.exports import Choice
from app.reading.passages import number_paragraphs

_DEFAULT = Choice()


def annotated_pdf(reading: Reading, choice: Choice = _DEFAULT) -> bytes:
    """Return the reading as a PDF file; raise ExportFailure when it cannot be made.

    The article is set twice: once to learn where its lines are, and again with what stands beside
    them and the tables after it.
    """
    frame = frame_of(choice)
    inventory = take(reading).only(choice.marks)
    bare = Sheet(
        reader=choice.reader,
        pictures=printable(reading, frame.text_width) if choice.pictures else {},
        edges=sorted(edges(inventory)),
        legend=legend(inventory),
    )
    measured = margin.to_measure(inventory, frame)
    draft = typeset(reading, replace(bare, measured=measured), frame)
    located = locate(reading, draft, frame)
    numbered = number_paragraphs(reading.document.blocks)
    beside = margin.beside(inventory, located, numbered, draft, frame)
    sheet = replace(
        bare,
        beside=margin.by_page(beside),
        appendix=appendix(reading, inventory, Places(located, numbered, frame.height), choice),
        gap=_gap(beside, draft),
    )
    final = typeset(reading, sheet, frame)
    # Nothing added takes room before the article's end; should it ever, look again.
    if (final.headline, final.article) != (draft.headline, draft.article):
        located = locate(reading, final, frame)
    return annotate(
        final.pdf,
        inventory,
        located,
        list(_jumps(beside, final, frame)),
        reader=plain(choice.reader),
        made=_added(reading),
        of=Exported(reading.id, text_digest(reading.document.text)),
    )


def edges(inventory: Inventory) -> set[int]:
    """Return where in the text marks, and the parts they are drawn in, begin and end."""
    spans = {span for item in inventory for span in item.spans}
    for quote in inventory.quotes:
        spans |= {*quote.quoted, *quote.reported}
    return {offset for span in spans for offset in span}


def locate(reading: Reading, result: Typeset, frame: Frame) -> Located:
    """Find the reading's characters on the pages it was set on."""
    wanted: list[Zone] = []
    headline = headline_block(reading.document)
    bounds = (TOP, BOTTOM)
    if headline and result.headline:
        wanted += zones(*result.headline, (0, frame.width), frame.height, bounds)
    # Punctuation hangs a little into the margins.
    column = (frame.text_left - 6, frame.text_right + 8)
    wanted += zones(*result.article, column, frame.height, bounds)
    blocks = [block for block in reading.document.blocks if block is not headline]
    stretches = [block.span for block in ([headline] if headline else []) + blocks]
    return Located(reading.document.text, stretches, glyphs(result.pdf, wanted))


def _gap(beside: Sequence[Beside], draft: Typeset) -> float:
    """Return how far below the article's last line the lowest note beside it reaches."""
    page, _, end = draft.article[1]
    lowest = max((item.bottom for item in beside if item.page == page), default=0.0)
    return max(0.0, lowest - end)


def _jumps(beside: Sequence[Beside], final: Typeset, frame: Frame) -> Iterator[Jump]:
    height = frame.height
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
