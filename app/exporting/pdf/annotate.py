"""Write marks into a typeset PDF as highlight and underline annotations other programs read."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from app.exporting.inventory import Inventory, Item, Own, Source
from app.exporting.pdf import entries, shapes
from app.exporting.pdf.entries import (
    AUTHOR,
    array,
    colour,
    drawing,
    drawing_order,
    joined,
    moment,
    pdf_date,
    quad,
    shared_resources,
    subject,
    zotero_tags,
)
from app.exporting.pdf.locate import Line, Located
from app.exporting.pdf.shapes import Shape
from app.exporting.wording import contents
from app.language import tr
from app.reading.exported import KEY, Exported, Written
from app.reading.spans import Span


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
    of: Exported | None = None,
) -> bytes:
    """Return the PDF with one annotation for each item, in as many parts as it has pages.

    `made` is when the marks were made, where they do not know it themselves; `of` tells which
    reading the PDF is of.
    """
    made = made or datetime.now(UTC)
    with Pdf.open(io.BytesIO(pdf)) as document:
        tags = _Tags(document)
        resources = shared_resources(document)
        known: dict[str, Written] = {}
        for item in drawing_order(inventory):
            for part in _parts(item, located):
                _add(document, tags, part, located, resources, reader, made)
                known[f"sayso-{item.id}"] = entries.known(item)
        for jump in jumps:
            _add_jump(document, tags, jump)
        tags.write()
        _clean(document)
        if of is not None:
            document.docinfo[KEY] = replace(of, written=known).packed()
        written = io.BytesIO()
        document.save(
            written,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            deterministic_id=True,
        )
    return written.getvalue()


def _parts(item: Item, located: Located) -> list[_Part]:
    lines = [line for span in item.spans for line in located.lines(span)]
    drawn = [
        (shape, line)
        for shape, span in sorted(
            ((shape, span) for shape, spans in drawing(item) for span in spans),
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
            drawing=joined([pair for pair in drawn if pair[1].page == page]),
            lines=tuple(line for line in lines if line.page == page),
            first=number == 1,
            last=number == len(pages),
        )
        for number, page in enumerate(pages, 1)
    ]


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
        created = moment(item.annotation.created) or made
        modified = moment(item.annotation.modified) or created
    author = (reader or tr("Reader")) if own else AUTHOR
    left, bottom, right, top = shapes.extent(part.lines)
    annotation = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Underline if isinstance(item, Source) else Name.Highlight,
            Rect=array(left, bottom, right, top),
            QuadPoints=array(*(value for line in part.lines for value in quad(line))),
            C=Array([round(value, 3) for value in colour(item)]),
            F=4,
            NM=String(part.name),
            T=String(author),
            Subj=String(subject(item)),
            Contents=String(contents(item)),
            M=String(pdf_date(modified)),
            CreationDate=String(pdf_date(created)),
            P=page.obj,
            AP=Dictionary(N=_appearance(document, part, resources)),
        )
    )
    annotation[Name("/Zotero:AuthorName")] = String(author)
    annotation[Name("/Zotero:Tags")] = String(json.dumps(zotero_tags(item)))
    width = float(page.mediabox[2])
    popup = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Popup,
            Rect=array(width - 200, max(0, top - 90), width - 12, max(90, top)),
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


def _appearance(document: Pdf, part: _Part, resources: pikepdf.Object) -> Stream:
    operators = ["/G0 gs"]
    for shape, lines in part.drawing:
        operators.append(shapes.draw(shape, lines, first=part.first, last=part.last))
    return document.make_stream(
        "\n".join(operators).encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=array(*shapes.extent(part.lines)),
        Group=Dictionary(S=Name.Transparency),
        Resources=resources,
    )


def _add_jump(document: Pdf, tags: _Tags, jump: Jump) -> None:
    page = document.pages[jump.page]
    link = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=array(*jump.rectangle),
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
