"""Where on a page things stand, in points."""

from __future__ import annotations

from dataclasses import dataclass

from app.reading.exports import Choice, Paper

MM = 72 / 25.4

SIZES = {Paper.A4: (595.276, 841.89), Paper.LETTER: (612.0, 792.0)}
"""Width and height of each paper."""

BLOCK_WIDTH = 168 * MM
"""Of all that is printed but paragraph numbers: the text, its gutter and its margin."""

GUTTER = 10 * MM
TOP = 20 * MM
BOTTOM = 24 * MM

_BESIDE_MARGIN = 116 * MM
_ALONE = 128 * MM
"""Widths of the text: 71 and 78 characters a line; longer ones are hard to follow."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A page: its size, where the block and the text in it begin, and whether names and notes
    stand beside the text.
    """

    width: float
    height: float
    left: float
    text_left: float
    text_width: float
    margin: bool

    @property
    def text_right(self) -> float:
        return self.text_left + self.text_width

    @property
    def foot(self) -> float:
        """Where the room for text ends, from the top."""
        return self.height - BOTTOM


def frame_of(choice: Choice) -> Frame:
    """Return the page a reader chose; without a margin the text stands in the middle."""
    width, height = SIZES[choice.paper]
    left = (width - BLOCK_WIDTH) / 2
    if choice.margin:
        return Frame(width, height, left, left, _BESIDE_MARGIN, margin=True)
    return Frame(width, height, left, (width - _ALONE) / 2, _ALONE, margin=False)
