"""Cut annotated articles into windows and put windows together into batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from app.analysis.tagging.decoding import CONTENT, CUE_BEGINS, CUE_GOES_ON, SOURCE
from app.analysis.tagging.pairs import Pairs
from app.analysis.tagging.proposals import Window, make_window
from app.analysis.tagging.windows import STRIDE, windows
from app.analysis.tagging.wordpieces import WordPieces
from app.analysis.training.corpus import Article, Truth

IGNORED = -100
"""The label of what is not learned from: filling"""


@dataclass(frozen=True, slots=True)
class Example:
    """A window with the attributions whose cue lies in it."""

    article: Article
    pairs: Pairs
    window: Window
    truths: tuple[Truth, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors, filled up to the longest."""

    examples: list[Example]
    pieces: Tensor
    features: Tensor
    present: Tensor
    firsts: Tensor
    cue_labels: Tensor
    role_labels: Tensor


def make_examples(
    articles: Sequence[tuple[Article, Pairs]], wordpieces: WordPieces, rng: random.Random
) -> list[Example]:
    """Cut all articles anew, at other places each time."""
    found = []
    for article, pairs in articles:
        for start, end in windows(article.words, rng.randint(STRIDE // 4, STRIDE)):
            window = make_window(article.words, start, end, wordpieces.begin, wordpieces.end)
            truths = tuple(t for t in article.truths if start <= t.cue[0] and t.cue[1] <= end)
            found.append(Example(article, pairs, window, truths))
    return found


def batches(examples: list[Example], size: int, rng: random.Random) -> Iterator[Batch]:
    """Yield all examples in a new order."""
    order = list(examples)
    rng.shuffle(order)
    for first in range(0, len(order), size):
        yield collate(order[first : first + size])


def collate(examples: list[Example]) -> Batch:
    """Put windows together."""
    longest = max(len(e.window.pieces) for e in examples)
    most = max(len(e.window.firsts) for e in examples)
    count = len(examples)
    kinds = examples[0].window.features.shape[1]
    pieces = np.zeros((count, longest), dtype=np.int64)
    features = np.zeros((count, longest, kinds), dtype=np.int64)
    present = np.zeros((count, longest), dtype=bool)
    firsts = np.zeros((count, most), dtype=np.int64)
    cues = np.full((count, most), IGNORED, dtype=np.int64)
    roles = np.full((count, most), IGNORED, dtype=np.int64)
    for row, example in enumerate(examples):
        window = example.window
        pieces[row, : len(window.pieces)] = window.pieces
        features[row, : len(window.pieces)] = window.features
        present[row, : len(window.pieces)] = True
        firsts[row, : len(window.firsts)] = window.firsts
        cues[row, : len(window.firsts)] = 0
        roles[row, : len(window.firsts)] = _any_role(example)
        for truth in example.truths:
            a, b = truth.cue[0] - window.start, truth.cue[1] - window.start
            cues[row, a] = CUE_BEGINS
            cues[row, a + 1 : b] = CUE_GOES_ON
    tensors = [torch.from_numpy(x) for x in (pieces, features, present, firsts, cues, roles)]
    return Batch(examples, *tensors)


def roles_for(example: Example, truth: Truth | None) -> np.ndarray:
    """Return the role of each word of the window for one cue; None has neither."""
    window = example.window
    labels = np.zeros(window.end - window.start, dtype=np.int64)
    if truth is not None:
        _write(labels, truth.content, window.start, CONTENT)
        _write(labels, truth.source, window.start, SOURCE)
    return labels


def _any_role(example: Example) -> np.ndarray:
    window = example.window
    labels = np.zeros(window.end - window.start, dtype=np.int64)
    for truth in example.article.truths:  # those of cues outside the window as well
        if truth.content[0][0] < window.end and window.start < truth.content[-1][1]:
            _write(labels, truth.content, window.start, CONTENT)
    for truth in example.article.truths:
        _write(labels, truth.source, window.start, SOURCE)
    return labels


def _write(labels: np.ndarray, stretches: Sequence[tuple[int, int]], start: int, role: int) -> None:
    for first, end in stretches:
        labels[max(0, first - start) : max(0, end - start)] = role
