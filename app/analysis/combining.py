"""Number phrases that belong together: ranges, ratios, scores, shared units, feet and inches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.analysis.lexing import Pieces
from app.analysis.numerals import Form, product, quotient
from app.analysis.phrase import Phrase, bounded
from app.analysis.units import Bound
from app.reading.quantity import QuantityKind

_DASHES = frozenset("-–‑—")
_CHANGES = frozenset(
    [
        "rose",
        "rise",
        "rises",
        "rising",
        "fell",
        "fall",
        "falls",
        "falling",
        "dropped",
        "drop",
        "dropping",
        "jumped",
        "climbed",
        "declined",
        "increased",
        "grew",
        "plunged",
        "gained",
        "lost",
        "up",
        "down",
        "slipped",
        "soared",
        "surged",
        "decreased",
        "cut",
        "raised",
        "lowered",
        "edged",
        "ticked",
    ]
)
_CONTEST = frozenset(
    [
        "win",
        "won",
        "wins",
        "winning",
        "beat",
        "beats",
        "beating",
        "loss",
        "lost",
        "lose",
        "loses",
        "losing",
        "defeat",
        "defeated",
        "victory",
        "draw",
        "drew",
        "drawn",
        "tie",
        "tied",
        "lead",
        "led",
        "leads",
        "leading",
        "trail",
        "trailed",
        "trailing",
        "score",
        "scored",
        "record",
        "vote",
        "voted",
        "votes",
        "voting",
        "verdict",
        "ruled",
        "ruling",
        "decision",
        "split",
        "majority",
        "set",
        "sets",
        "series",
        "game",
        "match",
        "half-time",
        "final",
        "margin",
        "advantage",
        "defeating",
        "record",
        "against",
    ]
)
_SMALLER = {
    ("feet", "inches"): Decimal(12),
    ("yards", "feet"): Decimal(3),
    ("pounds", "ounces"): Decimal(16),
    ("stone", "pounds"): Decimal(14),
    ("m", "cm"): Decimal(100),
    ("hours", "minutes"): Decimal(60),
    ("minutes", "seconds"): Decimal(60),
    ("days", "hours"): Decimal(24),
    ("years", "months"): Decimal(12),
    ("weeks", "days"): Decimal(7),
}


def combine(pieces: Pieces, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Join neighbouring phrases that make one quantity, and share units between those that do not."""
    found: list[Phrase] = []
    for phrase in phrases:
        current = phrase
        while found:
            joined = _join(pieces, found[-1], current)
            if joined is None:
                break
            found.pop()
            current = joined
        found.append(current)
    return _share(pieces, found)


def _join(pieces: Pieces, left: Phrase, right: Phrase) -> Phrase | None:
    if right.first - left.last > 6 or left.first >= right.first:
        return None
    gap = pieces.lowers(left.last, right.first - left.last)
    return (
        _ratio(pieces, left, right, gap)
        or _score(pieces, left, right, gap)
        or _range(pieces, left, right, gap)
        or _compound(left, right, gap)
    )


def _whole(phrase: Phrase) -> bool:
    return (
        phrase.plain
        and phrase.value is not None
        and phrase.scale == 1
        and phrase.value == phrase.value.to_integral_value()
    )


def in_contest(pieces: Pieces, phrase: Phrase) -> bool:
    """Tell whether digits behind a name begin a result ("beat Chelsea 4-1")."""
    dashed = pieces[phrase.last].text in _DASHES and pieces[phrase.last].glued
    return (
        dashed
        and pieces[phrase.last + 1].digits
        and _contested(pieces, phrase.first, phrase.last + 2)
    )


def _contested(pieces: Pieces, first: int, last: int) -> bool:
    return any(pieces[at].lower in _CONTEST for at in range(first - 8, last + 5))


