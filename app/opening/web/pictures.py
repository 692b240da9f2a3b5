"""The pictures of a page: which are shown to be looked at, and where in the article they stand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import unquote, urlsplit

from lxml.etree import _Element

from app.opening.web.addresses import absolute
from app.opening.web.inline import clean
from app.reading.document import Block, BlockKind, Picture
from app.reading.pictures import is_embedded

MOST = 100
"""So many pictures of one article are kept."""

_WIDTH = 1200
"""Pixels a picture is wanted in, where a page offers it in several widths."""

_SMALLEST = 120
"""A picture that says it is less wide or high is an icon."""

_LONGEST_ALT = 500
_LONGEST_SET = 20_000
_ASIDE = frozenset(("nav", "aside", "footer", "menu"))
_FRAMES = 6
"""A picture stands in so many boxes within each other at most."""

_ADDRESSES = ("data-src", "data-original", "data-lazy-src", "data-hi-res-src", "src")
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_OFFERED = re.compile(r"(\S*[^\s,])(?:\s+([0-9.]+)([wx]))?\s*(?:,\s+|,?\s*$)")
_OF_THE_SITE = re.compile(
    r"(?:^|[^a-z])(?:avatars?|gravatar|logos?|icons?|favicon|emojis?|smil(?:ey|ies)|sprites?|badges?"
    r"|pixel|spacer|blank|tracking|tracker|beacon|transparent|placeholder|share|sharing|social"
    r"|author|byline|bio|promo|advert(?:isement)?|ads?|sponsor(?:ed)?|newsletter|related|recommended"
    r"|comments?|headshot)(?:$|[^a-z])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LENGTH = re.compile(r"\s*(\d+)(?:\.\d+)?(?:px)?\s*$")
_STYLED = re.compile(r"(?:^|;)(?:max-)?(?:width|height):(\d+)(?:\.\d+)?px")
_DRAWN = (".svg", ".svgz", ".ico")
_SHOWN = (".jpg", ".jpeg", ".png", ".gif", ".webp")
_SIZED = re.compile(r"[-_@](?:\d+x\d*|\d+w|[1-4]x|scaled)$")


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A picture in a page, with what its element, and the link around it, say."""

    element: _Element
    address: str
    alt: str
    link: str


class _Block(Protocol):
    """What is looked at of a `Draft`, which holds pictures itself."""

    above: list[Seen]
    below: list[Seen]
    container: _Element | None
    links: list[tuple[int, int, str]]


def seen(element: _Element, base: str, link: str) -> Seen | None:
    """Return the picture an `<img>` shows; None for an icon, a tracker or what is of the site."""
    if _is_small(element) or _is_of_the_site(element):
        return None
    offered = (one if is_embedded(one) else absolute(one, base) for one in _offered(element))
    address = next(filter(None, offered), "")
    if not address or (not is_embedded(address) and _is_site_file(address)):
        return None
    return Seen(element, address, clean((element.get("alt") or "")[:_LONGEST_ALT]), link)


def pictures_of(
    page: Sequence[_Block], drafts: Sequence[_Block], blocks: Sequence[Block], lead: str
) -> tuple[Picture, ...]:
    """Return the article's pictures in their order, each once.

    `page` is all that stands in the page, `drafts` what is the article and `blocks` its blocks,
    one for each draft. `lead` is the address of the picture it leads with, "" for none: it stands
    at the beginning, where no other does.
    """
    found: list[Picture] = []
    known: set[str] = set()
    for at, picture in _placed(page, drafts, blocks):
        if (key := _key(picture.address)) not in known and len(found) < MOST:
            known.add(key)
            found.append(Picture(at, picture.address, picture.alt))
    prose = (block.start for block in blocks if block.kind is BlockKind.PARAGRAPH)
    leads = bool(found) and found[0].at <= next(prose, 0)
    if lead and blocks and not leads and _key(lead) not in known and not _is_site_file(lead):
        found.insert(0, Picture(0, lead, ""))
    return tuple(found)


