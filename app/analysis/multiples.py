"""Words that multiply: "doubled", "twice", "tenfold", "double the rate", "once a week"."""

from __future__ import annotations

from decimal import Decimal

from app.analysis.lexing import Pieces, words
from app.analysis.modifiers import modified
from app.analysis.numerals import ONES, SCALES, TENS, Form
from app.analysis.phrase import WHY, Phrase
from app.analysis.units import MULTIPLES
from app.reading.quantity import QuantityKind

_DOUBTFUL = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4}
_OWNERS = words("the that its their what his her our your my this last")
_AUXILIARIES = words("to will could would may might nearly almost can should must than")
_PERIODS = words("day week month year decade century season generation")


def read_multiple(pieces: Pieces, at: int, tag: str) -> Phrase | None:
    """Return the multiple that the word at piece `at` is; `tag` is its Penn tag.

    "a double murder" and "once a star" are none.
    """
    piece = pieces[at]
    if not piece.word:
        return None
    word, before, after = piece.lower, pieces[at - 1].lower, pieces[at + 1].lower
    if word in MULTIPLES and after != "down" and before not in {"think", "thinking", "thought"}:
        return _multiple(pieces, at, MULTIPLES[word])
    if word.endswith("fold"):
        number = word[:-4]
        value = ONES.get(number) or TENS.get(number) or SCALES.get(number)
        return _multiple(pieces, at, value) if value else None
    if word == "once":
        often = after in {"a", "every", "per", "each"} and pieces[at + 2].lower in _PERIODS
        told = before in words("than least only") and pieces[at - 2].lower in words("more at than")
        return _multiple(pieces, at, Decimal(1)) if often or told else None
    if word in _DOUBTFUL and (
        after in _OWNERS or before == "than" or (tag.startswith("VB") and before in _AUXILIARIES)
    ):
        return _multiple(pieces, at, Decimal(_DOUBTFUL[word]))
    return None


def _multiple(pieces: Pieces, at: int, value: Decimal) -> Phrase:
    phrase = Phrase(
        at,
        at + 1,
        at,
        at + 1,
        Form.WORDS,
        QuantityKind.RATIO,
        value,
        value,
        value,
        unit="times",
        why=WHY[QuantityKind.RATIO],
    )
    return modified(pieces, phrase)
