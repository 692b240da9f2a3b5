"""The small form in which a mark is put right: who says it and how, or what a number means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.check_box import CheckBox
from app.desktop.controls import ChoiceButton, PrimaryButton, enlarge_button, icon, label
from app.desktop.figures import BOUNDS, bare
from app.desktop.sheet import Sheet
from app.desktop.tab_order import lead_through
from app.language import later, ntr, tr
from app.reading.amounts import amount, between
from app.reading.attribution import Attribution, AttributionKind
from app.reading.decisions import Mark, Status, about
from app.reading.quantity import Bound, Quantity, QuantityKind
from app.rendering.palette import Theme

WIDTH = 424

KINDS = {
    AttributionKind.DIRECT: later("In their own words"),
    AttributionKind.MIXED: later("Partly in their own words"),
    AttributionKind.INDIRECT: later("In the writer’s words"),
}
STATUSES = {
    Status.OPEN: later("Not checked yet"),
    Status.CHECKED: later("Checked: right"),
    Status.DISPUTED: later("Disputed"),
    Status.WRONG: later("Wrong"),
}
BOUND_NAMES: dict[Bound | None, str] = {
    None: later("exactly"),
    **{bound: name for bound, name in BOUNDS.items() if name},
}
THE_ARTICLE = later("The article itself")


class MarkEditor(QFrame):
    """Asks what a mark is to be; the article's own words stay in sight beside it.

    `kept` carries the mark as it was, as it is to be, and other marks changed with it;
    `checked` how the check of a claim came out, and the evidence. `left` tells that it has closed.
    """

    kept = Signal(object, object, object)  # Mark, Mark, list[tuple[Mark, Mark]]
    checked = Signal(object, object, str)  # Mark, Status, evidence
    dropped = Signal()  # the reader has just made the mark, and does not want it after all
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("markEditor")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(tr("Change the mark"))
        self._theme = theme
        self._form: QuoteForm | NumberForm | None = None
        self._new = False
        self.trouble = label("", trouble=True)
        self.trouble.setWordWrap(True)
        self.save = PrimaryButton(tr("Save"))
        self.save.clicked.connect(self._save)
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(16, 12, 16, 12)
        self._body.setSpacing(8)
        self._body.addWidget(self.trouble)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        self._body.addLayout(foot)
        self.hide()

    def tell(self, sheet: Sheet, mark: Mark, *, new: bool) -> None:
        """Take on the mark to be changed; with `new` the reader has just made it."""
        if self._form is not None:
            self._body.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
        self._new = new
        self.trouble.hide()
        self._form = (
            NumberForm(sheet, mark) if isinstance(mark, Quantity) else QuoteForm(sheet, mark)
        )
        self._form.set_theme(self._theme)
        self._body.insertWidget(0, self._form)
        self.adjustSize()

    def start(self, behind: QWidget) -> None:
        """Let the reader type; the Tab key leads from `behind` into the form."""
        self.show()
        self.raise_()
        if self._form is not None:
            lead_through(behind, self._form, self.cancel, self.save)
            # As with Tab: what is there is selected, to be written over.
            self._form.first().setFocus(Qt.FocusReason.TabFocusReason)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._form is not None:
            self._form.set_theme(theme)

    @property
    def form(self) -> QuoteForm | NumberForm | None:
        return self._form

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        else:
            # Nothing typed here may reach the text behind it.
            event.accept()

    def _save(self) -> None:
        form = self._form
        if form is None:
            return
        try:
            new = form.mark()
        except ValueError as error:
            self.trouble.setText(str(error))
            self.trouble.show()
            self.adjustSize()
            return
        self._close()
        if new != form.old:
            self.kept.emit(form.old, new, form.others(new))
        if isinstance(form, NumberForm) and form.check_changed():
            self.checked.emit(new, form.status(), form.evidence.text().strip())

    def _cancel(self) -> None:
        self._close()
        if self._new:
            self.dropped.emit()

    def _close(self) -> None:
        if self.isVisible():
            self.hide()
            self.left.emit()


class _Form(QWidget):
    """Rows of a label and what is asked beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)

    def row(self, name: str, *fields: QWidget) -> None:
        """Add a row; the first field is called by the label."""
        line = QHBoxLayout()
        line.setSpacing(8)
        for field in fields:
            line.addWidget(field, 1 if field is fields[0] else 0)
        number = self._grid.rowCount()
        if name:
            title = label(name, second=True)
            title.setBuddy(fields[0])
            self._grid.addWidget(title, number, 0)
            if not fields[0].accessibleName():
                fields[0].setAccessibleName(name)
        self._grid.addLayout(line, number, 1)


