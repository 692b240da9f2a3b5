"""CSL-JSON: the items themselves, as citation processors read them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.exporting.citations.items import Item, item_of
from app.exporting.citations.keys import keys_of
from app.exporting.citations.remarks import remarks_of
from app.reading.annotation import Reading
from app.reading.exports import Choice


def csl_json(readings: Sequence[Reading], choice: Choice) -> bytes:
    """Return readings as one file of CSL-JSON, UTF-8."""
    items = [item_of(reading) for reading in readings]
    entries: list[Item] = []
    for key, item, reading in zip(keys_of(items), items, readings, strict=True):
        entry = {"id": key, **item}
        notes = [str(item["note"])] if item.get("note") else []
        if found := [*notes, *remarks_of(reading, choice)]:
            entry["note"] = "\n\n".join(found)
        if tags := ", ".join(reading.tags):
            entry["keyword"] = tags
        entries.append(entry)
    return (json.dumps(entries, ensure_ascii=False, indent=2) + "\n").encode()


def one(reading: Reading, choice: Choice) -> bytes:
    """Return a reading as a file of CSL-JSON."""
    return csl_json([reading], choice)
