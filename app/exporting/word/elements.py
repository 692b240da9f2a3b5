"""The elements a Word document is made of, in the order its schema wants them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

Element = Any
"""An element of the document's XML."""

LINK = "1D5A96"
_SAFE = "/?#[]@!$&'()*+,;=:%~-._"


@dataclass(frozen=True, slots=True)
class Look:
    """How words look; "" for what is as usual. Colours are six hexadecimal digits.

    `line` is a kind of underline and its colour, `box` the colour of an edge all around.
    """

    bold: bool = False
    italic: bool = False
    colour: str = ""
    size: float = 0.0
    highlight: bool = False
    line: tuple[str, str] = ("", "")
    box: str = ""
    fill: str = ""
    rtl: bool = False


PLAIN = Look()


def element(name: str, /, *children: Element, **attributes: str) -> Element:
    """Return an element of Word's own names: element("jc", val="right")."""
    made = OxmlElement(f"w:{name}", {qn(f"w:{key}"): value for key, value in attributes.items()})
    made.extend(children)
    return made


def run(words: str, look: Look = PLAIN) -> Element:
    """Return words that look the same throughout; they are on one line, and fit for XML."""
    made = element("r")
    properties = list(_properties(look))
    if properties:
        made.append(element("rPr", *properties))
    text = element("t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    made.append(text)
    return made


def _properties(look: Look) -> Iterable[Element]:
    if look.bold:
        yield element("b")
        yield element("bCs")
    if look.italic:
        yield element("i")
        yield element("iCs")
    if look.colour:
        yield element("color", val=look.colour)
    if look.size:
        half_points = str(round(2 * look.size))
        yield element("sz", val=half_points)
        yield element("szCs", val=half_points)
    if look.highlight:
        yield element("highlight", val="yellow")
    if look.line[0]:
        yield element("u", val=look.line[0], color=look.line[1])
    if look.box:
        yield element("bdr", val="single", sz="4", space="0", color=look.box)
    if look.fill:
        yield element("shd", val="clear", color="auto", fill=look.fill)
    if look.rtl:
        yield element("rtl")


def paragraph(style: str, *content: Element, rtl: bool = False, keep: bool = False) -> Element:
    """Return a paragraph in a style; with `keep` it stays on one page with what follows."""
    properties = [element("pStyle", val=style)]
    if keep:
        properties.append(element("keepNext"))
    if rtl:
        properties.append(element("bidi"))
    return element("p", element("pPr", *properties), *content)


def link(part: Any, address: str, *content: Element) -> Element:
    """Return a link out of the document that `part` is the main part of."""
    target = quote(address, safe=_SAFE)
    made = element("hyperlink", *content)
    made.set(qn("r:id"), part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return made


def table(widths: list[int], rows: Iterable[tuple[bool, list[list[Element]]]]) -> Element:
    """Return a table of rows: whether each heads the table, and the paragraphs of its cells.

    Widths are in twentieths of a point.
    """
    lines = [
        element(edge, val="single", sz="4", space="0", color="DED9D1")
        for edge in ("top", "bottom", "insideH")
    ]
    made = element(
        "tbl",
        element(
            "tblPr",
            element("tblW", w=str(sum(widths)), type="dxa"),
            element("tblBorders", *lines),
            element("tblLayout", type="fixed"),
        ),
        element("tblGrid", *(element("gridCol", w=str(width)) for width in widths)),
    )
    for head, cells in rows:
        properties = [element("cantSplit")]
        if head:
            properties.append(element("tblHeader"))
        row = element("tr", element("trPr", *properties))
        for width, content in zip(widths, cells, strict=True):
            size = element("tcPr", element("tcW", w=str(width), type="dxa"))
            row.append(element("tc", size, *content))
        made.append(row)
    return made
