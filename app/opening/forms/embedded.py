"""The pictures that lie in a document's own file, and which of them are looked at."""

from __future__ import annotations

import struct
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from app.reading.annotation import Opened
from app.reading.pictures import LARGEST, PictureFile, embedded

if TYPE_CHECKING:
    from app.opening.forms.archive import Archive
    from app.reading.document import Document

MOST = 16 * 2**20
"""Bytes of one document's pictures; of a book each chapter is one."""

MOST_IN_ALL = 64 * 2**20
"""Bytes of the pictures of one file."""

_SMALLEST = 120
"""Pixels: what is less wide or high is an ornament, a sign in a line or an icon."""

_FAULTS = (OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, struct.error)
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


class Embedded:
    """Takes pictures out of a file as its text is read, and gives each the address it goes by."""

    def __init__(self) -> None:
        self._files: dict[str, PictureFile] = {}
        self._members: dict[str, str] = {}
        self._taken = 0

    def address_of(self, content: bytes) -> str:
        """Take a picture and return its address; "" for one that is not shown."""
        if not content or len(content) > LARGEST:
            return ""
        file = embedded(content)
        if file.address in self._files:
            return file.address
        if not file.media_type or self._taken + len(content) > MOST_IN_ALL or _is_small(content):
            return ""
        self._taken += len(content)
        self._files[file.address] = file
        return file.address

    def address_in(self, archive: Archive, name: str) -> str:
        """Return the address of a picture that is a member of an archive; "" for none to show."""
        if name not in self._members:
            self._members[name] = self.address_of(archive.picture(name, LARGEST))
        return self._members[name]

    def opened(self, document: Document) -> Opened:
        """Return a document with the files of its pictures, as far as there is room for them."""
        kept: dict[str, PictureFile] = {}
        room = MOST
        for picture in document.pictures:
            file = self._files.get(picture.address)
            if file is not None and file.address not in kept and len(file.content) <= room:
                room -= len(file.content)
                kept[file.address] = file
        pictures = tuple(one for one in document.pictures if one.address in kept)
        return Opened(replace(document, pictures=pictures), files=tuple(kept.values()))


def _is_small(content: bytes) -> bool:
    """Tell a picture that is too small to be looked at, or that says no size; only its head is read."""
    from PIL import Image  # noqa: PLC0415 (most documents have no pictures)

    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            return min(picture.size) < _SMALLEST
    except (*_FAULTS, Image.DecompressionBombError):
        return True
