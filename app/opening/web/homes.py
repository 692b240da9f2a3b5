"""Where in a page the article's own paragraphs stand."""

from __future__ import annotations

from lxml.etree import _Element

from app.opening.web.blocks import Draft
from app.reading.document import BlockKind

Weights = dict[_Element | None, int]
"""How much of the article's text stands in each element."""

_FAIR = 0.05
"""Share of the article's text from which on an element is one of its own."""

_ALIKE = 3
"""So many elements made alike are how a page sets its paragraphs."""

_FRAMES = 5
"""A picture stands in so many boxes within each other at most."""


class Homes:
    """The elements the article's paragraphs stand in: those that hold a fair share of its text,
    and, where every few paragraphs have one of their own, those made like them beside them.
    """

    def __init__(self, weights: Weights) -> None:
        enough = _FAIR * sum(weights.values())
        self.elements = {element for element, weight in weights.items() if weight >= enough}
        alike: dict[object, list[int]] = {}
        for element, weight in weights.items():
            for make in _makes(element):
                alike.setdefault(make, []).append(weight)
        self._makes = {
            make
            for make, shares in alike.items()
            if len(shares) >= _ALIKE and sum(shares) >= enough
        }

    def hold(self, draft: Draft) -> bool:
        """Tell whether a block stands among the article's own paragraphs.

        An embedded quotation may stand in a box there.
        """
        element = draft.container
        if element in self.elements or not self._makes.isdisjoint(_makes(element)):
            return True
        return draft.kind is BlockKind.QUOTE and self.box(draft) is not None

    def surround(self, draft: Draft) -> bool:
        """Tell whether a caption's picture, or the box a heading is set in, stands among the
        article's own paragraphs.
        """
        if self.hold(draft):
            return True
        element = draft.container
        for _ in range(_FRAMES):
            if element is None:
                return False
            if element in self.elements:
                return True
            element = element.getparent()
        return False

    def box(self, draft: Draft) -> _Element | None:
        """Return the box among the article's own paragraphs that a block stands in, if any."""
        element = draft.container
        if element is not None and element.getparent() in self.elements:
            return element
        return None


def _makes(element: _Element | None) -> list[object]:
    """Return what an element has in common with those made like it, beside it or in boxes beside
    its own.
    """
    parent = None if element is None else element.getparent()
    if element is None or parent is None:
        return []
    own = (element.tag, element.get("class"))
    above = parent.getparent()
    beside: list[object] = [(own, parent)]
    return beside if above is None else [*beside, (own, parent.tag, parent.get("class"), above)]
