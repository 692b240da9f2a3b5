"""Cut words into the pieces of the encoder's vocabulary.

The tokens come from spaCy already, so all that is left to do is the greedy longest match of
WordPiece; the library that does it (tokenizers) would bring a client of a model hub along.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

UNKNOWN = "[UNK]"
BEGIN = "[CLS]"
END = "[SEP]"
LONGEST_WORD = 100
"""Characters; a longer word is one unknown piece, as in the encoder's own training."""
MOST_PIECES = 24
"""More of a word are left out: it is no word of a language."""


class WordPieces:
    """The vocabulary: numbers of the pieces a word is made of, remembered for each word met."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self._unknown = self._numbers[UNKNOWN]
        self.begin = self._numbers[BEGIN]
        self.end = self._numbers[END]
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """Return the pieces of a word, at least one; white space alone is one unknown piece."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            found = self._known[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        pieces: list[int] = []
        for part in _parts(word[: 4 * LONGEST_WORD]):
            pieces += self._match(part)
        return tuple(pieces[:MOST_PIECES]) or (self._unknown,)

    def _match(self, part: str) -> list[int]:
        if len(part) > LONGEST_WORD:
            return [self._unknown]
        pieces: list[int] = []
        start = 0
        while start < len(part):
            end = len(part)
            prefix = "##" if start else ""
            while end > start and prefix + part[start:end] not in self._numbers:
                end -= 1
            if end == start:
                return [self._unknown]
            pieces.append(self._numbers[prefix + part[start:end]])
            start = end
        return pieces


def _parts(word: str) -> list[str]:
    """Lower-case a word, take its accents off, and part it at punctuation, as BERT does."""
    plain = unicodedata.normalize("NFD", word.lower())
    parts: list[str] = []
    joined = False
    for sign in plain:
        kind = unicodedata.category(sign)
        if kind == "Mn" or sign.isspace() or kind in {"Cc", "Cf"}:
            continue
        alone = (kind[0] in "PS" and (kind[0] == "P" or sign.isascii())) or _is_ideograph(sign)
        if joined and not alone:
            parts[-1] += sign
        else:
            parts.append(sign)
        joined = not alone
    return parts


def _is_ideograph(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff" or "\U00020000" <= sign <= "\U0002fa1f"
