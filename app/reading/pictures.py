"""A picture of an article as it came, and how much of that is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

LARGEST = 8 * 2**20
"""Bytes of one picture."""

MOST = 60 * 2**20
"""Bytes of all pictures of one reading."""

EMBEDDED = "urn:sha256:"
"""How the address of a picture begins that lies in the document's own file: its hash follows."""

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


@dataclass(frozen=True, slots=True)
class PictureFile:
    """The bytes found at a picture's address; `media_type` is the sniffed one ("image/png")."""

    address: str
    media_type: str
    content: bytes


def media_type(content: bytes) -> str:
    """Tell the kind of a picture by its first bytes; "" for what is not shown."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((name for magic, name in _MAGIC if content.startswith(magic)), "")


def embedded(content: bytes) -> PictureFile:
    """Return a picture of the document's own file, at the address made for it."""
    address = f"{EMBEDDED}{hashlib.sha256(content).hexdigest()}"
    return PictureFile(address, media_type(content), content)


def is_embedded(address: str) -> bool:
    """Tell whether a picture came in the document's file, and can be found nowhere else."""
    return address.startswith(EMBEDDED)
