"""Readings as the items they are cited by: CSL-JSON, what is no value of it left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.exporting.citations.csl.markup import clean
from app.reading.annotation import Reading
from app.reading.document import Document

Item = dict[str, Any]

_WORD = r"[^\W\d_a-z][\w.'’‐-]*"
_PARTICLE = r"(?:(?:van|von|de|del|della|der|den|di|da|dos|du|la|le|ten|ter|zu|af|al|bin|ibn)\s+)"
_PERSON = re.compile(rf"({_WORD}(?:\s+{_WORD}){{0,2}}?)\s+({_PARTICLE}*{_WORD}(?:-{_WORD})?)")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{2,3}|IV)\.?")
_BODY = re.compile(
    r"\b(?:press|news|staff|agency|agencies|office|ministry|department|institute|university|council|"
    r"committee|commission|association|society|board|bureau|team|desk|editors?|editorial|reporters?|"
    r"correspondents?|service|centre|center|foundation|company|inc|ltd|group|network|times|post|"
    r"herald|guardian|journal|magazine|media|online|union|bank|court|police|redaktion|agentur|"
    r"nachrichten|zeitung|ministerium|verband|gesellschaft|national|international|united|world)\b",
    re.IGNORECASE,
)


def item_of(reading: Reading) -> Item:
    """Return what a reading is cited by."""
    return prepared(reading.csl, reading.document)


def prepared(csl: Mapping[str, Any], document: Document) -> Item:
    """Return what a document is cited by, of which a library has told the CSL-JSON item or nothing.

    A byline that was kept in one piece is taken apart where each of its names is a person's beyond
    doubt: a style wants to know whose name comes first.
    """
    said = csl or _said(document)
    item = {key: _cleaned(value) for key, value in said.items() if value and key != "id"}
    authors = item.get("author")
    if authors == [{"literal": document.byline}]:
        item["author"] = _people(document.byline) or authors
    item.setdefault("type", "document")
    return item


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    return value


def _said(document: Document) -> Item:
    """Return what a document says of itself; only one that is in no library needs it."""
    published = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", document.published or "")
    return {
        "type": "article-newspaper" if document.outlet else "webpage",
        "title": document.title,
        "author": [{"literal": document.byline}] if document.byline else [],
        "container-title": document.outlet,
        "issued": {"date-parts": [[int(part) for part in published.groups() if part]]}
        if published
        else {},
        "URL": document.address,
        "DOI": document.doi,
        "language": document.language,
    }


def _people(byline: str) -> list[dict[str, str]]:
    """Return the names of a byline, none where one of them may be no person's."""
    people: list[dict[str, str]] = []
    for part in filter(None, map(str.strip, byline.split(","))):
        if people and _SUFFIX.fullmatch(part):
            people[-1]["suffix"] = part
            continue
        found = None if _BODY.search(part) else _PERSON.fullmatch(part)
        if found is None:
            return []
        people.append({"family": found[2], "given": found[1]})
    return people
