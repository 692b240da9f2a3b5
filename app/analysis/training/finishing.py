"""Make what ships out of a trained network: quantised graphs, constants and figures.

The constants are chosen on the held-out articles with the quantised network, the one that ships.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from app.analysis.tagging.decoding import Decoding, Floats
from app.analysis.tagging.pairs import Pairs
from app.analysis.tagging.proposals import Network, Proposal, Seen, Stretch, Window
from app.analysis.tagging.selecting import select
from app.analysis.tagging.shipped import ShippedNetwork
from app.analysis.tagging.wordpieces import WordPieces
from app.analysis.tagging.words import Ints, Labels
from app.analysis.training.corpus import Article, Truth
from app.analysis.training.evaluation import propose_all, score
from app.analysis.training.export import export
from app.analysis.training.network import Tagger

Articles = Sequence[tuple[Article, Pairs]]

SWITCHES = (0.25, 0.5, 1.0, 2.0)
BONUSES = (1.0, 2.0)
THRESHOLDS = tuple(x / 100 for x in range(40, 92, 2))
BINS = 16
"""Steps of the calibration, before those out of order are pooled"""


def finish(
    network: Tagger,
    vocabulary: Path,
    wordpieces: WordPieces,
    labels: Labels,
    dev: Articles,
    scorer: ModuleType,
    folder: Path,
) -> dict[str, Any]:
    """Write everything the program needs into `folder`; return the scorer's summary."""
    folder.mkdir(parents=True, exist_ok=True)
    export(network, folder)
    for whole in folder.glob("*.whole.onnx"):
        whole.unlink()
    (folder / "vocab.txt").write_bytes(vocabulary.read_bytes())
    shipped = _Remembering(ShippedNetwork(folder))
    best, decoding, threshold = -1.0, Decoding(), 0.5
    chosen: dict[str, list[Proposal]] = {}
    for switch, bonus in product(SWITCHES, BONUSES):
        tried = Decoding(switch, bonus)
        proposals = propose_all(shipped, dev, wordpieces, tried)
        for at in THRESHOLDS:
            reached = score(dev, proposals, at, scorer)["attribution"]["F1"]
            if reached > best:
                best, decoding, threshold, chosen = reached, tried, at, proposals
        print(
            f"switch {switch} bonus {bonus}: best so far {100 * best:.1f} {decoding} {threshold}",
            flush=True,
        )
    table = {
        "version": "2",
        "labels": {
            "tags": labels.tags,
            "dependencies": labels.dependencies,
            "entities": labels.entities,
        },
        "decoding": {"switch": decoding.switch, "cue_bonus": decoding.cue_bonus},
        "threshold": threshold,
        "calibration": calibration(dev, chosen),
    }
    (folder / "tagger.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return score(dev, chosen, threshold, scorer)


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file that ships, as the card beside them tells it."""
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("encode.onnx", "relate.onnx", "tagger.json", "vocab.txt")
    }


def calibration(
    articles: Articles, proposals: dict[str, list[Proposal]]
) -> list[tuple[float, float]]:
    """Return scores and the share of proposals of about that score that were right, rising."""
    seen: list[tuple[float, bool]] = []
    for article, _ in articles:
        seen += [
            (proposal.score, any(_right(proposal, truth) for truth in article.truths))
            for proposal in select(proposals[article.name], 0.05)
        ]
    seen.sort()
    bins = [list(part) for part in np.array_split(np.array(seen), BINS) if len(part)]
    steps = [
        [float(np.mean([s for s, _ in b])), float(np.mean([r for _, r in b])), len(b)] for b in bins
    ]
    pooled: list[list[float]] = []
    for step in steps:
        pooled.append(step)
        while len(pooled) > 1 and pooled[-2][1] >= pooled[-1][1]:
            (a, x, n), (b, y, m) = pooled[-2], pooled[-1]
            pooled[-2:] = [[(a * n + b * m) / (n + m), (x * n + y * m) / (n + m), n + m]]
    return [(round(at, 3), round(share, 3)) for at, share, _ in pooled]


def _right(proposal: Proposal, truth: Truth) -> bool:
    told = _words(proposal.content)
    meant = _words(truth.content)
    if 2 * len(told & meant) < len(told | meant):
        return False
    if proposal.source is None or not truth.source:
        return proposal.source is None and not truth.source
    return bool(_words([proposal.source]) & _words(truth.source))


def _words(stretches: Sequence[Stretch]) -> set[int]:
    return {i for first, end in stretches for i in range(first, end)}


class _Remembering:
    """Keeps what the encoder made of a window, which no constant changes."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._seen: dict[bytes, Seen] = {}

    def encode(self, batch: Sequence[Window]) -> list[Seen]:
        keys = [window.pieces.tobytes() for window in batch]
        if any(key not in self._seen for key in keys):
            for key, seen in zip(keys, self._network.encode(batch), strict=True):
                self._seen[key] = seen
        return [self._seen[key] for key in keys]

    def relate(self, seen: Seen, cues: Sequence[Stretch], pairs: Ints) -> Floats:
        return self._network.relate(seen, cues, pairs)
