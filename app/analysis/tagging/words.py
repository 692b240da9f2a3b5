"""The words of an article as the tagger sees them: their pieces and their features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, ENT_TYPE, HEAD, SENT_START, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc

from app.analysis.quotemarks import QuotedStretch
from app.analysis.tagging.wordpieces import WordPieces

Ints = npt.NDArray[np.int32]

CASES = 6
"""lower case, Capitalised, CAPITALS, mIxed, digits, neither letter nor digit"""
QUOTES = 4
"""outside quotation marks, an opening mark, between marks, a closing mark"""
STARTS = 3
"""inside a sentence, its first word, the first word of a paragraph"""


@dataclass(frozen=True, slots=True)
class Labels:
    """The parser's labels the tagger was trained with, in the order of their numbers from 1."""

    tags: tuple[str, ...]
    dependencies: tuple[str, ...]
    entities: tuple[str, ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """Return how many values each feature of a word has, in the order of `Words.features`."""
        return (
            CASES,
            QUOTES,
            STARTS,
            len(self.tags) + 1,
            len(self.dependencies) + 1,
            len(self.entities) + 1,
        )


@dataclass(frozen=True, slots=True)
class Words:
    """Parsed words, one after the other over all paragraphs.

    `starts` and `ends` are offsets of the document. `pieces` holds the pieces of all words, those
    of word i from `edges[i]` to `edges[i + 1]`. `features` has one row a word: case, quotation
    marks, start, tag, dependency, entity. `heads` are numbers of words, `sentences` and
    `paragraphs` count up.
    """

    starts: Ints
    ends: Ints
    pieces: Ints
    edges: Ints
    features: Ints
    heads: Ints
    sentences: Ints
    paragraphs: Ints

    def __len__(self) -> int:
        return len(self.starts)


class Reader:
    """Turns parsed paragraphs into `Words`."""

    def __init__(self, wordpieces: WordPieces, labels: Labels, strings: StringStore) -> None:
        self._wordpieces = wordpieces
        self._tags = {strings[name]: n for n, name in enumerate(labels.tags, 1)}
        self._dependencies = {strings[name]: n for n, name in enumerate(labels.dependencies, 1)}
        self._entities = {strings[name]: n for n, name in enumerate(labels.entities, 1)}

    def read(self, paragraphs: Sequence[tuple[Doc, int]], quoted: Sequence[QuotedStretch]) -> Words:
        """Read parsed paragraphs, each with its offset; `quoted` are the document's quotations."""
        starts: list[int] = []
        ends: list[int] = []
        pieces: list[int] = []
        edges = [0]
        features: list[tuple[int, ...]] = []
        heads: list[int] = []
        sentences: list[int] = []
        numbers: list[int] = []
        sentence = -1
        for number, (doc, offset) in enumerate(paragraphs):
            base = len(starts)
            rows = doc.to_array([TAG, DEP, ENT_TYPE, HEAD, SENT_START]).astype(np.int64).tolist()
            for i, (token, (tag, dep, entity, head, opens)) in enumerate(
                zip(doc, rows, strict=True)
            ):
                word = token.text
                start = token.idx + offset
                starts.append(start)
                ends.append(start + len(word))
                pieces += self._wordpieces.of(word)
                edges.append(len(pieces))
                heads.append(base + i + head)
                sentence += opens == 1 or i == 0
                sentences.append(sentence)
                numbers.append(number)
                features.append(
                    (
                        _case(word),
                        0,
                        2 if i == 0 else int(opens == 1),
                        self._tags.get(tag % 2**64, 0),
                        self._dependencies.get(dep % 2**64, 0),
                        self._entities.get(entity % 2**64, 0),
                    )
                )
        table = np.array(features, dtype=np.int32).reshape(-1, 6)
        words = Words(
            np.array(starts, dtype=np.int32),
            np.array(ends, dtype=np.int32),
            np.array(pieces, dtype=np.int32),
            np.array(edges, dtype=np.int32),
            table,
            np.array(heads, dtype=np.int32),
            np.array(sentences, dtype=np.int32),
            np.array(numbers, dtype=np.int32),
        )
        _mark_quotations(words, quoted)
        return words


def _mark_quotations(words: Words, quoted: Sequence[QuotedStretch]) -> None:
    """Write into the features where quotations run; an inner one leaves the outer one's inside."""
    for stretch in quoted:
        first = int(np.searchsorted(words.starts, stretch.start))
        last = int(np.searchsorted(words.starts, stretch.end))
        if first >= last:
            continue
        column = words.features[first:last, 1]
        if stretch.depth == 0:
            column[:] = 2
        if words.ends[first] - words.starts[first] <= 2:
            column[0] = 1
        if stretch.closed and words.ends[last - 1] - words.starts[last - 1] <= 2:
            column[-1] = 3


def _case(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper():
        return 1 if len(word) == 1 else 2
    if word[:1].isupper():
        return 1 if word[1:].islower() else 3
    if any(sign.isalpha() for sign in word):
        return 3
    return 4 if any(sign.isdigit() for sign in word) else 5
