"""BibTeX and BibLaTeX, as reference managers and search engines write it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ParsingFailedBlock,
)

from app.importing.bibliography.bibtex_fields import csl_of, folders_of, tags_of
from app.importing.bibliography.bibtex_values import value_of
from app.importing.bibliography.dates import moment
from app.importing.bibliography.exported import Progress, read_export, tell
from app.importing.bibliography.files import is_openable, named_file, open_first
from app.importing.bibliography.keys import Seen, digest
from app.importing.bibliography.latex import bare, from_latex
from app.importing.bibliography.notes import note_mark, plain_note, remark
from app.importing.bibliography.parts import with_text
from app.importing.bibliography.wording import label, once, plain, words
from app.importing.bibliography.works import item_of
from app.language import later, tr
from app.reading.failures import ImportFailure
from app.reading.imported import ARCHIVED, ImportedItem, Skipped

_NO_FIELDS = frozenset(("crossref", "xref", "xdata", "ids", "file", "keywords", "groups"))
"""What an entry does not take over from the one it refers to."""

_TITLES = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_MOST_STEPS = 5
_COLON = re.compile(r"(?<!\\):")
_SEMICOLON = re.compile(r"(?<!\\);")
_DRIVE = re.compile(r"(?:(?<=:)|(?<=;)|^)([A-Za-z]):(?=[\\/]|\$\\backslash)")
_ESCAPE = re.compile(r"\\([:;\\{}_%&#$ ])")
_DEFINED_OFTEN = later("It is written twice in the file, word for word.")


def read_bibtex(path: Path, progress: Progress | None) -> Iterator[ImportedItem | Skipped]:
    """Read a BibTeX file; a broken entry is skipped and the next one read."""
    # It warns of every broken entry on the program's error output.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    text = read_export(path)
    library = parse_string(text, parse_stack=[])
    blocks = [block for block in library.blocks if _is_entry(block)]
    if not blocks:
        raise ImportFailure(
            tr("There is no entry in {name}.", name=path.name),
            tr("Choose a file of BibTeX entries (@article{…})."),
        )
    macros = _macros(library)
    entries = [
        _fields(entry, macros) if (entry := _entry(block)) is not None else {} for block in blocks
    ]
    by_name = {
        entry.key.lower(): fields
        for block, fields in zip(blocks, entries, strict=True)
        if (entry := _entry(block)) is not None
    }
    seen = Seen()
    for place, (block, fields) in enumerate(zip(blocks, entries, strict=True), start=1):
        entry = _entry(block)
        if entry is None:
            yield Skipped(
                _beginning(block), tr("It is damaged (line {line}).", line=str(_line(block)))
            )
        else:
            yield from _items(entry, _inherited(fields, by_name), seen, path.parent)
        tell(progress, place, len(blocks))


def _is_entry(block: Block) -> bool:
    return isinstance(block, Entry | ParsingFailedBlock)


def _entry(block: Block) -> Entry | None:
    """Return the entry a block holds; of one that names a thing twice, with both."""
    if isinstance(block, Entry):
        return block
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        kept = block.ignore_error_block
        return kept if isinstance(kept, Entry) else None
    return None


def _beginning(block: Block) -> str:
    return label((block.raw or "")[:200]) or tr("An entry")


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1


def _macros(library: Library) -> dict[str, str]:
    """Return what the file's own macros stand for; each may use those before it."""
    macros: dict[str, str] = {}
    for block in library.strings:
        macros[block.key.lower()] = value_of(str(block.value), macros)
    return macros


def _fields(entry: Entry, macros: Mapping[str, str]) -> dict[str, str]:
    """Return an entry's fields by their names in small letters; notes given twice are joined."""
    fields: dict[str, str] = {}
    field: Field
    for field in entry.fields:
        name, value = field.key.lower(), value_of(str(field.value), macros)
        known = fields.get(name)
        if not known:
            fields[name] = value
        elif known != value and name in ("keywords", "file"):
            fields[name] = f"{known};{value}"
        elif known != value and name in ("note", "annote", "annotation", "abstract", "comment"):
            fields[name] = f"{known}\n{value}"
    return fields


def _inherited(
    fields: Mapping[str, str], by_name: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """Return the fields with what the entries they refer to add."""
    found = dict(fields)
    parent = fields.get("crossref") or fields.get("xdata") or ""
    for _ in range(_MOST_STEPS):
        above = by_name.get(parent.strip().lower())
        if above is None:
            break
        for name, value in above.items():
            if name in _NO_FIELDS:
                continue
            if name in _TITLES and fields.get("crossref"):
                found.setdefault(_TITLES[name], value)
            else:
                found.setdefault(name, value)
        parent = above.get("crossref", "")
    return found


def _items(
    entry: Entry, fields: Mapping[str, str], seen: Seen, folder: Path
) -> Iterator[ImportedItem | Skipped]:
    kind, name = entry.entry_type.strip().lower(), words(entry.key)
    csl = plain(csl_of(kind, fields, name)) or {}
    if set(csl) <= {"id", "type"}:
        yield Skipped(name or _beginning(entry), tr("It is empty."))
        return
    content = [kind, *sorted(fields.items())]
    key = seen.key(f"bibtex:{name or digest(content)}", content)
    if not key:
        yield Skipped(label(csl.get("title")) or name, tr(_DEFINED_OFTEN))
        return
    files = [named for named in _files(fields.get("file", "")) if named]
    may_be_opened = [found for named in files if (found := _file(named, folder)) is not None]
    text = open_first(may_be_opened)
    lacking = text.lacking
    if files and not may_be_opened:
        lacking = tr(
            "The file {name} is none that Sayso opens, or lies elsewhere.", name=label(files[0])
        )
    item = replace(
        item_of(csl, key),
        added=moment(bare(fields.get("creationdate", "") or fields.get("timestamp", ""))),
        tags=once([*tags_of(fields), *_standing(fields)]),
        collections=once(folders_of(fields)),
        marks=tuple(_marks(key, fields)),
        lacking=lacking,
    )
    yield from with_text(item, text.pieces)


def _standing(fields: Mapping[str, str]) -> Iterator[str]:
    if fields.get("readstatus", "").strip().lower() == "read":
        yield ARCHIVED


def _marks(key: str, fields: Mapping[str, str]) -> Iterator[Any]:
    for name, value in fields.items():
        if name in ("annote", "annotation", "comment", "review") or name.startswith("comment-"):
            note = plain_note(from_latex(value))
        elif name == "note":
            note = remark(from_latex(value))
        else:
            continue
        if note:
            yield note_mark(f"{key}:{name}", note)


def _files(written: str) -> Iterator[str]:
    """Yield the paths in a `file` field: each alone, or between its name and its form."""
    for one in _SEMICOLON.split(_DRIVE.sub(r"\1\\:", written)):
        parts = _COLON.split(one)
        if len(parts) >= 3:
            path = ":".join(parts[1:-1])
        else:
            path = max(parts, key=lambda part: (is_openable(part), len(part)))
        yield _ESCAPE.sub(r"\1", path.replace("$\\backslash$", "\\")).strip()


def _file(named: str, folder: Path) -> Path | None:
    """Return the file a path names; Mendeley leaves out the stroke it begins with."""
    if "\\" in named and "/" not in named and not named.startswith("\\"):
        named = PureWindowsPath(named).as_posix()
    found = named_file(named, folder)
    if found is not None and found.exists():
        return found
    full = named_file(f"/{named}", folder)
    return full if full is not None and full.exists() else found
