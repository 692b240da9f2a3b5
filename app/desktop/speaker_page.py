"""The page of a speaker: who they are, and everything they are quoted with in the library."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desktop.chips import TakenChip
from app.desktop.controls import label
from app.desktop.flow import FlowLayout
from app.desktop.growing_view import GrowingView
from app.desktop.over_text import OverText
from app.desktop.pairs import Half, PairView
from app.desktop.pens import Pen
from app.desktop.row_view import RowView
from app.desktop.rows import Row
from app.desktop.speaker_rows import SaidDelegate, SaidRow, roles_told
from app.desktop.tab_heads import TabButton, TabGroup
from app.language import later, ntr, short_day, tr
from app.reading.profile import Profile
from app.rendering.palette import Theme

SIDE = 24
TABS = (later("Quotes"), later("Numbers"), later("Figures that differ"))
NOTHING = (
    later("No quote of theirs is in the library."),
    later("They claim no number."),
    later("None of their numbers differs from another one for the same thing."),
)
TAKEN = later(
    "Taken for one speaker in every reading; no mark has changed. The cross parts them again."
)
UNNAMED = later("Not named: other articles may mean somebody else by these words.")


class SaidView(GrowingView):
    """A list of quotes or numbers; going through it opens nothing, a click or Enter does."""

    picked = Signal(object)  # SaidRow

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._delegate = SaidDelegate(theme)
        self._delegate.setParent(self)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._pick)
        self.activated.connect(self._pick)

    def set_theme(self, theme: Theme) -> None:
        self._delegate.set_theme(theme)
        self.draw_anew()

    def look_ahead(self) -> None:
        if self.isVisible():  # a list under another tab does not grow
            super().look_ahead()

    def _pick(self, index: QModelIndex) -> None:
        row = self.rows().row(index)
        if isinstance(row, SaidRow):
            self.picked.emit(row)


class SpeakerPage(OverText):
    """Name, roles and counts above; quotes, numbers and figures that differ below, under tabs."""

    opened = Signal(int, int, str)  # reading, place, mark
    more_wanted = Signal()
    uniting_wanted = Signal()
    separated = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("Speaker"), theme, parent)
        self.profile = Profile("")
        self.title = label("", title=True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.unite = QPushButton(tr("Also called…"))
        self.unite.setToolTip(tr("Say that another name in the library is the same speaker"))
        self.unite.clicked.connect(self.uniting_wanted)
        self.roles = label("", second=True)
        self.counts = label("", second=True)
        self.words = WordsBar(theme)
        self.taken = label(tr(TAKEN), quiet=True)
        for text in (self.roles, self.counts, self.taken):
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setWordWrap(True)
        self.names = _Names()
        self.names.taken.connect(self.separated)
        quotes, numbers, differing = map(tr, TABS)
        self.quotes = SaidView(quotes, theme)
        self.numbers = SaidView(numbers, theme)
        self.differing = PairView(differing, theme)
        self.views: tuple[RowView, ...] = (self.quotes, self.numbers, self.differing)
        for view in (self.quotes, self.numbers):
            view.picked.connect(self._open)
        self.quotes.end_near.connect(self.more_wanted)
        for signal in (self.differing.went, self.differing.entered):
            signal.connect(self._open)
        self._nothing = [label(tr(text), quiet=True) for text in NOTHING]
        self._stack = QStackedWidget()
        self._tabs = TabGroup(self)
        self._lay_out()
        self._tabs.idClicked.connect(self.show_tab)
        self.show_tab(0)
        self.set_theme(theme)

    # What is shown

    def show_profile(self, profile: Profile) -> None:
        """Say who the speaker is."""
        self.profile = profile
        self.title.setText(profile.name)
        self.setAccessibleName(tr("Speaker: {name}", name=profile.name))
        roles = roles_told(profile.roles)
        self.roles.setText(tr(UNNAMED) if profile.anonymous else roles)
        self.roles.setVisible(bool(self.roles.text()))
        self.counts.setText(counted(profile))
        self.words.tell(profile.quoted, profile.reported)
        self.names.show_names(profile.others, self.theme)
        self.taken.setVisible(bool(profile.others))
        self.unite.setVisible(not profile.anonymous)
        self._button(0).set_count(profile.quotes)

    def show_quotes(self, rows: Sequence[Row]) -> None:
        self._show(0, rows)

    def add_quotes(self, rows: Sequence[Row]) -> None:
        self.quotes.add_rows(rows)

    def show_figures(self, numbers: Sequence[Row], differing: Sequence[Row]) -> None:
        self._show(1, numbers)
        self._show(2, differing)
        self._button(1).set_count(len(numbers))
        self._button(2).set_count(len(differing))

    def show_tab(self, place: int) -> None:
        """Bring one of the lists into view."""
        self._tabs.show_current(place)
        self._stack.setCurrentIndex(place)

    def tab(self) -> int:
        return self._stack.currentIndex()

    def start(self) -> None:
        """Put the focus into the list in view."""
        view = self.views[self.tab()]
        if not view.current_key():
            view.follow(next((row.key for row in view.rows().all() if not row.is_head), ""))
        self.main().setFocus(Qt.FocusReason.OtherFocusReason)

    def main(self) -> QWidget:
        view = self.views[self.tab()]
        return self.back if view.isHidden() else view

    def copied(self) -> str:
        row = self.views[self.tab()].current_row()
        if not isinstance(row, SaidRow):
            return row.spoken if row else ""
        words = row.words or f"{row.value} {row.beside}".strip()
        where = ", ".join(part for part in (self.profile.name, row.where, row.day) if part)
        return f"{words}\n{where}"

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for part in (self.quotes, self.numbers, self.differing, self.words, self.names):
            part.set_theme(theme)
        self._tabs.set_theme(theme)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._tabs.step(event):
            super().keyPressEvent(event)

    # Inside

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.title, 1)
        top.addWidget(self.unite)
        who = QVBoxLayout()
        who.setContentsMargins(SIDE, 16, SIDE, 12)
        who.setSpacing(6)
        who.addLayout(top)
        for part in (self.names, self.taken, self.roles, self.counts):
            who.addWidget(part)
        who.addSpacing(4)
        who.addWidget(self.words)
        self.body.addLayout(who)
        heads = QFrame()
        heads.setObjectName("overHead")
        row = QHBoxLayout(heads)
        row.setContentsMargins(SIDE - 6, 0, SIDE, 0)
        row.setSpacing(0)
        for place, name in enumerate(TABS):
            button = TabButton(tr(name), self.theme)
            self._tabs.addButton(button, place)
            row.addWidget(button)
        row.addStretch()
        self.body.addWidget(heads)
        for view, nothing in zip(self.views, self._nothing, strict=True):
            nothing.setContentsMargins(SIDE, 24, SIDE, 24)
            nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            nothing.setWordWrap(True)
            nothing.hide()
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(SIDE - 14, 0, SIDE - 14, 0)
            column.setSpacing(0)
            column.addWidget(nothing, 1)
            column.addWidget(view, 1)
            self._stack.addWidget(page)
        self.body.addWidget(self._stack, 1)

    def _show(self, place: int, rows: Sequence[Row]) -> None:
        self.views[place].show_rows(rows)
        self.views[place].setVisible(bool(rows))
        self._nothing[place].setVisible(not rows)

    def _button(self, place: int) -> TabButton:
        button = self._tabs.button(place)
        assert isinstance(button, TabButton)
        return button

    def _open(self, chosen: SaidRow | Half) -> None:
        self.opened.emit(chosen.reading, chosen.place, chosen.mark)


class WordsBar(QWidget):
    """How many words are the speaker's own, solid, and how many reported, hatched."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shares = (0, 0)
        self._bar = _Bar(self)
        self.text = label("", second=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._bar)
        column.addWidget(self.text)

    def tell(self, quoted: int, reported: int) -> None:
        self._shares = (quoted, reported)
        self.text.setText(
            tr(
                "{words} words: {quoted} in quotation marks (solid), {reported} reported (hatched).",
                words=quoted + reported,
                quoted=quoted,
                reported=reported,
            )
        )
        self.setVisible(quoted + reported > 0)
        self._bar.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._bar.update()

    def paint(self, painter: QPainter, width: int) -> None:
        """Draw the bar into a strip so many pixels wide."""
        quoted, reported = self._shares
        solid = round(width * quoted / max(1, quoted + reported))
        pen = Pen(painter, self._theme)
        if reported:
            pen.hatched(QRectF(solid, 0, max(3, width - solid), 8), "srcR", 1.5)
        if quoted:
            pen.solid(QRectF(0, 0, max(3, solid), 8), "srcR", 1.5)


