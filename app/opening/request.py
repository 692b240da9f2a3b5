"""What is to be opened, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.language import tr
from app.reading.annotation import Opened
from app.reading.document import PASTED

Progress = Callable[[str, int, int], None]
"""Told a short phrase, how much is done, and of how much (0: not known)."""


def silent(_what: str, _done: int, _total: int) -> None:
    """Take progress when nobody asked for it."""


def is_address(source: str) -> bool:
    """Tell a web address from a path."""
    return source.lower().startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True)
class Request:
    """A source to open: `source` is the path or address exactly as given.

    `address` is where a page was found in the end, so that its links can be resolved; `charset`
    what the server said of its encoding. `password` opens a locked document; with `ocr` the text of
    scanned pages is recognised. `early` gets the beginning of a long document while the rest is
    still being read.
    """

    source: str
    address: str = ""
    charset: str = ""
    password: str = ""
    ocr: bool = False
    progress: Progress = silent
    early: Callable[[Opened], None] | None = None

    @property
    def name(self) -> str:
        """What a reader calls the source, to begin a sentence with."""
        if self.source == PASTED:
            return tr("The pasted text")
        return tr("The page") if is_address(self.source) else Path(self.source).name
