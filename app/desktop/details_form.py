"""What is known of the open reading: cited as, tags, collections, origin, versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.desktop.chips import Chips
from app.desktop.citation_shown import CitationShown
from app.desktop.controls import IconButton, LinkButton, icon, label
from app.desktop.fact_field import ENTER, LINE_HEIGHT, FactField, FactLine, width_of_names
from app.desktop.flow import FlowLayout
from app.desktop.pens import INSET
from app.desktop.status import language_name
from app.language import later, ntr, short_day, tr
from app.reading.citing import FIELDS, asked_for
from app.reading.details import Details
from app.reading.makers import PIPELINE
from app.rendering.palette import Theme

MEDIA = {
    "text/html": (later("Web page"), "html"),
    "application/xhtml+xml": (later("Web page"), "xhtml"),
    "multipart/related": (later("Saved web page"), "mhtml"),
    "application/pdf": (later("PDF"), "pdf"),
    "application/epub+zip": (later("Book"), "epub"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (
        later("Word document"),
        "docx",
    ),
    "application/vnd.oasis.opendocument.text": (later("Text document"), "odt"),
    "application/rtf": (later("Rich text"), "rtf"),
    "text/rtf": (later("Rich text"), "rtf"),
    "text/markdown": (later("Markdown"), "md"),
    "text/plain": (later("Plain text"), "txt"),
    "message/rfc822": (later("E-mail"), "eml"),
}
"""What readers know a media type as, and how a file of it ends."""


class DetailsForm(QScrollArea):
    """Shows the details of a reading; whatever the reader changes is asked for, not done."""

    set_wanted = Signal(str, object)  # a field of the CSL-JSON item, its value
    tags_wanted = Signal(list, list)  # names to give, names to take off
    taken_out = Signal(object)  # a Collection the reading is to leave
    put_wanted = Signal(QPushButton)  # offer collections at this button
    open_wanted = Signal(str)  # an address
    digest_wanted = Signal()
    save_wanted = Signal()
    left_out_wanted = Signal()
    compare_wanted = Signal()
    version_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.details: Details | None = None
        self._theme = theme
        self.setAccessibleName(tr("Details"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("detailsBody")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(INSET, 12, INSET, 16)
        self._column.setSpacing(4)
        self.note = label("", quiet=True)
        self.note.setWordWrap(True)
        self._column.addWidget(self.note)
        self._parts = QWidget()
        self._rows = QVBoxLayout(self._parts)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self._column.addWidget(self._parts)
        self._column.addStretch()
        self._add_facts()
        self._add_shelves()
        self._add_origin()
        self._add_versions()
        self.setWidget(body)
        self.set_theme(theme)
        self.tell_nothing("")

    # Showing

    def show_details(self, details: Details, *, fixed: bool) -> None:
        """Show a reading's details; `fixed` ones cannot be changed."""
        if self.details is not None and details.reading != self.details.reading:
            self.keep()
            self._further = False
            self.citation.tell("", "")
            self.verticalScrollBar().setValue(0)
        self.details = details
        self._fixed = fixed
        for name, field in self.fields.items():
            field.show_value(details.csl.get(name), fixed=fixed)
        self._show_further()
        self.tags.show_names([(name, name) for name in details.tags], fixed=fixed)
        self.collections.show_names([(c, c.name) for c in details.collections], fixed=fixed)
        self._show_origin(details)
        self._show_versions(details)
        self.note.setText(tr("This library is read-only: nothing can be changed here."))
        self.note.setVisible(fixed)
        self._parts.show()

    def tell_nothing(self, why: str) -> None:
        """Show nothing but why there is nothing."""
        self.keep()
        self.details = None
        self.note.setText(why)
        self.note.setVisible(bool(why))
        self._parts.hide()

    def keep(self) -> None:
        """Have what is being written kept."""
        if self.details is not None:
            for field in self.fields.values():
                field.keep()

    def start(self) -> bool:
        """Go to the first fact that is written; False where nothing is shown."""
        if self.details is not None:
            self.fields["title"].editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return self.details is not None

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for field in self.fields.values():
            field.set_theme(theme)
        for chips in (self.tags, self.collections):
            chips.set_theme(theme)
        self.put.setIcon(icon("folder-plus", theme.color("ink2")))
        self.copy_digest.set_theme(theme)
        self.citation.set_theme(theme)

    # Cited as

    def _add_facts(self) -> None:
        self._further = False
        self._head(tr("Cited as"), first=True)
        self.citation = CitationShown()
        self._rows.addWidget(self.citation)
        self.fields: dict[str, FactField] = {}
        for field in FIELDS:
            made = FactField(field, self._theme)
            made.changed.connect(self.set_wanted)
            self.fields[field.name] = made
            self._rows.addWidget(made)
        self.more = LinkButton(tr("More fields"))
        self.more.clicked.connect(self._show_more)
        self._more_row = _behind_name(self.more)
        self._rows.addWidget(self._more_row)

    def _show_more(self) -> None:
        first = next(field for field in self.fields.values() if field.isHidden())
        self._further = True
        self._show_further()
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_further(self) -> None:
        assert self.details is not None
        asked = asked_for(str(self.details.csl.get("type", "")))
        hidden = False
        for name, field in self.fields.items():
            shown = self._further or name in asked or field.is_filled or field.editor.hasFocus()
            field.setVisible(shown)
            hidden |= not shown
        self._more_row.setVisible(hidden and not self._fixed)

    # Tags and collections

    def _add_shelves(self) -> None:
        self._fixed = False
        self._head(tr("Tags"))
        self.new_tag = _NewTag()
        self.new_tag.given.connect(lambda names: self.tags_wanted.emit(names, []))
        self.tags = Chips(later("Take “{name}” off"), self.new_tag, self._theme)
        self.tags.taken.connect(lambda name: self.tags_wanted.emit([], [name]))
        self._rows.addWidget(self.tags)
        self._head(tr("Collections"))
        self.put = QPushButton(tr("Put into…"))
        self.put.setProperty("flat", True)
        self.put.clicked.connect(lambda: self.put_wanted.emit(self.put))
        self.collections = Chips(later("Take the reading out of “{name}”"), self.put, self._theme)
        self.collections.taken.connect(self.taken_out)
        self._rows.addWidget(self.collections)

    # Origin

    def _add_origin(self) -> None:
        self._head(tr("Origin"))
        self.source = self._fact(tr("From"))
        self.open = LinkButton(tr("Open in the browser"))
        self.open.clicked.connect(lambda: self.open_wanted.emit(self._address()))
        self._open_row = _behind_name(self.open)
        self._rows.addWidget(self._open_row)
        self.captured = self._fact(tr("Captured"))
        self.media = self._fact(tr("Original"))
        self.copy_digest = IconButton(tr("Copy the SHA-256"), "copy")
        self.copy_digest.clicked.connect(self.digest_wanted)
        self.digest = self._fact(tr("SHA-256"), self.copy_digest)
        self.text = self._fact(tr("Text"))
        self.marked = self._fact(tr("Marked"))
        self.marker = self._fact(tr("By"))
        self.added = self._fact(tr("Added"))
        self.save = QPushButton(tr("Save the original…"))
        self.save.clicked.connect(self.save_wanted)
        left_out = QPushButton(tr("What was left out…"))
        left_out.clicked.connect(self.left_out_wanted)
        self._rows.addWidget(_side_by_side(self.save, left_out))

    def _show_origin(self, details: Details) -> None:
        original = details.original
        self.source.tell(details.source)
        self._open_row.setVisible(bool(self._address()))
        self.open.setToolTip(self._address())
        self.captured.tell(moment(original.captured) if original else "")
        self.media.tell(media_name(original.media_type) if original else tr("Not kept"))
        self.digest.tell(original.sha256 if original else "")
        self.save.setVisible(original is not None)
        words = ntr("{count} word", "{count} words", details.words)
        self.text.tell(", ".join(filter(None, (words, language_name(details.language)))))
        self.marked.tell(moment(details.marked) if details.pipeline else tr("Not yet"))
        by = details.pipeline
        newest = by in ("", PIPELINE)
        self.marker.tell(by if newest else tr("{pipeline}, which is older", pipeline=by))
        self.added.tell(moment(details.added))

    def _address(self) -> str:
        """Return where the article can be opened in a browser, "" for nowhere."""
        if self.details is None:
            return ""
        known = (str(self.details.csl.get("URL") or ""), self.details.address, self.details.source)
        return next((one for one in known if one.startswith(("https://", "http://"))), "")

    # Versions

    def _add_versions(self) -> None:
        self._versions_head = self._head(tr("Versions"))
        self.earlier = self._fact(tr("Before"))
        self.later = self._fact(tr("After"))
        self.compare = QPushButton(tr("Compare…"))
        self.compare.clicked.connect(self.compare_wanted)
        self.open_earlier = QPushButton(tr("Open the one before"))
        self.open_earlier.clicked.connect(self._open_earlier)
        self.open_later = QPushButton(tr("Open the newer one"))
        self.open_later.clicked.connect(self._open_later)
        self._versions = _side_by_side(self.compare, self.open_earlier, self.open_later)
        self._rows.addWidget(self._versions)

    def _show_versions(self, details: Details) -> None:
        before, after = details.earlier, details.later
        self.earlier.tell(moment(before.added) if before else "")
        self.later.tell(moment(after.added) if after else "")
        for button in (self.compare, self.open_earlier):
            button.setVisible(before is not None)
        self.open_later.setVisible(after is not None)
        any_there = before is not None or after is not None
        self._versions_head.setVisible(any_there)
        self._versions.setVisible(any_there)

    def _open_earlier(self) -> None:
        if self.details is not None and self.details.earlier is not None:
            self.version_wanted.emit(self.details.earlier.id)

    def _open_later(self) -> None:
        if self.details is not None and self.details.later is not None:
            self.version_wanted.emit(self.details.later.id)

    # Parts

    def _head(self, text: str, *, first: bool = False) -> QWidget:
        head = label(text, head=True)
        head.setContentsMargins(0, 0 if first else 18, 0, 4)
        self._rows.addWidget(head)
        return head

    def _fact(self, name: str, beside: QWidget | None = None) -> _Told:
        told = _Told(name, beside)
        self._rows.addWidget(told)
        return told


