"""Which numbers are held against each other, and what is said of two that are."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.insight.figures_compared import (
    Matter,
    Verdict,
    differing,
    likeness,
    matched,
    set_side_by_side,
    verdict,
)
from app.reading.analysis import Analysis
from app.reading.annotation import Reading
from app.reading.comparison import Comparison
from app.reading.document import Document
from app.reading.profile import Figure
from app.reading.quantity import Bound, Quantity, QuantityKind


def figure(value, unit, subject, *, by=("Ada Birk",), day="2024-05-01", reading=1, **more):
    exact = None if value is None else Decimal(value)
    kind = more.pop("kind", QuantityKind.COUNT)
    more = {"low": exact, "high": exact, **more}
    quantity = Quantity(
        f"n{value}",
        0,
        5,
        str(value),
        kind,
        exact,
        unit=unit,
        subject=subject,
        claimed_by=by,
        **more,
    )
    return Figure(quantity, reading, "Mill", "The Post", day)


def alike(one, other):
    assert likeness(one, other) == likeness(other, one)
    return likeness(one, other) > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("people", "evacuated from the valley"), ("people", "evacuated the valley villages")),
        (("houses", "flooded"), ("house", "flooding along the river")),
        (("people", "killed in Mariupol"), ("deaths", "death toll in the entire country")),
    ],
)
def test_counts_of_the_same_thing_compare(one, other):
    assert alike(figure(5, *one), figure(7, *other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("people", "evacuated from the valley"), ("people", "registered for the rally")),
        (("people", "evacuated"), ("houses", "evacuated")),
        (("people", "killed in Mariupol"), ("people", "killed in Kharkiv")),
        (("people", "injured, 2019"), ("people", "injured, 2020")),
        (("people", "injured, 2019"), ("people", "injured")),
        (("jobs", "increase in mining jobs"), ("jobs", "loss of mining jobs")),
        (("people", "a school housing people, Mariupol"), ("people", "killed in Mariupol")),
        (("people", None), ("people", None)),
    ],
)
def test_numbers_that_a_name_a_time_a_direction_or_the_subject_tells_apart_do_not(one, other):
    assert not alike(figure(5, *one), figure(7, *other))


def test_prices_and_shares_need_more_words_in_common():
    def price(value, subject, unit="USD"):
        return figure(value, unit, subject, kind=QuantityKind.MONEY)

    assert alike(price(5, "average price of a new sedan"), price(6, "average price, new sedans"))
    assert not alike(price(5, "average price of a new truck"), price(6, "price of a sedan"))
    assert not alike(
        price(5, "average price of a sedan"), price(6, "average price of a sedan", "EUR")
    )


def test_times_that_slide_compare_within_a_month():
    one = figure(5, "jobs", "mining jobs, last month")
    assert alike(one, figure(6, "jobs", "mining jobs, last month", day="2024-05-20"))
    assert not alike(one, figure(6, "jobs", "mining jobs, last month", day="2024-06-01"))


def test_dates_ages_and_ranks_never_compare():
    for kind in (QuantityKind.DATE, QuantityKind.AGE, QuantityKind.RANK, QuantityKind.SCORE):
        one, other = (figure(value, "years", "oldest mill", kind=kind) for value in (5, 6))
        assert not alike(one, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"value": 5}, {"value": 5}, Verdict.SAME),
        ({"value": 5}, {"value": 6}, Verdict.DIFFERS),
        ({"value": 1960}, {"value": 2000}, Verdict.ROUNDED),
        ({"value": 2400, "high": None, "bound": Bound.MORE_THAN}, {"value": 2900}, Verdict.BOTH),
        ({"value": 2400, "high": None, "bound": Bound.MORE_THAN}, {"value": 1000}, Verdict.DIFFERS),
        ({"value": 1000, "low": None, "high": None, "bound": Bound.ABOUT}, {"value": 1100}, Verdict.BOTH),
        ({"value": 1000, "low": None, "high": None, "bound": Bound.ABOUT}, {"value": 1300}, Verdict.DIFFERS),
        ({"value": None, "low": Decimal(3), "high": Decimal(5)}, {"value": 4}, Verdict.BOTH),
        ({"value": None, "low": Decimal(3), "high": Decimal(5)}, {"value": 7}, Verdict.DIFFERS),
        ({"value": None, "low": Decimal(1000), "high": None}, {"value": 4000}, Verdict.BOTH),
        ({"value": 0}, {"value": 10}, Verdict.DIFFERS),
    ],
)  # fmt: skip
def test_values_differ_only_where_their_bounds_leave_no_room_for_both(one, other, expected):
    one, other = (figure(unit="mills", subject="ground", **each).quantity for each in (one, other))
    assert verdict(one, other) is expected
    assert verdict(other, one) is expected


def test_what_a_speaker_claims_is_held_against_what_they_and_others_claim():
    early = figure(5, "mills", "mills closed", reading=1, day="2024-05-01")
    late = figure(9, "mills", "mills closed", reading=2, day="2024-06-01")
    strangers = figure(7, "mills", "mills closed", by=("Jo Orsel",), reading=3, day="2024-05-02")
    others = figure(8, "mills", "mills closed", by=("Jo Orsel",), reading=3, day="2024-05-03")
    again = figure(5, "mills", "mills closed", reading=4, day="2024-05-01")
    found = differing([early, strangers, late, others, again], {"Ada Birk", "Mayor Birk"})
    told = [(pair.one.quantity.value, pair.other.quantity.value) for pair in found]
    assert told[0] == (9, 5)  # their own, the later first
    assert set(told) == {(9, 5), (9, 7), (9, 8), (5, 7), (5, 8)}
    assert len(told) == 5  # the same two numbers in another reading are told once
    assert found[0].matters == (Matter.DAY,)
    assert Matter.CLAIMANT in next(p for p in found if p.other is others).matters


def test_numbers_of_two_readings_go_together_the_likest_first():
    ones = [figure(5, "mills", "mills closed in the valley"), figure(3, "ferries", "docked")]
    others = [
        figure(4, "mills", "mills closed"),
        figure(6, "mills", "mills closed in the valley"),
        figure(2, "wells", "dug"),
    ]
    pairs, left, right = matched(ones, others)
    assert [(pair.one, pair.other) for pair in pairs] == [(ones[0], others[1])]
    assert left == [ones[1]]
    assert right == [others[0], others[2]]


def test_names_of_one_speaker_count_as_one():
    one = figure(5, "mills", "mills closed", reading=1)
    other = figure(9, "mills", "mills closed", by=("Mayor Birk",), reading=2)
    third = figure(5, "mills", "mills closed", by=("Mayor Birk",), reading=3)
    (found,) = differing([one, other, third], ["Ada Birk", "Mayor Birk"])
    assert found.matters == ()
    apart, _, _ = matched([one], [other])
    united, _, _ = matched([one], [other], {"Mayor Birk": "Ada Birk"})
    assert apart[0].matters == (Matter.CLAIMANT,)
    assert united[0].matters == ()


def within(*figures):
    """Return what is to be set side by side where one article has these numbers in this order."""
    quantities = tuple(
        replace(figure.quantity, start=10 * place, end=10 * place + 5)
        for place, figure in enumerate(figures)
    )
    return set_side_by_side(
        Reading(1, Document("a.txt", " " * 900, ()), Analysis((), (), quantities))
    )


DEAD = "died in the floods"


def test_two_claimants_of_one_article_who_differ_stand_side_by_side():
    one = figure(118, "people", DEAD, by=("Red Cross",))
    other = figure(41, "people", DEAD, by=("ministry",))
    assert within(one, other) == [Comparison("n118", "n41", alike=True)]
    assert within(other, one) == [Comparison("n41", "n118", alike=True)]


def test_what_is_counted_in_other_words_is_told_apart():
    city = figure(2400, "people", "killed in Mariupol", by=("officials",), high=None)
    country = figure(1000, "deaths", "death toll in the entire country", by=("United Nations",))
    assert within(city, country) == [Comparison("n2400", "n1000", alike=False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure(41, "people", DEAD), figure(118, "people", DEAD)),
        (figure(41, "people", DEAD), figure(41, "people", DEAD, by=("ministry",))),
        (figure(41, "people", DEAD, heading=True), figure(118, "people", DEAD, by=("ministry",))),
        (figure(41, "people", DEAD, claim=False), figure(118, "people", DEAD, by=("ministry",))),
        (
            figure(41, "%", "of voters, Texas", kind=QuantityKind.PERCENT),
            figure(60, "%", "of voters, Texas", kind=QuantityKind.PERCENT, by=("a poll",)),
        ),
    ],
    ids=["one claimant", "one value", "a headline", "no claim", "shares"],
)
def test_what_is_not_set_side_by_side(one, other):
    assert within(one, other) == []


def test_the_article_itself_must_speak_of_the_same_more_surely():
    claimed = figure(1500000, "people", "attended the inauguration", by=("Weber",))
    assert within(claimed, figure(250000, "people", "attended the inauguration", by=()))
    loose = figure(88, "generals", "endorsements from generals and admirals", by=("Weber",))
    assert not within(loose, figure(95, "generals", "unveiled from retired generals", by=()))
    assert within(
        figure(250000, "people", "attended the inauguration", by=()),
        figure(1500000, "people", "attended the long inauguration", by=("Weber",)),
    )


def test_the_same_two_numbers_are_compared_once_and_not_without_end():
    one, other = figure(41, "people", DEAD), figure(118, "people", DEAD, by=("ministry",))
    assert len(within(one, other, one, other)) == 1
    many = [figure(7 * n, "people", DEAD, by=(f"Speaker {n}",)) for n in range(1, 20)]
    assert len(within(*many)) == 24
