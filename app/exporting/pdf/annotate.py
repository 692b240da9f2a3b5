"""Write marks into a typeset PDF as highlight and underline annotations other programs read."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from app.exporting.inventory import Inventory, Item, Number, Own, Quote, Source
from app.exporting.pdf import shapes
from app.exporting.pdf.locate import Line, Located
from app.exporting.pdf.shapes import COLOURS, Shape
from app.exporting.wording import contents
from app.language import tr
from app.reading.attribution import AttributionKind
from app.reading.spans import Span

AUTHOR = "Sayso"
"""Whom detected marks are by."""

_ASCENT = 0.737
_DESCENT = -0.238
"""The letters' height in parts of the type size: what the quads cover."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A place to click that leads elsewhere: a rectangle, and page (from 0) and y to go to."""

    page: int
    rectangle: tuple[float, float, float, float]
    words: str
    to_page: int
    to_y: float


@dataclass(frozen=True, slots=True)
class _Part:
    """What of one item lies on one page."""

    item: Item
    page: int
    name: str
    drawing: tuple[tuple[Shape, tuple[Line, ...]], ...]
    lines: tuple[Line, ...]
    first: bool
    last: bool


def annotate(
    pdf: bytes,
    inventory: Inventory,
    located: Located,
    jumps: Sequence[Jump] = (),
    *,
    reader: str = "",
    made: datetime | None = None,
) -> bytes:
    """Return the PDF with one annotation for each item, in as many parts as it has pages.

    `made` is when the marks were made, where they do not know it themselves.
    """
    made = made or datetime.now(UTC)
    with Pdf.open(io.BytesIO(pdf)) as document:
        tags = _Tags(document)
        resources = _resources(document)
        for item in _drawing_order(inventory):
            for part in _parts(item, located):
                _add(document, tags, part, located, resources, reader, made)
        for jump in jumps:
            _add_jump(document, tags, jump)
        tags.write()
        _clean(document)
        written = io.BytesIO()
        document.save(
            written,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
    return written.getvalue()


def _drawing_order(inventory: Inventory) -> Iterable[Item]:
    """Yield what lies under before what lies on it: the last one drawn gets the click."""
    return (*inventory.own, *inventory.quotes, *inventory.numbers, *inventory.sources)


def _drawing(item: Item) -> list[tuple[Shape, tuple[Span, ...]]]:
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


def _colour(item: Item) -> shapes.Colour:
    if isinstance(item, Quote):
        return COLOURS[Shape.FILL if item.quoted else Shape.BAND]
    return COLOURS[_drawing(item)[0][0]]


def _parts(item: Item, located: Located) -> list[_Part]:
    lines = [line for span in item.spans for line in located.lines(span)]
    drawn = [
        (shape, line)
        for shape, span in sorted(
            ((shape, span) for shape, spans in _drawing(item) for span in spans),
            key=lambda pair: pair[1],
        )
        for line in located.lines(span)
    ]
    pages = sorted({line.page for line in lines})
    return [
        _Part(
            item=item,
            page=page,
            name=f"sayso-{item.id}" + (f"-{number}of{len(pages)}" if len(pages) > 1 else ""),
            drawing=_joined([pair for pair in drawn if pair[1].page == page]),
            lines=tuple(line for line in lines if line.page == page),
            first=number == 1,
            last=number == len(pages),
        )
        for number, page in enumerate(pages, 1)
    ]


def _joined(drawn: list[tuple[Shape, Line]]) -> tuple[tuple[Shape, tuple[Line, ...]], ...]:
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


def _add(
    document: Pdf,
    tags: _Tags,
    part: _Part,
    located: Located,
    resources: pikepdf.Object,
    reader: str,
    made: datetime,
) -> None:
    page = document.pages[part.page]
    item = part.item
    own = isinstance(item, Own)
    created = modified = made
    if isinstance(item, Own):
        created = _moment(item.annotation.created) or made
        modified = _moment(item.annotation.modified) or created
    author = (reader or tr("Reader")) if own else AUTHOR
    left, bottom, right, top = shapes.extent(part.lines)
    annotation = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Underline if isinstance(item, Source) else Name.Highlight,
            Rect=_array(left, bottom, right, top),
            QuadPoints=_array(*(value for line in part.lines for value in _quad(line))),
            C=Array([round(value, 3) for value in _colour(item)]),
            F=4,
            NM=String(part.name),
            T=String(author),
            Subj=String(_subject(item)),
            Contents=String(contents(item)),
            M=String(_pdf_date(modified)),
            CreationDate=String(_pdf_date(created)),
            P=page.obj,
            AP=Dictionary(N=_appearance(document, part, resources)),
        )
    )
    annotation[Name("/Zotero:AuthorName")] = String(author)
    annotation[Name("/Zotero:Tags")] = String(json.dumps(_zotero_tags(item)))
    width = float(page.mediabox[2])
    popup = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Popup,
            Rect=_array(width - 200, max(0, top - 90), width - 12, max(90, top)),
            Parent=annotation,
            F=28,
            Open=False,
        )
    )
    annotation.Popup = popup
    _append(page, annotation)
    _append(page, popup)
    start = located.first(Span(item.spans[0].start, item.spans[-1].end))
    tags.add(Name.Annot, annotation, page, start.tag if start else -1, start.page if start else -1)


