"""What the list of numbers says of each number, and of each question about numbers."""

from __future__ import annotations

from dataclasses import dataclass

from app.desktop.figures import normal_of, unit_beside
from app.desktop.rows import Row
from app.language import later, tr
from app.reading.quantity import Check, Quantity
from app.reading.questions import Question
from app.reading.remarks import said
from app.rendering.findings import Findings

ARTICLE = later("said by the article itself")
QUESTION = "question:"
"""What the keys of questions begin with."""


@dataclass(frozen=True)
class NumberRow(Row):
    """One quantity, as the article writes it.

    `normal` is the value in figures where the article's words show none. `said_by` is the chain
    of claimants from the outermost inward. `sort` names the kind of a number that claims nothing.
    `questions` are those that mention it. `words` are what a filter looks through.
    """

    value: str = ""
    unit: str = ""
    subject: str = ""
    said_by: str = ""
    sort: str = ""
    normal: str = ""
    check: Check = Check.LOW
    reasons: str = ""
    questions: tuple[str, ...] = ()
    words: str = ""

    @property
    def sought(self) -> str:
        return self.words

    @property
    def worth(self) -> str:
        """The grade with its reasons ("Worth checking: money"), "" at the lowest."""
        return worth_of(self.check, self.reasons)

    @property
    def tip(self) -> str:
        return "\n".join(part for part in (self.worth, *self.questions) if part)


@dataclass(frozen=True)
class QuestionRow(Row):
    """One question with the numbers it is about, as the article writes them."""

    text: str = ""
    about: str = ""
    first: str = ""

    @property
    def target(self) -> str:
        return self.first

    @property
    def sought(self) -> str:
        return f"{self.text} {self.about}"


def worth_of(check: Check, reasons: str) -> str:
    """Return a grade with the criteria it comes from: "Worth checking: money, a comparison"."""
    return f"{check.heading}: {reasons}" if check else ""


def number_rows(found: Findings) -> list[tuple[Quantity, NumberRow]]:
    """Return every quantity outside the headline with its row."""
    asked = found.targets.questions
    return [
        (item, number_row(item, asked.get(item.id, ())))
        for item in found.analysis.quantities
        if not item.heading
    ]


def number_row(quantity: Quantity, questions: tuple[Question, ...] = ()) -> NumberRow:
    """Return the row of a quantity with the questions that mention it."""
    value, unit, normal = quantity.text, unit_beside(quantity), normal_of(quantity)
    said_by = " › ".join(reversed(quantity.claimed_by)) or tr(ARTICLE)
    sort = "" if quantity.claim else tr(quantity.kind)
    subject = quantity.subject or ""
    check, reasons = quantity.check, quantity.reasons
    asked = tuple(said(question.text) for question in questions)
    parts = (
        f"{value} {unit}".strip(),
        tr("that is {number}", number=normal) if normal else "",
        subject,
        said_by,
        sort,
    )
    spoken = ", ".join(part for part in parts if part)
    told = (
        worth_of(check, reasons),
        *(tr("Question: {question}", question=text) for text in asked),
    )
    spoken = ". ".join((spoken, *(part for part in told if part)))
    sought = (value, normal, unit, subject, said_by, sort)
    return NumberRow(
        *(quantity.id, spoken, value, unit, subject, said_by, sort, normal),
        check=check,
        reasons=reasons,
        questions=asked,
        words=" ".join(sought),
    )


def question_rows(found: Findings) -> list[tuple[Question, QuestionRow]]:
    """Return every question with its row, in the order they are asked."""
    quantities = found.targets.quantities
    rows = []
    for place, question in enumerate(found.analysis.questions):
        known = [quantities[name] for name in question.quantities if name in quantities]
        about = ", ".join(f"{item.text} {unit_beside(item)}".strip() for item in known)
        first = known[0].id if known else ""
        asked = said(question.text)
        spoken = asked
        if about:
            spoken = tr("Question: {question} About {numbers}", question=asked, numbers=about)
        rows.append((question, QuestionRow(f"{QUESTION}{place}", spoken, asked, about, first)))
    return rows