class _Told(QWidget):
    """A fact that cannot be changed, but selected and copied; out of sight while it is not known."""

    def __init__(self, name: str, beside: QWidget | None) -> None:
        super().__init__()
        words = label(name, second=True)
        words.setFixedWidth(width_of_names())
        self.line = FactLine(name)
        self.line.setReadOnly(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(words)
        row.addWidget(self.line, 1)
        if beside is not None:
            row.addWidget(beside)

    def tell(self, text: str) -> None:
        self.line.show_text(text)
        self.line.setToolTip(text)
        self.setVisible(bool(text))


class _NewTag(QLineEdit):
    """Where tags are written: Enter gives them, Esc empties it.

    `known` returns the tags there are, which it offers.
    """

    given = Signal(list)
    known: Callable[[], Iterable[str]] = tuple

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("fact", True)
        name = tr("Add a tag")
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setToolTip(tr("Write a tag, or several with commas between, and press Enter"))
        width = self.fontMetrics().horizontalAdvance(name) + 20
        self.setFixedSize(max(132, width), LINE_HEIGHT)
        self._offered = QStringListModel(self)
        completer = QCompleter(self._offered, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._offered.setStringList(list(self.known()))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            names = [" ".join(part.split()) for part in self.text().split(",")]
            self.clear()
            if any(names):
                self.given.emit(list(dict.fromkeys(filter(None, names))))
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _behind_name(widget: QWidget) -> QWidget:
    """Return a row with a widget where the values of facts stand."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(width_of_names() + 4, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch()
    return made


def _side_by_side(*buttons: QWidget) -> QWidget:
    """Return buttons one after the other, in two lines where there is no room."""
    made = QWidget()
    flow = FlowLayout(8)
    flow.setContentsMargins(0, 8, 0, 0)
    made.setLayout(flow)
    for button in buttons:
        flow.addWidget(button)
    return made


def moment(stamp: str) -> str:
    """Return a time of the library (ISO 8601 in UTC) as day and time here, "" for none."""
    try:
        time = datetime.fromisoformat(stamp).astimezone()
    except ValueError:
        return ""
    day = short_day(time.date().isoformat())
    return tr("{day}, {time}", day=day, time=f"{time:%H:%M}")


def media_name(media_type: str) -> str:
    """Return what a media type is known as, with itself in brackets."""
    name, _ = MEDIA.get(media_type, ("", ""))
    if not name:
        return media_type
    return f"{tr(name)} ({media_type})" if len(media_type) < 24 else tr(name)


def file_ending(media_type: str) -> str:
    """Return how a file of a media type ends, without the dot."""
    return MEDIA.get(media_type, ("", "bin"))[1]
