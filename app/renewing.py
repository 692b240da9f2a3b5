"""Bring readings up to date: texts that are still to be fetched, read anew, and marked anew."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.reading import wire
from app.reading.annotation import Opened
from app.reading.document import Document
from app.reading.failures import Failure, LibraryFailure
from app.reading.makers import EXTRACTOR, PIPELINE
from app.worker.client import Worker
from app.worker.protocol import Do

if TYPE_CHECKING:
    from app.library.library import Library

AT_ONCE = 200

Tell = Callable[[int, str], None]
"""Hears of a reading and what was done with it."""


def mark_all(library: Library, tell: Tell, fail: Callable[[int, Failure], None]) -> int:
    """Find the marks of every reading whose marks this version has not found; return how many."""
    marked = 0
    failed: set[int] = set()
    with Worker() as marks:
        while waiting := [
            reading
            for reading in library.to_mark(PIPELINE, AT_ONCE + len(failed))
            if reading not in failed
        ]:
            for reading in waiting:
                try:
                    mark(library, marks, reading)
                except Failure as failure:
                    failed.add(reading)
                    fail(reading, failure)
                else:
                    marked += 1
                    tell(reading, "marked")
    return marked


def mark(library: Library, marks: Worker, reading: int) -> None:
    """Find the marks of one reading and keep them."""
    document = library.load(reading).document
    found = marks.run(Do.ANALYSE, document=wire.document_to_json(document))
    library.save_analysis(reading, wire.analysis_from_json(found))


def renew(library: Library, files: Worker, reading: int) -> str:
    """Read one reading's text anew, from its original or, without one, from its address.

    Returns what was done, in a word or two. What the reader did is put where its words stand.
    Raises Failure where neither is there, or cannot be read any more.
    """
    kept = library.load(reading)
    document = kept.document
    original = library.original(reading)
    source = document.address or document.source
    if original is not None and not kept.lacks_text:
        if document.extractor == EXTRACTOR:
            return "up to date"
        content = base64.b64encode(original.content).decode("ascii")
        opened = _open(files, document, source=document.source, content=content)
    elif source.startswith(("http://", "https://")):
        opened = _open(files, document, source=source, content="")
    else:
        raise LibraryFailure(
            f"Reading {reading} has neither an original nor an address.",
            "Open its article anew from where it came.",
        )
    if opened.document.text == document.text and document.extractor == EXTRACTOR:
        return "up to date"
    library.replace_text(reading, opened)
    return "fetched" if kept.lacks_text else "read anew"


def _open(files: Worker, document: Document, *, source: str, content: str) -> Opened:
    values: Sequence[dict[str, object]] = files.run(
        Do.OPEN, source=source, content=content, address=document.address, password="", ocr=False
    )["documents"]
    found = [wire.opened_from_json(value) for value in values]
    wanted = document.part.number if document.part else None
    for opened in found:
        part = opened.document.part
        if (part.number if part else None) == wanted:
            return opened
    return found[0]
