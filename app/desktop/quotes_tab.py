"""The inspector's list of quotes: who is quoted or reported, and with which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.desktop.controls import ChoiceButton
from app.desktop.copies import quote_line, quotes_with_source, words_of
from app.desktop.pens import INSET, Face, Pen
from app.desktop.row_view import RowDelegate
from app.desktop.rows import Head, Row
from app.desktop.selected_bar import Act
from app.desktop.tab import Tab
from app.language import later, ntr, number, tr
from app.reading.attribution import Attribution, AttributionKind
from app.rendering.fonts import article_font, pane_font
from app.rendering.palette import Theme

if TYPE_CHECKING:
    from app.desktop.sheet import Sheet
    from app.rendering.findings import Findings

BY_SPEAKER = later("By speaker")
IN_ORDER = later("In text order")
UNSAID = later("Nobody named")
LOOSE = later("In quotation marks, no speaker found")
MOST_LINES = 3
LEADING = 20.0
WORDS = {
    AttributionKind.DIRECT: later("in their words"),
    AttributionKind.MIXED: later("partly in their words"),
    AttributionKind.INDIRECT: later("reported"),
}


@dataclass(frozen=True)
class QuoteRow(Row):
    """One content: its words, whether they are the speaker's own, and whose statement holds it."""

    text: str = ""
    kind: AttributionKind = AttributionKind.DIRECT
    speaker: str = ""
    under: str = ""


