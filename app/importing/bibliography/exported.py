"""The text of an exported file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.opening.decoding import NotTextError, decode
from app.reading.failures import ImportFailure

Progress = Callable[[int, int], None]
"""Told how many entries are done, and of how many."""

LARGEST = 256 * 2**20
"""Bytes of an export that is read; a hundred thousand entries with abstracts have a fifth."""


def read_export(path: Path) -> str:
    """Return an export's text with plain line breaks; raise ImportFailure where there is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise ImportFailure(
                f"{path.name} is larger than {LARGEST // 2**20} MB.",
                "Export a smaller part of your library at a time.",
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise ImportFailure(f"There is no file {path}.", "Check the name and try again.") from None
    except OSError as error:
        raise ImportFailure(
            f"{path.name} cannot be read ({error.strerror}).",
            "Check the disk and whether you may read it, or copy it elsewhere.",
        ) from None
    except ValueError:
        raise ImportFailure(
            f"{str(path)!r} is no file name.", "Check the name and try again."
        ) from None
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ImportFailure(f"{path.name} is empty.", "Export it again from where it comes.")
    try:
        text = decode(content)
    except NotTextError:
        raise ImportFailure(
            f"{path.name} is not text.", "Export it again from where it comes."
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tell(progress: Progress | None, done: int, total: int) -> None:
    """Tell progress to whoever asked for it."""
    if progress is not None:
        progress(done, total)
