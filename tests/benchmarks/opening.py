"""How much of real pages is kept, and how fast they open."""

from __future__ import annotations

import gzip
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import trafilatura
from lxml.html import fromstring
from readability import Document as Readability

from app.opening.decoding import decode
from app.opening.open import open_bytes
from app.opening.request import Request
from app.reading.document import BlockKind
from app.reading.failures import OpenFailure
from tests.benchmarks import papers
from tests.benchmarks.figure import Figure, Skipped, shared

RIGHT = 0.8
"""From this F1 on an extractor has a page right."""

OTHERS: dict[str, Callable[[str], str | None]] = {
    "trafilatura": lambda html: trafilatura.extract(html, include_comments=False),
    "trafilatura precision": lambda html: trafilatura.extract(
        html, include_comments=False, favor_precision=True
    ),
    "trafilatura recall": lambda html: trafilatura.extract(
        html, include_comments=False, favor_recall=True
    ),
    "readability": lambda html: fromstring(Readability(html).summary()).text_content(),
}


class Scores(NamedTuple):
    """What the scorer of the reference data says: of all pages together, and F1 page by page."""

    overall: dict[str, float]
    pages: dict[str, float]


def measure() -> Iterator[Figure]:
    """Open every reference page and score the article text found, then read generated papers."""
    missing: Skipped | None = None
    try:
        yield from _pages()
    except Skipped as reason:
        missing = reason
    yield from papers.measure()
    if missing is not None:
        raise missing


def _pages() -> Iterator[Figure]:
    pages = shared("data", "pages")
    found, taken = {}, []
    for file in sorted(pages.glob("*.html.gz")):
        content = gzip.decompress(file.read_bytes())
        began = time.process_time()
        try:
            document = open_bytes(content, Request(file.name))[0].document
        except OpenFailure:
            continue
        taken.append(time.process_time() - began)
        kept = [b for b in document.blocks if b.kind is not BlockKind.BOILERPLATE]
        found[_name(file)] = "\n".join(document.text[b.start : b.end] for b in kept)
    scores = score(found)
    overall = scores.overall
    yield Figure(
        "pages, F1 of 4-word shingles", overall["f1"], 0.968, "", "higher", "best peer .954"
    )
    yield Figure("pages, precision", overall["p"], 0.96, "", "higher")
    yield Figure("pages, recall", overall["r"], 0.97, "", "higher")
    missed = {page for page, f1 in scores.pages.items() if f1 < RIGHT}
    better = right_elsewhere(pages, missed)
    yield Figure("pages under .80 another has right", len(better), 0, "pages", "lower")
    yield Figure("pages, quotations kept", overall["quotes_kept"], 0.99, "", "higher")
    yield Figure("pages, numerals kept", overall["numerals_kept"], 0.975, "", "higher")
    yield Figure("CPU time a page, median", 1000 * statistics.median(taken), 60, "ms", "lower")


def right_elsewhere(pages: Path, missed: set[str]) -> set[str]:
    """Return which of the pages missed any of the other extractors has right."""
    files = [file for file in sorted(pages.glob("*.html.gz")) if _name(file) in missed]
    html = {_name(file): decode(gzip.decompress(file.read_bytes()), page=True) for file in files}
    right: set[str] = set()
    for extract in OTHERS.values():
        scores = score({name: extract(text) or "" for name, text in html.items()})
        right |= {page for page in missed if scores.pages[page] >= RIGHT}
    return right


def score(found: dict[str, str]) -> Scores:
    """Return what the scorer of the reference data gives."""
    with tempfile.TemporaryDirectory() as folder:
        predicted, scored = Path(folder, "one.json"), Path(folder, "score.json")
        by_page = Path(folder, "pages.json")
        told = {page: {"articleBody": body} for page, body in found.items()}
        predicted.write_text(json.dumps(told), encoding="utf-8")
        truth = shared("data", "pages", "ground-truth.json")
        command = [sys.executable, shared("bench", "score_importing.py"), "--truth", truth]
        command += ["--pred", predicted, "--json", scored, "--per-page", by_page]
        subprocess.run(command, check=True, capture_output=True)
        overall = json.loads(scored.read_text(encoding="utf-8"))["one"]
        each = json.loads(by_page.read_text(encoding="utf-8"))["one"]
    return Scores(overall, {page: values["f1"] for page, values in each.items()})


def _name(file: Path) -> str:
    return file.name.removesuffix(".html.gz")
