"""An element tree to blocks of clean text with their links.

Reads both HTML and the smaller vocabulary trafilatura answers in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element

from app.reading.document import BlockKind

_BLANK = re.compile(r"\s+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffc\ufffe\uffff]"
)


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = _names(
    "script style noscript template head title meta link svg math iframe object embed audio video"
    " canvas button select option textarea input graphic img picture source dialog rp rt"
)
_INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font hi i ins kbd label mark q ref"
    " ruby s samp small span strike strong sub sup time tt u var wbr"
)
_BLOCKS = _names(
    "p div h1 h2 h3 h4 h5 h6 head ul ol li list item blockquote quote table section article figure"
    " figcaption"
)
_ASIDE = _names("nav aside footer menu")
_WRAPPERS = _names("p li item ul ol list dl dd dt blockquote quote h1 h2 h3 h4 h5 h6 head table tr")
_CELLS = _names("td th cell")

_UNSEEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-reader(?:-text)?|screenreader|is-hidden|offscreen"
    r"|assistive-text|a11y-hidden)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION_CLASS = re.compile(r"(?:^|[\s_-])caption(?:$|[\s_-])", re.IGNORECASE)
_SENTENCE_MARKS = tuple(".!?…:;,\"'”’»。！？)")
_LONGEST_BOLD_HEADING = 80
_FEW_PIECES = 6
_ENDS_SENTENCE = re.compile(r"[.!?…:。！？][\"'”’»)\]」』]*$")


@dataclass(slots=True)
class Draft:
    """A block before it has a place; links are stretches of its own text.

    `container` is the element its paragraphs stand in; `aside` says that it lies in what a page
    itself calls navigation, an aside or a footer.
    """

    kind: BlockKind
    text: str
    level: int | None = None
    links: list[tuple[int, int, str]] = field(default_factory=list)
    container: _Element | None = None
    aside: bool = False

    def linked(self) -> float:
        """Return the share of the text that is links, 0..1."""
        return sum(end - start for start, end, _ in self.links) / max(1, len(self.text))


def clean(text: str) -> str:
    """Return `text` with every run of white space as one blank and no invisible characters."""
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip()


def read_blocks(root: _Element, base: str) -> list[Draft]:
    """Return the blocks below `root` in reading order; `base` resolves relative links."""
    return _Reader(root, base).drafts


class _Piece(NamedTuple):
    text: str
    link: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Context:
    """Where in the tree the reader is: what its text will become."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    lists: int = 0
    quotes: int = 0
    aside: bool = False
    block: _Element | None = None
    bold: bool = False


class _Reader:
    """Walks a tree once, gathering inline text until a block boundary."""

    def __init__(self, root: _Element, base: str) -> None:
        self.drafts: list[Draft] = []
        self._base = base
        self._pieces: list[_Piece] = []
        context = _Context(block=root)
        self._walk(root, context, "")
        self._flush(context)

    def _walk(self, element: _Element, context: _Context, link: str) -> None:
        if element.text:
            self._pieces.append(_Piece(element.text, link, context.bold))
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, child.tag, context, link)
            if child.tail:
                self._pieces.append(_Piece(child.tail, link, context.bold))

    def _child(self, child: _Element, name: str, context: _Context, link: str) -> None:
        if name in ("br", "lb"):
            self._break(child, context)
        elif _is_unseen(child, name):
            return
        elif (name in _INLINE or "-" in name) and not _holds_blocks(child):
            self._inline(child, name, context, link)
        elif name == "table":
            self._flush(context)
            self._table(child, replace(context, block=child))
        else:
            self._flush(context)
            inner = _entered(child, name, context)
            self._walk(child, inner, link)
            self._flush(inner)

    def _inline(self, child: _Element, name: str, context: _Context, link: str) -> None:
        if _is_hover_card(child):
            return
        if name == "q":
            self._pieces.append(_Piece("“", link))
        if name in ("b", "strong") and not context.bold:
            context = replace(context, bold=True)
        self._walk(child, context, self._address(child, name) or link)
        if name == "q":
            self._pieces.append(_Piece("”", link))

    def _break(self, element: _Element, context: _Context) -> None:
        """End the paragraph at a line break after a full sentence or a bold line, or at two."""
        following = element.getnext()
        double = (
            following is not None
            and following.tag in ("br", "lb")
            and not (element.tail or "").strip()
        )
        last = next((piece.text for piece in reversed(self._pieces) if piece.text.strip()), "")
        if double or _ENDS_SENTENCE.search(last.rstrip()[-8:]) or self._is_bold_so_far():
            self._flush(context)
        else:
            self._pieces.append(_Piece(" "))

    def _is_bold_so_far(self) -> bool:
        # Only a few: the question is asked at every line break.
        pieces = self._pieces[:_FEW_PIECES]
        return len(pieces) < _FEW_PIECES and _is_bold_line(_joined(pieces)[0], pieces)

    def _address(self, element: _Element, name: str) -> str:
        if name not in ("a", "ref"):
            return ""
        target = (element.get("href") or element.get("target") or "").strip()
        try:
            address = urljoin(self._base, target)
            return address if target and urlsplit(address).scheme in ("http", "https") else ""
        except ValueError:
            return ""

    def _flush(self, context: _Context) -> None:
        pieces, self._pieces = self._pieces, []
        text, links = _joined(pieces)
        # A line of mere dashes or stars divides; it says nothing.
        if not any(map(str.isalnum, text)):
            return
        if context.kind is BlockKind.PARAGRAPH and not links and _is_bold_line(text, pieces):
            context = replace(context, kind=BlockKind.HEADING, level=3)
        self._add(context, text, links)

    def _add(self, context: _Context, text: str, links: list[tuple[int, int, str]]) -> None:
        container = context.block
        if container is not None and not _holds_blocks(container):
            container = container.getparent()
        while container is not None and container.tag in _WRAPPERS:
            container = container.getparent()
        self.drafts.append(
            Draft(context.kind, text, context.level, links, container, context.aside)
        )

    def _table(self, table: _Element, context: _Context) -> None:
        """Read one block a row, cells apart by tabs; a table that only arranges is walked."""
        rows = _rows(table)
        cells = [[cell for cell in row if cell.tag in _CELLS] for row in rows]
        arranges = max(map(len, cells), default=0) < 2 or any(
            _holds_blocks(cell, many=True) for row in cells for cell in row
        )
        if arranges:
            self._walk(table, context, "")
            self._flush(context)
            return
        for caption in table.iterchildren("caption"):
            inner = replace(context, kind=BlockKind.CAPTION, level=None)
            self._walk(caption, inner, "")
            self._flush(inner)
        row_context = replace(context, kind=BlockKind.TABLE, level=None)
        for row in cells:
            texts = [clean("".join(map(str, cell.itertext()))) for cell in row]
            if any(texts):
                self._add(row_context, "\t".join(texts).strip("\t"), [])


