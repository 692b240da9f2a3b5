"""Tell what an export is by what it holds; its name is never believed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from app.importing.bookmarks import is_bookmarks
from app.importing.elements import elements
from app.importing.forms import Form
from app.importing.hypothesis import LISTS as HYPOTHESIS_LISTS
from app.importing.members import Members, is_packed, members_of
from app.importing.omnivore import holds_omnivore
from app.importing.pocket import PAGE_SIGN, holds_pocket
from app.importing.progress import silent
from app.importing.rows import header_of
from app.importing.sayso import holds_sayso
from app.importing.texts import chunks, encoding_of, unreadable
from app.importing.web_annotation import is_web_annotation
from app.language import later, tr
from app.opening.decoding import NotTextError, decode
from app.opening.sniffing import Form as Document
from app.opening.sniffing import is_page, sniff
from app.reading.failures import ImportFailure

READABLE = later(
    "Sayso imports its own archives, and from Pocket, Instapaper, Omnivore, Readwise, Readwise Reader, wallabag, "
    "Hypothesis, Web Annotations (JSON-LD), Zotero, browsers' bookmarks, BibTeX, RIS, CSL-JSON and "
    "folders of PDFs."
)

_HEAD = 2**16
_ENOUGH = 20
"""Elements of a list that are looked at: the first may be damaged."""

_MOST_LOOKED_AT = 2**25
"""Bytes of a list that are read for that."""

_SQLITE = b"SQLite format 3\x00"
_ZOTERO_FILE = "zotero.sqlite"
_ZOTERO_TABLE = b"itemDataValues"
_CHUNK = 2**20
_MOST_CHUNKS = 64
_MOST_FILES = 100_000

_BIBTEX = re.compile(r"^[ \t]*@[a-zA-Z]{2,40}[ \t]*[{(]", re.MULTILINE)
_RIS = re.compile(r"^TY {1,2}- ?\w", re.MULTILINE)

# (columns a table has at least, whose it is), the surest first.
_TABLES: tuple[tuple[frozenset[str], Form], ...] = (
    (frozenset(("highlight", "book title")), Form.READWISE),
    (frozenset(("url", "document tags")), Form.READER),
    (frozenset(("url", "saved date")), Form.READER),
    (frozenset(("url", "time added")), Form.POCKET),
    (frozenset(("url", "selection")), Form.INSTAPAPER),
    (frozenset(("url", "folder", "timestamp")), Form.INSTAPAPER),
    (frozenset(("url", "tags", "status")), Form.POCKET),
)  # fmt: skip

# (fields an element has all of, fields it has one of, whose it is), the surest first.
_OBJECTS: tuple[tuple[frozenset[str], frozenset[str], Form], ...] = (
    (frozenset(("uri",)), frozenset(("target", "references", "text")), Form.HYPOTHESIS),
    (frozenset(("slug", "url")), frozenset(("savedAt", "readingProgress", "labels")),
     Form.OMNIVORE),
    (frozenset(("url",)), frozenset(("is_archived", "is_starred", "hashed_url", "domain_name",
     "is_read", "reading_time", "preview_picture")), Form.WALLABAG),
    (frozenset(("url", "highlights")), frozenset(("title",)), Form.POCKET),
    (frozenset(("type",)), frozenset(("id", "title")), Form.CSL_JSON),
)  # fmt: skip
_LISTS = (*HYPOTHESIS_LISTS, "items")
_EMPTY_LIST = re.compile(
    r'\s*(?:\[\s*\]\s*\Z|\{.*"(?:annotations|rows|items)"\s*:\s*\[\s*\])', re.DOTALL
)


def recognise(path: Path) -> Form:
    """Return the form of an export; raise ImportFailure where it is of none."""
    if "\0" in str(path):
        raise ImportFailure(tr("That is no file's name."), tr("Choose a file."))
    try:
        if not path.is_dir():
            if path.exists() and not path.is_file():
                raise ImportFailure(tr("{name} is no ordinary file.", name=path.name), tr(READABLE))
            with path.open("rb") as stream:
                head = stream.read(_HEAD)
            if not head.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
                raise ImportFailure(tr("{name} is empty.", name=path.name), tr("Export it again."))
            if not is_packed(path):
                return _form_of_file(path, head)
        elif (form := _form_of_folder(path)) is not None:
            return form
        with members_of(path) as members:
            return _form_of_members(members, path)
    except OSError as error:
        raise unreadable(path, error) from None


def _form_of_folder(folder: Path) -> Form | None:
    """Tell Zotero's folder, or one with PDFs in it, from one that holds an unpacked export."""
    database = folder / _ZOTERO_FILE
    if database.is_file():
        with database.open("rb") as stream:
            if stream.read(len(_SQLITE)) == _SQLITE:
                return Form.ZOTERO
    with members_of(folder) as members:
        if holds_sayso(members) or holds_omnivore(members) or holds_pocket(members):
            return None
    return Form.PDF_FOLDER if any(map(_is_pdf, _files(folder))) else None


