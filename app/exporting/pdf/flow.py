"""An article's words as the template sets them: part after part, each of runs in one style."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from app.exporting.pdf.pictures import Printable
from app.language import tr
from app.reading.document import Block, BlockKind, Document, Picture
from app.reading.spans import Span

Json = dict[str, Any]

LONGEST_ALT = 400
"""Code points of what is said of a picture to those who cannot see it."""

_BULLET = re.compile(r"(?:[-*•‣▪·–]|\d{1,3}[.)])\s")
WIDE, NARROW = 32, 18
"""Characters of a word that fit into a line of text, and into one of a margin or a table's cell."""

# The typesetter knows where a line may end in scripts that leave no blanks between words.
_UNBROKEN = (
    r"[^\s\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff"
    r"\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff]"
)
_LONG_WORD = {most: re.compile(rf"{_UNBROKEN}{{{most + 1},}}") for most in (WIDE, NARROW)}

_BREAK = "\u200b"
_AFTER = re.compile(r"(?<=[-/_.,:;?&=+@|\\])(?=[^-/_.,:;?&=+@|\\])")

_HEADING = 200
"""Characters of bold words that may be a heading; more are a paragraph."""

_ACROSS, _APART = 62, 2
"""Characters a row of a table has room for, and what stands between two columns takes of it."""

_TALL = 14
"""Rows of a table that may go over a page's end; a lower one stays in one piece."""


def headline_block(document: Document) -> Block | None:
    """Return the block that is the article's own headline, if it begins with one."""
    for block in document.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        return block if block.kind is BlockKind.HEADING and block.level == 1 else None
    return None


def plain(words: str, keep: str = "") -> str:
    """Return words on one line, without characters no page can show: controls, lone surrogates."""
    return _clean(words, keep).strip()


def _clean(words: str, keep: str = "") -> str:
    if words.isprintable():
        return words
    return "".join(
        character if _shown(character) or character in keep else " " if character.isspace() else ""
        for character in words
    )


def _shown(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}


def breakable(words: str, most: int = WIDE) -> str:
    """Return words in which none is too long for its line (`WIDE` or `NARROW`).

    An address breaks after its signs, a run of letters anywhere. What it may break at is a
    character of no width, which is not there for those who copy the text.
    """
    return _LONG_WORD[most].sub(lambda word: _broken(word.group(), most), words)


def _broken(word: str, most: int) -> str:
    return _BREAK.join(
        piece if len(piece) <= most else _BREAK.join(_clusters(piece))
        for piece in _AFTER.split(word)
    )


def _clusters(word: str) -> Iterator[str]:
    """Yield letters with the signs that belong to them."""
    cluster = ""
    for character in word:
        joined = unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf", "Sk"}
        if cluster and not joined and not cluster.endswith("\u200d"):
            yield cluster
            cluster = ""
        cluster += character
    yield cluster


def is_rtl(words: str) -> bool:
    """Tell whether most letters of words run from right to left."""
    if words.isascii():
        return False
    ways = [unicodedata.bidirectional(character) for character in words[:2000]]
    return sum(way in {"R", "AL"} for way in ways) > ways.count("L")


