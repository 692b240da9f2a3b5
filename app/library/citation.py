"""The CSL-JSON item a reading is cited by."""

from __future__ import annotations

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
    return {key: _storable(value) for key, value in item.items() if value}


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


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    return value
