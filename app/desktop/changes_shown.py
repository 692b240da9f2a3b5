"""The window that shows what changed between two versions of an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.desktop.controls import LinkButton, label
from app.desktop.dialog_foot import done_button, foot
from app.language import later, number, tr
from app.reading.spans import Span
from app.reading.versions import Change, Matter, Said, Turn
from app.rendering.palette import Theme

HEADS = {Matter.QUOTE: later("Quotes"), Matter.NUMBER: later("Numbers")}
TURNS = {Turn.ADDED: later("New"), Turn.DROPPED: later("Gone"), Turn.ALTERED: later("Changed")}


class ChangesDialog(QDialog):
    """What was added, dropped and altered; words that differ are struck out or underlined."""

    chosen = Signal(object)  # the Span of a passage in the newer version
    earlier_wanted = Signal()

    def __init__(
        self, changes: Sequence[Change], day: str, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("What changed"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        self._said: list[tuple[QLabel, Change]] = []
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        for matter in Matter:
            found = [change for change in changes if change.matter is matter]
            if found:
                column.addWidget(label(f"{tr(HEADS[matter])} ({number(len(found))})", head=True))
            for change in found:
                column.addWidget(self._row(change))
        column.addStretch()
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("What changed"))
        area.setWidget(rows)
        earlier = QPushButton(tr("Open the version before"))
        earlier.clicked.connect(self.accept)
        earlier.clicked.connect(self.earlier_wanted)
        close = done_button(self)
        body = QVBoxLayout(self)
        body.setContentsMargins(20, 16, 20, 16)
        body.setSpacing(10)
        says = label(
            tr(
                "Compared with the version you opened on {day}. Both are in the library.",
                day=day,
            ),
            second=True,
        )
        says.setWordWrap(True)
        body.addWidget(says)
        body.addWidget(area, 1)
        body.addLayout(foot(close, left=(earlier,)))
        self.resize(620, 560)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for words, change in self._said:
            words.setText(self._marked(change))

    def _row(self, change: Change) -> QWidget:
        row = QFrame()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(3)
        head = QHBoxLayout()
        head.addWidget(label(tr(TURNS[change.turn]), strong=True))
        head.addWidget(label(_who(change), second=True), 1)
        if change.after is not None:
            go = LinkButton(tr("Go there"))
            span = change.after.span
            go.clicked.connect(lambda: self._go(span))
            head.addWidget(go)
        column.addLayout(head)
        column.addWidget(self._words(change))
        row.setAccessibleName(_spoken(change))
        return row

    def _words(self, change: Change) -> QLabel:
        made = QLabel(self._marked(change))
        self._said.append((made, change))
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setWordWrap(True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    def _marked(self, change: Change) -> str:
        bad, ok = self._theme.hex("bad"), self._theme.hex("ok")
        gone = f'<s style="color:{bad}">%s</s>'
        new = f'<u style="color:{ok}">%s</u>'
        before = change.before.text if change.before else ""
        after = change.after.text if change.after else ""
        return _marked(before, after, gone, new)

    def _go(self, span: Span) -> None:
        self.accept()
        self.chosen.emit(span)


def _who(change: Change) -> str:
    before, after = _speaker(change.before), _speaker(change.after)
    if change.turn is Turn.ALTERED and before != after:
        return f"{before or tr('nobody named')} → {after or tr('nobody named')}"
    return after or before


def _speaker(said: Said | None) -> str:
    return said.speaker if said else ""


def _spoken(change: Change) -> str:
    before, after = change.before, change.after
    if before and after:
        return tr("Changed: {before} becomes {after}", before=before.text, after=after.text)
    said = after or before
    return f"{tr(TURNS[change.turn])}: {said.text if said else ''}"


def _marked(before: str, after: str, gone: str, new: str) -> str:
    """Return HTML of both versions in one, word by word."""
    old, fresh = before.split(), after.split()
    parts: list[str] = []
    matcher = SequenceMatcher(None, old, fresh, autojunk=False)
    for turn, a, b, c, d in matcher.get_opcodes():
        if turn == "equal":
            parts.append(_html(old[a:b]))
            continue
        if b > a:
            parts.append(gone % _html(old[a:b]))
        if d > c:
            parts.append(new % _html(fresh[c:d]))
    return " ".join(parts)


def _html(words: Iterable[str]) -> str:
    return escape(" ".join(words))
