"""One mark as an annotation of a page that may be turned, cropped or begin anywhere."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from app.exporting.in_place.names import part_name
from app.exporting.in_place.places import Places, Turned, turn
from app.exporting.in_place.revision import Revision
from app.exporting.inventory import Item, Own, Source
from app.exporting.pdf import entries, shapes
from app.exporting.pdf.locate import Line
from app.exporting.pdf.shapes import Shape
from app.exporting.wording import contents
from app.language import tr

_POPUP = (190.0, 90.0)
"""Width and height of a pop-up, in points."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of a mark lies on one page (from 0)."""

    item: Item
    page: int
    name: str
    lines: tuple[Turned, ...]
    drawn: tuple[tuple[Shape, Turned], ...]
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Signing:
    """What every annotation of an export says alike: the reader's name, and when it was made."""

    reader: str
    made: datetime
    resources: Object


def parts(item: Item, name: str, places: Places) -> list[Part]:
    """Return a mark page by page; nothing where its words are printed nowhere."""
    lines = [line for span in item.spans for line in places.lines(span)]
    drawn = [
        (shape, line)
        for shape, span in sorted(
            ((shape, span) for shape, spans in entries.drawing(item) for span in spans),
            key=lambda pair: pair[1],
        )
        for line in places.lines(span)
    ]
    pages = sorted({line.line.page for line in lines})
    return [
        Part(
            item=item,
            page=page,
            name=part_name(name, number, len(pages)),
            lines=tuple(line for line in lines if line.line.page == page),
            drawn=tuple(pair for pair in drawn if pair[1].line.page == page),
            first=number == 1,
            last=number == len(pages),
        )
        for number, page in enumerate(pages, 1)
    ]


def annotation(
    part: Part, page: pikepdf.Page, revision: Revision, signing: Signing
) -> list[Object]:
    """Make an annotation of a part, and its pop-up; return both."""
    item = part.item
    created = modified = signing.made
    author = entries.AUTHOR
    if isinstance(item, Own):
        created = entries.moment(item.annotation.created) or created
        modified = entries.moment(item.annotation.modified) or created
        author = signing.reader or tr("Reader")
    box = _extent(part.lines)
    made = revision.add(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Underline if isinstance(item, Source) else Name.Highlight,
            Rect=entries.array(*box),
            QuadPoints=entries.array(*(edge for line in part.lines for edge in _quad(line))),
            C=Array([round(value, 3) for value in entries.colour(item)]),
            F=4,
            NM=String(part.name),
            T=String(author),
            Subj=String(entries.subject(item)),
            Contents=String(contents(item)),
            M=String(entries.pdf_date(modified)),
            CreationDate=String(entries.pdf_date(created)),
            P=page.obj,
            AP=Dictionary(N=_appearance(part, box, revision, signing.resources)),
        )
    )
    made[Name("/Zotero:AuthorName")] = String(author)
    made[Name("/Zotero:Tags")] = String(json.dumps(entries.zotero_tags(item)))
    popup = revision.add(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Popup,
            Rect=_beside(page, box),
            Parent=made,
            F=28,
            Open=False,
        )
    )
    made.Popup = popup
    return [made, popup]


def _beside(page: pikepdf.Page, box: tuple[float, float, float, float]) -> Array:
    """Return where a pop-up opens: at the right edge of what is shown of the page."""
    left, bottom, right, top = sorted_box([float(edge) for edge in page.cropbox])
    width, height = _POPUP
    end = max(left + width, right - 12)
    upper = min(top, max(bottom + height, box[3]))
    return entries.array(end - width, upper - height, end, upper)


def sorted_box(edges: Sequence[float]) -> tuple[float, float, float, float]:
    """Return a rectangle as left, bottom, right and top, whichever corners it was given by."""
    x1, y1, x2, y2 = edges
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _quad(turned: Turned) -> tuple[float, ...]:
    """Return the corners of a line as its words see them: top left, top right, bottom ones."""
    flat = entries.quad(turned.line)
    return tuple(edge for at in range(0, 8, 2) for edge in turned.point(flat[at], flat[at + 1]))


def _extent(lines: Sequence[Turned]) -> tuple[float, float, float, float]:
    corners = [
        line.point(x, y)
        for line in lines
        for left, bottom, right, top in [shapes.extent([line.line])]
        for x in (left, right)
        for y in (bottom, top)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _appearance(
    part: Part, box: tuple[float, float, float, float], revision: Revision, resources: Object
) -> Object:
    operators = ["/G0 gs"]
    for quarters, group in groupby(part.drawn, key=lambda pair: pair[1].quarters):
        pairs: list[tuple[Shape, Line]] = [(shape, turned.line) for shape, turned in group]
        drawn = [
            shapes.draw(shape, lines, first=part.first, last=part.last)
            for shape, lines in entries.joined(pairs)
        ]
        if quarters:
            cosine, sine = turn(quarters)
            drawn = [f"q {cosine} {sine} {-sine} {cosine} 0 0 cm", *drawn, "Q"]
        operators += drawn
    return revision.stream(
        "\n".join(operators).encode("ascii"),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=entries.array(*box),
        Group=Dictionary(S=Name.Transparency),
        Resources=resources,
    )
