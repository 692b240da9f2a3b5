"""How each kind of mark is drawn: one shape a kind, so that marks read without their colours.

Heights are parts of the type size, measured from the baseline. Content streams are in the page's
own coordinates (points from the bottom left).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from app.exporting.pdf.locate import Line

Colour = tuple[float, float, float]


def _colour(hexadecimal: str) -> Colour:
    red, green, blue = bytes.fromhex(hexadecimal)
    return (red / 255, green / 255, blue / 255)


class Shape(Enum):
    """The shapes."""

    FILL = "words in quotation marks"
    BAND = "reported in other words"
    DASHES = "reported inside another quote"
    BOX = "a number claimed"
    LINE = "who says it"
    HATCH = "the reader's own"


COLOURS = {
    Shape.FILL: _colour("FFE89A"),
    Shape.BAND: _colour("D3DFF5"),
    Shape.DASHES: _colour("D3DFF5"),
    Shape.BOX: _colour("D3F0D6"),
    Shape.LINE: _colour("2A5CAA"),
    Shape.HATCH: _colour("FBDCE5"),
}
"""The colour an annotation says it has: what programs use that draw marks their own way."""

_DASH_INK = _colour("3F6FB8")
_BOX_EDGE = _colour("1F7A3A")
_HATCH_INK = _colour("EDA9BE")

_BOTTOM = -0.27
_FULL = 0.79
_BAND = 0.29
_TICK = 0.62
_MARKER = 1.2
"""Points by which the reader's own marks stand out above and below a quote's fill."""

REACH = 2.0
"""Points by which a drawing may go beyond its lines' letters, to all sides."""


def extent(lines: Sequence[Line]) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of all that may be drawn for these lines."""
    return (
        min(line.left for line in lines) - REACH,
        min(line.baseline + _BOTTOM * line.size for line in lines) - REACH,
        max(line.right for line in lines) + REACH,
        max(line.baseline + _FULL * line.size for line in lines) + REACH,
    )


def draw(shape: Shape, lines: Sequence[Line], *, first: bool = True, last: bool = True) -> str:
    """Return the drawing operators for lines in one shape.

    `first` and `last` tell whether the lines hold the mark's own first and last letter, where
    dashes get their corner ticks.
    """
    match shape:
        case Shape.FILL:
            return _fills(COLOURS[Shape.FILL], lines, _FULL)
        case Shape.BAND:
            return _fills(COLOURS[Shape.BAND], lines, _BAND)
        case Shape.DASHES:
            return _dashes(lines, first=first, last=last)
        case Shape.BOX:
            return "\n".join(_box(line) for line in lines)
        case Shape.LINE:
            return "\n".join(_underline(line) for line in lines)
        case Shape.HATCH:
            return "\n".join(_hatch(line) for line in lines)


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.2f}" for value in values)


def _paint(colour: Colour, operator: str) -> str:
    return " ".join(f"{part:.3f}" for part in colour) + f" {operator}"


def _fills(colour: Colour, lines: Sequence[Line], top: float) -> str:
    return _paint(colour, "rg") + "".join(
        f"\n{_numbers(*_rectangle(line, top))} re f" for line in lines
    )


def _rectangle(line: Line, top: float, more: float = 0.0) -> tuple[float, float, float, float]:
    bottom = line.baseline + _BOTTOM * line.size - more
    height = (top - _BOTTOM) * line.size + 2 * more
    return line.left, bottom, line.right - line.left, height


def _dashes(lines: Sequence[Line], *, first: bool, last: bool) -> str:
    drawn = [_paint(_DASH_INK, "RG"), "0.7 w [2.2 1.6] 0 d"]
    for line in lines:
        y = line.baseline + _BOTTOM * line.size + 0.35
        drawn.append(f"{_numbers(line.left, y)} m {_numbers(line.right, y)} l S")
    drawn.append("[] 0 d 0.9 w")
    for wanted, line, x in (
        (first, lines[0], lines[0].left - 0.5),
        (last, lines[-1], lines[-1].right + 0.5),
    ):
        if wanted:
            y = line.baseline + _BOTTOM * line.size
            top = y + _TICK * line.size
            drawn.append(f"{_numbers(x, y)} m {_numbers(x, top)} l S")
    return "\n".join(drawn)


def _box(line: Line) -> str:
    x, y, width, height = _rectangle(line, 0.68, 0.0)
    y += 0.04 * line.size
    x, width = x - 0.6, width + 1.2
    right, top = x + width, y + height
    radius = min(1.6, width / 2)
    curve = radius * 0.45  # of a quarter circle's control points, from the corner
    return " ".join(
        (
            _paint(COLOURS[Shape.BOX], "rg"),
            _paint(_BOX_EDGE, "RG"),
            "0.6 w",
            _numbers(x + radius, y),
            "m",
            _numbers(right - radius, y),
            "l",
            _numbers(right - curve, y, right, y + curve, right, y + radius),
            "c",
            _numbers(right, top - radius),
            "l",
            _numbers(right, top - curve, right - curve, top, right - radius, top),
            "c",
            _numbers(x + radius, top),
            "l",
            _numbers(x + curve, top, x, top - curve, x, top - radius),
            "c",
            _numbers(x, y + radius),
            "l",
            _numbers(x, y + curve, x + curve, y, x + radius, y),
            "c h B",
        )
    )


def _underline(line: Line) -> str:
    y = line.baseline - 0.2 * line.size
    return (
        f"{_paint(COLOURS[Shape.LINE], 'RG')} 0.9 w "
        f"{_numbers(line.left, y)} m {_numbers(line.right, y)} l S"
    )


def _hatch(line: Line) -> str:
    x, y, width, height = _rectangle(line, _FULL, _MARKER)
    area = _numbers(x, y, width, height)
    drawn = [_paint(COLOURS[Shape.HATCH], "rg"), f"{area} re f", "q", f"{area} re W n"]
    drawn += [_paint(_HATCH_INK, "RG"), "0.5 w"]
    # On a grid of the page, so that hatches of neighbouring lines and marks meet.
    at = (x - height) // 4 * 4
    while at < x + width:
        drawn.append(f"{_numbers(at, y)} m {_numbers(at + height, y + height)} l")
        at += 4
    return " ".join([*drawn, "S Q"])
