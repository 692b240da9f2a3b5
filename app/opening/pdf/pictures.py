"""A PDF's own pages as pictures, with the box of each character for marks to be drawn on."""

from __future__ import annotations

import ctypes
import math
from array import array
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from app.language import tr
from app.opening.pdf.pages import MOST_CHARACTERS, opened_pdf, text_page
from app.opening.request import Request
from app.reading.failures import OpenFailure

LARGEST = 4000
"""Pixels a picture is wide or high at most."""

_EVERY = 8
"""Of so many characters one is asked how it is turned."""

_FINE = 100_000
"""Steps a page's width is measured in, for PDFium gives places in whole device pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as it is shown: turned and cropped as the PDF says.

    `pixels` are rows of blue, green, red and an unused byte, `width` times `height` of them. `turned`
    is by how many quarters, clockwise, most of its text is turned in the picture. `boxes` are left,
    top, right and bottom of every character, in the order `Printed.first` counts, as shares of
    width and height of the picture turned back by as much, from its upper left corner. A box
    without width belongs to a character that shows nothing; boxes are as high as the type.
    """

    width: int
    height: int
    pixels: bytes
    turned: int
    boxes: array[float]


def page_sizes(file: Path, password: str = "") -> list[tuple[float, float]]:
    """Return width and height of every page as it is shown, in points."""
    request = Request(str(file), password=password)
    with opened_pdf(_content(file), request) as pdf:
        found = []
        size = pdfium.FS_SIZEF()
        for number in range(len(pdf)):
            good = pdfium.FPDF_GetPageSizeByIndexF(pdf.raw, number, size)
            found.append((size.width, size.height) if good else (595.0, 842.0))
        return found


def page_picture(file: Path, number: int, scale: float, password: str = "") -> Picture:
    """Return page `number` (from 0) at `scale` pixels a point, smaller where it would be too large.

    Raises OpenFailure for a page that is not there or cannot be drawn.
    """
    request = Request(str(file), password=password)
    with opened_pdf(_content(file), request) as pdf:
        try:
            page = pdf[number]
        except (IndexError, pypdfium2.PdfiumError):
            raise OpenFailure(
                tr("Page {number} cannot be shown.", number=str(number + 1))
            ) from None
        longest = max(page.get_size())
        bitmap = page.render(
            scale=min(scale, LARGEST / max(1.0, longest)),
            rev_byteorder=False,
            force_bitmap_format=pdfium.FPDFBitmap_BGRx,
        )
        rows = bytes(bitmap.buffer)
        used = bitmap.width * 4
        if bitmap.stride != used:
            rows = b"".join(
                rows[y * bitmap.stride : y * bitmap.stride + used] for y in range(bitmap.height)
            )
        turned, boxes = page_boxes(pdf, number)
        return Picture(bitmap.width, bitmap.height, rows, turned, boxes)


def page_boxes(pdf: pypdfium2.PdfDocument, number: int) -> tuple[int, array[float]]:
    """Return `turned` and `boxes` of a `Picture` of page `number` (from 0), without drawing it."""
    page = pdf[number]
    return _boxes(pdf, number, _shown_on(page.raw), page.get_rotation() // 90)


Matrix = tuple[float, float, float, float, float, float]


def _shown_on(page: Any) -> Matrix:
    """Return how a point of the page becomes shares of its picture: x' = ax + cy + e, and so on."""
    x, y = ctypes.c_int(), ctypes.c_int()

    def place(across: float, up: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, across, up, x, y)
        return x.value / _FINE, y.value / _FINE

    unit = 1000.0
    e, f = place(0, 0)
    one, other = place(unit, 0), place(0, unit)
    return (
        (one[0] - e) / unit,
        (one[1] - f) / unit,
        (other[0] - e) / unit,
        (other[1] - f) / unit,
        e,
        f,
    )


def _boxes(
    pdf: pypdfium2.PdfDocument, number: int, shown: Matrix, rotation: int
) -> tuple[int, array[float]]:
    a, b, c, d, e, f = shown
    corners: list[tuple[float, float, float, float] | None] = []
    quarters: Counter[int] = Counter()
    box = pdfium.FS_RECTF()
    with text_page(pdf, number) as (_page, text):
        for index in range(min(pdfium.FPDFText_CountChars(text), MOST_CHARACTERS)):
            if not pdfium.FPDFText_GetLooseCharBox(text, index, box) or box.right <= box.left:
                corners.append(None)
                continue
            if index % _EVERY == 0:
                # Counter-clockwise and in radians; the page's own rotation is clockwise.
                angle = pdfium.FPDFText_GetCharAngle(text, index)
                quarters[(rotation - round(angle / (math.pi / 2))) % 4] += 1
            x1, y1 = a * box.left + c * box.bottom + e, b * box.left + d * box.bottom + f
            x2, y2 = a * box.right + c * box.top + e, b * box.right + d * box.top + f
            corners.append((x1, y1, x2, y2))
    turned = quarters.most_common(1)[0][0] if quarters else 0
    found = array("f")
    for corner in corners:
        if corner is None:
            found.extend((0.0, 0.0, 0.0, 0.0))
            continue
        u1, v1 = _turned_back(corner[0], corner[1], turned)
        u2, v2 = _turned_back(corner[2], corner[3], turned)
        found.extend((min(u1, u2), min(v1, v2), max(u1, u2), max(v1, v2)))
    return turned, found


def _turned_back(x: float, y: float, turned: int) -> tuple[float, float]:
    return ((x, y), (y, 1 - x), (1 - x, 1 - y), (1 - y, x))[turned]


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise OpenFailure(tr("The original cannot be read ({why}).", why=error.strerror)) from None
