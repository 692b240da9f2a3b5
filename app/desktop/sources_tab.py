"""The inspector's list of sources: who speaks, and with how many words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.desktop.controls import IconButton, label
from app.desktop.copies import citation, quote_line
from app.desktop.pens import INSET, Face, Pen
from app.desktop.row_view import RowDelegate
from app.desktop.rows import Row
from app.desktop.shares import Share, Shares
from app.desktop.sheet import Sheet
from app.desktop.source_rows import (
    NAMELESS,
    ListedSources,
    SilentRow,
    SourceRow,
    source_key,
    sources_in,
    speakers_in,
)
from app.desktop.tab import Tab
from app.language import later, number, tr
from app.rendering.fonts import article_font, pane_font
from app.rendering.icons import pixmap
from app.rendering.palette import Theme


class SourceDelegate(RowDelegate):
    """Paints name, role and words, and a bar: solid their words, hatched reported ones."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._name = Face(pane_font(13, QFont.Weight.Medium))
        self._unnamed = Face(pane_font(13, QFont.Weight.DemiBold, italic=True))
        self._second = Face(pane_font(13))
        self._figure = Face(pane_font(13, tabular=True))

    def height(self, row: Row, width: int) -> int:  # noqa: ARG002 (never wraps)
        return 26 if isinstance(row, SilentRow) else 48

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:  # noqa: ARG002
        left, y = rect.left() + INSET, rect.top() + 7
        if isinstance(row, SilentRow):
            pen.write(self._second, "ink2", left, rect.top() + 4, row.name, 18)
            return
        assert isinstance(row, SourceRow)
        words = row.quoted + row.reported
        right = pen.write_right(self._figure, "ink2", rect.right() - INSET, y, number(words), 18)
        x = float(left)
        if row.anonymous:
            ratio = pen.painter.device().devicePixelRatioF()
            picture = pixmap("hat-glasses", self.theme.color("ink2"), 14, ratio)
            pen.painter.drawPixmap(QRectF(x, y + 2, 14, 14).topLeft(), picture)
            x += 19
        face = self._unnamed if row.anonymous else self._name
        x += pen.write(face, "ink", x, y, face.elided(row.name, right - x - 8), 18) + 8
        if right - x > 40:
            role = self._second.elided(row.role, right - x - 10)
            pen.write(self._second, pen.quiet, x, y, role, 18)
        draw_bar(pen, QRectF(left, rect.top() + 30, rect.width() - 2 * INSET, 8), row)


def draw_bar(pen: Pen, room: QRectF, row: SourceRow) -> None:
    """Draw a source's words, its length relative to the one with the most."""
    scale = room.width() / max(1, row.longest)
    quoted, reported = row.quoted * scale, row.reported * scale
    if quoted + reported < 4:
        quoted, reported = (4.0, 0.0) if row.quoted >= row.reported else (0.0, 4.0)
    if reported:
        pen.hatched(QRectF(room.left() + quoted, room.top(), max(3.0, reported), 8), "srcR", 1.5)
    if quoted:
        pen.solid(QRectF(room.left(), room.top(), quoted, 8), "srcR", 1.5)


class SourcesTab(Tab):
    """Sources with their words, a summary above and the one in focus below."""

    name = later("Sources")
    none_yet = later("This article names no sources.")
    english_only = True
    isolated = Signal(str)  # show only this speaker; "" everyone
    page_wanted = Signal(str)  # show all a speaker says in the library

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(SourceDelegate(theme), parent)
        self._listed = ListedSources()
        self.summary = _Summary(theme)
        self.body.insertWidget(1, self.summary)
        self.card = SourceCard(theme)
        self.card.gone_to.connect(self.chosen)
        self.card.isolated.connect(self.isolated)
        self.card.page_wanted.connect(self.page_wanted)
        self.body.addWidget(self.card)
        # The rows' keys are names here: choosing one goes to the speaker's first mark.
        self.view.chosen.disconnect(self.chosen)
        self.view.chosen.connect(self._choose)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        if hasattr(self, "card"):
            self.card.set_theme(theme)
            self.summary.set_theme(theme)

    def count_of(self, sheet: Sheet) -> int:
        return sheet.found.of(speakers_in)

    def show_sheet(
        self,
        sheet: Sheet | None,
        only: str | None = None,
        among: frozenset[str] | None = None,
    ) -> None:
        super().show_sheet(sheet, only, among)
        self.card.only = only
        if sheet is None:
            self.summary.hide()
            self.card.hide()

    def rows_of(self, sheet: Sheet) -> Sequence[Row]:
        listed = self._listed = sheet.found.of(sources_in)
        self.summary.tell(listed.shares)
        self.summary.setVisible(bool(listed.shares.sources))
        return listed.rows

    def follow(self, target: str) -> bool:
        self._wanted = target
        if self._stale:
            self._fill()
        name = self._listed.of_mark.get(target)
        found = self.view.follow(source_key(name)) if name is not None else self.view.follow("")
        self._show_card(name, target)
        return found

    def copied(self, rows: Sequence[Row]) -> str:
        """Return a source with its words and everything it is quoted or reported with."""
        share = self._share(rows[0].key.removeprefix("source:")) if rows else None
        if share is None or self.sheet is None:
            return super().copied(rows)
        known = self.sheet.found.targets.attributions
        lines = [rows[0].spoken]
        lines += [
            quote_line(known[mark], known, self.sheet.document)
            for mark in share.marks
            if mark in known
        ]
        return "\n\n".join([*lines, citation(self.sheet.cited)])

    def menu(self) -> QMenu:
        menu = super().menu()
        share = self._share(self.view.current_key().removeprefix("source:"))
        if share is not None and share.name:
            menu.addAction(tr("Their page"), lambda: self.page_wanted.emit(share.name))
        return menu

    def _choose(self, key: str) -> None:
        share = self._share(key.removeprefix("source:"))
        if share is not None:
            self._show_card(share.name, share.marks[0])
            self.chosen.emit(share.marks[0])

    def _share(self, name: str) -> Share | None:
        sources = self._listed.shares.sources
        return next((share for share in sources if share.name == name), None)

    def _show_card(self, name: str | None, target: str) -> None:
        share = self._share(name) if name is not None else None
        target = self._listed.within.get(target, target)
        if share is None or self.sheet is None or target not in share.marks:
            self.card.hide()
            return
        self.card.tell(self.sheet, share, target)
        self.card.show()


