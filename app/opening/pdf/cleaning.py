"""One line's characters as they go into a text: ligatures taken apart, the unseen left out."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.opening.pdf.lines import NOWHERE, Line, Slant, slants_of

HYPHENS = "-\u2010\u00ad\ufffe\x02"
"""What a line may end in that breaks a word; the two last are what PDFium makes of it."""

_BLANKS = r"\s\u00a0\u2000-\u200a\u202f\u3000"
_UNSEEN_ONES = (
    "\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufeff"
    "\ufff0-\uffff\ue000-\uf8ff\ud800-\udfff"
)
_FORMS = "\ufb00-\ufb06\ufb1d-\ufdff\ufe70-\ufefc"
_ACCENTS = {
    "\u00b4": "\u0301",
    "\u00a8": "\u0308",
    "\u02c6": "\u0302",
    "\u02c7": "\u030c",
    "\u02d8": "\u0306",
    "\u02da": "\u030a",
    "\u02dc": "\u0303",
    "\u02dd": "\u030b",
}
# What symbol fonts call their bullets.
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "-"}

_ODD = re.compile(
    f"[{_FORMS}{_UNSEEN_ONES}\u00a0\u2000-\u200a\u202f\u3000{''.join(_ACCENTS)}]|  |[\t\x0b\x0c\x1c-\x1f\x85]"
)
_ALL_BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u3000"), " ") | dict.fromkeys(
    range(0x2000, 0x200B), " "
)
_BLANK = re.compile(f"[{_BLANKS}]")
_UNSEEN = re.compile(f"[{_UNSEEN_ONES}]")
_FORM = re.compile(f"[{_FORMS}]")


class Run(NamedTuple):
    """Characters `start` to `end` of a line's text are `size` on its page, from `first` on."""

    start: int
    end: int
    first: int
    size: int


class Clean(NamedTuple):
    """A line's text, and where it stands on its page; a hyphen at its end is as PDFium gave it."""

    text: str
    runs: list[Run]
    page: int
    slants: tuple[Slant, ...] = ()


def clean(line: Line, *, cells: bool = False) -> Clean:
    """Return the characters of a line that go into a text; `cells` keeps the tabs of a table."""
    text, places = line.text, line.places
    if not text.isascii():
        text = text.translate(_ALL_BLANKS)
    plain = text[:-1] if text[-1] in HYPHENS else text
    if (plain.isascii() and plain.isprintable() and "  " not in plain) or not _ODD.search(plain):
        runs = (
            [Run(0, len(text), places.start, len(text))]
            if isinstance(places, range)
            else list(_runs(places, len(text)))
        )
        return Clean(text, runs, line.page, slants_of(line))
    return _put_together(list(_pieces(text, cells=cells)), line)


def alone(text: str) -> str:
    """Return a cleaned line that nothing follows: a hyphen at its end is one."""
    return f"{text[:-1]}-" if text and text[-1] in HYPHENS else text


def _runs(places: Sequence[int] | None, length: int) -> Iterator[Run]:
    """Yield the stretches in which places follow one another."""
    if places is None:
        return
    start = 0
    for at in range(1, length + 1):
        if at == length or places[at] != places[at - 1] + 1 or places[at - 1] == NOWHERE:
            if places[start] != NOWHERE:
                yield Run(start, at, places[start], at - start)
            start = at


def _pieces(text: str, *, cells: bool) -> Iterator[tuple[str, int, int]]:
    """Yield what each character of a line becomes, with the stretch of the line it is made of."""
    at = 0
    while at < len(text):
        character, start = text[at], at
        at += 1
        if character == "\t" and cells:
            yield "\t", start, at
        elif _BLANK.match(character):
            yield " ", start, at
        elif character in _BULLETS:
            yield _BULLETS[character], start, at
        elif character in _ACCENTS:
            letter = at + (text[at : at + 1] == " ")
            composed = unicodedata.normalize("NFC", text[letter : letter + 1] + _ACCENTS[character])
            if len(composed) == 1 and composed.isalpha():
                at = letter + 1
                yield composed, start, at
            else:
                yield character, start, at
        elif at == len(text) and character in HYPHENS:
            yield character, start, at
        elif _UNSEEN.match(character):
            continue
        elif _FORM.match(character):
            yield unicodedata.normalize("NFKC", character).replace(" ", ""), start, at
        else:
            yield character, start, at


def _put_together(pieces: Sequence[tuple[str, int, int]], line: Line) -> Clean:
    text = ""
    runs: list[Run] = []
    starts: list[tuple[int, int]] = []
    for words, start, end in pieces:
        if words == " " and (not text or text[-1] in " \t"):
            continue
        at = len(text)
        text += words
        starts.append((start, at))
        first = NOWHERE if line.places is None else line.places[start]
        if first == NOWHERE:
            continue
        run = Run(at, len(text), first, end - start)
        if runs and run.size == len(words) == 1 and _follows(runs[-1], run):
            runs[-1] = Run(runs[-1].start, run.end, runs[-1].first, runs[-1].size + 1)
        else:
            runs.append(run)
    text = text.rstrip(" ")
    slants = tuple(
        Slant(_moved(slant.start, starts, text), _moved(slant.end, starts, text), slant.strong)
        for slant in slants_of(line)
    )
    return Clean(text, runs, line.page, slants)


def _moved(at: int, starts: Sequence[tuple[int, int]], text: str) -> int:
    """Return where in the cleaned text a place of the line is."""
    found = bisect_left(starts, (at, 0))
    return min(starts[found][1], len(text)) if found < len(starts) else len(text)


def _follows(one: Run, other: Run) -> bool:
    return (
        one.end == other.start
        and one.end - one.start == one.size
        and one.first + one.size == other.first
    )
