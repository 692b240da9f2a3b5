"""The inspector's list of the reader's own highlights, and the editor for their notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.desktop.controls import PrimaryButton, label
from app.desktop.copies import notes_as_text
from app.desktop.keyed import with_key
from app.desktop.pens import INSET, Face, Pen
from app.desktop.row_view import RowDelegate
from app.desktop.rows import Head, Row
from app.desktop.selected_bar import Act
from app.desktop.sheet import Sheet, paragraph_at
from app.desktop.tab import Tab
from app.desktop.tab_order import lead_through
from app.language import later, number, short_day, tr
from app.reading.annotation import OwnAnnotation, Standing
from app.rendering.fonts import article_font, pane_font
from app.rendering.palette import Theme

SAME = 0.985
"""Words less alike than this to those that were marked are said to have changed."""

_ASIDE = {
    Standing.WHOLE: later("To the whole reading"),
    Standing.LOST: later("Without a place in this text"),
}


@dataclass(frozen=True)
class NoteRow(Row):
    """One highlight: its words, the note, and where and when it was made."""

    words: str = ""
    note: str = ""
    where: str = ""
    placed: bool = True


class NoteDelegate(RowDelegate):
    """Paints the highlighted words with a yellow edge, the note below, place and time below that."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._words = Face(article_font(14.5))
        self._note = Face(pane_font(13))
        self._where = Face(pane_font(12))

    def _parts(self, row: NoteRow, width: int) -> tuple[list[str], list[str]]:
        room = width - 2 * INSET
        words = self._words.lines(row.words, room - 12, 2) if row.words else []
        note = self._note.lines(row.note, room, 6) if row.note else []
        return words, note

    def height(self, row: Row, width: int) -> int:
        assert isinstance(row, NoteRow)
        words, note = self._parts(row, width)
        return 10 + 20 * len(words) + (5 + 18 * len(note) if note else 0) + 4 + 16 + 9

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:  # noqa: ARG002
        assert isinstance(row, NoteRow)
        words, note = self._parts(row, rect.width())
        left, y = rect.left() + INSET, rect.top() + 10.0
        if words:
            edge = "markE" if row.placed else "line"
            pen.solid(QRectF(left, y + 1, 3, 20 * len(words) - 2), edge)
        y = pen.write_lines(self._words, "ink2", left + 12, y, words, 20)
        if note:
            y = pen.write_lines(self._note, "ink", left, y + 5, note, 18)
        pen.write(self._where, pen.quiet, left, y + 4, row.where, 16)


class NoteEditor(QWidget):
    """A box to write a note in: Ctrl+Enter or leaving it keeps it, Esc leaves it as it was."""

    kept = Signal(str, str)  # the highlight's id, the note
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = ""
        self._before = ""
        self.box = _Box()
        self.box.setAccessibleName(tr("Note"))
        self.box.setPlaceholderText(tr("Write a note"))
        self.box.setFixedHeight(84)
        self.box.setTabChangesFocus(True)
        self.passage = label("", second=True)
        self.passage.setTextFormat(Qt.TextFormat.PlainText)
        self.passage.setFont(article_font(14.5))
        self.passage.setWordWrap(True)
        done = PrimaryButton(tr("Done"))
        done.clicked.connect(self.keep)
        drop = QPushButton(tr("Cancel"))
        drop.clicked.connect(self.cancel)
        foot = QHBoxLayout()
        foot.addWidget(done)
        foot.addWidget(drop)
        foot.addWidget(label(tr("Ctrl+Enter"), quiet=True))
        foot.addStretch()
        body = QVBoxLayout(self)
        body.setContentsMargins(12, 10, 12, 12)
        body.setSpacing(8)
        body.addWidget(self.passage)
        body.addWidget(self.box)
        body.addLayout(foot)
        self.box.done.connect(self.keep)
        self.box.dropped.connect(self.cancel)
        self.hide()

    @property
    def own(self) -> str:
        """The id of the highlight whose note is being written, "" for none."""
        return self._own

    def edit(self, own: str, words: str, note: str) -> None:
        """Open the box on the note of a highlight; a note being written is kept first."""
        self.keep()
        self._own, self._before = own, note
        self.passage.setText(words)
        self.box.setPlainText(note)
        self.box.moveCursor(self.box.textCursor().MoveOperation.End)
        self.show()
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> None:
        """Keep what is written, and close."""
        if self._own:
            own, note = self._own, self.box.toPlainText().strip()
            self._own = ""
            self.hide()
            if note != self._before:
                self.kept.emit(own, note)
            self.closed.emit()

    def cancel(self) -> None:
        """Close and leave the note as it was."""
        if self._own:
            self._own = ""
            self.hide()
            self.closed.emit()