def _ratio(pieces: Pieces, left: Phrase, right: Phrase, gap: tuple[str, ...]) -> Phrase | None:
    """Read "one in five", "two of three", "one night out of 17", "1-in-100"."""
    words = tuple(word for word in gap if word not in _DASHES)
    if words[-1:] == ("every",) or words[-1:] == ("each",):
        words = words[:-1]
    if not words or left.value is None or right.value is None or right.value <= 0:
        return None
    if not left.plain and left.unit != "fraction" and not (words[-2:] == ("out", "of")):
        return None
    outright = words[-2:] == ("out", "of") and len(words) <= 4
    near = len(words) == 1 and words[0] in {"in", "of"}
    if (
        not (outright or near)
        or left.form is Form.FRACTION
        or left.value > right.value
        or left.value < 1
    ):
        return None
    if words[-1] == "in" and not right.plain:
        return None
    if right.first != right.core or (not right.plain and not outright and words[-1] != "of"):
        return None
    if words == ("of",) and right.kind is QuantityKind.MONEY:
        return None
    last = right.core_last
    return bounded(
        replace(
            left,
            last=last,
            core_last=last,
            value=quotient(left.value, right.value),
            unit="fraction",
            kind=QuantityKind.RATIO,
            form=Form.FRACTION,
            why="A part of a whole.",
        )
    )


def _score(pieces: Pieces, left: Phrase, right: Phrase, gap: tuple[str, ...]) -> Phrase | None:
    """Read "4-1" and "by a vote of 217 to 213": two whole numbers against each other."""
    if (
        not (_whole(left) and _whole(right))
        or left.first != left.core
        or left.value is None
        or right.value is None
    ):
        return None
    if left.value > 1500 or right.value > 1500 or right.modifier:
        return None
    dashed = len(gap) == 1 and gap[0] in _DASHES and pieces[left.last].glued
    if not dashed and gap != ("to",):
        return None
    contest = _contested(pieces, left.first, right.last)
    digits = left.form is Form.DIGITS and right.form is Form.DIGITS
    rising = left.value < right.value
    if dashed:
        if not digits or (rising and not contest):
            return None
        if (
            pieces[right.last].text in _DASHES
            and pieces[right.last].glued
            and pieces[right.last + 1].digits
        ):
            return None
    elif (
        rising or not digits and not contest or pieces[left.first - 1].lower in _CHANGES | {"from"}
    ):
        return None
    return replace(
        left, last=right.last, core_last=right.core_last, value=None, low=left.value, high=right.value, unit=None,
        kind=QuantityKind.SCORE, why="A score or the two sides of a vote.",
    )  # fmt: skip


def _range(pieces: Pieces, left: Phrase, right: Phrase, gap: tuple[str, ...]) -> Phrase | None:
    """Read "between 8 and 12", "8–12", "$3m to $5m", "two or three"."""
    if (
        left.kind is QuantityKind.DATE
        or right.kind in {QuantityKind.DATE, QuantityKind.RANK, QuantityKind.SCORE}
        or left.value is None
        or right.value is None
    ):
        return None
    words = tuple(word for word in gap if word not in _DASHES)
    between = pieces[left.first - 1].lower == "between" and words == ("and",)
    dashed = (
        bool(gap)
        and not words
        and (
            pieces[left.last].glued
            or (len(gap) == 1 and gap[0] in "–—" and left.plain and right.form is Form.DIGITS)
        )
    )
    if dashed and not pieces[left.last].glued and not right.unit:
        return None
    before = pieces[left.first - 1].lower
    ranged = words == ("to",) and before != "from"
    either = words == ("or",) and left.form is right.form and left.plain
    if not (between or dashed or ranged or either) or (
        right.modifier and right.first != right.core and not _signed(right)
    ):
        return None
    if (
        ranged
        and (before in _CHANGES or pieces[left.first - 2].lower in _CHANGES)
        and not left.plain
    ):
        return None
    low, high = _shared_scale(left, right), right.value
    if low is None or low >= high:
        return None
    if not left.plain and (left.unit != right.unit) and not right.plain:
        return None
    if left.kind is QuantityKind.MONEY and right.plain and right.value < left.value:
        return None
    carrier = left if right.plain else right
    bound = left.bound
    first = left.first - 1 if between else left.first
    return replace(
        carrier, first=first, last=right.last, core=left.core, core_last=right.core_last, form=right.form, value=None,
        low=low if bound is not Bound.MOST or between or dashed or ranged else None, high=high, modifier=left.modifier,
        bound=bound, scale=right.scale, why="A range: " + carrier.why[:1].lower() + carrier.why[1:],
    )  # fmt: skip


def _signed(phrase: Phrase) -> bool:
    """Tell whether only a currency stands before the number."""
    return (
        phrase.kind is QuantityKind.MONEY
        and phrase.core - phrase.first <= 2
        and phrase.modifier is None
    )


