"""EPUB books, second and third edition: each chapter becomes a document of its own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape

from lxml.etree import Comment
from lxml.html import Element, HtmlElement, tostring

from app.language import later, tr
from app.opening.forms.archive import Archive
from app.opening.forms.book import (
    APART,
    XHTML,
    Book,
    Entry,
    read_package,
    refuse_protected,
    resolved,
    tree_of,
)
from app.opening.forms.embedded import Embedded
from app.opening.request import Request
from app.opening.web.blocks import clean
from app.opening.web.markup import parse
from app.opening.web.page import LEAST_LETTERS, read_whole
from app.reading.annotation import Opened
from app.reading.document import UNMARKED, BlockKind, Document, Original, Part
from app.reading.failures import OpenFailure

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

_APART_TITLE = re.compile(
    r"(?:front |book |back )?cover(?: page)?|(?:half[ -]?)?title(?: page)?|copyright(?: page| notice)?"
    r"|(?:table of )?contents|toc|imprint|impressum|inhalt(?:sverzeichnis)?|index|dedication"
    r"|epigraph|list of (?:illustrations|figures|tables)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"all rights reserved|\bISBN\b", re.IGNORECASE)
_LONGEST_RIGHTS = 4000
_SENTENCE = re.compile(r"[.!?…][\"'”’»)]*\s*$", re.MULTILINE)
_LEAST_CHAPTER = 20
"""Letters of a chapter that is a sentence long: some are, but a part's title is none."""

_PIECE = re.compile(r"<!--piece (\d+)-->")
_NUMBER = re.compile(r"\d+(?=\D*$)")
_TO_NOTE = re.compile(r"#_?(?:fn|ftn|edn|note|footnote|endnote)[-_.]?\w{0,6}$", re.IGNORECASE)
_BACK_SIGN = re.compile(r"[\[(]?[↩↑⏎↵^⤴←]+\ufe0e?[\])]?")
_NOTE_SIGN = re.compile(r"[\d*†‡§]{1,4}")

_NO_CHAPTER = later(
    "Open it in a reader of books to see what is in it, and paste the text you need."
)


@dataclass(slots=True)
class _Chapter:
    """A chapter before it is read: its HTML, perhaps of several members, and the bytes of it."""

    name: str
    title: str
    html: list[str]
    language: str
    original: bytes
    media_type: str = XHTML


def read_epub(content: bytes, request: Request) -> list[Opened]:
    """Open a book: a document a chapter, in order, without covers, imprint, contents and index.

    Raises OpenFailure for a damaged or protected book, or one without a readable chapter.
    """
    archive, pictures = Archive(content, request.name), Embedded()
    book = read_package(archive)
    refuse_protected(archive, book, request)
    chapters: list[_Chapter] = []
    for done, name in enumerate(book.spine):
        request.progress(tr("Reading chapters"), done, len(book.spine))
        tree = tree_of(archive, name)
        if tree is None or _is_apart(tree, name, book):
            continue
        has_pictures = _show_pictures(tree, name, archive, pictures)
        for chapter in _pieces(tree, name, book, None if has_pictures else archive):
            if chapters and _continues(chapter, chapters[-1], tree, book):
                chapters[-1].html += chapter.html
                chapters[-1].original += b"\n" + chapter.original
            else:
                chapters.append(chapter)
    request.progress(tr("Reading chapters"), len(book.spine), len(book.spine))
    documents = [(chapter, _document(chapter, book, request)) for chapter in chapters]
    found = [(c, d) for c, d in documents if _is_chapter(c, d)]
    # A book of very short pieces is read whole rather than refused.
    found = found or [(c, d) for c, d in documents if d.blocks]
    if not found:
        raise OpenFailure(
            tr("There is no chapter with text in {name}.", name=request.name), tr(_NO_CHAPTER)
        )
    return _numbered(found, book, pictures)


def _show_pictures(tree: HtmlElement, name: str, archive: Archive, pictures: Embedded) -> bool:
    """Give the pictures in a member the addresses they go by from now on; tell whether there are any.

    One that fills a page is often drawn by SVG around it.
    """
    for drawing in list(tree.iter("svg")):
        images = [each for each in drawing.iter() if each.tag == "image"]
        if len(images) == 1 and not clean(drawing.text_content()):
            image = Element("img")
            image.set("src", images[0].get("href") or images[0].get("xlink:href") or "")
            drawing.addprevious(image)
            drawing.drop_tree()
    found = False
    for image in tree.iter("img"):
        member = resolved(posixpath.dirname(name), image.get("src") or "")[0]
        address = pictures.address_in(archive, member)
        for attribute in image.attrib:
            if attribute not in ("alt", "class", "role"):
                del image.attrib[attribute]
        if address:
            image.set("src", address)
            found = True
    return found


def _numbered(
    found: Sequence[tuple[_Chapter, Document]], book: Book, pictures: Embedded
) -> list[Opened]:
    captured = datetime.now(UTC).isoformat(timespec="seconds")
    opened = []
    for number, (chapter, document) in enumerate(found, start=1):
        work = book.facts.title
        part = Part(work, number, len(found)) if len(found) > 1 else None
        title = document.title if part else work or document.title
        opened.append(
            pictures.opened(
                replace(
                    document,
                    title=title or f"{work} ({number})",
                    doi=book.doi,
                    part=part,
                    original=Original(chapter.original, chapter.media_type, captured),
                )
            )
        )
    return opened


