"""Number phrases that make one quantity together: ranges, ratios, scores, feet and inches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.analysis.changes import CHANGES
from app.analysis.lexing import Pieces, words
from app.analysis.numerals import Form, product, quotient
from app.analysis.phrase import PART, RANGES, WHY, Phrase, bounded, shared_scale
from app.analysis.sharing import share_units
from app.language import later
from app.reading.quantity import QuantityKind

_DASHES = frozenset("-–‑—")
_CONTEST = words(
    "win won wins winning beat beats beating loss lost lose loses losing defeat defeated "
    "victory draw drew drawn tie tied lead led leads leading trail trailed trailing score "
    "scored record vote voted votes voting verdict ruled ruling decision split majority set "
    "sets series game match half-time final margin advantage defeating against ratio odds outnumber outnumbers outnumbered "
    "failed passed approved rejected"
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
_RANGING = words("range ranges ranged ranging vary varies varied varying anywhere")
_AGE_GROUPS = words("group groups bracket brackets range demographic cohort band category")
_LARGEST_SCORE = 1500
"""Votes and points beyond this are no score between two numbers."""

Gap = tuple[str, ...]


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
    return share_units(pieces, found)


def _join(pieces: Pieces, left: Phrase, right: Phrase) -> Phrase | None:
    if right.first - left.last > 6 or left.first >= right.first:
        return None
    gap = pieces.lowers(left.last, right.first - left.last)
    return (
        _ratio(left, right, gap)
        or _score(pieces, left, right, gap)
        or _compound(left, right, gap)
        or _range(pieces, left, right, gap)
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
    named = pieces[phrase.last].lower == "to"
    return (
        (dashed or named)
        and pieces[phrase.last + 1].digits
        and _contested(pieces, phrase.first, phrase.last + 2)
    )


def _contested(pieces: Pieces, first: int, last: int) -> bool:
    return any(pieces[at].lower in _CONTEST for at in range(first - 8, last + 5))


def _ratio(left: Phrase, right: Phrase, gap: Gap) -> Phrase | None:
    """Read "one in five", "two of three", "one night out of 17", "1-in-100", "1:20"."""
    between = tuple(word for word in gap if word not in _DASHES)
    if between[-1:] in {("every",), ("each",)}:
        between = between[:-1]
    if left.value is None or right.value is None or right.value <= 0 or left.value < 1:
        return None
    if left.form is Form.FRACTION or right.first != right.core:
        return None
    outright = between[-2:] == ("out", "of") and len(between) <= 4
    odds = between == (":",) and left.plain and right.plain
    near = left.plain and between in {("in",), ("of",)} and left.value <= right.value
    if not (outright or odds or near) or (outright and left.value > right.value):
        return None
    if not right.plain and (between == ("in",) or right.kind is QuantityKind.MONEY):
        return None
    whole = replace(
        left,
        last=right.core_last,
        core_last=right.core_last,
        value=quotient(left.value, right.value),
        unit="fraction",
        kind=QuantityKind.RATIO,
        form=Form.FRACTION,
        why=PART,
    )
    return bounded(whole)


def _score(pieces: Pieces, left: Phrase, right: Phrase, gap: Gap) -> Phrase | None:
    """Read "4-1" and "by a vote of 217 to 213": two whole numbers against each other."""
    if not (_whole(left) and _whole(right)) or right.modifier:
        return None
    # "by nearly 3-to-1", but not "about 4-1"
    if left.first != left.core and (gap != ("-", "to", "-") or left.form is not right.form):
        return None
    if left.value is None or right.value is None or max(left.value, right.value) > _LARGEST_SCORE:
        return None
    dashed = len(gap) == 1 and gap[0] in _DASHES and pieces[left.last].glued
    between = tuple(word for word in gap if word not in _DASHES)
    if not (dashed and _is_result(pieces, left, right)) and not (
        between == ("to",) and _is_vote(pieces, left, right)
    ):
        return None
    return replace(
        left,
        last=right.last,
        core_last=right.core_last,
        value=None,
        low=left.value,
        high=right.value,
        unit=None,
        kind=QuantityKind.SCORE,
        why=later("A score or the two sides of a vote."),
    )


def _is_result(pieces: Pieces, left: Phrase, right: Phrase) -> bool:
    """Tell the score "4-1" from the range "1-4" and from longer codes ("1-800-…")."""
    if left.form is not Form.DIGITS or right.form is not Form.DIGITS:
        return False
    tail = pieces[right.last]
    if tail.text in _DASHES and tail.glued and pieces[right.last + 1].digits:
        return False
    if _is_age_group(pieces, right.last):
        return False
    if _falls(left, right):
        return True
    # "won 10-15 seats" is a range all the same.
    many = tail.word and tail.lower.endswith("s") and len(tail.text) > 4
    return not many and _contested(pieces, left.first, right.last)


def _is_vote(pieces: Pieces, left: Phrase, right: Phrase) -> bool:
    """Tell the vote "52 to 48" from the change "from 52 to 48"."""
    if not _falls(left, right) or pieces[left.first - 1].lower in CHANGES | {"from"}:
        return False
    digits = left.form is Form.DIGITS and right.form is Form.DIGITS
    return digits or _contested(pieces, left.first, right.last)


def _falls(left: Phrase, right: Phrase) -> bool:
    """Tell whether the first number is not the smaller one, as in a winner's score."""
    return left.value is not None and right.value is not None and left.value >= right.value


