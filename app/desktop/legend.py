"""The chips above the text: each shows a mark as it looks, counts it, and switches it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from app.desktop.counted import CountedButton
from app.desktop.keyed import with_key
from app.desktop.pens import Face, Pen
from app.language import later, tr
from app.reading.layers import Layer
from app.rendering.fonts import pane_font
from app.rendering.icons import pixmap
from app.rendering.palette import Theme
from app.settings import LAYER_NAMES

if TYPE_CHECKING:
    from app.desktop.sheet import Sheet
    from app.reading.isolation import Sort
    from app.rendering.findings import Findings

HEIGHT = 26
SIDE = 9
GAP = 2
"""Pixels between two chips; each keeps two free within itself on either side for its ring."""
SAMPLES = {
    Layer.QUOTES: later("“a”"),
    Layer.SOURCES: later("who"),
    Layer.CUES: later("said"),
    Layer.CLAIMS: "5",
    Layer.MINE: "ab",
}
TIPS = {
    Layer.QUOTES: later("Show or hide quotes"),
    Layer.SOURCES: later("Show or hide sources"),
    Layer.CUES: later("Show or hide cues"),
    Layer.CLAIMS: later("Show or hide claims"),
    Layer.MINE: later("Show or hide mine"),
}


class Chip(CountedButton):
    """Legend and switch of one kind of mark."""

    def __init__(self, layer: Layer, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr(LAYER_NAMES[layer]), theme, HEIGHT + 4, parent)
        self.layer = layer
        self._short = False
        self._letters = tr(SAMPLES[layer])
        self._sample = Face(pane_font(11, QFont.Weight.DemiBold))
        self._name = Face(pane_font(12))
        self._figure = Face(pane_font(11.5))
        self.setChecked(True)
        self.setToolTip(tr(TIPS[layer]))
        with_key(self, f"layer_{layer}")

    def set_short(self, short: bool) -> None:
        """Leave the name away where there is no room; the sample and the count stay."""
        if short != self._short:
            self._short = short
            self.updateGeometry()
            self.update()

    def full_width(self) -> int:
        """Return how wide the chip is with its name."""
        return self._width(short=False)

    def sizeHint(self) -> QSize:
        return QSize(self._width(short=self._short), HEIGHT + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, on = self.theme, self.isChecked()
        body = QRectF(2.5, 2.5, self.width() - 5, HEIGHT - 1)
        if on or self.underMouse():
            painter.setPen(QPen(theme.color("line"), 1) if on else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover" if self.underMouse() else "paper"))
            painter.drawRoundedRect(body, 13, 13)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(body.adjusted(-1, -1, 1, 1), 14, 14)
        pen = Pen(painter, theme)
        x = 2.0 + SIDE
        x += self._draw_sample(pen, x, on=on) + 7
        if not self._short:
            x += pen.write(self._name, "ink" if on else "ink3", x, 2, self.text(), HEIGHT) + 6
        pen.write(self._figure, "ink3", x, 2, self.shown_count(), HEIGHT)
        painter.end()

    def _width(self, *, short: bool) -> int:
        width = 2 + SIDE + self._sample_width() + 7
        if not short:
            width += self._name.metrics.horizontalAdvance(self.text()) + 6
        return round(width + self._figure.metrics.horizontalAdvance(self.shown_count()) + SIDE + 2)

    def _sample_width(self) -> float:
        inset = 6 if self.layer in (Layer.QUOTES, Layer.CLAIMS, Layer.MINE) else 0
        return self._sample.metrics.horizontalAdvance(self._letters) + inset

    def _draw_sample(self, pen: Pen, x: float, *, on: bool) -> float:
        """Draw the mark on a few letters, in the shapes of the text; return its width."""
        painter, theme = pen.painter, self.theme
        width = self._sample_width()
        middle = 2 + HEIGHT / 2
        box = QRectF(x, middle - 8, width, 16)
        inset = 3.0
        if on:
            match self.layer:
                case Layer.QUOTES:
                    pen.solid(box, "fillS", 3)
                case Layer.CLAIMS:
                    pen.claim(box)
                case Layer.MINE:
                    pen.highlight(box)
                case Layer.SOURCES:
                    inset = 0
                    pen.solid(QRectF(x, middle + 6, width, 1.5), "srcR")
                case Layer.CUES:
                    inset = 0
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(theme.color("cueR"))
                    dot = x + 1
                    while dot < x + width:
                        painter.drawEllipse(QPointF(dot, middle + 7), 1, 1)
                        dot += 4
        elif self.layer in (Layer.SOURCES, Layer.CUES):
            inset = 0
        pen.write(self._sample, "ink" if on else "ink3", x + inset, 2, self._letters, HEIGHT)
        if not on:
            painter.setPen(QPen(theme.color("ink3"), 1))
            painter.drawLine(QPointF(x - 1, middle), QPointF(x + width + 1, middle))
        return width


class SpeakerChip(QPushButton):
    """Whose words are shown: everyone's, or one speaker's."""

    isolated = Signal(str)  # a speaker, "" for everyone
    sort_isolated = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Everyone"), parent)
        self.setObjectName("speakerChip")
        self._theme = theme
        self._only = ""
        self._names: list[str] = []
        self.setFixedHeight(HEIGHT)
        self._arrow = QPixmap()
        self.clicked.connect(self._clicked)
        self._dress()

    def show_only(self, name: str, sort: Sort | None = None) -> None:
        """Say whose words are shown, "" for everyone's, or which sort of marks."""
        self._only = only_in_words(name, sort)
        self._dress()

    def set_names(self, names: list[str]) -> None:
        """Offer these speakers."""
        self._names = names

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(self.width() - 21, (self.height() - 12) // 2, self._arrow)
        painter.end()

    def _dress(self) -> None:
        theme, only = self._theme, self._only
        room = 180
        text = only or tr("Everyone")
        self.setFont(pane_font(12))
        self.setText(self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))
        self.setToolTip(
            tr("Show everything (0)") if only else tr("Show one speaker or one sort of mark alone")
        )
        self.setAccessibleName(text)
        ground, ink = (theme.hex("accent"), "onaccent") if only else ("transparent", "ink2")
        picture = "x" if only else "chevron-down"
        self._arrow = pixmap(picture, theme.color(ink), 12, self.devicePixelRatioF())
        self.setStyleSheet(
            f"#speakerChip {{ background: {ground}; color: {theme.hex(ink)}; border: none;"
            f" border-radius: 13px; padding: 0 24px 0 12px; min-height: {HEIGHT}px; }}"
            f"#speakerChip:focus {{ border: 2px solid {theme.hex('accent')}; padding: 0 22px 0 10px;"
            f" min-height: {HEIGHT - 4}px; }}"
        )
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(self.text()) + 38)

    def _clicked(self) -> None:
        if self._only:
            self.isolated.emit("")
            return
        from app.reading.isolation import Sort  # noqa: PLC0415 (not needed to start)

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in self._names:
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, name=name: self.isolated.emit(name))
        menu.addSeparator()
        for sort in Sort:
            action = menu.addAction(tr(sort.value))
            action.triggered.connect(lambda _=False, sort=sort: self.sort_isolated.emit(sort))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


