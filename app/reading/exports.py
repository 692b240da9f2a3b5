"""What of a reading goes into an exported file, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

IN_PLACE = "pdf-in-place"
"""The format that adds to the PDF a reading was made from: it needs the original's bytes."""


class Kind(StrEnum):
    """The kinds of marks a reader can have in a file or leave out."""

    QUOTED = "quoted"  # words in quotation marks
    REPORTED = "reported"  # what somebody is reported to say, in other words
    SOURCES = "sources"
    NUMBERS = "numbers"
    OWN = "own"  # the reader's own highlights and notes


class Section(StrEnum):
    """The parts of what follows an article."""

    QUOTES = "quotes"
    NUMBERS = "numbers"
    QUESTIONS = "questions"
    NOTES = "notes"
    CITATION = "citation"


class Paper(StrEnum):
    """The paper sizes a PDF can be made for."""

    A4 = "a4"
    LETTER = "letter"


class Gathered(StrEnum):
    """What several readings are made into."""

    ONE = "one"  # one file
    FOLDER = "folder"  # a file each
    ZIP = "zip"  # everything there is of them, to be imported again


class Option(StrEnum):
    """The parts of a choice; each format takes some of them."""

    MARKS = "marks"
    SECTIONS = "sections"
    MARGIN = "margin"
    PICTURES = "pictures"
    PAPER = "paper"
    STYLE = "style"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Offered:
    """A format as it is offered: `about` says in a line what the file is good for.

    `label` and `about` are to be said by `tr`. With `joins` several readings go into one file.
    """

    name: str
    label: str
    suffix: str
    about: str = ""
    takes: frozenset[Option] = frozenset()
    joins: bool = False


def offered_to_json(offered: Offered) -> dict[str, Any]:
    """Return a format that is offered as JSON."""
    return {
        "name": offered.name,
        "label": offered.label,
        "suffix": offered.suffix,
        "about": offered.about,
        "takes": sorted(offered.takes),
        "joins": offered.joins,
    }


def offered_from_json(value: Mapping[str, Any]) -> Offered:
    """Rebuild a format that is offered; raise KeyError or ValueError for what is none."""
    return Offered(
        value["name"],
        value["label"],
        value["suffix"],
        value["about"],
        frozenset(map(Option, value["takes"])),
        value["joins"],
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader wants of an export; each format takes from it what it knows.

    `reader` is the name the reader's own annotations carry. `style` is the name of a citation
    style, `template` the text of the reader's own template of a page of notes, "" for Sayso's.
    `password` opens a PDF that is annotated in place; it is never written down, so not in JSON.
    """

    reader: str = ""
    marks: frozenset[Kind] = frozenset(Kind)
    sections: frozenset[Section] = frozenset(Section)
    margin: bool = True
    pictures: bool = True
    paper: Paper = Paper.A4
    style: str = "apa"
    template: str = ""
    password: str = field(default="", repr=False)


def choice_to_json(choice: Choice) -> dict[str, Any]:
    """Return a choice as JSON."""
    return {
        "reader": choice.reader,
        "marks": sorted(choice.marks),
        "sections": sorted(choice.sections),
        "margin": choice.margin,
        "pictures": choice.pictures,
        "paper": choice.paper.value,
        "style": choice.style,
        "template": choice.template,
    }


def choice_from_json(value: Mapping[str, Any]) -> Choice:
    """Rebuild a choice; what is not said is as by default. Raises ValueError for what is none."""
    default = Choice()
    return Choice(
        reader=str(value.get("reader", default.reader)),
        marks=frozenset(Kind(name) for name in value.get("marks", default.marks)),
        sections=frozenset(Section(name) for name in value.get("sections", default.sections)),
        margin=bool(value.get("margin", default.margin)),
        pictures=bool(value.get("pictures", default.pictures)),
        paper=Paper(value.get("paper", default.paper)),
        style=str(value.get("style", default.style)),
        template=str(value.get("template", default.template)),
    )
