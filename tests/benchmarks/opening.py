"""How much of real pages is kept, and how fast they open."""

from __future__ import annotations

import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from app.opening.open import open_bytes
from app.reading.document import BlockKind
from app.reading.failures import OpenFailure
from tests.benchmarks.figure import Figure, shared


def measure() -> Iterator[Figure]:
    """Open every reference page and score the article text found."""
    pages = shared("data", "pages")
    found, taken = {}, []
    for file in sorted(pages.glob("*.html.gz")):
        content = gzip.decompress(file.read_bytes())
        began = time.process_time()
        try:
            document = open_bytes(content, file.name)
        except OpenFailure:
            continue
        taken.append(time.process_time() - began)
        kept = [b for b in document.blocks if b.kind is not BlockKind.BOILERPLATE]
        body = "\n".join(document.text[b.start : b.end] for b in kept)
        found[file.name.removesuffix(".html.gz")] = {"articleBody": body}
    yield Figure("pages, F1 of 4-word shingles", f1(found), 0.96, "", "higher", "trafilatura .954")
    yield Figure("CPU time a page, median", 1000 * statistics.median(taken), 60, "ms", "lower")


def f1(found: dict) -> float:
    """Return the F1 that the scorer of the reference data gives."""
    with tempfile.TemporaryDirectory() as folder:
        predicted, scored = Path(folder, "sayso.json"), Path(folder, "score.json")
        predicted.write_text(json.dumps(found), encoding="utf-8")
        truth = shared("data", "pages", "ground-truth.json")
        command = [sys.executable, shared("bench", "score_importing.py")]
        command += ["--truth", truth, "--pred", predicted, "--json", scored]
        subprocess.run(command, check=True, capture_output=True)
        return json.loads(scored.read_text(encoding="utf-8"))["sayso"]["f1"]
