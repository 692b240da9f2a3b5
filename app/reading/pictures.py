"""A picture of an article as it was fetched, and how much of that is kept."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 8 * 2**20
"""Bytes of one picture."""

MOST = 60 * 2**20
"""Bytes of all pictures of one reading."""


@dataclass(frozen=True, slots=True)
class PictureFile:
    """The bytes found at a picture's address; `media_type` is the sniffed one ("image/png")."""

    address: str
    media_type: str
    content: bytes
