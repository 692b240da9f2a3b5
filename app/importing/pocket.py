"""What Pocket gave out before it closed: a page or tables of links, and highlights beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

from app.importing.elements import elements
from app.importing.entries import Entry, mark_of
from app.importing.fields import address, line, words
from app.importing.forms import Form
from app.importing.links import Folder, links
from app.importing.members import Members, is_packed, members_of
from app.importing.pages import page_in, page_of
from app.importing.progress import Progress
from app.importing.rows import Row, rows
from app.importing.tables import read_table
from app.importing.texts import LARGEST_JSON, chunks, opened, text_of
from app.importing.times import moment
from app.importing.uniting import united
from app.language import tr
from app.reading.failures import ImportFailure
from app.reading.imported import ImportedItem, ImportedMark, Skipped

PAGE_SIGN = "time_added="
"""What every link of Pocket's page has and no other list of links, in small letters."""

_TABLE = re.compile(r"(?:.*/)?part_\d+(?:\.csv)?", re.IGNORECASE)
_HIGHLIGHTS = re.compile(r"(?:.*/)?annotations/part_\d+(?:\.json)?", re.IGNORECASE)
_PAGE = re.compile(r"(?:.*/)?ril_export[^/]*\.html?", re.IGNORECASE)
_BETWEEN_TAGS = re.compile(r"[|,]")

_Highlights = dict[str, tuple[str, list[ImportedMark]]]


def holds_pocket(members: Members) -> bool:
    """Tell an export of Pocket by the files in it."""
    return any(_TABLE.fullmatch(name) or _PAGE.fullmatch(name) for name in members.names)


def read_pocket(path: Path, progress: Progress) -> Iterator[ImportedItem | Skipped]:
    """Yield the articles of a page, a table, a file of highlights, or a whole export."""
    if is_packed(path):
        yield from united(_all(path, progress))
        return
    with path.open("rb") as stream:
        beginning = stream.read(2**16)
    if PAGE_SIGN.encode() in beginning.replace(b"\0", b"").lower():
        yield from united(_in_page(page_in(path)))
    elif beginning.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"[", b"{")):
        with opened(path, LARGEST_JSON) as stream:
            found: _Highlights = {}
            yield from _highlights(chunks(stream, path.stat().st_size, progress), found, path.name)
        yield from united(_only_highlighted(found))
    else:
        yield from united(read_table(path, _row, progress))


def _all(path: Path, progress: Progress) -> Iterator[ImportedItem | Skipped]:
    with members_of(path) as members:
        marks: _Highlights = {}
        listed: list[str] = []
        for name in members.names:
            if _HIGHLIGHTS.fullmatch(name):
                try:
                    content = members.read(name)
                except ImportFailure as failure:
                    yield Skipped(name, failure.reason)
                    continue
                yield from _highlights([_text(content).read()], marks, name)
            elif _TABLE.fullmatch(name) or _PAGE.fullmatch(name):
                listed.append(name)
            elif not name.startswith("__MACOSX/"):
                yield Skipped(name, tr("This file of the export holds no articles of yours."))
        for place, name in enumerate(listed, start=1):
            try:
                content = members.read(name)
            except ImportFailure as failure:
                yield Skipped(name, failure.reason)
                continue
            if _PAGE.fullmatch(name):
                yield from _with(_in_page(page_of(content, name)), marks)
            else:
                yield from _with(_in_table(_text(content)), marks)
            progress(place, len(listed))
        yield from _only_highlighted(marks)


def _text(content: bytes) -> TextIOWrapper:
    return text_of(BytesIO(content))


def _in_table(text: TextIOWrapper) -> Iterator[ImportedItem | Skipped]:
    for row in rows(text):
        yield row if isinstance(row, Skipped) else _row(row)


def _row(row: Row) -> ImportedItem | Skipped:
    return _item(
        row.first("url", "given url", "resolved url"),
        row.first("title", "resolved title", "given title"),
        added=row["time added"],
        tags=row["tags"],
        archived=row["status"].strip().lower() in ("archive", "archived", "read", "1"),
        starred=row.first("favorite", "favourite", "starred").strip().lower() in ("1", "true"),
    )


def _in_page(page: str) -> Iterator[ImportedItem | Skipped]:
    for link in links(page):
        if isinstance(link, Folder):
            continue
        heading = link.heading.lower()
        yield _item(
            link.address,
            link.title,
            added=link.attributes.get("time_added", ""),
            tags=link.attributes.get("tags", ""),
            archived="archive" in heading,
            starred="favo" in heading,
        )


def _item(
    url: str, title: str, *, added: str, tags: str, archived: bool, starred: bool
) -> ImportedItem | Skipped:
    title = line(title)
    return Entry(
        Form.POCKET,
        url,
        # Where Pocket found no title, it shows the address.
        title="" if address(title) else title,
        added=moment(added),
        tags=tuple(filter(None, map(line, _BETWEEN_TAGS.split(tags)))),
        archived=archived,
        starred=starred,
    ).item()


def _highlights(
    pieces: Iterable[str], found: _Highlights, name: str
) -> Iterator[ImportedItem | Skipped]:
    """Gather the highlights by the address of their article; yield what is none."""
    for element in elements(pieces):
        value = element.value
        url = address(value.get("url")) if isinstance(value, Mapping) else ""
        if not url or not isinstance(value, Mapping):
            what = tr("{file}, number {number}", file=name, number=str(element.number))
            wrong = element.wrong or tr("It does not say which article was highlighted.")
            yield Skipped(what, wrong)
            continue
        title = line(value.get("title"))
        marks = found.setdefault(url, ("" if address(title) else title, []))[1]
        highlights = value.get("highlights")
        for each in highlights if isinstance(highlights, list) else ():
            mark = _mark(url, each)
            if mark is None:
                yield Skipped(
                    tr("a highlight in {title}", title=title or url),
                    tr("There are no words in it."),
                )
            else:
                marks.append(mark)


def _mark(url: str, highlight: Any) -> ImportedMark | None:
    if not isinstance(highlight, Mapping):
        return None
    quote = words(highlight.get("quote"))
    if not quote:
        return None
    created = moment(highlight.get("created_at"))
    return mark_of(f"{Form.POCKET.key}:{url}", quote, created=created)


def _with(
    entries: Iterable[ImportedItem | Skipped], marks: _Highlights
) -> Iterator[ImportedItem | Skipped]:
    """Give the articles their highlights."""
    for entry in entries:
        if isinstance(entry, ImportedItem) and entry.address in marks:
            _, highlights = marks.pop(entry.address)
            yield replace(entry, marks=tuple(highlights))
        else:
            yield entry


def _only_highlighted(marks: _Highlights) -> Iterator[ImportedItem | Skipped]:
    for url, (title, highlights) in marks.items():
        yield Entry(Form.POCKET, url, title=title, marks=highlights).item()
