"""What of a reading goes into a file: the part of an export's window that depends on the format."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desktop.check_box import CheckBox
from app.desktop.controls import ChoiceButton, LinkButton, label
from app.desktop.kind_box import KindBox
from app.language import later, tr
from app.reading.exports import Choice, Kind, Option, Paper, Section
from app.reading.styles import STYLES
from app.rendering.palette import Theme

SECTIONS = {
    Section.QUOTES: later("Quotes by speaker"),
    Section.NUMBERS: later("Numbers"),
    Section.QUESTIONS: later("Numbers to compare"),
    Section.NOTES: later("Highlights and notes"),
    Section.CITATION: later("How to cite it"),
}
PAPERS = {Paper.A4: "A4", Paper.LETTER: later("Letter")}


class ExportOptions(QWidget):
    """Shows the parts of a choice that a format knows, and lets the reader change them."""

    changed = Signal()
    template_wanted = Signal()

    def __init__(self, choice: Choice, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self.kinds = {kind: KindBox(kind, theme) for kind in Kind}
        self.sections = {one: CheckBox(tr(name)) for one, name in SECTIONS.items()}
        self.margin = CheckBox(tr("Names and notes beside the text"))
        self.pictures = CheckBox(tr("Pictures"))
        self.paper = ChoiceButton(tr("Paper"), tuple(PAPERS.values()))
        self.style_ = ChoiceButton(
            tr("Citation style"), tuple(style.label for style in STYLES.values())
        )
        self.template = LinkButton(tr("Change the template…"))
        self.template.clicked.connect(self.template_wanted)
        self.nothing = label(tr("There is nothing to choose for this form."), quiet=True)
        self.nothing.setWordWrap(True)
        self._groups: dict[str, tuple[QWidget, frozenset[Option]]] = {}
        self._lay_out()
        for box in (*self.kinds.values(), *self.sections.values(), self.margin, self.pictures):
            box.clicked.connect(lambda _on=False: self._take())
        for button in (self.paper, self.style_):
            button.set_theme(theme)
            button.picked.connect(lambda _name: self._take())
        self.set_choice(choice)

    @property
    def choice(self) -> Choice:
        return self._choice

    def set_choice(self, choice: Choice) -> None:
        """Show a choice, without saying so."""
        self._choice = choice
        for kind, box in self.kinds.items():
            box.setChecked(kind in choice.marks)
        for section, one in self.sections.items():
            one.setChecked(section in choice.sections)
        self.margin.setChecked(choice.margin)
        self.pictures.setChecked(choice.pictures)
        self.paper.show_choice(PAPERS[choice.paper])
        if choice.style in STYLES:
            self.style_.show_choice(STYLES[choice.style].label)

    def show_for(self, takes: frozenset[Option]) -> None:
        """Show what a format takes; the rest stays as it was chosen."""
        for part, options in self._groups.values():
            part.setVisible(not takes.isdisjoint(options))
        self.margin.setVisible(Option.MARGIN in takes)
        self.pictures.setVisible(Option.PICTURES in takes)
        self.paper.setVisible(Option.PAPER in takes)
        self.nothing.setVisible(not takes)

    def _take(self) -> None:
        styles = {style.label: name for name, style in STYLES.items()}
        papers = {name: paper for paper, name in PAPERS.items()}
        self._choice = replace(
            self._choice,
            marks=frozenset(kind for kind, box in self.kinds.items() if box.isChecked()),
            sections=frozenset(one for one, box in self.sections.items() if box.isChecked()),
            margin=self.margin.isChecked(),
            pictures=self.pictures.isChecked(),
            paper=papers[self.paper.choice],
            style=styles.get(self.style_.choice, self._choice.style),
        )
        self.changed.emit()

    def _lay_out(self) -> None:
        body = QVBoxLayout(self)
        body.setContentsMargins(16, 4, 12, 12)
        body.setSpacing(4)
        groups: tuple[tuple[str, tuple[QWidget, ...], frozenset[Option]], ...] = (
            (tr("Marks"), tuple(self.kinds.values()), frozenset({Option.MARKS})),
            (
                tr("After the article"),
                tuple(self.sections.values()),
                frozenset({Option.SECTIONS}),
            ),
            (
                tr("Page"),
                (self.margin, self.pictures, self.paper),
                frozenset({Option.MARGIN, Option.PICTURES, Option.PAPER}),
            ),
            (tr("Citation style"), (self.style_,), frozenset({Option.STYLE})),
            (tr("Template"), (self.template,), frozenset({Option.TEMPLATE})),
        )
        for name, parts, options in groups:
            group = QWidget()
            column = QVBoxLayout(group)
            column.setContentsMargins(0, 8, 0, 6)
            column.setSpacing(2)
            head = label(name, head=True)
            head.setContentsMargins(2, 0, 0, 2)
            column.addWidget(head)
            for part in parts:
                column.addWidget(part)
            body.addWidget(group)
            self._groups[name] = group, options
        body.addWidget(self.nothing)
        body.addStretch(1)
