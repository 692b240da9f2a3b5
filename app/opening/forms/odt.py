"""OpenDocument texts: written as HTML by their styles and structure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape

from lxml.etree import _Element

from app.opening.forms.archive import Archive, damaged, locked
from app.opening.forms.embedded import Embedded
from app.opening.forms.properties import day_of, names_of, title_of
from app.opening.request import Request
from app.opening.web.blocks import clean
from app.opening.web.metadata import Facts
from app.opening.web.page import read_whole
from app.reading.annotation import Opened

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES = {
    "office": _BASE + "office:1.0",
    "style": _BASE + "style:1.0",
    "text": _BASE + "text:1.0",
    "table": _BASE + "table:1.0",
    "draw": _BASE + "drawing:1.0",
    "svg": _BASE + "svg-compatible:1.0",
    "fo": _BASE + "xsl-fo-compatible:1.0",
    "meta": _BASE + "meta:1.0",
    "manifest": _BASE + "manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}


def _name(qualified: str) -> str:
    prefix, _, local = qualified.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def _all(names: str) -> frozenset[str]:
    return frozenset(_name(name) for name in names.split())


# Deletions, comments, indexes and what is no text.
_SKIPPED = _all(
    "text:tracked-changes office:annotation office:annotation-end office:forms text:sequence-decls"
    " text:variable-decls text:user-field-decls text:table-of-content text:alphabetical-index"
    " text:illustration-index text:table-index text:object-index text:user-index text:note-citation"
    " text:ruby-text draw:object draw:object-ole draw:plugin text:page-number"
    " table:shapes table:table-column table:table-columns table:table-header-columns"
)
_SILENT = (f"{{{_BASE}svg-", f"{{{_BASE}presentation", "{http://www.w3.org/1998/Math/MathML}")
_QUOTES = frozenset(
    ("Quotations", "Quote", "Intense_20_Quote", "Block_20_Quotation", "Block_20_Text")
)
_CAPTIONS = frozenset(
    ("Caption", "Illustration", "Table", "Drawing", "Figure", "TableCaption", "FigureCaption")
)
_MOST_CELLS = 64
_MOST_STYLES_ABOVE = 20

_H, _P, _SPAN, _A = (_name(f"text:{local}") for local in ("h", "p", "span", "a"))
_NOTE, _NOTE_BODY = _name("text:note"), _name("text:note-body")
_CELL = _name("table:table-cell")
_IMAGE = _name("draw:image")
_STYLE_NAME = _name("text:style-name")
_BLANKS = {_name("text:s"): " ", _name("text:tab"): "\t", _name("text:line-break"): "<br>"}
_WRAPPED = {
    _name("text:list"): "ul",
    _name("text:list-item"): "li",
    _name("text:list-header"): "li",
    _name("table:table"): "table",
    _name("table:table-row"): "tr",
}
_BOXES = _all("draw:text-box")


@dataclass(slots=True)
class _Style:
    """What a style is derived from, and what it says itself; None where it says nothing."""

    parent: str = ""
    bold: bool | None = None
    italic: bool | None = None


@dataclass(slots=True)
class _Writer:
    """Writes elements as HTML in the order of the text; notes wait for the end."""

    styles: Mapping[tuple[str, str], _Style]
    parts: list[str] = field(default_factory=list)
    notes: list[_Element] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)
    shown: Callable[[str], str] = lambda _member: ""
    """Returns the address of the picture a member of the file is, "" for none."""

    title: str = ""
    within: int = 0
    """How many paragraphs the place is in: text boxes wait for the end of theirs."""

    def write(self, element: _Element) -> None:
        """Write an element, and what follows its start tag, without its tail."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return
        if tag in _BLANKS:
            self.parts.append(_BLANKS[tag])
        elif tag in (_P, _H):
            self._paragraph(element)
        elif tag == _NOTE:
            self.notes.append(element)
            self.parts.append(f"<sup>[{len(self.notes)}]</sup>")
        elif tag in _BOXES and self.within:
            self.boxes.append(element)
        elif tag == _CELL:
            self._cell(element)
        elif tag == _IMAGE:
            self._picture(element)
        elif not tag.startswith(_SILENT):
            self._inside(element, *self._tags(element))

    def _tags(self, element: _Element) -> tuple[str, str]:
        """Return the tags that stand for an element; none for one that only holds others."""
        if element.tag == _A:
            return f'<a href="{escape(element.get(_name("xlink:href")) or "")}">', "</a>"
        if element.tag == _SPAN:
            return self._emphasis("text", element.get(_STYLE_NAME) or "")
        name = _WRAPPED.get(element.tag)
        return (f"<{name}>", f"</{name}>") if name else ("", "")

    def write_notes(self) -> None:
        """Write the notes; notes to notes come after them."""
        for number, note in enumerate(self.notes, start=1):
            self.parts.append(f"<ol><li>[{number}] ")
            for body in note.iterchildren(_NOTE_BODY):
                for paragraph in body:
                    self._inside(paragraph, "<span>", "</span> ")
            self.parts.append("</li></ol>")

    def _inside(self, element: _Element, before: str, after: str) -> None:
        self.parts.append(before)
        self.parts.append(escape(element.text or ""))
        for child in element:
            self.write(child)
            self.parts.append(escape(child.tail or ""))
        self.parts.append(after)

    def _paragraph(self, element: _Element) -> None:
        style = element.get(_STYLE_NAME) or ""
        above = set(self._above("paragraph", style))
        before, after = self._emphasis("paragraph", style)
        if element.tag == _H:
            level = _number(element.get(_name("text:outline-level")), 1)
            # A heading of the first level is one below the document's title.
            before, after = f"<h{min(6, level + 1)}>", f"</h{min(6, level + 1)}>"
        elif "Title" in above:
            before, after = "<h1>", "</h1>"
            self.title = self.title or clean("".join(map(str, element.itertext())))
        elif not _QUOTES.isdisjoint(above):
            before, after = f"<blockquote><p>{before}", f"{after}</p></blockquote>"
        elif not _CAPTIONS.isdisjoint(above):
            before, after = f'<p class="caption">{before}', f"{after}</p>"
        else:
            before, after = f"<p>{before}", f"{after}</p>"
        self.within += 1
        self._inside(element, before, after)
        self.within -= 1
        if not self.within:
            boxes, self.boxes = self.boxes, []
            for box in boxes:
                self._inside(box, "<div>", "</div>")

    def _cell(self, element: _Element) -> None:
        repeated = _number(element.get(_name("table:number-columns-repeated")), 1)
        if not any(map(str.strip, map(str, element.itertext()))):
            repeated = 1  # empty ones fill the row up to a sheet's width
        for _ in range(min(repeated, _MOST_CELLS)):
            self._inside(element, "<td>", "</td>")

    def _picture(self, element: _Element) -> None:
        address = self.shown((element.get(_name("xlink:href")) or "").removeprefix("./"))
        if address:
            frame = element.getparent()
            about = "" if frame is None else frame.findtext("svg:desc", "", _NAMES)
            self.parts.append(f'<img src="{address}" alt="{escape(about)}">')

    def _emphasis(self, family: str, style: str) -> tuple[str, str]:
        bold = self._says(family, style, "bold")
        italic = self._says(family, style, "italic")
        return (
            ("<b>" if bold else "") + ("<i>" if italic else ""),
            ("</i>" if italic else "") + ("</b>" if bold else ""),
        )

    def _says(self, family: str, style: str, what: str) -> bool:
        for name in self._above(family, style):
            said: bool | None = getattr(self.styles.get((family, name), _Style()), what)
            if said is not None:
                return said
        return False

    def _above(self, family: str, style: str) -> Iterator[str]:
        """Yield a style's name and those it is derived from, the nearest first."""
        for _ in range(_MOST_STYLES_ABOVE):
            if not style:
                return
            yield style
            style = self.styles.get((family, style), _Style()).parent


