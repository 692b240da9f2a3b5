"""The inspector's list of numbers: value, unit, what it measures and who claims it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from app.desktop.controls import ChoiceButton
from app.desktop.figures import reads_as_written, unit_of, value_of
from app.desktop.pens import INSET, Face, Pen
from app.desktop.rows import Row, RowDelegate
from app.desktop.sheet import Sheet
from app.desktop.tab import Tab
from app.reading.quantity import Quantity
from app.rendering.findings import Findings
from app.rendering.fonts import pane_font
from app.rendering.palette import Theme

CLAIMS = "Claims"
ALL = "All numbers"
ARTICLE = "said by the article itself"


@dataclass(frozen=True)
class NumberRow(Row):
    """One quantity; `said_by` is the chain of claimants from the outermost inward."""

    value: str = ""
    unit: str = ""
    subject: str = ""
    said_by: str = ""
    sort: str = ""


class NumberDelegate(RowDelegate):
    """Paints value and unit, the subject below, who says it below that."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._value = Face(pane_font(15, QFont.Weight.DemiBold, tabular=True))
        self._unit = Face(pane_font(13))
        self._second = Face(pane_font(12))

    def height(self, row: Row, width: int) -> int:  # noqa: ARG002 (never wraps)
        assert isinstance(row, NumberRow)
        return 10 + 20 + (18 if row.subject else 0) + 17 + 9

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:  # noqa: ARG002
        assert isinstance(row, NumberRow)
        left, y = rect.left() + INSET, rect.top() + 10.0
        right = rect.right() - INSET
        if row.sort:
            right = int(pen.write_right(self._second, pen.quiet, right, y, row.sort, 20)) - 8
        value = self._value.elided(row.value, right - left)
        x = left + pen.write(self._value, "ink", left, y, value, 20) + 7
        pen.write(self._unit, "ink2", x, y + 1, self._unit.elided(row.unit, right - x), 20)
        y += 20
        room = rect.width() - 2 * INSET
        if row.subject:
            pen.write(self._unit, "ink", left, y, self._unit.elided(row.subject, room), 18)
            y += 18
        pen.write(self._second, pen.quiet, left, y, self._second.elided(row.said_by, room), 17)


class NumbersTab(Tab):
    """Claims, or all numbers."""

    name = "Numbers"
    none_yet = "This article claims no numbers."

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._which = ChoiceButton("Which numbers are listed", (CLAIMS, ALL))
        super().__init__(NumberDelegate(theme), parent)
        self.bar.addWidget(self._which)
        self.setTabOrder(self.filter, self._which)
        self.setTabOrder(self._which, self.view)
        self._which.picked.connect(lambda _choice: self.refill())
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._which.set_theme(theme)

    def count_of(self, sheet: Sheet) -> int:
        return len(sheet.analysis.claims())

    def follow(self, target: str) -> bool:
        if super().follow(target):
            return True
        # A number that claims nothing is listed only when all are.
        quantities = self.sheet.found.targets.quantities if self.sheet is not None else {}
        known = target in quantities and not quantities[target].claim
        if known and self._which.choice == CLAIMS:
            self._which.pick(ALL)
            return super().follow(target)
        return False

    def rows_of(self, sheet: Sheet) -> Sequence[Row]:
        every = self._which.choice == ALL
        return [
            row
            for quantity, row in sheet.found.of(number_rows)
            if (every or quantity.claim) and (self.only is None or self.only in quantity.claimed_by)
        ]


def number_rows(found: Findings) -> list[tuple[Quantity, NumberRow]]:
    """Return every quantity outside the headline with its row."""
    return [(item, number_row(item)) for item in found.analysis.quantities if not item.heading]


def number_row(quantity: Quantity) -> NumberRow:
    """Return the row of a quantity."""
    value, unit = value_of(quantity), unit_of(quantity)
    said_by = " › ".join(reversed(quantity.claimed_by)) or ARTICLE
    sort = "" if quantity.claim else str(quantity.kind)
    subject = quantity.subject or ""
    if not reads_as_written(quantity):
        subject = f"{subject}, “{quantity.text}”" if subject else f"“{quantity.text}”"
    spoken = ", ".join(part for part in (f"{value} {unit}".strip(), subject, said_by, sort) if part)
    return NumberRow(quantity.id, spoken, value, unit, subject, said_by, sort)
