"""Quotes, citations and bibliographies in the reader's style, put on the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.desktop.announcing import announce
from app.desktop.desk import Desk
from app.desktop.detailing import Detailing
from app.desktop.library_pane import LibraryPane
from app.desktop.notice import Notice, of_failure
from app.desktop.reader import ReaderPane
from app.desktop.rich_copies import copy_rich
from app.desktop.shelf import Kind, read_page
from app.desktop.tasks import Job
from app.language import ntr, tr
from app.reading.attribution import Attribution
from app.reading.details import Details
from app.reading.document import Document
from app.reading.passages import passage_at
from app.reading.spans import Span
from app.reading.styles import Form, style_named, work_to_json
from app.settings import Settings
from app.worker.protocol import Do, Message

if TYPE_CHECKING:
    from app.library.library import Library

Works = list[dict[str, Any]]

MOST = 2000
"""Readings of a collection that are listed in one bibliography."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was made of works: plain, and as HTML."""

    text: str
    html: str
    entries: int = 0


class Citing(QObject):
    """Has what is to be cited put into words, and copies it."""

    toasted = Signal(object)  # Notice

    def __init__(
        self,
        desk: Desk,
        reader: ReaderPane,
        pane: LibraryPane,
        detailing: Detailing,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._reader, self._pane = desk, reader, pane
        self._detailing, self._settings = detailing, settings
        self._shown: Details | None = None
        self._reference: Said | None = None
        self._job: Job | None = None
        detailing.seen.connect(self._show)
        detailing.citation_wanted.connect(self._copy_shown)
        self._unwatch = settings.watch(self._set)

    def finish(self) -> None:
        """Ask for nothing more."""
        self._unwatch()

    # Copying

    def copy_quote(self) -> None:
        """Copy the selected words, or those of the mark in focus, with where they stand."""
        sheet = self._desk.sheet
        if sheet is None:
            return
        spans = self._quoted()
        if not spans:
            self.toasted.emit(Notice(tr("Select the words to quote first.")))
            return
        document = sheet.document
        quoted = " … ".join(document.text[span.start : span.end] for span in spans)

        def ask(works: Works) -> None:
            passage = passage_at(document, works[0]["csl"], spans[0].start)
            more = {"words": quoted, "passage": [passage.locator, passage.label]}
            self._ask(Form.QUOTATION, works, self._copied(tr("Quote copied.")), more)

        self._of_sheet(ask)

    def copy_citation(self) -> None:
        """Copy the citation of the selected readings, or of the open one."""
        selected = self._selected()
        done = self._copied(tr("Citation copied."))
        if selected:
            self._of(selected, lambda works: self._ask(Form.CITATION, works, done))
        elif self._desk.sheet is not None:
            self._of_sheet(lambda works: self._ask(Form.CITATION, works, done))
        else:
            self.toasted.emit(Notice(tr("Select a reading first.")))

    def copy_bibliography(self) -> None:
        """Copy the bibliography of the selected readings, else of the collection in view."""
        selected = self._pane.view.selected_readings()
        if len(selected) > 1:
            self._of(selected, self._list)
            return
        shelf = self._pane.listing.shelf
        if shelf.kind is Kind.BIN:
            self.toasted.emit(Notice(tr("Select a reading first.")))
            return

        def look(library: Library) -> list[int]:
            page = read_page(library, shelf, MOST, None)
            return [summary.id for summary in page.readings]

        self._desk.library.ask(look, lambda readings: self._of(readings, self._list), self._failed)

    def _list(self, works: Works) -> None:
        if not works:
            self.toasted.emit(Notice(tr("There is no reading here to list.")))
            return

        def listed(made: Said) -> None:
            said = ntr(
                "Bibliography of {count} reading copied.",
                "Bibliography of {count} readings copied.",
                made.entries,
            )
            if left := len(works) - made.entries:
                out = ntr(
                    "{count} reading is of a kind the style does not list.",
                    "{count} readings are of kinds the style does not list.",
                    left,
                )
                said = f"{said} {out}"
            self._copied(said)(made)

        self._ask(Form.BIBLIOGRAPHY, works, listed)

    def _copied(self, said: str) -> Callable[[Said], None]:
        def copy(made: Said) -> None:
            copy_rich(made.text, made.html)
            self.toasted.emit(Notice(said))
            announce(self._reader, said)

        return copy

    # The details

    def _show(self, details: Details) -> None:
        """Show how a reading is cited among its details."""
        self._shown = details
        document = replace(Document("", "", ()), byline=self._byline(details))
        works = [work_to_json(details.csl, document)]

        def made(said: Said) -> None:
            if self._shown is details:
                self._reference = said
                style = style_named(self._settings["citation_style"])
                self._detailing.show_citation(details.reading, said.html, tr(style.label))

        if self._job is not None and not self._job.over:
            self._desk.drawer.forget(self._job)
        self._job = self._ask(Form.REFERENCE, works, made, quietly=True)

    def _copy_shown(self) -> None:
        if self._reference is not None:
            self._copied(tr("Citation copied."))(self._reference)

    def _byline(self, details: Details) -> str:
        sheet = self._desk.sheet
        return sheet.document.byline if sheet and sheet.id == details.reading else ""

    def _set(self, name: str) -> None:
        if name == "citation_style" and self._shown is not None:
            self._show(self._shown)

    # Asking

    def _quoted(self) -> list[Span]:
        """Return the selected words, else those of the mark in focus."""
        selected = self._reader.selected_span()
        if selected is not None:
            return [selected]
        sheet, target = self._desk.sheet, self._reader.focused()
        if sheet is None or not target:
            return []
        found = sheet.found.targets.find(target)
        if isinstance(found, Attribution) and target not in sheet.own:
            return list(found.content)
        whole = sheet.span_of(target)
        return [whole] if whole is not None else []

    def _selected(self) -> list[int]:
        view = self._pane.view
        selected = view.selected_readings()
        return selected if view.hasFocus() or len(selected) > 1 else []

    def _of_sheet(self, ask: Callable[[Works], object]) -> None:
        """Ask for the open article, which the library may not have yet."""
        sheet = self._desk.sheet
        if sheet is None:
            return
        if sheet.id is None:
            ask([work_to_json({}, sheet.document)])
        else:
            self._of([sheet.id], ask)

    def _of(self, readings: Sequence[int], ask: Callable[[Works], object]) -> None:
        def look(library: Library) -> Works:
            found = library.facts.works(readings)
            return [
                work_to_json(csl, replace(Document("", "", ()), byline=byline))
                for csl, byline in found
            ]

        def found(works: Works) -> None:
            ask(works)

        self._desk.library.ask(look, found, self._failed)

    def _ask(
        self,
        form: Form,
        works: Works,
        done: Callable[[Said], None],
        more: Mapping[str, Any] | None = None,
        *,
        quietly: bool = False,
    ) -> Job:
        style = str(self._settings["citation_style"])
        job = self._desk.drawer.ask(
            Do.CITE,
            lambda: {"form": form.value, "style": style, "works": works, **(more or {})},
            _said,
            first=not quietly,
        )
        job.done.connect(done)
        if not quietly:
            job.failed.connect(self._failed)
        return job

    def _failed(self, failure: Any) -> None:
        self.toasted.emit(of_failure(failure))


def _said(result: Message) -> Said:
    return Said(result["text"], result["html"], result["entries"])
