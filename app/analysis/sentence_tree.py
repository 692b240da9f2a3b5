"""The parse of one sentence, with each word's children listed once, and its words put back to text.

spaCy walks a word's whole subtree to list its children; a sentence full of numbers would pay that
for every number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

_CLAUSAL = frozenset({"amod", "compound", "prep", "aux", "auxpass", "nmod", "quantmod", "case"})
_VERBAL_PREPOSITIONS = frozenset(
    ["according", "including", "following", "compared", "based", "given", "regarding", "concerning"]
)


class SentenceTree:
    """One sentence, [first, last) of a parse's tokens; words outside it have no children."""

    __slots__ = ("_children", "_instead", "_lowers", "doc", "first", "last")

    def __init__(self, doc: Sequence[Token], first: int, last: int) -> None:
        self.doc, self.first, self.last = doc, first, last
        self._children: dict[int, list[Token]] = {}
        self._instead: dict[int, str] = {}
        self._lowers = [str(token.lower_) for token in doc[first:last]]
        for token in doc[first:last]:
            head = token.head.i
            if head != token.i:
                self._children.setdefault(head, []).append(token)

    def children(self, token: Token) -> list[Token]:
        return self._children.get(token.i, [])

    def child(self, token: Token, *deps: str) -> Token | None:
        """Return the first child with one of the relations."""
        return next((child for child in self.children(token) if child.dep_ in deps), None)

    def write_for(self, token: Token, words: str) -> None:
        """Write `words` wherever the token is shown, for "that city" its name."""
        self._instead[token.i] = words

    def lowers(self, index: int, count: int) -> list[str]:
        """Return the words from `index` on in lower case, those outside the sentence left out."""
        return self._lowers[max(index - self.first, 0) : max(index + count - self.first, 0)]

    def object_of(self, preposition: Token) -> Token | None:
        return self.child(preposition, "pobj", "pcomp")

    def is_glued(self, index: int) -> bool:
        """Tell a token that no blank parts from the one before it."""
        return index > self.first and not self.doc[index - 1].whitespace_

    def below(self, token: Token, most: int) -> list[int] | None:
        """Return the indices of the subtree in order, None where it has more than `most` words."""
        found, waiting = [], [token]
        while waiting:
            here = waiting.pop()
            found.append(here.i)
            if len(found) > most:
                return None
            waiting += self.children(here)
        return sorted(found)

    def text(self, indices: Iterable[int]) -> str:
        """Return the words in their own order, spaced as the text spaces neighbours."""
        parts: list[str] = []
        before: Token | None = None
        for index in sorted(set(indices)):
            token = self.doc[index]
            if self._instead.get(index) == "":
                continue
            if before is not None and (before.i + 1 < index or before.whitespace_):
                parts.append(" ")
            parts.append(self._word(token))
            before = token
        return "".join(parts).strip(" -–—,;:")

    def _word(self, token: Token) -> str:
        """Return the word, without the capital that only the sentence's beginning gives it."""
        text = self._instead.get(token.i) or str(token.text.strip())
        at = token.i
        while at > self.first and self.doc[at - 1].pos_ in {"PUNCT", "SPACE"}:
            at -= 1
        common = token.pos_ not in {"PROPN", "PRON"} and text[1:] == text[1:].lower()
        return (
            text.lower() if (at == self.first and common and len(text) > 1) or text == "A" else text
        )


def is_clausal(token: Token) -> bool:
    """Tell a verb that makes a clause from a participle that describes a noun."""
    return (
        token.pos_ in {"VERB", "AUX"}
        and token.dep_ not in _CLAUSAL
        and token.lower_ not in _VERBAL_PREPOSITIONS
    )


def is_noun(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"}