def _range(pieces: Pieces, left: Phrase, right: Phrase, gap: Gap) -> Phrase | None:
    """Read "between 8 and 12", "8–12", "$3m to $5m", "two or three"."""
    if left.kind is QuantityKind.DATE or right.kind in _NO_RANGE or right.value is None:
        return None
    between = pieces[left.first - 1].lower == "between" and gap == ("and",)
    if not between and not _spans(pieces, left, right, gap):
        return None
    if right.modifier and right.first != right.core and not _is_signed(right):
        return None
    low, high = shared_scale(left, right), right.value
    if low is None or low >= high:
        return None
    if not left.plain and not right.plain and not _same_unit(left, right):
        return None
    # "tripled to 40,000" tells by how much, then how far.
    if left.unit == "times" and right.unit != "times":
        return None
    carrier = left if right.plain else right
    if carrier.plain and _is_age_group(pieces, right.last):
        kind = QuantityKind.AGE
        carrier = replace(carrier, kind=kind, unit="years", why=WHY[kind])
    says = left if left.modifier or not right.modifier else right
    return replace(
        carrier,
        first=left.first - 1 if between else left.first,
        last=right.last,
        core=left.core,
        core_last=right.core_last,
        form=right.form,
        value=None,
        low=low,
        high=high,
        modifier=says.modifier,
        bound=says.bound,
        scale=right.scale,
        why=RANGES.get(carrier.why, later("A range.")),
    )


def _spans(pieces: Pieces, left: Phrase, right: Phrase, gap: Gap) -> bool:
    """Tell whether the words between two numbers make them the ends of a range."""
    between = tuple(word for word in gap if word not in _DASHES)
    if gap and not between:
        if left.form is Form.DIGITS and right.form is Form.WORDS:
            return False
        # A dash with blanks around it is a range only where the unit follows once.
        bare = left.plain and right.form is Form.DIGITS and right.unit is not None
        return pieces[left.last].glued or (bare and len(gap) == 1 and gap[0] != "-")
    if between == ("or",):
        return left.form is right.form and left.plain
    before = pieces[left.first - 1].lower
    if between != ("to",):
        return False
    if before == "from":
        return pieces[left.first - 2].lower in _RANGING
    # "rose 5 percent to 20 percent" tells by how much, then how far.
    changed = before in CHANGES or pieces[left.first - 2].lower in CHANGES
    return left.plain or not changed


_NO_RANGE = frozenset({QuantityKind.DATE, QuantityKind.RANK, QuantityKind.SCORE})


def _same_unit(left: Phrase, right: Phrase) -> bool:
    """Tell whether the ends agree; a rate may stand once, behind both ("$5 to $8 an hour")."""
    rate = (right.unit or "").startswith(f"{left.unit} per ")
    return left.unit == right.unit or (rate and left.kind is right.kind)


def _is_age_group(pieces: Pieces, at: int) -> bool:
    return pieces[at].lower == "age" and pieces[at + 1].lower in _AGE_GROUPS


def _is_signed(phrase: Phrase) -> bool:
    """Tell whether only a currency stands before the number."""
    return (
        phrase.kind is QuantityKind.MONEY
        and phrase.core - phrase.first <= 2
        and phrase.modifier is None
    )


def _compound(left: Phrase, right: Phrase, gap: Gap) -> Phrase | None:
    """Read "6 feet 2 inches", "five hours and 20 minutes", "6-foot-2" in the smaller unit."""
    if left.value is None or right.value is None or right.first != right.core or right.modifier:
        return None
    unit = right.unit or ""
    if left.unit == "feet" and right.plain and gap in {("-",), ()}:
        unit = "inches"
    elif gap not in {(), ("and",), (",",), ("-",), (",", "and")}:
        return None
    factor = _SMALLER.get((left.unit or "", unit))
    if factor is None or right.value >= factor:
        return None
    value = product(left.value, factor) + right.value
    return bounded(
        replace(left, last=right.last, core_last=right.core_last, value=value, unit=unit)
    )
