"""CSL-JSON: what Zotero exports by that name, and what citation processors read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.importing.bibliography.exported import Progress, read_export, tell
from app.importing.bibliography.keys import Seen, digest
from app.importing.bibliography.notes import note_mark, remark
from app.importing.bibliography.wording import label, listed, once, plain, words
from app.importing.bibliography.works import item_of
from app.language import tr
from app.reading.failures import ImportFailure
from app.reading.imported import ImportedItem, Skipped


def read_csl_json(path: Path, progress: Progress | None) -> Iterator[ImportedItem | Skipped]:
    """Read a list of CSL-JSON items, or an object that holds one."""
    entries = _entries(path)
    seen = Seen()
    for place, entry in enumerate(entries, start=1):
        yield _item(entry, place, seen)
        tell(progress, place, len(entries))


def _entries(path: Path) -> list[Any]:
    try:
        found = json.loads(read_export(path))
    except (ValueError, RecursionError):
        raise ImportFailure(
            tr("{name} is damaged: it is no whole JSON.", name=path.name),
            tr("Export it again from where it comes."),
        ) from None
    if isinstance(found, list):
        return found
    if isinstance(found, dict):
        for name in ("items", "references"):
            if isinstance(found.get(name), list):
                entries: list[Any] = found[name]
                return entries
        if isinstance(found.get("type"), str):
            return [found]
        if found and all(isinstance(each, dict) and "type" in each for each in found.values()):
            return list(found.values())
    raise ImportFailure(
        tr("{name} holds no list of works.", name=path.name),
        tr("In Zotero, choose Export Library and the format CSL JSON."),
    )


def _item(entry: Any, place: int, seen: Seen) -> ImportedItem | Skipped:
    csl = plain(entry)
    if not isinstance(csl, dict):
        why = tr("It is empty.") if isinstance(entry, dict) else tr("It describes no work.")
        return Skipped(tr("Entry {number}", number=str(place)), why)
    name = words(csl.get("id"))
    key = seen.key(f"csl:{name or digest(csl)}", csl)
    if not key:
        return Skipped(label(csl.get("title")) or name, tr("It stands in the file a second time."))
    item = item_of(csl, key)
    note = remark(csl.get("note"))
    return replace(
        item,
        tags=once(listed(words(csl.get("keyword")))),
        marks=(note_mark(f"{key}:note", note),) if note else (),
    )
