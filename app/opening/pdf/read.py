"""Read a PDF into a document with the marks that are in it."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain

import pypdfium2

from app.language import later, tr
from app.opening.pdf.apart import Apart, can_read_apart
from app.opening.pdf.characters import LEFTWARD
from app.opening.pdf.columns import Column, in_reading_order
from app.opening.pdf.drafts import Draft, Type, type_of
from app.opening.pdf.facts import Facts, facts_of
from app.opening.pdf.flow import flowing
from app.opening.pdf.front import front_of
from app.opening.pdf.furniture import Cleared, clear
from app.opening.pdf.kinds import level_headings, tell_kinds
from app.opening.pdf.marks import own_marks
from app.opening.pdf.pages import opened_pdf
from app.opening.pdf.paragraphs import paragraphs
from app.opening.pdf.recognising import can_recognise, recognised
from app.opening.pdf.sheets import Sheet, SheetReader
from app.opening.pdf.wording import Composer, Vocabulary
from app.opening.request import Request
from app.reading.annotation import Opened
from app.reading.document import Document
from app.reading.failures import NoTextLayer, OpenFailure
from app.reading.notices import PAGES_READ, PICTURE, PICTURES

MOST_TEXT = 40_000_000
"""Characters of one document that are read; the longest books have a tenth of it."""

_LONG = 30
_EARLY = 2
"""Of a document of more pages than `_LONG` the first few are given early."""

_VERY_LONG = 200
"""A document of so many pages is read by two processes; of fewer, that costs more than it saves."""

_STEP = 20
_RECOGNISED = later("The text was recognised from pictures of the pages and may hold errors.")


def read_pdf(content: bytes, request: Request) -> list[Opened]:
    """Read a PDF; raise OpenFailure, PasswordNeeded or NoTextLayer where that cannot be done."""
    with opened_pdf(content, request) as pdf, _uncollected():
        facts = facts_of(pdf, content, request.password)
        sheets, notice = _sheets(pdf, facts, request)
        sheets, notices = _with_pictures_read(pdf, sheets, request)
        document = _document(sheets, facts, request.source)
        if not document.blocks:
            raise OpenFailure(
                tr("{name} is empty.", name=request.name), tr("There is nothing in it to read.")
            )
        document = replace(document, notice=" ".join(filter(None, [notice, *notices])))
        marks = chain.from_iterable(sheet.marks for sheet in sheets)
        return [Opened(document, own_marks(pdf, marks, document))]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no garbage be looked for: among a million lines and words that all stay there is none."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _sheets(pdf: pypdfium2.PdfDocument, facts: Facts, request: Request) -> tuple[list[Sheet], str]:
    """Read every page; give the beginning of a long document early."""
    reader = SheetReader(pdf)
    total = len(pdf)
    here = total
    apart: Apart[Sheet] | None = None
    if total >= _VERY_LONG and can_read_apart():
        here = total // 2
        apart = Apart(reader.read, range(here, total))
    try:
        sheets = _read(reader, range(here), total, facts, request)
    except BaseException:
        if apart is not None:
            apart.stop()
        raise
    if apart is not None:
        rest = apart.results()
        if rest is None:  # lost on the way: what made it stumble is met here again
            rest = _read(reader, range(here, total), total, facts, request)
        sheets += rest
    request.progress(tr("Reading pages"), total, total)
    return _bounded(sheets, total)


def _read(
    reader: SheetReader, numbers: range, total: int, facts: Facts, request: Request
) -> list[Sheet]:
    sheets: list[Sheet] = []
    letters = 0
    for number in numbers:
        if number % _STEP == 0:
            request.progress(tr("Reading pages"), number, total)
        sheets.append(reader.read(number))
        letters += sum(len(line.text) for line in sheets[-1].lines)
        if letters > MOST_TEXT:
            break
        if number + 1 == _EARLY and total > _LONG and request.early is not None:
            document = _document(sheets, facts, request.source)
            if document.blocks:
                notice = later("The pages after these are still being read.")
                request.early(Opened(replace(document, notice=notice)))
    return sheets


def _bounded(sheets: list[Sheet], total: int) -> tuple[list[Sheet], str]:
    """Leave out the pages beyond the most text a document may have."""
    letters = 0
    for read, sheet in enumerate(sheets, 1):
        letters += sum(len(line.text) for line in sheet.lines)
        if letters > MOST_TEXT:
            return sheets[:read], PAGES_READ.format(read=f"{read:,}", total=f"{total:,}")
    return sheets, ""


def _with_pictures_read(
    pdf: pypdfium2.PdfDocument, sheets: Sequence[Sheet], request: Request
) -> tuple[list[Sheet], list[str]]:
    """Recognise the text of pages that are pictures, where that is asked for and can be done.

    Raises NoTextLayer where no page has text otherwise. The sentences returned say what is
    recognised, and what is missing.
    """
    pictures = [sheet for sheet in sheets if sheet.pictured]
    written = any(sheet.lines and not sheet.pictured for sheet in sheets)
    if not pictures:
        return list(sheets), []
    able = can_recognise()
    if not written and not (request.ocr and able):
        raise _no_text_layer(request, able=able)
    if not (request.ocr and able):
        return list(sheets), [missing(sheet.number for sheet in pictures)]
    read = {sheet.number: sheet for sheet in sheets}
    for done, sheet in enumerate(pictures):
        request.progress(tr("Recognising text"), done, len(pictures))
        read[sheet.number] = recognised(pdf, sheet)
    left = [sheet.number for sheet in read.values() if sheet.pictured]
    if not written and len(left) == len(pictures):
        raise NoTextLayer(
            tr("No text could be recognised in {name}.", name=request.name),
            tr("Its pictures may be too coarse, or hold no text."),
        )
    return list(read.values()), [_RECOGNISED, *([missing(left)] if left else [])]


def _no_text_layer(request: Request, *, able: bool) -> NoTextLayer:
    return NoTextLayer(
        tr("{name} has no text layer: its pages are pictures.", name=request.name),
        tr("Open it with text recognition to have its text read from the pictures.")
        if able
        else tr(
            "Install the program Tesseract, and Sayso can recognise the text; or look for an "
            "edition with text."
        ),
    )


def missing(pages: Iterable[int]) -> str:
    """Say which pages are pictures: "Pages 3–5 are pictures without text …"."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    named = [f"{first}–{last}" if first < last else str(first) for first, last in runs]
    listed = ", ".join(named[:-1]) + (" and " if len(named) > 1 else "") + named[-1]
    if len(named) == 1 and runs[0][0] == runs[0][1]:
        return PICTURE.format(page=listed)
    return PICTURES.format(pages=listed)


