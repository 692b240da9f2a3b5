"""The value that the number grammar builds up: a numeral with what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from app.analysis.lexing import Pieces
from app.analysis.numerals import Form, product
from app.language import later
from app.reading.quantity import Bound, QuantityKind

WHY = {
    QuantityKind.MEASURE: later("A measured size."),
    QuantityKind.DURATION: later("A length of time."),
    QuantityKind.PERCENT: later("A share or change in percent."),
    QuantityKind.RATIO: later("How many times."),
    QuantityKind.MONEY: later("An amount of money."),
    QuantityKind.AGE: later("An age, not a claim."),
    QuantityKind.COUNT: later("A number of things counted."),
}
"""What a quantity of each kind is, as told to the reader."""

RATE = later("A rate.")
PART = later("A part of a whole.")
PLACE = later("A place in an order.")
COUNTED_UP = later("A row that is counted up to here.")
REPEATED = later("How often something has happened.")

RANGES = {
    WHY[QuantityKind.MEASURE]: later("A range: a measured size."),
    WHY[QuantityKind.DURATION]: later("A range: a length of time."),
    WHY[QuantityKind.PERCENT]: later("A range: a share or change in percent."),
    WHY[QuantityKind.RATIO]: later("A range: how many times."),
    WHY[QuantityKind.MONEY]: later("A range: an amount of money."),
    WHY[QuantityKind.AGE]: later("A range: an age, not a claim."),
    WHY[QuantityKind.COUNT]: later("A range: a number of things counted."),
    RATE: later("A range: a rate."),
    PART: later("A range: a part of a whole."),
    PLACE: later("A range: a place in an order."),
    COUNTED_UP: later("A range: a row that is counted up to here."),
    REPEATED: later("A range: how often something has happened."),
}
"""The same of a range, by what one of its ends is."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A number phrase over pieces [first, last); its numeral lies over [core, core_last).

    `unit` is None while nothing but a counted noun can tell it. `base` names what a rate is per.
    """

    first: int
    last: int
    core: int
    core_last: int
    form: Form
    kind: QuantityKind
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None = None
    modifier: str | None = None
    bound: Bound = Bound.EXACTLY
    scale: Decimal = Decimal(1)
    why: str = ""

    @property
    def plain(self) -> bool:
        """Tell whether this is a bare number so far, without unit, currency or percent."""
        return self.unit is None and self.kind is QuantityKind.COUNT


def bounded(phrase: Phrase) -> Phrase:
    """Set low and high of a single value from what its modifier says."""
    if phrase.value is None:
        return phrase
    low = phrase.value if phrase.bound in {Bound.EXACTLY, Bound.AT_LEAST, Bound.MORE_THAN} else None
    high = phrase.value if phrase.bound in {Bound.EXACTLY, Bound.UP_TO, Bound.UNDER} else None
    return replace(phrase, low=low, high=high)


def hyphen(pieces: Pieces, at: int) -> int:
    """Return the index behind a joining hyphen at `at`, or `at` itself."""
    if pieces[at].text in {"-", "‑"} and pieces[at].glued and pieces[at + 1].glued:
        return at + 1
    return at


def shared_scale(left: Phrase, right: Phrase) -> Decimal | None:
    """Return the left value, times the right one's scale where it is shared ("2 to 3 million")."""
    if left.value is None or right.value is None:
        return left.value
    # "two or three hundred" shares it, "5 to a dozen" does not.
    large = right.scale >= 1000 and left.value < 1000
    small = 1 < right.scale < 1000 and left.value < 10 and left.form is right.form
    if left.scale == 1 and (large or small):
        scaled = product(left.value, right.scale)
        return scaled if scaled < right.value else left.value
    return left.value
