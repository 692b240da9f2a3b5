"""The words inside one block: pieces of text as they are met, joined to one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.reading.document import Emphasis

_BLANK = re.compile(r"\s+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffc\ufffe\uffff]"
)
_SENTENCE_MARKS = tuple(".!?…:;,\"'”’»。！？)")
_LONGEST_BOLD_HEADING = 80


class Piece(NamedTuple):
    """A run of text with the address it leads to and how it is set."""

    text: str
    link: str = ""
    bold: bool = False
    italic: bool = False


class Line(NamedTuple):
    """Pieces joined: the text, its links as (start, end, address), its emphases in text order."""

    text: str
    links: list[tuple[int, int, str]]
    emphases: list[Emphasis]


def clean(text: str) -> str:
    """Return `text` with every run of white space as one blank and no invisible characters."""
    return _BLANK.sub(" ", _INVISIBLE.sub("", text)).strip()


def joined(pieces: Sequence[Piece]) -> Line:
    """Join pieces to one line, blanks collapsed across them; links and emphases begin and end with
    a word.
    """
    parts: list[str] = []
    links: list[tuple[int, int, str]] = []
    bold: list[tuple[int, int]] = []
    italic: list[tuple[int, int]] = []
    length = 0
    after_blank = True
    for raw, link, is_bold, is_italic in pieces:
        text = _BLANK.sub(" ", _INVISIBLE.sub("", raw))
        if after_blank:
            text = text.lstrip()
        if not text:
            continue
        start = length + len(text) - len(text.lstrip())
        end = length + len(text.rstrip())
        if end > start:
            if link:
                if links and links[-1][2] == link and start - links[-1][1] <= 1:
                    links[-1] = (links[-1][0], end, link)
                else:
                    links.append((start, end, link))
            if is_bold:
                _extend(bold, start, end)
            if is_italic:
                _extend(italic, start, end)
        parts.append(text)
        length += len(text)
        after_blank = text.endswith(" ")
    line = "".join(parts).rstrip()
    emphases = [Emphasis(*stretch, strong=True) for stretch in bold if _is_word(line, *stretch)]
    emphases += [Emphasis(*stretch) for stretch in italic if _is_word(line, *stretch)]
    emphases.sort(key=lambda emphasis: (emphasis.start, -emphasis.end))
    return Line(line, links, emphases)


def _extend(stretches: list[tuple[int, int]], start: int, end: int) -> None:
    """Add a stretch, or lengthen the one before it where only a blank lies between."""
    if stretches and start - stretches[-1][1] <= 1:
        start = stretches.pop()[0]
    stretches.append((start, end))


def _is_word(line: str, start: int, end: int) -> bool:
    """Tell emphasis from a drop cap and from mere signs."""
    if start == 0 and end == 1 and line[1:2].isalpha():
        return False
    return any(map(str.isalnum, line[start:end]))


def is_bold_line(text: str, pieces: Sequence[Piece]) -> bool:
    """Tell a short line all in bold that is no sentence: a heading to whoever sees the page."""
    if not text or len(text) > _LONGEST_BOLD_HEADING or text.endswith(_SENTENCE_MARKS):
        return False
    return text[0].isupper() and all(piece.bold for piece in pieces if piece.text.strip())
