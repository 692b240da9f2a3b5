"""Units that a bare number shares with its neighbour: "from 3.9 to 5.8 percent", "ages 3 and 5"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.analysis.changes import CHANGES
from app.analysis.lexing import Pieces, words
from app.analysis.phrase import Phrase, bounded, shared_scale
from app.reading.quantity import QuantityKind

_ROWS = frozenset({("and",), ("or",), (",", "and"), (",", "or"), ("to",), ("but", "not")})
_SIDES = frozenset({("x",), ("×",), ("by",)})
"""Between the sides of an area ("10 by 12 feet")."""
_COMPARED = frozenset({("to",), ("from",), ("versus",), ("vs",), ("than",), ("against",)})
_SHARING = frozenset(
    {
        QuantityKind.PERCENT,
        QuantityKind.MEASURE,
        QuantityKind.DURATION,
        QuantityKind.MONEY,
        QuantityKind.AGE,
    }
)
_NOT_COUNTED = words(
    "a in last the this for from and on after while but as at by to year over respectively when with "
    "among before during since of"
)


def share_units(pieces: Pieces, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Give bare numbers the unit of the neighbour they stand in one row with."""
    shared = list(phrases)
    given: set[int] = set()
    for index in range(len(shared) - 2, -1, -1):
        found = _unit_from_right(
            pieces, shared[index], shared[index + 1], listed=index + 1 in given
        )
        if found is not None:
            shared[index] = found
            given.add(index)
    for index in range(1, len(shared)):
        shared[index] = _unit_from_left(pieces, shared[index - 1], shared[index])
    return shared


def _unit_from_right(pieces: Pieces, left: Phrase, right: Phrase, *, listed: bool) -> Phrase | None:
    """Read "from 3.9 to 5.8 percent", "80.4 and 25.9 percent"; `listed` after "3, 5 and 7"."""
    gap = _gap(pieces, left, right, 3)
    sides = gap in _SIDES and right.kind is QuantityKind.MEASURE
    if not sides and gap not in _ROWS and not (listed and gap == (",",)):
        return None
    if not left.plain or right.plain or right.kind not in _SHARING:
        return None
    if left.value is None or right.value is None:
        return None
    if right.kind is QuantityKind.MONEY and right.first < right.core:
        return None
    value = shared_scale(left, right) if gap == ("to",) else left.value
    return bounded(replace(left, value=value, unit=right.unit, kind=right.kind, why=right.why))


def _unit_from_left(pieces: Pieces, left: Phrase, right: Phrase) -> Phrase:
    """Read "from 3.9 per cent to 5.8" and "ages 3 and 5"."""
    if not right.plain or right.value is None:
        return right
    gap = _gap(pieces, left, right, 5)
    if left.kind is QuantityKind.AGE:
        listed = pieces[left.first - 1].lower in {"ages", "aged", ","} or (
            pieces.lowers(left.first - 2, 2) == ("ages", "of")
        )
        if listed and gap in _ROWS | {(",",)}:
            return replace(right, unit=left.unit, kind=left.kind, why=left.why)
        return right
    if _counts(pieces, right):
        return right
    if left.kind not in {QuantityKind.PERCENT, QuantityKind.MONEY} or left.value is None:
        return right
    # "$3.2 billion from 2.9 billion", but "up 3.2% from 7.1 million" counts something else.
    if (right.scale == 1) is (left.kind is QuantityKind.MONEY):
        return right
    whole = right.value == right.value.to_integral_value()
    if left.kind is QuantityKind.PERCENT and _tells_change(pieces, left, gap):
        return right
    compared = gap[-1:] in _COMPARED or gap[-2:] in {("compared", "with"), ("compared", "to")}
    if compared or (gap == ("and",) and not whole):
        return bounded(replace(right, unit=left.unit, kind=left.kind, why=left.why))
    return right


def _tells_change(pieces: Pieces, left: Phrase, gap: tuple[str, ...]) -> bool:
    """Tell by how much something changed: how far it went need not be in percent."""
    before = pieces[left.first - 1].lower
    if gap[-1:] == ("to",):
        return before != "from"
    return gap == ("from",) and (before in CHANGES or before == "by")


def _gap(pieces: Pieces, left: Phrase, right: Phrase, most: int) -> tuple[str, ...]:
    """Return the words between two phrases; nothing where they are more than `most`."""
    width = right.first - left.last
    return pieces.lowers(left.last, width) if width <= most else ()


def _counts(pieces: Pieces, phrase: Phrase) -> bool:
    """Tell whether a word that could be counted stands right behind."""
    word = pieces[phrase.last]
    return word.word and word.lower not in _NOT_COUNTED
