"""A folder of PDFs with the marks other programs made in them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from app.importing.bibliography.exported import Progress, tell
from app.importing.bibliography.files import opened
from app.language import tr
from app.reading.failures import ImportFailure, OpenFailure
from app.reading.imported import ImportedItem, Skipped


def read_pdfs(path: Path, progress: Progress | None) -> Iterator[ImportedItem | Skipped]:
    """Read the PDFs in a folder and below it, in the order of their names, with their marks.

    Folders that are only linked to are not looked into. A file's collection is the folders it lies
    in.
    """
    if not path.is_dir():
        raise ImportFailure(
            tr("{name} is no folder.", name=path), tr("Choose the folder your PDFs are in.")
        )
    unread: list[OSError] = []
    files = list(_pdfs(path.absolute(), unread))
    if not files and unread:
        raise ImportFailure(
            tr("{name} cannot be read ({why}).", name=path, why=unread[0].strerror),
            tr("Check the disk and whether you may read it."),
        )
    if not files:
        raise ImportFailure(
            tr("There is no PDF in {name}.", name=path), tr("Choose the folder your PDFs are in.")
        )
    for place, file in enumerate(files, start=1):
        yield _item(file, path.absolute())
        tell(progress, place, len(files))
    for error in unread:
        yield Skipped(
            str(error.filename), tr("The folder cannot be read ({why}).", why=error.strerror)
        )


def _pdfs(folder: Path, unread: list[OSError]) -> Iterator[Path]:
    for here, below, names in os.walk(folder, onerror=unread.append):
        below.sort()
        for name in sorted(names):
            # Some systems keep what they know of a file in a hidden one with its name.
            if name.lower().endswith(".pdf") and not name.startswith("."):
                yield Path(here, name)


def _item(file: Path, folder: Path) -> ImportedItem | Skipped:
    named = file.relative_to(folder)
    try:
        found = opened(file)
    except OpenFailure as failure:
        return Skipped(str(named), failure.reason)
    if len(found) > 1:
        return Skipped(str(named), tr("It is a book of several parts and no PDF."))
    document = found[0].document
    return ImportedItem(
        key=f"pdf:{file}",
        title=document.title,
        address=document.address,
        byline=document.byline,
        outlet=document.outlet,
        published=document.published,
        language=document.language,
        collections=() if named.parent == Path() else (named.parent.as_posix(),),
        opened=found[0],
    )
