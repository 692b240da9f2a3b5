"""The main window: puts the panes together, and answers what the reader asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QPaintEvent,
    QUndoStack,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMainWindow,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSplitter,
    QWidget,
)

from app import paths
from app.desktop.actions import THEME_NAMES, Actions
from app.desktop.desk import Desk
from app.desktop.dialogs import AboutDialog, AddressDialog, KeysDialog
from app.desktop.incoming import incoming, is_address
from app.desktop.inspector import Inspector
from app.desktop.library_pane import LibraryPane
from app.desktop.library_thread import LibraryThread
from app.desktop.notice import Notice, Tone, of_failure
from app.desktop.reading_area import ReadingArea
from app.desktop.sheet import Sheet, new_own, with_note
from app.desktop.status import StatusBar
from app.desktop.style import palette_of, sheet_of
from app.desktop.undo import ChangeOwn, MoveToBin
from app.reading.failures import Failure
from app.reading.marks import Layer
from app.reading.spans import Span
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme, theme_named
from app.settings import LAYERS, Settings

SIZE = (1440, 900)
PANES = (272, 820, 348)
ZOOMS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)
REDRAW_MS = 150
"""Least time between two drawings of marks while they arrive in parts."""


class MainWindow(QMainWindow):
    """The window. Nothing heavy is loaded before it has been painted once."""

    first_painted = Signal()

    def __init__(
        self,
        settings: Settings,
        library_file: Path,
        sources: Sequence[str] = (),
        command: list[str] | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self._sources = tuple(sources)
        self._painted = False
        self._begun = False
        self._only = ""
        self._theme: Theme = theme_named(settings["theme"])
        self.library = LibraryThread(library_file, self)
        self.desk = Desk(self.library, self, command)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(500)
        self.setWindowTitle("Sayso")
        self.setAcceptDrops(True)
        self._dress_application()
        self.area = ReadingArea(self._theme)
        self.reader = self.area.reader
        self.inspector = Inspector(self._theme)
        self.library_pane = LibraryPane(self.library, self._theme)
        self.status = StatusBar()
        self.actions_ = Actions(self, self.reader)
        self._redraw = QTimer(self, singleShot=True, interval=REDRAW_MS)
        self._redraw.timeout.connect(self._draw_marks)
        self._lay_out()
        self._wire()
        self._restore()

    # Starting and ending

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.first_painted.emit()
        self.begin()

    def begin(self) -> None:
        """Start what takes longer than a window may take to show."""
        if self._begun:
            return
        self._begun = True
        self.desk.start()
        self.library.open()
        for number, source in enumerate(self._sources):
            self.desk.open(source, show=number == 0)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.inspector.notes.editor.keep()
        self.desk.remember_place(self.reader.place() if self.area.is_reading() else 0)
        self.settings["geometry"] = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.settings["panes"] = bytes(self.splitter.saveState().toBase64().data()).decode("ascii")
        # Out of sight first: what is not yet written may take a moment.
        self.hide()
        self.desk.close()
        self.library.close()
        event.accept()

    # Layout

    def _lay_out(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for pane in (self.library_pane, self.area, self.inspector):
            self.splitter.addWidget(pane)
        for place, stretch in enumerate((0, 1, 0)):
            self.splitter.setStretchFactor(place, stretch)
        self.setCentralWidget(self.splitter)
        self.setStatusBar(self.status)
        self.actions_.fill(self.menuBar())
        look = QMenu("Colours and size of the text", self)
        for theme in THEME_NAMES:
            look.addAction(self.actions_[f"theme_{theme}"])
        look.addSeparator()
        for name in ("zoom_in", "zoom_out", "zoom_reset"):
            look.addAction(self.actions_[name])
        self.area.look_button.setMenu(look)

    def _restore(self) -> None:
        self.resize(*SIZE)
        self.splitter.setSizes(list(PANES))
        if self.settings["geometry"]:
            self.restoreGeometry(QByteArray.fromBase64(self.settings["geometry"].encode()))
        if self.settings["panes"]:
            self.splitter.restoreState(QByteArray.fromBase64(self.settings["panes"].encode()))
        for layer in LAYERS:
            self._show_layer(layer, layer in self.settings["layers"])
        self.reader.set_zoom(self.settings["zoom"])
        self.status.tell_zoom(self.settings["zoom"])
        self.actions_[f"theme_{self._theme.name}"].setChecked(True)
        self.actions_.set_theme(self._theme)
        self._show_panes()
        self._show_nothing()

    def _wire(self) -> None:
        desk, reader, inspector = self.desk, self.reader, self.inspector
        desk.shown.connect(self._show)
        desk.left.connect(self._show_nothing)
        desk.taken.connect(self._taken)
        desk.marks_changed.connect(self._marks_arrived)
        desk.own_changed.connect(self._own_changed)
        desk.state_changed.connect(self._tell_state)
        desk.told.connect(self.area.banners.tell)
        desk.untold.connect(self.area.banners.untell)
        desk.toasted.connect(self.area.toast.tell)
        desk.progressed.connect(self.area.progress.tell)
        desk.library_changed.connect(self.library_pane.refresh)
        self.library.opened.connect(self._library_opened)
        self.library.failed.connect(self._library_failed)
        self.library.changed.connect(self.library_pane.refresh)
        self.library.waiting_changed.connect(lambda _count: self._tell_state())
        reader.mark_focused.connect(inspector.follow)
        reader.speaker_clicked.connect(self.show_only)
        reader.place_changed.connect(desk.remember_place)
        reader.zoom_asked.connect(lambda step: self.zoom_in() if step > 0 else self.zoom_out())
        inspector.chosen.connect(reader.focus_mark)
        inspector.isolated.connect(self.show_only)
        inspector.note_wanted.connect(self.note)
        inspector.note_kept.connect(self._keep_note)
        inspector.notes.editor.closed.connect(reader.setFocus)
        self.library_pane.reading_chosen.connect(self._reopen)
        self.library_pane.hit_chosen.connect(desk.reopen)
        self.library_pane.open_wanted.connect(self.open_file)
        self.library_pane.bin_wanted.connect(self._bin)
        self.library_pane.focus_text.connect(reader.setFocus)
        self.area.legend.toggled.connect(self.toggle_layer)
        self.area.legend.isolated.connect(self.show_only)
        self.area.library_wanted.connect(self.toggle_library)
        self.area.inspector_wanted.connect(self.toggle_inspector)
        self.area.empty.open_wanted.connect(self.open_file)
        self.area.empty.address_wanted.connect(self.open_address)
        self.area.progress.cancelled.connect(desk.cancel)
        self.undo_stack.canUndoChanged.connect(lambda _can: self._tell_undo())
        self.undo_stack.canRedoChanged.connect(lambda _can: self._tell_undo())
        self.undo_stack.indexChanged.connect(lambda _index: self._tell_undo())
        self._tell_undo()

    # What the desk and the library tell

    def _show(self, sheet: Sheet) -> None:
        self._only = ""
        self.area.legend.speaker.show_only("")
        self.reader.show_reading(sheet.document, sheet.place)
        self.area.show_text(there=True)
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setWindowTitle(f"{sheet.document.title or 'Untitled'} – Sayso")
        self._draw_marks()
        self._taken(sheet)

    def _show_nothing(self) -> None:
        self._only = ""
        self.area.empty.tell(any_readings=self.library_pane.any_readings())
        self.area.show_text(there=False)
        self.area.legend.show_sheet(None)
        self.inspector.show_sheet(None)
        self.library_pane.set_current(None)
        self.setWindowTitle("Sayso")
        self._tell_state()

    def _taken(self, sheet: Sheet) -> None:
        if sheet is self.desk.sheet:
            self.library_pane.set_current(sheet.id)
            if sheet.id is not None:
                self.settings["last_reading"] = sheet.id
            self._tell_state()

    def _marks_arrived(self, sheet: Sheet) -> None:
        if sheet.marked:
            self._redraw.stop()
            self._draw_marks()
        elif not self._redraw.isActive():
            self._redraw.start()

    def _draw_marks(self) -> None:
        sheet = self.desk.sheet
        if sheet is None:
            return
        self.reader.show_marks(sheet.analysis, sheet.own_marks())
        self.area.legend.show_sheet(sheet)
        self.inspector.show_sheet(sheet, self._only or None)
        self.inspector.follow(self.reader.focused())
        self._tell_state()

    def _own_changed(self, sheet: Sheet) -> None:
        self.reader.show_marks(sheet.analysis, sheet.own_marks())
        self.area.legend.show_sheet(sheet)
        self.inspector.show_own(sheet)
        self._tell_state()

    def _library_opened(self, read_only: bool) -> None:
        if read_only:
            self.area.banners.tell(
                Notice(
                    "This library is read-only. Nothing new is saved.", Tone.LOCKED, topic="library"
                )
            )
        self.library_pane.refresh()
        self.library.watch(self.isActiveWindow())
        if not self._sources:
            self._open_last()
        self._tell_state()

    def _open_last(self) -> None:
        """Open what was open last, else the newest reading, else the sample article."""
        last: int = self.settings["last_reading"]

        def decide(ids: list[int]) -> None:
            if self.desk.sheet is not None or self.desk.is_opening():
                return
            if last in ids:
                self.desk.reopen(last)
            elif ids:
                self.desk.reopen(ids[0])
            else:
                self._open_sample()

        self.library.ask(
            lambda library: [row.id for row in library.readings(limit=500)],
            decide,
        )

    def _open_sample(self) -> None:
        sample = paths.resource("sample", "sample.txt")
        if sample.is_file():
            self.desk.open(str(sample))

    def _library_failed(self, failure: Failure) -> None:
        notice = of_failure(failure, topic="library")
        if self.library.usable is False:
            notice = Notice(
                f"{failure} You can read, but nothing is saved.", Tone.FAIL, topic="library"
            )
            if not self._sources and self.desk.sheet is None and not self.desk.is_opening():
                self._open_sample()
        self.area.banners.tell(notice)
        self._tell_state()

    def _tell_state(self) -> None:
        sheet = self.desk.sheet
        self.status.tell_sheet(sheet, self._only)
        self.actions_.enable(sheet is not None, sheet is not None and sheet.id is not None)
        if sheet is None:
            self.status.tell_saved("", "", self._theme)
        elif self.library.usable is False or self.library.read_only:
            self.status.tell_saved("Not saved", "bad", self._theme)
        elif self.library.writing or sheet.id is None:
            self.status.tell_saved("Saving…", "", self._theme)
        else:
            self.status.tell_saved("Saved", "ok", self._theme)

    def _tell_undo(self) -> None:
        for name, can, text in (
            ("undo", self.undo_stack.canUndo(), self.undo_stack.undoText()),
            ("redo", self.undo_stack.canRedo(), self.undo_stack.redoText()),
        ):
            action = self.actions_[name]
            action.setEnabled(can)
            action.setText(f"{name.capitalize()} {text}".strip())

    # File

    def open_file(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self, "Open articles", "", "Articles (*.txt *.html *.htm *.xhtml);;All files (*)"
        )
        self.open_sources(names)

    def open_address(self) -> None:
        text = QGuiApplication.clipboard().text().strip()
        dialog = AddressDialog(text if is_address(text) else "", self)
        dialog.chosen.connect(self.desk.open)
        dialog.open()

    def open_sources(self, sources: Sequence[str]) -> None:
        """Open the first and keep the rest in the library."""
        for number, source in enumerate(sources):
            self.desk.open(source, show=number == 0)

    def paste(self) -> None:
        found = incoming(QGuiApplication.clipboard().mimeData())
        if found.sources:
            self.open_sources(found.sources)
        elif found:
            self.desk.paste(found.text, found.html)
        else:
            self.area.toast.tell(Notice("There is no article on the clipboard."))

    def export_pdf(self) -> None:
        sheet = self.desk.sheet
        if sheet is None:
            return
        name = "".join(c for c in sheet.document.title if c.isalnum() or c in " -_")[:80].strip()
        path, _ = QFileDialog.getSaveFileName(
            self, "Export annotated PDF", f"{name or 'article'}.pdf", "PDF (*.pdf)"
        )
        if path:
            self.desk.export_pdf(
                path if path.lower().endswith(".pdf") else f"{path}.pdf", self.settings["reader"]
            )

    # Edit

    def undo(self) -> None:
        self.inspector.notes.editor.keep()
        self.undo_stack.undo()

    def redo(self) -> None:
        self.undo_stack.redo()

    def copy(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            focus.copy()
        else:
            self.reader.copy()

    # View

    def toggle_layer(self, layer: str) -> None:
        self._show_layer(layer, layer not in self.settings["layers"])

    def _show_layer(self, layer: str, shown: bool) -> None:
        wanted = (
            {*self.settings["layers"], layer} if shown else {*self.settings["layers"]} - {layer}
        )
        self.settings["layers"] = [name for name in LAYERS if name in wanted]
        self.reader.set_layer_visible(Layer(layer), shown)
        self.area.legend.set_on(Layer(layer), shown)
        self.actions_[f"layer_{layer}"].setChecked(shown)

    def choose_theme(self, name: str) -> None:
        self.settings["theme"] = name
        self._theme = theme_named(name)
        self._dress_application()
        for part in (self.area, self.inspector, self.library_pane, self.actions_):
            part.set_theme(self._theme)
        self.actions_[f"theme_{name}"].setChecked(True)
        self._tell_state()

    def _dress_application(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if application.style().objectName() != "fusion":
            application.setStyle("fusion")
        application.setFont(pane_font())
        application.setPalette(palette_of(self._theme))
        self.setStyleSheet(sheet_of(self._theme))

    def zoom_in(self) -> None:
        self._zoom(next((step for step in ZOOMS if step > self.settings["zoom"]), ZOOMS[-1]))

    def zoom_out(self) -> None:
        steps = [step for step in ZOOMS if step < self.settings["zoom"]]
        self._zoom(steps[-1] if steps else ZOOMS[0])

    def zoom_reset(self) -> None:
        self._zoom(100)

    def _zoom(self, percent: int) -> None:
        self.settings["zoom"] = percent
        self.reader.set_zoom(percent)
        self.status.tell_zoom(percent)

    def toggle_library(self) -> None:
        self.library_pane.setVisible(not self.library_pane.isVisible())
        self._show_panes()

    def toggle_inspector(self) -> None:
        self.inspector.setVisible(not self.inspector.isVisible())
        self._show_panes()

    def _show_panes(self) -> None:
        self.actions_["pane_library"].setChecked(not self.library_pane.isHidden())
        self.actions_["pane_inspector"].setChecked(not self.inspector.isHidden())

    def show_tab(self, place: int) -> None:
        self.inspector.show()
        self._show_panes()
        self.inspector.show_tab(place)
        self.inspector.follow(self.reader.focused())

    def next_pane(self) -> None:
        self._go_to_pane(1)

    def previous_pane(self) -> None:
        self._go_to_pane(-1)

    def _go_to_pane(self, step: int) -> None:
        panes = [
            pane for pane in (self.library_pane, self.area, self.inspector) if pane.isVisible()
        ]
        focus = QApplication.focusWidget()
        here = next(
            (n for n, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), 0
        )
        targets: dict[QWidget, QWidget] = {
            self.library_pane: self.library_pane.view,
            self.area: self.reader if self.area.is_reading() else self.area.empty,
            self.inspector: self.inspector.current().view,
        }
        targets[panes[(here + step) % len(panes)]].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Reading

    def next_mark(self) -> None:
        self.reader.focus_next()

    def previous_mark(self) -> None:
        self.reader.focus_previous()

    def show_card(self) -> None:
        self.reader.show_card()

    def highlight(self) -> None:
        sheet, span = self.desk.sheet, self._wanted_span()
        if sheet is None:
            return
        if span is None:
            self.area.toast.tell(Notice("Select words first, then press H."))
            return
        same = next((own for own in sheet.own.values() if own.span == span), None)
        if same is not None:
            self.undo_stack.push(ChangeOwn(self.desk, sheet, same, None))
        else:
            self.undo_stack.push(ChangeOwn(self.desk, sheet, None, new_own(sheet.document, span)))
        self.reader.clear_selection()

    def note(self) -> None:
        sheet, span = self.desk.sheet, self._wanted_span()
        if sheet is None:
            return
        if span is None:
            self.area.toast.tell(Notice("Select words first, then press N."))
            return
        own = next((own for own in sheet.own.values() if own.span == span), None)
        if own is None:
            own = new_own(sheet.document, span)
            self.undo_stack.push(ChangeOwn(self.desk, sheet, None, own))
        self.reader.clear_selection()
        self.inspector.show()
        self._show_panes()
        self.reader.focus_mark(own.id)
        self.inspector.edit_note(own.id)

    def remove_own(self) -> None:
        sheet = self.desk.sheet
        own = sheet.own.get(self.reader.focused()) if sheet is not None else None
        if sheet is None or own is None:
            self.area.toast.tell(Notice("Go to one of your highlights first."))
            return
        self.undo_stack.push(ChangeOwn(self.desk, sheet, own, None))
        self.area.toast.tell(Notice("Highlight removed.", action="Undo", do=self.undo))

    def _wanted_span(self) -> Span | None:
        selected = self.reader.selected_span()
        if selected is not None or self.desk.sheet is None:
            return selected
        return self.desk.sheet.span_of(self.reader.focused())

    def _keep_note(self, own_id: str, note: str) -> None:
        sheet = self.desk.sheet
        own = sheet.own.get(own_id) if sheet is not None else None
        if sheet is not None and own is not None:
            self.undo_stack.push(ChangeOwn(self.desk, sheet, own, with_note(own, note)))

    def only_speaker(self) -> None:
        """Show only what the speaker of the mark in focus says; everyone when it is so already."""
        sheet, target = self.desk.sheet, self.reader.focused()
        if sheet is None:
            return
        speaker = speaker_of(sheet, target)
        if not speaker:
            self.area.toast.tell(Notice("Go to a quote first, then press S."))
            return
        self.show_only("" if self._only == speaker else speaker)

    def everyone(self) -> None:
        self.show_only("")

    def show_only(self, speaker: str) -> None:
        """Show only one speaker's words, "" for everyone's."""
        if self.desk.sheet is None:
            return
        self._only = speaker
        self.reader.isolate_speaker(speaker or None)
        self.area.legend.speaker.show_only(speaker)
        self.inspector.show_sheet(self.desk.sheet, speaker or None)
        self.inspector.follow(self.reader.focused())
        self._tell_state()

    # Library

    def search(self) -> None:
        self.library_pane.show()
        self._show_panes()
        self.library_pane.start_search()

    def move_to_bin(self) -> None:
        sheet = self.desk.sheet
        if sheet is not None and sheet.id is not None:
            self._bin(sheet.id)

    def _reopen(self, reading: int) -> None:
        if self.desk.sheet is None or self.desk.sheet.id != reading:
            self.desk.reopen(reading)

    def _bin(self, reading: int) -> None:
        title = self.library_pane.title_of(reading)
        self.undo_stack.push(MoveToBin(self.desk, reading, title))
        self.area.toast.tell(Notice("Moved to the bin.", action="Undo", do=self.undo))

    # Help

    def show_keys(self) -> None:
        KeysDialog(self).open()

    def show_about(self) -> None:
        AboutDialog(self).open()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.area.progress.isVisible():
                self.desk.cancel()
            else:
                self.reader.hide_card()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and hasattr(self, "library"):
            self.library.watch(self.isActiveWindow())
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if incoming(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found = incoming(event.mimeData())
        if found.sources:
            self.open_sources(found.sources)
        elif found:
            self.desk.paste(found.text, found.html)
        event.acceptProposedAction()


def speaker_of(sheet: Sheet, target: str) -> str:
    """Return who says what a mark stands for, "" where nobody does."""
    for attribution in sheet.analysis.attributions:
        if attribution.id == target:
            return attribution.speaker or ""
    for quantity in sheet.analysis.quantities:
        if quantity.id == target and quantity.claimed_by:
            return quantity.claimed_by[0]
    return ""
