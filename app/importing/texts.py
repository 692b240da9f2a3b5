"""The files of an export as text, read piece by piece within limits."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from app.importing.progress import Progress
from app.language import tr
from app.reading.failures import ImportFailure

LARGEST_JSON = 512 * 2**20
LARGEST_TABLE = 128 * 2**20
LARGEST_PAGE = 64 * 2**20

_HEAD = 2**16
_CHUNK = 2**20
_WESTERN = "sayso-western"


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are no UTF-8 as what old Windows programs write."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_WESTERN, _as_western)


def opened(path: Path, largest: int) -> BinaryIO:
    """Open a file of at most `largest` bytes; raise ImportFailure for any other."""
    try:
        size = path.stat().st_size
        if size > largest:
            raise too_large(path.name, largest)
        return path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from None


def text_of(stream: BinaryIO, *, newline: str | None = "") -> TextIOWrapper:
    """Read a file, which is closed with its text: UTF-8 or UTF-16, with a mark or without, else western European."""
    head = stream.read(_HEAD)
    stream.seek(0)
    return TextIOWrapper(stream, encoding_of(head), errors=_WESTERN, newline=newline)


def encoding_of(head: bytes) -> str:
    """Return the encoding that a file's first bytes show."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = max(1, len(head) // 2)
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.1 * half:
        return "utf-16-be"
    return "utf-8-sig"


def chunks(stream: BinaryIO, size: int, progress: Progress) -> Iterator[str]:
    """Yield a file's text in pieces, telling how many of its `size` bytes are read."""
    text = text_of(stream)
    while piece := text.read(_CHUNK):
        progress(min(stream.tell(), size), size)
        yield piece


def too_large(name: str, largest: int) -> ImportFailure:
    """Return the failure of a file that is larger than an export of its form ever is."""
    return ImportFailure(
        tr("{name} is larger than {size} MB.", name=name, size=largest // 2**20),
        tr("Export a part of your library at a time, and import the parts."),
    )


def unreadable(path: Path, error: OSError) -> ImportFailure:
    """Return the failure of a file that the computer does not give out."""
    if isinstance(error, FileNotFoundError):
        return ImportFailure(
            tr("There is no file {name}.", name=path), tr("Check where the export was saved.")
        )
    if isinstance(error, PermissionError):
        return ImportFailure(
            tr("{name} may not be read.", name=path.name),
            tr("Copy it to a folder of your own, and import that."),
        )
    return ImportFailure(
        tr("{name} cannot be read.", name=path.name),
        tr("Copy it to this computer's disk first."),
    )
