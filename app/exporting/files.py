"""Files that are there whole or not at all, and what is said when one cannot be written."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

from app.language import tr
from app.reading.failures import PlaceFailure


def write_whole(path: Path, content: bytes, aside: Path | None = None) -> None:
    """Write a file beside its place and move it there; a failure leaves what was there before.

    `aside` names the file that is written first, for those who may have to remove it. Raises
    OSError.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if aside is None:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".sayso-", suffix=path.suffix)
        aside = Path(name)
    else:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        put(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def put(made: Path, path: Path) -> None:
    """Move a file that was written aside to its place, with the permissions it is to have."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    made.chmod(_mode(path))
    made.replace(path)


def _mode(path: Path) -> int:
    """Return the permissions of the file to be replaced, or those a new file would get."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o666 & ~_mask()


def folder_mode() -> int:
    """Return the permissions a new folder would get."""
    return 0o777 & ~_mask()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def failure(path: Path, error: OSError) -> PlaceFailure:
    """Return what is said when `path` could not be written."""
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return PlaceFailure(
                tr("There is no folder {folder}.", folder=path.parent),
                tr("Make it first or choose another place."),
            )
        case errno.EISDIR:
            return PlaceFailure(
                tr("{path} is a folder.", path=path),
                tr("Add a file name to it, such as reading.pdf."),
            )
        case errno.ENOSPC | errno.EDQUOT:
            return PlaceFailure(
                tr("There is no room left to write {path}.", path=path),
                tr("Free some space or choose another disk."),
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return PlaceFailure(
                tr("{path} may not be written.", path=path),
                tr("Choose another place or change its permissions."),
            )
        case errno.ETXTBSY | errno.EBUSY:
            return PlaceFailure(
                tr("{path} is in use by another program.", path=path),
                tr("Close it there, or choose another name."),
            )
        case _:
            return PlaceFailure(
                tr("{path} could not be written ({why}).", path=path, why=error.strerror or error),
                tr("Choose another place."),
            )