def _entered(element: _Element, name: str, context: _Context) -> _Context:
    """Return the context inside `element`."""
    kind, level, lists, quotes = context.kind, context.level, context.lists, context.quotes
    if name in _HEADINGS or name == "head":
        kind = BlockKind.HEADING
        level = _HEADINGS.get(name) or _HEADINGS.get(element.get("rend") or "", 2)
    elif name in ("ul", "ol", "dl", "list"):
        lists += 1
    elif name in ("li", "item", "dt", "dd") and not quotes and kind is not BlockKind.CAPTION:
        kind, level = BlockKind.LIST_ITEM, max(1, lists)
    elif name in ("blockquote", "quote"):
        quotes += 1
        kind, level = BlockKind.QUOTE, quotes
    elif name in ("figcaption", "caption") or _CAPTION_CLASS.search(element.get("class") or ""):
        kind, level = BlockKind.CAPTION, None
    return _Context(
        kind, level, lists, quotes, context.aside or name in _ASIDE, element, context.bold
    )


def _joined(pieces: list[_Piece]) -> tuple[str, list[tuple[int, int, str]]]:
    """Join inline pieces to one line, blanks collapsed across them, links with their places."""
    parts: list[str] = []
    links: list[tuple[int, int, str]] = []
    length = 0
    after_blank = True
    for raw, link, _ in pieces:
        piece = _BLANK.sub(" ", _INVISIBLE.sub("", raw))
        if after_blank:
            piece = piece.lstrip()
        if not piece:
            continue
        start = length + len(piece) - len(piece.lstrip())
        end = length + len(piece.rstrip())
        if link and end > start:
            if links and links[-1][2] == link and start - links[-1][1] <= 1:
                start = links.pop()[0]
            links.append((start, end, link))
        parts.append(piece)
        length += len(piece)
        after_blank = piece.endswith(" ")
    return "".join(parts).rstrip(), links


def _is_bold_line(text: str, pieces: list[_Piece]) -> bool:
    """Tell a short line all in bold that is no sentence: a heading to whoever sees the page."""
    if not text or len(text) > _LONGEST_BOLD_HEADING or text.endswith(_SENTENCE_MARKS):
        return False
    return text[0].isupper() and all(piece.bold for piece in pieces if piece.text.strip())


def _holds_blocks(element: _Element, *, many: bool = False) -> bool:
    """Tell whether an inline element or a cell wraps block elements (with `many`, several)."""
    inner = element.iterdescendants(*_BLOCKS)
    return next(inner, None) is not None and (not many or next(inner, None) is not None)


def _is_hover_card(element: _Element) -> bool:
    """Tell an inline box of links that only shows when the pointer rests on a name.

    The innermost such box, for the name itself may lie in one element with it.
    """
    return _is_link_box(element) and not any(map(_is_link_box, element.iterfind(".//span")))


def _is_link_box(element: _Element) -> bool:
    if element.tag != "span" or element.find(".//img") is None:
        return False
    links = element.findall(".//a")
    if len(links) < 3:
        return False
    linked = sum(len("".join(map(str, link.itertext()))) for link in links)
    return linked > 0.6 * len("".join(map(str, element.itertext())).strip())


def _rows(table: _Element) -> list[_Element]:
    """Return a table's own rows, those of tables inside it left out."""
    rows: list[_Element] = []
    for part in table:
        if part.tag in ("tr", "row"):
            rows.append(part)
        elif part.tag in ("tbody", "thead", "tfoot"):
            rows.extend(part.iterchildren("tr"))
    return rows


def _is_unseen(element: _Element, name: str) -> bool:
    """Tell what a browser would not show: by element, attribute, inline style or customary class."""
    if name in _UNSEEN or element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style:
        style = style.replace(" ", "").lower()
        if "display:none" in style or "visibility:hidden" in style:
            return True
    classes = element.get("class")
    return bool(classes) and _UNSEEN_CLASS.search(classes or "") is not None
