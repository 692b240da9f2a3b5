"""The main window: puts the panes together, and shows what the desk and the library tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QSplitter,
    QWidget,
)

from app import paths
from app.desktop.actions import THEME_NAMES, Actions
from app.desktop.announcing import announce, somebody_listens, spoken
from app.desktop.appearance import Appearance, dress
from app.desktop.changes import Changes
from app.desktop.desk import Desk
from app.desktop.doors import Doors
from app.desktop.incoming import incoming
from app.desktop.inspector import LISTED, Inspector
from app.desktop.legend import counts, speakers
from app.desktop.library_pane import LibraryPane
from app.desktop.library_thread import LibraryThread
from app.desktop.notice import Notice, Tone, of_failure
from app.desktop.reading_area import ReadingArea
from app.desktop.sheet import Sheet, paragraphs_marked
from app.desktop.status import StatusBar
from app.desktop.tidying import Tidying
from app.reading.failures import Failure
from app.rendering.palette import theme_named
from app.settings import Settings

REDRAW_MS = 150
"""Least time between two drawings of marks while they arrive in parts."""

MOST_LOOKED_AT = 500
"""How many of the newest readings are looked at for the one that was open last."""


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
        """Make the window; `command` starts a helper process, where not the usual one."""
        super().__init__()
        self.tidying = Tidying(self)
        self.tidying.start()
        self.settings = settings
        self._sources = tuple(sources)
        self._painted = False
        self._begun = False
        self._only = ""
        self.setWindowTitle("Sayso")
        self.setAcceptDrops(True)
        theme = theme_named(settings["theme"])
        dress(self, theme)
        self.library = LibraryThread(library_file, self)
        self.desk = Desk(self.library, self, command)
        self.desk.work_ahead((counts, speakers, paragraphs_marked, *LISTED))
        self.library_pane = LibraryPane(self.library, theme)
        self.area = ReadingArea(theme)
        self.reader = self.area.reader
        self.inspector = Inspector(theme)
        self.status = StatusBar(theme)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.changes = Changes(self.desk, self.reader, self)
        self.doors = Doors(self.desk, settings, self)
        self.appearance = Appearance(
            self, settings, (self.library_pane, self.area, self.inspector), self.splitter
        )
        self.actions_ = Actions(self, self.reader)
        self._redraw = QTimer(self, singleShot=True, interval=REDRAW_MS)
        self._redraw.timeout.connect(self._draw_marks)
        self._relist = QTimer(self, singleShot=True, interval=0)
        self._relist.timeout.connect(self._list_marks)
        self._lay_out()
        self._wire()
        self.appearance.tie(self.actions_, self.status)
        self._show_nothing()

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
        self.actions_.set_theme(self.appearance.theme)
        self.tidying.start()
        self.doors.open(self._sources)
        self.library.open()
        self.desk.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.inspector.notes.editor.keep()
        if self.area.is_reading():
            self.desk.remember_place(self.reader.place())
        self.appearance.remember()
        # Out of sight first: what is not yet written may take a moment.
        self.hide()
        self.desk.close()
        self.library.close()
        self.tidying.stop()
        event.accept()

    # Layout

    def _lay_out(self) -> None:
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for pane in (self.library_pane, self.area, self.inspector):
            self.splitter.addWidget(pane)
        for place, stretch in enumerate((0, 1, 0)):
            self.splitter.setStretchFactor(place, stretch)
        self.setCentralWidget(self.splitter)
        self.setStatusBar(self.status)
        self.actions_.name_menus(self.menuBar())

    def _fill_menus(self) -> None:
        self.actions_.set_theme(self.appearance.theme)
        self.actions_.fill_menus()
        look = QMenu("Colours and size of the text", self)
        for theme in THEME_NAMES:
            look.addAction(self.actions_[f"theme_{theme}"])
        look.addSeparator()
        for name in ("zoom_in", "zoom_out", "zoom_reset"):
            look.addAction(self.actions_[name])
        self.area.look_button.setMenu(look)

    def _wire(self) -> None:
        self._wire_desk()
        self._wire_panes()

    def _wire_desk(self) -> None:
        desk, library, area = self.desk, self.library, self.area
        desk.shown.connect(self._show)
        desk.left.connect(self._show_nothing)
        desk.taken.connect(self._taken)
        desk.marks_changed.connect(self._marks_arrived)
        desk.own_changed.connect(self._own_changed)
        desk.state_changed.connect(self._tell_state)
        desk.told.connect(area.banners.tell)
        desk.untold.connect(area.banners.untell)
        desk.progressed.connect(area.progress.tell)
        desk.library_changed.connect(self.library_pane.refresh)
        for teller in (desk, self.changes, self.doors):
            teller.toasted.connect(area.toast.tell)
            teller.toasted.connect(self._say)
        desk.told.connect(self._say)
        library.opened.connect(self._library_opened)
        library.failed.connect(self._library_failed)
        library.changed.connect(self.library_pane.refresh)
        library.waiting_changed.connect(self._tell_state)

    def _wire_panes(self) -> None:
        desk, area, reader, inspector = self.desk, self.area, self.reader, self.inspector
        look, changes, pane = self.appearance, self.changes, self.library_pane
        reader.mark_focused.connect(self._follow)
        reader.speaker_clicked.connect(self.show_only)
        reader.place_changed.connect(desk.remember_place)
        reader.zoom_asked.connect(look.zoom_step)
        inspector.chosen.connect(reader.focus_mark)
        inspector.isolated.connect(self.show_only)
        inspector.note_wanted.connect(changes.note)
        inspector.note_kept.connect(changes.keep_note)
        inspector.notes.editor.closed.connect(reader.setFocus)
        changes.note_opened.connect(self._open_note)
        changes.note_wanted_shut.connect(inspector.notes.editor.keep)
        changes.stack.indexChanged.connect(self._tell_undo)
        pane.reading_chosen.connect(self._reopen)
        pane.hit_chosen.connect(desk.reopen)
        pane.open_wanted.connect(self.doors.open_file)
        pane.bin_wanted.connect(self._bin)
        pane.focus_text.connect(reader.setFocus)
        area.legend.toggled.connect(look.toggle_layer)
        area.legend.isolated.connect(self.show_only)
        area.library_wanted.connect(look.toggle_library)
        area.inspector_wanted.connect(look.toggle_inspector)
        area.empty.open_wanted.connect(self.doors.open_file)
        area.empty.address_wanted.connect(self.doors.open_address)
        area.progress.cancelled.connect(desk.cancel)
        self._tell_undo()

    # What the desk tells

    def _show(self, sheet: Sheet) -> None:
        self._only = ""
        self.area.legend.show_only("")
        # Shown first: a pane that has no size yet has no place to go to either.
        self.area.show_text(there=True)
        self.reader.show_reading(sheet.composition, sheet.place)
        if not self.library_pane.is_in_use():
            self.reader.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setWindowTitle(f"{sheet.document.title or 'Untitled'} – Sayso")
        self._draw_marks()
        self._taken(sheet)

    def _show_nothing(self) -> None:
        self._only = ""
        self.area.empty.tell(any_readings=self.library_pane.any_readings())
        self.area.show_text(there=False)
        self.area.legend.show_sheet(None)
        self.area.legend.show_only("")
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
        self.reader.show_marks(sheet.found, sheet.own_marks())
        # The lists come a moment later: in a long article each takes its time.
        self._relist.start()

    def _list_marks(self) -> None:
        sheet = self.desk.sheet
        if sheet is None:
            return
        self.area.legend.show_sheet(sheet)
        self.inspector.show_sheet(sheet, self._only or None)
        self.inspector.follow(self.reader.focused())
        self._tell_state()

    def _follow(self, target: str) -> None:
        self.inspector.follow(target)
        if self.desk.sheet is not None and target and somebody_listens():
            announce(self.reader, spoken(self.desk.sheet, target))

    def _own_changed(self, sheet: Sheet) -> None:
        self.reader.show_marks(sheet.found, sheet.own_marks())
        self.area.legend.show_sheet(sheet)
        self.inspector.show_own(sheet)
        self._tell_state()

    def _say(self, notice: Notice) -> None:
        announce(self.area, notice.text)

    # What the library tells

    def _library_opened(self, read_only: bool) -> None:
        self.tidying.spare()
        if read_only:
            notice = "This library is read-only. Nothing new is saved."
            self.area.banners.tell(Notice(notice, Tone.LOCKED, topic="library"))
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
            if ids:
                self.desk.reopen(last if last in ids else ids[0])
            else:
                self._open_sample()

        self.library.ask(
            lambda library: [row.id for row in library.readings(limit=MOST_LOOKED_AT)], decide
        )

    def _open_sample(self) -> None:
        sample = paths.resource("sample", "sample.txt")
        if sample.is_file():
            self.desk.open(str(sample))

    def _library_failed(self, failure: Failure) -> None:
        notice = of_failure(failure, topic="library")
        if self.library.unkept:
            notice = of_failure(failure, "Save again", self.library.keep_again, topic="library")
        if self.library.usable is False:
            text = f"{failure} You can read, but nothing is saved."
            notice = Notice(text, Tone.FAIL, topic="library")
            if not self._sources and self.desk.sheet is None and not self.desk.is_opening():
                self._open_sample()
        self.area.banners.tell(notice)
        self._tell_state()

    # What the bars say

    def _tell_state(self, _writing: int = 0) -> None:
        sheet = self.desk.sheet
        self.status.tell_sheet(sheet, self._only)
        self.actions_.enable(
            reading=sheet is not None, kept=sheet is not None and sheet.id is not None
        )
        if sheet is None:
            self.status.tell_saved("", "")
        elif self.library.usable is False or self.library.read_only or self.library.unkept:
            self.status.tell_saved("Not saved", "bad")
        elif self.library.writing or sheet.id is None:
            self.status.tell_saved("Saving…", "")
        else:
            self.status.tell_saved("Saved", "ok")

    def _tell_undo(self, _index: int = 0) -> None:
        stack = self.changes.stack
        for name, can, text in (
            ("undo", stack.canUndo(), stack.undoText()),
            ("redo", stack.canRedo(), stack.redoText()),
        ):
            action = self.actions_[name]
            action.setEnabled(can)
            action.setText(f"{name.capitalize()} {text}".strip())

    # Actions

    def copy(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            focus.copy()
        else:
            self.reader.copy()

    def show_tab(self, place: int) -> None:
        self.appearance.show_inspector()
        self.inspector.show_tab(place)

    def next_pane(self) -> None:
        self._go_to_pane(1)

    def previous_pane(self) -> None:
        self._go_to_pane(-1)

    def _go_to_pane(self, step: int) -> None:
        targets: dict[QWidget, QWidget] = {
            self.library_pane: self.library_pane.view,
            self.area: self.reader if self.area.is_reading() else self.area.empty,
            self.inspector: self.inspector.current().view,
        }
        panes = [pane for pane in targets if pane.isVisible()]
        focus = QApplication.focusWidget()
        here = next(
            (n for n, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), 0
        )
        targets[panes[(here + step) % len(panes)]].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def only_speaker(self) -> None:
        """Show only what the speaker of the mark in focus says; everyone when it is so already."""
        sheet = self.desk.sheet
        if sheet is None:
            return
        speaker = sheet.speaker_of(self.reader.focused())
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
        self.area.legend.show_only(speaker)
        self.inspector.show_sheet(self.desk.sheet, speaker or None)
        self.inspector.follow(self.reader.focused())
        self._tell_state()

    def search(self) -> None:
        self.appearance.show_library()
        self.library_pane.start_search()

    def move_to_bin(self) -> None:
        sheet = self.desk.sheet
        if sheet is not None and sheet.id is not None:
            self._bin(sheet.id)

    def show_keys(self) -> None:
        from app.desktop.dialogs import KeysDialog  # noqa: PLC0415 (not needed to start)

        KeysDialog(self).open()

    def show_about(self) -> None:
        from app.desktop.dialogs import AboutDialog  # noqa: PLC0415 (not needed to start)

        AboutDialog(self).open()

    def _reopen(self, reading: int) -> None:
        if self.desk.sheet is None or self.desk.sheet.id != reading:
            self.desk.reopen(reading)

    def _bin(self, reading: int) -> None:
        self.changes.move_to_bin(reading, self.library_pane.title_of(reading))

    def _open_note(self, own: str) -> None:
        self.appearance.show_inspector()
        self.inspector.edit_note(own)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.area.progress.isVisible():
                self.desk.cancel()
            else:
                self.reader.hide_card()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.appearance.fit(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        # Qt sends some before the window is made.
        if event.type() == QEvent.Type.ActivationChange and self._begun:
            self.library.watch(self.isActiveWindow())
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if incoming(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.doors.take(event.mimeData())
        event.acceptProposedAction()
