"""How an export will look before it is written: a page as a picture, or how the text begins."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from app.exporting.formats import Format, format_of
from app.language import tr
from app.reading import wire
from app.reading.annotation import Reading
from app.reading.exports import Choice, choice_to_json
from app.reading.failures import ExportFailure

LARGEST = 4000
"""Pixels a picture is wide or high at most."""

BEGINNING = 8_000
"""Characters of a text that are shown."""

_NOT_AS_TEXT = frozenset({".html", ".htm", ".docx"})


@dataclass(frozen=True, slots=True)
class Page:
    """One of `pages` pages, `page` counted from 0.

    `pixels` are rows of blue, green, red and an unused byte, `width` times `height` of them.
    """

    pages: int
    page: int
    width: int
    height: int
    pixels: bytes


class _Made:
    """The file made last, so that turning a page need not make it again."""

    key = ""
    content = b""


def preview(reading: Reading, format_: str, choice: Choice, page: int, scale: float) -> Page | str:
    """Return a page at `scale` pixels a point, the last one where `page` is too far on.

    Of what is text, return how it begins, "" where that would tell nothing. Raises ExportFailure
    where the file cannot be made.
    """
    form = format_of(format_)
    content = _content(form, reading, choice)
    if content.startswith(b"%PDF-"):
        return _page(content, choice.password, page, scale)
    if form.suffix in _NOT_AS_TEXT:
        return ""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING].rstrip()}\n…"


def _content(form: Format, reading: Reading, choice: Choice) -> bytes:
    chosen = choice_to_json(choice), choice.password
    about = [form.name, chosen, wire.reading_to_json(reading, with_original=True)]
    key = hashlib.sha256(json.dumps(about).encode()).hexdigest()
    if _Made.key != key:
        _Made.key, _Made.content = "", b""
        _Made.content = form.make(reading, choice)
        _Made.key = key
    return _Made.content


def _page(content: bytes, password: str, number: int, scale: float) -> Page:
    try:
        with pypdfium2.PdfDocument(content, password=password or None) as pdf:
            count = len(pdf)
            page = max(0, min(number, count - 1))
            longest = max(pdf[page].get_size())
            bitmap = pdf[page].render(
                scale=min(scale, LARGEST / max(1.0, longest)),
                rev_byteorder=False,
                force_bitmap_format=pdfium.FPDFBitmap_BGRx,
            )
            rows, used = bytes(bitmap.buffer), bitmap.width * 4
            if bitmap.stride != used:
                starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
                rows = b"".join(rows[start : start + used] for start in starts)
            return Page(count, page, bitmap.width, bitmap.height, rows)
    except pypdfium2.PdfiumError as error:
        raise ExportFailure(
            tr("The preview cannot be shown."), tr("The file itself can be exported.")
        ) from error
