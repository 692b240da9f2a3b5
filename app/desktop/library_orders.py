"""What the reader does with readings of the list; all but deleting for good can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.changes import Changes
from app.desktop.desk import Desk
from app.desktop.library_pane import LibraryPane
from app.desktop.notice import Notice
from app.desktop.shelf import Kind, Shelf
from app.desktop.shelf_orders import ShelfOrders
from app.language import ntr, tr
from app.reading.shelves import Tag

if TYPE_CHECKING:
    from app.library.library import Library


class ReadingOrders(QObject):
    """Moves readings to the bin and back, gives them tags, puts them into collections."""

    toasted = Signal(object)  # Notice
    compare_wanted = Signal(int, int)  # two readings

    def __init__(
        self,
        pane: LibraryPane,
        desk: Desk,
        changes: Changes,
        shelves: ShelfOrders,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._pane, self._desk, self._changes, self._window = pane, desk, changes, window
        self._library = desk.library
        self.shelves = shelves
        pane.view.delete_wanted.connect(self.delete)
        pane.view.menu_wanted.connect(self._offer)
        pane.foot.empty_wanted.connect(self.empty_bin)
        pane.shelves.dropped.connect(self._dropped)

    def readings(self) -> list[int]:
        """Return the selected readings where the reader is in the list, else the open one."""
        if self._pane.view.hasFocus() and (selected := self._pane.view.selected_readings()):
            return selected
        sheet = self._desk.sheet
        return [sheet.id] if sheet is not None and sheet.id is not None else []

    def move_to_bin(self) -> None:
        """Put the selected readings, or the open one, into the bin."""
        if readings := self.readings():
            self._changes.move_to_bin(readings)

    def delete(self) -> None:
        """Put what is selected in the list into the bin; what lies there, delete for good."""
        readings = self._pane.view.selected_readings()
        if not readings:
            return
        if self._in_bin():
            self.purge(readings)
        else:
            self._changes.move_to_bin(readings)

    def restore(self, readings: Sequence[int]) -> None:
        self._changes.change_library(
            lambda library: library.bin.restore(readings),
            ntr("{count} reading restored.", "{count} readings restored.", len(readings)),
        )

    def purge(self, readings: Sequence[int]) -> None:
        """Delete readings of the bin for good, if the reader says so."""
        question = ntr(
            "Delete this reading for good?",
            "Delete these {count} readings for good?",
            len(readings),
        )
        self._ask_to_purge(question, lambda library: library.bin.purge(readings))

    def empty_bin(self) -> None:
        many = self._pane.stock.totals.in_bin
        if many:
            self._ask_to_purge(
                ntr(
                    "Delete everything in the bin, {count} reading, for good?",
                    "Delete everything in the bin, {count} readings, for good?",
                    many,
                ),
                lambda library: library.bin.empty(),
            )

    def put(self, readings: Sequence[int], shelf: Shelf) -> None:
        """Put readings into a collection."""
        self._changes.change_library(
            lambda library: library.shelves.put(readings, shelf.id),
            ntr(
                "{count} reading put into “{name}”.",
                "{count} readings put into “{name}”.",
                len(readings),
                name=shelf.name,
            ),
        )

    def take_out(self, readings: Sequence[int], shelf: Shelf) -> None:
        """Take readings out of a collection, or a tag off them."""
        if shelf.kind is Kind.TAG:
            self._changes.change_library(
                lambda library: library.shelves.tag(readings, remove=[shelf.name]),
                ntr(
                    "“{name}” taken off {count} reading.",
                    "“{name}” taken off {count} readings.",
                    len(readings),
                    name=shelf.name,
                ),
            )
        else:
            self._changes.change_library(
                lambda library: library.shelves.take(readings, shelf.id),
                ntr(
                    "{count} reading taken out of “{name}”.",
                    "{count} readings taken out of “{name}”.",
                    len(readings),
                    name=shelf.name,
                ),
            )

    def tags(self, chosen: Sequence[int] = ()) -> None:
        """Show the tags of these readings, else of the selected or the open one, to be changed."""
        readings = chosen or self.readings()
        if not readings:
            self.toasted.emit(Notice(tr("Select a reading first.")))
            return

        def asked(found: tuple[list[Tag], list[Tag]]) -> None:
            from app.desktop.shelf_tags import TagsDialog  # noqa: PLC0415 (not needed to start)

            tags, given = found
            about = ntr("Tags of this reading", "Tags of {count} readings", len(readings))
            dialog = TagsDialog(
                about,
                [tag.name for tag in tags],
                {tag.name: tag.count for tag in given},
                len(readings),
                self._pane.theme,
                self._window,
            )
            dialog.chosen.connect(lambda add, remove: self._tag(readings, add, remove))
            dialog.open()

        self._library.ask(
            lambda library: (library.shelves.tags(), library.shelves.contents.tags_of(readings)),
            asked,
        )

    def _tag(self, readings: Sequence[int], add: list[str], remove: list[str]) -> None:
        if add or remove:
            self._changes.change_library(
                lambda library: library.shelves.tag(readings, add=add, remove=remove),
                ntr(
                    "Tags of {count} reading changed.",
                    "Tags of {count} readings changed.",
                    len(readings),
                ),
            )

    def _dropped(self, readings: list[int], shelf: Shelf) -> None:
        if shelf.kind is Kind.COLLECTION:
            self.put(readings, shelf)
        elif shelf.kind is Kind.TAG:
            self._tag(readings, [shelf.name], [])
        elif shelf.kind is Kind.BIN:
            self._changes.move_to_bin(readings)

    def _ask_to_purge(self, question: str, work: Callable[[Library], int]) -> None:
        from app.desktop.shelf_dialogs import PurgeDialog  # noqa: PLC0415 (not needed to start)

        def purged(many: int) -> None:
            told = ntr(
                "{count} reading deleted for good.", "{count} readings deleted for good.", many
            )
            self.toasted.emit(Notice(told))
            self._pane.refresh()

        dialog = PurgeDialog(question, self._window)
        dialog.accepted.connect(lambda: self._library.keep(work, purged))
        dialog.open()

    def _in_bin(self) -> bool:
        return not self._pane.searching.active and self._pane.listing.shelf.kind is Kind.BIN

    def _offer(self, place: QPoint) -> None:
        from app.desktop.library_menus import readings_menu  # noqa: PLC0415 (not needed to start)

        if self._pane.view.selected_readings():
            readings_menu(self, self._pane).popup(place)
