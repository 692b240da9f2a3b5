"""What a browser would not show, or shows only when asked: no words of the article."""

from __future__ import annotations

import re
from itertools import islice

from lxml.etree import _Element


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_LARGEST_CARD = 200
"""Elements in a card that opens over a name."""

_UNSEEN = _names(
    "script style noscript template head title meta link svg math iframe object embed audio video"
    " canvas button select option textarea input graphic img picture source dialog rp rt"
)
_UNSEEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-reader(?:-text)?|screenreader|is-hidden|off-?screen"
    r"|assistive-text|a11y-hidden|material-icons|material-symbols(?:-\w+)?|tooltip[-_]{0,2}(?:text|content|inner|body))"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDES = re.compile(
    r"display:none|visibility:hidden|(?:^|;)(?:left|right|top|text-indent):-\d{3,}(?:\.\d+)?(?:px|r?em|%)"
)


def is_unseen(element: _Element, name: str) -> bool:
    """Tell what a browser would not show: by element, attribute, inline style or customary class.

    So are icons whose glyphs are drawn from words, and tips that show under the pointer.
    """
    if name in _UNSEEN or element.get("hidden") is not None:
        return True
    if element.get("role") == "tooltip":
        return True
    style = element.get("style")
    if style and len(style) < 2000:
        style = style.replace(" ", "").lower()
        if _HIDES.search(style):
            return True
    classes = element.get("class")
    return bool(classes) and _UNSEEN_CLASS.search((classes or "")[:1000]) is not None


def is_hover_card(element: _Element) -> bool:
    """Tell an inline box of links that only shows when the pointer rests on a name.

    The innermost such box, for the name itself may lie in one element with it.
    """
    return _is_link_box(element) and not any(map(_is_link_box, element.iterfind(".//span")))


def _is_link_box(element: _Element) -> bool:
    if element.tag != "span" or element.find(".//img") is None:
        return False
    if next(islice(element.iterdescendants(), _LARGEST_CARD, None), None) is not None:
        return False
    links = element.findall(".//a")
    if len(links) < 3:
        return False
    linked = sum(len("".join(map(str, link.itertext()))) for link in links)
    return linked > 0.6 * len("".join(map(str, element.itertext())).strip())
