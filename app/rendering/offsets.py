"""Code points and UTF-16: Python counts the one, Qt the other."""

from __future__ import annotations

import re
from bisect import bisect_left

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Offsets:
    """The two ways of counting in one text, each turned into the other.

    A character outside the basic plane (an emoji, old scripts) is one code point and two UTF-16
    units. Only these are remembered, so the usual text costs nothing.
    """

    __slots__ = ("_astral", "_shifted")

    def __init__(self, text: str) -> None:
        self._astral = [found.start() for found in _ASTRAL.finditer(text)]
        self._shifted = [place + before for before, place in enumerate(self._astral)]

    @property
    def are_code_points(self) -> bool:
        """Whether the two ways of counting are the same in this text."""
        return not self._astral

    def to_utf16(self, code_point: int) -> int:
        """Return the UTF-16 offset of a code point offset."""
        return code_point + bisect_left(self._astral, code_point)

    def to_code_point(self, unit: int) -> int:
        """Return the code point offset of a UTF-16 offset.

        An offset between the two halves of a character is that of the character's start.
        """
        return unit - bisect_left(self._shifted, unit)
