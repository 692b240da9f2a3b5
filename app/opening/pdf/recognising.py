"""Pages that are pictures: their text recognised by Tesseract, where that is installed."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from statistics import median

import pypdfium2

from app.opening.pdf.lines import Line
from app.opening.pdf.sheets import Sheet

_PROGRAM = "tesseract"
_DOTS = 300 / 72
"""Pixels a point: what Tesseract reads best."""

_LARGEST = 5000
"""Pixels of a picture's longer side."""

_SECONDS = 120
"""How long one page may take."""

_APART = 1.8
_LIKE = 0.15
_WORD = "5"
_TAILED = re.compile(r"[gjpqyQ,;()\[\]]")
_UPRIGHT = re.compile(r"[A-Zbdfhijklt0-9()\[\]]")
_TAIL, _LOW, _TALL = 0.21, 0.45, 0.68
"""How far letters reach below the line, and above it without and with an upright stroke."""


def can_recognise() -> bool:
    """Tell whether Tesseract is installed."""
    return shutil.which(_PROGRAM) is not None


def recognised(pdf: pypdfium2.PdfDocument, sheet: Sheet) -> Sheet:
    """Return a page's sheet with the lines Tesseract reads; without any where it fails.

    The lines have no places: recognised words are not characters of the page.
    """
    page = pdf[sheet.number - 1]
    try:
        width, height = page.get_size()
        scale = min(_DOTS, _LARGEST / max(width, height, 1))
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            picture = _portable(bitmap)
        finally:
            bitmap.close()
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return sheet
    finally:
        page.close()
    try:
        done = subprocess.run(
            [_PROGRAM, "-", "-", "tsv"],
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # its threads cost more than they save
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return sheet
    lines = _lines(done.stdout.decode("utf-8", "replace"), sheet.number, scale, height)
    return Sheet(
        sheet.number, width, height, 0, 0, lines or sheet.lines, (), not lines, sheet.marks
    )


def _portable(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """Return a grey picture as a portable graymap."""
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    data = bytes(bitmap.buffer)
    rows = b"".join(data[row * stride : row * stride + width] for row in range(height))
    return b"P5 %d %d 255\n" % (width, height) + rows


def _lines(table: str, page: int, scale: float, height: float) -> list[Line]:
    """Return Tesseract's words as lines, in points from the bottom left."""
    by_line: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == _WORD and (row.get("text") or "").strip():
            key = tuple(row.get(name) or "" for name in ("block_num", "par_num", "line_num"))
            by_line.setdefault(key, []).append(row)
    found: list[Line] = []
    for words in by_line.values():
        try:
            found += _pieces(words, page, scale, height)
        except (KeyError, TypeError, ValueError):
            continue
    return _evened(found)


def _pieces(
    words: Sequence[dict[str, str]], page: int, scale: float, height: float
) -> Iterator[Line]:
    boxes = [
        tuple(int(word[edge]) / scale for edge in ("left", "top", "width", "height"))
        for word in words
    ]
    size = median(box[3] / _share(word["text"]) for box, word in zip(boxes, words, strict=True))
    baseline = height - median(
        box[1] + box[3] - (_TAIL * size if _TAILED.search(word["text"]) else 0)
        for box, word in zip(boxes, words, strict=True)
    )
    start = 0
    for at in range(1, len(words) + 1):
        if at < len(words):
            apart = boxes[at][0] - (boxes[at - 1][0] + boxes[at - 1][2])
            if apart < _APART * size:
                continue
        yield Line(
            text=" ".join(word["text"].strip() for word in words[start:at]),
            places=None,
            left=boxes[start][0],
            right=boxes[at - 1][0] + boxes[at - 1][2],
            baseline=baseline,
            size=size,
            bold=False,
            italic=False,
            page=page,
        )
        start = at


def _share(word: str) -> float:
    """Return how high a word's letters are, in parts of their size."""
    tail = _TAIL if _TAILED.search(word) else 0
    return tail + (_TALL if _UPRIGHT.search(word) else _LOW)


def _evened(lines: Sequence[Line]) -> list[Line]:
    """Give lines of nearly the usual size that size: their heights depend on their letters."""
    if not lines:
        return []
    usual = median(line.size for line in lines)
    return [
        line._replace(size=usual) if abs(line.size - usual) < _LIKE * usual else line
        for line in lines
    ]
