"""Omnivore's export: tables of articles in JSON, and their texts and highlights beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.importing.elements import Element, elements
from app.importing.entries import Entry, mark_of
from app.importing.fields import address, line, names, words
from app.importing.forms import Form
from app.importing.members import Members, is_packed, members_of
from app.importing.omnivore_highlights import highlights
from app.importing.progress import Progress
from app.importing.texts import LARGEST_JSON, chunks, opened, text_of
from app.importing.times import day, moment
from app.language import later, tr
from app.opening.decoding import NotTextError, decode
from app.reading.failures import ImportFailure
from app.reading.imported import ImportedItem, ImportedMark, Skipped

_TABLE = re.compile(r"((?:.*/)?)metadata_(\d+)_to_\d+[^/]*\.json", re.IGNORECASE)
_NO_TEXT = later("Its text is not in the export.")
_TWICE = later("It is there twice in the export.")
_ALREADY = frozenset(("content", "highlights"))


def holds_omnivore(members: Members) -> bool:
    """Tell an export of Omnivore by the files in it."""
    return any(map(_TABLE.fullmatch, members.names))


def read_omnivore(path: Path, progress: Progress) -> Iterator[ImportedItem | Skipped]:
    """Yield the articles of an export, its archive unpacked or not, or of one of its tables."""
    if is_packed(path):
        with members_of(path) as members:
            yield from _Export(members).read(progress)
        return
    with opened(path, LARGEST_JSON) as stream:
        for element in elements(chunks(stream, path.stat().st_size, progress)):
            made = _entry(element)
            yield made if isinstance(made, Skipped) else made[0].item()


class _Export:
    def __init__(self, members: Members) -> None:
        self._members = members
        self._names = set(members.names)
        self._used: set[str] = set()

    def read(self, progress: Progress) -> Iterator[ImportedItem | Skipped]:
        seen: set[str] = set()
        tables = sorted(filter(_TABLE.fullmatch, self._members.names), key=_number)
        self._used.update(tables)
        for place, table in enumerate(tables, start=1):
            try:
                text = text_of(BytesIO(self._members.read(table))).read()
            except ImportFailure as failure:
                yield Skipped(table, failure.reason)
                continue
            folder = table.rpartition("/")[0]
            for element in elements([text]):
                made = _entry(element, table)
                if isinstance(made, Skipped):
                    yield made
                    continue
                entry, slug = made
                if entry.key in seen:
                    yield Skipped(entry.title or entry.key, tr(_TWICE))
                    continue
                seen.add(entry.key)
                yield self._item(entry, f"{folder}/" if folder else "", slug)
            progress(place, len(tables))
        yield from self._left()

    def _item(self, entry: Entry, folder: str, slug: str) -> ImportedItem | Skipped:
        """Add an article's text and highlights, which bear its short name."""
        entry.lacking = tr(_NO_TEXT)
        try:
            entry.html = self._text(f"{folder}content/{slug}.html")
        except ImportFailure as failure:
            entry.lacking = failure.reason
        try:
            marked = self._text(f"{folder}highlights/{slug}.md")
        except ImportFailure as failure:
            marked = ""
            entry.lacking = f"{entry.lacking} {failure.reason}".strip()
        for found in highlights(marked):
            entry.marks.append(mark_of(entry.key, found.quote, note=found.note, tags=found.labels))
        return entry.item()

    def _text(self, name: str) -> str:
        if name not in self._names:
            return ""
        self._used.add(name)
        try:
            return decode(self._members.read(name), page=True)
        except NotTextError:
            raise ImportFailure(tr("{name} in the export is not text.", name=name)) from None

    def _left(self) -> Iterator[Skipped]:
        """Yield the texts and highlights that belong to no article of the tables."""
        for name in self._members.names:
            if name not in self._used and _ALREADY.intersection(name.split("/")[:-1]):
                yield Skipped(name, tr("The export does not say which article it belongs to."))


def _number(table: str) -> int:
    found = _TABLE.fullmatch(table)
    return int(found[2][:9]) if found else 0


def _entry(element: Element, table: str = "") -> tuple[Entry, str] | Skipped:
    """Return an article of a table with its short name."""
    found = element.value
    if not isinstance(found, Mapping):
        number = str(element.number)
        where = (
            tr("{file}, entry {number}", file=table, number=number)
            if table
            else tr("entry {number}", number=number)
        )
        return Skipped(where, element.wrong or tr("It is no article as Omnivore writes them."))
    slug = found.get("slug")
    state = line(found.get("state"), 40).lower()
    title = line(found.get("title"))
    entry = Entry(
        Form.OMNIVORE,
        _url(found),
        id=line(found.get("id"), 100) or line(slug, 500),
        title="" if address(title) else title,
        byline=line(found.get("author")),
        outlet=line(found.get("siteName"), 200),
        published=day(found.get("publishedAt")),
        language=line(found.get("language"), 20),
        image=line(found.get("thumbnail"), 4000),
        added=moment(found.get("savedAt")),
        tags=names(found.get("labels")),
        archived=state == "archived",
    )
    stated = found.get("highlights")
    for each in stated if isinstance(stated, list) else ():
        if isinstance(each, Mapping) and (mark := _mark(entry.key, each)) is not None:
            entry.marks.append(mark)
    return entry, slug if isinstance(slug, str) else ""


def _url(found: Mapping[str, Any]) -> object:
    url = found.get("url") or found.get("originalUrl")
    # Letters and uploaded files have no address of their own, so Omnivore made one up.
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
    except ValueError:
        return url
    if parts and parts.hostname == "omnivore.app" and parts.path.startswith("/no_url"):
        return ""
    return url


def _mark(owner: str, found: Mapping[str, Any]) -> ImportedMark | None:
    quote, note = words(found.get("quote")), words(found.get("annotation"))
    if not quote and not note:
        return None
    return mark_of(
        owner,
        quote,
        id=line(found.get("id"), 100),
        note=note,
        created=moment(found.get("createdAt")),
        modified=moment(found.get("updatedAt")),
        tags=names(found.get("labels")),
    )
