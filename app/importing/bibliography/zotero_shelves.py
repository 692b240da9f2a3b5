"""Zotero's collections, and the libraries they belong to."""

from __future__ import annotations

from typing import Any, NamedTuple

from app.importing.bibliography.wording import once, words
from app.importing.bibliography.zotero_store import Store

_DEEPEST = 50


class Group(NamedTuple):
    """A library shared with others."""

    number: int
    name: str


class Shelves:
    """The collections of a database as paths; those in the bin are left out."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.groups = {
            row[0]: Group(row[1], words(row[2]))
            for row in store.rows("groups", "SELECT libraryID, groupID, name FROM groups")
        }
        self.feeds = {
            row[0]: words(row[1])
            for row in store.rows("feeds", "SELECT libraryID, name FROM feeds ORDER BY libraryID")
        }
        self._binned = {
            row[0]
            for row in store.rows(
                "deletedCollections", "SELECT collectionID FROM deletedCollections"
            )
        }
        self._names: dict[Any, tuple[str, Any]] = {
            row[0]: (words(row[1]).replace("/", "∕"), row[2])
            for row in store.rows(
                "collections",
                "SELECT collectionID, collectionName, parentCollectionID FROM collections",
            )
        }

    def of(self, item: int, library: int) -> tuple[str, ...]:
        """Return the paths of the collections an item is in; a group's name goes before them."""
        group = self.groups.get(library)
        above = group.name.replace("/", "∕") if group else ""
        rows = self._store.rows(
            "collectionItems",
            "SELECT collectionID FROM collectionItems WHERE itemID = ? ORDER BY collectionID",
            item,
        )
        paths = [self._path(row[0]) for row in rows]
        return once("/".join(filter(None, (above, path))) for path in paths or [""])

    def _path(self, collection: Any) -> str:
        names: list[str] = []
        while collection in self._names and len(names) < _DEEPEST:
            if collection in self._binned:
                return ""
            name, collection = self._names[collection]
            names.append(name)
        return "/".join(filter(None, reversed(names)))
