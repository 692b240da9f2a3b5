"""Whether a quantity asserts something that can be checked."""

from __future__ import annotations

import re

from app.analysis.lexing import Pieces
from app.analysis.phrase import Phrase
from app.reading.quantity import QuantityKind

_WINDOW_WORDS = frozenset(
    [
        "past",
        "last",
        "next",
        "previous",
        "coming",
        "first",
        "following",
        "recent",
        "final",
        "these",
        "those",
    ]
)
_WINDOW_HEADS = frozenset(
    ["over", "in", "during", "for", "within", "throughout", "across", "the", "through"]
)
_ARMS = re.compile(
    r"[\s-]*(?:caliber|calibre|cal\b|gauge|pistol|handgun|gun|rifle|semi-?automatic|glock|round|ammunition|bullet|luger|beretta)",
    re.IGNORECASE,
)


def is_window(pieces: Pieces, phrase: Phrase) -> bool:
    """Tell a plain time window ("over the past two years") from a length that is stated."""
    if phrase.kind is not QuantityKind.DURATION:
        return False
    before = pieces[phrase.first - 1].lower
    return (before in _WINDOW_WORDS and before not in {"these", "those"}) or (
        pieces[phrase.core + 1].lower in {"past", "last", "next", "previous", "coming"}
    )


def is_type_name(text: str, end: int) -> bool:
    """Tell a calibre that names a weapon (".45-caliber", "9mm pistol"); `end` is the number's."""
    return _ARMS.match(text, end, end + 24) is not None


def decide(pieces: Pieces, phrase: Phrase, *, bounds_statistic: bool) -> tuple[bool, str]:
    """Return whether `phrase` is a claim, and why in one sentence.

    `bounds_statistic` says that another claim stands in the same sentence: a window then says over
    which time that one holds.
    """
    if phrase.kind is QuantityKind.AGE:
        return False, "An age, not a claim."
    if phrase.kind is QuantityKind.DATE:
        return False, phrase.why or "A date, not a claim."
    if phrase.kind is QuantityKind.RANK and phrase.why.startswith("An ordinal"):
        return False, phrase.why
    if phrase.kind in {QuantityKind.MEASURE, QuantityKind.COUNT} and is_type_name(
        pieces.text,
        pieces[phrase.core_last - 1].end if phrase.plain else pieces[phrase.last - 1].end,
    ):
        return False, "Part of a weapon's type name, not a claim."
    if is_window(pieces, phrase):
        if bounds_statistic:
            return True, "The period another number in this sentence holds for."
        return False, "Only says which time is meant."
    return True, phrase.why
