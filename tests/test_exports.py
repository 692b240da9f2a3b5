"""What the jobs that write files are told of a reading."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.exports import Order, export_values, stage_values
from app.reading.analysis import Analysis
from app.reading.annotation import Reading
from app.reading.document import Document
from app.reading.exports import Choice, Gathered, Kind, Section
from app.reading.quantity import Quantity, QuantityKind

TEXT = "The ministry says 41 people died. The Red Cross says 118 people died."


def dead(value: int, by: str) -> Quantity:
    start, exact = TEXT.index(str(value)), Decimal(value)
    return Quantity(
        f"n{value}",
        start,
        start + len(str(value)),
        str(value),
        QuantityKind.COUNT,
        exact,
        exact,
        exact,
        unit="people",
        subject="died",
        claimed_by=(by,),
    )


READING = Reading(
    1,
    Document("a.txt", TEXT, ()),
    Analysis(quantities=(dead(41, "ministry"), dead(118, "Red Cross"))),
)


def staged(gathered: Gathered, choice: Choice) -> dict:
    order = Order(Path("a"), gathered, choice=choice)
    return stage_values(order, 0, READING, "a", None)["reading"]


def test_numbers_that_do_not_agree_go_along():
    wanted = [["n41", "n118", True]]
    assert export_values(READING, "pdf", Choice())["reading"]["comparisons"] == wanted
    assert staged(Gathered.ONE, Choice())["comparisons"] == wanted
    assert staged(Gathered.FOLDER, Choice())["comparisons"] == wanted


@pytest.mark.parametrize(
    "choice",
    [
        Choice(marks=frozenset(Kind) - {Kind.NUMBERS}),
        Choice(sections=frozenset(Section) - {Section.QUESTIONS}),
    ],
)
def test_they_are_not_looked_for_where_nobody_wants_them(choice):
    assert "comparisons" not in export_values(READING, "pdf", choice)["reading"]
    assert "comparisons" not in staged(Gathered.ONE, choice)


def test_an_archive_holds_only_what_the_library_has():
    assert "comparisons" not in staged(Gathered.ZIP, Choice())


def test_one_number_alone_is_compared_with_none():
    alone = replace(READING, analysis=Analysis(quantities=(dead(41, "ministry"),)))
    assert "comparisons" not in export_values(alone, "pdf", Choice())["reading"]
