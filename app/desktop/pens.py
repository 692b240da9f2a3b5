"""Text fitted into rows and written there, and the two fillings that tell quoted from reported."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from app.rendering.palette import Theme

INSET = 14
"""Space between a pane's edge and what stands in it, in pixels."""

CARD_WIDTH = 424
CARD_SHADOW = 26
"""How wide the card of a mark is, and how far its shadow reaches on each side, in pixels."""

PUNCTUATION = "“”\"'‘’.,;:!?()…—"


class Face:
    """A font whose word widths are remembered, so that fitting text into a row is cheap."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self._widths: dict[str, float] = {}
        self._space = self.metrics.horizontalAdvance(" ")

    def width(self, text: str) -> float:
        known = self._widths.get(text)
        if known is None:
            known = self._widths[text] = self.metrics.horizontalAdvance(text)
        return known

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """Break `text` at blanks into at most `most` lines; the last ends in "…" when cut."""
        lines: list[list[str]] = [[]]
        used = 0.0
        # No line holds more than this many words: the rest of a long text need not be looked at.
        words = text[: 400 * most].split()
        for place, word in enumerate(words):
            wide = self.width(word)
            if lines[-1] and used + self._space + wide > width:
                if len(lines) == most:
                    rest = " ".join([*lines[-1], *words[place : place + 4]])
                    last = self.metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
                    return [*self._fitted(lines[:-1], width), last]
                lines.append([])
                used = 0.0
            used += wide + (self._space if lines[-1] else 0.0)
            lines[-1].append(word)
        return self._fitted(lines, width)

    def _fitted(self, lines: list[list[str]], width: float) -> list[str]:
        """Cut the lines that a single long word makes too wide."""
        joined = (" ".join(words) for words in lines)
        return [
            line if self.metrics.horizontalAdvance(line) <= width else self.elided(line, width)
            for line in joined
        ]

    def elided(self, text: str, width: float) -> str:
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))


class Pen:
    """A painter that writes lines of text from the top left, in the colours of a theme.

    `quiet` is the token of quiet text: a stronger one `on_selected` rows, to stay readable.
    """

    def __init__(self, painter: QPainter, theme: Theme, *, on_selected: bool = False) -> None:
        self.painter = painter
        self.theme = theme
        self.quiet = "ink2" if on_selected else "ink3"

    def write(self, face: Face, token: str, x: float, y: float, text: str, leading: float) -> float:
        """Write one line whose box begins at (x, y) and is `leading` high; return its width."""
        metrics = face.metrics
        baseline = y + (leading - metrics.ascent() - metrics.descent()) / 2 + metrics.ascent()
        self.painter.setFont(face.font)
        self.painter.setPen(self.theme.color(token))
        self.painter.drawText(QRectF(x, baseline, 0, 0).topLeft(), text)
        return metrics.horizontalAdvance(text)

    def write_right(
        self, face: Face, token: str, right: float, y: float, text: str, leading: float
    ) -> float:
        """Write one line that ends at `right`; return where it begins."""
        left = right - face.metrics.horizontalAdvance(text)
        self.write(face, token, left, y, text, leading)
        return left

    def write_lines(
        self, face: Face, token: str, x: float, y: float, lines: Sequence[str], leading: float
    ) -> float:
        """Write lines below each other; return where the next would begin."""
        for line in lines:
            self.write(face, token, x, y, line, leading)
            y += leading
        return y

    def write_found(
        self,
        faces: tuple[Face, Face],
        x: float,
        y: float,
        lines: Sequence[str],
        leading: float,
        found: Sequence[str],
        color: str = "ink2",
    ) -> float:
        """Write lines with the words that begin like one of `found` in the second, bold face."""
        plain, bold = faces
        if not found:
            return self.write_lines(plain, color, x, y, lines, leading)
        for line in lines:
            at = x
            for place, word in enumerate(line.split(" ")):
                bare = word.casefold().strip(PUNCTUATION)
                match = any(bare.startswith(wanted) for wanted in found)
                at += plain.width(" ") if place else 0
                at += self.write(
                    bold if match else plain, "ink" if match else color, at, y, word, leading
                )
            y += leading
        return y

    def solid(self, rect: QRectF, token: str, radius: float = 0) -> None:
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.theme.color(token))
        self.painter.drawRoundedRect(rect, radius, radius)

    def claim(self, box: QRectF) -> None:
        """Draw the box of a claim as the text has it."""
        self.painter.setPen(QPen(self.theme.color("claimLR"), 1))
        self.painter.setBrush(self.theme.color("claim"))
        self.painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def highlight(self, box: QRectF) -> None:
        """Draw the reader's own highlight with its foot as the text has it."""
        self.solid(box.adjusted(0, 1, 0, -1), "mark")
        self.solid(QRectF(box.left(), box.bottom() - 2.5, box.width(), 1.5), "markE")

    def hatched(self, rect: QRectF, token: str, radius: float = 0) -> None:
        """Draw diagonal strokes inside a hairline: words as the writer reports them."""
        painter = self.painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self.theme.color(token)
        edge = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setClipRect(edge)
        painter.setPen(QPen(color, 1.5))
        step = 4.0
        start = rect.left() - rect.height()
        while start < rect.right():
            painter.drawLine(
                QRectF(start, rect.bottom(), 0, 0).topLeft(),
                QRectF(start + rect.height(), rect.top(), 0, 0).topLeft(),
            )
            start += step
        painter.setClipping(False)
        painter.setPen(QPen(color, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(edge, radius, radius)
        painter.restore()
