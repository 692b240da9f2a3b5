"""What lists show of readings, and what a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ReadingSummary:
    """One row of the library's list.

    `quotes` counts the attributed contents a reader sees by default, `speakers` who says them,
    `claims` the numeric claims, `own` the reader's own annotations; nothing in the article's own
    headline is counted. Of a piece of a longer work `outlet` is the work's title. Where the
    same address or file has been opened since and held another text it is `replaced`. One that
    `lacks_text` is still to be fetched. Times are ISO 8601 in UTC.
    """

    id: int
    title: str
    source: str
    outlet: str
    published: str
    added: str
    opened: str
    words: int
    quotes: int
    speakers: int
    claims: int
    own: int
    replaced: bool = False
    lacks_text: bool = False


@dataclass(frozen=True, slots=True)
class Twins:
    """Two readings that seem to be the same article; `likeness` is 1.0 for the same address or
    text, else the share of their wording they have in common.
    """

    one: ReadingSummary
    other: ReadingSummary
    likeness: float


class HitKind(StrEnum):
    """What a search found; its value is the word used in JSON."""

    READING = "reading"
    QUOTE = "quote"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result: a passage of a reading.

    `start` and `end` are the passage's place in the reading's text, `text` the passage itself;
    `speaker` says who is quoted or claims the number, where known.
    """

    kind: HitKind
    reading: int
    title: str
    start: int
    end: int
    text: str
    speaker: str = ""