def _is_apart(tree: HtmlElement, name: str, book: Book) -> bool:
    """Tell a cover, title page, imprint, table of contents or index."""
    if name in book.apart:
        return True
    body = tree.find("body")
    for element in [] if body is None else [body, *body[:1]]:
        if not APART.isdisjoint((element.get("epub:type") or "").split()):
            return True
    titles = [entry.title for entry in book.contents if entry.name == name]
    if len(titles) == 1 and _APART_TITLE.fullmatch(titles[0]):
        return True
    text = clean(" ".join(map(str, tree.itertext())))
    if len(text) < _LONGEST_RIGHTS and len(_RIGHTS.findall(text)) >= 2:
        return True
    links = [clean(link.text_content()) for link in tree.iter("a") if link.get("href")]
    return len(links) >= 5 and sum(map(len, links)) > 0.6 * len(text)


def _pieces(
    tree: HtmlElement, name: str, book: Book, archive: Archive | None
) -> Iterator[_Chapter]:
    """Yield the chapters a member holds: one, but where the contents lead to several in it.

    The original of one is its bytes in the `archive`; without that the HTML that is read of it,
    in which its pictures can be found again.
    """
    entries = [entry for entry in book.contents if entry.name == name and entry.title]
    if entries:
        top = min(entry.depth for entry in entries)
        entries = [entry for entry in entries if entry.depth == top]
    language = tree.get("lang") or tree.get("xml:lang") or book.language
    _bracket_notes(tree)
    body = tree.find("body")
    root = tree if body is None else body
    if len(entries) < 2:
        title = entries[0].title if entries else ""
        html = _html(root)
        if archive is None:
            yield _Chapter(name, title, [html], language, html.encode(), "text/html")
        else:
            yield _Chapter(name, title, [html], language, archive.read(name))
        return
    _mark_pieces(tree, entries)
    before, *marked = _PIECE.split(_html(root))
    first = next((entry.title for entry in entries if not entry.fragment), "")
    pieces = [(first, before)]
    pieces += [
        (entries[int(number)].title, html)
        for number, html in zip(marked[::2], marked[1::2], strict=True)
    ]
    for title, html in pieces:
        yield _Chapter(name, title, [html], language, html.encode(), "text/html")


def _mark_pieces(tree: HtmlElement, entries: Sequence[Entry]) -> None:
    """Set a mark before each element the contents lead to, outside of what begins with it."""
    places: dict[str, HtmlElement] = {}
    for element in tree.iter():
        for key in (element.get("id"), element.get("name")):
            if key:
                places.setdefault(key, element)
    for number, entry in enumerate(entries):
        place = places.get(entry.fragment) if entry.fragment else None
        if place is None or place.tag in ("body", "html"):
            continue
        while (
            (above := place.getparent()) is not None
            and above.tag not in ("body", "html")
            and above[0] is place
            and not (above.text or "").strip()
        ):
            place = above
        place.addprevious(Comment(f"piece {number}"))


def _bracket_notes(tree: HtmlElement) -> None:
    """Set the signs of notes in brackets, and take the ways back to them out.

    A raised 3 after "2021" is no part of the number.
    """
    for link in list(tree.iter("a")):
        sign = clean(link.text_content())
        target = link.get("href") or ""
        if _BACK_SIGN.fullmatch(sign) and "#" in target:
            link.drop_tree()
        if not _NOTE_SIGN.fullmatch(sign) or "#" not in target:
            continue
        above = link.getparent()
        raised = link.find(".//sup") is not None or (above is not None and above.tag == "sup")
        if (
            raised
            or _TO_NOTE.search(target)
            or "noteref" in (link.get("epub:type") or link.get("role") or "")
        ):
            for child in list(link):
                link.remove(child)
            link.text = f"[{sign}]"


def _html(root: HtmlElement) -> str:
    return str(tostring(root, encoding="unicode", with_tail=False))


def _continues(chapter: _Chapter, before: _Chapter, tree: HtmlElement, book: Book) -> bool:
    """Tell a member that only goes on with the chapter before it.

    Programs cut long chapters in files of a size; only the first is in the contents.
    """
    if chapter.title or len(book.contents) < 2 or next(tree.iter(*_HEADINGS), None) is not None:
        return False
    return _NUMBER.sub("", chapter.name) == _NUMBER.sub("", before.name)


def _document(chapter: _Chapter, book: Book, request: Request) -> Document:
    facts = replace(book.facts, title=chapter.title)
    html = "".join(chapter.html)
    page = f'<html lang="{escape(chapter.language)}"><body>{html}</body></html>'
    document = read_whole(page, request.source, facts, pictures=True)
    if chapter.title:
        return document
    # Without a line in the contents a heading is the title, but not just a first sentence.
    tree = parse(page)
    headings = () if tree is None else tree.iter(*_HEADINGS)
    heading = next((clean(each.text_content()) for each in headings), "")
    return replace(document, title=heading)


def _is_chapter(chapter: _Chapter, document: Document) -> bool:
    prose = [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind not in {*UNMARKED, BlockKind.HEADING}
    ]
    letters = sum(map(len, prose))
    if letters >= LEAST_LETTERS:
        return True
    # A chapter of one sentence, which the contents name, is still a chapter.
    return bool(chapter.title and letters >= _LEAST_CHAPTER and any(map(_SENTENCE.search, prose)))
