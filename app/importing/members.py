"""The files of an export that is a ZIP archive, or the folder that came out of one."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Protocol

from app.importing.texts import unreadable
from app.language import tr
from app.reading.failures import ImportFailure

LARGEST_ARCHIVE = 2 * 2**30
LARGEST_MEMBER = 64 * 2**20
LARGEST_TOTAL = 4 * 2**30
"""Bytes inflated from one archive."""

HIGHEST_RATIO = 250
"""How many bytes one byte may inflate to; pages and tables reach 50."""

LARGEST_DIRECTORY = 16 * 2**20
"""Bytes of an archive's table of contents, which has room for 150,000 files."""

_ALWAYS_ALLOWED = 2**20
_CHUNK = 2**18
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MOST_FILES = 200_000
_DEEPEST = 4
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    MemoryError,
)


class Members(Protocol):
    """Files by their names, which have forward slashes and are keys, never paths to write to."""

    @property
    def names(self) -> list[str]:
        """All names, in the order they were packed or else sorted."""

    def read(self, name: str) -> bytes:
        """Return what a file holds; raise ImportFailure for what is damaged or too large."""


@contextmanager
def members_of(path: Path) -> Iterator[Members]:
    """Give the files of an archive or a folder; raise ImportFailure where there are none."""
    if path.is_dir():
        yield _Folder(path)
        return
    try:
        if path.stat().st_size > LARGEST_ARCHIVE:
            raise ImportFailure(
                tr(
                    "{name} is larger than {size} GB.",
                    name=path.name,
                    size=LARGEST_ARCHIVE // 2**30,
                ),
                tr("Unpack it, and import the folder."),
            )
        stream = _Measured(FileIO(path))
    except OSError as error:
        raise unreadable(path, error) from None
    with stream:
        yield _Archive(stream, path.name)


def is_packed(path: Path) -> bool:
    """Tell a folder or an archive from a file by itself."""
    if path.is_dir():
        return True
    with path.open("rb") as stream:
        return stream.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


class _Measured(BufferedReader):
    """A file of which nobody reads more at once than a table of contents may have."""

    def read(self, size: int | None = -1, /) -> bytes:
        # The table's size is stated in the file, and is all read at once: so the reader's memory
        # is kept small whatever the file states.
        if size is not None and size > LARGEST_DIRECTORY:
            raise zipfile.BadZipFile
        return super().read(size)


class _Archive:
    def __init__(self, stream: BufferedReader, name: str) -> None:
        self._name = name
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(stream)
            # Of several members of one name the last is the one that counts, as everywhere else.
            self._members = {
                member.filename.replace("\\", "/").lstrip("/"): member
                for member in self._zip.infolist()
                if not member.is_dir()
            }
        except _FAULTS:
            raise ImportFailure(
                tr("{name} is a damaged ZIP archive.", name=name),
                tr("Get it again: it may not have been copied to its end."),
            ) from None

    @property
    def names(self) -> list[str]:
        return list(self._members)

    def read(self, name: str) -> bytes:
        member = self._members[name]
        if member.flag_bits & _ENCRYPTED:
            raise ImportFailure(
                tr("{name} is locked with a password.", name=self._name),
                tr("Unpack it with the password, and import the folder."),
            )
        if member.compress_type not in _METHODS:
            raise _damaged(name)
        most = min(LARGEST_MEMBER, LARGEST_TOTAL - self._inflated)
        if member.compress_type == zipfile.ZIP_DEFLATED:
            most = min(most, max(_ALWAYS_ALLOWED, HIGHEST_RATIO * member.compress_size))
        found: list[bytes] = []
        length = 0
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    length += len(chunk)
                    self._inflated += len(chunk)
                    if length > most:
                        raise _too_large(name)
                    found.append(chunk)
        except _FAULTS:
            raise _damaged(name) from None
        return b"".join(found)


class _Folder:
    """What lies in a folder and those in it; links are left alone, they may lead anywhere."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found: list[str] = []
        for above, folders, files in os.walk(folder):
            depth = len(Path(above).relative_to(folder).parts)
            folders[:] = sorted(f for f in folders if depth < _DEEPEST and not f.startswith("."))
            for file in sorted(files):
                path = Path(above, file)
                if not file.startswith(".") and path.is_file() and not path.is_symlink():
                    found.append(path.relative_to(folder).as_posix())
            if len(found) > _MOST_FILES:
                raise ImportFailure(
                    tr(
                        "{name} holds more than {count} files.", name=folder.name, count=_MOST_FILES
                    ),
                    tr("Choose the folder of the export itself."),
                )
        self._names = found

    @property
    def names(self) -> list[str]:
        return self._names

    def read(self, name: str) -> bytes:
        path = self._folder / name
        try:
            if path.stat().st_size > LARGEST_MEMBER:
                raise _too_large(name)
            return path.read_bytes()
        except OSError:
            raise _damaged(name) from None


def _damaged(name: str) -> ImportFailure:
    return ImportFailure(tr("{name} in the export is damaged.", name=name), tr("Export it again."))


def _too_large(name: str) -> ImportFailure:
    return ImportFailure(
        tr("{name} in the export is larger than what it can hold.", name=name),
        tr("It may be made to do harm. Import it only if you know where it is from."),
    )