def _placed(
    page: Sequence[_Block], drafts: Sequence[_Block], blocks: Sequence[Block]
) -> Iterator[tuple[int, Seen]]:
    places = {id(draft): block for draft, block in zip(drafts, blocks, strict=True)}
    kept = [place for place, draft in enumerate(page) if id(draft) in places]
    if not kept:
        return
    homes = {draft.container for draft in drafts}
    at = 0
    # Below the article's last words only what follows at once: then come other articles' pictures.
    for place in range(kept[0], min(len(page), kept[-1] + 2)):
        draft = page[place]
        block = places.get(id(draft))
        following = blocks[-1].end if place > kept[-1] else at
        own = block is not None and block.kind is not BlockKind.BOILERPLATE
        if block is not None:
            following = block.start
        for picture in draft.above:
            if _belongs(picture, draft, homes, own=own):
                yield following, picture
        if block is not None:
            at = min(block.end + 1, blocks[-1].end)
        for picture in draft.below:
            if _belongs(picture, draft, homes, own=False):
                yield at, picture


def _belongs(
    picture: Seen, draft: _Block, homes: Collection[_Element | None], *, own: bool
) -> bool:
    """Tell whether a picture next to a block of the page is the article's.

    With `own` the block below it is; else the picture has to stand among its paragraphs.
    """
    if picture.link and any(link == picture.link for _, _, link in draft.links):
        return False  # with the headline of another article, which it leads to
    if picture.link and not _is_picture_file(picture.link) and not _is_framed(picture.element):
        return False
    if own:
        return True
    element = picture.element.getparent()
    for _ in range(_FRAMES):
        if element is None or element.tag in _ASIDE:
            return False
        if element in homes:
            return True
        element = element.getparent()
    return False


def _is_framed(element: _Element) -> bool:
    return next(element.iterancestors("figure"), None) is not None


def _offered(element: _Element) -> Iterator[str]:
    """Yield the addresses a picture is offered at, the likeliest first."""
    sets = [element.get(name) or "" for name in _SETS]
    picture = next(element.iterancestors("picture"), None)
    if picture is not None:
        for source in picture.iter("source"):
            if "svg" not in (source.get("type") or "") and "avif" not in (source.get("type") or ""):
                sets.extend(source.get(name) or "" for name in _SETS)
    for offered in sets:
        if best := _best(offered):
            yield best
    for name in _ADDRESSES:
        if address := (element.get(name) or "").strip():
            yield address


def _best(offered: str) -> str:
    """Return the address nearest to the width wanted in a `srcset`; "" where none says a width."""
    found = [
        (float(figure), address)
        for address, figure, unit in _OFFERED.findall(offered[:_LONGEST_SET])
        if unit == "w" and figure.count(".") < 2 and not address.startswith("data:")
    ]
    return min(found, key=lambda one: (abs(one[0] - _WIDTH), -one[0]))[1] if found else ""


def _is_small(element: _Element) -> bool:
    for name in ("width", "height"):
        length = _LENGTH.match((element.get(name) or "")[:20])
        if length and int(length[1]) < _SMALLEST:
            return True
    style = (element.get("style") or "")[:1000].replace(" ", "").lower()
    return any(int(length) < _SMALLEST for length in _STYLED.findall(style))


def _is_of_the_site(element: _Element) -> bool:
    """Tell a picture of the page's own furniture by the names it and the boxes around it have."""
    if element.get("aria-hidden") == "true" or element.get("role") == "presentation":
        return True
    box: _Element | None = element
    for _ in range(_FRAMES // 2):
        if box is None or box.tag in ("body", "article", "main"):
            return False
        names = f"{box.get('class') or ''} {box.get('id') or ''}"[:1000]
        if _OF_THE_SITE.search(_CAMEL.sub(" ", names).lower()):
            return True
        box = box.getparent()
    return False


def _is_site_file(address: str) -> bool:
    path = unquote(urlsplit(address).path)
    if path.lower().endswith(_DRAWN):
        return True
    return _OF_THE_SITE.search(_CAMEL.sub(" ", path.rpartition("/")[2]).lower()) is not None


def _is_picture_file(address: str) -> bool:
    return urlsplit(address).path.lower().endswith(_SHOWN)


def _key(address: str) -> str:
    """Return what one picture's addresses have in common in whatever size it is offered."""
    parts = urlsplit(address)
    stem, _, ending = parts.path.rpartition(".")
    name = _SIZED.sub("", stem) if stem else ending
    # Where the name is in the query there is nothing else to tell pictures by.
    return f"{parts.hostname}{name}" if "." in parts.path else f"{parts.hostname}{address}"
