"""How the library is put in order: tags and collections."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and how many readings have it, the bin left out."""

    name: str
    count: int = 0


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection of readings; with a `query` a smart one, which holds what the query finds.

    `parent` is the id of the collection around it. `count` tells how many readings lie in it
    itself, the bin left out; None for a smart one.
    """

    id: int
    name: str
    parent: int | None = None
    query: str | None = None
    count: int | None = 0

    @property
    def smart(self) -> bool:
        return self.query is not None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many readings there are, how many of them lack their text, and how many lie in the bin."""

    readings: int = 0
    to_fetch: int = 0
    in_bin: int = 0
