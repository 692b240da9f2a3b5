"""The formats a reading can be exported to, and the one way to write any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.exporting.citations import bibtex, csl_json, ris
from app.exporting.collected_pdf import collected_pdf
from app.exporting.files import failure, write_whole
from app.exporting.html.annotated_page import annotated_page
from app.exporting.in_place.annotated_in_place import annotated_in_place
from app.exporting.markdown.page_of_notes import page_anew, page_of_notes
from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.exporting.pieces import Pieces
from app.exporting.plain_text import plain_text
from app.exporting.table import table, tables
from app.exporting.web_annotation import web_annotations
from app.language import later, tr
from app.reading.annotation import Reading
from app.reading.exports import IN_PLACE, Choice, Offered, Option
from app.reading.failures import ExportFailure

_DEFAULT = Choice()


@dataclass(frozen=True, slots=True)
class Format:
    """One format; `make` returns the bytes of a reading's file.

    `several` returns those of one file of several readings; `joined` does so of the files `make`
    made of each, where one reading at a time is all that can be held. Both None: each reading needs
    a file of its own. `again` makes it with an eye to what stands in its place already; None where
    that is of no account. `about` says in a line what the file is good for, `takes` what of a
    choice the format knows. `label` and `about` are said by `tr`.
    """

    name: str
    label: str
    suffix: str
    make: Callable[[Reading, Choice], bytes]
    several: Callable[[Sequence[Reading], Choice], bytes] | None = None
    again: Callable[[Reading, Choice, bytes], bytes] | None = None
    about: str = ""
    takes: frozenset[Option] = frozenset()
    joined: Callable[[Pieces, Choice], bytes] | None = None

    def offered(self) -> Offered:
        """Return what a reader who may choose it is told of the format."""
        joins = self.several is not None or self.joined is not None
        return Offered(self.name, self.label, self.suffix, self.about, self.takes, joins)


def _annotated_document(reading: Reading, choice: Choice) -> bytes:
    # What writes Word's documents takes its time to start, and no other format needs it.
    from app.exporting.word.annotated_document import annotated_document  # noqa: PLC0415

    return annotated_document(reading, choice)


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format(
            "pdf",
            later("Annotated PDF"),
            ".pdf",
            annotated_pdf,
            about=later("Pages with marks, notes and tables, to read anywhere and to print."),
            takes=frozenset(Option) - {Option.STYLE, Option.TEMPLATE},
            joined=collected_pdf,
        ),
        Format(
            IN_PLACE,
            later("The PDF itself, annotated"),
            ".pdf",
            annotated_in_place,
            again=annotated_in_place,
            about=later("Your own PDF with the marks added; its pages stay as they are."),
            takes=frozenset({Option.MARKS}),
        ),
        Format(
            "html",
            later("Web page (HTML)"),
            ".html",
            annotated_page,
            about=later("One page with marks to switch on and off, for any browser and by mail."),
            takes=frozenset(
                {Option.MARKS, Option.SECTIONS, Option.MARGIN, Option.PICTURES, Option.STYLE}
            ),
        ),
        Format(
            "markdown",
            "Markdown",
            ".md",
            page_of_notes,
            again=page_anew,
            about=later("For Obsidian: properties, quotes and numbers to link to, your notes."),
            takes=frozenset(
                {Option.MARKS, Option.SECTIONS, Option.PICTURES, Option.STYLE, Option.TEMPLATE}
            ),
        ),
        Format(
            "docx",
            later("Word document"),
            ".docx",
            _annotated_document,
            about=later("With highlights, and comments that tell who says what."),
            takes=frozenset(
                {Option.MARKS, Option.SECTIONS, Option.PICTURES, Option.PAPER, Option.STYLE}
            ),
        ),
        Format(
            "csv",
            later("Table (CSV)"),
            ".csv",
            table,
            tables,
            about=later("Quotes, numbers, sources and notes for a spreadsheet, a row each."),
            takes=frozenset({Option.MARKS, Option.SECTIONS}),
        ),
        Format(
            "txt",
            later("Plain text"),
            ".txt",
            plain_text,
            about=later("Lines of a length, to paste into a mail."),
            takes=frozenset({Option.MARKS, Option.SECTIONS, Option.STYLE}),
        ),
        Format(
            "jsonld",
            later("Web Annotations (JSON-LD)"),
            ".jsonld",
            web_annotations,
            about=later("Marks and notes for other programs of annotations, and for Sayso again."),
            takes=frozenset({Option.MARKS}),
        ),
        Format(
            "bibtex",
            "BibTeX",
            ".bib",
            bibtex.one_bibtex,
            bibtex.bibtex,
            about=later("To cite from in LaTeX, with your notes."),
            takes=frozenset({Option.MARKS}),
        ),
        Format(
            "biblatex",
            "BibLaTeX",
            ".bib",
            bibtex.one_biblatex,
            bibtex.biblatex,
            about=later("To cite from in newer LaTeX, with your notes."),
            takes=frozenset({Option.MARKS}),
        ),
        Format(
            "ris",
            "RIS",
            ".ris",
            ris.one,
            ris.ris,
            about=later("For EndNote, Citavi, Mendeley and Zotero, with your notes."),
            takes=frozenset({Option.MARKS}),
        ),
        Format(
            "csljson",
            "CSL-JSON",
            ".json",
            csl_json.one,
            csl_json.csl_json,
            about=later("For Zotero, pandoc and whatever cites by styles, with your notes."),
            takes=frozenset({Option.MARKS}),
        ),
    )
}


def format_of(name: str) -> Format:
    """Return the format of this name; raise ExportFailure where there is none."""
    form = FORMATS.get(name)
    if form is None:
        raise ExportFailure(
            tr("There is no export format called {name}.", name=repr(name)),
            tr("Use one of these: {names}.", names=", ".join(FORMATS)),
        )
    return form


def export(
    reading: Reading,
    format_: str,
    path: Path,
    choice: Choice = _DEFAULT,
    aside: Path | None = None,
) -> None:
    """Write a reading to `path` in one of `FORMATS`.

    The file is written beside its place, as `aside` where that is given, and moved there whole: a
    failure leaves what was there before. Raises ExportFailure.
    """
    content = made_for(path, format_of(format_), reading, choice)
    try:
        write_whole(path, content, aside)
    except OSError as error:
        raise failure(path, error) from error


def made_for(path: Path, form: Format, reading: Reading, choice: Choice) -> bytes:
    """Return what is to stand at `path`, with an eye to what does already where that counts."""
    present = _present(path) if form.again is not None else None
    if form.again is not None and present is not None:
        return form.again(reading, choice, present)
    return form.make(reading, choice)


def _present(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
