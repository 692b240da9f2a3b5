"""What does the things the reader asks of the window: made as soon as it has been painted once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

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
from app.desktop.left_out import LeftOut
from app.desktop.library_news import LibraryNews
from app.desktop.library_orders import ReadingOrders
from app.desktop.motion import Motion
from app.desktop.pdf_pages import PdfPages
from app.desktop.printing import Printing
from app.desktop.reading_aloud import ReadingAloud
from app.desktop.reading_back import ReadingBack
from app.desktop.rereading import Rereading
from app.desktop.safekeeping import Safekeeping
from app.desktop.shelf_orders import ShelfOrders
from app.desktop.showing import Showing
from app.desktop.speaker_pages import SpeakerPages
from app.desktop.two_readings import TwoReadings
from app.desktop.working_ahead import EVERY_WORK
from app.desktop.zotero import SendingToZotero

if TYPE_CHECKING:
    from app.desktop.main_window import MainWindow


def make_orders(window: MainWindow, library_file: Path, command: list[str] | None) -> None:
    """Give the window each of them, with what it needs of the others.

    `command` starts a helper process, where not the usual one.
    """
    window.desk = Desk(window.library, window, command)
    window.desk.work_ahead(EVERY_WORK)
    window.showing = Showing(window.desk, window.panes, window.settings)
    window.focus_view = FocusView(window, window.panes, window.desk, window.settings)
    window.news = LibraryNews(
        window.library, window.desk, window.panes, window.settings, window.sources
    )
    window.changes = Changes(window.desk, window.reader, window)
    window.correcting = Correcting(window.desk, window.reader, window.changes, window)
    window.editing = Editing(window.desk, window.area, window.correcting, window.changes)
    window.highlighting = Highlighting(window.desk, window.changes, window)
    window.shelves = ShelfOrders(window.library_pane, window.library, window.changes, window)
    window.orders = ReadingOrders(
        window.library_pane, window.desk, window.changes, window.shelves, window
    )
    window.doubles = Doubles(window.desk, window.changes, window)
    window.speaker_pages = SpeakerPages(window.desk, window.area, window.changes, window)
    window.two_readings = TwoReadings(window.desk, window.area, window.library_pane, window)
    window.rereading = Rereading(window.desk, window.changes, window)
    window.safekeeping = Safekeeping(library_file, window.library, window.settings)
    window.doors = Doors(window.desk, window.settings, window)
    window.reading_back = ReadingBack(window.desk, window.changes, window.settings, window)
    window.exports = ExportOrders(
        window.desk, window.orders, window.library_pane, window.settings, window
    )
    window.shelves.export_wanted.connect(window.exports.shelf)
    window.left_out = LeftOut(window.desk, window)
    window.detailing = Detailing(
        window.inspector.details,
        window.desk,
        window.changes,
        window.orders,
        window.library_pane,
        window.left_out,
        window,
    )
    window.citing = Citing(
        window.desk, window.reader, window.library_pane, window.detailing, window.settings, window
    )
    window.zotero = SendingToZotero(window.desk, window.orders, window.settings, window)
    window.aloud = ReadingAloud(window.desk, window.area)
    window.illustrating = Illustrating(window.desk, window.reader, window.settings, window)
    window.printing = Printing(window.desk, window.reader, window.showing, window)
    window.pdf_pages = PdfPages(window.desk, window.area)
    window.finding = Finding(window.desk, window.area)
    window.dropping = Dropping(window, lambda: window.appearance.theme, window.doors.take)
    window.command_palette = CommandPalette(window)
    window.motion = Motion(window.settings, window.area.progress.set_still, window)
    window.key_tips = KeyTips(window.keys, window)