def _document(sheets: Sequence[Sheet], facts: Facts, source: str) -> Document:
    cleared = clear(sheets)
    pages = [_columns(each.sheet) for each in cleared]
    usual = type_of(chain.from_iterable(pages))
    drafts = _drafts(pages, usual)
    around = "\n".join(cleared[0].left_out) if cleared else ""
    front = front_of(drafts, facts, usual, around)
    said = set(map(id, front.drafts))
    body = [draft for draft in drafts if id(draft) not in said]
    level_headings(body)
    composer = Composer(Vocabulary(lambda: (line.text for s in sheets for line in s.lines)))
    for draft in flowing(body, usual):
        composer.add(draft)
    return Document(
        source=source,
        text=composer.text,
        blocks=tuple(composer.blocks),
        title=front.title,
        byline=front.byline,
        outlet=facts.outlet,
        published=front.published,
        doi=front.doi,
        emphases=() if usual.bold else tuple(composer.emphases),
        printed=tuple(composer.printed),
        left_out=_left_out(cleared),
    )


def _columns(sheet: Sheet) -> list[Column]:
    letters = leftward = 0
    for line in sheet.lines[:40]:
        letters += len(line.text)
        leftward += len(LEFTWARD.findall(line.text)) if not line.text.isascii() else 0
    return in_reading_order(sheet.lines, leftward=2 * leftward > letters)


def _drafts(pages: Sequence[Sequence[Column]], usual: Type) -> list[Draft]:
    drafts: list[Draft] = []
    number = 0
    for columns in pages:
        for column in columns:
            drafts += paragraphs(column, number, usual)
            number += 1
    tell_kinds(drafts, usual)
    return drafts


def _left_out(cleared: Sequence[Cleared]) -> tuple[str, ...]:
    passages = dict.fromkeys(passage for each in cleared for passage in each.left_out)
    return tuple(passages)