class _Box(QPlainTextEdit):
    done = Signal()
    dropped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class NotesTab(Tab):
    """The reader's own highlights and notes in text order."""

    name = later("Notes")
    of_marking = False
    several = True
    none_yet = later(
        "Select words and press {highlight} to highlight them, or {note} to write a note."
    )
    wanted = Signal()  # a new note
    place_wanted = Signal(str)  # an annotation without a place is to stand at the selected words
    drop_wanted = Signal(str)  # it is to be deleted
    removal_wanted = Signal(list)  # these annotations are to be deleted

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(NoteDelegate(theme), parent)
        self.editor = NoteEditor()
        self._new = QPushButton(tr("Note"))
        self._new.setToolTip(tr("Write a note to the selected words, or to the mark in focus"))
        with_key(self._new, "note")
        self._new.clicked.connect(self.wanted)
        self.bar.addWidget(self._new)
        self.body.insertWidget(1, self.editor)
        lead_through(self.filter, self._new, self.editor, self.view)
        self.opened.connect(lambda own: QTimer.singleShot(0, self, lambda: self.edit(own)))
        self.set_theme(theme)

    def count_of(self, sheet: Sheet) -> int:
        return len(sheet.own) + len(sheet.aside)

    def rows_of(self, sheet: Sheet) -> Sequence[Row]:
        rows: list[Row] = []
        for own in sheet.own_marks():
            words = " ".join(sheet.document.text[own.start : own.end].split())
            rows.append(_row(own, words, _place(own, paragraph_at(sheet.document, own.start))))
        for standing, head in _ASIDE.items():
            some = [own for own in sheet.aside if own.standing is standing]
            if some:
                count = number(len(some))
                rows.append(Head("", f"{tr(head)}, {count}", tr(head), count))
            rows += [
                _row(own, " ".join(own.anchor.exact.split()), when(own.modified)) for own in some
            ]
        return rows

    def copied(self, rows: Sequence[Row]) -> str:
        """Return highlights with their notes, and where they were read."""
        if self.sheet is None:
            return ""
        own = self.sheet.own | {item.id: item for item in self.sheet.aside}
        notes = [own[row.key] for row in rows if row.key in own]
        return notes_as_text(notes, self.sheet.cited)

    def remove(self) -> None:
        """Ask for the selected annotations to be deleted."""
        self.removal_wanted.emit([row.key for row in self.view.selected()])

    def acts(self) -> Sequence[Act]:
        copy, clear = super().acts()
        tip = tr("Delete the selected highlights, with their notes")
        return copy, Act(tr("Remove"), tip, self.remove), clear

    def menu(self) -> QMenu:
        """Return what can be done with the selected annotations, placed or not."""
        menu = super().menu()
        selected = self.view.selected()
        row = selected[0] if len(selected) == 1 else None
        if isinstance(row, NoteRow) and not row.placed:
            put = menu.addAction(tr("Put it at the selected words"))
            put.triggered.connect(lambda: self.place_wanted.emit(row.key))
            drop = menu.addAction(tr("Delete"))
            drop.triggered.connect(lambda: self.drop_wanted.emit(row.key))
        else:
            menu.addAction(tr("Remove"), self.remove).setEnabled(bool(selected))
        return menu

    def edit(self, own: str) -> None:
        """Open the note of a highlight for writing."""
        if self.sheet is None or own not in self.sheet.own:
            return
        item = self.sheet.own[own]
        words = " ".join(self.sheet.document.text[item.start : item.end].split())
        self.editor.edit(own, words if len(words) < 120 else words[:117] + "…", item.note)


def _place(own: OwnAnnotation, paragraph: int) -> str:
    place = {"number": str(paragraph), "when": when(own.modified)}
    if own.score < SAME:
        alike = round(own.score * 100)
        return tr(
            "Paragraph {number}, {when}, words changed ({alike}% alike)", alike=alike, **place
        )
    return tr("Paragraph {number}, {when}", **place)


def _row(own: OwnAnnotation, words: str, where: str) -> NoteRow:
    said = ". ".join(part for part in (words, own.note, where) if part)
    return NoteRow(own.id, said, words, own.note, where, own.standing is Standing.PLACED)


def when(stamp: str, now: datetime | None = None) -> str:
    """Return a time of the library (ISO 8601 in UTC) as people say it here: "today 14:06"."""
    try:
        time = datetime.fromisoformat(stamp).astimezone()
    except ValueError:
        return ""
    today = (now or datetime.now(UTC)).astimezone().date()
    if time.date() == today:
        return tr("today {time}", time=f"{time:%H:%M}")
    if time.date() == today - timedelta(days=1):
        return tr("yesterday {time}", time=f"{time:%H:%M}")
    return short_day(time.date().isoformat())
