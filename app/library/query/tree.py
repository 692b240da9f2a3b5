"""What a query says: words, conditions, and how they are joined.

Nothing here knows how a library is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.reading.attribution import AttributionKind
from app.reading.decisions import Status
from app.reading.quantity import QuantityKind


class Fact(StrEnum):
    """What an article says about itself that can be searched by its words."""

    TITLE = "title"
    AUTHOR = "author"
    OUTLET = "outlet"


class Having(StrEnum):
    """What a reading can have; its value is what a reader types."""

    NOTE = "note"
    HIGHLIGHT = "highlight"
    TAG = "tag"
    ORIGINAL = "original"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Words:
    """A word, or several to be found side by side; with `beginning` the last may go on."""

    text: str
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """Words in what an article says about itself."""

    fact: Fact
    words: Words


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says or claims it, by all these words of the name, in any order."""

    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Whether a speaker is named."""

    anonymous: bool


@dataclass(frozen=True, slots=True)
class Manner:
    """How a quote is given."""

    kind: AttributionKind


@dataclass(frozen=True, slots=True)
class Sort:
    """What sort of number it is."""

    kind: QuantityKind


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or a range, that lies wholly between two ends; None for an open end."""

    least: float | None = None
    most: float | None = None
    above: bool = False  # more than `least`, not `least` itself
    below: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: exactly one of the `names`, or, without any, these `words` in the unit."""

    names: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Check:
    """How the check of a number, or of a quote, came out."""

    status: Status


@dataclass(frozen=True, slots=True)
class Tagged:
    """Readings with a tag, or with `beginning` with one that begins so."""

    folded: str
    beginning: bool = False


@dataclass(frozen=True, slots=True)
class Shelved:
    """Readings in the collections of a name and in those inside them.

    `start` and `end` are where the query names it.
    """

    folded: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Dated:
    """Readings published, or with `added` added, from a day on (`start`) and before one (`end`).

    Both are ISO dates, perhaps only years or months; empty for an open end.
    """

    start: str = ""
    end: str = ""
    added: bool = False


@dataclass(frozen=True, slots=True)
class Has:
    """Readings with a thing of the reader's, or with a text or an original."""

    thing: Having


Condition = (
    About
    | Speaker
    | Source
    | Manner
    | Sort
    | Number
    | Unit
    | Check
    | Tagged
    | Shelved
    | Dated
    | Has
)


@dataclass(frozen=True, slots=True)
class All:
    """Everything in it must hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One of these must hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    part: Node


Node = Words | Condition | All | Any | Not


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader typed, as it is understood.

    `unknown` are the names before a colon that are no field's: they are looked for as words.
    """

    tree: Node
    unknown: tuple[str, ...] = ()


def leaves(node: Node, *, positive: bool = False) -> Iterator[Words | Condition]:
    """Yield every word and condition; with `positive` only those not to be left out."""
    if isinstance(node, All | Any):
        for part in node.parts:
            yield from leaves(part, positive=positive)
    elif isinstance(node, Not):
        if not positive:
            yield from leaves(node.part)
    else:
        yield node
