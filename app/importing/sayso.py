"""Sayso's own archive: everything a library has of readings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.importing.members import Members, members_of
from app.importing.progress import Progress
from app.language import tr
from app.reading.failures import ImportFailure
from app.reading.imported import ImportedItem, Skipped

VERSION = 1
"""The newest form of archive that is understood."""

_ABOUT = "sayso.json"
_KEPT = "kept.json"


def holds_sayso(members: Members) -> bool:
    """Tell whether these files are an archive of Sayso's."""
    try:
        return _ABOUT in members.names and "sayso" in json.loads(members.read(_ABOUT))
    except (ImportFailure, ValueError, TypeError, RecursionError):
        return False


def read_sayso(path: Path, progress: Progress) -> Iterator[ImportedItem | Skipped]:
    """Yield the readings of an archive, the versions before first; raise ImportFailure."""
    with members_of(path) as members:
        _check(json.loads(members.read(_ABOUT)), path)
        names = [name for name in members.names if name.endswith(f"/{_KEPT}")]
        for number, name in enumerate(sorted(names)):
            yield _item(members, name)
            progress(number + 1, len(names))


def _check(about: Any, path: Path) -> None:
    version = about.get("sayso") if isinstance(about, dict) else None
    if not isinstance(version, int) or version > VERSION:
        raise ImportFailure(
            tr("{name} was exported by a newer Sayso.", name=path.name),
            tr("Install that version, and import it there."),
        )


def _item(members: Members, name: str) -> ImportedItem | Skipped:
    folder = name.removesuffix(_KEPT)
    what = folder.strip("/").rpartition("/")[2]
    try:
        kept = json.loads(members.read(name))
        about = kept["readings"][0]
        title = str(about["title"])
        filled = {table: _rows(members, folder, rows) for table, rows in kept.items()}
        return ImportedItem(
            key=str(kept["key"]), title=title, address=str(about["address"]), kept=filled
        )
    except ImportFailure as failure:
        return Skipped(what, failure.reason)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return Skipped(what, tr("It is damaged, or was changed by another program."))


def _rows(members: Members, folder: str, rows: Any) -> Any:
    """Return rows of values with the bytes they refer to, which lie in the reading's own folder."""
    if not isinstance(rows, list):
        return rows
    return [
        {
            column: members.read(folder + str(value["file"]))
            if isinstance(value, dict) and value.keys() == {"file"}
            else value
            for column, value in row.items()
        }
        if isinstance(row, dict)
        else row
        for row in rows
    ]
