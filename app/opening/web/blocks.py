"""An element tree to blocks of clean text with their links and emphases.

Reads both HTML and the smaller vocabulary trafilatura answers in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element

from app.opening.web.breaks import sets_lines
from app.opening.web.inline import Line, Piece, clean, is_bold_line, joined
from app.opening.web.pictures import Seen, seen
from app.opening.web.tables import cells_of, spanned
from app.opening.web.visibility import is_hover_card, is_unseen
from app.reading.document import BlockKind, Emphasis

__all__ = ["Draft", "clean", "read_blocks"]


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font hi i ins kbd label mark q ref"
    " ruby s samp small span strike strong sub sup time tt u var wbr"
)
_BOLD = _names("b strong mark")
_ITALIC = _names("i em cite var dfn")
_ROUND = {"q": ("“", "”")}
_BLOCKS = _names(
    "p div h1 h2 h3 h4 h5 h6 head ul ol li list item blockquote quote table section article figure"
    " figcaption"
)
_APART = _BLOCKS | _names("dl dt dd tr td th pre address header footer main aside nav center hr")
_ASIDE = _names("nav aside footer menu")
_WRAPPERS = _names("p li item ul ol list dl dd dt blockquote quote h1 h2 h3 h4 h5 h6 head table tr")

_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:caption|(?:photo|image|picture|media)[_-]?credits?)(?:$|[\s_-])|[a-z]Caption\b",
)
_CROSSHEAD_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sub-?head(?:ing|line|er)?|cross-?head(?:ing|er)?|inter-?title|zwischentitel)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST_CROSSHEAD = 120
_LINED = frozenset((BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE))
_FEW_PIECES = 6
_LONGEST_SIGN = 3
_LONGEST_ADDRESS = 4000
_ENDS_SENTENCE = re.compile(r"[.!?…:。！？][\"'”’»)\]」』]*$")


@dataclass(slots=True)
class Draft:
    """A block before it has a place; links and emphases are stretches of its own text.

    `container` is the element its paragraphs stand in; `aside` says that it lies in what a page
    itself calls navigation, an aside or a footer. `above` are the pictures between the block before
    and this one, `below` those after the last.
    """

    kind: BlockKind
    text: str
    level: int | None = None
    links: list[tuple[int, int, str]] = field(default_factory=list)
    emphases: list[Emphasis] = field(default_factory=list)
    container: _Element | None = None
    aside: bool = False
    above: list[Seen] = field(default_factory=list)
    below: list[Seen] = field(default_factory=list)

    def linked(self) -> float:
        """Return the share of the text that is links, 0..1."""
        return sum(end - start for start, end, _ in self.links) / max(1, len(self.text))


def read_blocks(root: _Element, base: str) -> list[Draft]:
    """Return the blocks below `root` in reading order; `base` resolves relative links."""
    return _Reader(root, base).drafts


@dataclass(frozen=True, slots=True)
class _Context:
    """Where in the tree the reader is: what its text will become.

    `flat` is true in a table's cell, whose words stay on one line whatever they stand in.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    lists: int = 0
    quotes: int = 0
    aside: bool = False
    block: _Element | None = None
    bold: bool = False
    italic: bool = False
    flat: bool = False


