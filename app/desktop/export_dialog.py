"""The window that asks what to export, shows how it will look, and asks where to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.desktop.controls import ChoiceButton, LinkButton, PrimaryButton, label
from app.desktop.dialog_foot import cancel_button, foot
from app.desktop.export_options import ExportOptions
from app.desktop.export_preview import ExportPreview, Previewing, Shown
from app.desktop.password import PasswordDialog
from app.desktop.pens import Face, Pen
from app.language import later, ntr, tr
from app.reading.exports import Choice, Gathered, Offered
from app.reading.failures import ExportFailure, Failure, PasswordNeeded
from app.reading.naming import FIELDS, PATTERN, check_pattern
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme

SIZE = (1040, 680)
LIST_WIDTH, OPTIONS_WIDTH = 268, 262
ROW_HIGH = 58

INTO = {
    Gathered.ONE: later("One file, with contents"),
    Gathered.FOLDER: later("A file each, in a folder"),
    Gathered.ZIP: later("Everything, to be imported again"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader wants; `gathered` is None for the file of one reading."""

    offered: Offered
    choice: Choice
    gathered: Gathered | None = None
    pattern: str = PATTERN


class _Row(QStyledItemDelegate):
    """Paints a format: its name, and in a line or two what it is good for."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = Face(pane_font(13, QFont.Weight.Medium))
        self._about = Face(pane_font(12))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(LIST_WIDTH - 20, ROW_HIGH)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        offered = index.data(Qt.ItemDataRole.UserRole)
        state = QStyle.StateFlag
        selected = bool(option.state & state.State_Selected)
        rect, theme = option.rect, self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or option.state & state.State_MouseOver:
            painter.fillRect(rect, theme.color("sel" if selected else "hover"))
        if selected:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.color("accent"))
        pen = Pen(painter, theme, on_selected=selected)
        x, room = rect.left() + 14, rect.width() - 24
        pen.write(self._name, "ink", x, rect.top() + 5, tr(offered.label), 18)
        lines = self._about.lines(tr(offered.about), room, 2)
        for number, words in enumerate(lines):
            pen.write(self._about, pen.quiet, x, rect.top() + 23 + 15 * number, words, 16)
        if option.state & state.State_HasFocus:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


class ExportDialog(QDialog):
    """Asks which form, what goes in, and for several readings what they are made into."""

    wanted = Signal(object)  # Wanted: the reader is to be asked where to

    def __init__(
        self,
        what: str,
        first: Wanted,
        previewing: Previewing,
        theme: Theme,
        *,
        several: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        """Make it for the reading called `what`, or for `several` of that name."""
        super().__init__(parent)
        self.setWindowTitle(tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._several, self._first = several, first
        self._previewing = previewing
        self._all: tuple[Offered, ...] = ()
        self._locked: tuple[str, Failure] | None = None  # the form a password is needed for, why
        self.template = ""  # Sayso's own, to begin one's own with
        previewing.setParent(self)
        previewing.made.connect(self._show_made)
        previewing.failed.connect(self._show_failure)
        self.into = ChoiceButton(tr("What they are made into"), tuple(INTO.values()))
        self.into.set_theme(theme)
        self.into.show_choice(INTO[first.gathered or Gathered.ONE])
        self.into.picked.connect(lambda _name: self._into_changed())
        self.formats = QListWidget()
        self.formats.setAccessibleName(tr("Form"))
        self.formats.setItemDelegate(_Row(theme, self.formats))
        self.formats.setFrameShape(QFrame.Shape.NoFrame)
        self.formats.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.formats.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.formats.setMouseTracking(True)
        self.formats.currentItemChanged.connect(lambda _now, _before: self._format_changed())
        self.options = ExportOptions(first.choice, theme)
        self.options.changed.connect(self._ask)
        self.options.template_wanted.connect(self._change_template)
        self.pattern = QLineEdit(first.pattern)
        self.pattern.setAccessibleName(tr("Names of the files"))
        self.pattern.setFixedHeight(30)
        self.pattern.textChanged.connect(lambda _text: self._judge())
        self.says = label("", trouble=True)
        self.says.setWordWrap(True)
        self.preview = ExportPreview(theme)
        self.preview.page_wanted.connect(lambda page: self._ask(page, at_once=True))
        self.preview.resized.connect(lambda: self._ask(self.preview.at))
        self.export_ = PrimaryButton(tr("Export…"))
        self.export_.setDefault(True)
        self.export_.setToolTip(tr("Choose where to, and export (Enter)"))
        self.export_.clicked.connect(self._want)
        self._what = what
        self._lay_out()
        self._judge()
        self._into_changed()

    def offer(self, formats: Sequence[Offered]) -> None:
        """Offer these formats, the one chosen last at first."""
        self._all = tuple(formats)
        self._fill()

    def chosen(self) -> Wanted | None:
        """Return what is chosen; None while nothing is."""
        gathered = self._gathered()
        item = self.formats.currentItem()
        offered = self._first.offered  # until the others are known, and where it does not matter
        if item is not None and gathered is not Gathered.ZIP:
            offered = item.data(Qt.ItemDataRole.UserRole)
        elif self._all and gathered is not Gathered.ZIP:
            return None
        return Wanted(offered, self.options.choice, gathered, self.pattern.text().strip())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = self.into if self._gathered() is Gathered.ZIP else self.formats
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        self._previewing.stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._previewing.stop()
        super().closeEvent(event)

    # What is chosen

    def _gathered(self) -> Gathered | None:
        if not self._several:
            return None
        return next(one for one, name in INTO.items() if name == self.into.choice)

    def _fill(self) -> None:
        """List the formats that make what is wanted."""
        item = self.formats.currentItem()
        last = item.data(Qt.ItemDataRole.UserRole).name if item else self._first.offered.name
        gathered = self._gathered()
        self.formats.blockSignals(True)
        self.formats.clear()
        for offered in self._all:
            if gathered is Gathered.ONE and not offered.joins:
                continue
            made = QListWidgetItem()
            made.setData(Qt.ItemDataRole.UserRole, offered)
            said = f"{tr(offered.label)}. {tr(offered.about)}".strip(" .")
            made.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            made.setData(Qt.ItemDataRole.ToolTipRole, tr(offered.about))
            self.formats.addItem(made)
            if offered.name == last:
                self.formats.setCurrentItem(made)
        if self.formats.currentItem() is None and self.formats.count():
            self.formats.setCurrentRow(0)
        self.formats.blockSignals(False)
        self._format_changed()

    def _into_changed(self) -> None:
        gathered = self._gathered()
        whole = gathered is Gathered.ZIP
        self._names.setVisible(gathered is Gathered.FOLDER)
        self.formats.setVisible(not whole)
        self._whole.setVisible(whole)
        self._scroll.setVisible(not whole)
        if whole:
            self.into.setFocus(Qt.FocusReason.OtherFocusReason)
            self.preview.say(tr("An archive holds all there is, and is not shown here."))
        else:
            self._fill()
        self._judge()

    def _format_changed(self) -> None:
        wanted = self.chosen()
        if wanted is not None and wanted.gathered is not Gathered.ZIP:
            self.options.show_for(wanted.offered.takes)
            self._ask(0)
        self._judge()

    def _judge(self) -> None:
        trouble = ""
        if self._gathered() is Gathered.FOLDER:
            try:
                check_pattern(self.pattern.text())
            except ExportFailure as failure:
                trouble = str(failure)
        self.says.setText(trouble)
        self.says.setVisible(bool(trouble))
        self.export_.setEnabled(self.chosen() is not None and not trouble)

    def _want(self) -> None:
        wanted = self.chosen()
        if wanted is None:
            return
        if self._locked is not None and wanted.offered.name == self._locked[0]:
            self._ask_password(self._locked[1], then=self._want)
        else:
            self.wanted.emit(wanted)

    def _ask_password(self, failure: Failure, then: Callable[[], None]) -> None:
        """Ask what opens the PDF that is to be annotated, unless that is being asked."""
        if any(one.isVisible() for one in self.findChildren(PasswordDialog)):
            return
        dialog = PasswordDialog(str(failure), self)

        def take(password: str) -> None:
            self._locked = None
            self.options.set_choice(replace(self.options.choice, password=password))
            then()

        dialog.given.connect(take)
        dialog.open()

    def _change_template(self) -> None:
        dialog = TemplateDialog(self.options.choice.template, self.template, self)
        dialog.chosen.connect(self._take_template)
        dialog.open()

    def _take_template(self, words: str) -> None:
        own = "" if words == self.template.strip("\n") else words
        self.options.set_choice(replace(self.options.choice, template=own))
        self._ask()

    # The preview

    def _ask(self, page: int | None = None, *, at_once: bool = False) -> None:
        wanted = self.chosen()
        if wanted is None or wanted.gathered is Gathered.ZIP or not self.isVisible():
            return
        place = self.preview.at if page is None else page
        scale = self.preview.scale()
        self._previewing.ask(wanted.offered.name, wanted.choice, place, scale, at_once=at_once)

    def _show_made(self, shown: Shown) -> None:
        self._locked = None
        for asking in self.findChildren(PasswordDialog):
            asking.reject()
        if self._gathered() is not Gathered.ZIP:
            self.preview.show_made(shown)

    def _show_failure(self, failure: Failure) -> None:
        if self._gathered() is Gathered.ZIP:
            return
        self.preview.say(str(failure))
        wanted = self.chosen()
        if isinstance(failure, PasswordNeeded) and wanted is not None:
            self._locked = wanted.offered.name, failure
            self._ask_password(failure, then=lambda: self._ask(at_once=True))

    # Layout

    def _lay_out(self) -> None:
        self._names = self._naming()
        self._whole = label(
            tr(
                "A ZIP archive with everything there is: originals, texts, marks, notes, tags, "
                "collections and pictures. Sayso imports it again without loss."
            ),
            quiet=True,
        )
        self._whole.setWordWrap(True)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("exportOptions")
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFixedWidth(OPTIONS_WIDTH)
        self._scroll.setWidget(self.options)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._side())
        row.addWidget(self._scroll)
        row.addWidget(self.preview, 1)
        buttons = foot(cancel_button(self), self.export_)
        buttons.setContentsMargins(14, 12, 14, 14)
        buttons.setSpacing(8)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addLayout(row, 1)
        body.addLayout(buttons)
        self.resize(*SIZE)

    def _side(self) -> QWidget:
        """Return the column that says what is exported, and offers the formats."""
        head = label("", strong=True)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setText(self._what)
        head.setWordWrap(True)
        top = QVBoxLayout()
        top.setContentsMargins(14, 0, 12, 0)
        top.setSpacing(8)
        top.addWidget(head)
        for part in (self.into, self._names, self._whole):
            top.addWidget(part)
        self.into.setVisible(bool(self._several))
        side = QWidget()
        side.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.formats, 1)
        column.addStretch(0)
        return side

    def _naming(self) -> QWidget:
        made = QWidget()
        names = QVBoxLayout(made)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(4)
        fields = label(" ".join(f"{{{field}}}" for field in FIELDS), quiet=True)
        fields.setWordWrap(True)
        for part in (label(tr("Names of the files"), head=True), self.pattern, fields, self.says):
            names.addWidget(part)
        return made


class TemplateDialog(QDialog):
    """Changes the template of a page of notes."""

    chosen = Signal(str)

    def __init__(self, words: str, usual: str, parent: QWidget | None = None) -> None:
        """Make it for the reader's own template, "" where Sayso's `usual` one is used."""
        super().__init__(parent)
        self.setWindowTitle(tr("Template"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.words = QPlainTextEdit(words or usual)
        self.words.setAccessibleName(tr("Template"))
        self.words.setTabChangesFocus(True)
        told = label(tr("What stands in braces is filled in for each reading."), quiet=True)
        told.setWordWrap(True)
        self.usual = LinkButton(tr("Use Sayso’s"))
        self.usual.clicked.connect(lambda: self.words.setPlainText(usual))
        self.take = PrimaryButton(tr("Use this"))
        self.take.clicked.connect(self._choose)
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 16, 16, 16)
        body.setSpacing(8)
        body.addWidget(told)
        body.addWidget(self.words, 1)
        body.addLayout(foot(cancel_button(self), self.take, left=(self.usual,)))
        self.resize(560, 460)

    def _choose(self) -> None:
        self.accept()
        self.chosen.emit(self.words.toPlainText().strip("\n"))


def counted(many: int, name: str) -> str:
    """Return how several readings are called: how many, and where they stand."""
    told = ntr("{count} reading", "{count} readings", many)
    return f"{name}: {told}" if name else told
