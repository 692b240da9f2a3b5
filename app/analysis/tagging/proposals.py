"""What the tagger proposes for an article: cues, each with its content and its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from app.analysis.tagging.decoding import (
    CONTENT,
    SOURCE,
    Decoding,
    Floats,
    cue_stretches,
    log_softmax,
    role_paths,
    runs,
)
from app.analysis.tagging.pairs import Pairs
from app.analysis.tagging.windows import windows
from app.analysis.tagging.words import Ints, Words

Stretch = tuple[int, int]
"""The first word and the end, half open"""

BATCH = 8
"""Windows that go through the encoder together"""


MOST_CUES = 40
"""Cues looked at in one window, the likeliest; prose has about ten in so many words"""


LEAST_CUE = 0.2
"""Of less likely cues nothing comes that is worth passing on."""
LEANING = 0.25
"""Where no word is more likely source than not, those of this probability are taken: most cues
have a source."""


@dataclass(frozen=True, slots=True)
class Window:
    """A window ready for the encoder: `firsts` are the places of the words' first pieces."""

    start: int
    end: int
    pieces: Ints
    features: Ints
    firsts: Ints


@dataclass(frozen=True, slots=True)
class Seen:
    """What the encoder makes of a window: a vector, cue scores and role scores for each word."""

    hidden: Floats
    cues: Floats
    roles: Floats


class Network(Protocol):
    """The two halves of the trained network."""

    def encode(self, batch: Sequence[Window]) -> list[Seen]: ...

    def relate(self, seen: Seen, cues: Sequence[Stretch], pairs: Ints) -> Floats:
        """Score (cues, words, roles) for the cues, word numbers counted in the window."""
        ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """One attribution as the tagger sees it; stretches are numbers of words.

    `cue_score` and `content_score` are probabilities: that the cue is one, and the mean over the
    words of the content that they are its content.
    """

    cue: Stretch
    source: Stretch | None
    content: tuple[Stretch, ...]
    cue_score: float
    content_score: float

    @property
    def score(self) -> float:
        return float((self.cue_score * self.content_score) ** 0.5)


def make_window(words: Words, start: int, end: int, begin: int, stop: int) -> Window:
    """Lay out a window between the pieces `begin` and `stop` that the encoder expects."""
    edges = words.edges[start : end + 1]
    pieces = words.pieces[edges[0] : edges[-1]]
    counts = np.diff(edges)
    rows = np.repeat(words.features[start:end], counts, axis=0)
    blank = np.zeros((1, rows.shape[1]), dtype=np.int32)
    return Window(
        start,
        end,
        np.concatenate([[begin], pieces, [stop]]).astype(np.int32),
        np.concatenate([blank, rows, blank]).astype(np.int32),
        (edges[:-1] - edges[0] + 1).astype(np.int32),
    )


def propose(
    words: Words,
    network: Network,
    pairs: Pairs,
    laid_out: Callable[[int, int], Window],
    decoding: Decoding,
) -> list[Proposal]:
    """Return what the network proposes, in the order of the cues, doubtful ones too.

    A cue that lies in two windows is read in the one where it has more words around it.
    """
    cuts = list(windows(words))
    found: list[Proposal] = []
    for first in range(0, len(cuts), BATCH):
        batch = [laid_out(*cut) for cut in cuts[first : first + BATCH]]
        for number, seen in enumerate(network.encode(batch), first):
            low, high = _own_part(cuts, number)
            found += _in_window(batch[number - first], seen, low, high, network, pairs, decoding)
    return sorted(found, key=lambda proposal: proposal.cue)


def _own_part(cuts: Sequence[Stretch], number: int) -> Stretch:
    """Return the words that no neighbouring window sees more of the surroundings of."""
    start, end = cuts[number]
    low = 0 if number == 0 else (start + cuts[number - 1][1]) // 2
    high = end if number == len(cuts) - 1 else (cuts[number + 1][0] + end) // 2
    return low, high


def _in_window(
    window: Window,
    seen: Seen,
    low: int,
    high: int,
    network: Network,
    pairs: Pairs,
    decoding: Decoding,
) -> Iterator[Proposal]:
    start, end = window.start, window.end
    cues = [
        cue
        for cue in cue_stretches(seen.cues, decoding)
        if low <= start + cue[0] < high and cue[2] >= LEAST_CUE
    ]
    cues = sorted(sorted(cues, key=lambda cue: -cue[2])[:MOST_CUES])
    if not cues:
        return
    related = np.stack([pairs.features(start + a, start + b, start, end) for a, b, _ in cues])
    logs = log_softmax(network.relate(seen, [(a, b) for a, b, _ in cues], related))
    for (a, b, sure), path, log in zip(
        cues, role_paths(logs, decoding).tolist(), logs, strict=True
    ):
        path[a:b] = [0] * (b - a)
        content = runs(path, CONTENT)
        if not content:
            continue
        share = np.exp(log[[i for s, e in content for i in range(s, e)], CONTENT])
        naming = np.exp(log[:, SOURCE])
        sources = runs(path, SOURCE) or runs(naming > LEANING, True)
        source = max(sources, key=lambda run: float(naming[run[0] : run[1]].sum()), default=None)
        yield Proposal(
            (start + a, start + b),
            (start + source[0], start + source[1]) if source else None,
            tuple((start + s, start + e) for s, e in content),
            sure,
            float(share.mean()),
        )
