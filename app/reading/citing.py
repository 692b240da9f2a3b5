"""The facts a reading is cited by, as people write them: a line for each field of a CSL-JSON item."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import Any

from app.language import later, tr
from app.reading.document import Document

Item = Mapping[str, Any]
"""A CSL-JSON item."""


class Writing(Enum):
    """How the value of a field is written."""

    WORDS = auto()
    LONG = auto()  # words, more than a line of them
    TYPE = auto()
    NAMES = auto()
    DATE = auto()
    DOI = auto()
    ADDRESS = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a CSL-JSON item, and what readers know it as."""

    name: str
    label: str
    writing: Writing = Writing.WORDS


FIELDS = (
    Field("type", later("Type"), Writing.TYPE),
    Field("title", later("Title"), Writing.LONG),
    Field("author", later("Authors"), Writing.NAMES),
    Field("editor", later("Editors"), Writing.NAMES),
    Field("container-title", later("Published in")),
    Field("publisher", later("Publisher")),
    Field("publisher-place", later("Place")),
    Field("issued", later("Date"), Writing.DATE),
    Field("volume", later("Volume")),
    Field("issue", later("Issue")),
    Field("page", later("Pages")),
    Field("edition", later("Edition")),
    Field("DOI", "DOI", Writing.DOI),
    Field("ISBN", "ISBN"),
    Field("URL", later("Address"), Writing.ADDRESS),
    Field("accessed", later("Read on"), Writing.DATE),
    Field("language", later("Language")),
    Field("abstract", later("Abstract"), Writing.LONG),
)
"""What can be said of a reading, in the order it is asked for."""

ALWAYS = frozenset({"type", "title", "author", "container-title", "issued", "URL", "accessed"})
"""Fields every reading is asked for; the others where they are filled, or belong to its type."""

_OF_BOOKS = frozenset({"editor", "publisher", "publisher-place", "edition", "ISBN"})
_OF_TYPES = {
    "article-journal": frozenset({"volume", "issue", "page", "DOI"}),
    "article-magazine": frozenset({"volume", "issue", "page"}),
    "article-newspaper": frozenset({"page"}),
    "book": _OF_BOOKS,
    "chapter": _OF_BOOKS | {"page"},
    "paper-conference": frozenset({"editor", "publisher", "page", "DOI"}),
    "report": frozenset({"publisher", "publisher-place"}),
    "thesis": frozenset({"publisher", "publisher-place"}),
}

TYPES = {
    "article-newspaper": later("Newspaper article"),
    "article-magazine": later("Magazine article"),
    "article-journal": later("Journal article"),
    "webpage": later("Web page"),
    "post-weblog": later("Blog post"),
    "post": later("Post"),
    "report": later("Report"),
    "book": later("Book"),
    "chapter": later("Chapter"),
    "thesis": later("Thesis"),
    "paper-conference": later("Conference paper"),
    "interview": later("Interview"),
    "speech": later("Speech"),
    "broadcast": later("Broadcast"),
    "legislation": later("Law"),
    "personal_communication": later("Letter or e-mail"),
    "document": later("Document"),
}
"""The types a reader is offered, of those there are."""

OTHER_TYPES = {
    "article": later("Article"),
    "bill": later("Bill"),
    "collection": later("Collection"),
    "dataset": later("Dataset"),
    "entry": later("Entry"),
    "entry-dictionary": later("Entry dictionary"),
    "entry-encyclopedia": later("Entry encyclopedia"),
    "event": later("Event"),
    "figure": later("Figure"),
    "graphic": later("Graphic"),
    "hearing": later("Hearing"),
    "legal_case": later("Legal case"),
    "manuscript": later("Manuscript"),
    "map": later("Map"),
    "motion_picture": later("Motion picture"),
    "musical_score": later("Musical score"),
    "pamphlet": later("Pamphlet"),
    "patent": later("Patent"),
    "performance": later("Performance"),
    "periodical": later("Periodical"),
    "regulation": later("Regulation"),
    "review": later("Review"),
    "review-book": later("Review book"),
    "software": later("Software"),
    "song": later("Song"),
    "standard": later("Standard"),
    "treaty": later("Treaty"),
}
"""Those that are not offered, but come along with what is imported."""

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DOI_BEFORE = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_OLD_FORMS = str.maketrans({"/": "-", ".": "-"})


class Objection(Exception):
    """A text is no value of its field; says what would be one."""


def asked_for(kind: str) -> frozenset[str]:
    """Return the fields that are worth asking for of a CSL type."""
    return ALWAYS | _OF_TYPES.get(kind, frozenset())


def type_name(kind: str) -> str:
    """Return what readers know a CSL type as."""
    name = TYPES.get(kind) or OTHER_TYPES.get(kind)
    return tr(name) if name else kind.replace("-", " ").replace("_", " ").capitalize()


