"""All that is known of a reading besides its text and its marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.reading.shelves import Collection


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """What is known of the bytes a reading was made from; `captured` is ISO 8601 in UTC."""

    media_type: str
    captured: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Version:
    """Another reading of the same address or file, and when it was added."""

    id: int
    added: str


@dataclass(frozen=True, slots=True)
class Details:
    """What a reading is cited by, where it comes from, where it stands, and what was made of it.

    `csl` is its CSL-JSON item, of which the reader has set the fields `edited`. `marked` tells when
    the `pipeline` found its marks. Times are ISO 8601 in UTC; what is not known is "".
    """

    reading: int
    csl: Mapping[str, Any] = field(default_factory=dict)
    edited: frozenset[str] = frozenset()
    source: str = ""
    address: str = ""
    added: str = ""
    opened: str = ""
    words: int = 0
    language: str = ""
    pipeline: str = ""
    marked: str = ""
    extractor: str = ""
    original: KeptOriginal | None = None
    earlier: Version | None = None
    later: Version | None = None
    tags: tuple[str, ...] = ()
    collections: tuple[Collection, ...] = ()