class _Bar(QWidget):
    def __init__(self, owner: WordsBar) -> None:
        super().__init__()
        self._owner = owner
        self.setFixedHeight(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._owner.paint(painter, min(self.width(), 420))
        painter.end()


class _Names(QWidget):
    """The names united with the speaker's, each with a cross."""

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.chips: list[TakenChip] = []
        self._flow = FlowLayout()
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._flow)

    def show_names(self, names: Sequence[str], theme: Theme) -> None:
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [
            TakenChip(name, later("Separate “{name}”: let it be a speaker of its own"), theme)
            for name in names
        ]
        for name, chip in zip(names, self.chips, strict=True):
            chip.clicked.connect(lambda _=False, name=name: self.taken.emit(name))
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(names))
        self.updateGeometry()

    def set_theme(self, theme: Theme) -> None:
        for chip in self.chips:
            chip.set_theme(theme)


def counted(profile: Profile) -> str:
    """Say how much there is of a speaker, and from when to when."""
    quotes = ntr("{count} quote", "{count} quotes", profile.quotes)
    first, last = short_day(profile.first), short_day(profile.last)
    if not first:
        return ntr(
            "{quotes} in {count} reading.",
            "{quotes} in {count} readings.",
            profile.readings,
            quotes=quotes,
        )
    if first == last:
        return ntr(
            "{quotes} in {count} reading, {day}.",
            "{quotes} in {count} readings, {day}.",
            profile.readings,
            quotes=quotes,
            day=first,
        )
    return ntr(
        "{quotes} in {count} reading, from {first} to {last}.",
        "{quotes} in {count} readings, from {first} to {last}.",
        profile.readings,
        quotes=quotes,
        first=first,
        last=last,
    )
