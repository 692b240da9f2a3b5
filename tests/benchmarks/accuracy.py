"""How well marks agree with people, on the annotated articles of the reference data."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figure import Figure, shared


def measure() -> Iterator[Figure]:
    """Analyse the gold articles with the command line and score what it prints."""
    gold = shared("data", "gold")
    scores = score(gold)
    yield Figure("quotes, soft F1", scores["quotes_soft"]["f1"], 0.70, "", "higher")
    yield Figure("quotes in quotation marks, F1", scores["quotes_marked"]["f1"], 0.93, "", "higher")
    yield Figure("numbers, F1", scores["numbers"]["f1"], 0.85, "", "higher", "best peer .919")
    yield Figure("numbers, value right", scores["value_acc"], 0.90, "", "higher", "best peer .942")
    yield Figure("speakers, right of those found", scores["speaker_acc"], 0.80, "", "higher")
    yield Figure("claims, F1", scores["claims"]["f1"], 0.80, "", "higher")
    yield Figure("claimed by, right", scores["claimed_by_acc"], 0.75, "", "higher")


def score(gold: Path) -> dict:
    """Return what the scorer of the reference data says of `sayso analyze`."""
    with tempfile.TemporaryDirectory() as folder:
        printed, scored = Path(folder, "pred.jsonl"), Path(folder, "score.json")
        with printed.open("w", encoding="utf-8") as stream:
            subprocess.run(
                [
                    Path(sys.executable).with_name("sayso"),
                    "analyze",
                    *sorted(gold.glob("*.txt")),
                    "--json",
                ],
                stdout=stream,
                check=True,
            )
        scorer = shared("bench", "score_gold.py")
        command = [sys.executable, scorer, printed, "--gold", gold, "--json", scored]
        subprocess.run(command, check=True, capture_output=True)
        return json.loads(scored.read_text(encoding="utf-8"))
