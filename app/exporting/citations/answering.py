"""What a window asks to be cited, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.exporting.citations.cited import Cited, bibliography, citation, in_full, quotation
from app.exporting.citations.items import Item, prepared
from app.reading.document import Document
from app.reading.passages import Passage
from app.reading.styles import Form


def cited(asked: Mapping[str, Any]) -> Cited:
    """Return what a request of the worker's protocol asks for."""
    items = [_item(work) for work in asked["works"]]
    form, style = Form(asked["form"]), str(asked["style"])
    locator, label = asked.get("passage") or ("", "page")
    passage = Passage(str(locator), str(label))
    match form:
        case Form.QUOTATION:
            return quotation(str(asked["words"]), items[0], style, passage)
        case Form.BIBLIOGRAPHY:
            return bibliography(items, style)
        case Form.CITATION:
            return citation(items, style, {0: passage})
        case Form.REFERENCE:
            return in_full(items[0], style)


def _item(work: Mapping[str, Any]) -> Item:
    return prepared(work["csl"], Document("", "", (), **work["about"]))
