"""Numbers on the clipboard: as lines of text, and as a table for spreadsheets and word processors."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from PySide6.QtCore import QMimeData

from app.desktop.figures import bare, unit_beside
from app.desktop.rich_copies import empty_data
from app.language import day, later, tr
from app.reading.document import Document
from app.reading.quantity import Quantity, QuantityKind
from app.reading.questions import Question
from app.reading.remarks import said
from app.rendering.findings import Findings

HEAD = (
    *(later("Number"), later("Value"), later("Low"), later("High"), later("Unit"), later("Kind")),
    *(later("Subject"), later("Claimant"), later("Check"), later("Question")),
)
FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula, wherever the words come from."""


@dataclass(frozen=True)
class Cell:
    """One cell: words, or a figure that a spreadsheet can count with."""

    text: str
    figure: bool = False

    @property
    def safe(self) -> str:
        """The text as a spreadsheet can take it without computing anything."""
        if not self.figure and self.text.startswith(FORMULA):
            return f"'{self.text}"
        return self.text


def line_of(quantity: Quantity, document: Document) -> str:
    """Return a number with what it counts, who claims it, and where that was read, as one line."""
    hedge, claim = quantity.hedge or "", _claim(quantity)
    if hedge and hedge.casefold() not in claim.casefold():
        claim = f"{claim} ({hedge})"
    return _flat(f"{claim} – {claimants_in_words(quantity)}{_where(document)}")


def _claim(quantity: Quantity) -> str:
    unit, subject = unit_beside(quantity), quantity.subject or ""
    words = f"{quantity.text} {unit}".strip()
    if not subject:
        return words
    counts = quantity.kind is QuantityKind.COUNT and bool(unit)
    if counts and unit.casefold() in subject.casefold():
        # What is counted is named once: "2,400 people killed", "dozens: most of the people left".
        goes_on = subject.casefold().startswith(unit.casefold())
        return f"{quantity.text}{'' if goes_on else ':'} {subject}"
    goes_on = counts or subject.startswith(("of ", "in ", "for "))
    return f"{words}{'' if goes_on else ':'} {subject}"


def claimants_in_words(quantity: Quantity) -> str:
    """Return who claims it: "officials in Mariupol, told by Antony Blinken"."""
    return (
        reduce(_told_by, quantity.claimed_by) if quantity.claimed_by else tr("the article itself")
    )


def _told_by(speaker: str, teller: str) -> str:
    return tr("{speaker}, told by {teller}", speaker=speaker, teller=teller)


def question_line(question: Question, document: Document) -> str:
    """Return a question with where its numbers were read, as one line."""
    return _flat(f"{said(question.text)}{_where(document)}")


def cells_of(quantity: Quantity, questions: Iterable[Question] = ()) -> tuple[Cell, ...]:
    """Return a number's row of the table, below `HEAD`."""
    figures = (quantity.value, quantity.low, quantity.high)
    return (
        _words(quantity.text),
        *(Cell(bare(figure), figure=True) for figure in figures),
        _words(quantity.unit or ""),
        _words(tr(quantity.kind)),
        _words(quantity.subject or ""),
        _words(claimants_in_words(quantity)),
        _words(quantity.check.words if quantity.claim else ""),
        _words(" ".join(said(question.text) for question in questions)),
    )


class Table:
    """A table in the making: rows are added one by one, so that a long one can take its time."""

    def __init__(self) -> None:
        names = [tr(name) for name in HEAD]
        self._lines = ["\t".join(names)]
        heads = "".join(f"<th>{html.escape(name)}</th>" for name in names)
        self._rows = [f"<tr>{heads}</tr>"]

    def filled(self, findings: Findings, quantities: Sequence[Quantity]) -> Iterator[None]:
        """Add a row for each of these quantities, one a step."""
        asked = findings.targets.questions
        for quantity in quantities:
            cells = cells_of(quantity, asked.get(quantity.id, ()))
            self._lines.append("\t".join(cell.safe for cell in cells))
            self._rows.append(f"<tr>{''.join(_markup(cell) for cell in cells)}</tr>")
            yield

    def data(self) -> QMimeData:
        """Return the table as separated by tabs and as HTML; programs take what they know."""
        data = empty_data()
        data.setText("\n".join(self._lines) + "\n")
        data.setHtml(f"<table>{''.join(self._rows)}</table>")
        return data


def _markup(cell: Cell) -> str:
    if cell.figure and cell.text:
        # Read as it stands here where the reader's own language would take the point for a comma.
        return f'<td align="right" sdval="{cell.text}" sdnum="1033;">{cell.text}</td>'
    return f"<td>{html.escape(cell.safe)}</td>"


def _words(text: str) -> Cell:
    return Cell(_flat(text))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _where(document: Document) -> str:
    parts = (document.title, document.outlet, day(document.published))
    where = ", ".join(part for part in parts if part)
    return f" ({where})" if where else ""
