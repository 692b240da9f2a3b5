"""Train the network: several passes over the corpus, with checkpoints to go on from."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from app.analysis.tagging.pairs import Pairs
from app.analysis.tagging.wordpieces import WordPieces
from app.analysis.training.batches import IGNORED, Batch, batches, make_examples, roles_for
from app.analysis.training.corpus import Article
from app.analysis.training.network import Tagger


@dataclass(frozen=True, slots=True)
class Course:
    """How the network is trained."""

    passes: int = 4
    batch: int = 16
    rate: float = 1.5e-4
    fresh_rate: float = 6e-4
    warm_up: float = 0.06
    seed: int = 20261125
    averaging: float = 0.998
    """Decay, a step, of the average of the weights that is kept in the end"""
    false_cues: int = 3
    """At most so many words a window that only look like a cue are shown with empty roles"""


class Lesson:
    """One training in progress."""

    def __init__(
        self,
        network: Tagger,
        articles: Sequence[tuple[Article, Pairs]],
        wordpieces: WordPieces,
        course: Course,
        checkpoint: Path,
    ) -> None:
        self.network, self.course, self.checkpoint = network, course, checkpoint
        self._articles, self._wordpieces = articles, wordpieces
        rough = make_examples(articles, wordpieces, random.Random(course.seed))
        self._steps = course.passes * (len(rough) // course.batch + 1)
        fresh = [p for n, p in network.named_parameters() if _is_fresh(n)]
        kept = [p for n, p in network.named_parameters() if not _is_fresh(n)]
        self._optimizer = torch.optim.AdamW(
            [{"params": kept, "lr": course.rate}, {"params": fresh, "lr": course.fresh_rate}],
            weight_decay=0.01,
            eps=1e-6,
        )
        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._optimizer, self._pace)
        self.average = {n: p.detach().clone() for n, p in network.named_parameters()}
        self.step = 0
        self.finished_passes = 0
        self._draw = random.Random(course.seed + 1)
        if checkpoint.exists():
            self._resume()

    def _pace(self, step: int) -> float:
        warm = max(1, int(self.course.warm_up * self._steps))
        if step < warm:
            return (step + 1) / warm
        return max(0.02, (self._steps - step) / max(1, self._steps - warm))

    def run(self, after_pass: Callable[[int], None]) -> None:
        """Train all passes that are left; `after_pass` is told each one's number."""
        while self.finished_passes < self.course.passes:
            number = self.finished_passes
            rng = random.Random(self.course.seed + number)
            torch.manual_seed(self.course.seed + number)
            examples = make_examples(self._articles, self._wordpieces, rng)
            began, total = time.monotonic(), np.zeros(3)
            for count, batch in enumerate(batches(examples, self.course.batch, rng), 1):
                total += self._learn(batch)
                if count % 20 == 0:
                    pace = (time.monotonic() - began) / count
                    mean = " ".join(f"{x:.4f}" for x in total / count)
                    print(
                        f"pass {number} step {self.step}/{self._steps} {pace:.2f} s loss {mean}",
                        flush=True,
                    )
            self.finished_passes += 1
            self._save()
            after_pass(number)

    def _learn(self, batch: Batch) -> np.ndarray:
        self.network.train()
        with torch.autocast("cpu", torch.bfloat16):
            words, cues, roles = self.network.encode(
                batch.pieces, batch.features, batch.present, batch.firsts
            )
            cue_loss = _cross_entropy(cues, batch.cue_labels)
            any_loss = _cross_entropy(roles, batch.role_labels)
            pair_loss = self._pair_loss(batch, words, cues, roles)
        loss = 3 * cue_loss + any_loss + pair_loss
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._optimizer.step()
        self._schedule.step()
        self.step += 1
        decay = min(self.course.averaging, self.step / (self.step + 10))
        with torch.no_grad():
            for name, parameter in self.network.named_parameters():
                self.average[name].lerp_(parameter, 1 - decay)
        return np.array([loss.item() for loss in (cue_loss, any_loss, pair_loss)])

    def _pair_loss(self, batch: Batch, words: Tensor, cues: Tensor, roles: Tensor) -> Tensor:
        rows: list[int] = []
        spans: list[tuple[int, int]] = []
        pairs: list[np.ndarray] = []
        labels: list[np.ndarray] = []
        true = 0
        sure = 1 - torch.softmax(cues.detach().float(), -1)[..., 0]
        for row, example in enumerate(batch.examples):
            start, end = example.window.start, example.window.end
            for truth in example.truths:
                a, b = truth.cue
                rows.append(row)
                spans.append((a - start, b - start))
                pairs.append(example.pairs.features(a, b, start, end))
                labels.append(roles_for(example, truth))
                true += 1
            for i in self._false_cues(sure[row], batch.cue_labels[row]):
                rows.append(row)
                spans.append((i, i + 1))
                pairs.append(example.pairs.features(start + i, start + i + 1, start, end))
                labels.append(roles_for(example, None))
        if not rows:
            return words.sum() * 0
        most = words.shape[1]
        related = np.zeros((len(rows), most, 3), dtype=np.int64)
        wanted = np.full((len(rows), most), IGNORED, dtype=np.int64)
        for n, (pair, label) in enumerate(zip(pairs, labels, strict=True)):
            related[n, : len(pair)] = pair
            wanted[n, : len(label)] = label
        target = torch.from_numpy(wanted)
        means = torch.stack([words[r, a:b].mean(0) for r, (a, b) in zip(rows, spans, strict=True)])
        scores = self.network.relate(
            words, roles, torch.tensor(rows), means, torch.from_numpy(related), target == IGNORED
        )
        loss = functional.cross_entropy(
            scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORED, reduction="sum"
        )
        return loss / (24 * max(1, true))

    def _false_cues(self, sure: Tensor, labels: Tensor) -> list[int]:
        """Pick words the network takes for a cue though they are none, and a random one."""
        wrong: list[int] = ((sure > 0.08) & (labels == 0)).nonzero().flatten().tolist()
        self._draw.shuffle(wrong)
        free = (labels == 0).nonzero().flatten().tolist()
        return wrong[: self.course.false_cues - 1] + self._draw.sample(free, min(1, len(free)))

    def _save(self) -> None:
        whole = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimizer": self._optimizer.state_dict(),
            "schedule": self._schedule.state_dict(),
            "step": self.step,
            "passes": self.finished_passes,
        }
        aside = self.checkpoint.with_suffix(".part")
        torch.save(whole, aside)
        aside.replace(self.checkpoint)

    def _resume(self) -> None:
        whole = torch.load(self.checkpoint, weights_only=True)
        self.network.load_state_dict(whole["network"])
        self.average = whole["average"]
        self._optimizer.load_state_dict(whole["optimizer"])
        self._schedule.load_state_dict(whole["schedule"])
        self.step, self.finished_passes = whole["step"], whole["passes"]


def _cross_entropy(scores: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(
        scores.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORED
    )


def _is_fresh(name: str) -> bool:
    """Tell whether a weight starts from nothing rather than from the pretrained encoder."""
    return not name.startswith(("pieces.", "positions.", "norm.", "encoder."))