def written(field: Field, value: Any) -> str:
    """Return the value of a field as a reader writes it, "" for none."""
    if value in (None, "", [], {}):
        return ""
    if field.writing is Writing.NAMES and isinstance(value, Sequence):
        return "; ".join(filter(None, map(_name, value)))
    if field.writing is Writing.DATE and isinstance(value, Mapping):
        return _days(value)
    return " ".join(str(value).split()) if field.writing is not Writing.LONG else str(value)


def value_of(field: Field, text: str, before: Any = None) -> Any:
    """Return what a reader wrote as the value of a field, None for nothing.

    Names that were there `before` and are written as they were keep all that is known of them.
    Raises Objection.
    """
    words = " ".join(text.split())
    if not words:
        return None
    if field.writing is Writing.NAMES:
        return _names(words, before)
    if field.writing is Writing.DATE:
        return _date(words)
    if field.writing is Writing.DOI:
        doi = _DOI_BEFORE.sub("", words, count=1)
        if not _DOI.fullmatch(doi):
            raise Objection(tr("A DOI begins with 10, as in 10.1000/182."))
        return doi
    if field.writing is Writing.ADDRESS and not _ADDRESS.fullmatch(words):
        raise Objection(tr("An address begins with https:// and has no blanks."))
    return text.strip() if field.writing is Writing.LONG else words


def as_cited(document: Document, item: Item) -> Document:
    """Return a document with the title, byline, outlet, day and address it is cited with."""
    known = {field.name: written(field, item.get(field.name)) for field in FIELDS}
    return replace(
        document,
        title=known["title"],
        byline=known["author"],
        outlet=known["container-title"],
        published=known["issued"],
        address=known["URL"],
    )


def headed(document: Document, cited: Document) -> Document:
    """Return a document with what it is cited by in the words that stand above a text.

    Nothing stands there of what it is no longer cited by, but for its title.
    """
    return replace(
        document,
        title=cited.title or document.title,
        byline=_byline(cited.byline, document.byline),
        outlet=document.outlet if document.part else cited.outlet,
        published=_day_above(cited.published, document.published),
    )


def _byline(names: str, before: str) -> str:
    """Return names as they stand above a text: "Ada Birk, Jonas Orsel"."""
    if names == before:
        return before
    parts = (name.strip().split(", ") for name in names.split(";"))
    return ", ".join(" ".join([*part[1:2], part[0], *part[2:]]) for part in parts)


def _day_above(day: str, before: str) -> str:
    """Return a day as it stands above a text: to the minute where that is known of the same day.

    What is no date in numbers is in no citation, and stays.
    """
    is_cited = before.partition("T")[0].replace("-", "").isdigit()
    same = before.startswith(day) if day else not is_cited
    return before if same else day


def _name(name: Any) -> str:
    if not isinstance(name, Mapping):
        return ""
    if name.get("literal"):
        return str(name["literal"])
    particle = str(name.get("non-dropping-particle") or "")
    family = f"{particle} {name.get('family') or ''}".strip()
    rest = (name.get("given"), name.get("dropping-particle"), name.get("suffix"))
    given = " ".join(str(part) for part in rest if part)
    return ", ".join(part for part in (family, given) if part)


def _names(words: str, before: Any) -> list[dict[str, Any]]:
    known = {_name(name): dict(name) for name in before or () if isinstance(name, Mapping)}
    found = []
    for part in words.split(";"):
        name = part.strip()
        family, _, given = (piece.strip() for piece in name.partition(","))
        if name in known:
            found.append(known[name])
        elif family and given:
            found.append({"family": family, "given": given})
        elif family or given:
            found.append({"literal": family or given})
    if not found:
        raise Objection(tr("Write names as Birk, Ada; Orsel, Jonas."))
    return found


def _days(value: Mapping[str, Any]) -> str:
    parts = value.get("date-parts")
    try:
        days = [
            "-".join(
                f"{int(part):0{4 if place == 0 else 2}d}" for place, part in enumerate(numbers)
            )
            for numbers in parts or ()
        ]
    except (TypeError, ValueError):
        days = []
    return "/".join(filter(None, days)) or str(value.get("literal") or value.get("raw") or "")


def _date(words: str) -> dict[str, Any]:
    return {"date-parts": [_day(part) for part in _range(words)]}


def _range(words: str) -> list[str]:
    first, slash, last = words.partition("/")
    ends = [first.strip(), last.strip()]
    return ends if slash and all(map(_DATE.fullmatch, ends)) else [words]


def _day(words: str) -> list[int]:
    written_so = words.translate(_OLD_FORMS)
    parts = [int(part) for part in written_so.split("-")] if _DATE.fullmatch(written_so) else []
    try:
        if parts and parts[0]:
            date(*[*parts, 1, 1][:3])
            return parts
    except ValueError:
        raise Objection(tr("There is no day {day}.", day=words)) from None
    raise Objection(tr("Write a date as 2024, 2024-05 or 2024-05-31."))
