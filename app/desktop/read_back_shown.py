"""The window that shows what another program did to an exported PDF, to be taken over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.desktop.check_box import CheckBox
from app.desktop.controls import PrimaryButton, label
from app.desktop.dialog_foot import cancel_button, foot
from app.language import ntr, tr
from app.reading.brought_back import Added, Aspect, Changed, Deleted, Difference, is_offered_only

_SHORT = 70
_LONG = 400
"""Characters that are shown of marked words, and of a note."""

_INDENT = 26


class ReadBackDialog(QDialog):
    """Lists every difference with a tick; what would take something away has none at first."""

    chosen = Signal(list)  # of Difference

    def __init__(
        self,
        title: str,
        text: str,
        found: Sequence[Difference],
        parent: QWidget | None = None,
    ) -> None:
        """Show what was found in a PDF of the reading with this title and text."""
        super().__init__(parent)
        self.setWindowTitle(tr("Read back notes"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._found = list(found)
        said = label(
            ntr(
                "{count} change was made in the PDF of “{title}”.",
                "{count} changes were made in the PDF of “{title}”.",
                len(found),
                title=title,
            ),
            strong=True,
        )
        said.setWordWrap(True)
        self.ticks: list[CheckBox] = []
        rows = QWidget()
        below = QVBoxLayout(rows)
        below.setContentsMargins(0, 0, 8, 0)
        below.setSpacing(10)
        for difference in found:
            below.addLayout(self._row(list(_lines(text, difference)), difference))
        below.addStretch()
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setAccessibleName(tr("Changes in the PDF"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(rows)
        self.take = PrimaryButton("")
        self.take.setDefault(True)
        self.take.clicked.connect(self._take)
        body = QVBoxLayout(self)
        body.setContentsMargins(20, 16, 20, 16)
        body.setSpacing(10)
        body.addWidget(said)
        body.addWidget(area, 1)
        if any(map(is_offered_only, found)):
            hint = label(
                tr("What has no tick would take something away here: tick it to have it done."),
                second=True,
            )
            hint.setWordWrap(True)
            body.addWidget(hint)
        body.addLayout(foot(cancel_button(self), self.take))
        self.resize(620, 460)
        self._count()
        self.ticks[0].setFocus()

    def _row(self, lines: list[str], difference: Difference) -> QVBoxLayout:
        """Return a tick with what was done, and below it what is new."""
        tick = CheckBox(lines[0])
        tick.setShortcut("")  # an "&" among the words is no key
        tick.setAccessibleName(". ".join(lines))
        tick.setChecked(not is_offered_only(difference))
        tick.toggled.connect(lambda _on: self._count())
        self.ticks.append(tick)
        row = QVBoxLayout()
        row.setSpacing(2)
        row.addWidget(tick)
        for line in lines[1:]:
            said = label(line, second=True)
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setWordWrap(True)
            said.setContentsMargins(_INDENT, 0, 0, 0)
            row.addWidget(said)
        return row

    def _ticked(self) -> list[Difference]:
        pairs = zip(self.ticks, self._found, strict=True)
        return [difference for tick, difference in pairs if tick.isChecked()]

    def _count(self) -> None:
        count = len(self._ticked())
        self.take.setText(
            ntr("Take over {count} change", "Take over {count} changes", count)
            if count
            else tr("Take over")
        )
        self.take.setEnabled(bool(count))

    def _take(self) -> None:
        ticked = self._ticked()
        self.accept()
        self.chosen.emit(ticked)


def _lines(text: str, difference: Difference) -> Iterator[str]:
    """Yield what a row says: what was done, and what is new."""
    if isinstance(difference, Added):
        words, note = _short(difference.own.anchor.exact), difference.own.note
        if note:
            yield tr("New note on “{words}”", words=words)
            yield _short(note, _LONG)
        else:
            yield tr("New highlight: “{words}”", words=words)
    elif isinstance(difference, Changed):
        yield from _changes(text, difference)
    elif isinstance(difference, Deleted):
        yield tr("Deleted there: “{words}”", words=_short(difference.own.anchor.exact))
        if difference.own.note:
            yield _short(difference.own.note, _LONG)
        if difference.both:
            yield tr("It was changed here since.")
    else:
        yield tr("Mark deleted there: “{words}”", words=_short(difference.words))
        yield tr("Taken over, it counts as rejected.")


def _changes(text: str, difference: Changed) -> Iterator[str]:
    words, after = _short(difference.before.anchor.exact), difference.after
    if Aspect.NOTE in difference.what:
        yield tr("Note changed on “{words}”", words=words)
        yield _short(after.note, _LONG) if after.note else tr("The note was taken away.")
    if Aspect.PLACE in difference.what:
        yield tr("Moved: “{words}”", words=words)
        yield tr("to “{words}”", words=_short(text[slice(*after.span)]))
    if Aspect.TAGS in difference.what:
        yield tr("Tags changed on “{words}”", words=words)
        yield ", ".join(after.tags) or tr("No tags any more.")
    if difference.both:
        yield tr("It was changed here since; that change would be lost.")


def _short(words: str, most: int = _SHORT) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