def parts_of(
    document: Document,
    headline: Block | None,
    edges: Sequence[int],
    pictures: Mapping[str, Printable],
    names: Mapping[str, str],
) -> list[Json]:
    """Return the article but for its headline: list items and table rows go together.

    `edges` are the places in the text where marks begin and end; `names` are the files of the
    pictures that are set.
    """
    runs = _Runs(document, edges)
    parts: list[Json] = []
    deepest = 1
    for kind, group in groupby(_in_order(document, headline, pictures), key=_kind):
        if kind is None:
            parts += [_picture(p, pictures, names) for p in group if isinstance(p, Picture)]
            continue
        blocks = [block for block in group if isinstance(block, Block)]
        filled = [block for block in blocks if plain(document.text[block.start : block.end])]
        if not filled:
            continue
        if kind is BlockKind.LIST_ITEM:
            rtl = is_rtl(document.text[filled[0].start : filled[-1].end])
            listed = [_item(document, block, runs) for block in filled]
            parts.append({"kind": "list", "rtl": rtl, "items": listed})
        elif kind is BlockKind.TABLE:
            parts.append(_table([plain(document.text[b.start : b.end], "\t") for b in filled]))
        else:
            for block in filled:
                rtl = is_rtl(document.text[block.start : block.end])
                parts.append({"kind": kind.value, "rtl": rtl, "runs": runs.of(block)})
                parts[-1]["bold"] = _is_bold(parts[-1]["runs"])
                if kind is BlockKind.HEADING:
                    # Tagged PDF refuses a skipped level.
                    deepest = min(deepest + 1, max(2, block.level or 2), 6)
                    parts[-1]["level"] = deepest
                elif kind is BlockKind.QUOTE:
                    parts[-1]["level"] = min(6, max(1, block.level or 1))
    return _with_captions(parts)


def _kind(item: Block | Picture) -> BlockKind | None:
    return item.kind if isinstance(item, Block) else None


def _in_order(
    document: Document, headline: Block | None, pictures: Mapping[str, Printable]
) -> Iterator[Block | Picture]:
    waiting = [picture for picture in document.pictures if picture.address in pictures]
    for block in document.blocks:
        while waiting and waiting[0].at <= block.start:
            yield waiting.pop(0)
        if block is not headline:
            yield block
    yield from waiting


def _picture(picture: Picture, pictures: Mapping[str, Printable], names: Mapping[str, str]) -> Json:
    alt = plain(picture.alt)
    return {
        "kind": "picture",
        "rtl": False,
        "file": names[picture.address],
        "width": pictures[picture.address].width,
        "alt": alt[:LONGEST_ALT] or tr("Picture"),
        "runs": [],
    }


def _with_captions(parts: Sequence[Json]) -> list[Json]:
    """Put the caption that follows a picture into its part: they stay on one page."""
    put: list[Json] = []
    for part in parts:
        last = put[-1] if put else part
        if part["kind"] == "caption" and last["kind"] == "picture" and not last["runs"]:
            put[-1] = {**last, "runs": part["runs"]}
        else:
            put.append(part)
    return put


def _is_bold(runs: Sequence[Any]) -> bool:
    return sum(len(run["words"]) for run in runs if isinstance(run, dict)) <= _HEADING and all(
        isinstance(run, dict) and "bold" in run for run in runs
    )


def _item(document: Document, block: Block, runs: _Runs) -> Json:
    """Return one item of a list; a number or sign of its own stands before its words."""
    own = _BULLET.match(document.text, block.start, block.end)
    begins = own.end() if own and document.text[own.end() : block.end].strip() else block.start
    return {
        "level": min(6, max(1, block.level or 1)),
        "marker": document.text[block.start : begins].strip(),
        "runs": runs.of(Span(begins, block.end)),
    }


def _table(lines: Sequence[str]) -> Json:
    rows = [line.split("\t") for line in lines]
    columns = max(len(row) for row in rows)
    filled = [[*row, *[""] * (columns - len(row))] for row in rows]
    numeric = [_is_numeric([row[at] for row in filled]) for at in range(columns)]
    return {
        "kind": "table",
        "rtl": any(map(is_rtl, lines)),
        "widths": _widths([[row[at] for row in filled] for at in range(columns)]),
        "numeric": numeric,
        "head": any(
            is_figures and not _is_figure(filled[0][at]) for at, is_figures in enumerate(numeric)
        ),
        "whole": len(rows) <= _TALL,
        "cells": [breakable(cell, NARROW) for row in filled for cell in row],
    }


