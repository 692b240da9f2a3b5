"""What a page says about itself: title, byline, outlet, date, address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata
from trafilatura.settings import set_date_params

from app.opening.addresses import host_of
from app.opening.blocks import clean

_SEPARATOR = re.compile(r"\s+[|•·»:–—-]+\s+")
_LETTERS = re.compile(r"[\W_]+")
_NOBODY = frozenset(("admin", "administrator", "webmaster", "editor", "user", "author", "root"))
_NO_OUTLET = re.compile(r"^(?:https?:|copyright\b|©|home$|www\.)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """A page's own statements; unknown ones are empty. `published` is an ISO date."""

    title: str
    byline: str
    outlet: str
    published: str
    address: str


def read_facts(tree: HtmlElement, address: str) -> Facts:
    """Read what the page's head, its structured data and its customary places say.

    `address` is where the page was found; the one it states itself goes before it.
    """
    # Without the extensive search, which takes any date it meets in the text for the article's.
    found = extract_metadata(tree, address or None, set_date_params(extensive=False))
    stated = found.url or ""
    own = stated if stated.startswith(("http://", "https://")) else address
    outlet = clean(found.sitename or "")
    if own and (not outlet or _NO_OUTLET.match(outlet)):
        outlet = host_of(own)
    return Facts(
        title=_title(clean(found.title or ""), outlet, own, tree),
        byline=_byline(clean(found.author or ""), outlet),
        outlet="" if _NO_OUTLET.match(outlet) else outlet,
        published=found.date or "",
        address=own,
    )


def _title(title: str, outlet: str, address: str, tree: HtmlElement) -> str:
    """Return the title without the outlet's name before or after it."""
    for heading in tree.iterfind(".//h1"):
        shown = clean(heading.text_content())
        is_outlet = _letters(shown) == _letters(outlet)
        if len(shown.split()) > 2 and not is_outlet and _joins(title, shown):
            return shown
    names = {_letters(outlet), _letters(host_of(address)), _letters(host_of(address).split(".")[0])}
    separators = list(_SEPARATOR.finditer(title))
    if separators and _letters(title[separators[-1].end() :]) in names - {""}:
        return title[: separators[-1].start()]
    if separators and _letters(title[: separators[0].start()]) in names - {""}:
        return title[separators[0].end() :]
    return title


def _joins(title: str, shown: str) -> bool:
    """Tell whether `title` is `shown` with more at one end, set off by a separator."""
    if title.startswith(shown):
        return _SEPARATOR.match(title, len(shown)) is not None
    if title.endswith(shown):
        return re.search(r"\s[|•·»:–—-]+\s+$", title[: -len(shown)]) is not None
    return False


def _byline(authors: str, outlet: str) -> str:
    """Return the names, apart by commas, without placeholders and the outlet itself."""
    names = [name.strip() for name in authors.split(";")]
    real = [name for name in names if name and _letters(name) not in {*_NOBODY, _letters(outlet)}]
    return ", ".join(real)


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).lower()
