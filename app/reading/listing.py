"""What lists show of readings, and what a search finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.reading.attribution import AttributionKind
from app.reading.spans import Span


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
    NOTE = "note"  # of the reader's own, a highlight without words of its own too


class Order(StrEnum):
    """What stands first among what a search found."""

    RELEVANCE = "relevance"  # what matches best; words found nearly everywhere: the newest
    DATE = "date"  # what was published last, or added last where that is unknown


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result: a passage of a reading.

    `start` and `end` are the passage's place in the reading's text, `text` the passage itself;
    `speaker` says who is quoted or claims the number, where known. `found` are the stretches of
    the text, inside the passage, that were looked for. `value`, or `low` and `high`, and `unit`
    are a number's, `manner` is a quote's; `mark` is the id that a quote, a number or an annotation
    has in its reading. A note whose words are not in the text has its place at 0, and `text` are
    these words, or the note where it marks none.
    """

    kind: HitKind
    reading: int
    title: str
    start: int
    end: int
    text: str
    speaker: str = ""
    found: tuple[Span, ...] = ()
    outlet: str = ""
    published: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    note: str = ""
    mark: str = ""
    manner: AttributionKind | None = None


@dataclass(frozen=True, slots=True)
class SpeakerSummary:
    """A named speaker, in how many readings they speak, and the other names they go by."""

    name: str
    readings: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a search goes on: for each kind there is more of, a place only the search knows."""

    places: tuple[tuple[HitKind, Any], ...]


class Found(list[Hit]):
    """One page of what a search found.

    `after` is where the next page begins, None where this is the last; a page may have few hits,
    or none, and yet not be the last, where only so much was looked at. `hint` is a sentence on why
    nothing may have been found.
    """

    def __init__(
        self, hits: Iterable[Hit] = (), after: Cursor | None = None, hint: str = ""
    ) -> None:
        super().__init__(hits)
        self.after = after
        self.hint = hint

    @property
    def more(self) -> bool:
        """Whether there may be more."""
        return self.after is not None