class QuoteDelegate(RowDelegate):
    """Paints the words with an edge: solid for their words, hatched for reported ones."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, Face(pane_font(11.5, QFont.Weight.DemiBold)))
        self._words = Face(article_font(14.5))
        self._match = Face(article_font(14.5, QFont.Weight.Bold))
        self.found: tuple[str, ...] = ()
        self._under = Face(pane_font(12))

    def _lines(self, row: QuoteRow, width: int) -> list[str]:
        return self._words.lines(row.text, width - 2 * INSET - 14, MOST_LINES)

    def height(self, row: Row, width: int) -> int:
        assert isinstance(row, QuoteRow)
        lines = len(self._lines(row, width))
        return round(10 + lines * LEADING + (17 if row.under else 0) + 10)

    def draw(self, pen: Pen, rect: QRect, row: Row, *, selected: bool) -> None:  # noqa: ARG002
        assert isinstance(row, QuoteRow)
        left, top = rect.left() + INSET, rect.top() + 10
        lines = self._lines(row, rect.width())
        draw_edge(pen, QRectF(left, top + 1, 4, rect.height() - 22), row.kind)
        faces = (self._words, self._match)
        y = pen.write_found(faces, left + 14, top, lines, LEADING, self.found, "ink")
        if row.under:
            room = rect.width() - 2 * INSET - 14
            pen.write(self._under, pen.quiet, left + 14, y, self._under.elided(row.under, room), 17)


def draw_edge(pen: Pen, rect: QRectF, kind: AttributionKind) -> None:
    """Draw the 4 px edge that tells their words from reported ones."""
    if kind is AttributionKind.DIRECT:
        pen.solid(rect, "srcR", 1.5)
    elif kind is AttributionKind.INDIRECT:
        pen.hatched(rect, "srcR", 1)
    else:
        half = rect.height() / 2
        pen.solid(QRectF(rect.left(), rect.top(), rect.width(), half), "srcR", 1.5)
        pen.hatched(QRectF(rect.left(), rect.top() + half, rect.width(), half), "srcR", 1)


class QuotesTab(Tab):
    """Quotes by speaker or in text order."""

    name = later("Quotes")
    none_yet = later("Nobody is quoted in this article.")
    by_mark = True
    several = True
    highlight_wanted = Signal(list)  # the ids of the selected quotes

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._order = ChoiceButton(tr("Order of the quotes"), (BY_SPEAKER, IN_ORDER))
        self._painter = QuoteDelegate(theme)
        super().__init__(self._painter, parent)
        self.bar.addWidget(self._order)
        self.setTabOrder(self.filter, self._order)
        self.setTabOrder(self._order, self.view)
        self.filter.textChanged.connect(self._show_found)
        self._order.picked.connect(lambda _choice: self.refill())
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._order.set_theme(theme)

    def copied(self, rows: Sequence[Row]) -> str:
        """Return quotes with who says so and where they were read."""
        if self.sheet is None or not rows:
            return ""
        return quotes_with_source(list(self._lines(rows)), self.sheet.cited)

    def copy_words(self) -> None:
        """Put the words of the selected quotes on the clipboard, and nothing else."""
        if self.sheet is None:
            return
        known, document = self.sheet.found.targets.attributions, self.sheet.document
        rows = [row for row in self.view.selected() if isinstance(row, QuoteRow)]
        words = [words_of(known[r.key], document) if r.key in known else r.text for r in rows]
        if words:
            QGuiApplication.clipboard().setText("\n\n".join(words))

    def highlight(self) -> None:
        """Ask for highlights over the selected quotes."""
        self.highlight_wanted.emit([row.key for row in self.view.selected()])

    def acts(self) -> Sequence[Act]:
        copy, clear = super().acts()
        light = Act(tr("Highlight"), tr("Highlight the selected quotes"), self.highlight)
        return copy, light, clear

    def menu(self) -> QMenu:
        menu = super().menu()
        chosen = len(self.view.selected())
        menu.actions()[0].setText(
            tr("Copy with the source")
            if chosen < 2
            else ntr("Copy {count} quote", "Copy {count} quotes", chosen)
        )
        words = menu.addAction(tr("Copy the words alone"), self.copy_words)
        light = menu.addAction(tr("Highlight"), self.highlight)
        for action in (words, light):
            action.setEnabled(chosen > 0)
        return menu

    def _lines(self, rows: Sequence[Row]) -> Iterator[str]:
        assert self.sheet is not None
        known = self.sheet.found.targets.attributions
        for row in rows:
            if row.key in known:
                yield quote_line(known[row.key], known, self.sheet.document)
            elif isinstance(row, QuoteRow):
                yield f"{row.text} – {tr('in quotation marks, no speaker found')}"

    def _show_found(self, text: str) -> None:
        self._painter.found = tuple(text.casefold().split())

    def count_of(self, sheet: Sheet) -> int:
        return sheet.found.of(quotes_in)

    def rows_of(self, sheet: Sheet) -> Sequence[Row]:
        in_order = self._order.choice == IN_ORDER
        if self.only is None and not in_order:
            return sheet.found.of(rows_by_speaker)
        rows = sheet.found.of(quote_rows)
        if self.only is not None:
            rows = [row for row in rows if row.speaker == self.only]
        return grouped(rows, in_order=in_order)

    def narrowed(self, rows: list[Row]) -> list[Row]:
        found = [row for row in super().narrowed(rows) if isinstance(row, QuoteRow)]
        every = [row for row in rows if isinstance(row, QuoteRow)]
        return grouped(found, in_order=self._order.choice == IN_ORDER, of=every)


def quotes_in(found: Findings) -> int:
    """Count the quotes outside the headline."""
    return sum(1 for a in found.analysis.attributions if not a.heading)


def rows_by_speaker(found: Findings) -> list[Row]:
    """Return every quote below its speaker."""
    return grouped(found.of(quote_rows), in_order=False)


def quote_rows(found: Findings) -> list[QuoteRow]:
    """Return every quote in text order; quotation marks without a speaker come last."""
    analysis, text = found.analysis, found.document.text
    shown = {a.id: a for a in found.analysis.attributions}
    rows = [_row(a, shown, text) for a in shown.values() if not a.heading]
    for quotation in analysis.quotations:
        if not quotation.scare and not quotation.heading and quotation.attribution not in shown:
            words = " ".join(text[quotation.start : quotation.end].split())
            loose = tr(LOOSE)
            rows.append(QuoteRow(quotation.id, f"{loose}: {words}", words, speaker=loose))
    return rows


def _row(attribution: Attribution, shown: dict[str, Attribution], text: str) -> QuoteRow:
    words = " … ".join(" ".join(text[s.start : s.end].split()) for s in attribution.content)
    speaker = attribution.speaker or tr(UNSAID)
    outer = shown.get(attribution.parent or "")
    under = ""
    if outer is not None and outer.speaker:
        under = tr("passed on by {speaker}", speaker=outer.speaker)
    manner = tr(WORDS[attribution.kind])
    spoken = f"{speaker}, {manner}: {words}" + (f" ({under})" if under else "")
    return QuoteRow(attribution.id, spoken, words, attribution.kind, speaker, under)


def grouped(
    rows: Sequence[QuoteRow], *, in_order: bool, of: Sequence[QuoteRow] | None = None
) -> list[Row]:
    """Put a head above each speaker's quotes; `of` are all quotes where `rows` are the matches.

    Speakers stand in the order they first speak. In text order a head stands wherever the speaker
    changes.
    """
    if in_order:
        result: list[Row] = []
        before = None
        for row in rows:
            if row.speaker != before:
                result.append(Head("", row.speaker, row.speaker))
                before = row.speaker
            result.append(row)
        return result
    groups: dict[str, list[QuoteRow]] = {}
    for row in rows:
        groups.setdefault(row.speaker, []).append(row)
    totals: dict[str, int] = {}
    for row in of or rows:
        totals[row.speaker] = totals.get(row.speaker, 0) + 1
    result = []
    for speaker, own in groups.items():
        total = totals[speaker]
        count = number(total)
        if of is not None:
            count = tr("{count} of {total}", count=len(own), total=total)
        result.append(Head("", f"{speaker}, {number(total)}", speaker, count))
        result += own
    return result
