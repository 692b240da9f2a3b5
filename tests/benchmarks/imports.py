"""How fast another tool's export is stored and can be searched."""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from app.imports import bring_in
from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.document import Document
from app.reading.reports import Taken
from app.worker.client import Worker
from app.worker.protocol import STORING, Do, command
from tests.benchmarks.articles import article_text
from tests.benchmarks.figure import Figure

ENTRIES = 5000
DIFFERENT = 500
BETWEEN_S = 0.1


def measure() -> Iterator[Figure]:
    """Bring a wallabag export of made-up articles into a new library."""
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder, "wallabag.json")
        export.write_text(json.dumps(list(entries())), encoding="utf-8")
        with Library.open(Path(folder, "library.sqlite")) as library:
            began = time.perf_counter()
            account: list[Taken] = []
            bring_in(library, export, account.extend)
            found = library.search("harbour bridge", limit=10)
            taken = time.perf_counter() - began
        what = f"{len(account):,} entries of 400 words, {bool(found)}"
        yield Figure("5,000 wallabag entries stored, searchable", taken, 60, "s", "lower", what)
        waits = list(changes_beside(Path(folder, "beside.sqlite"), export))
        late = 1000 * sorted(waits)[int(0.95 * len(waits))]
        what = f"of {len(waits)}; the longest {1000 * max(waits):.0f} ms"
        yield Figure("a change saved beside an import, 95 of 100", late, 100, "ms", "lower", what)


def changes_beside(file: Path, export: Path) -> Iterator[float]:
    """Import as a window does, change something meanwhile, and yield how long each change took."""
    with Library.open(file) as library, Worker(command(STORING, behind=True)) as child:
        reading = library.add(Document("a.txt", "Words.", ()), Analysis())
        wanted = {"library": str(file), "path": str(export), "reader": []}
        importing = threading.Thread(target=lambda: child.run(Do.TAKE_IN, **wanted))
        importing.start()
        while importing.is_alive():
            began = time.perf_counter()
            library.set_place(reading, 1)
            yield time.perf_counter() - began
            time.sleep(BETWEEN_S)
        importing.join()


def entries() -> Iterator[dict[str, object]]:
    """Make entries as wallabag writes them."""
    texts = [article_text(400, seed) for seed in range(DIFFERENT)]
    for number in range(ENTRIES):
        lines = texts[number % DIFFERENT].splitlines()
        lines.insert(1, f"This is article number {number} of the collection, and it stands alone.")
        quote = lines[2][:40]
        yield {
            "id": number,
            "title": f"Article {number}",
            "url": f"https://paper{number % 40}.example/{number}",
            "content": "".join(f"<p>{line}</p>" for line in lines),
            "created_at": f"2023-01-{1 + number % 28:02d}T10:00:00+0000",
            "tags": [f"tag{number % 30}"],
            "is_archived": number % 3 == 0,
            "is_starred": number % 7 == 0,
            "annotations": [{"id": 1, "text": "why?", "quote": quote, "ranges": []}],
            "domain_name": f"paper{number % 40}.example",
            "language": "en",
        }
