"""The child finds the numbers that do not agree in whatever it is to export."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from app.reading import wire
from app.reading.analysis import Analysis
from app.reading.annotation import Reading
from app.reading.document import Block, BlockKind, Document
from app.reading.exports import Choice, Gathered, Kind, Section, choice_to_json
from app.reading.quantity import Quantity, QuantityKind
from app.worker import main

TEXT = "The ministry says 41 people died. The Red Cross says 118 people died."
UNWANTED = [
    Choice(marks=frozenset(Kind) - {Kind.NUMBERS}),
    Choice(sections=frozenset(Section) - {Section.QUESTIONS}),
]


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
    Document("a.txt", TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),), title="The flood"),
    Analysis(quantities=(dead(41, "ministry"), dead(118, "Red Cross"))),
)


def told(choice: Choice, format_: str) -> dict:
    reading = wire.reading_to_json(READING)
    return {"job": 1, "reading": reading, "format": format_, "choice": choice_to_json(choice)}


def exported(tmp_path, choice: Choice = Choice()) -> str:  # noqa: B008
    path = tmp_path / "a.txt"
    main.export({**told(choice, "txt"), "path": str(path)}, print)
    return path.read_text(encoding="utf-8")


def previewed(choice: Choice = Choice()) -> str:  # noqa: B008
    return main.preview({**told(choice, "txt"), "page": 0, "scale": 1.0}, print)["text"]


def gathered(tmp_path, how: Gathered, form: str, choice: Choice = Choice()):  # noqa: B008
    target, aside = tmp_path / "out", tmp_path / "aside"
    job = {**told(choice, form), "path": str(target), "aside": str(aside), "as": how.value}
    job |= {"title": "", "number": 0, "name": "one", "kept": None}
    main.stage(job, print)
    main.finish(job, print)
    return target


def test_they_are_in_the_file_and_in_its_preview(tmp_path):
    assert "To compare" in exported(tmp_path)
    assert "To compare" in previewed()


def test_they_are_in_what_is_made_of_several_readings(tmp_path):
    (made,) = gathered(tmp_path, Gathered.FOLDER, "txt").iterdir()
    assert "To compare" in made.read_text(encoding="utf-8")


def test_they_are_in_one_table_of_several_readings(tmp_path):
    table = gathered(tmp_path, Gathered.ONE, "csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(table.splitlines()))
    assert [row["compare_with"] for row in rows if row["kind"] == "number"] == ["N2", "N1"]


@pytest.mark.parametrize("choice", UNWANTED)
def test_they_are_not_where_nobody_wants_them(tmp_path, choice):
    assert "To compare" not in exported(tmp_path, choice)
    assert "To compare" not in previewed(choice)
