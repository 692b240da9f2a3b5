"""What follows the article tells which numbers to check first, and what is asked about them."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.reading.exports import Choice, Paper
from app.reading.quantity import Criterion
from app.reading.questions import Doubt, Question

ASKED = (
    Question(Doubt.BASE, "40 per cent of #which traffic: is that said?", ("n5", "n4")),
    Question(Doubt.DATE, "In which month did it open?", ("n4",)),
    Question(Doubt.TOTAL, "Of what is no longer there?", ("n99",)),
)


@pytest.fixture(scope="module")
def weighed(reading):
    found = reading.analysis
    worth = {"n2": tuple(Criterion)[:3], "n3": (Criterion.MONEY,)}
    quantities = tuple(replace(q, worth=worth.get(q.id, ())) for q in found.quantities)
    return replace(reading, analysis=replace(found, quantities=quantities, questions=ASKED))


@pytest.fixture(scope="module", params=list(Paper), ids=lambda paper: paper.name)
def words(request, weighed):
    drawn = pypdfium2.PdfDocument(
        annotated_pdf(weighed, Choice("Ines Okafor", paper=request.param))
    )
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in drawn).split())


def test_the_grade_stands_where_the_check_is_ticked(words):
    table = words[words.index("Who claims it") :]
    assert table.count("check first") == 1
    assert table.count("could be checked") == 1
    assert "low priority" not in words


def test_questions_stand_with_their_numbers_and_the_place_of_the_first(words):
    asked = words[words.index("Questions about the numbers") :]
    assert "N4 40 per cent of #which traffic: is that said? p. 1, ¶ 3" in asked
    assert "In which month did it open? p. 1, ¶ 3" in asked


def test_a_question_about_what_is_not_there_is_left_out(words):
    assert "no longer there" not in words


def test_without_questions_there_is_no_such_table(reading):
    drawn = pypdfium2.PdfDocument(annotated_pdf(reading))
    assert all("Questions about" not in page.get_textpage().get_text_bounded() for page in drawn)
