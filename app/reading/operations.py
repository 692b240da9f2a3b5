"""One change of the library: what it is called, what it changed, and how to take it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Flag, auto
from typing import Any

Row = Mapping[str, Any]


class Aspect(Flag):
    """What of the library looks different after a change."""

    NONE = 0
    LIST = auto()  # which readings there are, and what their rows in lists say
    TEXT = auto()  # a reading's text, and with it everything that lies in it
    MARKS = auto()  # detected marks, as decided
    OWN = auto()  # the reader's own annotations
    SHELVES = auto()  # tags and collections
    PEOPLE = auto()  # which names are one speaker


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table that a key picks out, before and after a change.

    Where `columns` is not None the rows hold these alone, and there is one both before and after.
    Rows that are not `held` are the program's own findings: they may have been made anew since, and
    that does not stand in the way of an undo.
    """

    table: str
    key: Row
    before: tuple[Row, ...]
    after: tuple[Row, ...]
    columns: tuple[str, ...] | None = None
    held: bool = True


@dataclass(frozen=True, slots=True)
class Operation:
    """A change of the library that is on the disk.

    `what` names it as a menu does behind "Undo": "moving “The mill” to the bin". `readings` are
    those it changed, `aspects` what of them or of the library. `rows` let the library take it back;
    to everybody else they mean nothing. An operation without rows changed nothing.
    """

    what: str
    aspects: Aspect = Aspect.NONE
    readings: frozenset[int] = frozenset()
    rows: tuple[Rows, ...] = ()

    @property
    def inverse(self) -> Operation:
        """The operation that takes this one back."""
        turned = tuple(
            replace(item, before=item.after, after=item.before) for item in reversed(self.rows)
        )
        return replace(self, rows=turned)
