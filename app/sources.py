"""What the command line's SOURCE stands for: files, folders, addresses, standard input."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.reading.failures import OpenFailure
from app.worker.client import Worker
from app.worker.protocol import Do

PAGE_NAMES = (".html", ".htm", ".xhtml")

_COMPANIONS = ("_files", ".files", "-Dateien", "_fichiers", "_archivos", "_file", "_bestanden")
"""What browsers, by their language, call the folder of pictures and scripts beside a saved page."""


def expanded(sources: list[str]) -> Iterator[str]:
    """Replace each folder by the files in it and its folders, in order.

    Left out are hidden files and folders, links that lead out of the folder, and the folders a
    browser saved beside a page.
    """
    for source in sources:
        path = Path(source)
        if source == "-" or "://" in source or not path.is_dir():
            yield source
            continue
        files = sorted(_files_in(path))
        if not files:
            yield source  # opening it says that there is nothing in it
        yield from map(str, files)


def _files_in(folder: Path) -> Iterator[Path]:
    inside = folder.resolve()
    for file in folder.rglob("*"):
        parts = file.relative_to(folder).parts
        if any(part.startswith(".") for part in parts) or not file.is_file():
            continue
        if not file.resolve().is_relative_to(inside):
            continue
        above = (folder.joinpath(*parts[:depth]) for depth in range(1, len(parts)))
        if not any(map(_is_companion, above)):
            yield file


def _is_companion(folder: Path) -> bool:
    """Tell a folder that belongs to a saved page beside it."""
    for ending in _COMPANIONS:
        if folder.name.endswith(ending):
            page = folder.name.removesuffix(ending)
            return any(folder.with_name(page + name).exists() for name in PAGE_NAMES)
    return False


def open_documents(
    files: Worker, source: str, *, password: str = "", ocr: bool = False
) -> list[dict[str, Any]]:
    """Open a source in the child `files` and return its documents' JSON values.

    `app.reading.wire.opened_from_json` reads them.
    """
    content = ""
    if source == "-":
        content = base64.b64encode(sys.stdin.buffer.read()).decode("ascii")
        if not content:
            raise OpenFailure("Standard input is empty.", "Pipe an article's text or HTML into it.")
    opened = files.run(Do.OPEN, source=source, content=content, password=password, ocr=ocr)
    documents: list[dict[str, Any]] = opened["documents"]
    return documents
