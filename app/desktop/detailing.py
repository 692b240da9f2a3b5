"""The details of the open reading: read from the library, shown, and changed there."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.desktop.changes import Changes
from app.desktop.desk import Desk
from app.desktop.details_page import DetailsPage
from app.desktop.left_out import LeftOut
from app.desktop.library_orders import ReadingOrders
from app.desktop.library_pane import LibraryPane
from app.desktop.notice import Notice, of_failure
from app.desktop.shelf import collection_shelf
from app.language import later, tr
from app.reading.citing import as_cited
from app.reading.details import Details
from app.reading.failures import Failure, LibraryFailure
from app.reading.operations import Operation

if TYPE_CHECKING:
    from app.desktop.details_form import DetailsForm
    from app.library.library import Library

NONE_OPEN = later("Open an article to see where it comes from and what it is cited by.")
NOT_KEPT = later("This article is not in the library yet.")
INDENT = "    "


class Detailing(QObject):
    """Fills the page of details while it is in view, and has changed what the reader changes."""

    toasted = Signal(object)  # Notice
    seen = Signal(object)  # Details
    citation_wanted = Signal()

    def __init__(
        self,
        page: DetailsPage,
        desk: Desk,
        changes: Changes,
        orders: ReadingOrders,
        pane: LibraryPane,
        left_out: LeftOut,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._page, self._desk, self._changes, self._orders = page, desk, changes, orders
        self._pane, self._left_out, self._window = pane, left_out, window
        page.made.connect(self._tie)
        page.shown.connect(self.look)
        for signal in (desk.shown, desk.taken, desk.left):
            signal.connect(self._look_if_shown)
        desk.library.operated.connect(self._operated)
        desk.library.changed.connect(self._look_if_shown)
        desk.library_changed.connect(self._look_if_shown)

    def look(self) -> None:
        """Show what the library knows of the open article."""
        sheet, form = self._desk.sheet, self._page.form
        if form is None:
            return
        if sheet is None:
            form.tell_nothing(tr(NONE_OPEN))
        elif sheet.id is None:
            form.tell_nothing(tr(NOT_KEPT))
        else:
            reading = sheet.id

            def seen(details: Details) -> None:
                if sheet is self._desk.sheet and sheet.id == details.reading:
                    headed = sheet.recite(as_cited(sheet.document, details.csl))
                    self._desk.recited.emit(sheet)
                    if headed:
                        self._desk.headed.emit(sheet)
                    form.show_details(details, fixed=self._desk.library.read_only)
                    self.seen.emit(details)

            def unseen(failure: Failure) -> None:
                if self._desk.sheet is sheet:
                    form.tell_nothing(str(failure))

            self._desk.library.ask(lambda library: library.facts.of(reading), seen, unseen)

    def show_citation(self, reading: int, entry: str, style: str) -> None:
        """Show how the reading is cited in a style, while its details are in view."""
        form = self._page.form
        if form is not None and form.details is not None and form.details.reading == reading:
            form.citation.tell(entry, style)

    def _operated(self, operation: Operation) -> None:
        sheet = self._desk.sheet
        # What is copied tells its source as it is cited now, whatever tab is in view.
        if self._page.isVisible() or (sheet is not None and sheet.id in operation.readings):
            self.look()

    def _look_if_shown(self, _news: object = None) -> None:
        if self._page.isVisible():
            self.look()

    def _tie(self, form: DetailsForm) -> None:
        form.new_tag.known = lambda: [tag.name for tag in self._pane.stock.tags]
        form.set_wanted.connect(self._set)
        form.tags_wanted.connect(self._tag)
        form.taken_out.connect(
            lambda collection: self._orders.take_out(
                [self._reading()], collection_shelf(collection)
            )
        )
        form.put_wanted.connect(self._offer_collections)
        form.open_wanted.connect(lambda address: QDesktopServices.openUrl(QUrl(address)))
        form.digest_wanted.connect(self._copy_digest)
        form.citation.copy_wanted.connect(self.citation_wanted)
        form.save_wanted.connect(self.save_original)
        form.left_out_wanted.connect(self._left_out.show)
        form.compare_wanted.connect(self._desk.compare)
        form.version_wanted.connect(self._desk.reopen)

    def _shown(self) -> Details:
        form = self._page.form
        assert form is not None
        assert form.details is not None
        return form.details

    def _reading(self) -> int:
        return self._shown().reading

    # Changing

    def _set(self, field: str, value: Any) -> None:
        reading = self._reading()
        self._changes.change_library(lambda library: library.facts.set(reading, {field: value}))

    def _tag(self, add: list[str], remove: list[str]) -> None:
        reading = self._reading()
        self._changes.change_library(
            lambda library: library.shelves.tag([reading], add=add, remove=remove)
        )

    def _offer_collections(self, button: QPushButton) -> None:
        details = self._shown()
        menu = QMenu(button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        there = {collection.id for collection in details.collections}
        for depth, item in self._pane.stock.tree():
            if not item.smart:
                text = f"{INDENT * depth}{item.name}".replace("&", "&&")
                shelf = collection_shelf(item)
                action = menu.addAction(text, partial(self._orders.put, [details.reading], shelf))
                action.setEnabled(item.id not in there)
        if not menu.isEmpty():
            menu.addSeparator()
        new = partial(self._orders.shelves.new_collection, None, [details.reading])
        menu.addAction(tr("New collection…"), new)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # The original

    def _copy_digest(self) -> None:
        original = self._shown().original
        if original is not None:
            QGuiApplication.clipboard().setText(original.sha256)
            self.toasted.emit(Notice(tr("SHA-256 copied.")))

    def save_original(self) -> None:
        """Write the bytes the article was made from to a file the reader chooses."""
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (not needed to start)

        from app.desktop.details_form import file_ending  # noqa: PLC0415 (made by now)

        details = self._shown()
        if details.original is None:
            return
        title = str(details.csl.get("title") or "article")
        name = "".join(c for c in title if c.isalnum() or c in " -_")[:80].strip() or "article"
        ending = file_ending(details.original.media_type)
        path, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save the original"), f"{name}.{ending}", f"{tr('All files')} (*)"
        )
        if path:
            self._desk.library.ask(
                lambda library: _write_original(library, details.reading, Path(path)),
                lambda _done: self.toasted.emit(
                    Notice(tr("Saved as {name}.", name=Path(path).name))
                ),
                lambda failure: self.toasted.emit(of_failure(failure)),
            )


def _write_original(library: Library, reading: int, path: Path) -> None:
    original = library.original(reading)
    if original is None:
        raise LibraryFailure(tr("The original of this article was not kept."), "")
    try:
        path.write_bytes(original.content)
    except OSError as error:
        why = error.strerror or tr("it cannot be written")
        raise LibraryFailure(
            tr("{name} was not saved: {why}.", name=path.name, why=why),
            tr("Choose another place for it."),
        ) from error
