"""What the reader asks to be exported: the open article, readings of the list, or a whole shelf."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.desktop.desk import Desk
from app.desktop.library_orders import ReadingOrders
from app.desktop.library_pane import LibraryPane
from app.desktop.notice import Notice
from app.desktop.printing import usual_paper
from app.desktop.shelf import BIN, Shelf, read_page
from app.desktop.system_colours import theme_of
from app.language import tr
from app.reading.annotation import Reading
from app.reading.exports import (
    IN_PLACE,
    Choice,
    Gathered,
    Offered,
    Paper,
    choice_from_json,
    choice_to_json,
)
from app.reading.failures import Failure
from app.reading.naming import PATTERN, name_of, safe
from app.settings import Settings

if TYPE_CHECKING:
    from app.desktop.export_dialog import ExportDialog, Wanted
    from app.desktop.sheet import Sheet
    from app.library.library import Library

PDF = Offered("pdf", "Annotated PDF", ".pdf")
"""What is exported where nothing else was chosen before."""

_PAGE = 2000

Have = Callable[[Reading], None]
HaveNot = Callable[[Failure], None]


class ExportOrders(QObject):
    """Asks what to export and where to, and hands it to the desk."""

    toasted = Signal(object)  # Notice

    def __init__(
        self,
        desk: Desk,
        orders: ReadingOrders,
        pane: LibraryPane,
        settings: Settings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self._orders, self._pane = desk, orders, pane
        self._settings, self._window = settings, window

    def start(self) -> None:
        """Export the open article."""
        sheet = self._desk.sheet
        if sheet is None:
            return

        def load(format_: str, choice: Choice, have: Have, have_not: HaveNot) -> None:
            self._desk.exporting.read(sheet, format_, choice, have, have_not)

        title = sheet.cited.title or tr("Untitled")
        dialog = self._dialog(title, load, in_place=sheet.has_pages)
        dialog.wanted.connect(lambda wanted: self._export(dialog, wanted, sheet))
        self._open(dialog, in_place=sheet.has_pages)

    def selected(self) -> None:
        """Export the selected readings, or the open one."""
        readings = self._orders.readings()
        if not readings:
            self.toasted.emit(Notice(tr("Select a reading first.")))
        else:
            self.readings(readings)

    def shelf_in_view(self) -> None:
        """Export all readings of the shelf that is listed."""
        self.shelf(self._pane.listing.shelf)

    def shelf(self, shelf: Shelf) -> None:
        """Export all readings of a shelf."""
        if shelf.key == BIN.key:
            self.toasted.emit(Notice(tr("What lies in the bin is not exported.")))
            return

        def work(library: Library) -> list[int]:
            found: list[int] = []
            page = read_page(library, shelf, _PAGE, None)
            found += [row.id for row in page.readings]
            while page.after is not None:
                page = read_page(library, shelf, _PAGE, page.after)
                found += [row.id for row in page.readings]
            return found

        def have(found: list[int]) -> None:
            if found:
                self.readings(found, shelf.shown)
            else:
                self.toasted.emit(Notice(tr("“{name}” holds no readings.", name=shelf.shown)))

        self._desk.library.ask(work, have)

    def readings(self, readings: Sequence[int], name: str = "") -> None:
        """Export readings, which stand on the shelf `name` where it has one."""
        from app.desktop.export_dialog import counted  # noqa: PLC0415 (not needed to start)

        view = self._settings.view()

        def load(format_: str, choice: Choice, have: Have, have_not: HaveNot) -> None:
            def work(library: Library) -> Reading:
                from app.exports import loaded  # noqa: PLC0415 (not needed to start)

                return loaded(library, readings[0], view, format_, choice)

            self._desk.library.ask(work, have, have_not)

        dialog = self._dialog(counted(len(readings), name), load, several=len(readings))
        dialog.wanted.connect(lambda wanted: self._export_all(dialog, wanted, readings, name))
        self._open(dialog)

    def _open(self, dialog: ExportDialog, *, in_place: bool = True) -> None:
        """Open the window, and offer the formats as soon as they are known."""

        def offer(formats: tuple[Offered, ...]) -> None:
            if isValid(dialog):
                dialog.template = self._desk.exporting.template
                dialog.offer([one for one in formats if in_place or one.name != IN_PLACE])

        dialog.open()
        self._desk.exporting.formats(offer)

    def _dialog(
        self,
        what: str,
        load: Callable[[str, Choice, Have, HaveNot], None],
        *,
        several: int = 0,
        in_place: bool = True,
    ) -> ExportDialog:
        from app.desktop.export_dialog import ExportDialog  # noqa: PLC0415 (not needed to start)
        from app.desktop.export_preview import Previewing  # noqa: PLC0415

        theme = theme_of(self._settings["theme"])
        previewing = Previewing(self._desk.drawer, load)
        first = self._last(in_place=in_place)
        return ExportDialog(what, first, previewing, theme, several=several, parent=self._window)

    # What was chosen before

    def _last(self, *, in_place: bool) -> Wanted:
        """Return what was chosen last; an `in_place` export only where one can be made."""
        from app.desktop.export_dialog import Wanted  # noqa: PLC0415

        kept = self._settings["export"]
        usual = {"paper": (Paper.A4 if usual_paper() == "A4" else Paper.LETTER).value}
        choice = replace(
            choice_from_json({**usual, **kept}),
            reader=self._settings["reader"],
            style=self._settings["citation_style"],
        )
        offered = PDF
        if "format" in kept and (in_place or kept["format"] != IN_PLACE):
            name, label, suffix = (
                str(kept.get(part, "")) for part in ("format", "label", "suffix")
            )
            offered = Offered(name, label, suffix, joins=True)
        gathered = str(kept.get("as", Gathered.ONE))
        known = gathered in list(Gathered)
        return Wanted(
            offered,
            choice,
            Gathered(gathered) if known else Gathered.ONE,
            str(kept.get("name", PATTERN)),
        )

    def _remember(self, wanted: Wanted, folder: Path) -> None:
        kept = {**self._settings["export"], **choice_to_json(wanted.choice)}
        kept.pop("reader")
        self._settings["citation_style"] = kept.pop("style")
        kept["folder"] = str(folder)
        if wanted.gathered is not Gathered.ZIP:
            offered = wanted.offered
            kept |= {"format": offered.name, "label": offered.label, "suffix": offered.suffix}
        if wanted.gathered is not None:
            kept |= {"as": wanted.gathered.value, "name": wanted.pattern}
        self._settings["export"] = kept

    # Where to

    def _export(self, dialog: ExportDialog, wanted: Wanted, sheet: Sheet) -> None:
        name = name_of(_named(sheet), "{title}")
        path = self._ask_file(dialog, name, tr(wanted.offered.label), wanted.offered.suffix)
        if path is None:
            return
        dialog.accept()
        self._remember(wanted, path.parent)
        self._desk.exporting.export(sheet, str(path), wanted.offered.name, wanted.choice)

    def _export_all(
        self, dialog: ExportDialog, wanted: Wanted, readings: Sequence[int], name: str
    ) -> None:
        from app.exports import Order  # noqa: PLC0415 (not needed to start)

        gathered = wanted.gathered or Gathered.ONE
        title = safe(name) or tr("Readings")
        if gathered is Gathered.FOLDER:
            path = self._ask_folder(dialog)
        elif gathered is Gathered.ZIP:
            path = self._ask_file(dialog, title, tr("ZIP archive"), ".zip")
        else:
            label = tr(wanted.offered.label)
            path = self._ask_file(dialog, title, label, wanted.offered.suffix)
        if path is None:
            return
        dialog.accept()
        self._remember(wanted, path if gathered is Gathered.FOLDER else path.parent)
        order = Order(
            path,
            gathered,
            wanted.offered.name,
            wanted.offered.suffix,
            wanted.choice,
            wanted.pattern or PATTERN,
            name,
        )
        self._desk.exporting.export_all(readings, order, self._settings.view())

    def _ask_file(self, dialog: QWidget, name: str, form: str, suffix: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (not needed to start)

        folder = str(self._settings["export"].get("folder", ""))
        offered = str(Path(folder, f"{name}{suffix}"))
        chosen, _ = QFileDialog.getSaveFileName(
            dialog, tr("Export"), offered, f"{form} (*{suffix})"
        )
        if not chosen:
            return None
        return Path(chosen if chosen.lower().endswith(suffix) else f"{chosen}{suffix}")

    def _ask_folder(self, dialog: QWidget) -> Path | None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 (not needed to start)

        folder = str(self._settings["export"].get("folder", ""))
        chosen = QFileDialog.getExistingDirectory(dialog, tr("A folder for the files"), folder)
        return Path(chosen) if chosen else None


def _named(sheet: Sheet) -> Reading:
    """Return as much of an article as its file's name is made of."""
    return Reading(sheet.id or 0, sheet.cited)
