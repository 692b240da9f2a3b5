"""An exported PDF as another program has left it: which reading it is of, and the marks in it now."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pikepdf
import pypdfium2

from app.language import tr
from app.opening.pdf.aligned import Aligner
from app.opening.pdf.marks import Mark, marks_on, on_words, own_note
from app.opening.pdf.pages import MOST_PAGES, opened_pdf, text_page
from app.opening.request import Request
from app.reading.brought_back import Brought
from app.reading.document import Document
from app.reading.exported import KEY, Exported, one_note, part_of, unpacked
from app.reading.failures import OpenFailure
from app.reading.spans import Span, extent

OURS = "sayso-"
"""What the names of annotations that Sayso wrote begin with."""

LARGEST_FILE = 64 * 2**20
"""Bytes of a file that is read."""

_MOST = 20_000
"""Annotations of one PDF that are looked at."""


def content_of(file: Path) -> bytes:
    """Return a PDF's bytes; raise OpenFailure for what cannot be read, or is none."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise OpenFailure(
                tr("{name} is larger than {size} MB.", name=file.name, size=LARGEST_FILE // 2**20),
                tr("Open a part of it."),
            )
        content = file.read_bytes()
    except OSError as error:
        raise OpenFailure(
            tr("{name} cannot be read ({why}).", name=file.name, why=error.strerror or error),
            tr("Check that it is there and that you may read it."),
        ) from None
    if b"%PDF-" not in content[:1024]:
        raise OpenFailure(
            tr("{name} is no PDF.", name=file.name),
            tr("Choose a PDF that was exported from Sayso."),
        )
    return content


def exported_in(content: bytes, request: Request) -> Exported | None:
    """Return which reading a PDF is of; None for one that Sayso did not make.

    Raises OpenFailure, or PasswordNeeded for one that is locked.
    """
    with opened_pdf(content, request):
        pass
    try:
        with pikepdf.open(io.BytesIO(content), password=request.password) as document:
            info = document.trailer.get("/Info")
            word = info.get(KEY) if isinstance(info, pikepdf.Dictionary) else None
            return unpacked(str(word)) if isinstance(word, pikepdf.String) else None
    except pikepdf.PdfError as error:
        raise OpenFailure(
            tr("{name} is damaged, or no PDF after all.", name=request.name),
            tr("Fetch it again, or open it in a PDF viewer and print it into a new PDF."),
        ) from error


def brought_back(
    content: bytes, request: Request, document: Document, exported: Exported | None
) -> tuple[Brought, ...]:
    """Return the marks that are in an exported PDF now, on the words of `document` they lie on.

    In a PDF annotated in place the words stand where the document says; in another they are found
    anew.
    """
    with opened_pdf(content, request) as pdf:
        found = list(islice(_found(pdf), _MOST))
        in_place = document.printed and (exported is None or exported.in_place)
        if not in_place:
            pages = {mark.page for mark in found}
            printed = tuple(Aligner(document.text).printed(pdf, pages))
            document = replace(document, printed=printed)
        spans = {id(mark): span for mark, span in on_words(pdf, found, document)}
        return _whole(found, spans, document.text)


def _found(pdf: pypdfium2.PdfDocument) -> Iterable[Mark]:
    for number in range(min(MOST_PAGES, len(pdf))):
        try:
            with text_page(pdf, number) as (page, _):
                found = marks_on(page, number + 1, detected=True)
        except LookupError:
            continue
        yield from found


def _whole(found: Iterable[Mark], spans: dict[int, Span], text: str) -> tuple[Brought, ...]:
    """Put the parts of each mark together."""
    named: dict[str, list[Mark]] = defaultdict(list)
    for mark in found:
        named[part_of(mark.name)].append(mark)
    brought = []
    for name, parts in named.items():
        placed = [spans[id(mark)] for mark in parts if id(mark) in spans]
        span = extent(placed) if placed else None
        note = one_note([mark.note for mark in parts])
        first = parts[0]
        brought.append(
            Brought(
                name=name,
                note=note
                if name.startswith(OURS) or not span
                else own_note(note, text[slice(*span)]),
                span=span,
                tags=first.tags,
                author=first.author,
                detected=first.detected,
                created=first.created,
                modified=max(mark.modified for mark in parts),
            )
        )
    return tuple(brought)