def read_odt(content: bytes, request: Request) -> list[Opened]:
    """Open an OpenDocument text. Its title is the paragraph in that style, else the stated one.

    Tracked deletions, comments and indexes are left out; notes stand at the end. Raises
    OpenFailure for a damaged or locked document.
    """
    archive = Archive(content, request.name)
    manifest = "META-INF/manifest.xml"
    if manifest in archive:
        encrypted = archive.xml(manifest).iter(_name("manifest:encryption-data"))
        if next(encrypted, None) is not None:
            raise locked(request.name)
    root = archive.xml("content.xml")
    body = root.find("office:body/office:text", _NAMES)
    if body is None:
        raise damaged(request.name)
    styles = dict(_styles(archive.xml("styles.xml"))) if "styles.xml" in archive else {}
    styles.update(_styles(root))
    pictures = Embedded()
    writer = _Writer(styles, shown=lambda member: pictures.address_in(archive, member))
    try:
        writer.write(body)
        writer.write_notes()
    except RecursionError:
        raise damaged(request.name) from None
    facts, language = _facts(archive)
    facts = replace(facts, title=writer.title or facts.title)
    page = f'<html lang="{escape(language)}"><body>{"".join(writer.parts)}</body></html>'
    document = read_whole(page, request.source, facts, pictures=True)
    return [pictures.opened(document)]


def _styles(root: _Element) -> Iterator[tuple[tuple[str, str], _Style]]:
    """Yield the styles of a part by family and name."""
    for style in root.iter(_name("style:style")):
        properties = style.find("style:text-properties", _NAMES)
        weight = slant = None
        if properties is not None:
            weight = properties.get(_name("fo:font-weight"))
            slant = properties.get(_name("fo:font-style"))
        key = style.get(_name("style:family")) or "", style.get(_name("style:name")) or ""
        yield (
            key,
            _Style(
                style.get(_name("style:parent-style-name")) or "",
                None if weight is None else weight == "bold" or _number(weight, 400) >= 600,
                None if slant is None else slant in ("italic", "oblique"),
            ),
        )


def _facts(archive: Archive) -> tuple[Facts, str]:
    """Return what the document states about itself, and its language."""
    meta = archive.xml("meta.xml").find("office:meta", _NAMES) if "meta.xml" in archive else None
    if meta is None:
        return Facts(), ""

    def stated(path: str) -> str:
        return meta.findtext(path, default="", namespaces=_NAMES)

    published, updated = day_of(stated("meta:creation-date")), day_of(stated("dc:date"))
    facts = Facts(
        title=title_of(stated("dc:title")),
        byline=names_of([stated("meta:initial-creator") or stated("dc:creator")]),
        published=published,
        updated=updated if updated != published else "",
    )
    return facts, stated("dc:language")


def _number(value: str | None, default: int) -> int:
    return (
        int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else default
    )
