"""What the list of readings can show: everything, a collection, a tag, the bin, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from app.language import later, tr
from app.reading.listing import ReadingSummary
from app.reading.shelves import Collection, Tag, Totals

if TYPE_CHECKING:
    from app.library.library import Library

Cursor = tuple[str, int]
"""Where a page ends: a time and an id."""


class Kind(Enum):
    """What a shelf is; its value names the icon."""

    ALL = "book-open"
    FETCH = "download"
    BIN = "trash-2"
    COLLECTION = "folder"
    SMART = "folder-search"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One thing the list can show; `id` is a collection's, `query` what a smart one finds.

    `name` is what the reader called it; of what is always there it stands in English, and `shown`
    says it.
    """

    kind: Kind
    name: str
    id: int = 0
    query: str = ""
    parent: int | None = None

    @property
    def key(self) -> str:
        return f"collection:{self.id}" if self.id else f"{self.kind.name.lower()}:{self.name}"

    @property
    def shown(self) -> str:
        """The name as it is shown."""
        return tr(self.name) if self.kind in (Kind.ALL, Kind.FETCH, Kind.BIN) else self.name


ALL = Shelf(Kind.ALL, later("All readings"))
FETCH = Shelf(Kind.FETCH, later("To fetch"))
BIN = Shelf(Kind.BIN, later("Bin"))


@dataclass(frozen=True, slots=True)
class Stock:
    """Every shelf there is, with what is counted on it."""

    totals: Totals = field(default_factory=Totals)
    collections: tuple[Collection, ...] = ()
    tags: tuple[Tag, ...] = ()

    def shelves(self) -> dict[str, Shelf]:
        """Return every shelf by its key."""
        fetch = (FETCH,) if self.totals.to_fetch else ()
        every = (
            *(ALL, *fetch, BIN),
            *map(collection_shelf, self.collections),
            *map(tag_shelf, self.tags),
        )
        return {shelf.key: shelf for shelf in every}

    def count(self, shelf: Shelf) -> int | None:
        """Return how many readings stand on a shelf; None where that is not known."""
        if shelf.kind is Kind.TAG:
            return next((tag.count for tag in self.tags if tag.name == shelf.name), None)
        if shelf.id:
            return next((item.count for item in self.collections if item.id == shelf.id), None)
        return {
            Kind.ALL: self.totals.readings,
            Kind.FETCH: self.totals.to_fetch,
            Kind.BIN: self.totals.in_bin,
        }.get(shelf.kind)

    def tree(self) -> list[tuple[int, Collection]]:
        """Return the collections with how deep they lie, each above those inside it."""
        inside: dict[int | None, list[Collection]] = {}
        known = {item.id for item in self.collections}
        for item in self.collections:
            inside.setdefault(item.parent if item.parent in known else None, []).append(item)
        found: list[tuple[int, Collection]] = []

        def walk(parent: int | None, depth: int) -> None:
            for item in inside.get(parent, ()):
                found.append((depth, item))
                walk(item.id, depth + 1)

        walk(None, 0)
        return found


@dataclass(frozen=True, slots=True)
class Page:
    """Some readings of a shelf; `after` begins the next page, None where this is the last."""

    readings: tuple[ReadingSummary, ...]
    deleted: tuple[str, ...] = ()  # in the bin: when each came there
    after: Cursor | None = None


def collection_shelf(item: Collection) -> Shelf:
    kind = Kind.SMART if item.smart else Kind.COLLECTION
    return Shelf(kind, item.name, item.id, item.query or "", item.parent)


def tag_shelf(tag: Tag) -> Shelf:
    return Shelf(Kind.TAG, tag.name)


def take_stock(library: Library) -> Stock:
    """Read what shelves there are; for the library's thread."""
    shelves = library.shelves
    return Stock(shelves.contents.totals(), tuple(shelves.collections()), tuple(shelves.tags()))


def read_page(library: Library, shelf: Shelf, limit: int, before: Cursor | None) -> Page:
    """Read the next readings of a shelf; for the library's thread."""
    deleted: tuple[str, ...] = ()
    if shelf.kind is Kind.BIN:
        contents = library.bin.contents(limit, before)
        readings: Sequence[ReadingSummary] = [summary for summary, _ in contents]
        deleted = tuple(when for _, when in contents)
    elif shelf.kind is Kind.TAG:
        readings = library.shelves.contents.tagged(shelf.name, limit, before)
    elif shelf.kind is Kind.FETCH:
        readings = library.shelves.contents.to_fetch(limit, before)
    elif shelf.kind is Kind.SMART:
        readings = library.readings_for(shelf.query, limit, before)
    else:
        readings = library.readings(limit, before, shelf.id or None)
    after = None
    if len(readings) == limit:
        last = readings[-1]
        after = (deleted[-1] if deleted else last.added, last.id)
    return Page(tuple(readings), deleted, after)
