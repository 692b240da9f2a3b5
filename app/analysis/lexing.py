"""Words, digit runs and signs of a text, as the number grammar sees them.

spaCy's own tokens glue some numbers together ("8–12", "12.9bn") and split others, depending on
what stands around them; the grammar needs the same pieces every time.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_GAP = "\u00a0\u2009\u202f"
"""The spaces that may group digits without doubt; a plain one needs two groups or decimals."""

_PIECE = re.compile(
    r"(?P<digits>"
    r"\d{1,3}(?: \d{3}){2,}(?!\d)(?:,\d{1,2}(?!\d))?"
    r"|\d{1,3}(?: \d{3})+,\d{1,2}(?!\d)"
    r"|\d{1,3} 000(?!\d)"
    r"|\d{1,3}(?:['’]\d{3})+(?:\.\d+)?(?!\d)"
    rf"|\d(?:[\d.,{_GAP}]*\d)?)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>[^\w\s]|_|[½¼¾⅓⅔⅕⅖⅗⅘⅙⅛⅜⅝⅞])"
)


class Piece(NamedTuple):
    """A word, a run of digits with its separators, or a single sign.

    `lower` is the text in lower case; `glued` tells that no blank stands before it.
    """

    text: str
    lower: str
    start: int
    end: int
    digits: bool
    word: bool
    glued: bool


END = Piece("", "", -1, -1, digits=False, word=False, glued=False)
"""Stands for whatever lies before the first and after the last piece."""


class Pieces:
    """The pieces of one text, readable at any index: outside they are `END`."""

    __slots__ = ("_pieces", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._pieces: list[Piece] = []
        last = -1
        for match in _PIECE.finditer(text):
            start, end = match.span()
            kind = match.lastgroup
            found = match.group()
            self._pieces.append(
                Piece(
                    found,
                    found.lower(),
                    start,
                    end,
                    kind == "digits",
                    kind == "word",
                    start == last,
                )
            )
            last = end

    def __len__(self) -> int:
        return len(self._pieces)

    def __getitem__(self, index: int) -> Piece:
        return self._pieces[index] if 0 <= index < len(self._pieces) else END

    def lowers(self, start: int, count: int) -> tuple[str, ...]:
        """Return `count` lower-case texts from index `start`."""
        return tuple(self[index].lower for index in range(start, start + count))

    def spells(self, start: int, phrase: tuple[str, ...]) -> bool:
        """Tell whether the pieces from `start` on are `phrase`, case aside."""
        return all(self[start + step].lower == text for step, text in enumerate(phrase))


def words(text: str) -> frozenset[str]:
    """Return the words of a blank-separated list: how this package writes its word tables."""
    return frozenset(text.split())
