"""How each word stands to a cue: how far, in which sentence, and where in the parse."""

from __future__ import annotations

import numpy as np

from app.analysis.tagging.words import Ints, Words

_EDGES = np.array([1, 2, 3, 4, 5, 7, 10, 16, 26, 51])
DISTANCES = 2 * len(_EDGES) + 1
"""0 for the cue itself, then the classes before it and those after it, near to far"""
SENTENCES = 5
"""two or more sentences before the cue's, one before, the same, one after, two or more after"""


def relations(dependencies: int) -> int:
    """Return how many places in the parse are told apart, of a parser with so many labels.

    0 is none, 1 the cue itself; then, by its label, the branch of the cue a word hangs on; then, by
    the label through which the cue hangs on it, the branch of what the cue depends on.
    """
    return 2 + 2 * (dependencies + 1)


class Pairs:
    """Answers for one article; words are its numbers."""

    def __init__(self, words: Words, dependencies: int) -> None:
        self._words = words
        self._labels = dependencies + 1
        count = len(words)
        # The left and right edge of the subtree of every word, from the leaves upward.
        self._left = np.arange(count)
        self._right = np.arange(count)
        heads = words.heads
        self._children: list[list[int]] = [[] for _ in range(count)]
        for i, head in enumerate(heads.tolist()):
            if head != i:
                self._children[head].append(i)
        for i in self._upward():
            head = int(heads[i])
            if head != i:
                self._left[head] = min(self._left[head], self._left[i])
                self._right[head] = max(self._right[head], self._right[i])

    def _upward(self) -> list[int]:
        """Return all words, each before its head."""
        heads = self._words.heads.tolist()
        order = [i for i, head in enumerate(heads) if head == i]
        for i in order:  # grows while it is walked through
            order += self._children[i]
        order.reverse()
        return order

    def head_of(self, first: int, end: int) -> int:
        """Return the word of a stretch that hangs on one outside it, its first if there is none."""
        for i in range(first, end):
            head = int(self._words.heads[i])
            if head == i or not first <= head < end:
                return i
        return first

    def features(self, first: int, end: int, start: int, stop: int) -> Ints:
        """Return a row for each word from `start` to `stop`: distance, sentence, relation.

        The cue runs from word `first` to `end`.
        """
        words = self._words
        place = np.arange(start, stop)
        before, after = first - place, place - (end - 1)
        near = np.searchsorted(_EDGES, np.maximum(before, after), side="right")
        distance = np.where(before > 0, near, near + len(_EDGES))
        distance[(before <= 0) & (after <= 0)] = 0
        sentence = np.clip(words.sentences[start:stop] - words.sentences[first], -2, 2) + 2
        head = self.head_of(first, end)
        relation = np.zeros(stop - start, dtype=np.int32)
        deps = words.features[:, 4]
        self._fill(relation, start, head, 1)
        for child in self._children[head]:
            self._fill(relation, start, child, 2 + int(deps[child]))
        below, above = head, int(words.heads[head])
        while above != below:
            label = 2 + self._labels + int(deps[below])
            self._fill(relation, start, above, label, only_free=True)
            below, above = above, int(words.heads[above])
        if start <= head < stop:
            relation[head - start] = 1
        return np.stack([distance, sentence, relation], axis=1).astype(np.int32)

    def _fill(
        self, relation: Ints, start: int, root: int, label: int, *, only_free: bool = False
    ) -> None:
        first = max(0, int(self._left[root]) - start)
        last = max(first, int(self._right[root]) + 1 - start)
        part = relation[first:last]
        if only_free:
            part[part == 0] = label
        else:
            part[:] = label
