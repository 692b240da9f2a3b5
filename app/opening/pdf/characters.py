"""Lines put together character by character: where PDFium's own lines are not those of the page."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from app.opening.pdf.lines import NOWHERE, Line

APART = 0.9
"""A gap wider than this, in type sizes, parts what stands on one line: no blank is as wide."""

LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""A letter of a script that is written from right to left."""

_BLANK = 0.26
_RAISED = 0.22
_LOWERED = 0.09
_TOP = 0.42
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""


class Character(NamedTuple):
    """One character as drawn, in the page's own coordinates (points, from the bottom left).

    `angle` is the direction it runs in, in degrees from -180 to 180; `bottom` and `top` are those
    of its ink.
    """

    character: str
    place: int
    x: float
    y: float
    left: float
    right: float
    bottom: float
    top: float
    size: float
    angle: int


def characters(text: Any, words: str, places: Sequence[int]) -> Iterator[Character]:
    """Yield the characters of a text page at `places`, which read `words`; blanks have no box."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    matrix = pdfium.FS_MATRIX()
    for character, place in zip(words, places, strict=True):
        if character.isspace() or place < 0:
            yield Character(" ", place, 0, 0, 0, 0, 0, 0, 0, 0)
            continue
        pdfium.FPDFText_GetCharBox(text, place, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(text, place, x, y)
        pdfium.FPDFText_GetMatrix(text, place, matrix)
        size = pdfium.FPDFText_GetFontSize(text, place) * math.hypot(matrix.c, matrix.d)
        yield Character(
            character,
            place,
            x.value,
            y.value,
            left.value,
            right.value,
            bottom.value,
            top.value,
            abs(size) or 1.0,
            round(math.degrees(math.atan2(matrix.b, matrix.a))),
        )


def in_logical_order(text: Any, words: str, places: Sequence[int]) -> tuple[str, Sequence[int]]:
    """Return right-to-left words of a line as they are read, and their places.

    PDFium turns round what it takes to be in the order it is drawn in; but the letters one glyph
    stands for, which all have its box, are in the order they are read.
    """
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    runs: list[tuple[Box, list[int]]] = []
    for at, place in enumerate(places):
        pdfium.FPDFText_GetCharBox(text, place, left, right, bottom, top)
        box = (left.value, bottom.value, right.value, top.value)
        if runs and runs[-1][0] == box and box[0] < box[2]:
            runs[-1][1].append(at)
        else:
            runs.append((box, [at]))
    order = [
        at
        for _, run in runs
        for at in (reversed(run) if any(LEFTWARD.match(words[each]) for each in run) else run)
    ]
    return "".join(words[at] for at in order), [places[at] for at in order]


def shown(found: Iterable[Character], visible: Box) -> list[Character]:
    """Return the characters whose middle lies in the visible part of the page."""
    left, bottom, right, top = visible
    return [
        one
        for one in found
        if one.character == " "
        or (
            left <= (one.left + one.right) / 2 <= right
            and bottom <= (one.bottom + one.top) / 2 <= top
        )
    ]


def directions(found: Iterable[Character]) -> Counter[int]:
    """Count the characters by the direction they run in."""
    return Counter(one.angle for one in found if one.character != " ")


def turned(found: Iterable[Character], angle: int) -> list[Character]:
    """Return the characters that run in the direction `angle`, turned upright."""
    cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    upright = []
    for one in found:
        if one.character == " ":
            upright.append(one)
        elif abs(one.angle - angle) <= 1 or abs(one.angle - angle) >= 359:
            corners = [(one.left, one.bottom), (one.right, one.top)]
            if angle % 90:
                corners += [(one.left, one.top), (one.right, one.bottom)]
            xs = [x * cosine + y * sine for x, y in corners]
            ys = [y * cosine - x * sine for x, y in corners]
            upright.append(
                one._replace(
                    x=one.x * cosine + one.y * sine,
                    y=one.y * cosine - one.x * sine,
                    left=min(xs),
                    right=max(xs),
                    bottom=min(ys),
                    top=max(ys),
                    angle=0,
                )
            )
    return upright


def pieces(found: Sequence[Character], page: int, *, spaced: bool = True) -> list[Line]:
    """Put upright characters together into lines, in the order given.

    A new line begins where the height changes or a gap is wider than `APART`. Where the characters
    are not `spaced`, blanks are made where gaps are.
    """
    lines: list[Line] = []
    run: list[Character] = []
    blank: Character | None = None
    last: Character | None = None
    for one in found:
        if one.character == " ":
            blank = one
            continue
        if last is not None:
            size = max(one.size, last.size)
            apart = max(one.left - last.right, last.left - one.right)
            if abs(one.y - last.y) > 0.6 * size or apart > APART * size:
                lines.append(_line(run, page))
                run = []
            elif blank is not None:
                run.append(blank)
            elif not spaced and apart > _BLANK * size:
                run.append(one._replace(character=" ", place=NOWHERE))
        run.append(one)
        blank, last = None, one
    if run:
        lines.append(_line(run, page))
    return lines


def _line(run: Sequence[Character], page: int) -> Line:
    inked = [one for one in run if one.character != " "]
    size = Counter(round(one.size, 2) for one in inked).most_common(1)[0][0]
    full = [one for one in inked if round(one.size, 2) == size]
    baseline = Counter(round(one.y, 1) for one in full).most_common(1)[0][0]
    return Line(
        text="".join(
            as_set(one.character, (one.bottom - baseline) / size, (one.top - baseline) / size)
            if one.character.isdigit()
            else one.character
            for one in run
        ),
        places=tuple(one.place for one in run),
        left=min(one.left for one in inked),
        right=max(one.right for one in inked),
        baseline=baseline,
        size=size,
        bold=False,
        italic=False,
        page=page,
    )


def as_set(character: str, bottom: float, top: float) -> str:
    """Return a figure, one that is raised or lowered as the superscript or subscript it is.

    `bottom` and `top` are where its ink ends above the line, in parts of the line's size: figures
    stand on the line, or (old-style ones) reach as far above it as small letters.
    """
    if bottom > _RAISED:
        return character.translate(_SUPERSCRIPT)
    if bottom < -_LOWERED and top < _TOP:
        return character.translate(_SUBSCRIPT)
    return character
