"""What the reader can set: declared once, kept in one small JSON file."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import paths
from app.reading.views import BEST, View

THEMES = ("light", "sepia", "dark", "contrast")
LAYERS = ("quotes", "sources", "cues", "claims", "mine")


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to set; `accepts` tells a usable value from a broken one."""

    name: str
    default: Any
    accepts: Callable[[Any], bool]
    help: str


def _one_of(*allowed: str) -> Callable[[Any], bool]:
    return lambda value: value in allowed


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: type(value) is int and low <= value <= high


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _layers(value: Any) -> bool:
    return isinstance(value, list) and all(item in LAYERS for item in value)


SETTINGS = (
    Setting("theme", "light", _one_of(*THEMES), "Colours of the window"),
    Setting("zoom", 100, _whole(50, 300), "Size of the article's text in percent"),
    Setting("column", 590, _whole(400, 900), "Width of the text column in pixels at 100 %"),
    Setting("layers", list(LAYERS), _layers, "Which kinds of marks are shown"),
    Setting(
        "least",
        round(100 * BEST),
        _whole(0, 100),
        "How sure a mark must be to be shown, in percent",
    ),
    Setting(
        "attitudes", False, _flag, "Whether what people merely want, plan or back is shown too"
    ),
    Setting("copies", True, _flag, "Whether a copy of the library is kept each day it changes"),
    Setting("synced_known", [], _texts, "Libraries in synchronised folders the reader knows of"),
    Setting("reader", "", _text, "Your name, as it stands in exported annotations"),
    Setting("geometry", "", _text, "Place and size of the window"),
    Setting("panes", "", _text, "Widths of the panes"),
    Setting("shelves", True, _flag, "Whether collections, tags and the bin are shown"),
    Setting("last_reading", 0, _whole(0, 2**53), "The reading that was open last"),
)


class Settings:
    """The reader's settings; unknown or broken values in the file fall back to the default."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or paths.settings_file()
        self._declared = {setting.name: setting for setting in SETTINGS}
        self._values = {name: setting.default for name, setting in self._declared.items()}
        for name, value in self._read().items():
            if name in self._declared and self._declared[name].accepts(value):
                self._values[name] = value

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        """Set and keep a value; raise ValueError for one that is not accepted."""
        if not self._declared[name].accepts(value):
            raise ValueError(f"{value!r} is no value for the setting {name}")
        if self._values[name] != value:
            self._values[name] = value
            self._write()

    def view(self) -> View:
        """Return which marks the reader wants to see."""
        return View(self["least"] / 100, self["attitudes"])

    def _read(self) -> dict[str, Any]:
        try:
            value = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return value if isinstance(value, dict) else {}

    def _write(self) -> None:
        changed = {
            name: value
            for name, value in self._values.items()
            if value != self._declared[name].default
        }
        paths.private_folder(self._file.parent)
        # Written beside it and moved over it: a crash leaves the old file or the new one, whole.
        descriptor, temporary = tempfile.mkstemp(dir=self._file.parent, prefix=".settings")
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(changed, stream, indent=1, ensure_ascii=False)
        Path(temporary).replace(self._file)