class _Reader:
    """Walks a tree once, gathering inline text until a block boundary."""

    def __init__(self, root: _Element, base: str) -> None:
        self.drafts: list[Draft] = []
        self._base = base
        self._pieces: list[Piece] = []
        self._home: tuple[_Element | None, bool] = (None, False)
        self._lined: tuple[_Element | None, bool] = (None, False)
        context = _Context(block=root)
        self._pictures: list[Seen] = []
        self._unloaded = False
        self._walk(root, context, "")
        self._flush(context)
        if self.drafts:
            self.drafts[-1].below = self._pictures

    def _walk(self, element: _Element, context: _Context, link: str) -> None:
        if element.text:
            self._say(element.text, context, link)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, child.tag, context, link)
            if child.tail:
                self._say(child.tail, context, link)

    def _say(self, text: str, context: _Context, link: str) -> None:
        self._pieces.append(Piece(text, link, context.bold, context.italic))

    def _child(self, child: _Element, name: str, context: _Context, link: str) -> None:
        if name in ("br", "lb"):
            self._break(child, context)
        elif name == "img" and (letter := _drop_cap(child)):
            self._say(letter, context, link)
        elif is_unseen(child, name):
            self._look(child, name, link)
        elif context.flat or ((name in _INLINE or "-" in name) and not _is_box(child)):
            self._inline(child, name, context, link)
        elif name == "table":
            self._flush(context)
            self._table(child, replace(context, block=child))
        else:
            self._flush(context)
            inner = _entered(child, name, context)
            self._walk(child, inner, self._address(child, name) or link)
            self._flush(inner)

    def _look(self, child: _Element, name: str, link: str) -> None:
        """Note a picture; one a script loads is often said once more for who runs none."""
        if name == "picture" or (name == "noscript" and self._unloaded):
            inner = child.find(".//img")
            if inner is not None:
                self._look(inner, "img", link)
        elif name == "img":
            picture = seen(child, self._base, link)
            self._unloaded = picture is None
            if picture is not None:
                self._pictures.append(picture)

    def _inline(self, child: _Element, name: str, context: _Context, link: str) -> None:
        if is_hover_card(child):
            return
        around = _ROUND.get(name)
        if name == "sup" and _is_note(child):
            around = ("[", "]")  # a raised 3 after "2021" is no part of the number
        if around:
            self._say(around[0], context, link)
        elif name in _APART or self._is_label(child, child.text):
            self._say(" ", context, "")  # in a table's cell; or before a label
        inner = context
        if name in _BOLD and not context.bold:
            inner = replace(context, bold=True)
        elif name in _ITALIC and not context.italic:
            inner = replace(context, italic=True)
        self._walk(child, inner, self._address(child, name) or link)
        if around:
            self._say(around[1], context, link)
        elif name in _APART or self._is_label(child, child.tail):
            self._say(" ", context, "")

    def _is_label(self, element: _Element, following: str | None) -> bool:
        """Tell whether a style sheet parts what is glued here: a label and the words beside it."""
        if element.tag != "span" or not element.get("class") or not self._pieces:
            return False
        before, after = self._pieces[-1].text[-3:], (following or "")[:2]
        return before.isalpha() and before[-1].islower() and after.istitle() and after.isalpha()

    def _break(self, element: _Element, context: _Context) -> None:
        """End the paragraph at a line break after a full sentence or a bold line, at two, and
        wherever breaks part lines that begin anew, as of an address or a programme.
        """
        following = element.getnext()
        double = (
            following is not None
            and following.tag in ("br", "lb")
            and not (element.tail or "").strip()
        )
        last = next((piece.text for piece in reversed(self._pieces) if piece.text.strip()), "")
        ends = (
            double
            or _ENDS_SENTENCE.search(last.rstrip()[-8:])
            or self._is_bold_so_far()
            or (context.kind in _LINED and self._is_lined(element.getparent()))
        )
        if ends and not context.flat:
            self._flush(context)
        else:
            self._say(" ", context, "")

    def _is_lined(self, parent: _Element | None) -> bool:
        # Asked at every line break of one element.
        if parent is None or parent is not self._lined[0]:
            self._lined = (parent, parent is not None and sets_lines(parent))
        return self._lined[1]

    def _is_bold_so_far(self) -> bool:
        # Only a few: the question is asked at every line break.
        pieces = self._pieces[:_FEW_PIECES]
        return len(pieces) < _FEW_PIECES and is_bold_line(joined(pieces).text, pieces)

    def _address(self, element: _Element, name: str) -> str:
        if name not in ("a", "ref"):
            return ""
        target = (element.get("href") or element.get("target") or "").strip()
        if not target or len(target) > _LONGEST_ADDRESS:
            return ""
        try:
            if not target.startswith(("https://", "http://")):
                target = urljoin(self._base, target)
            return target if urlsplit(target).scheme in ("http", "https") else ""
        except ValueError:
            return ""

    def _flush(self, context: _Context) -> None:
        pieces, self._pieces = self._pieces, []
        if all(piece.text.isspace() for piece in pieces):
            return
        line = joined(pieces)
        # A line of mere dashes or stars divides; it says nothing.
        if not any(map(str.isalnum, line.text)):
            return
        if context.kind is BlockKind.PARAGRAPH:
            bold = not line.links and is_bold_line(line.text, pieces)
            if bold or _is_crosshead(context.block, line.text):
                context = replace(context, kind=BlockKind.HEADING, level=3)
            elif _is_under_picture(context.block, line):
                context = replace(context, kind=BlockKind.CAPTION)
        self._add(context, line)

    def _add(self, context: _Context, line: Line) -> None:
        container = context.block
        if container is not None and not self._is_home(container):
            container = container.getparent()
        while container is not None and container.tag in _WRAPPERS:
            container = container.getparent()
        self.drafts.append(
            Draft(
                context.kind,
                line.text,
                context.level,
                line.links,
                [] if context.kind is BlockKind.HEADING else line.emphases,
                container,
                context.aside,
                self._pictures,
            )
        )
        self._pictures = []

    def _is_home(self, element: _Element) -> bool:
        # Asked for every line of an element, which may have very many.
        if element is not self._home[0]:
            is_home = element.tag != "table" and _holds_blocks(element)
            self._home = (element, is_home)
        return self._home[1]

    def _table(self, table: _Element, context: _Context) -> None:
        """Read one block a row, cells apart by tabs; a table that only arranges is walked."""
        rows = cells_of(table)
        arranges = max(map(len, rows), default=0) < 2 or any(
            _holds_blocks(cell, many=True) for row in rows for cell in row
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
        for row in rows:
            line = spanned([(self._cell(cell, context), cell) for cell in row])
            if line.text.strip():
                self._add(row_context, line)

    def _cell(self, cell: _Element, context: _Context) -> Line:
        outer, self._pieces = self._pieces, []
        if not is_unseen(cell, cell.tag):
            self._walk(cell, replace(context, flat=True), "")
        pieces, self._pieces = self._pieces, outer
        return joined(pieces)


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
    elif name in ("figcaption", "caption") or _is_caption(element):
        kind, level = BlockKind.CAPTION, None
    return _Context(
        kind,
        level,
        lists,
        quotes,
        context.aside or name in _ASIDE,
        element,
        context.bold or name in _BOLD,
        context.italic or name in _ITALIC,
    )


def _is_crosshead(block: _Element | None, text: str) -> bool:
    """Tell a heading that only its customary class makes one."""
    classes = "" if block is None else block.get("class") or ""
    return (
        bool(classes)
        and len(text) <= _LONGEST_CROSSHEAD
        and not text.endswith((".", ";", ":", ","))
        and _CROSSHEAD_CLASS.search(classes[:1000]) is not None
    )


def _is_under_picture(block: _Element | None, line: Line) -> bool:
    """Tell a line all in italics in one element with a picture: its caption."""
    italic = [emphasis for emphasis in line.emphases if not emphasis.strong]
    return (
        block is not None
        and len(italic) == 1
        and italic[0].end - italic[0].start >= len(line.text) - 2
        and block.tag in ("p", "div", "center")
        and len(block) <= _FEW_PIECES
        and block.find(".//img") is not None
        and not _holds_blocks(block)
    )


def _is_note(element: _Element) -> bool:
    """Tell the number of a note, which leads to it, from an exponent."""
    sign = "".join(map(str, element.itertext())).strip()
    if not (sign.isdecimal() and len(sign) <= _LONGEST_SIGN):
        return False
    parent = element.getparent()
    return element.find(".//a") is not None or (parent is not None and parent.tag == "a")


def _drop_cap(image: _Element) -> str:
    """Return the letter a picture stands for at the beginning of a word."""
    letter = (image.get("alt") or "").strip()
    tail = image.tail or ""
    return letter if len(letter) == 1 and letter.isalpha() and tail[:1].isalpha() else ""


def _is_box(element: _Element) -> bool:
    """Tell an inline element that makes a block of its words: round blocks, or as a caption."""
    return _is_caption(element) or _holds_blocks(element)


def _is_caption(element: _Element) -> bool:
    return _CAPTION_CLASS.search((element.get("class") or "")[:1000]) is not None


def _holds_blocks(element: _Element, *, many: bool = False) -> bool:
    """Tell whether an inline element or a cell wraps block elements (with `many`, several)."""
    inner = element.iterdescendants(*_BLOCKS)
    return next(inner, None) is not None and (not many or next(inner, None) is not None)
