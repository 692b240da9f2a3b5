"""Readings on their way from the list to a shelf."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData

READINGS = "application/x-sayso-readings"


def dragged(readings: Sequence[int]) -> QMimeData:
    """Return readings as they are dragged."""
    data = QMimeData()
    data.setData(READINGS, " ".join(map(str, readings)).encode("ascii"))
    return data


def readings_in(data: QMimeData) -> list[int]:
    """Return the readings that are dragged, none where it is something else."""
    words = bytes(data.data(READINGS).data()).split()
    return [int(word) for word in words if word.isdigit()]
