"""How much a number asks for a check follows from the criteria it meets."""

import pytest

from app.reading.quantity import Check, Criterion, Quantity, QuantityKind

EVERY = tuple(Criterion)


def number(*worth):
    return Quantity("n1", 0, 2, "40", QuantityKind.COUNT, worth=worth)


@pytest.mark.parametrize(
    ("met", "grade"),
    [(0, Check.LOW), (1, Check.SOME), (2, Check.WORTH), (3, Check.FIRST), (5, Check.FIRST)],
)
def test_each_criterion_raises_the_grade_and_three_are_the_most(met, grade):
    assert number(*EVERY[:met]).check is grade


def test_grades_compare_by_how_much_they_ask():
    assert max(Check) is Check.FIRST


def test_every_grade_and_criterion_has_words_of_its_own():
    assert len({grade.words for grade in Check}) == len(Check)
    assert len({criterion.words for criterion in Criterion}) == len(Criterion)


def test_the_reasons_are_the_criteria_in_order():
    made = number(Criterion.MONEY, Criterion.COMPARISON)
    assert made.reasons == "money, a comparison"
    assert number().reasons == ""