class QuoteForm(_Form):
    """Asks who says some words, and whether they are the speaker's own."""

    def __init__(self, sheet: Sheet, mark: Mark) -> None:
        super().__init__()
        self.old = mark
        self._sheet = sheet
        found = mark if isinstance(mark, Attribution) else None
        self.speaker = NameField(names_in(sheet), found.speaker if found else "")
        self.unnamed = CheckBox(tr("Not named"))
        self.unnamed.setChecked(bool(found and found.anonymous))
        self.unnamed.setToolTip(tr("The article describes the source without naming it"))
        self.kind = ChoiceButton(tr("Whose words"), tuple(KINDS.values()))
        if found:
            self.kind.pick(KINDS[found.kind])
        self.everywhere = CheckBox()
        self._others = [
            item
            for item in sheet.latest.attributions
            if found and found.speaker and item.speaker == found.speaker and item.id != found.id
        ]
        self.row(tr("Who says so"), self.speaker, self.unnamed)
        self.row(tr("Words"), self.kind)
        if self._others and found:
            self.everywhere.setText(
                ntr(
                    "Change the other quote of “{name}” too",
                    "Change the other {count} quotes of “{name}” too",
                    len(self._others),
                    name=_short(found.speaker or ""),
                )
            )
            # The longest of names is whole over both columns.
            self._grid.addWidget(self.everywhere, self._grid.rowCount(), 0, 1, 2)
        self.everywhere.setVisible(False)
        self.speaker.textChanged.connect(self._renamed)
        self.unnamed.toggled.connect(self._renamed)

    def first(self) -> QWidget:
        return self.speaker

    def set_theme(self, theme: Theme) -> None:
        self.kind.set_theme(theme)
        self.speaker.set_theme(theme)

    def mark(self) -> Mark:
        """Return the mark as it is to be; raise ValueError with what is wrong."""
        name = " ".join(self.speaker.text().split())
        if not name:
            raise ValueError(tr("Write who says so, or how the article describes them."))
        old = self.old
        if not isinstance(old, Attribution):
            from app.reading.corrections import attribution_of  # noqa: PLC0415 (rarely needed)

            text = self._sheet.document.text
            old = attribution_of(self._sheet.latest, old.span, text, None, old.id)
        kind = next(kind for kind, words in KINDS.items() if words == self.kind.choice)
        return replace(old, speaker=name, anonymous=self.unnamed.isChecked(), kind=kind)

    def others(self, new: Mark) -> list[tuple[Mark, Mark]]:
        """Return the other marks that change with this one, each as it was and as it is to be."""
        if not self.everywhere.isChecked() or not isinstance(new, Attribution):
            return []
        return [
            (item, replace(item, speaker=new.speaker, anonymous=new.anonymous))
            for item in self._others
        ]

    def _renamed(self, _text: object = None) -> None:
        old = self.old
        same = isinstance(old, Attribution) and (
            self.speaker.text().strip() == (old.speaker or "")
            and self.unnamed.isChecked() == old.anonymous
        )
        shown = bool(self._others) and not same
        if self.everywhere.isVisible() != shown:
            self.everywhere.setVisible(shown)
            window = self.parentWidget()
            if window is not None:
                window.adjustSize()


