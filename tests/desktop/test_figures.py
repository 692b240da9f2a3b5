"""Numbers as the inspector's list shows them."""

from decimal import Decimal

import pytest

from app.desktop.figures import (
    bare,
    normal_of,
    number,
    reads_as_written,
    unit_beside,
    unit_of,
    value_of,
)
from app.reading.quantity import Bound, Quantity, QuantityKind


def quantity(text, value=None, low=None, high=None, kind=QuantityKind.COUNT, **more):
    def number(x):
        return None if x is None else Decimal(str(x))

    return Quantity(
        "n1", 0, len(text), text, kind, number(value), number(low), number(high), **more
    )


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (quantity("6,200", 6200, 6200, 6200), "6,200"),
        (quantity("more than 2,400", 2400, 2400, modifier="more than"), "over 2,400"),
        (quantity("at least 18", 18, 18, modifier="at least"), "at least 18"),
        (quantity("fewer than 40", 40, None, 40, modifier="fewer than"), "under 40"),
        (quantity("up to 40", 40, None, 40, modifier="up to"), "up to 40"),
        (quantity("roughly 1,000", 1000, 1000, 1000, modifier="roughly"), "about 1,000"),
        (quantity("thousands", None, 1000), "1,000 or more"),
        (quantity("3 to 5", None, 3, 5), "3 to 5"),
        (quantity("4-1", None, 4, 1, QuantityKind.SCORE), "4–1"),
        (quantity("30 percent", 30, 30, 30, QuantityKind.PERCENT, unit="percent"), "30 %"),
        (quantity("$2.5 billion", 2.5e9, 2.5e9, 2.5e9, QuantityKind.MONEY, unit="USD"), "$2.5 billion"),
        (quantity("2014", 2014, 2014, 2014, QuantityKind.DATE), "2014"),
        (quantity("38-45m", None, 38e6, 45e6), "38 to 45 million"),
        (quantity("1m to 2bn", None, 1e6, 2e9), "1 million to 2 billion"),
        (quantity("some", None), "some"),
        (quantity("nearly 40", 40, None, 40, bound=Bound.NEARLY, modifier="nearly"), "nearly 40"),
        (quantity("exactly 40", 40, 40, 40, bound=Bound.EXACTLY), "40"),
        (quantity("40 or more", 40, 40, bound=Bound.AT_LEAST), "at least 40"),
        (quantity("about 3 to 5", None, 3, 5, bound=Bound.ABOUT), "about 3 to 5"),
        (quantity("1" + "0" * 40, "1e40", "1e40", "1e40"), "1e+28 trillion"),
    ],
)  # fmt: skip
def test_a_number_is_shown_short(made, shown):
    assert value_of(made) == shown


def test_a_unit_the_value_shows_already_is_not_repeated():
    assert unit_of(quantity("30 %", 30, kind=QuantityKind.PERCENT, unit="%")) == ""
    assert unit_of(quantity("$5", 5, kind=QuantityKind.MONEY, unit="USD")) == ""
    assert unit_of(quantity("5", 5, unit="people")) == "people"


def test_the_articles_words_are_told_only_where_they_read_otherwise():
    assert reads_as_written(quantity("more than 2,400", 2400, 2400, modifier="more than"))
    assert not reads_as_written(quantity("four weeks", 4, 4, 4))
    assert not reads_as_written(quantity("thousands", None, 1000))
    assert reads_as_written(quantity("2400", 2400, 2400, 2400))


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (quantity("four weeks", 4, 4, 4, QuantityKind.DURATION, unit="weeks"), "4 weeks"),
        (quantity("thousands", None, 1000, unit="people"), "1,000 or more"),
        (quantity("one in five", 0.2, 0.2, 0.2, QuantityKind.RATIO, unit="people"), "0.2"),
        (quantity("half", 0.5, 0.5, 0.5, QuantityKind.RATIO, unit="fraction"), "0.5"),
        (quantity("three times", 3, 3, 3, QuantityKind.RATIO, unit="times"), "3 times"),
        (quantity("more than 2,400", 2400, 2400, modifier="more than"), ""),
        (quantity("last May", 2021, 2021, 2021, QuantityKind.DATE), ""),
    ],
)
def test_figures_are_told_beside_words(made, shown):
    assert normal_of(made) == shown


def test_what_is_counted_stands_beside_the_words_and_a_unit_within_them_does_not():
    assert unit_beside(quantity("2,400", 2400, unit="people")) == "people"
    assert unit_beside(quantity("2,400", 2400, unit="people", unit_text="souls")) == "souls"
    assert unit_beside(quantity("four weeks", 4, kind=QuantityKind.DURATION, unit="weeks")) == ""
    assert unit_beside(quantity("$5", 5, kind=QuantityKind.MONEY, unit="USD")) == ""


def test_a_number_that_shares_its_unit_with_a_later_one_is_given_it():
    share = {"kind": QuantityKind.PERCENT, "unit": "%"}
    assert unit_beside(quantity("40", 40, **share)) == "percent"
    assert unit_beside(quantity("about 40", 40, modifier="about", **share)) == "percent"
    assert unit_beside(quantity("50 percent", 50, **share)) == ""


def test_a_share_of_nothing_named_has_no_unit_to_show():
    assert unit_beside(quantity("half", 0.5, kind=QuantityKind.RATIO, unit="fraction")) == ""


def test_programs_are_given_figures_without_signs():
    assert bare(Decimal("2400.50")) == "2400.5"
    assert bare(Decimal(3_000_000)) == "3000000"
    assert bare(Decimal("1e999999")) == "1E+999999"
    assert bare(None) == ""


def test_a_share_that_goes_on_for_ever_is_cut():
    third = Quantity("n1", 0, 7, "a third", QuantityKind.RATIO, value=Decimal(1) / Decimal(3))
    assert value_of(third) == "0.333…"
    assert number(Decimal("0.125"), third) == "0.125"
