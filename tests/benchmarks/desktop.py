"""How fast the window is there, and how it behaves while an article is opened and marked."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.articles import article_text
from tests.benchmarks.figure import Figure


def measure() -> Iterator[Figure]:
    """Start windows in processes of their own, off-screen."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = folder
        starts = [start(folder) for _ in range(10)][1:]
        visible = statistics.median(taken for taken, _ in starts)
        heavy = max(len(loaded) for _, loaded in starts)
        yield Figure("window visible after start, median", visible, 300, "ms", "lower")
        yield Figure("heavy packages loaded by then", heavy, 0, "", "lower")
        warm, article = Path(folder, "warm.txt"), Path(folder, "article.txt")
        warm.write_text(article_text(200, seed=2), encoding="utf-8")
        article.write_text(article_text(1000), encoding="utf-8")
        runs = [
            session("reading", f"{folder}/{n}.sqlite", str(warm), str(article)) for n in range(3)
        ]
        for key, name, goal in (
            ("text", "text of 1,000 words shown", 50),
            ("marks", "all its marks drawn", 1500),
            ("worst", "worst tick meanwhile", 33),
        ):
            yield Figure(name, statistics.median(run[key] for run in runs), goal, "ms", "lower")
        article.write_text(article_text(100_000), encoding="utf-8")
        run = session("long", f"{folder}/long.sqlite", str(warm), str(article))
        marks = f"{run['marks']:,} marks"
        yield Figure("text of 100,000 words shown", run["text"], 400, "ms", "lower")
        yield Figure("all of it there to go to", run["whole"], 400, "ms", "lower")
        for key, name, goal in (
            ("frame", "a step of scrolling painted, 95 of 100", 8),
            ("toggle", "a kind of marks hidden or shown, 95 of 100", 8),
            ("resize", "text laid out in another width, 95 of 100", 120),
        ):
            yield Figure(name, run[key], goal, "ms", "lower", marks)
        mapped = f"files mapped: {run['mapped']:.0f} MB more"
        yield Figure("private memory with it", run["private"], 200, "MB", "lower", mapped)
        for key, name in (
            ("opening", "worst tick while it is opened"),
            ("marking", "worst tick while its marks arrive"),
            ("scrolling", "worst tick while it is scrolled through"),
            ("lists", "worst tick from list to list, mark to mark"),
            ("returning", "worst tick while it is opened where it was left"),
            ("exporting", "worst tick while it becomes a PDF"),
        ):
            yield Figure(name, run[key], 33, "ms", "lower", marks)


def start(folder: str) -> tuple[float, list[str]]:
    """Return the milliseconds from starting the process to the first paint, and what it loaded."""
    began = time.monotonic()
    found = _printed("tests.benchmarks.first_paint", f"{folder}/start.sqlite")
    return 1000 * (found["at"] - began), found["loaded"]


def session(*arguments: str) -> dict:
    """Run a window session in a process of its own and return what it printed."""
    return _printed("tests.benchmarks.window_session", *arguments)


def _printed(module: str, *arguments: str) -> dict:
    command = [sys.executable, "-m", module, *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
