"""What the reader does with collections and tags; every change can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.changes import Changes
from app.desktop.library_pane import LibraryPane
from app.desktop.library_thread import LibraryThread
from app.desktop.shelf import Kind, Shelf
from app.language import ntr, tr
from app.reading.operations import Operation

if TYPE_CHECKING:
    from app.desktop.shelf_dialogs import NameDialog
    from app.library.library import Library

COLLECTIONS = (Kind.COLLECTION, Kind.SMART)


class ShelfOrders(QObject):
    """Asks for names and searches, and has the library changed."""

    export_wanted = Signal(object)  # Shelf

    def __init__(
        self, pane: LibraryPane, library: LibraryThread, changes: Changes, window: QWidget
    ) -> None:
        super().__init__(window)
        self._pane, self._library, self._changes, self._window = pane, library, changes, window
        pane.bar.collection_wanted.connect(self.new_collection)
        pane.bar.smart_wanted.connect(self.new_smart)
        pane.shelves.rename_wanted.connect(self.rename)
        pane.shelves.delete_wanted.connect(self.delete)
        pane.shelves.menu_wanted.connect(self._offer)

    def new_collection(self, around: Shelf | None = None, readings: Sequence[int] = ()) -> None:
        """Make a collection, inside another where one is given, and put readings into it."""
        parent = around.id if around is not None and around.kind is Kind.COLLECTION else None

        def make(library: Library, name: str) -> Operation:
            made = library.shelves.add_collection(name, parent)
            if not readings:
                return made
            put = library.shelves.put(readings, made.rows[0].key["id"])
            return replace(put, rows=made.rows + put.rows)

        def told(name: str) -> str:
            if not readings:
                return tr("Collection “{name}” made.", name=name)
            return ntr(
                "{count} reading put into the new collection.",
                "{count} readings put into the new collection.",
                len(readings),
            )

        dialog = self._name_dialog(tr("New collection"), tr("Make"), parent)
        dialog.chosen.connect(
            lambda name, _query: self._changes.change_library(
                lambda library: make(library, name), told(name)
            )
        )
        dialog.open()

    def new_smart(self) -> None:
        """Make a collection of what a search finds, the one in the field to begin with."""
        query = self._pane.search.text().strip()
        dialog = self._name_dialog(
            tr("New smart collection"), tr("Make"), None, name=query, query=query
        )
        dialog.chosen.connect(
            lambda name, query: self._changes.change_library(
                lambda library: library.shelves.add_collection(name, None, query),
                tr("Smart collection “{name}” made.", name=name),
            )
        )
        dialog.open()

    def rename(self, shelf: Shelf) -> None:
        """Give a collection or a tag another name."""
        if shelf.kind not in (*COLLECTIONS, Kind.TAG):
            return
        dialog = self._name_dialog(
            tr("Rename"), tr("Rename"), shelf.parent, name=shelf.name, tag=shelf.kind is Kind.TAG
        )

        def change(library: Library, name: str) -> Operation:
            if shelf.kind is Kind.TAG:
                return library.shelves.rename_tag(shelf.name, name)
            return library.shelves.change_collection(shelf.id, name=name)

        def renamed(name: str) -> None:
            self._pane.expect(shelf, replace(shelf, name=name))
            self._changes.change_library(
                lambda library: change(library, name), tr("Renamed to “{name}”.", name=name)
            )

        dialog.chosen.connect(lambda name, _query: renamed(name))
        dialog.open()

    def change_search(self, shelf: Shelf) -> None:
        """Let a smart collection hold what another search finds."""
        dialog = self._name_dialog(
            tr("Change search"), tr("Change"), None, name=None, query=shelf.query
        )
        dialog.chosen.connect(
            lambda _name, query: self._changes.change_library(
                lambda library: library.shelves.change_collection(shelf.id, query=query),
                tr("Search of “{name}” changed.", name=shelf.name),
            )
        )
        dialog.open()

    def delete(self, shelf: Shelf) -> None:
        """Delete a collection, with those inside it, or a tag; the readings stay."""
        if shelf.kind in COLLECTIONS:
            self._changes.change_library(
                lambda library: library.shelves.delete_collection(shelf.id),
                tr("“{name}” deleted. Its readings are still there.", name=shelf.name),
            )
        elif shelf.kind is Kind.TAG:
            self._changes.change_library(
                lambda library: library.shelves.delete_tag(shelf.name),
                tr("Tag “{name}” deleted. Its readings are still there.", name=shelf.name),
            )

    def _name_dialog(
        self,
        title: str,
        does: str,
        parent: int | None,
        *,
        name: str | None = "",
        query: str | None = None,
        tag: bool = False,
    ) -> NameDialog:
        from app.desktop.shelf_dialogs import NameDialog  # noqa: PLC0415 (not needed to start)

        taken = {
            _folded(item.name) for item in self._pane.stock.collections if item.parent == parent
        }

        def objection(typed: str) -> str:
            if tag or name is None or _folded(typed) == _folded(name) != "":
                return ""
            if _folded(typed) not in taken:
                return ""
            return tr("There is a collection “{name}” already.", name=typed)

        dialog = NameDialog(title, does, objection, name=name, query=query, parent=self._window)

        def check(wanted: str) -> None:
            self._library.ask(
                lambda library: library.search(wanted, 1),
                lambda _found: dialog.take(),
                lambda failure: dialog.refuse(str(failure)),
            )

        dialog.checked.connect(check)
        return dialog

    def _offer(self, shelf: Shelf | None, place: QPoint) -> None:
        from app.desktop.library_menus import shelf_menu  # noqa: PLC0415 (not needed to start)

        shelf_menu(self, self._pane, shelf).popup(place)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
