"""What is offered on a right click in the library pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from app.desktop.controls import icon
from app.desktop.library_orders import ReadingOrders
from app.desktop.library_pane import LibraryPane
from app.desktop.shelf import Kind, Shelf, collection_shelf
from app.desktop.shelf_orders import COLLECTIONS, ShelfOrders
from app.language import tr

INDENT = "    "


def readings_menu(orders: ReadingOrders, pane: LibraryPane) -> QMenu:
    """Return what can be done with the selected readings, to be shown once."""
    menu, readings = _menu(pane), pane.view.selected_readings()
    shelf = pane.listing.shelf
    if not pane.searching.active and shelf.kind is Kind.BIN:
        _add(menu, pane, "archive-restore", tr("Restore"), partial(orders.restore, readings))
        purge = partial(orders.purge, readings)
        delete = _add(menu, pane, "trash-2", tr("Delete for good…"), purge)
        delete.setShortcut(QKeySequence("Del"))
        menu.addSeparator()
        _add(menu, pane, "", tr("Empty the bin…"), orders.empty_bin)
        return menu
    tags = _add(menu, pane, "tag", tr("Tags…"), partial(orders.tags, readings))
    tags.setShortcut(_key_of(pane, "tags"))
    menu.addMenu(_collections(orders, pane, readings))
    if len(readings) == 2:
        compare = partial(orders.compare_wanted.emit, *readings)
        _add(menu, pane, "", tr("Compare the two"), compare)
    if not pane.searching.active and shelf.kind in (Kind.COLLECTION, Kind.TAG):
        text = tr("Take out of “{name}”", name=shelf.name)
        if shelf.kind is Kind.TAG:
            text = tr("Take the tag “{name}” off", name=shelf.name)
        _add(menu, pane, "folder-minus", _plain(text), partial(orders.take_out, readings, shelf))
    menu.addSeparator()
    for name in ("export_selected", "copy_citation", "copy_bibliography", "send_to_zotero"):
        if (order := pane.window().findChild(QAction, name)) is not None:
            menu.addAction(order)
    menu.addSeparator()
    move = _add(menu, pane, "trash-2", tr("Move to bin"), orders.delete)
    move.setShortcut(QKeySequence("Del"))
    return menu


def shelf_menu(orders: ShelfOrders, pane: LibraryPane, shelf: Shelf | None) -> QMenu:
    """Return what can be done with a shelf, or beside them all, to be shown once."""
    menu = _menu(pane)
    if shelf is not None and shelf.kind in (*COLLECTIONS, Kind.TAG):
        rename = _add(menu, pane, "pencil", tr("Rename…"), partial(orders.rename, shelf))
        rename.setShortcut(QKeySequence("F2"))
        if shelf.kind is Kind.SMART:
            change = partial(orders.change_search, shelf)
            _add(menu, pane, "search", tr("Change search…"), change)
        delete = _add(menu, pane, "trash-2", tr("Delete"), partial(orders.delete, shelf))
        delete.setShortcut(QKeySequence("Del"))
        menu.addSeparator()
    if shelf is not None and shelf.kind is not Kind.BIN:
        _add(menu, pane, "file-down", tr("Export…"), partial(orders.export_wanted.emit, shelf))
        menu.addSeparator()
    if shelf is not None and shelf.kind is Kind.COLLECTION:
        inside = partial(orders.new_collection, shelf)
        text = _plain(tr("New collection in “{name}”…", name=shelf.name))
        _add(menu, pane, "folder-plus", text, inside)
    else:
        _add(menu, pane, "folder-plus", tr("New collection…"), orders.new_collection)
    _add(menu, pane, "folder-search", tr("New smart collection…"), orders.new_smart)
    return menu


def _collections(orders: ReadingOrders, pane: LibraryPane, readings: Sequence[int]) -> QMenu:
    menu = QMenu(tr("Put into collection"), pane)
    menu.setIcon(icon("folder", pane.theme.color("ink2")))
    for depth, item in pane.stock.tree():
        if not item.smart:
            text = _plain(f"{INDENT * depth}{item.name}")
            menu.addAction(text, partial(orders.put, readings, collection_shelf(item)))
    if not menu.isEmpty():
        menu.addSeparator()
    new = partial(orders.shelves.new_collection, None, readings)
    _add(menu, pane, "folder-plus", tr("New collection…"), new)
    return menu


def _key_of(pane: LibraryPane, action: str) -> QKeySequence:
    """Return the key of an action of the window, as the reader may have changed it."""
    made = pane.window().findChild(QAction, action)
    return made.shortcut() if made is not None else QKeySequence()


def _menu(pane: LibraryPane) -> QMenu:
    menu = QMenu(pane)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _add(
    menu: QMenu, pane: LibraryPane, picture: str, text: str, do: Callable[[], None]
) -> QAction:
    action = menu.addAction(text)
    if picture:
        action.setIcon(icon(picture, pane.theme.color("ink2")))
    action.triggered.connect(lambda _checked=False: do())
    return action


def _plain(text: str) -> str:
    """Return a text as a menu shows it letter for letter."""
    return text.replace("&", "&&")
