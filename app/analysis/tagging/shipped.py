"""The trained network as it ships: two ONNX graphs, a vocabulary and a table of constants."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from app.analysis.tagging.decoding import Decoding, Floats
from app.analysis.tagging.proposals import Seen, Stretch, Window
from app.analysis.tagging.wordpieces import WordPieces
from app.analysis.tagging.words import Ints, Labels

THREADS = 2


@dataclass(frozen=True, slots=True)
class Constants:
    """What was found on held-out articles and belongs to the weights.

    `threshold` is the score a proposal needs, `calibration` the scores and, beside each, the share
    of proposals of that score that were right.
    """

    labels: Labels
    decoding: Decoding
    threshold: float
    calibration: tuple[tuple[float, float], ...]
    version: str

    @classmethod
    def read(cls, path: Path) -> Constants:
        table = json.loads(path.read_text(encoding="utf-8"))
        labels = Labels(
            *(tuple(table["labels"][kind]) for kind in ("tags", "dependencies", "entities"))
        )
        return cls(
            labels,
            Decoding(**table["decoding"]),
            table["threshold"],
            tuple((score, share) for score, share in table["calibration"]),
            table["version"],
        )

    def confidence(self, score: float) -> float:
        """Return how often proposals of such a score were right."""
        scores, shares = zip(*self.calibration, strict=True)
        return float(np.interp(score, scores, shares))


class ShippedNetwork:
    """Runs the two graphs."""

    def __init__(self, folder: Path) -> None:
        self._encode = _session(folder / "encode.onnx")
        self._relate = _session(folder / "relate.onnx")

    def encode(self, batch: Sequence[Window]) -> list[Seen]:
        """Return what the encoder makes of each window."""
        longest = max(len(window.pieces) for window in batch)
        most = max(len(window.firsts) for window in batch)
        kinds = batch[0].features.shape[1]
        pieces = np.zeros((len(batch), longest), dtype=np.int64)
        features = np.zeros((len(batch), longest, kinds), dtype=np.int64)
        present = np.zeros((len(batch), longest), dtype=bool)
        firsts = np.zeros((len(batch), most), dtype=np.int64)
        for row, window in enumerate(batch):
            pieces[row, : len(window.pieces)] = window.pieces
            features[row, : len(window.pieces)] = window.features
            present[row, : len(window.pieces)] = True
            firsts[row, : len(window.firsts)] = window.firsts
        given = {"pieces": pieces, "features": features, "present": present, "firsts": firsts}
        words, cues, roles = self._encode.run(["words", "cues", "roles"], given)
        return [
            Seen(words[row, :count], cues[row, :count], roles[row, :count])
            for row, count in enumerate(len(window.firsts) for window in batch)
        ]

    def relate(self, seen: Seen, cues: Sequence[Stretch], pairs: Ints) -> Floats:
        """Score the role of each word for each cue."""
        given = {
            "words": seen.hidden[None],
            "roles": seen.roles[None],
            "rows": np.zeros(len(cues), dtype=np.int64),
            "cues": np.stack([seen.hidden[a:b].mean(axis=0) for a, b in cues]),
            "pairs": pairs.astype(np.int64),
            "absent": np.zeros(pairs.shape[:2], dtype=bool),
        }
        scores: Floats = self._relate.run(["scores"], given)[0]
        return scores


def read_vocabulary(path: Path) -> WordPieces:
    """Read a vocabulary, one piece a line."""
    return WordPieces(path.read_text(encoding="utf-8").split("\n"))


def _session(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_cpu_mem_arena = False  # the arena keeps the largest batch ever seen
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
