"""What does not seem to fit among an article's numbers, put as questions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Doubt(StrEnum):
    """What a question is about; its value is the word used in JSON."""

    PARTS = "parts"  # parts that add up to more than the whole
    TOTAL = "total"  # a total that is not the sum of its parts
    POINTS = "points"  # percent and percentage points mixed
    CHANGE = "change"  # a change that the two ends do not bear out
    DATE = "date"  # a date that does not exist
    CONVERSION = "conversion"  # an amount far off the one it is converted from
    BASE = "base"  # a rate or share without what it is of


@dataclass(frozen=True, slots=True)
class Question:
    """One sentence that asks; `quantities` are the ids of the numbers it is about, in text order.

    It never says that anything is wrong: the text may have a reason.
    """

    doubt: Doubt
    text: str
    quantities: tuple[str, ...]
