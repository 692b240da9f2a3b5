"""A PDF as pypdfium2 gives it: opened with its password, and one page's characters after another."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from app.language import tr
from app.opening.request import Request
from app.reading.failures import OpenFailure, PasswordNeeded

MOST_PAGES = 10_000
"""More pages than this are not read."""

MOST_CHARACTERS = 200_000
"""Characters of one page that are read; the densest newspaper page has a tenth of it."""

_WRONG_PASSWORD = 4
_HALVES = re.compile("[\ud800-\udfff]")


@contextmanager
def opened_pdf(content: bytes, request: Request) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF; raise PasswordNeeded where it is locked, OpenFailure where it is damaged."""
    try:
        pdf = pypdfium2.PdfDocument(content, password=request.password or None)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD:
            raise _locked(request) from None
        raise OpenFailure(
            tr("{name} is damaged, or no PDF after all.", name=request.name),
            tr("Fetch it again, or open it in a PDF viewer and print it into a new PDF."),
        ) from None
    try:
        if not len(pdf):
            raise OpenFailure(
                tr("{name} is empty.", name=request.name), tr("There is no page in it to read.")
            )
        if len(pdf) > MOST_PAGES:
            raise OpenFailure(
                tr("{name} has {count} pages.", name=request.name, count=len(pdf)),
                tr("Sayso reads up to {count}: open a part of it.", count=MOST_PAGES),
            )
        yield pdf
    finally:
        pdf.close()


def _locked(request: Request) -> PasswordNeeded:
    if request.password:
        return PasswordNeeded(
            tr("That is not the password of {name}.", name=request.name),
            tr("Check it and try again."),
        )
    return PasswordNeeded(
        tr("{name} is locked with a password.", name=request.name),
        tr("Enter the password to open it."),
    )


@contextmanager
def text_page(pdf: pypdfium2.PdfDocument, number: int) -> Iterator[tuple[Any, Any]]:
    """Load page `number` (from 0) and its characters; yield both as PDFium's own handles.

    The page's rotation is set to 0 before its characters are read, because PDFium orders and counts
    them by how the page is turned. `Printed.first` counts the characters of a page loaded in this
    way, so whoever looks up places must load it like this too. Boxes are in points in the page's
    own coordinates, unturned. Raises LookupError for a page that cannot be loaded.
    """
    page = pdfium.FPDF_LoadPage(pdf.raw, number)
    if not page:
        raise LookupError(number)
    turned = pdfium.FPDFPage_GetRotation(page)
    if turned:
        pdfium.FPDFPage_SetRotation(page, 0)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        if not text:
            raise LookupError(number)
        yield page, text
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        if turned:
            pdfium.FPDFPage_SetRotation(page, turned)
        pdfium.FPDF_ClosePage(page)


def visible_box(page: Any) -> tuple[float, float, float, float]:
    """Return what is shown of a page: left, bottom, right and top, in points."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return box.left, box.bottom, box.right, box.top


_UNITS = ctypes.c_ushort * (MOST_CHARACTERS + 1)


class PageText:
    """Takes the whole text of a page out of PDFium, in one call and into one buffer."""

    def __init__(self) -> None:
        self._units = _UNITS()
        self._bytes = memoryview(self._units).cast("B")

    def take(self, text: Any) -> tuple[str, list[int] | None]:
        """Return a page's text and which character of the page each of its code points is.

        None instead of a list where they are the same. Characters PDFium leaves out of its text
        (those no font has a letter for) make them differ, and those beyond the basic plane, which
        PDFium counts as two.
        """
        count = min(pdfium.FPDFText_CountChars(text), MOST_CHARACTERS)
        if count <= 0:
            return "", None
        length = pdfium.FPDFText_GetText(text, 0, count, self._units) - 1
        whole = bytes(self._bytes[: 2 * max(0, length)]).decode("utf-16-le", "surrogatepass")
        if length == count and len(whole) == length and not _HALVES.search(whole):
            return whole, None
        return _mapped(text, self._units[: max(0, length)])


def _mapped(text: Any, units: list[int]) -> tuple[str, list[int]]:
    characters: list[str] = []
    places: list[int] = []
    half = 0
    for at, unit in enumerate(units):
        code = unit
        if 0xD800 <= unit < 0xE000:
            # In right-to-left text the second half comes first.
            if not half:
                half = unit
                continue
            high, low = min(half, unit), max(half, unit)
            half = 0
            if not high < 0xDC00 <= low:
                continue
            code = 0x10000 + ((high - 0xD800) << 10) + low - 0xDC00
        place = pdfium.FPDFText_GetCharIndexFromTextIndex(text, at)
        if place >= 0:
            characters.append(chr(code))
            places.append(place)
    return "".join(characters), places
