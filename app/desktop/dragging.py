"""Readings on their way from the list: to a shelf, or out of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

READINGS = "application/x-sayso-readings"


@dataclass(frozen=True, slots=True)
class Named:
    """How a reading is called outside: by its title, and the address or file it came from."""

    title: str
    source: str = ""

    @property
    def url(self) -> QUrl | None:
        """The address other programs can open, None where there is none."""
        if self.source.startswith(("http://", "https://")):
            return QUrl(self.source)
        return QUrl.fromLocalFile(self.source) if Path(self.source).is_absolute() else None


def dragged(readings: Sequence[int], names: Sequence[Named] = ()) -> QMimeData:
    """Return readings as they are dragged; other programs take what `names` says of them."""
    data = QMimeData()
    data.setData(READINGS, " ".join(map(str, readings)).encode("ascii"))
    if names:
        data.setText("\n\n".join(_as_text(name) for name in names))
    if urls := [url for name in names if (url := name.url) is not None]:
        data.setUrls(urls)
    return data


def readings_in(data: QMimeData) -> list[int]:
    """Return the readings that are dragged, none where it is something else."""
    words = bytes(data.data(READINGS).data()).split()
    return [int(word) for word in words if word.isdigit()]


def _as_text(name: Named) -> str:
    return "\n".join(part for part in (name.title, name.source) if part)
