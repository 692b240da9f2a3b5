"""What another tool's export holds, before it becomes readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.reading.annotation import Opened

STARRED = "starred"
"""The tag an item gets that its tool calls starred, liked or a favourite."""

ARCHIVED = "archived"
"""The tag an item gets that its tool calls archived or read."""


@dataclass(frozen=True, slots=True)
class ImportedMark:
    """A highlight or a note another tool kept.

    `exact` are the highlighted words as the tool has them; a note to the whole article has none.
    `prefix` and `suffix` are what stands before and after, `start` is where the words stood in the
    text (else 0), where the tool keeps that. `key` names the mark in its source for good, so that
    it is taken in only once. Times are ISO 8601, as far as they are known.
    """

    key: str
    exact: str
    note: str = ""
    prefix: str = ""
    suffix: str = ""
    created: str = ""
    modified: str = ""
    tags: tuple[str, ...] = ()
    start: int = 0


@dataclass(frozen=True, slots=True)
class ImportedItem:
    """One item of another tool's export: what is known of it, and its text where that came along.

    `key` names the item in its source for good ("wallabag:17"). `collections` are paths of folders,
    outermost first, joined by "/" (a "/" inside a name is written "∕"). `added` is ISO 8601 in UTC.
    `csl` holds what the export says of the work as a CSL-JSON item, without empty values. `opened`
    is the text with the marks found in the file itself; `lacking` says in a sentence why there is
    none although the export promised one (a file that is missing or cannot be read). `kept` is all
    that another library of Sayso's has of a reading, where that is what was exported; it then goes
    before everything else. `text_sha256` is the digest of the text the marks were made in, where the
    export says it instead of an address.
    """

    key: str
    title: str = ""
    address: str = ""
    byline: str = ""
    outlet: str = ""
    published: str = ""
    language: str = ""
    added: str = ""
    tags: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    csl: Mapping[str, Any] = field(default_factory=dict)
    marks: tuple[ImportedMark, ...] = ()
    opened: Opened | None = None
    lacking: str = ""
    kept: Mapping[str, Any] | None = None
    text_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An entry of an export that could not be taken: which one, and why in a sentence."""

    what: str
    why: str
