"""One analysis in a process of its own: how fast it is, how much memory it takes; prints JSON."""

from __future__ import annotations

import json
import resource
import time

BEGAN = time.perf_counter()

from app.analysis import language, pipeline  # noqa: E402 (what is timed begins before it)
from app.analysis.doubting import ask  # noqa: E402
from app.analysis.quantities import find_quantities  # noqa: E402
from app.analysis.weighing import weigh  # noqa: E402
from app.reading.document import Document  # noqa: E402
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
    numbers = numbers_ms(document(20_000, seed=5))
    parts: list[float] = []
    began = time.perf_counter()
    pipeline.analyse(long, lambda _: parts.append(time.perf_counter()))
    taken = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "ready": ready,
        "short": short_ms,
        "numbers": numbers,
        "first": 1000 * (parts[0] - began),
        "speed": len(long.text.split()) / taken,
        "memory": peak,
    }


def numbers_ms(article: Document) -> float:
    """Return the processor time 1,000 words take to have their numbers read, parsing left out."""
    texts = [article.text[block.start : block.end] for block in article.analysed_blocks()]
    docs = language.parse([language.readable(text) for text in texts])
    words = sum(len(text.split()) for text in texts)
    began = time.process_time()
    for doc in docs:
        found = weigh(doc, 0, find_quantities(doc, 0))
        ask(doc, 0, found)
    return 1000 * 1000 * (time.process_time() - began) / words


if __name__ == "__main__":
    print(json.dumps(measure()))
