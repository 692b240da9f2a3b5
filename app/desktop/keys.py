"""Which key does what: the table's keys, those the desktop is used to, and the reader's own."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from app.desktop.actions import ACTIONS
from app.desktop.key_kinds import portable, written
from app.settings import Settings

_Standard = QKeySequence.StandardKey

_RARE = re.compile(r"\bF(?:1[3-9]|2\d|3[0-5])\b")
"""Keys of terminals long gone, which X11 lists as usual ones."""

STANDARD = {
    "open": _Standard.Open,
    "paste": _Standard.Paste,
    "quit": _Standard.Quit,
    "settings": _Standard.Preferences,
    "undo": _Standard.Undo,
    "redo": _Standard.Redo,
    "copy": _Standard.Copy,
    "find": _Standard.Find,
    "find_next": _Standard.FindNext,
    "find_previous": _Standard.FindPrevious,
    "zoom_in": _Standard.ZoomIn,
    "zoom_out": _Standard.ZoomOut,
    "keys": _Standard.HelpContents,
}
"""Actions that have a key of their own on each desktop; the table's keys count beside it."""


class Keys(QObject):
    """The keys of every action, and which of them the reader has changed.

    Keys are written as QKeySequence does in its portable text. Each belongs to one action: who
    gives it to another takes it from the one that has it.
    """

    changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def of(self, name: str) -> tuple[str, ...]:
        """Return the keys of an action, the one that is told first."""
        own = self._own().get(name)
        return default_keys()[name] if own is None else own

    def first(self, name: str) -> str:
        """Return the key that is told, as the platform writes it; "" for none."""
        keys = self.of(name)
        return written(keys[0]) if keys else ""

    def holder(self, key: str) -> str:
        """Return the action that has a key, "" for none."""
        key = portable(key)
        return next((name for name in default_keys() if key in self.of(name)), "")

    def is_changed(self, name: str) -> bool:
        """Tell whether an action has other keys than at first."""
        return name in self._own()

    def any_changed(self) -> bool:
        return bool(self._own())

    def give(self, name: str, key: str) -> None:
        """Let an action have this key alone."""
        self._keep(self._with(name, (portable(key),)))

    def clear(self, name: str) -> None:
        """Leave an action without a key."""
        self._keep(self._with(name, ()))

    def reset(self, name: str) -> None:
        """Give an action the keys it had at first, whoever has them now."""
        self._keep(self._with(name, default_keys()[name]))

    def reset_all(self) -> None:
        self._keep({})

    def _own(self) -> dict[str, tuple[str, ...]]:
        known = default_keys()
        kept: dict[str, list[str]] = self._settings["keys"]
        return {name: tuple(keys) for name, keys in kept.items() if name in known}

    def _with(self, name: str, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """Return the reader's keys when an action has these; no other has one of them then."""
        own = self._own() | {name: keys}
        for key in keys:
            holder = self.holder(key)
            if holder not in ("", name):
                own[holder] = tuple(one for one in own.get(holder, self.of(holder)) if one != key)
        return own

    def _keep(self, own: dict[str, tuple[str, ...]]) -> None:
        differing = {n: list(keys) for n, keys in own.items() if keys != default_keys()[n]}
        if differing != self._settings["keys"]:
            self._settings["keys"] = differing
            self.changed.emit()


@cache
def default_keys() -> dict[str, tuple[str, ...]]:
    """Return the keys of every action as they are at first; needs the application object.

    What the desktop is used to comes first, save where the table gives that key to another.
    """
    taken = {portable(key): action.name for action in ACTIONS for key in action.keys}
    found: dict[str, tuple[str, ...]] = {}
    for action in ACTIONS:
        if action.text:
            usual = (
                QKeySequence.keyBindings(STANDARD[action.name]) if action.name in STANDARD else []
            )
            keys = [*map(portable, action.keys)]
            keys = [*(key for key in map(portable, usual) if not _RARE.search(key)), *keys]
            own = (key for key in keys if key and taken.setdefault(key, action.name) == action.name)
            found[action.name] = tuple(dict.fromkeys(own))
    return found