def _widths(columns: Sequence[Sequence[str]]) -> list[float]:
    """Return how wide columns are, each against the others.

    As wide as their words want, but none takes all the room; and where there is too little, first
    as wide as the longest word of each.
    """
    wanted = [min(28, max(5, *map(len, cells))) + _APART for cells in columns]
    least = [
        min(NARROW, max(5, *(len(word) for cell in cells for word in cell.split() or [""])))
        + _APART
        for cells in columns
    ]
    room, beyond = _ACROSS - sum(least), sum(wanted) - sum(least)
    if room >= beyond:
        return [float(width) for width in wanted]
    share = max(0.0, room / beyond)
    return [low + share * (high - low) for low, high in zip(least, wanted, strict=True)]


def _is_numeric(cells: Sequence[str]) -> bool:
    """Tell whether a column holds figures under whatever heads it: they stand one below another."""
    figures = [cell for cell in cells[1:] if cell.strip()]
    return bool(figures) and all(map(_is_figure, figures))


def _is_figure(cell: str) -> bool:
    letters = sum(map(str.isalpha, cell))
    return len(cell) <= 12 and letters <= 2 and any(map(str.isdigit, cell))


class _Runs:
    """Cuts blocks where their style changes."""

    def __init__(self, document: Document, edges: Sequence[int]) -> None:
        self._text = document.text
        self._emphases = sorted(document.emphases, key=lambda e: (e.start, e.end))
        self._links = sorted(document.links, key=lambda link: (link.start, link.end))
        self._longest = (
            max((e.end - e.start for e in self._emphases), default=0),
            max((link.end - link.start for link in self._links), default=0),
        )
        self._edges = sorted(set(edges))

    def of(self, block: Block | Span) -> list[Any]:
        """Return words: a string for a run without style, else an object."""
        text = self._text
        start = (
            block.start
            + len(text[block.start : block.end])
            - len(text[block.start : block.end].lstrip())
        )
        end = start + len(text[start : block.end].rstrip())
        emphases = _overlapping(self._emphases, start, end, self._longest[0])
        links = _overlapping(self._links, start, end, self._longest[1])
        apart = list(self._apart(start, end))
        if not (emphases or links or apart):
            return [breakable(_clean(text[start:end]))]
        cuts = {start, end}
        for one in (*emphases, *links):
            cuts |= {max(start, one.start), min(end, one.end)}
        for low, high in apart:
            cuts |= {low, high}
        found: list[Any] = []
        for low, high in pairwise(sorted(cuts)):
            words = breakable(_clean(text[low:high]))
            style: Json = {}
            covering = [e for e in emphases if e.start <= low and high <= e.end]
            if any(not e.strong for e in covering):
                style["italic"] = True
            if any(e.strong for e in covering):
                style["bold"] = True
            address = next((k.address for k in links if k.start <= low and high <= k.end), "")
            if address.startswith(("http://", "https://", "mailto:")) and plain(address):
                style["address"] = plain(address)
            if any(a <= low and high <= b for a, b in apart):
                style["apart"] = True
            if words:
                found.append({**style, "words": words} if style else words)
        return found

    def _apart(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the words in which a mark begins or ends between two letters."""
        text = self._text
        at = bisect_right(self._edges, start)
        before = start
        while at < len(self._edges) and self._edges[at] < end:
            edge = self._edges[at]
            at += 1
            if edge <= before or not _is_latin(text[edge - 1]) or not _is_latin(text[edge]):
                continue
            low, high = edge, edge
            while low > start and _is_latin(text[low - 1]):
                low -= 1
            while high < end and _is_latin(text[high]):
                high += 1
            before = high
            yield low, high


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _overlapping(sorted_: Sequence[Any], start: int, end: int, longest: int) -> list[Any]:
    low = bisect_left(sorted_, start - longest, key=lambda one: one.start)
    high = bisect_left(sorted_, end, key=lambda one: one.start)
    return [one for one in sorted_[low:high] if one.end > start and one.end > one.start]
