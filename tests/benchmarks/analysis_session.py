"""One analysis in a process of its own: how fast it is, how much memory it takes; prints JSON."""

from __future__ import annotations

import json
import resource
import time

BEGAN = time.perf_counter()

from app.analysis import pipeline  # noqa: E402 (what is timed begins before it)
from tests.benchmarks.articles import document  # noqa: E402
from tests.benchmarks.figure import milliseconds  # noqa: E402

LONG = 50_000
"""Words"""


def measure() -> dict:
    """Load, then mark a short article many times and a long one once."""
    pipeline.prepare()
    ready = 1000 * (time.perf_counter() - BEGAN)
    short, long = document(1000), document(LONG, seed=3)
    short_ms = milliseconds(lambda: pipeline.analyse(short))
    parts: list[float] = []
    began = time.perf_counter()
    pipeline.analyse(long, lambda _: parts.append(time.perf_counter()))
    taken = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "ready": ready,
        "short": short_ms,
        "first": 1000 * (parts[0] - began),
        "speed": len(long.text.split()) / taken,
        "memory": peak,
    }


if __name__ == "__main__":
    print(json.dumps(measure()))
