"""What of a reading goes into an exported file, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


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


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader wants of an export; each format takes from it what it knows.

    `reader` is the name the reader's own annotations carry. `style` is the name of a citation
    style, `template` the text of the reader's own template of a page of notes, "" for Sayso's.
    """

    reader: str = ""
    marks: frozenset[Kind] = frozenset(Kind)
    sections: frozenset[Section] = frozenset(Section)
    margin: bool = True
    pictures: bool = True
    paper: Paper = Paper.A4
    style: str = "apa"
    template: str = ""


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