def _files(folder: Path) -> Iterator[Path]:
    looked_at = islice(folder.rglob("*"), _MOST_FILES)
    return (path for path in looked_at if path.suffix.lower() == ".pdf" and path.is_file())


def _is_pdf(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return b"%PDF-" in stream.read(1024)
    except OSError:
        return False


def _form_of_members(members: Members, path: Path) -> Form:
    if holds_sayso(members):
        return Form.SAYSO
    if holds_omnivore(members):
        return Form.OMNIVORE
    if holds_pocket(members):
        return Form.POCKET
    for name in members.names:
        if name.lower().endswith((".html", ".htm")):
            beginning = members.read(name)[:_HEAD]
            if is_bookmarks(beginning.decode(encoding_of(beginning), "ignore")[:5000]):
                return Form.BOOKMARKS
    if path.is_dir():
        raise ImportFailure(
            tr("There is nothing to import in the folder {name}.", name=path.name), tr(READABLE)
        )
    with path.open("rb") as stream:
        content = stream.read(_MOST_LOOKED_AT)
    sniffed = sniff(content)
    if sniffed.form is not Document.OTHER:
        raise _article(path)
    raise ImportFailure(
        tr("{name} holds no export that Sayso knows.", name=path.name),
        tr("If there is one in it, unpack it, and import that file."),
    )


def _form_of_file(path: Path, head: bytes) -> Form:
    if head.startswith(_SQLITE):
        return _form_of_database(path)
    try:
        decode(head)
    except NotTextError:
        sniffed = sniff(head)
        if sniffed.form not in (Document.OTHER, Document.TEXT):
            raise _article(path) from None
        if sniffed.name:
            what = tr(sniffed.name)
            reason = tr("{name} is {what}, and no export.", name=path.name, what=what)
        else:
            reason = tr("{name} is not text, and no export.", name=path.name)
        raise ImportFailure(reason, tr(READABLE)) from None
    text = head.decode(encoding_of(head), "replace").lstrip("\ufeff")
    form = _form_of_text(path, text)
    if form is not None:
        return form
    if text.lstrip()[:1] in ("[", "{"):
        raise ImportFailure(
            tr("{name} is data (JSON) in a form Sayso does not know.", name=path.name),
            tr(READABLE),
        )
    if head.startswith(b"%PDF-") or is_page(text):
        raise _article(path)
    raise ImportFailure(tr("{name} is no export that Sayso knows.", name=path.name), tr(READABLE))


def _form_of_text(path: Path, text: str) -> Form | None:
    if text.lstrip()[:1] in ("[", "{") and is_web_annotation(text):
        return Form.WEB_ANNOTATION
    if text.lstrip()[:1] in ("[", "{") and (form := _form_of_list(path, text)) is not None:
        return form
    if text.lstrip().startswith("<"):
        if PAGE_SIGN in text.lower():
            return Form.POCKET
        return Form.BOOKMARKS if is_bookmarks(text[:5000]) else None
    columns = header_of(text)
    for needed, form in _TABLES:
        if needed <= columns:
            return form
    if _RIS.search(text):
        return Form.RIS
    return Form.BIBTEX if _BIBTEX.search(text) else None


def _form_of_database(path: Path) -> Form:
    """Tell Zotero's database by the name of one of its tables, which stands near the beginning."""
    last = b""
    with path.open("rb") as stream:
        for _ in range(_MOST_CHUNKS):
            chunk = stream.read(_CHUNK)
            if _ZOTERO_TABLE in last + chunk:
                return Form.ZOTERO
            last = chunk[-len(_ZOTERO_TABLE) :]
    raise ImportFailure(
        tr("{name} is a database, but not Zotero's.", name=path.name),
        tr("Export its content from the program it belongs to."),
    )


def _form_of_list(path: Path, text: str) -> Form | None:
    with path.open("rb") as stream:
        beginning = BytesIO(stream.read(_MOST_LOOKED_AT))
    pieces = chunks(beginning, _MOST_LOOKED_AT, silent)
    for element in islice(elements(pieces, _LISTS), _ENOUGH):
        if isinstance(element.value, Mapping) and (form := _form_of_object(element.value)):
            return form
    if _EMPTY_LIST.match(text):
        raise ImportFailure(
            tr("There is nothing to import in {name}.", name=path.name), tr("Export it again.")
        )
    return None


def _form_of_object(found: Mapping[str, Any]) -> Form | None:
    fields = found.keys()
    for needed, some, form in _OBJECTS:
        if needed <= fields and not some.isdisjoint(fields):
            return form
    return None


def _article(path: Path) -> ImportFailure:
    return ImportFailure(
        tr("{name} is an article, not another tool's export.", name=path.name),
        tr("Add it to the library as it is, instead of importing it."),
    )
