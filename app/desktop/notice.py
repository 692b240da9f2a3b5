"""What the window has to tell the reader: a banner that stays, or a toast that goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from app.reading.failures import Failure


class Tone(Enum):
    """How a notice looks: the icon, and the names of ground and icon colour."""

    TELL = ("info", "sel", "accent")
    WARN = ("triangle-alert", "warnbg", "warn")
    FAIL = ("triangle-alert", "badbg", "bad")
    LOCKED = ("lock", "warnbg", "warn")
    AGAIN = ("rotate-ccw", "sel", "accent")


@dataclass(frozen=True, slots=True)
class Notice:
    """One line with at most one thing to do about it.

    `topic` names what it is about: a later notice of the same topic replaces it. `more` is the
    rest of the story, for those who ask. `further` is one more thing a toast offers.
    """

    text: str
    tone: Tone = Tone.TELL
    action: str = ""
    do: Callable[[], None] | None = None
    topic: str = ""
    more: str = ""
    further: tuple[str, Callable[[], None]] | None = None


def of_failure(
    failure: Failure, action: str = "", do: Callable[[], None] | None = None, topic: str = ""
) -> Notice:
    """Return the notice that tells of a failure."""
    return Notice(str(failure), Tone.FAIL, action, do, topic)
