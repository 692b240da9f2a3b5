"""The formats a reading can be exported to, and the one way to write any of them."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.language import tr
from app.reading.annotation import Reading
from app.reading.exports import Choice
from app.reading.failures import ExportFailure

_DEFAULT = Choice()


@dataclass(frozen=True, slots=True)
class Format:
    """One format; `make` returns the bytes of a reading's file.

    `several` returns those of one file of several readings; None where each needs its own.
    """

    name: str
    label: str
    suffix: str
    make: Callable[[Reading, Choice], bytes]
    several: Callable[[Sequence[Reading], Choice], bytes] | None = None


FORMATS: dict[str, Format] = {
    form.name: form for form in (Format("pdf", "Annotated PDF", ".pdf", annotated_pdf),)
}


def export(reading: Reading, format_: str, path: Path, choice: Choice = _DEFAULT) -> None:
    """Write a reading to `path` in one of `FORMATS`.

    The file is written beside its place and moved there whole: a failure leaves what was there
    before. Raises ExportFailure.
    """
    form = FORMATS.get(format_)
    if form is None:
        raise ExportFailure(
            tr("There is no export format called {name}.", name=repr(format_)),
            tr("Use one of these: {names}.", names=", ".join(FORMATS)),
        )
    content = form.make(reading, choice)
    try:
        _write_whole(path, content)
    except OSError as error:
        raise _failure(path, error) from error


def _write_whole(path: Path, content: bytes) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".sayso-", suffix=path.suffix)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode(path))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """Return the permissions of the file to be replaced, or those a new file would get."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _failure(path: Path, error: OSError) -> ExportFailure:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return ExportFailure(
                tr("There is no folder {folder}.", folder=path.parent),
                tr("Make it first or choose another place."),
            )
        case errno.EISDIR:
            return ExportFailure(
                tr("{path} is a folder.", path=path),
                tr("Add a file name to it, such as reading.pdf."),
            )
        case errno.ENOSPC | errno.EDQUOT:
            return ExportFailure(
                tr("There is no room left to write {path}.", path=path),
                tr("Free some space or choose another disk."),
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return ExportFailure(
                tr("{path} may not be written.", path=path),
                tr("Choose another place or change its permissions."),
            )
        case _:
            return ExportFailure(
                tr("{path} could not be written ({why}).", path=path, why=error.strerror or error),
                tr("Choose another place."),
            )
