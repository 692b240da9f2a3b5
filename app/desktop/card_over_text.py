"""The card over the text: opens it beside the sentence it explains, and closes it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.desktop.beside_lines import corner_beside, make_room
from app.desktop.page import SCROLL_BAR, Page
from app.desktop.pens import CARD_SHADOW
from app.reading.decisions import Decision
from app.rendering.targets import Targets

if TYPE_CHECKING:
    from app.desktop.card import Card


class CardOverText(QObject):
    """Shows a card on a page, for one mark at a time."""

    entered = Signal(str)  # by the pointer: the mark the card is open for
    left = Signal()
    asked = Signal(str, str)  # the mark the card is open for, and the name of an action

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._told = ""

    @property
    def told(self) -> str:
        """The target whose card is open, "" for none."""
        return self._told

    @cached_property
    def card(self) -> Card:
        """The card, made when one is first wanted."""
        from app.desktop.card import Card  # noqa: PLC0415 (not needed to start)

        card = Card(self._page, self._page.viewport())
        card.entered.connect(lambda: self.entered.emit(self._told))
        card.left.connect(self.left)
        card.asked.connect(lambda action: self.asked.emit(self._told, action))
        return card

    def open(
        self,
        target: str,
        targets: Targets,
        decisions: Iterable[Decision],
        *,
        scroll: bool = False,
    ) -> None:
        """Open the card of a target, in place of one that is open; of nothing there is none.

        With `scroll` the page moves a little where the card would cover the sentence it explains.
        """
        from app.desktop.card_facts import facts_of  # noqa: PLC0415 (not needed to start)

        page = self._page
        facts = facts_of(target, targets, page.typeset.document.text, decisions)
        if facts is None:
            self.hide()
            return
        self.card.tell(facts, page.style_of_text.theme, page.width() - SCROLL_BAR - 16)
        body = self.card.height() - 2 * CARD_SHADOW
        whole = targets.sentence(target)
        stretches = [*([whole] if whole else []), *targets.spans(target)]
        if scroll and whole:
            make_room(page, whole, body)
        x, y = corner_beside(page, stretches, body)
        self._told = target  # not before: scrolling closes the card
        self.card.move(x - CARD_SHADOW, y - CARD_SHADOW)
        self.card.show()
        self.card.raise_()

    def hide(self) -> None:
        """Close the card."""
        self._told = ""
        if "card" in vars(self):
            self.card.hide()
