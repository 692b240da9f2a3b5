"""What the PDF says about numbers, days and chains of speakers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.exporting.wording import normal_form, who
from app.reading.quantity import Quantity, QuantityKind


def number(value=None, low=None, high=None, modifier=None, kind=QuantityKind.COUNT) -> Quantity:
    value, low, high = (None if v is None else Decimal(v) for v in (value, low, high))
    return Quantity("n1", 0, 1, "x", kind, value, low, high, modifier=modifier)


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        (number("4", "4", "4"), "4"),
        (number("2400", "2400", None, "more than"), "> 2,400"),
        (number("2400", "2400", None, "at least"), "≥ 2,400"),
        (number("2400", "2400", None, "no fewer than"), "≥ 2,400"),
        (number("12", None, "12", "under"), "< 12"),
        (number("12", None, "12", "up to"), "≤ 12"),
        (number("1000", None, None, "roughly"), "≈ 1,000"),
        (number(None, "1000"), "≥ 1,000"),
        (number(None, "3", "5"), "3–5"),
        (number(None, "10", "2", kind=QuantityKind.SCORE), "10–2"),
        (number("2.50", "2.50", "2.50"), "2.5"),
        (number("12900000000", "12900000000", "12900000000"), "12,900,000,000"),
        (number("0.666666666667", "0.666666666667", "0.666666666667"), "0.667"),
        (number("0.0588235294118", "0.0588235294118", None, "more than"), "> 0.0588"),
        (number("1234567.25", "1234567.25", "1234567.25"), "1,234,567.25"),
        (number(), ""),
    ],
)
def test_a_number_has_one_normal_form(quantity, said):
    assert normal_form(quantity) == said


def test_a_chain_runs_from_the_outermost_and_begins_with_a_capital():
    assert who(("a minister", "Ada Byron")) == "A minister › Ada Byron"
    assert who(()) == ""
