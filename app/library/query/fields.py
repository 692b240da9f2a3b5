"""The fields of a search, declared once: their names, what they take, and how that is read."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass

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
    that means nothing, which `needs` then explains. `choices` are all values it takes, where they
    are few.
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


def _one_of(choices: tuple[str, ...]) -> str:
    return f"one of {', '.join(choices)}"


KINDS: tuple[str, ...] = (
    *(kind.value for kind in AttributionKind),
    *(kind.value for kind in QuantityKind if kind not in (QuantityKind.DATE, QuantityKind.AGE)),
)
"""Dates and ages claim nothing, so they are never found as numbers."""

_SOURCES = ("anonymous", "named")
_THINGS = tuple(thing.value for thing in Having)
_STATUSES = tuple(status.value for status in Status)
_DATE = "a year, a month or a day"

FIELDS: tuple[Field, ...] = (
    Field("speaker", "who says or claims it", "a name", "speaker:blinken", _speaker),
    Field(
        "source",
        "named or anonymous speakers",
        _one_of(_SOURCES),
        "source:anonymous",
        _source,
        _SOURCES,
    ),
    Field(
        "number",
        "numbers by their value",
        "a number",
        "number:>1000",
        lambda value: amounts.number(value.text),
    ),
    Field("unit", "numbers by what they count", "a unit", "unit:percent", _unit),
    Field("kind", "a kind of quote or of number", _one_of(KINDS), "kind:direct", _kind, KINDS),
    Field(
        "status",
        "how the check of a claim stands",
        _one_of(_STATUSES),
        "status:disputed",
        _status,
        _STATUSES,
    ),
    Field("tag", "readings with a tag", "a tag", "tag:water", _tag),
    Field("in", "readings in a collection", "a collection", "in:research", _in),
    Field("outlet", "where it was published", "a name", "outlet:times", _about(Fact.OUTLET)),
    Field("title", "words of the title", "a word", "title:harbour", _about(Fact.TITLE)),
    Field("author", "who wrote it", "a name", "author:birk", _about(Fact.AUTHOR)),
    Field(
        "before",
        "published before a date",
        _DATE,
        "before:2024-05",
        lambda value: amounts.before(value.text),
    ),
    Field(
        "after",
        "published from a date on",
        _DATE,
        "after:2024",
        lambda value: amounts.after(value.text),
    ),
    Field(
        "added",
        "when it came into the library",
        _DATE,
        "added:2024-05",
        lambda value: amounts.added(value.text),
    ),
    Field("has", "readings that have something", _one_of(_THINGS), "has:note", _has, _THINGS),
)

BY_NAME = {field.name: field for field in FIELDS}


def meant(name: str) -> str | None:
    """Return the field a misspelt one may be meant for."""
    near = difflib.get_close_matches(name.lower(), BY_NAME, n=1, cutoff=0.7)
    return near[0] if near else None
