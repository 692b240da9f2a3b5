"""Make the attribution tagger: `python -m app.analysis.training --corpus FOLDER --encoder FOLDER`.

FOLDER of the corpus holds `train.jsonl` and `dev.jsonl`; that of the encoder `model.safetensors`
and `vocab.txt` of a BERT. Everything made goes into `--out`: a checkpoint after each pass, from
which an interrupted training goes on, and in the end the average of the weights.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import time
from pathlib import Path

import torch
from safetensors.torch import load_file

from app.analysis import language
from app.analysis.tagging.decoding import Decoding
from app.analysis.tagging.pairs import Pairs
from app.analysis.tagging.wordpieces import WordPieces
from app.analysis.tagging.words import Labels, Reader
from app.analysis.training.corpus import Article, read_corpus
from app.analysis.training.evaluation import InTraining, load_scorer, propose_all, score
from app.analysis.training.finishing import digests, finish
from app.analysis.training.network import Shape, Tagger, load_encoder
from app.analysis.training.teach import Course, Lesson


def main() -> int:
    """Train, scoring on the held-out articles after each pass."""
    parser = argparse.ArgumentParser(description="Train the attribution tagger.")
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, help="a module with evaluate(gold, predicted)")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=Course().passes)
    parser.add_argument("--articles", type=int, help="train on so many only, to try things out")
    parser.add_argument("--seed", type=int, default=Course().seed)
    parser.add_argument("--order", type=int, help="another seed for the order of the windows")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    wordpieces = WordPieces((options.encoder / "vocab.txt").read_text(encoding="utf-8").split("\n"))
    nlp = language.model()
    labels = Labels(*(tuple(nlp.pipe_labels[name]) for name in ("tagger", "parser", "ner")))
    reader = Reader(wordpieces, labels, nlp.vocab.strings)
    count = len(labels.dependencies)
    train = _articles(options.corpus / "train.jsonl", reader, options.out, count, options.articles)
    dev = _articles(options.corpus / "dev.jsonl", reader, options.out, count, None)
    weights = load_file(options.encoder / "model.safetensors")
    network = Tagger(Shape(len(weights["embeddings.word_embeddings.weight"]), labels.sizes, count))
    load_encoder(network, weights)
    order = options.seed if options.order is None else options.order
    course = Course(passes=options.passes, seed=order)
    lesson = Lesson(network, train, wordpieces, course, options.out / "checkpoint.pt")
    scorer = load_scorer(options.scorer) if options.scorer else None

    def after_pass(number: int) -> None:
        kept = {name: p.detach().clone() for name, p in network.named_parameters()}
        network.load_state_dict(lesson.average)
        torch.save(network.state_dict(), options.out / f"average-{number}.pt")
        if scorer is not None:
            proposals = propose_all(InTraining(network), dev, wordpieces, Decoding())
            for threshold in (0.3, 0.4, 0.5, 0.6):
                found = score(dev, proposals, threshold, scorer)
                rows = (
                    "attribution",
                    "attribution, content only",
                    "attribution, direct",
                    "attribution, mixed",
                    "attribution, indirect",
                    "token cue",
                )
                told = " ".join(
                    f"{row.split(', ')[-1]} {100 * found[row]['F1']:.1f}" for row in rows
                )
                print(
                    f"pass {number} at {threshold}: {told} source {100 * found['source accuracy']['acc']:.1f}",
                    flush=True,
                )
        network.load_state_dict(kept)

    lesson.run(after_pass)
    if scorer is not None:
        network.load_state_dict(lesson.average)
        vocabulary = options.encoder / "vocab.txt"
        ready = options.out / "tagger"
        found = finish(network, vocabulary, wordpieces, labels, dev, scorer, ready)
        for row, figures in found.items():
            print(row, {name: round(100 * value, 1) for name, value in figures.items()})
        for name, sha in digests(ready).items():
            print(f"{name} {sha}")
    return 0


def _articles(
    path: Path, reader: Reader, out: Path, dependencies: int, most: int | None
) -> list[tuple[Article, Pairs]]:
    """Read and parse a corpus file, or take what was parsed before."""
    kept = out / f"{path.stem}.parsed"
    if kept.exists():
        articles = pickle.loads(kept.read_bytes())  # noqa: S301 (written below, by us)
    else:
        began = time.monotonic()
        articles = list(read_corpus(path, reader))
        kept.write_bytes(pickle.dumps(articles))
        print(
            f"{path.name}: {len(articles)} articles parsed in {time.monotonic() - began:.0f} s",
            flush=True,
        )
    return [(article, Pairs(article.words, dependencies)) for article in articles[:most]]


if __name__ == "__main__":
    sys.exit(main())
