"""Where the files of Zotero's attachments lie."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from app.importing.bibliography.files import is_openable
from app.importing.bibliography.wording import label
from app.language import tr

_STORED = (0, 1)
_LINKED = 2
_KEY = re.compile(r"[A-Z0-9]{8}")
_TYPES = frozenset(
    (
        "application/pdf",
        "text/html",
        "application/xhtml+xml",
        "application/epub+zip",
        "multipart/related",
    )
)


class Attachment(NamedTuple):
    """A file Zotero keeps or links to: `mode` says which, `path` where as Zotero writes it."""

    id: int
    key: str
    mode: Any
    media_type: str
    path: str

    @property
    def name(self) -> str:
        """What the file is called."""
        return re.split(r"[/\\]", self.path.removeprefix("storage:"))[-1]

    @property
    def is_text(self) -> bool:
        """Tell whether Sayso may be able to open it."""
        return self.media_type in _TYPES or is_openable(self.name)


def place_of(attachment: Attachment, folder: Path) -> tuple[Path | None, str]:
    """Return where an attachment's file lies in a data folder or, a linked one, anywhere.

    Or None, and in a sentence why its file is not to be opened; that is empty where it has none.
    """
    name = label(attachment.name)
    if attachment.mode in _STORED and attachment.path:
        return _stored(attachment, folder / "storage")
    if attachment.mode != _LINKED or not attachment.path:
        return None, ""
    if attachment.path.startswith("attachments:"):
        return None, tr(
            "The file {name} lies in a folder that only Zotero's settings name.", name=name
        )
    gone = tr("The linked file {name} is not there.", name=name)
    try:
        path = Path(attachment.path)
        return (path, "") if path.is_file() else (None, gone)
    except (OSError, ValueError):
        return None, gone


def _stored(attachment: Attachment, storage: Path) -> tuple[Path | None, str]:
    name = label(attachment.name)
    outside = tr("The file {name} lies outside Zotero's storage.", name=name)
    gone = tr("The file {name} is not in Zotero's storage.", name=name)
    if not _KEY.fullmatch(attachment.key):
        return None, outside
    try:
        home = storage.resolve()
        path = (home / attachment.key / attachment.path.removeprefix("storage:")).resolve()
        if not path.is_relative_to(home):
            return None, outside
        return (path, "") if path.is_file() else (None, gone)
    except (OSError, ValueError, RuntimeError):
        return None, gone
