"""The package of an EPUB book: its facts, its members in reading order, its table of contents."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.etree import _Element
from lxml.html import HtmlElement

from app.language import tr
from app.opening.decoding import NotTextError, decode
from app.opening.forms.archive import Archive, refuse_entities
from app.opening.forms.properties import day_of, names_of
from app.opening.request import Request
from app.opening.web.blocks import clean
from app.opening.web.markup import parse
from app.opening.web.metadata import Facts
from app.reading.failures import OpenFailure

XHTML = "application/xhtml+xml"

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
# Fonts may be scrambled in an open book: these two ways are no protection.
_SCRAMBLED = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")

_TEXTS = (XHTML, "text/html", "application/xml", "text/xml", "text/x-oeb1-document")

# What a book calls the pages that are not read: in its structure (epub:type, guide) and by title.
APART = frozenset(
    (
        "cover",
        "titlepage",
        "title-page",
        "halftitlepage",
        "halftitle",
        "copyright-page",
        "copyright",
        "imprint",
        "imprimatur",
        "toc",
        "contents",
        "landmarks",
        "page-list",
        "index",
        "loi",
        "lot",
        "colophon",
    )
)

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]{2,200}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: its title, and the member and the place in it."""

    title: str
    name: str
    fragment: str
    depth: int


@dataclass(slots=True)
class Book:
    """What a book's package says: its facts, its members in reading order, its contents."""

    facts: Facts
    language: str = ""
    doi: str = ""
    spine: list[str] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    apart: set[str] = field(default_factory=set)
    """Members that are no chapters, as the package itself says."""


def read_package(archive: Archive) -> Book:
    """Read the package document the container names."""
    paths = [root.get("full-path") or "" for root in archive.xml(_CONTAINER).iter("{*}rootfile")]
    path = next((path for path in paths if path in archive), None)
    if path is None:
        raise archive.damaged()
    package = archive.xml(path)
    folder = posixpath.dirname(path)
    items: dict[str, tuple[str, str, str]] = {}
    for item in package.iter("{*}item"):
        name = resolved(folder, item.get("href") or "")[0]
        kind, properties = item.get("media-type") or "", item.get("properties") or ""
        items[item.get("id") or ""] = (archive.find(name) or name, kind, properties)
    book = _metadata(package)
    for reference in package.iter("{*}itemref"):
        name, kind, _ = items.get(reference.get("idref") or "", ("", "", ""))
        if reference.get("linear") == "no":
            book.apart.add(name)
        elif kind in _TEXTS and name in archive and name not in book.spine:
            book.spine.append(name)
    for reference in package.iterfind("{*}guide/{*}reference"):
        if (reference.get("type") or "").lower() in APART:
            name, fragment = resolved(folder, reference.get("href") or "")
            if not fragment:
                book.apart.add(archive.find(name) or name)
    navigation = [name for name, _, properties in items.values() if "nav" in properties.split()]
    book.apart.update(navigation)
    older = [name for name, kind, _ in items.values() if kind == "application/x-dtbncx+xml"]
    book.contents = _contents(archive, navigation, older)
    return book


def resolved(folder: str, address: str) -> tuple[str, str]:
    """Return the member's name an address in a folder's file leads to, and the place in it."""
    path, _, fragment = address.partition("#")
    return posixpath.normpath(posixpath.join(folder, unquote(path))), unquote(fragment)


def _metadata(package: _Element) -> Book:
    def all_of(name: str) -> list[_Element]:
        return list(package.iterfind(f"{{*}}metadata//{{http://purl.org/dc/elements/1.1/}}{name}"))

    def first(name: str) -> str:
        return next((text for each in all_of(name) if (text := clean(each.text or ""))), "")

    role = "{http://www.idpf.org/2007/opf}role"
    roles = {
        (meta.get("refines") or "").lstrip("#"): clean(meta.text or "")
        for meta in package.iter("{*}meta")
        if meta.get("property") == "role"
    }
    creators = all_of("creator")
    authors = [
        each for each in creators if (each.get(role) or roles.get(each.get("id") or "")) == "aut"
    ]
    event = "{http://www.idpf.org/2007/opf}event"
    dates = sorted(all_of("date"), key=lambda each: each.get(event) != "publication")
    identifiers = " ".join(each.text or "" for each in all_of("identifier"))
    doi = _DOI.search(identifiers)
    return Book(
        Facts(
            title=first("title"),
            byline=names_of(each.text for each in authors or creators),
            outlet=first("publisher"),
            published=next(filter(None, (day_of(each.text) for each in dates)), ""),
        ),
        language=first("language"),
        doi=doi[0] if doi else "",
    )


def _contents(archive: Archive, navigation: list[str], older: list[str]) -> list[Entry]:
    """Return the table of contents; a broken one costs the book its titles and nothing else."""
    for name in navigation:
        tree = tree_of(archive, name)
        if tree is not None and (found := list(_navigated(tree, posixpath.dirname(name)))):
            return found
    for name in older:
        try:
            root = archive.xml(name)
        except OpenFailure:
            continue
        if found := list(_pointed(root, posixpath.dirname(name))):
            return found
    return []


def _navigated(tree: HtmlElement, folder: str) -> Iterator[Entry]:
    lists = [nav for nav in tree.iter("nav") if "toc" in (nav.get("epub:type") or "").split()]
    for nav in lists or list(tree.iter("nav"))[:1]:
        for link in nav.iter("a"):
            name, fragment = resolved(folder, link.get("href") or "")
            depth = sum(1 for _ in link.iterancestors("ol"))
            yield Entry(clean(link.text_content()), name, fragment, depth)


def _pointed(root: _Element, folder: str) -> Iterator[Entry]:
    for point in root.iter("{*}navPoint"):
        label = point.findtext("{*}navLabel/{*}text", default="")
        target = point.find("{*}content")
        if target is not None:
            name, fragment = resolved(folder, target.get("src") or "")
            depth = sum(1 for _ in point.iterancestors("{*}navPoint"))
            yield Entry(clean(label), name, fragment, depth)


def refuse_protected(archive: Archive, book: Book, request: Request) -> None:
    if _ENCRYPTION not in archive:
        return
    for entry in archive.xml(_ENCRYPTION).iter("{*}EncryptedData"):
        method = entry.find("{*}EncryptionMethod")
        if method is not None and method.get("Algorithm") in _SCRAMBLED:
            continue
        for reference in entry.iter("{*}CipherReference"):
            name = archive.find(resolved("", reference.get("URI") or "")[0])
            if name in book.spine:
                raise OpenFailure(
                    tr(
                        "{name} is protected (DRM) and opens only in its shop's own reader.",
                        name=request.name,
                    ),
                    tr("Ask the shop for a copy without protection, or paste the text you need."),
                )


def tree_of(archive: Archive, name: str) -> HtmlElement | None:
    """Return a member's tree, read as HTML, which forgives; None where it holds no text."""
    content = archive.read(name)
    refuse_entities(content, posixpath.basename(name))
    try:
        return parse(decode(content, page=True))
    except NotTextError:
        return None
