"""Sheets made of what opening gave."""

from __future__ import annotations

from app.desktop.sheet import Sheet
from app.reading import wire
from app.reading.annotation import Opened


def sheets_from_json(value: wire.Json) -> list[Sheet]:
    """Make sheets of opened sources, as processes exchange them."""
    return [_sheet_of(wire.opened_from_json(item)) for item in value["documents"]]


def _sheet_of(opened: Opened) -> Sheet:
    sheet = Sheet(opened.document)
    sheet.brought, sheet.files = opened.own, opened.files
    sheet.own = {mark.id: mark for mark in opened.own}
    return sheet
