"""Several readings that wait on the disk to go into one file: only one at a time is in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import overload

from app.reading import wire
from app.reading.annotation import Reading

Told = Callable[[int, int], None]
"""Hears how many of how many are done."""


class Staged(Sequence[Reading]):
    """Readings kept as JSON files in a folder, in the order of the files' names."""

    def __init__(self, folder: Path) -> None:
        self._files = sorted(folder.glob("*.json"))

    def __len__(self) -> int:
        return len(self._files)

    @overload
    def __getitem__(self, place: int) -> Reading: ...
    @overload
    def __getitem__(self, place: slice) -> list[Reading]: ...
    def __getitem__(self, place: int | slice) -> Reading | list[Reading]:
        if isinstance(place, slice):
            return [self._read(file) for file in self._files[place]]
        return self._read(self._files[place])

    @staticmethod
    def _read(file: Path) -> Reading:
        return wire.reading_from_json(json.loads(file.read_bytes()))


class Pieces:
    """A file made of each of several readings, and the readings; `title` names them all."""

    def __init__(self, folder: Path, suffix: str, title: str, told: Told) -> None:
        self.readings = Staged(folder)
        self.files = sorted(folder.glob(f"*.piece{suffix}"))
        self.title = title
        self.told = told
