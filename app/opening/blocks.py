"""An element tree to blocks of clean text with their links.

Reads both HTML and the smaller vocabulary trafilatura answers in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element

from app.reading.document import BlockKind

_BLANK = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffc\ufffe\uffff]"
)

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "form-control",
        "graphic",
        "img",
        "picture",
        "source",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "hi",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "ref",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]*$")


@dataclass(slots=True)
class Draft:
    """A block before it has a place; links are stretches of its own text."""

    kind: BlockKind
    text: str
    level: int | None = None
    links: list[tuple[int, int, str]] = field(default_factory=list)

    def linked(self) -> float:
        """Return the share of the text that is links, 0..1."""
        return sum(end - start for start, end, _ in self.links) / max(1, len(self.text))


def clean(text: str) -> str:
    """Return `text` with every run of white space as one blank and no invisible characters."""
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip()


def read_blocks(root: _Element, base: str) -> list[Draft]:
    """Return the blocks below `root` in reading order; `base` resolves relative links."""
    return list(_Reader(base).read(root))


@dataclass(frozen=True, slots=True)
class _Context:
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    lists: int = 0
    quotes: int = 0


class _Reader:
    """Walks a tree once, gathering inline text until a block boundary."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._pieces: list[tuple[str, str]] = []

    def read(self, root: _Element) -> Iterator[Draft]:
        yield from self._walk(root, _Context(), "")
        yield from self._flush(_Context())

    def _walk(self, element: _Element, context: _Context, link: str) -> Iterator[Draft]:
        if element.text:
            self._pieces.append((element.text, link))
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            name = tag.rpartition("}")[2].lower()
            if name in ("br", "lb"):
                yield from self._break(child, context)
            elif name == "table":
                yield from self._flush(context)
                yield from self._table(child, context)
            elif name in _INLINE and not _holds_blocks(child):
                yield from self._walk(child, context, self._address(child, name) or link)
            elif tag and not _is_unseen(child, name):
                yield from self._flush(context)
                inner = _entered(child, name, context)
                yield from self._walk(child, inner, link)
                yield from self._flush(inner)
            if child.tail:
                self._pieces.append((child.tail, link))

    def _break(self, element: _Element, context: _Context) -> Iterator[Draft]:
        """End the paragraph at a line break after a full sentence or before another one."""
        so_far = "".join(text for text, _ in self._pieces).rstrip()
        following = element.getnext()
        double = (
            following is not None
            and following.tag in ("br", "lb")
            and not (element.tail or "").strip()
        )
        if double or _ENDS_SENTENCE.search(so_far[-8:]):
            yield from self._flush(context)
        else:
            self._pieces.append((" ", ""))

    def _address(self, element: _Element, name: str) -> str:
        if name not in ("a", "ref"):
            return ""
        target = (element.get("href") or element.get("target") or "").strip()
        try:
            address = urljoin(self._base, target)
            return address if target and urlsplit(address).scheme in ("http", "https") else ""
        except ValueError:
            return ""

    def _flush(self, context: _Context) -> Iterator[Draft]:
        pieces, self._pieces = self._pieces, []
        draft = _joined(pieces, context)
        if draft is not None:
            yield draft

    def _table(self, table: _Element, context: _Context) -> Iterator[Draft]:
        """Yield one block a row, cells apart by tabs; a table that only arranges is walked."""
        rows = [row for row in table.iter("tr", "row") if _owner(row) is table]
        cells = [[cell for cell in row if cell.tag in ("td", "th", "cell")] for row in rows]
        arranges = (
            not rows
            or max(map(len, cells)) < 2
            or any(_holds_blocks(cell, many=True) for row in cells for cell in row)
        )
        if arranges:
            for part in table:
                yield from self._walk(part, context, "")
                yield from self._flush(context)
            return
        for caption in table.iterchildren("caption"):
            yield from self._walk(caption, _Context(BlockKind.CAPTION), "")
            yield from self._flush(_Context(BlockKind.CAPTION))
        for row in cells:
            texts = [clean("".join(map(str, cell.itertext()))) for cell in row]
            if any(texts):
                yield Draft(BlockKind.TABLE, "\t".join(texts).rstrip("\t"))


def _entered(element: _Element, name: str, context: _Context) -> _Context:
    """Return the context inside `element`."""
    if name in _HEADINGS or name == "head":
        level = _HEADINGS.get(name) or _HEADINGS.get(element.get("rend") or "", 2)
        return _Context(BlockKind.HEADING, level, context.lists, context.quotes)
    if name in ("ul", "ol", "dl", "list"):
        return _Context(context.kind, context.level, context.lists + 1, context.quotes)
    if name in ("li", "item", "dt", "dd") and not context.quotes:
        depth = max(1, context.lists)
        return _Context(BlockKind.LIST_ITEM, depth, depth, context.quotes)
    if name in ("blockquote", "quote"):
        return _Context(BlockKind.QUOTE, context.quotes + 1, context.lists, context.quotes + 1)
    if name in ("figcaption", "caption"):
        return _Context(BlockKind.CAPTION, None, context.lists, context.quotes)
    return context


def _joined(pieces: list[tuple[str, str]], context: _Context) -> Draft | None:
    """Join inline pieces to one block, blanks collapsed across them, links with their places."""
    text = ""
    links: list[tuple[int, int, str]] = []
    for raw, link in pieces:
        piece = _BLANK.sub(" ", _INVISIBLE.sub("", raw))
        if not text or text.endswith(" "):
            piece = piece.lstrip()
        start = len(text)
        text += piece
        end = len(text.rstrip())
        start += len(piece) - len(piece.lstrip())
        if link and end > start:
            if links and links[-1][2] == link and not text[links[-1][1] : start].strip():
                start = links.pop()[0]
            links.append((start, end, link))
    text = text.rstrip()
    if not any(character.isalnum() for character in text):
        return None
    return Draft(context.kind, text, context.level, links)


def _holds_blocks(element: _Element, *, many: bool = False) -> bool:
    """Tell whether an inline element or a cell wraps block elements (with `many`, several)."""
    found = 0
    for inner in element.iterdescendants():
        if isinstance(inner.tag, str) and inner.tag in _BLOCKS:
            found += 1
            if not many or found > 1:
                return True
    return False


_BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "ul",
        "ol",
        "li",
        "list",
        "item",
        "blockquote",
        "quote",
        "table",
        "section",
        "article",
        "figure",
        "figcaption",
    ]
)


def _owner(row: _Element) -> _Element | None:
    return next(iter(row.iterancestors("table")), None)


def _is_unseen(element: _Element, name: str) -> bool:
    if name in _UNSEEN or element.get("hidden") is not None:
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style
