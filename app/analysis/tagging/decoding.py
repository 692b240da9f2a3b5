"""Choose whole stretches from the scores of single words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

OTHER, CONTENT, SOURCE = range(3)
"""What a word is to a cue"""
CUE_OTHER, CUE_BEGINS, CUE_GOES_ON = range(3)
"""What a word is to the cues"""

_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Decoding:
    """The constants of the choice, found on held-out articles when the model was made.

    `switch` is the price, in nats, of a change between content, source and neither; `cue_bonus` is
    added to the score of every word as part of a cue, so that doubtful cues are tried too.
    """

    switch: float = 1.0
    cue_bonus: float = 1.5


def log_softmax(scores: Floats) -> Floats:
    """Turn scores into logarithms of probabilities over the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def best_paths(scores: Floats, change: Floats, first: Floats) -> npt.NDArray[np.int8]:
    """Return the best sequence of labels for each row of `scores` (rows, words, labels).

    `change[a, b]` is the score of label b after label a, `first` that of the first label.
    """
    rows, count, labels = scores.shape
    if not count:
        return np.zeros((rows, 0), dtype=np.int8)
    back = np.zeros((rows, count, labels), dtype=np.int8)
    best = scores[:, 0] + first
    for i in range(1, count):
        ways = best[:, :, None] + change
        back[:, i] = ways.argmax(axis=1)
        best = ways.max(axis=1) + scores[:, i]
    paths = np.zeros((rows, count), dtype=np.int8)
    paths[:, -1] = best.argmax(axis=1)
    every = np.arange(rows)
    for i in range(count - 1, 0, -1):
        paths[:, i - 1] = back[every, i, paths[:, i]]
    return paths


def cue_stretches(scores: Floats, decoding: Decoding) -> list[tuple[int, int, float]]:
    """Return the first word, the end and the probability of each cue; `scores` is (words, 3)."""
    logs = log_softmax(scores)
    offered = logs.copy()
    offered[:, CUE_BEGINS:] += decoding.cue_bonus
    change = np.zeros((3, 3), dtype=np.float32)
    change[CUE_OTHER, CUE_GOES_ON] = _NEVER
    first = np.array([0, 0, _NEVER], dtype=np.float32)
    path = best_paths(offered[None], change, first)[0].tolist()
    sure = 1.0 - np.exp(logs[:, CUE_OTHER])
    found: list[tuple[int, int, float]] = []
    for i, label in enumerate([*path, CUE_OTHER]):
        if found and found[-1][1] < 0 and label != CUE_GOES_ON:
            start = found[-1][0]
            found[-1] = (start, i, float(sure[start:i].max()))
        if label == CUE_BEGINS:
            found.append((i, -1, 0.0))
    return found


def role_paths(logs: Floats, decoding: Decoding) -> npt.NDArray[np.int8]:
    """Return the role of each word for each cue; `logs` is (cues, words, 3)."""
    change = np.full((3, 3), -decoding.switch, dtype=np.float32)
    np.fill_diagonal(change, 0.0)
    return best_paths(logs, change, np.zeros(3, dtype=np.float32))


def runs(path: Iterable[int], wanted: int) -> list[tuple[int, int]]:
    """Return the stretches of `path` that hold `wanted` without a break."""
    found: list[tuple[int, int]] = []
    for i, label in enumerate(path):
        if label != wanted:
            continue
        if found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        else:
            found.append((i, i + 1))
    return found
