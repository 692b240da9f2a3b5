"""Every state the window can be brought into, for tests that look at all of them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from app.desktop.changes_shown import ChangesDialog
from app.desktop.failures_shown import FailuresDialog
from app.desktop.import_shown import ImportDialog
from app.desktop.left_out import LeftOutDialog
from app.desktop.notice import Notice
from app.desktop.password import PasswordDialog
from app.desktop.shelf_dialogs import NameDialog, PurgeDialog
from app.desktop.shelf_tags import TagsDialog
from app.desktop.tour import Tour
from app.language import tr
from app.reading.failures import OpenFailure
from app.reading.reports import Fate, Taken
from app.reading.spans import Span
from app.reading.versions import Change, Matter, Said
from app.rendering.palette import theme_named
from tests.desktop.hands import click, menu_at, press

LATEST = 15_000
CONTROL = Qt.KeyboardModifier.ControlModifier


def act(name):
    return lambda _qtbot, window: window.actions_[name].trigger()


def tab(place):
    def show(qtbot, window):
        window.panes.show_tab(place)
        if place == 4:
            qtbot.waitUntil(window.inspector.details.start, timeout=LATEST)

    return show


def show(make):
    return lambda _qtbot, window: make(window).open()


def searching(qtbot, window):
    press(qtbot, window, Qt.Key.Key_F, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(window.library_pane.search, "harbour")
    qtbot.waitUntil(lambda: window.library_pane.searching.active, timeout=LATEST)


def search_help(qtbot, window):
    window.actions_["search_help"].trigger()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=LATEST)


def several(qtbot, window):
    view = window.library_pane.view
    keys = [row.key for row in view.rows().all() if row.key][:2]
    click(qtbot, view, keys[0])
    click(qtbot, view, keys[1], CONTROL)


def tags(qtbot, window):
    view = window.library_pane.view
    menu_at(view, view.current_key())[tr("Tags…")].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(TagsDialog)), timeout=LATEST)


def speaker(qtbot, window):
    window.speaker_pages.open("Mira Holt")
    qtbot.waitUntil(window.speaker_pages.is_open, timeout=LATEST)
    qtbot.waitUntil(lambda: bool(window.speaker_pages.page.quotes.rows().all()), timeout=LATEST)


def naming(qtbot, window):
    speaker(qtbot, window)
    qtbot.mouseClick(window.speaker_pages.page.unite, Qt.MouseButton.LeftButton)


def compared(qtbot, window):
    several(qtbot, window)
    view = window.library_pane.view
    menu_at(view, view.current_key())[tr("Compare the two")].trigger()
    qtbot.waitUntil(window.two_readings.is_open, timeout=LATEST)
    page = window.two_readings.page
    qtbot.waitUntil(
        lambda: bool(page.pairs.rows().all()) or page.nothing.isVisible(), timeout=LATEST
    )


def card(_qtbot, window):
    window.reader.focus_mark("n1")
    window.reader.show_card()


def editor(_qtbot, window):
    window.reader.focus_mark("a1")
    window.actions_["edit"].trigger()


def number_editor(_qtbot, window):
    window.reader.focus_mark("n1")
    window.actions_["edit"].trigger()


def preview(qtbot, window):
    from app.desktop.print_preview import PrintPreview

    window.actions_["print"].trigger()
    (found,) = window.findChildren(PrintPreview)
    qtbot.waitUntil(lambda: found.page_count() > 0, timeout=LATEST)


def note(_qtbot, window):
    own = next(iter(window.desk.sheet.own))
    window.inspector.edit_note(own)


def tour(qtbot, window):
    window.actions_["tour"].trigger()
    qtbot.waitUntil(lambda: window.findChild(Tour) is not None and window.findChild(Tour).bubble.has_tip(), timeout=LATEST)  # fmt: skip


def spoken_to(_qtbot, window):
    window.area.banners.tell(Notice("A sentence.", action="Do it", do=int, topic="one"))
    window.area.banners.tell(Notice("Another sentence.", topic="two"))
    window.area.toast.tell(Notice("Done.", action="Undo", do=int))
    window.area.progress.tell("Marking", 1, 3)
    window.area.progress._appear()


def empty(_qtbot, window):
    window.desk.leave()


FAILED = [("far.pdf", OpenFailure("It cannot be read."))]
TAKEN = [Taken("One", Fate.TAKEN, 1), Taken("Two", Fate.SKIPPED, why="No address.")]
CHANGED = [Change(Matter.QUOTE, None, Said("So it is.", Span(0, 3), "Al Ray"))]

STATES = {
    "quotes": tab(0),
    "numbers": tab(1),
    "sources": tab(2),
    "notes": tab(3),
    "details": tab(4),
    "searching": searching,
    "search help": search_help,
    "several selected": several,
    "bin": lambda _qtbot, window: window.panes.show_bin(),
    "nothing open": empty,
    "messages": spoken_to,
    "find bar": act("find"),
    "palette": act("palette"),
    "focus view": act("focus_view"),
    "speaker": speaker,
    "naming": naming,
    "compared": compared,
    "card": card,
    "editor": editor,
    "number editor": number_editor,
    "note": note,
    "tour": tour,
    "settings": act("settings"),
    "keys": act("keys"),
    "sureness": act("sureness"),
    "about": act("about"),
    "address": act("open_address"),
    "tags": tags,
    "print": preview,
    "password": show(lambda window: PasswordDialog("It is locked.", window)),
    "left out": show(lambda window: LeftOutDialog(["Read more", "Share this"], window)),
    "failures": show(lambda window: FailuresDialog(FAILED, window)),
    "import": show(
        lambda window: ImportDialog("2 were read.", TAKEN, theme_named("light"), window)
    ),
    "changes": show(lambda window: ChangesDialog(CHANGED, "1 May", theme_named("light"), window)),
    "name": show(lambda window: NameDialog("New", "Make", query="harbour", parent=window)),
    "purge": show(lambda window: PurgeDialog("Delete 2 readings?", window)),
}


def in_state(qtbot, window, state):
    """Bring the window into a state; return what is in front."""
    STATES[state](qtbot, window)
    QApplication.processEvents()
    if (popup := QApplication.activePopupWidget()) is not None:
        return popup
    dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
    front = dialogs[-1] if dialogs else window
    front.activateWindow()
    qtbot.waitUntil(front.isActiveWindow, timeout=LATEST)
    return front


def with_a_reading(qtbot, window, readings):
    """Return the window with all panes, a reading open and listed."""
    click(qtbot, window.library_pane.view, f"reading:{readings[0]}")
    qtbot.waitUntil(lambda: window.desk.sheet.id == readings[0], timeout=LATEST)
    qtbot.waitUntil(lambda: bool(window.inspector.quotes.view.rows().all()), timeout=LATEST)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LATEST)
    window.reader.setFocus()
    return window
