"""The fields of a search, declared once: their names, what they take, and how that is read."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from app.language import later
from app.library.query import amounts
from app.library.query.tree import (
    About,
    Check,
    Condition,
    Fact,
    Has,
    Having,
    Manner,
    Shelved,
    Sort,
    Source,
    Speaker,
    Tagged,
    Unit,
    Words,
)
from app.library.query.units import stored_units
from app.library.query.wording import typed_words
from app.reading.attribution import AttributionKind
from app.reading.decisions import Status
from app.reading.quantity import QuantityKind


@dataclass(frozen=True, slots=True)
class Value:
    """What stands behind a field's colon, and where in the query the field stands."""

    text: str
    start: int
    end: int

    @property
    def bare(self) -> str:
        return self.text.rstrip("*").strip()

    @property
    def beginning(self) -> bool:
        return self.text.endswith("*")


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    `read` returns None where there is nothing to look for yet and raises ValueError for a value
    that means nothing, which the sentence `needs` then explains. `choices` are all values it takes,
    where they are few.
    """

    name: str
    finds: str
    needs: str
    example: str
    read: Callable[[Value], Condition | None]
    choices: tuple[str, ...] = ()


def _about(fact: Fact) -> Callable[[Value], Condition | None]:
    def read(value: Value) -> Condition | None:
        words = typed_words(value.text)
        return None if words is None else About(fact, words)

    return read


def _speaker(value: Value) -> Condition | None:
    star = "*" if value.beginning else ""
    names = [typed_words(name) for name in f"{value.bare}{star}".split()]
    there = tuple(name for name in names if name is not None)
    return Speaker(there) if there else None


def _source(value: Value) -> Condition | None:
    return Source({"anonymous": True, "named": False}[_chosen(value, ("anonymous", "named"))])


def _kind(value: Value) -> Condition | None:
    kind = _chosen(value, KINDS)
    if kind in list(AttributionKind):
        return Manner(AttributionKind(kind))
    return Sort(QuantityKind(kind))


def _unit(value: Value) -> Condition | None:
    if not value.bare:
        return None
    names = stored_units(value.bare)
    words = typed_words(value.text)
    return Unit(names or (() if words else (value.bare,)), words or Words(""))


def _tag(value: Value) -> Condition | None:
    folded = _folded(value)
    return Tagged(folded, value.beginning) if folded else None


def _in(value: Value) -> Condition | None:
    folded = _folded(value)
    return Shelved(folded, value.start, value.end) if folded else None


def _has(value: Value) -> Condition | None:
    return Has(Having(_chosen(value, tuple(Having))))


def _status(value: Value) -> Condition | None:
    return Check(Status(_chosen(value, tuple(Status))))


def _folded(value: Value) -> str:
    return " ".join(value.bare.split()).casefold()


def _chosen(value: Value, choices: tuple[str, ...]) -> str:
    """Return the choice that was typed, in either number: "notes" is "note"."""
    typed = value.text.strip().lower()
    for choice in choices:
        if typed in (choice, f"{choice}s"):
            return str(choice)
    raise ValueError(typed)


KINDS: tuple[str, ...] = (
    *(kind.value for kind in AttributionKind),
    *(kind.value for kind in QuantityKind if kind not in (QuantityKind.DATE, QuantityKind.AGE)),
)
"""Dates and ages claim nothing, so they are never found as numbers."""

_SOURCES = ("anonymous", "named")
_THINGS = tuple(thing.value for thing in Having)
_STATUSES = tuple(status.value for status in Status)
_NAME = later("{field}: needs a name, such as {example}.")
_WORD = later("{field}: needs a word, such as {example}.")
_NUMBER = later("{field}: needs a number, such as {example}.")
_UNIT = later("{field}: needs a unit, such as {example}.")
_TAG = later("{field}: needs a tag, such as {example}.")
_COLLECTION = later("{field}: needs a collection, such as {example}.")
_ONE_OF = later("{field}: needs one of {choices}, such as {example}.")
_DATE = later("{field}: needs a year, a month or a day, such as {example}.")

FIELDS: tuple[Field, ...] = (
    Field("speaker", later("who says or claims it"), _NAME, "speaker:blinken", _speaker),
    Field(
        "source",
        later("named or anonymous speakers"),
        _ONE_OF,
        "source:anonymous",
        _source,
        _SOURCES,
    ),
    Field(
        "number",
        later("numbers by their value"),
        _NUMBER,
        "number:>1000",
        lambda value: amounts.number(value.text),
    ),
    Field("unit", later("numbers by what they count"), _UNIT, "unit:percent", _unit),
    Field("kind", later("a kind of quote or of number"), _ONE_OF, "kind:direct", _kind, KINDS),
    Field(
        "status",
        later("how the check of a claim stands"),
        _ONE_OF,
        "status:disputed",
        _status,
        _STATUSES,
    ),
    Field("tag", later("readings with a tag"), _TAG, "tag:water", _tag),
    Field("in", later("readings in a collection"), _COLLECTION, "in:research", _in),
    Field("outlet", later("where it was published"), _NAME, "outlet:times", _about(Fact.OUTLET)),
    Field("title", later("words of the title"), _WORD, "title:harbour", _about(Fact.TITLE)),
    Field("author", later("who wrote it"), _NAME, "author:birk", _about(Fact.AUTHOR)),
    Field(
        "before",
        later("published before a date"),
        _DATE,
        "before:2024-05",
        lambda value: amounts.before(value.text),
    ),
    Field(
        "after",
        later("published from a date on"),
        _DATE,
        "after:2024",
        lambda value: amounts.after(value.text),
    ),
    Field(
        "added",
        later("when it came into the library"),
        _DATE,
        "added:2024-05",
        lambda value: amounts.added(value.text),
    ),
    Field("has", later("readings that have something"), _ONE_OF, "has:note", _has, _THINGS),
)

BY_NAME = {field.name: field for field in FIELDS}


def meant(name: str) -> str | None:
    """Return the field a misspelt one may be meant for."""
    near = difflib.get_close_matches(name.lower(), BY_NAME, n=1, cutoff=0.7)
    return near[0] if near else None