class _Summary(QWidget):
    """How much of the article is attributed, and what solid and hatched mean."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._line = label("", second=True)
        self._line.setWordWrap(True)
        self._quoted = _Sample(theme, hatched=False)
        self._reported = _Sample(theme, hatched=True)
        self._quoted_words = label("", second=True)
        self._reported_words = label("", second=True)
        key = QHBoxLayout()
        key.setSpacing(6)
        for widget in (self._quoted, self._quoted_words, self._reported, self._reported_words):
            key.addWidget(widget)
            if widget is self._quoted_words:
                key.addSpacing(12)
        key.addStretch()
        body = QVBoxLayout(self)
        body.setContentsMargins(INSET, 0, INSET, 10)
        body.setSpacing(4)
        body.addWidget(self._line)
        body.addLayout(key)
        self.hide()

    def tell(self, shares: Shares) -> None:
        said = tr(
            "{attributed} of {words} words are attributed.",
            attributed=shares.attributed,
            words=shares.words,
        )
        if shares.unnamed:
            said = tr(
                "{attributed} of {words} words are attributed; {unnamed} to nobody named.",
                attributed=shares.attributed,
                words=shares.words,
                unnamed=shares.unnamed,
            )
        self._line.setText(said)
        reported = shares.attributed - shares.quoted
        self._quoted_words.setText(tr("their words {count}", count=shares.quoted))
        self._reported_words.setText(tr("reported {count}", count=reported))

    def set_theme(self, theme: Theme) -> None:
        self._quoted.theme = self._reported.theme = theme
        self.update()


class _Sample(QWidget):
    def __init__(self, theme: Theme, *, hatched: bool) -> None:
        super().__init__()
        self.theme = theme
        self._hatched = hatched
        self.setFixedSize(14, 16)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(0, 4, 14, 8)
        pen = Pen(painter, self.theme)
        if self._hatched:
            pen.hatched(rect, "srcR", 1.5)
        else:
            pen.solid(rect, "srcR", 1.5)
        painter.end()


class SourceCard(QFrame):
    """The source in focus: which of its quotes, the words, and the way to the others."""

    gone_to = Signal(str)
    isolated = Signal(str)
    page_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("paneFoot")
        self._share: Share | None = None
        self._place = 0
        self.only: str | None = None
        self._name = label("", strong=True)
        self._count = label("", head=True)
        self._words = label("")
        self._words.setFont(article_font(14.5))
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._back = IconButton(tr("Quote before"), "chevron-left")
        self._on = IconButton(tr("Next quote"), "chevron-right")
        self._back.clicked.connect(lambda: self._step(-1))
        self._on.clicked.connect(lambda: self._step(1))
        self._only = QPushButton(tr("Show only"))
        self._only.clicked.connect(self._isolate)
        self._page = QPushButton(tr("Their page"))
        self._page.setToolTip(tr("Show all they say in the library, and unite their names"))
        self._page.clicked.connect(self._ask_page)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._name, 1)
        for widget in (self._count, self._back, self._on):
            head.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self._only)
        foot.addWidget(self._page)
        foot.addStretch()
        body = QVBoxLayout(self)
        body.setContentsMargins(INSET, 10, INSET, 12)
        body.setSpacing(6)
        body.addLayout(head)
        body.addWidget(self._words)
        body.addLayout(foot)
        self.set_theme(theme)
        self.hide()

    def tell(self, sheet: Sheet, share: Share, target: str) -> None:
        """Show one of a source's quotes."""
        self._share = share
        self._place = share.marks.index(target)
        self._name.setText(share.name or tr(NAMELESS))
        many = len(share.marks)
        self._count.setText(tr("{place} of {many}", place=self._place + 1, many=many))
        self._back.setVisible(many > 1)
        self._on.setVisible(many > 1)
        self._back.setEnabled(self._place > 0)
        self._on.setEnabled(self._place + 1 < many)
        content = sheet.found.targets.attributions[target].content
        words = " … ".join(" ".join(sheet.document.text[s.start : s.end].split()) for s in content)
        self._words.setText(words if len(words) < 160 else words[:157].rsplit(" ", 1)[0] + "…")
        self._only.setText(tr("Show everyone") if self.only == share.name else tr("Show only"))
        self._only.setVisible(bool(share.name))
        self._page.setVisible(bool(share.name))

    def set_theme(self, theme: Theme) -> None:
        self._back.set_theme(theme)
        self._on.set_theme(theme)

    def _step(self, by: int) -> None:
        if self._share is not None and 0 <= self._place + by < len(self._share.marks):
            self.gone_to.emit(self._share.marks[self._place + by])

    def _isolate(self) -> None:
        if self._share is not None:
            self.isolated.emit("" if self.only == self._share.name else self._share.name)

    def _ask_page(self) -> None:
        if self._share is not None:
            self.page_wanted.emit(self._share.name)
