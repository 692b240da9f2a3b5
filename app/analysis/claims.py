"""Whether a quantity asserts something that can be checked."""

from __future__ import annotations

import re

from app.analysis.lexing import Pieces, words
from app.analysis.phrase import Phrase
from app.language import later
from app.reading.quantity import QuantityKind

_WINDOWS = words("past last next previous coming first following recent final")
_INNER_WINDOWS = words("past last next previous coming")
_PERIODS = words(
    "seasons games elections quarters terms nights weekends semesters generations cycles"
)
_CALIBRE = re.compile(r"[\s-]*(?:caliber|calibre|cal\b|gauge)", re.IGNORECASE)
_WEAPON = re.compile(
    r"[\s-]*(?:pistol|handgun|gun|rifle|semi-?automatic|glock|round|ammunition|bullet|luger|beretta)",
    re.IGNORECASE,
)


def decide(pieces: Pieces, phrase: Phrase, *, bounds_statistic: bool) -> tuple[bool, str]:
    """Return whether `phrase` is a claim, and why in one sentence.

    `bounds_statistic` says that another claim stands in the same sentence: a window then says over
    which time that one holds.
    """
    if phrase.kind in {QuantityKind.AGE, QuantityKind.DATE}:
        return False, phrase.why
    if phrase.kind is QuantityKind.RANK and phrase.unit is None:
        return False, phrase.why
    if _is_type_name(pieces, phrase):
        return False, later("Part of a weapon's type name, not a claim.")
    if _is_window(pieces, phrase) and not bounds_statistic:
        return False, later("Only says which time is meant.")
    if _is_window(pieces, phrase):
        return True, later("The period another number in this sentence holds for.")
    return True, phrase.why


def _is_window(pieces: Pieces, phrase: Phrase) -> bool:
    """Tell a plain time window ("over the past two years") from a length that is stated."""
    period = phrase.kind is QuantityKind.COUNT and phrase.unit in _PERIODS
    if phrase.kind is not QuantityKind.DURATION and not period:
        return False
    inner = pieces[phrase.core + 1].lower in _INNER_WINDOWS
    return pieces[phrase.first - 1].lower in _WINDOWS or inner


def _is_type_name(pieces: Pieces, phrase: Phrase) -> bool:
    """Tell a calibre that names a weapon (".45-caliber", "9mm pistol")."""
    text = pieces.text
    if phrase.kind is QuantityKind.COUNT:
        end = pieces[phrase.core_last - 1].end
        return _CALIBRE.match(text, end, end + 12) is not None
    end = pieces[phrase.last - 1].end
    return phrase.kind is QuantityKind.MEASURE and _WEAPON.match(text, end, end + 24) is not None
