"""What a page states in its structured data (JSON-LD): untrusted, often broken, sometimes huge."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any

from lxml.etree import _Element

_MOST_SCRIPTS = 40
_LARGEST_SCRIPT = 4 * 2**20
_MOST_NODES = 3000
_MOST_AUTHORS = 20

_ARTICLE = re.compile(r"(?:article|posting|report|review|newsitem|factcheck)$", re.IGNORECASE)
_PAGE = re.compile(r"webpage$", re.IGNORECASE)
_PUBLIC_BODY = re.compile(r"organi[sz]ation|corporation|brand", re.IGNORECASE)

_HOLDERS = ("mainEntity", "mainEntityOfPage", "@graph")

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Statements:
    """What a page's data says of its article; unknown facts are empty.

    `authors` are names as they stand there, `bodies` those of organisations among them. `free` is
    False where the whole text is said to be for subscribers, None where nothing is said. `body` is
    the article's text, with or without markup.
    """

    headline: str = ""
    authors: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    publisher: str = ""
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    address: str = ""
    image: str = ""
    free: bool | None = None
    body: str = ""


@dataclass(slots=True)
class _Nodes:
    articles: list[Node] = field(default_factory=list)
    pages: list[Node] = field(default_factory=list)
    named: dict[str, Node] = field(default_factory=dict)


def read_statements(tree: _Element) -> Statements:
    """Read what the scripts of type ``application/ld+json`` say of the page's article."""
    nodes = _Nodes()
    for node in islice(_all_nodes(tree), _MOST_NODES):
        kinds = _texts(node.get("@type"))
        if any(map(_ARTICLE.search, kinds)):
            nodes.articles.append(node)
        elif any(map(_PAGE.search, kinds)):
            nodes.pages.append(node)
        name = node.get("@id")
        if isinstance(name, str) and "name" in node:
            nodes.named.setdefault(name, node)
    if not nodes.articles and not nodes.pages:
        return Statements()
    article = (nodes.articles or nodes.pages)[0]
    authors, bodies = _authors(article, nodes.named)
    both = [*nodes.articles[:1], *nodes.pages[:1]]
    publisher = _resolved(article.get("publisher"), nodes.named)
    return Statements(
        headline=_first(article.get("headline")),
        authors=authors,
        bodies=bodies,
        publisher=_first(publisher.get("name") if isinstance(publisher, dict) else publisher),
        published=tuple(filter(None, (_first(node.get("datePublished")) for node in both))),
        updated=tuple(filter(None, (_first(node.get("dateModified")) for node in both))),
        address=_address(article),
        image=_image(article.get("image")),
        free=_is_free(article),
        body=max((_first(node.get("articleBody")) for node in nodes.articles), key=len, default=""),
    )


def _all_nodes(tree: _Element) -> Iterator[Node]:
    """Yield the objects of all scripts, lists and graphs opened, in order."""
    scripts = (
        script for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower()
    )
    for script in islice(scripts, _MOST_SCRIPTS):
        text = script.text or ""
        if len(text) > _LARGEST_SCRIPT:
            continue
        try:
            waiting = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting.extend(reversed(value))
            elif isinstance(value, dict):
                yield value
                waiting.extend(value[key] for key in _HOLDERS if key in value)


def _authors(article: Node, named: Mapping[str, Node]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    stated = article.get("author") or article.get("creator") or []
    authors: list[str] = []
    bodies: list[str] = []
    for item in (stated if isinstance(stated, list) else [stated])[:_MOST_AUTHORS]:
        author = _resolved(item, named)
        if isinstance(author, dict):
            names = _texts(author.get("name"))[:_MOST_AUTHORS]
            authors += names
            if any(map(_PUBLIC_BODY.search, _texts(author.get("@type")))):
                bodies += names
        else:
            authors += _texts(author)
    return tuple(authors), tuple(bodies)


def _resolved(value: Any, named: Mapping[str, Node]) -> Any:
    """Return the object a reference names, another value as it is; of a list the first."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict) and "name" not in value:
        name = value.get("@id")
        return named.get(name, value) if isinstance(name, str) else value
    return value


def _address(article: Node) -> str:
    page = article.get("mainEntityOfPage")
    if isinstance(page, dict):
        page = page.get("@id")
    return _first(article.get("url")) or _first(page)


def _image(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("url") or value.get("contentUrl")
    return _first(value)


def _is_free(article: Node) -> bool | None:
    stated = article.get("isAccessibleForFree")
    if isinstance(stated, bool):
        return stated
    return {"true": True, "false": False}.get(_first(stated).lower())


def _texts(value: Any) -> list[str]:
    """Return the strings in a value that should be one or a list of them, entities decoded."""
    values = value if isinstance(value, list) else [value]
    return [unescape(item).strip() for item in values if isinstance(item, str) and item.strip()]


def _first(value: Any) -> str:
    return next(iter(_texts(value)), "")
