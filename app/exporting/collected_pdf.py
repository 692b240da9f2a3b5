"""One PDF of several readings: a page of contents, then each reading's own pages as they are.

The pages are joined, not set anew: marks, links, bookmarks and tags of each reading come along.
"""

from __future__ import annotations

import importlib.resources
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf

from app.exporting.pdf.flow import plain
from app.exporting.pdf.fonts import fonts
from app.exporting.pdf.frame import SIZES
from app.exporting.pdf.typeset import title_of
from app.exporting.pieces import Pieces
from app.exporting.tags import Tags
from app.language import day, ntr, spoken, tr
from app.reading.exports import Choice, Paper
from app.reading.failures import ExportFailure

PLACEHOLDER = "https://sayso.invalid/"
"""What a link of the contents leads to until the pages behind it are there."""


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    facts: str
    pages: int


def collected_pdf(pieces: Pieces, choice: Choice) -> bytes:
    """Return the PDFs of several readings as one; raise ExportFailure when it cannot be made."""
    entries = list(_entries(pieces))
    contents = _contents(pieces.title, entries, choice.paper)
    # What was copied is read from where it was when all is saved: until then each stays open.
    with Pdf.open(io.BytesIO(contents)) as joined, ExitStack() as kept:
        marks: list[OutlineItem] = []
        first = len(joined.pages)
        tags = Tags(joined)
        starts: list[int] = []
        for number, file in enumerate(pieces.files):
            starts.append(len(joined.pages))
            one = kept.enter_context(Pdf.open(io.BytesIO(file.read_bytes())))
            marks.append(_append(joined, one, number, entries[number].title, tags))
            pieces.told(number + 1, len(pieces.files))
        tags.close()
        if "/Suspects" in joined.Root.MarkInfo:  # as the typesetter writes it, nobody reads it
            del joined.Root.MarkInfo["/Suspects"]
        _lead(joined, first, starts)
        with joined.open_outline() as outline:
            outline.root[:] = marks
        made = io.BytesIO()
        joined.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _entries(pieces: Pieces) -> Iterator[_Entry]:
    for reading, file in zip(pieces.readings, pieces.files, strict=True):
        document = reading.document
        facts = (document.byline, document.outlet, day(plain(document.published)))
        with Pdf.open(file) as one:
            pages = len(one.pages)
        shown = " · ".join(plain(fact) for fact in facts if plain(fact))
        yield _Entry(title_of(document), shown, pages)


def _contents(title: str, entries: Sequence[_Entry], paper: Paper) -> bytes:
    """Return the page or pages of contents; how many they are decides where the readings begin."""
    length = 1
    while True:
        made = _typeset(title, entries, paper, length)
        with Pdf.open(io.BytesIO(made)) as document:
            if len(document.pages) <= length:
                return made
            length = len(document.pages)


def _typeset(title: str, entries: Sequence[_Entry], paper: Paper, length: int) -> bytes:
    width, height = SIZES[paper]
    listed, page = [], length + 1
    for entry in entries:
        listed.append({"title": entry.title, "facts": entry.facts, "page": str(page)})
        page += entry.pages
    today = datetime.now(UTC)
    data = {
        "title": plain(title) or tr("Readings"),
        "about": ntr("{count} reading", "{count} readings", len(entries)),
        "contents": tr("Contents"),
        "footer": day(today.date().isoformat()),
        "made": tr("Made with Sayso"),
        "language": spoken(),
        "width": width,
        "height": height,
        "entries": listed,
    }
    template = importlib.resources.files("app.exporting") / "contents.typ"
    try:
        with importlib.resources.as_file(template) as file:
            compiler = typst.Compiler(
                file,
                root=file.parent,
                font_paths=fonts(),
                sys_inputs={"contents": json.dumps(data)},
            )
            made = compiler.compile(
                format="pdf", pdf_standards="ua-1", timestamp=today.replace(microsecond=0)
            )
    except typst.TypstError as error:
        raise ExportFailure(
            tr("The page of contents could not be set."),
            tr("The typesetter said: {words}", words=str(error).partition("\n")[0]),
        ) from error
    assert isinstance(made, bytes)  # a PDF is one file, unlike pictures of pages
    return made


def _append(joined: Pdf, one: Pdf, number: int, title: str, tags: Tags) -> OutlineItem:
    """Put a reading's pages behind what is there; return the bookmark of it with its own inside.

    Its links and bookmarks lead to the pages as they are now.
    """
    begins = len(joined.pages)
    places = {page.obj.objgen: place for place, page in enumerate(one.pages)}
    marks = _bookmarks(one, places)
    links: list[tuple[int, int, int, list[Object]]] = []
    for place, page in enumerate(one.pages):
        for at, annotation in enumerate(page.get("/Annots", ())):
            found = _destination(annotation)
            if found is not None and isinstance(found[0], Dictionary):
                links.append((place, at, places.get(found[0].objgen, 0), list(found)[1:]))
                # Without it: a page that is not there yet cannot be led to.
                annotation.Dest = Array([0, Name.Fit])
                if "/A" in annotation:
                    del annotation["/A"]
    tags.prepare(one, number)
    joined.pages.extend(one.pages)
    for place, at, target, how in links:
        annotation = joined.pages[begins + place].Annots[at]
        annotation.Dest = Array([joined.pages[begins + target].obj, *how])
    tags.take(one)
    return _bookmark((title, 0, None, marks), joined, begins)


_Mark = tuple[str, int, float | None, "list[_Mark]"]
"""A bookmark: title, place of its page, height on it, and those inside."""


def _bookmarks(one: Pdf, places: Mapping[tuple[int, int], int]) -> list[_Mark]:
    def plainly(items: Sequence[OutlineItem]) -> list[_Mark]:
        return [
            (item.title, *_height(item.destination, places), plainly(item.children))
            for item in items
        ]

    with one.open_outline() as outline:
        return plainly(outline.root)


def _height(found: Any, places: Mapping[tuple[int, int], int]) -> tuple[int, float | None]:
    """Return the place of a destination's page, and how high on it, where that is said."""
    if not isinstance(found, Array) or not isinstance(found[0], Dictionary):
        return 0, None
    at_height = len(found) > 3 and found[1] == Name.XYZ
    return places.get(found[0].objgen, 0), float(found[3]) if at_height else None


def _bookmark(mark: _Mark, joined: Pdf, begins: int) -> OutlineItem:
    title, place, height, inside = mark
    if height is None:
        item = OutlineItem(title, begins + place, "Fit")
    else:
        item = OutlineItem(title, begins + place, "XYZ", left=0, top=height)
    item.children.extend(_bookmark(one, joined, begins) for one in inside)
    item.is_closed = True
    return item


def _destination(annotation: Object) -> Array | None:
    """Return the place a link leads to, None where it leads nowhere in the file."""
    found = annotation.get("/Dest")
    action = annotation.get("/A")
    if found is None and action is not None and action.get("/S") == Name.GoTo:
        found = action.get("/D")
    return found if isinstance(found, Array) and len(found) > 1 else None


def _lead(joined: Pdf, contents: int, starts: Sequence[int]) -> None:
    """Let the links of the contents lead to the readings."""
    for page in joined.pages[:contents]:
        for annotation in page.get("/Annots", ()):
            address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
            if address.startswith(PLACEHOLDER):
                start = starts[int(address.removeprefix(PLACEHOLDER))]
                del annotation["/A"]
                annotation.Dest = Array([joined.pages[start].obj, Name.Fit])