def _shared_scale(left: Phrase, right: Phrase) -> Decimal | None:
    """Return the left value, multiplied by the right one's scale where it is shared ("2 to 3 million")."""
    assert left.value is not None
    assert right.value is not None
    if left.scale == 1 and right.scale >= 1000 and left.value < 1000:
        scaled = product(left.value, right.scale)
        if scaled < right.value:
            return scaled
    return left.value


def _compound(left: Phrase, right: Phrase, gap: tuple[str, ...]) -> Phrase | None:
    """Read "6 feet 2 inches", "five hours and 20 minutes", "6-foot-2" in the smaller unit."""
    if left.value is None or right.value is None or right.first != right.core or right.modifier:
        return None
    if left.unit == "feet" and right.plain and gap == ("-",) and right.value < 12:
        unit, factor = "inches", Decimal(12)
    else:
        factor_ = _SMALLER.get((left.unit or "", right.unit or ""))
        if (
            factor_ is None
            or gap not in {(), ("and",), (",",), ("-",), (",", "and")}
            or right.value >= factor_
        ):
            return None
        unit, factor = right.unit or "", factor_
    value = product(left.value, factor) + right.value
    return bounded(
        replace(left, last=right.last, core_last=right.core_last, value=value, unit=unit)
    )


def _share(pieces: Pieces, phrases: list[Phrase]) -> list[Phrase]:
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
    if gap not in _ROWS and not (listed and gap == (",",)):
        return None
    if not left.plain or right.plain or right.kind not in _SHARING:
        return None
    if left.value is None or right.value is None:
        return None
    if right.kind is QuantityKind.MONEY and right.first < right.core:
        return None
    value = _shared_scale(left, right) if gap == ("to",) else left.value
    return bounded(replace(left, value=value, unit=right.unit, kind=right.kind, why=right.why))


def _unit_from_left(pieces: Pieces, left: Phrase, right: Phrase) -> Phrase:
    """Read "from 3.9 per cent to 5.8" and "ages 3 and 5"."""
    if not right.plain or right.value is None or _counts(pieces, right):
        return right
    gap = _gap(pieces, left, right, 5)
    if left.kind is QuantityKind.AGE:
        listed = pieces[left.first - 1].lower in {"ages", "aged", ","}
        if listed and gap in _ROWS:
            return replace(right, unit=left.unit, kind=left.kind, why=left.why)
        return right
    if left.kind not in {QuantityKind.PERCENT, QuantityKind.MONEY} or left.value is None:
        return right
    # "$3.2 billion from 2.9 billion", but "up 3.2% from 7.1 million" counts something else.
    if (right.scale == 1) is (left.kind is QuantityKind.MONEY):
        return right
    whole = right.value == right.value.to_integral_value()
    compared = gap[-1:] in _COMPARED or gap[-2:] in {("compared", "with"), ("compared", "to")}
    if compared or (gap == ("and",) and not whole):
        return bounded(replace(right, unit=left.unit, kind=left.kind, why=left.why))
    return right


def _gap(pieces: Pieces, left: Phrase, right: Phrase, most: int) -> tuple[str, ...]:
    """Return the words between two phrases; nothing where they are more than `most`."""
    width = right.first - left.last
    return pieces.lowers(left.last, width) if width <= most else ()


_ROWS = frozenset({("and",), ("or",), (",", "and"), (",", "or"), ("to",), ("but", "not")})
_COMPARED = frozenset({("to",), ("from",), ("versus",), ("vs",), ("than",), ("against",)})


def _counts(pieces: Pieces, phrase: Phrase) -> bool:
    """Tell whether a word that could be counted stands right behind."""
    word = pieces[phrase.last]
    return word.word and word.lower not in {
        "a", "in", "last", "the", "this", "for", "from", "and", "on", "after", "while", "but", "as", "at", "by", "to", "year", "over",
        "respectively", "when", "with", "among", "before", "during", "since", "of",
    }  # fmt: skip


_SHARING = frozenset(
    {
        QuantityKind.PERCENT,
        QuantityKind.MEASURE,
        QuantityKind.DURATION,
        QuantityKind.MONEY,
        QuantityKind.AGE,
    }
)
