"""The main window: puts the panes together, and shows what the desk and the library tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
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
    QWidget,
)

from app.desktop.announcing import somebody_listens
from app.desktop.appearance import Appearance, dress
from app.desktop.background import PROMPT, wait_longer
from app.desktop.inspector import Inspector
from app.desktop.library_pane import LibraryPane
from app.desktop.library_thread import LibraryThread
from app.desktop.names import MENUS, THEME_NAMES
from app.desktop.panes import Panes
from app.desktop.reading_area import ReadingArea
from app.desktop.status import StatusBar
from app.desktop.system_colours import theme_of
from app.desktop.tidying import Tidying
from app.language import tr
from app.settings import Settings

if TYPE_CHECKING:
    from app.desktop.actions import Actions
    from app.desktop.changes import Changes
    from app.desktop.citing import Citing
    from app.desktop.command_palette import CommandPalette
    from app.desktop.correcting import Correcting
    from app.desktop.desk import Desk
    from app.desktop.detailing import Detailing
    from app.desktop.doors import Doors
    from app.desktop.doubles import Doubles
    from app.desktop.dropping import Dropping
    from app.desktop.editing import Editing
    from app.desktop.export_orders import ExportOrders
    from app.desktop.finding import Finding
    from app.desktop.focus_view import FocusView
    from app.desktop.highlighting import Highlighting
    from app.desktop.illustrating import Illustrating
    from app.desktop.key_tips import KeyTips
    from app.desktop.keys import Keys
    from app.desktop.left_out import LeftOut
    from app.desktop.library_news import LibraryNews
    from app.desktop.library_orders import ReadingOrders
    from app.desktop.motion import Motion
    from app.desktop.pdf_pages import PdfPages
    from app.desktop.printing import Printing
    from app.desktop.reader import ReaderPane
    from app.desktop.reading_aloud import ReadingAloud
    from app.desktop.reading_back import ReadingBack
    from app.desktop.rereading import Rereading
    from app.desktop.safekeeping import Safekeeping
    from app.desktop.shelf_orders import ShelfOrders
    from app.desktop.showing import Showing
    from app.desktop.speaker_pages import SpeakerPages
    from app.desktop.two_readings import TwoReadings
    from app.desktop.zotero import SendingToZotero

KEEP_MS = 400
"""How long after a change of settings they are written: nobody waits for the disk."""

NOT_ON_PAGES = frozenset({"card", "edit", "mark_quote", "mark_claim"})
"""What needs the lines of the text: its keys do nothing on the pages of a PDF."""


class MainWindow(QMainWindow):
    """The window. Nothing heavy is loaded before it has been painted once."""

    first_painted = Signal()
    begun = Signal()  # everything that can be asked of the window is there

    reader: ReaderPane
    keys: Keys
    actions_: Actions
    desk: Desk
    showing: Showing
    focus_view: FocusView
    news: LibraryNews
    changes: Changes
    correcting: Correcting
    editing: Editing
    highlighting: Highlighting
    shelves: ShelfOrders
    orders: ReadingOrders
    doubles: Doubles
    speaker_pages: SpeakerPages
    two_readings: TwoReadings
    rereading: Rereading
    safekeeping: Safekeeping
    doors: Doors
    exports: ExportOrders
    reading_back: ReadingBack
    left_out: LeftOut
    detailing: Detailing
    citing: Citing
    zotero: SendingToZotero
    aloud: ReadingAloud
    illustrating: Illustrating
    printing: Printing
    pdf_pages: PdfPages
    finding: Finding
    dropping: Dropping
    command_palette: CommandPalette
    motion: Motion
    key_tips: KeyTips

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
        self._keeping = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keeping.timeout.connect(settings.write)
        settings.write_when_asked(self._keeping.start)
        self.sources = tuple(sources)
        self._library_file, self._command = library_file, command
        self._painted = False
        self._begun = False
        self.setWindowTitle("Sayso")
        theme = theme_of(settings["theme"])
        dress(self, theme)
        self.library = LibraryThread(library_file, self)
        self.library_pane = LibraryPane(self.library, theme, settings)
        self.area = ReadingArea(theme)
        self.inspector = Inspector(theme)
        self.status = StatusBar(theme)
        self.panes = Panes(self.library_pane, self.area, self.inspector, settings)
        self.appearance = Appearance(self, settings, self.panes, self.status)
        self._lay_out()
        self.appearance.restore()
        self.area.empty.tell(any_readings=False)

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
        from app.desktop.window_orders import make_orders  # noqa: PLC0415 (not needed to start)
        from app.heap import share_heap  # noqa: PLC0415 (as above)

        share_heap()
        wait_longer(PROMPT)
        somebody_listens()  # the first time Python learns of all roles and events for it
        self.inspector.fill()
        self._fill_area()
        make_orders(self, self._library_file, self._command)
        self._wire()
        self.showing.show_nothing()
        self._fill_menus()
        self.tidying.start()
        self.doors.open(self.sources)
        self.library.open()
        self.desk.start()
        self.motion.start()
        self.begun.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._begun:  # then it begins nothing any more
            self.settings.write()
            self._begun = True
            self.tidying.stop()
            event.accept()
            return
        self.aloud.stop()
        self.focus_view.finish()
        self.inspector.notes.editor.keep()
        self.inspector.details.keep()
        if self.area.is_reading():
            self.desk.remember_place(self.reader.place())
        self.appearance.remember()
        self.panes.remember()
        self.pdf_pages.close()
        self.illustrating.finish()
        self.command_palette.finish()
        self.speaker_pages.finish()
        self.citing.finish()
        self.two_readings.finish()
        self.motion.finish()
        # Out of sight first: what is not yet written may take a moment.
        self.hide()
        self._keeping.stop()
        self.settings.write()
        self.desk.close()
        self.safekeeping.close()
        self.library.close()
        self.tidying.stop()
        event.accept()

    # Layout

    def _lay_out(self) -> None:
        self.setCentralWidget(self.panes.splitter)
        self.setStatusBar(self.status)
        self._menus = {name: self.menuBar().addMenu(tr(name)) for name in MENUS}

    def _fill_area(self) -> None:
        """Make the text's pane and everything that can be done, as the settings say."""
        from app.desktop.actions import Actions  # noqa: PLC0415 (not needed to start)
        from app.desktop.keys import Keys  # noqa: PLC0415 (as above)

        self.area.fill()
        self.reader = self.area.reader
        self.keys = Keys(self.settings, self)
        self.actions_ = Actions(self, self.reader, self.keys)
        self.panes.watch_text()
        self.appearance.tie(self.actions_)
        self._check_panes()

    def _fill_menus(self) -> None:
        self.actions_.set_theme(self.appearance.theme)
        self.actions_.fill_menus(self._menus)
        self.key_tips.tell_in(self)
        look = QMenu(tr("Colours, size of the text, marks"), self)
        for theme in THEME_NAMES:
            look.addAction(self.actions_[f"theme_{theme}"])
        look.addSeparator()
        look.addAction(self.actions_["sureness"])
        look.addSeparator()
        for name in ("zoom_in", "zoom_out", "zoom_reset"):
            look.addAction(self.actions_[name])
        self.area.look_button.setMenu(look)

    def _part_made(self, part: QWidget) -> None:
        self.key_tips.tell_in(part)
        if self.area.is_of_pages(part):
            self.actions_.count_in(part, self.actions_.names() - NOT_ON_PAGES)

    def _wire(self) -> None:
        self._wire_desk()
        self._wire_panes()

    def _wire_desk(self) -> None:
        desk, library, area = self.desk, self.library, self.area
        desk.shown.connect(self.tidying.spare)
        desk.marks_changed.connect(self.tidying.spare)
        desk.state_changed.connect(self._tell_state)
        for teller in (
            desk,
            self.doubles,
            self.rereading,
            self.safekeeping,
            self.reading_back,
        ):
            teller.told.connect(area.banners.tell)
        self.doubles.untold.connect(area.banners.untell)
        desk.untold.connect(area.banners.untell)
        self.zotero.told.connect(area.banners.tell)
        self.zotero.untold.connect(area.banners.untell)
        self.zotero.progressed.connect(area.progress.tell)
        desk.progressed.connect(area.progress.tell)
        for toasted in (
            desk.toasted,
            self.changes.toasted,
            self.correcting.toasted,
            self.orders.toasted,
            self.doors.toasted,
            self.exports.toasted,
            self.reading_back.toasted,
            self.left_out.toasted,
            self.illustrating.toasted,
            self.printing.toasted,
            self.aloud.toasted,
            self.rereading.toasted,
            self.pdf_pages.toasted,
            self.inspector.numbers.toasted,
            self.highlighting.toasted,
            self.speaker_pages.toasted,
            self.two_readings.toasted,
            self.detailing.toasted,
            self.citing.toasted,
            self.zotero.toasted,
        ):
            toasted.connect(area.toast.tell)
        area.toast.undo = self.changes.undo
        self.changes.stack.indexChanged.connect(area.toast.withdraw)
        library.opened.connect(self._library_opened)
        library.opened.connect(lambda _read_only: self.desk.backlog.go_on())
        library.failed.connect(self._tell_state)
        library.waiting_changed.connect(self._tell_state)
        self.showing.changed.connect(self._tell_state)
        self.showing.titled.connect(self.setWindowTitle)

    def _wire_panes(self) -> None:
        self.actions_.count_in(self.inspector, ("filter", "remove_own"))
        self.area.made.connect(self._part_made)
        desk, area, reader, inspector = self.desk, self.area, self.reader, self.inspector
        look, changes, pane = self.appearance, self.changes, self.library_pane
        reader.place_changed.connect(desk.remember_place)
        reader.zoom_asked.connect(look.zoom_step)
        reader.link_activated.connect(self.doors.follow)
        reader.action_wanted.connect(lambda name: self.actions_[name].trigger())
        inspector.note_wanted.connect(changes.note)
        inspector.note_kept.connect(changes.keep_note)
        inspector.notes.place_wanted.connect(changes.place)
        inspector.notes.drop_wanted.connect(changes.drop)
        inspector.notes.editor.closed.connect(reader.setFocus)
        inspector.notes.removal_wanted.connect(self.highlighting.remove)
        inspector.quotes.highlight_wanted.connect(self.highlighting.highlight)
        inspector.text_wanted.connect(self.panes.go_to_text)
        self.doors.bin_wanted.connect(changes.move_to_bin)
        self.orders.compare_wanted.connect(self.two_readings.compare)
        inspector.sources.page_wanted.connect(self.speaker_pages.open)
        changes.note_opened.connect(self._open_note)
        changes.note_wanted_shut.connect(inspector.notes.editor.keep)
        changes.note_wanted_shut.connect(inspector.details.keep)
        changes.stack.indexChanged.connect(self._tell_undo)
        pane.reading_chosen.connect(self._reopen)
        pane.hit_chosen.connect(desk.reopen)
        pane.foot.open_wanted.connect(self.doors.open_file)
        pane.focus_text.connect(reader.setFocus)
        area.legend.toggled.connect(look.toggle_layer)
        self.panes.changed.connect(self._check_panes)
        self.aloud.changed.connect(self.actions_["read_aloud"].setChecked)
        self.focus_view.changed.connect(self.actions_["focus_view"].setChecked)
        area.empty.open_wanted.connect(self.doors.open_file)
        area.empty.address_wanted.connect(self.doors.open_address)
        area.empty.import_wanted.connect(self.doors.import_file)
        area.empty.tour_wanted.connect(self.take_tour)
        area.progress.cancelled.connect(desk.cancel)
        area.progress.cancelled.connect(self.zotero.stop)
        area.pages_button.clicked.connect(self.pdf_pages.toggle)
        self.pdf_pages.shown.connect(self._tell_pages)
        self.pdf_pages.password_wanted.connect(self.doors.ask_password)
        self.reading_back.password_wanted.connect(self.doors.ask_password)
        self._tell_undo()

    # What the window says

    def _library_opened(self) -> None:
        self.tidying.spare()
        self.library.watch(self.isActiveWindow())
        self._tell_state()

    def _tell_state(self, _news: object = None) -> None:
        sheet = self.desk.sheet
        self.status.tell_sheet(sheet, self.showing.only, self.showing.among())
        self.actions_.enable(
            reading=sheet is not None, kept=sheet is not None and sheet.id is not None
        )
        self.area.pages_button.setVisible(sheet is not None and sheet.has_pages)
        if sheet is None:
            self.status.tell_saved("", "")
        elif self.library.usable is False or self.library.read_only or self.library.unkept:
            self.status.tell_saved(tr("Not saved"), "bad")
        elif self.library.writing or sheet.id is None:
            self.status.tell_saved(tr("Saving…"), "")
        else:
            self.status.tell_saved(tr("Saved"), "ok")

    def _tell_undo(self, _index: int = 0) -> None:
        stack = self.changes.stack
        undo, redo = stack.undoText(), stack.redoText()
        for name, can, text in (
            ("undo", stack.canUndo(), tr("Undo {what}", what=undo) if undo else tr("Undo")),
            ("redo", stack.canRedo(), tr("Redo {what}", what=redo) if redo else tr("Redo")),
        ):
            action = self.actions_[name]
            action.setEnabled(can)
            action.setText(text)

    def _tell_pages(self, shown: bool) -> None:
        self.actions_["pages"].setChecked(shown)
        self.area.pages_button.setChecked(shown)

    def _check_panes(self) -> None:
        for name, pane in (("library", self.library_pane), ("inspector", self.inspector)):
            self.actions_[f"pane_{name}"].setChecked(not pane.isHidden())

    # Actions

    def copy(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QPlainTextEdit):
            focus.copy()
        elif not self.inspector.copy_rows():
            self.reader.copy()

    def take_tour(self) -> None:
        from app.desktop.tour import Tour  # noqa: PLC0415 (not needed to start)

        (self.findChild(Tour) or Tour(self)).start()

    def show_settings(self) -> None:
        from app.desktop.settings_dialog import SettingsDialog  # noqa: PLC0415 (not needed to start)

        SettingsDialog(self.settings, self.show_keys, self).open()

    def show_keys(self) -> None:
        from app.desktop.keys_dialog import KeysDialog  # noqa: PLC0415 (not needed to start)

        KeysDialog(self.keys, self.appearance.theme, self).open()

    def show_about(self) -> None:
        from app.desktop.dialogs import AboutDialog  # noqa: PLC0415 (not needed to start)

        AboutDialog(self).open()

    def _reopen(self, reading: int) -> None:
        if self.desk.sheet is None or self.desk.sheet.id != reading:
            self.desk.reopen(reading)

    def _open_note(self, own: str) -> None:
        self.panes.show_inspector()
        self.inspector.edit_note(own)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._begun:
            if self.area.progress.isVisible():
                self.desk.cancel()
            elif self.finding.is_open():
                self.finding.close()
            elif not self.aloud.stop() and not self.panes.uncover() and not self.focus_view.leave():
                self.reader.hide_card()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panes.fit(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        # Qt sends some before the window is made.
        if event.type() == QEvent.Type.ActivationChange and self._begun:
            self.library.watch(self.isActiveWindow())
        super().changeEvent(event)
