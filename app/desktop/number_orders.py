"""The orders numbers can be listed in, and the heads above their groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from app.desktop.number_rows import NumberRow, number_rows, question_rows
from app.desktop.rows import Head, Row
from app.language import later, number, tr
from app.reading.quantity import Quantity, QuantityKind
from app.rendering.findings import Findings

Numbered = tuple[Quantity, NumberRow]
"""A quantity with its row."""

QUESTIONS = later("Questions")
CLAIMS = later("Claims")
ALL = later("All numbers")
ARTICLE_ITSELF = later("The article itself")
NO_UNIT = later("Without a unit")
NO_CLAIM = later("Claims nothing: dates, times, ages")
KINDS = {
    QuantityKind.DATE: later("Dates"),
    QuantityKind.AGE: later("Ages"),
    QuantityKind.RANK: later("Ranks"),
    QuantityKind.SCORE: later("Scores"),
    QuantityKind.RATIO: later("Ratios"),
}
"""Numbers of a kind that cannot be counted up with others of their unit, and what they are called."""

CURRENCIES = {
    "USD": later("US dollars"),
    "EUR": later("Euros"),
    "GBP": later("British pounds"),
    "JPY": later("Yen"),
}


class Order(Enum):
    """An order of the list; its value is what the reader chooses it by."""

    TEXT = later("In text order")
    VALUE = later("By value")
    UNIT = later("By unit")
    CLAIMANT = later("By claimant")
    CHECK = later("By what to check")


@dataclass(frozen=True)
class Listing:
    """Makes the list of an article's numbers in one order: its claims, or `every` number.

    Two of the same order are equal, so that findings make each list once.
    """

    order: Order
    every: bool = False

    def __call__(self, found: Findings) -> list[Row]:
        return self.rows(found)

    def rows(self, found: Findings, only: str | None = None) -> list[Row]:
        """Return heads and rows, of what one speaker claims where `only` is given."""
        whose = [
            item for item in found.of(number_rows) if only is None or only in item[0].claimed_by
        ]
        shown = [item for item in whose if self.every or item[0].claim]
        ids = {quantity.id for quantity, _ in whose}  # a date claims nothing and may not exist
        asked = [
            row
            for question, row in found.of(question_rows)
            if not ids.isdisjoint(question.quantities)
        ]
        numbers = _ordered(self.order, shown)
        if asked and self.order is Order.TEXT:
            numbers = _with_heads([(tr(ALL if self.every else CLAIMS), numbers)])
        return [*_with_heads([(tr(QUESTIONS), asked)]), *numbers]


EVERY_LISTING = tuple(Listing(order, every) for order in Order for every in (False, True))
"""Every list a reader can choose."""


def matching_rows(rows: Iterable[Row], matches: Callable[[Row], bool]) -> list[Row]:
    """Return the rows that match, below their heads; those tell how many there were."""
    kept: list[Row] = []
    head: Head | None = None
    group: list[Row] = []
    total = 0

    def close() -> None:
        if head is not None and group:
            count = tr("{count} of {total}", count=len(group), total=total)
            kept.append(Head("", f"{head.text}, {count}", head.text, count))
        kept.extend(group)

    for row in rows:
        if isinstance(row, Head):
            close()
            head, group, total = row, [], 0
        else:
            total += 1
            if matches(row):
                group.append(row)
    close()
    return kept


def count_of_numbers(rows: Iterable[Row]) -> int:
    """Count the numbers among rows."""
    return sum(isinstance(row, NumberRow) for row in rows)


def _ordered(order: Order, shown: Sequence[Numbered]) -> list[Row]:
    if order is Order.TEXT:
        return [row for _, row in shown]
    label, place = _GROUPINGS[order]
    groups: dict[str, list[Numbered]] = {}
    for item in shown:
        groups.setdefault(label(item[0]), []).append(item)
    names = sorted(groups, key=lambda name: place(name, groups[name]))
    if order is Order.VALUE:
        for name in names:
            groups[name].sort(key=lambda item: _size(item[0]), reverse=True)
    return _with_heads((name, [row for _, row in groups[name]]) for name in names)


def _with_heads(groups: Iterable[tuple[str, Sequence[Row]]]) -> list[Row]:
    rows: list[Row] = []
    for name, own in groups:
        if own:
            count = number(len(own))
            rows.append(Head("", f"{name}, {count}", name, count))
            rows += own
    return rows


def _unit(quantity: Quantity) -> str:
    if quantity.kind in KINDS:
        return tr(KINDS[quantity.kind])
    unit = quantity.unit or tr(NO_UNIT)
    if quantity.kind is QuantityKind.MONEY:
        return tr(CURRENCIES[unit]) if unit in CURRENCIES else unit
    if unit == "%":
        return tr("Percent")
    # Symbols ("km", "kWh") are written as they are.
    return _capitalised(unit) if len(unit) > 3 else unit


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _claimant(quantity: Quantity) -> str:
    if not quantity.claim:
        return tr(NO_CLAIM)
    return _capitalised(quantity.claimed_by[0]) if quantity.claimed_by else tr(ARTICLE_ITSELF)


def _grade(quantity: Quantity) -> str:
    return quantity.check.heading if quantity.claim else tr(NO_CLAIM)


def _size(quantity: Quantity) -> Decimal:
    figures = (quantity.value, quantity.high, quantity.low)
    return next((figure for figure in figures if figure is not None), Decimal("-Infinity"))


def _nameless(own: Sequence[Numbered]) -> bool:
    quantity, _ = own[0]
    return quantity.kind in KINDS or not quantity.unit


def _most_first(_name: str, own: Sequence[Numbered]) -> tuple[object, ...]:
    # What there is most of can be compared best; what has no unit cannot be compared at all.
    return (_nameless(own), -len(own))


def _by_name(name: str, own: Sequence[Numbered]) -> tuple[object, ...]:
    return (_nameless(own), name.casefold())


def _as_they_speak(_name: str, own: Sequence[Numbered]) -> tuple[object, ...]:
    quantity, _ = own[0]
    return (not quantity.claim, not quantity.claimed_by)


def _highest_first(_name: str, own: Sequence[Numbered]) -> tuple[object, ...]:
    quantity, _ = own[0]
    return (not quantity.claim, -quantity.check)


_GROUPINGS = {
    Order.VALUE: (_unit, _most_first),
    Order.UNIT: (_unit, _by_name),
    Order.CLAIMANT: (_claimant, _as_they_speak),
    Order.CHECK: (_grade, _highest_first),
}
"""For each order that groups: what a number's group is called, and where a group stands."""
