"""Passages as a list of hits shows them: few lines, cut around what was found in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.desktop.pens import Face, Pen
from app.reading.spans import Span

LEAD = 60
"""Characters before the first thing found that a cut passage begins with at most."""

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a word, found or not; `first` says that a blank stands before it."""

    text: str
    found: bool
    first: bool = False


Line = tuple[Piece, ...]


def passage_lines(
    faces: tuple[Face, Face], text: str, found: Sequence[Span], room: float, most: int
) -> list[Line]:
    """Break a passage into at most `most` lines, so that what was found first is to be seen.

    `found` are places in `text`; they are set in the second face.
    """
    begin = 0
    lines, end = _broken(faces, text, found, begin, room, most)
    if found and end < len(text) and found[0].end > end:
        begin = _beginning(text, found[0].start)
        lines, end = _broken(faces, text, found, begin, room, most)
    return lines


def write_passage(
    pen: Pen, faces: tuple[Face, Face], x: float, y: float, lines: Sequence[Line], leading: float
) -> float:
    """Write the lines of a passage, what was found bold; return where the next would begin."""
    plain, bold = faces
    for line in lines:
        at = x
        for place, piece in enumerate(line):
            if piece.first and place:
                at += plain.width(" ")
            face, token = (bold, "ink") if piece.found else (plain, "ink2")
            pen.write(face, token, at, y, piece.text, leading)
            at += face.width(piece.text)
        y += leading
    return y


def _beginning(text: str, found: int) -> int:
    """Return where a word begins, a little before what was found."""
    low = max(0, found - LEAD)
    gap = re.search(r"\s\S", text[low:found])
    return low + gap.end() - 1 if gap else found


def _broken(
    faces: tuple[Face, Face],
    text: str,
    found: Sequence[Span],
    begin: int,
    room: float,
    most: int,
) -> tuple[list[Line], int]:
    """Return the lines from `begin` on, and where what they hold of the text ends."""
    blank = faces[0].width(" ")
    lines: list[list[Piece]] = [[Piece("…", found=False)]] if begin else [[]]
    used = faces[0].width("…") if begin else 0.0
    end = begin
    for match in _WORD.finditer(text, begin):
        pieces = list(_pieces(match, found, first=bool(lines[-1]) and end > begin))
        wide = sum(_width(faces, piece) for piece in pieces)
        gap = blank if pieces[0].first else 0.0
        if end > begin and used + gap + wide > room:
            if len(lines) == most:
                _close(faces, lines[-1], used, room)
                return [tuple(line) for line in lines], end
            lines.append([])
            used = gap = 0.0
        if wide > room - used - gap:  # a single long word
            whole = "".join(piece.text for piece in pieces)
            cut = faces[0].elided(whole, room - used - gap)
            pieces, wide = [Piece(cut, pieces[0].found, pieces[0].first)], room - used - gap
        lines[-1] += pieces
        used += gap + wide
        end = match.end()
    return [tuple(line) for line in lines if line], len(text)


def _pieces(match: re.Match[str], found: Sequence[Span], *, first: bool) -> Iterator[Piece]:
    """Part a word where what was found in it begins and ends."""
    start, end = match.span()
    cuts = {start, end}
    for span in found:
        cuts |= {place for place in (span.start, span.end) if start < place < end}
    places = sorted(cuts)
    for low, high in pairwise(places):
        inside = any(span.start <= low and high <= span.end for span in found)
        yield Piece(match.string[low:high], inside, first and low == start)


def _close(faces: tuple[Face, Face], line: list[Piece], used: float, room: float) -> None:
    """End a line with "…", leaving out what it has no room for."""
    more = faces[0].width("…")
    while len(line) > 1 and used + more > room:
        last = line.pop()
        used -= _width(faces, last) + (faces[0].width(" ") if last.first else 0.0)
    if used + more > room:
        only = line.pop()
        line.append(replace(only, text=faces[only.found].elided(f"{only.text}……", room)))
        return
    line.append(Piece("…", found=False))


def _width(faces: tuple[Face, Face], piece: Piece) -> float:
    return faces[piece.found].width(piece.text)
