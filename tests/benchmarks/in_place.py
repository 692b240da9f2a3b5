"""How fast a reader's own PDF is annotated, how little it grows, and what others read in it."""

from __future__ import annotations

import io
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle

import pikepdf
import typst
from pdfannots import process_file

from app.exporting.in_place.annotated_in_place import annotated_in_place
from app.exporting.in_place.names import names
from app.exporting.inventory import take
from app.opening.pdf.brought_back import brought_back, exported_in
from app.opening.pdf.read import read_pdf
from app.opening.request import Request
from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation, Reading
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.brought_back import differences
from app.reading.document import Original
from app.reading.exported import part_of
from app.reading.exports import Choice
from app.reading.quantity import Quantity, QuantityKind
from app.reading.spans import Span
from tests.benchmarks.figure import SHARED, Figure, milliseconds

CHOICE = Choice("Ines Okafor")
_LENGTHS = (3, 9, 1, 22, 5, 14)
_SPACING = 12
"""Words from one mark to the next, besides its own: some twenty marks a page."""

_TWO_COLUMNS = """
#set page(paper: "a4", margin: 2cm, columns: 2, numbering: "1")
#set par(justify: true, first-line-indent: 1em)
#set text(size: 10pt, lang: "en")
"""
_WORDS = [
    "harbour",
    "office",
    "counted",
    "forty",
    "boats",
    "before",
    "storm",
    "only",
    "eleven",
    "after",
    "nobody",
    "expected",
    "wall",
    "give",
    "way",
    "early",
    "season",
    "pilots",
    "said",
    "what",
    "was",
    "left",
    "pier",
    "across",
    "slipway",
    "until",
    "middle",
    "following",
    "week",
    "indiscriminate",
    "administrative",
    "responsibility",
    "affordable",
    "efficient",
    "offices",
    "flow",
    "first",
    "figures",
]


def measure() -> Iterator[Figure]:
    """Annotate PDFs in two columns in place, and read them back."""
    readings = [marked(content) for content in _sources()]
    reading = readings[0]
    made = annotated_in_place(reading, CHOICE)
    with pikepdf.open(io.BytesIO(made)) as document:
        pages = len(document.pages)
        count = sum("/QuadPoints" in one for page in document.pages for one in page.obj.Annots)
    taken = milliseconds(lambda: annotated_in_place(reading, CHOICE), 3)
    yield Figure("in place, a page", taken / pages, 50, "ms", "lower")
    source = _original(reading)
    grown = (len(made) - len(source)) / count
    yield Figure("in place, an annotation", grown / 1024, 2, "KB", "lower")
    whole = sum(annotated_in_place(one, CHOICE).startswith(_original(one)) for one in readings)
    share = 100 * whole / len(readings)
    yield Figure("in place, sources that are a prefix", share, 100, "%", "higher")
    read = [_read(one) for one in readings]
    right, marks, astray = (sum(each) for each in zip(*read, strict=True))
    yield Figure("in place, exact words in two columns", 100 * right / marks, 99, "%", "higher")
    yield Figure("in place, marks on a wrong page", astray, 0, "marks", "lower")
    request = Request("changed.pdf")

    def back() -> int:
        exported = exported_in(made, request)
        found = brought_back(made, request, reading.document, exported)
        return len(differences(reading, exported, found))

    yield Figure("in place, read back, a page", milliseconds(back, 3) / pages, 50, "ms", "lower")
    yield Figure("in place, changes nobody made", back(), 0, "changes", "lower")


def _sources() -> Iterator[bytes]:
    words = cycle(_WORDS)
    paragraphs = [" ".join(next(words) for _ in range(40 + 7 * (n % 9))) + "." for n in range(120)]
    yield typst.compile((_TWO_COLUMNS + "\n\n".join(paragraphs)).encode())
    for name in ("multicolumn.pdf", "latex4.pdf"):
        file = SHARED / "data" / "pdf" / name
        if file.exists():
            yield file.read_bytes()


def _original(reading: Reading) -> bytes:
    assert reading.document.original is not None
    return reading.document.original.content


def marked(content: bytes) -> Reading:
    """Return a reading of a PDF with marks of every kind all over it, tables left out."""
    (found,) = read_pdf(content, Request("paper.pdf"))
    document = replace(found.document, original=Original(content, "application/pdf", ""))
    text = document.text
    words = [match.span() for match in re.finditer(r"\S+", text)]
    own: list[OwnAnnotation] = []
    quotes: list[Attribution] = []
    numbers: list[Quantity] = []
    at = 0
    for number, length in enumerate(cycle(_LENGTHS)):
        if at + length >= len(words):
            break
        span = Span(words[at][0], words[at + length - 1][1])
        at += length + _SPACING
        if "\n" in text[slice(*span)] and text[slice(*span)].count("\n") > 1:
            continue  # rows of a table, which every program reads in another order
        kind = AttributionKind.DIRECT if number % 2 else AttributionKind.INDIRECT
        if number % 3 == 0:
            made = OwnAnnotation(f"{number:032x}", *span, anchor(text, span), f"Note {number}")
            own.append(made)
        elif number % 3 == 1:
            quotes.append(Attribution(f"a{number}", kind, Act.STATEMENT, (span,), speaker="Holt"))
        else:
            words_of = text[slice(*span)]
            numbers.append(Quantity(f"n{number}", *span, words_of, QuantityKind.COUNT))
    return Reading(1, document, Analysis(tuple(quotes), (), tuple(numbers)), tuple(own))


def _read(reading: Reading) -> tuple[int, int, int]:
    """Return how many marks pdfannots reads exactly, of how many, and how many on a wrong page."""
    text, inventory = reading.document.text, take(reading)
    called = names(inventory, text)
    read: dict[str, str] = {}
    pages: dict[str, set[int]] = {}
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(annotated_in_place(reading, CHOICE))
        file.seek(0)
        for one in process_file(file).iter_annots():
            if one.boxes and one.name:
                name = part_of(one.name)
                read[name] = read.get(name, "") + _flat(one.gettext() or "")
                pages.setdefault(name, set()).add(one.pos.page.pageno + 1)
    right = astray = 0
    for item in inventory:
        name = called[item.id]
        right += read.get(name) == _flat("".join(text[slice(*span)] for span in item.spans))
        astray += not pages.get(name, set()) <= set(_pages(reading, item.spans))
    return right, len(called), astray


def _pages(reading: Reading, spans: Sequence[Span]) -> Iterator[int]:
    for run in reading.document.printed:
        if any(run.start < span.end and span.start < run.end for span in spans):
            yield run.page


def _flat(words: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", words) if c.isalnum())