class Legend(QWidget):
    """All chips in a row."""

    toggled = Signal(str)  # the layer
    isolated = Signal(str)
    sort_isolated = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = {layer: Chip(layer, theme) for layer in Layer}
        self.speaker = SpeakerChip(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for chip in self.chips.values():
            row.addWidget(chip)
            # The window decides: the key, the menu and the chip do the same.
            chip.clicked.connect(lambda _=False, chip=chip: self._ask(chip))
        row.addSpacing(4)
        row.addWidget(self.speaker)
        row.addStretch()
        self.speaker.isolated.connect(self.isolated)
        self.speaker.sort_isolated.connect(self.sort_isolated)

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Count the marks of an article."""
        counts = count_layers(sheet)
        for layer, chip in self.chips.items():
            chip.set_count(counts[layer])
        self.speaker.set_names(sheet.found.of(speakers) if sheet is not None else [])
        self._fit()

    def show_only(self, name: str, sort: Sort | None = None) -> None:
        """Say whose words are shown, "" for everyone's, or which sort of marks."""
        self.speaker.show_only(name, sort)
        self._fit()

    def set_on(self, layer: Layer, on: bool) -> None:
        self.chips[layer].setChecked(on)

    def set_theme(self, theme: Theme) -> None:
        for chip in self.chips.values():
            chip.set_theme(theme)
        self.speaker.set_theme(theme)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HEIGHT + 4)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type] # Qt's own event
        self._fit()

    def _fit(self) -> None:
        wide = sum(chip.full_width() + GAP for chip in self.chips.values())
        short = wide + 4 + self.speaker.minimumWidth() > self.width()
        for chip in self.chips.values():
            chip.set_short(short)

    def _ask(self, chip: Chip) -> None:
        chip.setChecked(not chip.isChecked())
        self.toggled.emit(chip.layer.value)


def only_in_words(name: str, sort: Sort | None = None) -> str:
    """Return what is shown alone, a speaker or a sort of marks, in words; "" for everything."""
    if sort is not None:
        return tr(sort.value)
    return tr("Only {speaker}", speaker=name) if name else ""


def count_layers(sheet: Sheet | None) -> dict[Layer, int]:
    """Count quotes, speakers, cues, claims and the reader's own; the headline is left out."""
    if sheet is None:
        return dict.fromkeys(Layer, 0)
    return {**sheet.found.of(counts), Layer.MINE: len(sheet.own)}


def counts(found: Findings) -> dict[Layer, int]:
    """Count quotes, speakers, cues and claims outside the headline."""
    shown = [a for a in found.analysis.attributions if not a.heading]
    return {
        Layer.QUOTES: len(shown),
        Layer.SOURCES: len({a.speaker for a in shown if a.speaker}),
        Layer.CUES: sum(len(a.cue) for a in shown),
        Layer.CLAIMS: len(found.analysis.claims()),
    }


def speakers(found: Findings) -> list[str]:
    """Return who speaks, in the order they first do."""
    return list(dict.fromkeys(a.speaker for a in found.analysis.attributions if a.speaker))
