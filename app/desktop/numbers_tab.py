"""The inspector's list of numbers: what each says, who claims it, and what is worth a check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.desktop.controls import ChoiceButton, label
from app.desktop.key_tips import key_of
from app.desktop.notice import Notice
from app.desktop.number_copies import Table, line_of, question_line
from app.desktop.number_orders import ALL, CLAIMS, Listing, Order, count_of_numbers, matching_rows
from app.desktop.number_rows import NumberRow, QuestionRow, question_rows
from app.desktop.pens import INSET, Face, Pen
from app.desktop.row_view import RowDelegate
from app.desktop.rows import Row
from app.desktop.selected_bar import Act
from app.desktop.sheet import Sheet
from app.desktop.tab import Tab
from app.desktop.turns import Turns
from app.language import later, ntr, tr
from app.reading.quantity import Check
from app.rendering.fonts import pane_font
from app.rendering.icons import pixmap
from app.rendering.palette import Theme

DOT, DOT_STEP = 6.0, 9.0
SIGN = 12
"""Size of the sign of a question, in pixels."""


class NumberDelegate(RowDelegate):
    """Paints the number as it is written, then what it measures, who says it, what is asked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._value = Face(pane_font(15, QFont.Weight.DemiBold, tabular=True))
        self._unit = Face(pane_font(13))
        self._normal = Face(pane_font(13, tabular=True))
        self._second = Face(pane_font(12))

    def height(self, row: Row, width: int) -> int:
        if isinstance(row, QuestionRow):
            return 10 + 18 * len(self._question(row, width)) + (17 if row.about else 0) + 9
        assert isinstance(row, NumberRow)
        return 10 + 20 + (18 if row.subject else 0) + 17 + 17 * len(row.questions[:1]) + 9

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:  # noqa: ARG002
        if isinstance(row, QuestionRow):
            self._draw_question(pen, rect, row)
            return
        assert isinstance(row, NumberRow)
        left, y = rect.left() + INSET, rect.top() + 10.0
        room = rect.width() - 2 * INSET
        self._draw_number(pen, rect, row, y)
        y += 20
        if row.subject:
            pen.write(self._unit, "ink", left, y, self._unit.elided(row.subject, room), 18)
            y += 18
        pen.write(self._second, pen.quiet, left, y, self._second.elided(row.said_by, room), 17)
        if row.questions:
            y += 17
            self._draw_sign(pen, left, y + 3)
            more = len(row.questions) - 1
            text = f"{row.questions[0]} (+{more})" if more else row.questions[0]
            words = self._second.elided(text, room - SIGN - 5)
            pen.write(self._second, "ink2", left + SIGN + 5, y, words, 17)

    def _draw_number(self, pen: Pen, rect: QRect, row: NumberRow, y: float) -> None:
        left, right = rect.left() + INSET, float(rect.right() - INSET)
        if row.sort:
            right = pen.write_right(self._second, pen.quiet, right, y, row.sort, 20) - 8
        elif row.check:
            right = self._draw_dots(pen, right, y + 7, row.check) - 8
        value = self._value.elided(row.value, right - left)
        x = left + pen.write(self._value, "ink", left, y, value, 20) + 7
        if row.unit:
            unit = self._unit.elided(row.unit, right - x)
            x += pen.write(self._unit, "ink2", x, y + 1, unit, 20) + 7
        if row.normal:
            normal = self._normal.elided(f"= {row.normal}", right - x)
            pen.write(self._normal, pen.quiet, x, y + 1, normal, 20)

    def _draw_dots(self, pen: Pen, right: float, y: float, check: Check) -> float:
        """Draw as many full dots as the grade has steps, among hollow ones; return their left."""
        left = right - DOT_STEP * (Check.FIRST - 1) - DOT
        painter = pen.painter
        for step in range(Check.FIRST):
            dot = QRectF(left + step * DOT_STEP, y, DOT, DOT)
            painter.setPen(QPen(pen.theme.color("claimL"), 1))
            full = step < check
            painter.setBrush(pen.theme.color("claimL") if full else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(dot.adjusted(0.5, 0.5, -0.5, -0.5))
        return left

    def _draw_question(self, pen: Pen, rect: QRect, row: QuestionRow) -> None:
        left, y = rect.left() + INSET, rect.top() + 10.0
        self._draw_sign(pen, left, y + 3)
        left += SIGN + 6
        y = pen.write_lines(self._unit, "ink", left, y, self._question(row, rect.width()), 18)
        if row.about:
            room = rect.right() - INSET - left
            pen.write(self._second, pen.quiet, left, y, self._second.elided(row.about, room), 17)

    def _draw_sign(self, pen: Pen, left: float, y: float) -> None:
        ratio = pen.painter.device().devicePixelRatioF()
        sign = pixmap("circle-question-mark", pen.theme.color("ink2"), SIGN, ratio)
        pen.painter.drawPixmap(QRectF(left, y, SIGN, SIGN).topLeft(), sign)

    def _question(self, row: QuestionRow, width: int) -> list[str]:
        return self._unit.lines(row.text, width - 2 * INSET - SIGN - 6, 4)


class NumbersTab(Tab):
    """Claims or all numbers, in the order the reader chooses, below what is asked about them."""

    name = later("Numbers")
    none_yet = later("This article claims no numbers.")
    english_only = True
    by_mark = True
    several = True
    tells_matches = False  # the line with the order does
    toasted = Signal(object)  # Notice

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._which = ChoiceButton(tr("Which numbers are listed"), (CLAIMS, ALL))
        self._order = ChoiceButton(
            tr("Order of the numbers"), tuple(order.value for order in Order)
        )
        super().__init__(NumberDelegate(theme), parent)
        self._copying = Turns(self)
        self.bar.addWidget(self._which)
        self._told = label("", quiet=True)
        row = QHBoxLayout()
        row.setContentsMargins(INSET, 0, 12, 10)
        row.setSpacing(8)
        row.addWidget(self._told, 1)
        row.addWidget(self._order)
        self.body.insertLayout(1, row)
        self.setTabOrder(self.filter, self._which)
        self.setTabOrder(self._which, self._order)
        self.setTabOrder(self._order, self.view)
        self._which.picked.connect(lambda _choice: self.refill())
        self._order.picked.connect(lambda _choice: self._reorder())
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._which.set_theme(theme)
        self._order.set_theme(theme)

    def count_of(self, sheet: Sheet) -> int:
        return len(sheet.analysis.claims())

    def follow(self, target: str) -> bool:
        row = self.view.current_row()
        if target and isinstance(row, QuestionRow) and row.target == target and not self._stale:
            # The reader is at a question about this number and goes on from there.
            self._wanted = target
            return True
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
        listing = Listing(Order(self._order.choice), every=self._which.choice == ALL)
        if self.only is None:
            return sheet.found.of(listing)
        return listing.rows(sheet.found, self.only)

    def narrowed(self, rows: list[Row]) -> list[Row]:
        return matching_rows(rows, self.matches())

    def acts(self) -> Sequence[Act]:
        table = tr("Copy the selected numbers for a spreadsheet")
        copy, clear = super().acts()
        return copy, Act(tr("Copy as a table"), table, self.copy_table, "copy_numbers"), clear

    def copy(self) -> None:
        """Put the selected numbers and questions on the clipboard, each as one line."""
        if self.sheet is None:
            return
        document, quantities = self.sheet.cited, self.sheet.found.targets.quantities
        asked = {row.key: question for question, row in self.sheet.found.of(question_rows)}
        lines: list[str] = []

        def written(rows: Sequence[Row]) -> Iterator[None]:
            for row in rows:
                if row.key in quantities:
                    lines.append(line_of(quantities[row.key], document))
                elif row.key in asked:
                    lines.append(question_line(asked[row.key], document))
                yield

        def put() -> None:
            if lines:
                QGuiApplication.clipboard().setText("\n".join(lines))

        self._copying.start(written(self.view.selected()), put)

    def copy_table(self) -> None:
        """Put the selected numbers on the clipboard as a table; all listed ones for less than two."""
        if self.sheet is None:
            return
        if self._stale:
            self._fill()
        # What is listed may be a moment behind what has been found since.
        found = self.sheet.found
        known = found.targets.quantities
        quantities = [known[key] for key in self._tabled() if key in known]
        table = Table()

        def put() -> None:
            QGuiApplication.clipboard().setMimeData(table.data())
            told = ntr(
                "{count} number copied as a table.",
                "{count} numbers copied as a table.",
                len(quantities),
            )
            self.toasted.emit(Notice(told))

        if quantities:
            self._copying.start(table.filled(found, quantities), put)
        else:
            self.toasted.emit(Notice(tr("There are no numbers to copy.")))

    def _tabled(self) -> list[str]:
        chosen = [row.key for row in self.view.selected() if isinstance(row, NumberRow)]
        if len(chosen) > 1:
            return chosen
        return [row.key for row in self.view.rows().all() if isinstance(row, NumberRow)]

    def _reorder(self) -> None:
        """List in the new order, with the row the reader was at in view, else from the top."""
        self.refill()
        if self.view.current_key():
            self.view.scrollTo(self.view.currentIndex())
        else:
            self.view.scrollToTop()

    def _filter(self) -> None:
        super()._filter()
        self._tell_count()

    def _tell_count(self) -> None:
        shown, total = count_of_numbers(self.view.rows().all()), count_of_numbers(self._all)
        if self.filter.text().strip():
            text = tr("{count} of {total} match", count=shown, total=total)
        elif self._which.choice == CLAIMS:
            text = ntr("{count} claim", "{count} claims", total)
        else:
            text = ntr("{count} number", "{count} numbers", total)
        self._told.setText(text if total or self.filter.text().strip() else "")

    def menu(self) -> QMenu:
        """Return what can be done with the numbers, to be shown once."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen, tabled = len(self.view.selected()), len(self._tabled())
        lines = ntr("Copy {count} line", "Copy {count} lines", chosen)
        copy = menu.addAction(tr("Copy") if chosen < 2 else lines, self.copy)
        copy.setShortcut(key_of(self, "copy"))
        copy.setEnabled(chosen > 0)
        as_table = ntr("Copy {count} number as a table", "Copy {count} numbers as a table", tabled)
        table = menu.addAction(as_table, self.copy_table)
        table.setShortcut(key_of(self, "copy_numbers"))
        table.setEnabled(tabled > 0)
        return menu
