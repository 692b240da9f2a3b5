"""Number phrases: value, unit, modifier, what they measure and who claims them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum

from app.language import later, tr
from app.reading.spans import Span


class QuantityKind(StrEnum):
    """What sort of number it is; its value is the word used in JSON."""

    COUNT = later("count")
    MONEY = later("money")
    PERCENT = later("percent")
    MEASURE = later("measure")
    DURATION = later("duration")
    RATIO = later("ratio")
    RANK = later("rank")
    SCORE = later("score")
    DATE = later("date")
    AGE = later("age")


class Bound(StrEnum):
    """What a modifier says of the number; its value is the word used in JSON."""

    EXACTLY = "exactly"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    UP_TO = "up to"
    UNDER = "under"
    ABOUT = "about"
    NEARLY = "nearly"


class Criterion(StrEnum):
    """What makes a number worth checking; its value is the word used in JSON."""

    STATISTIC = "statistic"
    COMPARISON = "comparison"
    MONEY = "money"
    SUPERLATIVE = "superlative"
    CAUSAL = "causal"

    @property
    def words(self) -> str:
        """What a reader is told: "a comparison"."""
        return tr(_CRITERION_WORDS[self])


_CRITERION_WORDS = {
    Criterion.STATISTIC: later("a statistic"),
    Criterion.COMPARISON: later("a comparison"),
    Criterion.MONEY: later("money"),
    Criterion.SUPERLATIVE: later("a superlative"),
    Criterion.CAUSAL: later("cause and effect"),
}


class Check(IntEnum):
    """How much a number asks for a check: one grade for each criterion it meets, three at most."""

    LOW = 0
    SOME = 1
    WORTH = 2
    FIRST = 3

    @property
    def words(self) -> str:
        """What a reader is told: "worth checking"."""
        return tr(_CHECK_WORDS[self])

    @property
    def heading(self) -> str:
        """The same at the head of a group: "Worth checking"."""
        return tr(_CHECK_HEADINGS[self])


_CHECK_WORDS = {
    Check.LOW: later("low priority"),
    Check.SOME: later("could be checked"),
    Check.WORTH: later("worth checking"),
    Check.FIRST: later("check first"),
}

_CHECK_HEADINGS = {
    Check.LOW: later("Low priority"),
    Check.SOME: later("Could be checked"),
    Check.WORTH: later("Worth checking"),
    Check.FIRST: later("Check first"),
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase: modifier, number and unit or currency.

    `value` is multiplied out and exact; None for ranges and scores (see `low`, `high`) and for
    vague words, which have a `low` alone. A single value has `low` equal to it where it is exact
    or a lower bound, `high` where it is exact or an upper bound. `modifier` is the text's own
    wording, `bound` its class (None without one), `hedge` the word that says the number is only
    estimated or reported. `unit` is canonical, `unit_text` the text's own form where it differs.
    `claim` is false for dates, clock times and ages. `claimed_by` runs from the innermost speaker
    outward; empty means the article itself claims it. `against` is the id of the number it is
    compared with. `worth` holds the criteria of being worth a check that it meets.
    """

    id: str
    start: int
    end: int
    text: str
    kind: QuantityKind
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    modifier: str | None = None
    claim: bool = True
    subject: str | None = None
    attribution: str | None = None
    claimed_by: tuple[str, ...] = ()
    confidence: float = 1.0
    why: str = ""
    heading: bool = False
    bound: Bound | None = None
    hedge: str | None = None
    unit_text: str | None = None
    against: str | None = None
    worth: tuple[Criterion, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def check(self) -> Check:
        """How much the number asks for a check."""
        return Check(min(Check.FIRST, len(self.worth)))

    @property
    def reasons(self) -> str:
        """The criteria of being worth a check in a reader's words: "money, a comparison"."""
        return ", ".join(criterion.words for criterion in self.worth)
