"""A speaker as the whole library knows them, and numbers with the readings they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from app.reading.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Profile:
    """What the library knows of a speaker under all names.

    `others` are the names the reader has united with `name`; `roles` what articles call the
    speaker, each with the number of readings, the most frequent first. `quoted` are the words in
    quotation marks, `reported` the others. `first` and `last` are the earliest and the latest day
    an article with a quote was published, "" where none is known. One that is `anonymous` has a
    description for a name, which other articles may use of somebody else. Quotes are counted as a reader
    sees them by default, headlines left out.
    """

    name: str
    others: tuple[str, ...] = ()
    roles: tuple[tuple[str, int], ...] = ()
    readings: int = 0
    quotes: int = 0
    quoted: int = 0
    reported: int = 0
    first: str = ""
    last: str = ""
    anonymous: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.others)


@dataclass(frozen=True, slots=True)
class Figure:
    """A claimed number with the reading it stands in; `outlet` and `published` may be unknown ("")."""

    quantity: Quantity
    reading: int
    title: str = ""
    outlet: str = ""
    published: str = ""
