"""The CSL-JSON item a reading is cited by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.library.schema import storable
from app.reading.document import Document


def csl_item(document: Document, accessed: str) -> dict[str, Any]:
    """Return what the document says about itself as a CSL-JSON item (citeproc's data model).

    `accessed` is an ISO date or time. The byline is kept as one literal name: which of its words
    are whose surname is not known. Unknown facts are left out.
    """
    part = document.part
    item: dict[str, Any] = {
        "type": _kind(document),
        "title": document.title,
        "author": [{"literal": document.byline}] if document.byline else None,
        "container-title": part.work if part else document.outlet,
        "publisher": document.outlet if part else "",
        "chapter-number": str(part.number) if part else "",
        "DOI": document.doi,
        "issued": _date(document.published),
        "accessed": _date(accessed),
        "URL": document.address,
        "language": document.language,
    }
    return {key: storable_item(value) for key, value in item.items() if value}


def _kind(document: Document) -> str:
    if document.part:
        return "chapter"
    if document.doi:
        return "article-journal"
    if document.outlet:
        return "article-newspaper"
    return "webpage" if document.address else "document"


def _date(iso: str) -> dict[str, Any] | None:
    parts = iso.partition("T")[0].split("-")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    return {"date-parts": [[int(part) for part in parts]]}


def byline_of(names: Sequence[Mapping[str, Any]]) -> str:
    """Return names of a CSL-JSON item as a byline: "Ada Birk, Jonas Orsel"."""
    return ", ".join(filter(None, map(_name, names)))


def _name(name: Mapping[str, Any]) -> str:
    if name.get("literal"):
        return str(name["literal"])
    order = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return " ".join(str(name[part]) for part in order if name.get(part))


def iso_date(date: Mapping[str, Any]) -> str:
    """Return the first date of a CSL-JSON date as far as it is known ("2024-05"), "" for none."""
    parts = date.get("date-parts")
    try:
        numbers = [int(part) for part in parts[0]] if parts else []
    except (TypeError, ValueError, IndexError, KeyError):
        return ""
    if not numbers or len(numbers) > 3:
        return ""
    return "-".join(f"{part:0{4 if place == 0 else 2}d}" for place, part in enumerate(numbers))


def storable_item(value: Any) -> Any:
    """Return a value of a CSL-JSON item with its texts as the library keeps them."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [storable_item(item) for item in value]
    if isinstance(value, dict):
        return {key: storable_item(item) for key, item in value.items()}
    return value
