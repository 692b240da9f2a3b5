"""A Zotero data folder made for the tests: the tables and columns that Zotero 7 keeps."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

_TABLES = """
version (schema TEXT PRIMARY KEY, version INT NOT NULL)
libraries (libraryID INTEGER PRIMARY KEY, type TEXT NOT NULL, editable INT, filesEditable INT)
groups (groupID INTEGER PRIMARY KEY, libraryID INT NOT NULL UNIQUE, name TEXT NOT NULL)
feeds (libraryID INTEGER PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL UNIQUE)
itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT)
fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT)
creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT)
items (itemID INTEGER PRIMARY KEY, itemTypeID INT NOT NULL, dateAdded TIMESTAMP, dateModified TIMESTAMP, clientDateModified TIMESTAMP, libraryID INT NOT NULL, key TEXT NOT NULL, UNIQUE (libraryID, key))
itemDataValues (valueID INTEGER PRIMARY KEY, value UNIQUE)
itemData (itemID INT, fieldID INT, valueID, PRIMARY KEY (itemID, fieldID))
itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT)
itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT, contentType TEXT, charsetID INT, path TEXT)
itemAnnotations (itemID INTEGER PRIMARY KEY, parentItemID INT NOT NULL, type INTEGER NOT NULL, authorName TEXT, text TEXT, comment TEXT, color TEXT, pageLabel TEXT, sortIndex TEXT NOT NULL, position TEXT NOT NULL, isExternal INT NOT NULL)
tags (tagID INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)
itemTags (itemID INT NOT NULL, tagID INT NOT NULL, type INT NOT NULL, PRIMARY KEY (itemID, tagID))
creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT)
itemCreators (itemID INT NOT NULL, creatorID INT NOT NULL, creatorTypeID INT NOT NULL, orderIndex INT NOT NULL)
collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT NOT NULL, parentCollectionID INT, libraryID INT NOT NULL, key TEXT NOT NULL)
collectionItems (collectionID INT NOT NULL, itemID INT NOT NULL, orderIndex INT NOT NULL DEFAULT 0, PRIMARY KEY (collectionID, itemID))
deletedCollections (collectionID INTEGER PRIMARY KEY)
deletedItems (itemID INTEGER PRIMARY KEY, dateDeleted DEFAULT CURRENT_TIMESTAMP NOT NULL)
"""
ADDED, MODIFIED = "2023-01-02 03:04:05", "2023-02-03 04:05:06"


class ZoteroFolder:
    """A data folder that grows; every entry that is made returns its number."""

    def __init__(self, folder: Path, *, without: tuple[str, ...] = ()) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.path = folder / "zotero.sqlite"
        self.db = sqlite3.connect(self.path)
        for table in _TABLES.strip().splitlines():
            if table.split()[0] not in without:
                self.db.execute(f"CREATE TABLE {table}")
        self.db.execute("INSERT INTO version VALUES ('userdata', 123)")
        self.db.execute("INSERT INTO libraries VALUES (1, 'user', 1, 1)")
        self.db.commit()

    def _named(self, table: str, number: str, column: str, name: object) -> int:
        find = f"SELECT {number} FROM {table} WHERE {column} = ?"  # noqa: S608 -- the tests' names
        if found := self.db.execute(find, (name,)).fetchone():
            return found[0]
        add = f"INSERT INTO {table} ({column}) VALUES (?)"  # noqa: S608 -- the tests' names
        return self.db.execute(add, (name,)).lastrowid

    def _entry(self, kind: str, key: str, library: int = 1) -> int:
        return self.db.execute(
            "INSERT INTO items (itemTypeID, dateAdded, dateModified, libraryID, key)"
            " VALUES (?, ?, ?, ?, ?)",
            (
                self._named("itemTypes", "itemTypeID", "typeName", kind),
                ADDED,
                MODIFIED,
                library,
                key,
            ),
        ).lastrowid

    def fill(self, item: int, **fields: object) -> None:
        for name, value in fields.items():
            field = self._named("fields", "fieldID", "fieldName", name)
            kept = self._named("itemDataValues", "valueID", "value", value)
            self.db.execute("INSERT INTO itemData VALUES (?, ?, ?)", (item, field, kept))
        self.db.commit()

    def work(self, key: str, kind: str = "journalArticle", *, library: int = 1, **fields) -> int:
        item = self._entry(kind, key, library)
        self.fill(item, **fields)
        return item

    def creator(
        self, item: int, role: str, family: str, given: str = "", *, whole: int = 0
    ) -> None:
        person = self.db.execute(
            "INSERT INTO creators (firstName, lastName, fieldMode) VALUES (?, ?, ?)",
            (given, family, whole),
        ).lastrowid
        kind = self._named("creatorTypes", "creatorTypeID", "creatorType", role)
        self.db.execute(
            "INSERT INTO itemCreators VALUES (?, ?, ?, ?)", (item, person, kind, person)
        )
        self.db.commit()

    def attach(
        self,
        key: str,
        parent: int | None,
        path: str | None,
        content: bytes | str | None = None,
        *,
        kind: str = "application/pdf",
        mode: int = 0,
        **fields,
    ) -> int:
        """Attach a file; `content` is written into the storage by the path's own name."""
        item = self._entry("attachment", key)
        self.db.execute(
            "INSERT INTO itemAttachments (itemID, parentItemID, linkMode, contentType, path)"
            " VALUES (?, ?, ?, ?, ?)",
            (item, parent, mode, kind, path),
        )
        self.fill(item, **fields)
        if content is not None:
            file = self.folder / "storage" / key / path.removeprefix("storage:")
            file.parent.mkdir(parents=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return item

    def note(self, key: str, parent: int | None, note: str) -> int:
        item = self._entry("note", key)
        self.db.execute("INSERT INTO itemNotes VALUES (?, ?, ?, '')", (item, parent, note))
        self.db.commit()
        return item

    def annotate(
        self,
        key: str,
        attachment: int,
        kind: int,
        text: str | None = None,
        comment: str | None = None,
        **more,
    ) -> int:
        """Annotate a file; `more` may hold a label, a page (from 0), an order, and external."""
        item = self._entry("annotation", key)
        position = json.dumps({"pageIndex": more.get("page", 0), "rects": [[1, 2, 3, 4]]})
        self.db.execute(
            "INSERT INTO itemAnnotations VALUES (?, ?, ?, '', ?, ?, '#ffd400', ?, ?, ?, ?)",
            (
                item,
                attachment,
                kind,
                text,
                comment,
                more.get("label", ""),
                more.get("order", "00000"),
                position,
                more.get("external", 0),
            ),
        )
        self.db.commit()
        return item

    def tag(self, item: int, name: str) -> None:
        number = self._named("tags", "tagID", "name", name)
        self.db.execute("INSERT INTO itemTags VALUES (?, ?, 0)", (item, number))
        self.db.commit()

    def collect(self, name: str, *items: int, above: int | None = None, library: int = 1) -> int:
        number = self.db.execute(
            "INSERT INTO collections (collectionName, parentCollectionID, libraryID, key)"
            " VALUES (?, ?, ?, ?)",
            (name, above, library, name),
        ).lastrowid
        for item in items:
            self.db.execute("INSERT INTO collectionItems VALUES (?, ?, 0)", (number, item))
        self.db.commit()
        return number

    def bin(self, item: int) -> None:
        self.db.execute("INSERT INTO deletedItems (itemID) VALUES (?)", (item,))
        self.db.commit()

    def run(self, sql: str, *values: object) -> None:
        self.db.execute(sql, values)
        self.db.commit()
