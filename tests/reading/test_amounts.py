from decimal import Decimal

import pytest

from app.reading.amounts import amount, between, first_amount


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2,400", "2400"),
        ("1.5m", "1500000"),
        ("1.5 million", "1500000"),
        ("$3bn", "3000000000"),
        ("40 %", "40"),
        ("-2", "-2"),
        ("−2.5", "-2.5"),
        (".5", "0.5"),
    ],
)
def test_figures_are_read_as_they_are_typed(typed, expected):
    assert amount(typed) == Decimal(expected)


def test_nothing_typed_is_no_figure_yet():
    assert amount("  ") is None


@pytest.mark.parametrize("typed", ["many", "1e5", "3 people", "--2"])
def test_what_is_no_figure_is_refused(typed):
    with pytest.raises(ValueError, match=r"\S"):
        amount(typed)


def test_both_ends_of_a_range_are_read_in_either_order():
    assert between("3 to 5") == (3, 5)
    assert between("5..3") == (3, 5)
    assert between("38 – 45 million") == (38, 45_000_000)
    assert between("..7") == (None, 7)
    assert between("7") is None


def test_the_first_figure_in_some_words_is_found():
    assert first_amount("more than 2.5 million barrels") == 2_500_000
    assert first_amount("some $3bn in 2024") == 3_000_000_000
    assert first_amount("B12 and C3PO") is None
    assert first_amount("nobody") is None
