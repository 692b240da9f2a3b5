"""What stands behind the equals signs of a BibTeX file: words, numbers and macros, put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from app.importing.bibliography.latex import without_braces

LONGEST = 2**20
"""Characters a value may reach when macros are put in; they can be made to double each other."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
MONTHS = {name: str(number) for number, name in enumerate(_MONTHS, start=1)}
_MARK = re.compile(r'(?<!\\)[{}]|"|#')


def value_of(written: str, macros: Mapping[str, str]) -> str:
    """Return the value of a field or macro: its pieces joined, macros put in by their name.

    The braces within it stay: they say what is one name, and what keeps its capitals.
    """
    pieces: list[str] = []
    length = 0
    for piece in _pieces(written):
        if piece.startswith('"') and piece.endswith('"') and len(piece) > 1:
            words = piece[1:-1]
        elif piece.startswith("{"):
            words = piece[1:-1] if piece.endswith("}") else piece
        else:
            words = macros.get(piece.lower(), MONTHS.get(piece.lower(), piece))
        length += len(words)
        if length > LONGEST:
            break
        pieces.append(words)
    return "".join(pieces).strip()


def _pieces(written: str) -> Iterator[str]:
    """Yield what signs of addition (#) keep apart outside braces and quotation marks."""
    depth = start = 0
    quoted = False
    for mark in _MARK.finditer(written):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
        elif depth > 0:
            continue
        elif mark[0] == '"':
            quoted = not quoted
        elif not quoted:
            # JabRef writes the name of a macro between two of them.
            if piece := written[start : mark.start()].strip():
                yield piece
            start = mark.end()
    if piece := written[start:].strip():
        yield piece


def split_outside_braces(text: str, apart: str) -> Iterator[str]:
    """Yield the parts of a list, those in braces whole and without them."""
    depth = start = 0
    for place, sign in enumerate(text):
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
        elif sign in apart and depth <= 0:
            yield without_braces(text[start:place].strip())
            start = place + 1
    yield without_braces(text[start:].strip())
