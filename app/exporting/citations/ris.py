"""RIS, as every reference manager reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.exporting.citations.csl.dates import Day, date_of
from app.exporting.citations.csl.markup import plain
from app.exporting.citations.csl.people import Name, names_of
from app.exporting.citations.items import Item, item_of
from app.exporting.citations.keys import keys_of
from app.exporting.citations.remarks import remarks_of
from app.reading.annotation import Reading
from app.reading.exports import Choice

_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CONF",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "post": "ICOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
_SERIALS = frozenset(("JOUR", "MGZN", "NEWS"))
_FIELDS = (
    ("title", "TI"),
    ("title-short", "ST"),
    ("container-title", "T2"),
    ("container-title-short", "J2"),
    ("collection-title", "T3"),
    ("volume", "VL"),
    ("number-of-volumes", "NV"),
    ("edition", "ET"),
    ("publisher", "PB"),
    ("publisher-place", "CY"),
    ("genre", "M3"),
    ("language", "LA"),
    ("archive", "DB"),
    ("archive_location", "AN"),
)
_PEOPLE = (("author", "AU"), ("editor", "A2"), ("collection-editor", "A3"), ("translator", "A4"))
_BY_OTHERS = ("director", "interviewer", "composer")
_LIKE_A_TAG = re.compile(r"[A-Z][A-Z0-9]  -")


def ris(readings: Sequence[Reading], choice: Choice) -> bytes:
    """Return readings as one RIS file, UTF-8, its lines ended as the format wants."""
    items = [item_of(reading) for reading in readings]
    lines: list[str] = []
    for key, item, reading in zip(keys_of(items), items, readings, strict=True):
        lines.append(f"TY  - {_TYPES.get(str(item['type']), 'GEN')}")
        lines += [f"{tag}  - {value}" for tag, value in _tags(key, item, reading, choice) if value]
        lines += ["ER  - ", ""]
    return ("\r\n".join(lines) + "\r\n").encode()


def one(reading: Reading, choice: Choice) -> bytes:
    """Return a reading as a RIS file."""
    return ris([reading], choice)


def _tags(key: str, item: Item, reading: Reading, choice: Choice) -> Iterator[tuple[str, str]]:
    serial = _TYPES.get(str(item["type"])) in _SERIALS
    yield "ID", key
    for field, tag in _PEOPLE:
        names = names_of(item.get(field))
        if field == "author" and not names:
            names = next(filter(None, (names_of(item.get(by)) for by in _BY_OTHERS)), ())
        for person in names:
            yield tag, _name(person)
    for field, tag in _FIELDS:
        yield tag, plain(item.get(field) or "")
    issued, accessed = date_of(item.get("issued")), date_of(item.get("accessed"))
    if issued is not None:
        yield "PY", str(issued.days[0].year) if issued.days else ""
        yield "DA", _day(issued.days[0]) if issued.days else issued.words
    if accessed is not None and accessed.days:
        yield "Y2", _day(accessed.days[0])
    yield "IS" if serial else "M1", plain(item.get("issue" if serial else "number") or "")
    yield from _pages(plain(item.get("page") or ""))
    yield "SN", plain(item.get("ISSN" if serial else "ISBN") or "")
    yield "DO", plain(item.get("DOI") or "")
    yield "UR", plain(item.get("URL") or "")
    yield "AB", _lines(plain(item.get("abstract") or ""))
    for tag in reading.tags:
        yield "KW", " ".join(tag.split())
    for note in (str(item.get("note") or ""), *remarks_of(reading, choice)):
        yield "N1", _lines(note)


def _pages(page: str) -> Iterator[tuple[str, str]]:
    first, dash, last = re.sub(r"\s*[-–—]+\s*", "–", page, count=1).partition("–")
    whole = not dash or "," in page
    yield "SP", page if whole else first
    yield "EP", "" if whole else last


def _name(person: Name) -> str:
    if person.literal:
        # A comma would make a family name and a given one of a body's name.
        return person.literal.replace(",", "")
    family = " ".join(filter(None, (person.non_dropping, person.family)))
    given = " ".join(filter(None, (person.given, person.dropping)))
    return ", ".join(part for part in (family, given, person.suffix) if part)


def _day(day: Day) -> str:
    month = f"{day.month:02d}" if day.month else ""
    return f"{day.year:04d}/{month}/{f'{day.day:02d}' if day.day else ''}".rstrip("/")


def _lines(text: str) -> str:
    """Return lines of which none begins as a tag does."""
    lines = [" ".join(line.split()) for line in text.strip().split("\n")]
    return "\r\n".join(
        f" {line}" if place and _LIKE_A_TAG.match(line) else line
        for place, line in enumerate(line for line in lines if line)
    )
