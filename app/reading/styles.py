"""The styles readings can be cited in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.language import later

if TYPE_CHECKING:
    from app.reading.document import Document


class Form(StrEnum):
    """What can be made of works in a style."""

    CITATION = "citation"  # as it stands in the text, or the note
    QUOTATION = "quotation"  # words of a work, and its citation
    BIBLIOGRAPHY = "bibliography"
    REFERENCE = "reference"  # a work's entry in one; its note, where the style has none


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """A style: what readers know it as, its file, and the English it is written in."""

    label: str
    file: str
    english: str = "en-US"


STYLES = {
    "apa": CitationStyle(later("APA, 7th edition"), "apa"),
    "mla": CitationStyle(later("MLA, 9th edition"), "modern-language-association"),
    "chicago": CitationStyle(later("Chicago, author and date"), "chicago-author-date"),
    "chicago-notes": CitationStyle(later("Chicago, notes"), "chicago-notes-bibliography"),
    "turabian": CitationStyle(
        later("Turabian, author and date"), "chicago-author-date-17th-edition"
    ),
    "turabian-notes": CitationStyle(
        later("Turabian, notes"), "chicago-notes-bibliography-17th-edition"
    ),
    "harvard": CitationStyle(later("Harvard, Cite Them Right"), "harvard-cite-them-right", "en-GB"),
    "ieee": CitationStyle("IEEE", "ieee"),
    "vancouver": CitationStyle("Vancouver", "nlm-citation-sequence"),
    "ama": CitationStyle("AMA", "american-medical-association"),
    "nature": CitationStyle("Nature", "nature", "en-GB"),
    "asa": CitationStyle(later("ASA, sociology"), "american-sociological-association"),
    "apsa": CitationStyle(
        later("APSA, political science"), "american-political-science-association"
    ),
    "mhra": CitationStyle(later("MHRA, notes"), "mhra-notes", "en-GB"),
    "oscola": CitationStyle(later("OSCOLA, law"), "oscola", "en-GB"),
    "dgps": CitationStyle(
        later("DGPs, psychology in German"), "deutsche-gesellschaft-fur-psychologie"
    ),
}
"""Every style that comes with Sayso, by its name in settings and commands."""

DEFAULT = "apa"


def style_named(name: str) -> CitationStyle:
    """Return a style, the default one for a name that is none."""
    return STYLES.get(name, STYLES[DEFAULT])


def work_to_json(csl: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """Return all that a reading is cited by as JSON: its CSL-JSON item, else what it says itself."""
    about = ("title", "byline", "outlet", "published", "address", "doi", "language")
    return {"csl": dict(csl), "about": {name: getattr(document, name) for name in about}}
