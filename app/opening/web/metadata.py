"""What a page says about itself: title, byline, outlet, dates, address, leading picture."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata
from trafilatura.settings import set_date_params

from app.opening.web.addresses import absolute
from app.opening.web.bylines import byline, letters
from app.opening.web.dates import published_on, updated_on
from app.opening.web.inline import clean
from app.opening.web.outlets import SEPARATOR, names_of, outlet_of
from app.opening.web.structured import Statements, read_statements

_MOST_METAS = 500
_LONGEST = 1000
_LONGEST_TITLE = 500
_HEADINGS = 20

_SITE = ("og:site_name",)
_OTHER_SITE = ("application-name", "apple-mobile-web-app-title", "publisher")
_AUTHOR = ("byl", "parsely-author", "sailthru.author", "author", "article:author", "dc.creator")
_PUBLISHED = (
    "article:published_time",
    "datepublished",
    "article:published",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "date",
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod")
_IMAGE = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")


@dataclass(frozen=True, slots=True)
class Facts:
    """A page's own statements; unknown ones are empty. Dates are ISO dates.

    `image` is the address of the picture it leads with.
    """

    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: str = ""
    address: str = ""
    updated: str = ""
    image: str = ""


def read_facts(tree: HtmlElement, address: str, stated: Statements | None = None) -> Facts:
    """Read what the page's head, its structured data and its customary places say.

    `address` is where the page was found; the one it states itself goes before it. `stated` is the
    structured data, where that has been read already.
    """
    stated = read_statements(tree) if stated is None else stated
    # Without the extensive search, which takes any date it meets in the text for the article's.
    found = extract_metadata(tree, address or None, set_date_params(extensive=False))
    metas = _metas(tree)
    own = _canonical(tree, metas, stated, address)
    window = clean((tree.findtext(".//title") or "")[:_LONGEST])
    sites = [
        clean(name) for name in (*_all(metas, _SITE), stated.publisher, *_all(metas, _OTHER_SITE))
    ]
    outlet = outlet_of(sites, window, own)
    names = names_of(outlet, sites, own)
    published = published_on([*stated.published, *_all(metas, _PUBLISHED)], own, found.date or "")
    return Facts(
        title=_title(clean((found.title or stated.headline)[:_LONGEST_TITLE]), names, tree),
        byline=byline(_authors(stated, metas, found.author or ""), names),
        outlet=outlet,
        published=published,
        address=own,
        updated=updated_on([*_all(metas, _UPDATED), *stated.updated], published),
        image=_image([*_all(metas, _IMAGE), stated.image], own),
    )


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the page's meta elements by name, in lower case."""
    metas: dict[str, list[str]] = {}
    for meta in islice(tree.iter("meta"), _MOST_METAS):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        if content:
            metas.setdefault(name.lower(), []).append(content[:_LONGEST])
    return metas


def _all(metas: Mapping[str, Sequence[str]], names: Sequence[str]) -> list[str]:
    return [content for name in names for content in metas.get(name, ())]


def _authors(
    stated: Statements, metas: Mapping[str, Sequence[str]], guess: str
) -> list[Sequence[str]]:
    persons = [name for name in stated.authors if name not in stated.bodies]
    by_meta = [metas.get(name, ()) for name in _AUTHOR]
    return [persons, *by_meta, stated.bodies, guess.split(";")]


def _canonical(
    tree: HtmlElement, metas: Mapping[str, Sequence[str]], stated: Statements, address: str
) -> str:
    """Return the address the page gives itself; one of a site's front page is not believed."""
    links = (
        link.get("href") or ""
        for link in islice(tree.iter("link"), _MOST_METAS)
        if (link.get("rel") or "").lower() == "canonical"
    )
    for candidate in [*links, *metas.get("og:url", ()), stated.address]:
        resolved = absolute(candidate, address)
        if resolved and urlsplit(resolved).path.strip("/"):
            return resolved
    return address


def _image(candidates: Sequence[str], base: str) -> str:
    return next(filter(None, (absolute(candidate, base) for candidate in candidates)), "")


def _title(title: str, names: Sequence[str], tree: HtmlElement) -> str:
    """Return the title without the outlet's name before or after it."""
    known = {letters(name) for name in names} - {""}
    for heading in islice(tree.iterfind(".//h1"), _HEADINGS):
        shown = clean(heading.text_content()[:_LONGEST])
        if len(shown.split()) > 2 and letters(shown) not in known and _joins(title, shown):
            return shown
    separators = list(re.finditer(r"\s+[|•·»–—-]+\s+|:\s+|\s+:+\s+", title))
    if separators and letters(title[separators[-1].end() :]) in known:
        return title[: separators[-1].start()]
    if separators and letters(title[: separators[0].start()]) in known:
        return title[separators[0].end() :]
    return title


def _joins(title: str, shown: str) -> bool:
    """Tell whether `title` is `shown` with more at one end, set off by a separator."""
    if title.startswith(shown):
        return SEPARATOR.match(title, len(shown)) is not None
    if title.endswith(shown):
        return re.search(r"\s[|•·»:–—-]+\s+$", title[: -len(shown)]) is not None
    return False
