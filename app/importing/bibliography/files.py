"""Files an export names: which of them may be opened, and what they hold."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from app.language import tr
from app.opening.open import open_source
from app.opening.request import Request
from app.reading.annotation import Opened
from app.reading.failures import OpenFailure

# Files that are opened, those with the best text of the printed work first.
_RANKS = {
    ending: rank
    for rank, endings in enumerate(
        (
            ".pdf",
            ".html .htm .xhtml .xht .mht .mhtml .webarchive",
            ".epub",
            ".docx .odt .rtf .md .markdown .txt .eml",
        )
    )
    for ending in endings.split()
}
_ANYWHERE = (".pdf", ".html", ".htm", ".epub")
"""Only files that end so are opened outside the folder an export lies in."""


class Found(NamedTuple):
    """What opening files gave: the pieces of the first that opens, which one that was, and the
    sentence on the first that did not.
    """

    pieces: list[Opened]
    path: Path | None
    lacking: str


def is_openable(name: str) -> bool:
    """Tell by its name whether a file may hold an article."""
    return Path(name).suffix.lower() in _RANKS


def named_file(named: str, folder: Path) -> Path | None:
    """Return the file an export in `folder` names; None where it may not be opened.

    It lies in that folder or below it, or is named in full and has the ending of a document.
    """
    try:
        path = Path(named)
        full = (folder / path).resolve()
        below = full.is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):
        return None
    ending = full.suffix.lower()
    if below:
        return full if ending in _RANKS else None
    return full if path.is_absolute() and ending in _ANYWHERE else None


def open_first(paths: Iterable[Path]) -> Found:
    """Open the first file that can be: PDFs before saved pages, these before books."""
    lacking = ""
    for path in sorted(paths, key=lambda path: _RANKS.get(path.suffix.lower(), len(_RANKS))):
        try:
            return Found(opened(path), path, "")
        except OpenFailure as failure:
            lacking = lacking or failure.reason
    return Found([], None, lacking)


def opened(path: Path) -> list[Opened]:
    """Open an ordinary file; raise OpenFailure for anything else."""
    if not _is_ordinary(path):
        raise OpenFailure(tr("The file {name} is not where it should be.", name=path.name))
    return open_source(Request(str(path.absolute())))


def _is_ordinary(path: Path) -> bool:
    """Tell a file from a folder, a device or a pipe, which would never end."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