class NumberForm(_Form):
    """Asks what a number says, of what, by whom, and how its check came out."""

    def __init__(self, sheet: Sheet, mark: Quantity) -> None:
        super().__init__()
        self.old = mark
        self._claimant = mark.claimed_by[0] if mark.claimed_by else ""
        decision = about(sheet.decisions, mark)
        self._status = decision.status if decision else Status.OPEN
        self._evidence = decision.evidence if decision else ""
        self.value = QLineEdit(_value(mark))
        self.value.setPlaceholderText(tr("2,400 or 38 to 45 million"))
        self.bound = ChoiceButton(tr("How exactly"), tuple(BOUND_NAMES.values()))
        bound = mark.bound if mark.bound in BOUND_NAMES else None
        self.bound.pick(BOUND_NAMES[bound])
        self.unit = QLineEdit(mark.unit or "")
        self.unit.setPlaceholderText(tr("people, %, USD, km"))
        self.subject = QLineEdit(mark.subject or "")
        self.subject.setPlaceholderText(tr("what is counted or measured"))
        article = tr(THE_ARTICLE)
        self.claimant = NameField(names_in(sheet), self._claimant or article, (article,))
        self.claim = CheckBox(tr("A claim that can be checked"))
        self.claim.setChecked(mark.claim)
        self.check = ChoiceButton(tr("How its check came out"), tuple(STATUSES.values()))
        self.check.pick(STATUSES[self._status])
        self.evidence = QLineEdit(self._evidence)
        self.evidence.setPlaceholderText(tr("an address, a document or a person"))
        for field in (self.value, self.unit, self.subject, self.evidence):
            field.setFixedHeight(28)
        self.row(tr("Value"), self.value, self.bound)
        self.row(tr("Unit"), self.unit)
        self.row(tr("Subject"), self.subject)
        self.row(tr("Claimed by"), self.claimant)
        self.row("", self.claim)
        self.row(tr("Check"), self.check)
        self.row(tr("Evidence"), self.evidence)

    def first(self) -> QWidget:
        return self.value

    def set_theme(self, theme: Theme) -> None:
        self.bound.set_theme(theme)
        self.check.set_theme(theme)
        self.claimant.set_theme(theme)

    def mark(self) -> Mark:
        """Return the number as it is to be; raise ValueError with what is wrong."""
        typed = self.value.text().strip()
        mark: Quantity = self.old
        bound = next(b for b, name in BOUND_NAMES.items() if name == self.bound.choice)
        if typed != _value(mark) or bound != (mark.bound if mark.bound in BOUND_NAMES else None):
            value, low, high = _figures(typed, bound)
            mark = replace(mark, bound=bound, value=value, low=low, high=high)
        unit = self.unit.text().strip() or None
        if unit != mark.unit:
            mark = replace(mark, unit=unit, unit_text=None, kind=_kind(unit, mark.kind))
        subject = " ".join(self.subject.text().split()) or None
        claimant = " ".join(self.claimant.text().split())
        claimant = "" if claimant == tr(THE_ARTICLE) else claimant
        if claimant != self._claimant:
            inner = (claimant,) if claimant else ()
            mark = replace(mark, claimed_by=(*inner, *mark.claimed_by[1:]) if inner else ())
        return replace(mark, subject=subject, claim=self.claim.isChecked())

    def others(self, new: Mark) -> list[tuple[Mark, Mark]]:  # noqa: ARG002 -- as the other form has it
        return []

    def status(self) -> Status:
        return next(status for status, name in STATUSES.items() if name == self.check.choice)

    def check_changed(self) -> bool:
        """Tell whether anything was said about the check."""
        return (self.status(), self.evidence.text().strip()) != (self._status, self._evidence)


class NameField(QLineEdit):
    """A field for a speaker's name that offers those who are known; others can be written."""

    def __init__(self, names: Sequence[str], name: str | None, before: Sequence[str] = ()) -> None:
        super().__init__(name or "")
        self.setFixedHeight(28)
        self.setPlaceholderText(tr("a name, or how the article describes them"))
        completer = QCompleter([*before, *names], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(12)
        self.setCompleter(completer)
        self._all = self.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._all.setText(tr("Who speaks in the article"))
        self._all.triggered.connect(self._offer_all)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        enlarge_button(self)

    def set_theme(self, theme: Theme) -> None:
        self._all.setIcon(icon("chevron-down", theme.color("ink3")))

    def _offer_all(self) -> None:
        completer = self.completer()
        if completer is not None:
            completer.setCompletionPrefix("")
            completer.complete()


def names_in(sheet: Sheet) -> list[str]:
    """Return the speakers of an article, those with most quotes first."""
    counted = Counter(item.speaker for item in sheet.latest.attributions if item.speaker)
    known = [speaker.name for speaker in sheet.latest.speakers]
    return list(dict.fromkeys([*(name for name, _ in counted.most_common()), *known]))


def _value(mark: Quantity) -> str:
    if mark.value is not None:
        return bare(mark.value)
    ends = [bare(end) for end in (mark.low, mark.high) if end is not None]
    return " to ".join(ends)


def _figures(
    typed: str, bound: Bound | None
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return value, low and high of what was typed; raise ValueError with what is wrong."""
    try:
        ends = between(typed)
        if ends is not None:
            return None, *ends
        value = amount(typed)
    except ValueError as error:
        raise ValueError(
            tr("Write the value in figures: 2,400, 1.5 million, or 38 to 45.")
        ) from error
    exact = bound in (None, Bound.EXACTLY)
    low = exact or bound in (Bound.MORE_THAN, Bound.AT_LEAST)
    high = exact or bound in (Bound.UP_TO, Bound.UNDER)
    return value, value if low else None, value if high else None


def _kind(unit: str | None, kind: QuantityKind) -> QuantityKind:
    """Return the kind of number a unit makes it, where that is plain."""
    if unit in ("%", "percent"):
        return QuantityKind.PERCENT
    if unit is not None and len(unit) == 3 and unit.isupper():
        return QuantityKind.MONEY
    if kind in (QuantityKind.PERCENT, QuantityKind.MONEY):
        return QuantityKind.COUNT
    return kind


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"
