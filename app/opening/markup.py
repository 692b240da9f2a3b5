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
_LONG_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9:-]*)[^<>]{30000,}>")
_LONG_BLANK = re.compile(r"\s{5000,}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
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
    text = _UNPRINTABLE.sub("", text)
    # The time libxml2 takes over one tag grows with the square of its attributes.
    text = _LONG_TAG.sub(r"<\1>", text)
    text = _LONG_BLANK.sub(" ", text)  # ten megabytes of blanks would end the page
    parser = _parser()
    tree = _parsed(text, parser)
    if any(
        entry.type_name == "ERR_RESOURCE_LIMIT" or "depth" in entry.message.lower()
        for entry in parser.error_log
    ):
        tree = _parsed(flattened(text), _parser())
    return tree


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
    return HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)


def _parsed(text: str, parser: HTMLParser) -> HtmlElement | None:
    try:
        return document_fromstring(text.encode(), parser=parser)
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
