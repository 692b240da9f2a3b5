"""Bookmarks, as Firefox, Chrome, Safari and the services of bookmarks write them to HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from app.importing.entries import Entry, mark_of
from app.importing.fields import collection, line, names, no_address
from app.importing.forms import Form
from app.importing.links import Folder, Link, links
from app.importing.members import is_packed, members_of
from app.importing.pages import page_in, page_of
from app.importing.progress import Progress
from app.importing.times import moment
from app.importing.uniting import united
from app.language import tr
from app.reading.imported import ImportedItem, Skipped

SIGN = "netscape-bookmark-file"
"""What stands in the first line of every such file, in small letters."""


def read_bookmarks(path: Path, progress: Progress) -> Iterator[ImportedItem | Skipped]:
    """Yield the bookmarks of a file, or of the archive or folder it lies in.

    Folders are collections; what is written about a bookmark is a note to the whole article.
    """
    pages = list(_pages(path))
    found = [each for page in pages for each in links(page)]
    yield from united(_entries(found, progress))


def is_bookmarks(beginning: str) -> bool:
    """Tell a file of bookmarks by its first thousands of characters."""
    beginning = beginning.lower()
    return SIGN in beginning or ("<dl" in beginning and "<dt><a " in beginning)


def _pages(path: Path) -> Iterator[str]:
    if not is_packed(path):
        yield page_in(path)
        return
    with members_of(path) as members:
        for name in members.names:
            if name.lower().endswith((".html", ".htm")):
                page = page_of(members.read(name), name)
                if is_bookmarks(page[:5000]):
                    yield page


def _entries(
    found: Iterable[Link | Folder], progress: Progress
) -> Iterator[ImportedItem | Skipped]:
    found = list(found)
    for place, each in enumerate(found, start=1):
        if isinstance(each, Folder):
            yield Skipped(
                tr("the folder {name}: {about}", name=each.name, about=line(each.about, 100)),
                tr("What is written about a folder has no place in a collection."),
            )
        else:
            yield _entry(each)
        progress(place, len(found))


def _entry(link: Link) -> ImportedItem | Skipped:
    title = line(link.title)
    if link.address.lower().startswith("place:"):
        return Skipped(
            title or link.address[:100], tr("It is a search the browser keeps, no page.")
        )
    entry = Entry(
        Form.BOOKMARKS,
        link.address,
        title=title,
        added=moment(link.attributes.get("add_date")),
        tags=names(link.attributes.get("tags")),
        collections=(collection(link.folders),),
    )
    item = entry.item()
    if isinstance(item, Skipped):
        return Skipped(item.what, no_address(link.address))
    if link.about:
        entry.marks = [mark_of(entry.key, "", kind="note", note=link.about, created=entry.added)]
        return entry.item()
    return item
