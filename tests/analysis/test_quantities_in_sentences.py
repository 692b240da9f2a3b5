"""Quantities as a reader meets them: span, value, unit, modifier, kind and claim."""

from decimal import Decimal

import pytest

from app.reading.quantity import Quantity, QuantityKind


def only(quantities: list[Quantity]) -> Quantity:
    assert len(quantities) == 1, [quantity.text for quantity in quantities]
    return quantities[0]


@pytest.mark.parametrize(
    ("sentence", "text", "value", "unit", "kind"),
    [
        ("The firm paid $12.9bn for it.", "$12.9bn", "12900000000", "USD", "money"),
        ("The plan needs 1.5 billion Canadian dollars.", "1.5 billion Canadian dollars", "1500000000", "CAD", "money"),
        ("The bakers earn £15 an hour.", "£15 an hour", "15", "GBP per hour", "money"),
        ("Rents fell 2.5 per cent.", "2.5 per cent", "2.5", "%", "percent"),
        ("The bank cut rates by half a percentage point.", "half a percentage point", "0.5", "percentage points", "percent"),
        ("The lake is 40 miles long.", "40 miles", "40", "miles", "measure"),
        ("A 1,200-foot-tall mast fell.", "1,200-foot-tall", "1200", "feet", "measure"),
        ("One in five bakers smokes.", "One in five", "0.2", "fraction", "ratio"),
        ("Three of four bridges are old.", "Three of four", "0.75", "fraction", "ratio"),
        ("There were 65.2 flu cases per 100,000 people.", "65.2 flu cases per 100,000 people", "65.2", "flu cases per 100,000 people", "ratio"),
        ("Sales doubled.", "doubled", "2", "times", "ratio"),
        ("The storm lasted six hours and 20 minutes.", "six hours and 20 minutes", "380", "minutes", "duration"),
        ("It is the third-largest port.", "third-largest", "3", "rank", "rank"),
        ("It was the fourth consecutive month.", "fourth consecutive month", "4", "months", "rank"),
        ("The town has 30,154 residents.", "30,154", "30154", "residents", "count"),
    ],
)  # fmt: skip
def test_a_number_is_read_with_its_unit(find, sentence, text, value, unit, kind):
    quantity = only(find(sentence))
    assert (quantity.text, quantity.value) == (text, Decimal(value))
    assert (quantity.unit, quantity.kind) == (unit, QuantityKind(kind))
    assert quantity.claim


@pytest.mark.parametrize(
    ("sentence", "modifier", "low", "high"),
    [
        ("The flood killed more than 2,400 people.", "more than", 2400, None),
        ("The flood killed up to 2,400 people.", "up to", None, 2400),
        ("The flood killed about 2,400 people.", "about", None, None),
        ("The flood killed 2,400 people.", None, 2400, 2400),
    ],
)
def test_a_modifier_sets_the_bounds(find, sentence, modifier, low, high):
    quantity = only(find(sentence))
    assert (quantity.value, quantity.modifier) == (2400, modifier)
    assert (quantity.low, quantity.high) == (low, high)
    assert quantity.text == f"{modifier or ''} 2,400".strip()


@pytest.mark.parametrize(
    ("sentence", "low", "high", "unit", "kind"),
    [
        ("Between 8 and 12 bakers left.", 8, 12, "bakers", "count"),
        ("The mill is worth $3m to $5m.", 3_000_000, 5_000_000, "USD", "money"),
        ("They hired 10-15 bakers.", 10, 15, "bakers", "count"),
        ("The Foxes won 4-1 on Sunday.", 4, 1, None, "score"),
    ],
)
def test_ranges_and_scores_have_two_ends_and_no_value(find, sentence, low, high, unit, kind):
    quantity = only(find(sentence))
    assert quantity.value is None
    assert (quantity.low, quantity.high) == (low, high)
    assert (quantity.unit, quantity.kind) == (unit, QuantityKind(kind))


def test_both_ends_of_a_comparison_share_the_unit(find):
    found = find("The rate rose from 3.9 per cent to 5.8 last year.")
    assert [(q.text, q.unit) for q in found] == [("3.9 per cent", "%"), ("5.8", "%")]


def test_a_converted_amount_is_a_quantity_of_its_own(find):
    found = find("They paid $12bn (£10bn) for the mill.")
    assert [(q.unit, q.value) for q in found] == [("USD", 12 * 10**9), ("GBP", 10**10)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Boeing 737 landed near Interstate 95.",
        "Call 911 or 555-0142 at once.",
        "He lives at 12 Oak Street.",
        "Covid-19 reached the G7 and the First Amendment.",
        "It was the first time, and one of the men knew.",
        "The F-16 needs Section 230 and Article 5.",
    ],
)
def test_labels_and_pronouns_are_no_quantities(find, sentence):
    assert find(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("She moved there in 2014.", "date"),
        ("They met on March 3, 2016.", "date"),
        ("The doors open at 4:30 p.m. each day.", "date"),
        ("Anna Berg, 24, was there.", "age"),
        ("The 37-year-old left.", "age"),
    ],
)
def test_dates_times_and_ages_are_no_claims(find, sentence, kind):
    quantity = only(find(sentence))
    assert (quantity.kind, quantity.claim) == (QuantityKind(kind), False)
    assert quantity.why


def test_a_time_window_claims_nothing_unless_it_bounds_a_statistic(find):
    assert not only(find("Bakers have grown bolder over the past two years.")).claim
    assert all(q.claim for q in find("Rents rose 5% in each of the past two years."))


def test_a_bare_number_of_victims_counts_people(find):
    assert only(find("More than 2,400 had been killed in the valley.")).unit == "people"


def test_offsets_and_ids_go_on_from_what_is_given(find):
    found = find("Two bakers sold 40 loaves.", 100, 7)
    assert [q.id for q in found] == ["n7", "n8"]
    assert [(q.start, q.end) for q in found] == [(100, 103), (116, 118)]


def test_hostile_runs_of_digits_come_to_nothing(find):
    assert find("1" * 5000) == []
    assert find("1," * 2000) == []
