"""Run a network in training over held-out articles and score what it proposes."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch

from app.analysis.tagging.decoding import Decoding, Floats
from app.analysis.tagging.pairs import Pairs
from app.analysis.tagging.proposals import Network, Proposal, Seen, Window, make_window, propose
from app.analysis.tagging.selecting import select
from app.analysis.tagging.wordpieces import WordPieces
from app.analysis.tagging.words import Ints, Words
from app.analysis.training.batches import Example, collate
from app.analysis.training.corpus import Article
from app.analysis.training.network import Tagger


class InTraining:
    """The network under training behind the interface of the shipped one."""

    def __init__(self, network: Tagger) -> None:
        self._network = network.eval()

    def encode(self, batch: Sequence[Window]) -> list[Seen]:
        nothing = Article("", "", None, ())  # type: ignore[arg-type] # its words are not asked for
        tensors = collate([Example(nothing, None, window, ()) for window in batch])  # type: ignore[arg-type]
        with torch.no_grad():
            words, cues, roles = self._network.encode(
                tensors.pieces, tensors.features, tensors.present, tensors.firsts
            )
        return [
            Seen(*(x[n, : len(w.firsts)].float().numpy() for x in (words, cues, roles)))
            for n, w in enumerate(batch)
        ]

    def relate(self, seen: Seen, cues: Sequence[tuple[int, int]], pairs: Ints) -> Floats:
        count = len(cues)
        words = torch.from_numpy(seen.hidden).unsqueeze(0)
        roles = torch.from_numpy(seen.roles).unsqueeze(0)
        means = torch.from_numpy(np.stack([seen.hidden[a:b].mean(0) for a, b in cues]))
        absent = torch.zeros((count, words.shape[1]), dtype=torch.bool)
        with torch.no_grad():
            scores = self._network.relate(
                words,
                roles,
                torch.zeros(count, dtype=torch.long),
                means,
                torch.from_numpy(pairs).long(),
                absent,
            )
        related: Floats = scores.float().numpy()
        return related


def propose_all(
    network: Network,
    articles: Sequence[tuple[Article, Pairs]],
    wordpieces: WordPieces,
    decoding: Decoding,
) -> dict[str, list[Proposal]]:
    """Return the proposals for each article."""
    found = {}
    for article, pairs in articles:

        def laid_out(start: int, end: int, words: Words = article.words) -> Window:
            return make_window(words, start, end, wordpieces.begin, wordpieces.end)

        found[article.name] = propose(article.words, network, pairs, laid_out, decoding)
    return found


def score(
    articles: Sequence[tuple[Article, Pairs]],
    proposals: dict[str, list[Proposal]],
    threshold: float,
    scorer: ModuleType,
) -> dict[str, Any]:
    """Return the scorer's summary of the proposals at a threshold."""
    gold: dict[str, Any] = {}
    told: dict[str, Any] = {}
    for article, _ in articles:
        words = article.words
        gold[article.name] = (article.text, _as_annotated(article), [])
        told[article.name] = [
            {
                "cue": [_chars(words, p.cue)],
                "source": [_chars(words, p.source)] if p.source else [],
                "content": [_chars(words, c) for c in p.content],
            }
            for p in select(proposals[article.name], threshold)
        ]
    result: dict[str, Any] = scorer.evaluate(gold, told)
    return result


def load_scorer(path: Path) -> ModuleType:
    """Load a scorer with a function `evaluate(gold, predicted)`."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _as_annotated(article: Article) -> list[dict[str, list[list[int]]]]:
    words = article.words
    return [
        {
            "cue": [_chars(words, t.cue)],
            "source": [_chars(words, s) for s in t.source],
            "content": [_chars(words, c) for c in t.content],
        }
        for t in article.truths
    ]


def _chars(words: Words, stretch: tuple[int, int]) -> list[int]:
    return [int(words.starts[stretch[0]]), int(words.ends[stretch[1] - 1])]
