"""Two numbers of one article that are to be set side by side."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Comparison:
    """Numbers by different claimants, for what seems the same thing, that cannot both be right.

    `one` and `other` are ids of quantities, in text order. They are `alike` where the words for
    what is counted are the same on both sides.
    """

    one: str
    other: str
    alike: bool = False
