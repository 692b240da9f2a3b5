"""What the annotations of a PDF say of marks, whatever pages they lie on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from app.exporting.inventory import Inventory, Item, Number, Own, Quote, Source
from app.exporting.pdf import shapes
from app.exporting.pdf.locate import Line
from app.exporting.pdf.shapes import COLOURS, Shape
from app.exporting.wording import contents
from app.language import tr
from app.reading.attribution import AttributionKind
from app.reading.exported import Written, written
from app.reading.spans import Span

AUTHOR = "Sayso"
"""Whom detected marks are by."""

_ASCENT = 0.737
_DESCENT = -0.238
"""The letters' height in parts of the type size: what the quads cover."""


def drawing_order(inventory: Inventory) -> Iterable[Item]:
    """Yield what lies under before what lies on it: the last one drawn gets the click."""
    return (*inventory.own, *inventory.quotes, *inventory.numbers, *inventory.sources)


def drawing(item: Item) -> list[tuple[Shape, tuple[Span, ...]]]:
    """Return in which shapes a mark is drawn, and what of it in each."""
    match item:
        case Quote():
            reported = Shape.DASHES if item.nested else Shape.BAND
            return [(reported, item.reported), (Shape.FILL, item.quoted)]
        case Number():
            return [(Shape.BOX, item.spans)]
        case Source():
            return [(Shape.LINE, item.spans)]
        case Own():
            return [(Shape.HATCH, item.spans)]


def colour(item: Item) -> shapes.Colour:
    """Return the colour an annotation says it has: one, whatever it is drawn in."""
    if isinstance(item, Quote):
        return COLOURS[Shape.FILL if item.quoted else Shape.BAND]
    return COLOURS[drawing(item)[0][0]]


def joined(drawn: list[tuple[Shape, Line]]) -> tuple[tuple[Shape, tuple[Line, ...]], ...]:
    """Group lines of one shape, and close the blanks where one shape follows another in a line."""
    for index in range(len(drawn) - 1):
        (shape, line), (other_shape, other) = drawn[index], drawn[index + 1]
        if shape is not other_shape and abs(line.baseline - other.baseline) < 0.1 * line.size:
            if shape is Shape.FILL:
                drawn[index + 1] = (other_shape, replace(other, left=line.right))
            else:
                drawn[index] = (shape, replace(line, right=other.left))
    return tuple(
        (shape, tuple(line for _, line in group))
        for shape, group in groupby(drawn, key=lambda pair: pair[0])
    )


def subject(item: Item) -> str:
    """Return the word an annotation is headed with."""
    match item:
        case Quote():
            reported = item.kind is AttributionKind.INDIRECT
            return tr("Paraphrase") if reported else tr("Quote")
        case Number():
            return tr("Number")
        case Source():
            return tr("Source")
        case Own():
            return tr("Highlight")


def zotero_tags(item: Item) -> list[str]:
    """Return the tags an annotation has: its kind, or the reader's own."""
    match item:
        case Quote():
            reported = item.kind is AttributionKind.INDIRECT
            return [tr("paraphrase") if reported else tr("quote")]
        case Number():
            return [tr("number")]
        case Source():
            return [tr("source")]
        case Own():
            return list(item.annotation.tags)


def known(item: Item) -> Written:
    """Return what a PDF is to know of a mark that is written into it."""
    stretch = Span(item.spans[0].start, item.spans[-1].end)
    own = item.annotation.id if isinstance(item, Own) else ""
    return written(stretch, contents(item), zotero_tags(item), own)


def quad(line: Line) -> tuple[float, ...]:
    """Return the corners in the order every program reads: top left, top right, bottom ones."""
    top = line.baseline + _ASCENT * line.size
    bottom = line.baseline + _DESCENT * line.size
    return (line.left, top, line.right, top, line.left, bottom, line.right, bottom)


def shared_resources(document: Pdf) -> pikepdf.Object:
    """Return what every drawing needs: colours that darken what is under them."""
    darken = Dictionary(Type=Name.ExtGState, BM=Name.Multiply, CA=1, ca=1)
    return document.make_indirect(Dictionary(ExtGState=Dictionary(G0=darken)))


def array(*values: float) -> Array:
    return Array([round(value, 2) for value in values])


def moment(iso: str) -> datetime | None:
    """Return a time as the library keeps it; None for what is none."""
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def pdf_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
