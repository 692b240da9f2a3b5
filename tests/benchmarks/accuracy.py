"""How well marks agree with people, and what the analysis costs.

Two sets of articles annotated by hand: the gold articles, marked as this program means its words,
and a corpus of political news that counts attitudes and noun phrases as well.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.figure import Figure, shared

PEOPLE = "people 75.3, best open tool 47.3"


def measure() -> Iterator[Figure]:
    """Analyse the annotated articles with the command line and score what it prints."""
    yield from on_gold()
    yield from on_corpus()
    yield from costs()


def on_gold() -> Iterator[Figure]:
    """Score the gold articles."""
    gold = shared("data", "gold")
    scores = score(gold)
    yield Figure("quotes, soft F1", scores["quotes_soft"]["f1"], 0.88, "", "higher")
    yield Figure("quotes, exact F1", scores["quotes_exact"]["f1"], 0.75, "", "higher")
    yield Figure("quotes in quotation marks, F1", scores["quotes_marked"]["f1"], 0.97, "", "higher")
    yield Figure("speakers, right of those found", scores["speaker_acc"], 0.92, "", "higher")
    yield Figure("speakers, right of all", scores["speaker_all"], 0.82, "", "higher")
    yield Figure("numbers, F1", scores["numbers"]["f1"], 0.95, "", "higher", "best peer .919")
    yield Figure("numbers, value right", scores["value_acc"], 0.97, "", "higher", "best peer .942")
    yield Figure("claims, precision", scores["claims"]["p"], 0.94, "", "higher", "best peer .94")
    yield Figure("claims, recall", scores["claims"]["r"], 0.94, "", "higher", "best peer .91")
    yield Figure("claimed by, right", scores["claimed_by_acc"], 0.85, "", "higher", "no peer")


def on_corpus() -> Iterator[Figure]:
    """Score the held-out articles of the corpus."""
    corpus = shared("data", "polnear", "dev.jsonl")
    scorer = shared("bench", "score_attribution.py")
    with tempfile.TemporaryDirectory() as folder:
        for line in corpus.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            Path(folder, f"{entry['id']}.txt").write_bytes(entry["text"].encode())
        printed, scored = Path(folder, "pred.jsonl"), Path(folder, "score.json")
        analyse(sorted(Path(folder).glob("*.txt")), printed)
        command = [sys.executable, scorer, corpus, printed, "--json", scored]
        subprocess.run(command, check=True, capture_output=True)
        (scores,) = json.loads(scored.read_text(encoding="utf-8")).values()
    for row, goal, peer in (
        ("attribution", 71, PEOPLE),
        ("attribution, direct", 91, "people 95.7"),
        ("attribution, mixed", 77, "people 91.0"),
        ("attribution, indirect", 62, "people 67.0"),
    ):
        yield Figure(f"corpus: {row}, F1", 100 * scores[row]["F1"], goal, "", "higher", peer)
    source = 100 * scores["source accuracy"]["acc"]
    yield Figure("corpus: sources, right of those found", source, 94, "", "higher", "people 95.9")


def costs() -> Iterator[Figure]:
    """Measure time and memory in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.analysis_session"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    yield Figure("ready to mark", found["ready"], 2500, "ms", "lower")
    yield Figure("1,000 words marked", found["short"], 700, "ms", "lower")
    yield Figure("their numbers, beyond the parse", found["numbers"], 60, "ms CPU", "lower")
    yield Figure("50,000 words: first marks", found["first"], 250, "ms", "lower")
    yield Figure("50,000 words: speed", found["speed"], 1800, "words/s", "higher")
    yield Figure("50,000 words: memory at most", found["memory"], 600, "MB", "lower")


def score(gold: Path) -> dict:
    """Return what the scorer of the reference data says of `sayso analyze`."""
    with tempfile.TemporaryDirectory() as folder:
        printed, scored = Path(folder, "pred.jsonl"), Path(folder, "score.json")
        analyse(sorted(gold.glob("*.txt")), printed)
        scorer = shared("bench", "score_gold.py")
        command = [sys.executable, scorer, printed, "--gold", gold, "--json", scored]
        subprocess.run(command, check=True, capture_output=True)
        return json.loads(scored.read_text(encoding="utf-8"))


def analyse(articles: Sequence[Path], printed: Path) -> None:
    """Write what `sayso analyze` prints of the articles."""
    command = [Path(sys.executable).with_name("sayso"), "analyze", *articles, "--json"]
    with printed.open("w", encoding="utf-8") as stream:
        subprocess.run(command, stdout=stream, check=True)
