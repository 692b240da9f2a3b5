"""RIS, as reference managers and databases write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.importing.bibliography.exported import Progress, read_export, tell
from app.importing.bibliography.files import named_file, open_first
from app.importing.bibliography.keys import Seen, digest
from app.importing.bibliography.notes import note_mark, plain_note, remark
from app.importing.bibliography.parts import with_text
from app.importing.bibliography.ris_entries import Entry, entries_of
from app.importing.bibliography.ris_fields import csl_of, first, notes_of
from app.importing.bibliography.wording import label, listed, once, plain
from app.importing.bibliography.works import item_of
from app.language import tr
from app.reading.failures import ImportFailure
from app.reading.imported import ImportedItem, ImportedMark, Skipped


def read_ris(path: Path, progress: Progress | None) -> Iterator[ImportedItem | Skipped]:
    """Read a RIS file; an entry that is not ended ends where the next one begins."""
    entries = list(entries_of(read_export(path)))
    if not any(entry.typed for entry in entries):
        raise ImportFailure(
            tr("There is no entry in {name}.", name=path.name),
            tr("Choose a RIS file: each entry begins with TY."),
        )
    seen = Seen()
    for place, entry in enumerate(entries, start=1):
        yield from _items(entry, seen, path.parent)
        tell(progress, place, len(entries))


def _items(entry: Entry, seen: Seen, folder: Path) -> Iterator[ImportedItem | Skipped]:
    csl = plain(csl_of(entry.tags)) or {}
    title = label(csl.get("title")) or tr("The entry in line {line}", line=str(entry.line))
    notes = [(tag, note) for tag, note in notes_of(entry.tags) if note.strip()]
    if not entry.typed:
        yield Skipped(title, tr("Its beginning (TY) is missing."))
        return
    if set(csl) <= {"id", "type"} and not notes:
        yield Skipped(title, tr("It is empty."))
        return
    content = sorted(entry.tags.items())
    key = seen.key(f"ris:{digest(content)}", content)
    if not key:
        yield Skipped(title, tr("It is written twice in the file, word for word."))
        return
    files = [
        named
        for tag in ("L1", "L2", "L4")
        for named in map(_path, entry.tags.get(tag, ()))
        if named
    ]
    may_be_opened = [found for named in files if (found := named_file(named, folder)) is not None]
    text = open_first(may_be_opened)
    lacking = text.lacking
    if files and not may_be_opened:
        lacking = tr(
            "The file {name} is none that Sayso opens, or lies elsewhere.", name=label(files[0])
        )
    item = replace(
        item_of(csl, key),
        tags=once(part for each in entry.tags.get("KW", ()) for part in listed(each, ";\n")),
        marks=tuple(_marks(key, notes, first(entry.tags, "TI", "T1"))),
        lacking=lacking,
    )
    yield from with_text(item, text.pieces)


def _marks(key: str, notes: list[tuple[str, str]], title: str) -> Iterator[ImportedMark]:
    for number, (tag, written) in enumerate(notes, start=1):
        note = remark(written) if tag == "M2" else plain_note(written)
        # EndNote writes the title once more where notes stand.
        if note and note != title:
            yield note_mark(f"{key}:note{number}", note)


def _path(named: str) -> str:
    """Return the path a link to a file names; empty for an address of the web."""
    named = named.strip()
    if named.lower().startswith("file:"):
        try:
            return unquote(urlsplit(named).path)
        except ValueError:
            return ""
    # EndNote names files in a folder of its own so, which may have been copied beside the export.
    named = named.removeprefix("internal-pdf://")
    return "" if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", named) else named
