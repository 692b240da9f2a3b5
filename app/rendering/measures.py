"""How far marks reach over and under the baseline, and when they change their shape.

In em of the block's type, so that they hold for every face and size.
"""

from __future__ import annotations

from typing import NamedTuple

UNSURE = 0.6
"""A claim less likely than this gets a dashed edge."""

DEPTHS = 2
"""Contents nested deeper than this are told in the card only."""


class Reach(NamedTuple):
    """How far a mark stands over and under the baseline, in em."""

    over: float
    under: float


FILL = Reach(0.92, 0.36)
BAND = Reach(0.16, 0.36)
HIGHLIGHT = Reach(0.74, 0.30)
BOX = Reach(0.80, 0.22)
FOUND = Reach(0.98, 0.42)
SOURCE_LINE, CUE_DOTS = 0.28, 0.30

DOT = 0.01
"""Length of a dash that shows as a dot: its round ends make it one."""
