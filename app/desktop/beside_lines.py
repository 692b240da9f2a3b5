"""Where something about a stretch of the text is put over it: beside its lines, not on them."""

from __future__ import annotations

import math
from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF

from app.desktop.page import SCROLL_BAR, Page
from app.desktop.pens import CARD_WIDTH
from app.reading.spans import Span

APART = 4
"""Pixels between the lines and what is put beside them, and between that and the page's border."""


def box_around(page: Page, spans: Iterable[Span]) -> QRect:
    """Return the box around stretches of the text in the viewport, scrolled out of it or not."""
    box = QRectF()
    for span in spans:
        lines = list(page.lines.covering(span))
        for piece in page.lines.pieces(span, lines):
            left, line = piece.left, piece.line
            box |= QRectF(left, line.top, piece.right - left, line.bottom - line.top)
    return box.translated(0, -page.verticalScrollBar().value()).toAlignedRect()


def corner_beside(page: Page, stretches: Iterable[Span], body: int) -> tuple[int, int]:
    """Return the corner for something `body` pixels high that is about a stretch of the text.

    That is under the first of the stretches beside which there is room, else above it.
    """
    scrolled = page.verticalScrollBar().value()
    height = page.height()
    x = min(max(8, page.room[0] - 40), max(8, page.width() - SCROLL_BAR - CARD_WIDTH - 8))
    for whole in stretches:
        lines = list(page.lines.covering(whole))
        if not lines:
            continue
        under = lines[-1].bottom - scrolled + APART
        over = lines[0].top - scrolled - APART - body
        if under + body <= height - APART:
            return x, int(under)
        if over >= APART:
            return x, int(over)
    return x, height - body - 2 * APART


def make_room(page: Page, whole: Span, body: int) -> None:
    """Scroll a little where something `body` pixels high would find no place beside a stretch."""
    lines = list(page.lines.covering(whole))
    if not lines:
        return
    bar, needed = page.verticalScrollBar(), body + 2 * APART
    missing = lines[-1].bottom - bar.value() + needed - page.height()
    above = lines[0].top - bar.value()
    if missing > 0 and above < needed:
        bar.setValue(bar.value() + math.ceil(min(missing, max(0.0, above))))
