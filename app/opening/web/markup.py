"""HTML text to an element tree: parsed once, nesting bounded, what a reader cannot see left out."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

DEEPEST = 150
"""Elements nested deeper than this are flattened into their ancestor; browsers stop at 512."""

_DEEPEST_LINE = DEEPEST + 20
_LINES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li"))

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)[^<>]*?(/?)>")
_LARGE = 2**20
_LONGEST_TAG = 30_000
_LONG_TAG = re.compile(rb"<([a-zA-Z][a-zA-Z0-9:-]*)[^<>]{30000,}>")
_LONG_BLANK = re.compile(rb"(?<!\s)\s{5000,}")
_CONTROLS = bytes((*range(9), 11, *range(14, 32), 127))
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_SELF_CLOSED = frozenset(
    ["dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr"]
)
_OPAQUE = ("script", "style", "noscript", "template", "svg", "textarea", "xmp")


def parse(text: str) -> HtmlElement | None:
    """Return the tree of a page, without comments; None when there is nothing in it.

    libxml2 loads nothing a page refers to and gives up at 256 levels, dropping the rest of the
    page: such a page is flattened first and parsed again.
    """
    content = _printable(text)
    if max(map(len, content.split(b"<"))) > _LONGEST_TAG:
        # The time libxml2 takes over one tag grows with the square of its attributes.
        content = _LONG_TAG.sub(rb"<\1>", content)
    if len(content) > _LARGE:
        content = _LONG_BLANK.sub(b" ", content)  # ten megabytes of blanks would end the page
    parser = _parser()
    tree = _parsed(content, parser)
    if any(
        entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message.lower()
        for entry in parser.error_log
    ):
        tree = _parsed(flattened(content.decode()).encode(), _parser())
    return tree


def _printable(text: str) -> bytes:
    """Return `text` in UTF-8 without what is no character; bytes are looked through far sooner."""
    content = text.encode("utf-8", "ignore").translate(None, _CONTROLS)
    for none in _NO_CHARACTERS:
        content = content.replace(none, b"")
    return content


def flattened(text: str) -> str:
    """Return `text` without the tags of elements nested deeper than `DEEPEST`, in linear time."""
    text = without_opaque(text)
    kept: list[str] = []
    stack: list[str] = []
    dropped: dict[str, int] = {}
    position = 0
    for tag in _TAG.finditer(text):
        closing, name, closed = tag[1], tag[2].lower(), tag[3]
        if name in _VOID or closed:
            continue
        drop = False
        if closing:
            if dropped.get(name):
                dropped[name] -= 1
                drop = True
            elif name in stack:
                while stack.pop() != name:
                    pass
        elif len(stack) >= (_DEEPEST_LINE if name in _LINES else DEEPEST):
            dropped[name] = dropped.get(name, 0) + 1
            drop = True
        else:
            if name in _SELF_CLOSED and stack and stack[-1] == name:
                stack.pop()
            stack.append(name)
        if drop:
            kept.append(text[position : tag.start()])
            position = tag.end()
    kept.append(text[position:])
    return " ".join(kept)


def _parser() -> HTMLParser:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    # lxml's own lookup calls Python for every element that is looked at, to tell forms' classes.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _parsed(content: bytes, parser: HTMLParser) -> HtmlElement | None:
    try:
        return document_fromstring(content, parser=parser)
    except (etree.ParserError, ValueError):
        return None


def without_opaque(text: str) -> str:
    """Cut out elements whose text is no markup; an unclosed one ends the page, as in browsers."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return text
    for name in _OPAQUE:
        kept = []
        position = 0
        while (start := lowered.find(f"<{name}", position)) >= 0:
            kept.append(text[position:start])
            end = lowered.find(f"</{name}", start)
            close = lowered.find(">", end) if end >= 0 else -1
            position = close + 1 if close >= 0 else len(text)
        text = "".join([*kept, text[position:]])
        lowered = text.lower()
    return text
