"""How far the reading of an export is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much: bytes or entries, whichever the reader counts."""


def silent(_done: int, _total: int) -> None:
    """Take progress when nobody asked for it."""
