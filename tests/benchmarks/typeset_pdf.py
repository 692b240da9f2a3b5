"""Annotated PDFs set anew: how long they take, and what pdfannots reads in them."""

from __future__ import annotations

import io
import json
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

import pdfannots
import pikepdf
import pypdfium2

from app.exporting.inventory import Item, Own, take
from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.exporting.pdf.entries import colour
from app.exporting.pdf.shapes import Colour
from app.exporting.wording import contents
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation, Reading
from app.reading.exports import Choice
from app.reading.spans import Span
from tests.benchmarks.articles import marked
from tests.benchmarks.figure import Figure, milliseconds

READER = "Ines Okafor"
NOTES = 40
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
TAGS = ("to check", "desk")


def speed() -> Iterator[Figure]:
    """Set a usual article and a book, each a new one: the typesetter remembers what it has set."""
    for words, marks, goal, times in ((1000, 60, 1000, 5), (50_000, 3000, 10_000, 1)):
        readings = (article(words, marks, seed) for seed in count(2))
        taken = milliseconds(lambda new=readings: annotated_pdf(next(new)), times)
        yield Figure(f"PDF of {words:,} words, {marks:,} marks", taken, goal, "ms", "lower")


def read_back() -> Iterator[Figure]:
    """Read every mark of an article with another program."""
    reading = with_notes(article(10_000, 600))
    read = _Read(annotated_pdf(reading, Choice(READER)), reading)
    yield Figure("highlights with their exact words", read.part("words"), 99.9, "%", "higher")
    yield Figure("marks on a wrong page", read.astray, 0, "marks", "lower")
    for what in ("notes", "authors", "colours", "tags"):
        yield Figure(f"{what} that survive", read.part(what), 100, "%", "higher")


def article(words: int, marks: int, seed: int = 1) -> Reading:
    """Return a made-up article with so many marks, spread over all of it."""
    document, analysis = marked(words, seed)
    named = 2 * len(analysis.attributions)  # a quote and a source each
    wanted = max(1, marks - named)
    numbers = analysis.quantities
    step = max(1.0, len(numbers) / wanted)
    kept = tuple(numbers[int(at * step)] for at in range(min(wanted, len(numbers))))
    return Reading(1, document, replace(analysis, quantities=kept))


def with_notes(reading: Reading) -> Reading:
    """Return a reading with notes of the reader's own, over line ends and in other marks."""
    text = reading.document.text
    step = len(text) // (NOTES + 1)
    made = "2026-03-04T10:00:00+00:00"
    own = []
    for number in range(NOTES):
        start = text.index(" ", number * step) + 1
        span = Span(start, start + len(text[start : start + 90].rpartition(" ")[0].rstrip()))
        note = f"Note {number}: “ask again” (é, 漢)" if number % 2 else ""
        marked_words = anchor(text, span)
        own.append(
            OwnAnnotation(f"{number:032x}", *span, marked_words, note, made, made, tags=TAGS)
        )
    return replace(reading, own=tuple(own))


@dataclass
class _Read:
    """What became of each mark; counts of marks by what of them was right."""

    pdf: bytes
    reading: Reading
    astray: int = 0
    right: dict[str, int] = field(default_factory=dict)
    marks: int = 0

    def __post_init__(self) -> None:
        inventory = take(self.reading)
        found = self._annotations()
        tags = self._tags()
        pages = [_flat(page.get_textpage().get_text_bounded()) for page in _pages(self.pdf)]
        for item in inventory:
            self.marks += 1
            name = f"sayso-{item.id}"
            parts = found.get(name, [])
            words = _flat(_words(self.reading, item))
            read = [_flat(part.gettext() or "") for part in parts]
            self._count("words", "".join(read) == words)
            self.astray += sum(
                part not in pages[one.pos.page.pageno]
                for part, one in zip(read, parts, strict=True)
            )
            self._count("notes", _says(parts, contents(item)))
            author = READER if isinstance(item, Own) else "Sayso"
            self._count("authors", bool(parts) and all(part.author == author for part in parts))
            self._count("colours", bool(parts) and all(_is(part, colour(item)) for part in parts))
            self._count("tags", not isinstance(item, Own) or tags.get(name) == list(TAGS))

    def part(self, what: str) -> float:
        return 100 * self.right.get(what, 0) / self.marks

    def _count(self, what: str, right: bool) -> None:
        self.right[what] = self.right.get(what, 0) + right

    def _annotations(self) -> dict[str, list[pdfannots.types.Annotation]]:
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(self.pdf)
            file.seek(0)
            document = pdfannots.process_file(file)
        found: dict[str, list[pdfannots.types.Annotation]] = {}
        for annotation in document.iter_annots():
            found.setdefault(_name(annotation.name), []).append(annotation)
        return found

    def _tags(self) -> dict[str, list[str]]:
        with pikepdf.open(io.BytesIO(self.pdf)) as document:
            return {
                _name(str(mark.NM)): json.loads(str(mark["/Zotero:Tags"]))
                for page in document.pages
                for mark in page.obj.get("/Annots", [])
                if "/Zotero:Tags" in mark
            }


def _says(parts: list[pdfannots.types.Annotation], note: str) -> bool:
    said = note.translate(_STRAIGHT)  # as pdfannots has it
    return bool(parts) and all((part.contents or "").strip() == said for part in parts)


def _name(name: str | None) -> str:
    """Return a mark's name without which part of it this is."""
    whole, _, part = (name or "").rpartition("-")
    return whole if "of" in part else name or ""


def _pages(pdf: bytes) -> Iterator[pypdfium2.PdfPage]:
    yield from pypdfium2.PdfDocument(pdf)


def _words(reading: Reading, item: Item) -> str:
    return " ".join(reading.document.text[span.start : span.end] for span in item.spans)


def _flat(words: str) -> str:
    """Return words as both sides can be compared: lines and their hyphens are the page's own."""
    straight = unicodedata.normalize("NFKC", words).translate(_STRAIGHT)
    return "".join(c for c in straight if not c.isspace() and c not in "-\ufffe\xad\x02")


def _is(part: pdfannots.types.Annotation, wanted: Colour) -> bool:
    """Tell whether an annotation has a colour, as exactly as a screen shows it."""
    return part.color is not None and all(
        abs(read - value) < 1 / 512 for read, value in zip(part.color, wanted, strict=True)
    )
