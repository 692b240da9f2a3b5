"""Names of entries that stay the same from one import to the next."""

from __future__ import annotations

import hashlib
from typing import Any


def digest(content: Any) -> str:
    """Return a short name for a value; the same for the same value."""
    return hashlib.sha256(repr(content).encode("utf-8", "replace")).hexdigest()[:24]


class Seen:
    """The keys one source has given out."""

    def __init__(self) -> None:
        self._contents: dict[str, set[str]] = {}

    def key(self, wanted: str, content: Any) -> str:
        """Return a key nothing else in the source has; empty for an entry that is there already.

        Entries that share a name without being the same are numbered.
        """
        known = self._contents.setdefault(wanted, set())
        mark = digest(content)
        if mark in known:
            return ""
        known.add(mark)
        return wanted if len(known) == 1 else f"{wanted}#{len(known)}"