def _subject(item: Item) -> str:
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


def _zotero_tags(item: Item) -> list[str]:
    match item:
        case Quote():
            reported = item.kind is AttributionKind.INDIRECT
            return [tr("paraphrase") if reported else tr("quote")]
        case Number():
            return [tr("number")]
        case Source():
            return [tr("source")]
        case Own():
            return []


def _quad(line: Line) -> tuple[float, ...]:
    """Return the corners in the order every program reads: top left, top right, bottom ones."""
    top = line.baseline + _ASCENT * line.size
    bottom = line.baseline + _DESCENT * line.size
    return (line.left, top, line.right, top, line.left, bottom, line.right, bottom)


def _appearance(document: Pdf, part: _Part, resources: pikepdf.Object) -> Stream:
    operators = ["/G0 gs"]
    for shape, lines in part.drawing:
        operators.append(shapes.draw(shape, lines, first=part.first, last=part.last))
    return document.make_stream(
        "\n".join(operators).encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=_array(*shapes.extent(part.lines)),
        Group=Dictionary(S=Name.Transparency),
        Resources=resources,
    )


def _resources(document: Pdf) -> pikepdf.Object:
    """Return what every drawing needs: colours that darken what is under them."""
    darken = Dictionary(Type=Name.ExtGState, BM=Name.Multiply, CA=1, ca=1)
    return document.make_indirect(Dictionary(ExtGState=Dictionary(G0=darken)))


def _add_jump(document: Pdf, tags: _Tags, jump: Jump) -> None:
    page = document.pages[jump.page]
    link = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=_array(*jump.rectangle),
            Border=Array([0, 0, 0]),
            F=4,
            Contents=String(jump.words),
            Dest=Array([document.pages[jump.to_page].obj, Name.XYZ, 0, round(jump.to_y, 2), 0]),
            P=page.obj,
        )
    )
    _append(page, link)
    tags.add(Name.Link, link, page, -1, -1)


def _append(page: pikepdf.Page, annotation: pikepdf.Object) -> None:
    if "/Annots" not in page.obj:
        page.obj.Annots = Array()
    page.obj.Annots.append(annotation)


def _array(*values: float) -> Array:
    return Array([round(value, 2) for value in values])


def _moment(iso: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _pdf_date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")


class _Tags:
    """The structure tree: each annotation becomes an element beside the words it marks."""

    def __init__(self, document: Pdf) -> None:
        self._document = document
        self._root = document.Root.StructTreeRoot
        self._next = int(self._root.ParentTreeNextKey)
        self._new: list[tuple[int, pikepdf.Object]] = []
        self._parents = _flat(self._root.ParentTree)

    def add(
        self, kind: Name, annotation: pikepdf.Object, page: pikepdf.Page, tag: int, tag_page: int
    ) -> None:
        """Make a structure element of `kind` for an annotation.

        It goes into the element that holds the marked content `tag` of page `tag_page` (from 0),
        or at the end of the document where there is none.
        """
        home = self._home(tag, tag_page)
        element = self._document.make_indirect(
            Dictionary(
                Type=Name.StructElem,
                S=kind,
                P=home,
                Pg=page.obj,
                K=Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page.obj),
            )
        )
        if kind == Name.Link:
            element.Alt = annotation.Contents
        children = home.get("/K")
        if isinstance(children, Array):
            children.append(element)
        else:
            home.K = Array([element] if children is None else [children, element])
        annotation.StructParent = self._next
        self._new.append((self._next, element))
        self._next += 1

    def write(self) -> None:
        """Put the new elements into the parent tree, as one flat and sorted list."""
        if not self._new:
            return
        entries = sorted([*self._parents.items(), *self._new])
        self._root.ParentTree = self._document.make_indirect(
            Dictionary(Nums=Array([value for pair in entries for value in pair]))
        )
        self._root.ParentTreeNextKey = self._next

    def _home(self, tag: int, tag_page: int) -> pikepdf.Object:
        if tag >= 0:
            page = self._document.pages[tag_page].obj
            owners = self._parents.get(int(page.get("/StructParents", -1)))
            if isinstance(owners, Array) and tag < len(owners):
                owner: Any = owners[tag]
                if isinstance(owner, Dictionary):
                    return owner
        children: Any = self._root.K
        return children[0] if isinstance(children, Array) else children


def _flat(tree: pikepdf.Object) -> dict[int, Any]:
    """Return a number tree's entries."""
    found: dict[int, Any] = {}
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if "/Nums" in node:
            numbers = list(node.Nums)
            found.update(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        waiting += list(node.get("/Kids", []))
    return found


def _clean(document: Pdf) -> None:
    """Take out what is no longer so: the claim to a standard nothing has checked since."""
    mark_info = document.Root.get("/MarkInfo")
    if mark_info is not None and "/Suspects" in mark_info:
        del mark_info["/Suspects"]  # an indirect false, which poppler complains about
    metadata = document.Root.get("/Metadata")
    if metadata is not None:
        packet = metadata.read_bytes()
        document.Root.Metadata = document.make_stream(
            re.sub(rb"\s*<pdfuaid:part>\d+</pdfuaid:part>", b"", packet),
            Type=Name.Metadata,
            Subtype=Name.XML,
        )
