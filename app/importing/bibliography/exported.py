"""The text of an exported file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.language import tr
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
                tr("{name} is larger than {size} MB.", name=path.name, size=LARGEST // 2**20),
                tr("Export a smaller part of your library at a time."),
            )
        content = path.read_bytes()
    except FileNotFoundError:
        raise ImportFailure(
            tr("There is no file {name}.", name=path), tr("Check the name and try again.")
        ) from None
    except OSError as error:
        raise ImportFailure(
            tr("{name} cannot be read ({why}).", name=path.name, why=error.strerror),
            tr("Check the disk and whether you may read it, or copy it elsewhere."),
        ) from None
    except ValueError:
        raise ImportFailure(
            tr("{name} is no file name.", name=repr(str(path))),
            tr("Check the name and try again."),
        ) from None
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise ImportFailure(
            tr("{name} is empty.", name=path.name), tr("Export it again from where it comes.")
        )
    try:
        text = decode(content)
    except NotTextError:
        raise ImportFailure(
            tr("{name} is not text.", name=path.name),
            tr("Export it again from where it comes."),
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def tell(progress: Progress | None, done: int, total: int) -> None:
    """Tell progress to whoever asked for it."""
    if progress is not None:
        progress(done, total)
