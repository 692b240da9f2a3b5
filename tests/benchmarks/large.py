"""How fast a library of 100,000 readings and three million marks answers."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from app.library.library import Library
from app.reading.listing import Order
from tests.benchmarks import shelf
from tests.benchmarks.articles import marked
from tests.benchmarks.figure import Figure

READINGS = 100_000
TIMES = 20

COMMON, FREQUENT, RARE = "hirk", "naill", "jeaweax"
"""Words of the made-up articles: in all of them, in two fifths, in one of twenty."""

WORDS = (
    *(COMMON, FREQUENT, RARE, "soabadr", f"{COMMON} soabadr", f'"{COMMON} voag"', "sh*", "she*"),
    *(f"{COMMON} -voag", f"{COMMON} OR voag", "unknown", "-has:text"),
)
CONDITIONS = (
    *(
        "tag:“tag 1”",
        f"tag:“tag 150” {COMMON}",
        f"tag:“tag 1” {RARE}",
        "in:big",
        f"in:big {COMMON}",
    ),
    *(f"in:small {COMMON}", f"in:smart {COMMON}", "has:note", f"has:note {FREQUENT}"),
    *(f"outlet:post {COMMON}", f"before:2015 {COMMON}", f"after:2023-12-20 {FREQUENT}"),
    *(
        "kind:direct",
        f"kind:mixed source:anonymous {COMMON}",
        "source:anonymous",
        "status:disputed",
    ),
    *("speaker:{first}", f"speaker:{{first}} {COMMON}", f"(tag:“tag 1” OR {COMMON}) kind:direct"),
)
CLAIMS = (
    *(
        "unit:%",
        "unit:% number:50..60",
        "unit:houses number:500..510",
        "unit:knots",
        "number:>1000",
    ),
    *("unit:$ number:>1bn", "number:123456", f"number:1000..2000 {COMMON}"),
)
BY_DATE = (COMMON, FREQUENT, RARE, "kind:direct", f"in:big {COMMON}", "unit:%", "number:>1000")


def make(file: Path) -> Iterator[Figure]:
    """Fill the library that all else is measured in."""
    began = time.perf_counter()
    shelf.fill(file, READINGS)
    yield Figure("make 100,000 readings", time.perf_counter() - began, 600, "s", "lower")
    began = time.perf_counter()
    with Library.open(file) as library:
        while library.tidy():  # as the window does while nothing is asked of it
            pass
    yield Figure("tidy up after that", time.perf_counter() - began, 60, "s", "lower")
    yield Figure("size of the file", file.stat().st_size / 1e9, 2.5, "GB", "lower")


def first_page(file: Path) -> Iterator[Figure]:
    """Open the library while nothing of it is in memory, and list the newest."""
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
        os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    began = time.perf_counter()
    with Library.open(file) as library:
        library.readings(limit=100)
        yield Figure("cold first page", 1000 * (time.perf_counter() - began), 1000, "ms", "lower")


def searches(library: Library) -> Iterator[Figure]:
    """Search for words, with conditions, for claims, and by date."""
    first = library.speakers(limit=1)[0].name.split()[0]
    for what, queries, goal, order in (
        ("search", WORDS, 30, Order.RELEVANCE),
        ("filtered search", CONDITIONS, 50, Order.RELEVANCE),
        ("claims", CLAIMS, 30, Order.RELEVANCE),
        ("search by date", BY_DATE, 50, Order.DATE),
    ):
        taken = {
            query: slow(_search(library, query.format(first=first), order)) for query in queries
        }
        slowest = max(taken, key=taken.__getitem__)
        name = f"{what}, slowest ({slowest.format(first=first)})"
        yield Figure(name, taken[slowest], goal, "ms", "lower")


def _search(library: Library, query: str, order: Order) -> Callable[[], object]:
    return lambda: library.search(query, order=order)


def speakers(library: Library) -> Iterator[Figure]:
    """Show the quotes of those who are quoted most, and look for a speaker."""
    names = [speaker.name for speaker in library.speakers(limit=5)]
    yield _slowest(
        "quotes by a speaker", (lambda name=name: library.quotes_by(name) for name in names), 20
    )
    yield _slowest("speakers by a beginning", [lambda: library.speakers("be", 20)], 30)


def lists(library: Library) -> Iterator[Figure]:
    """List readings, those of a smart collection too, and open one."""
    yield _slowest("a page of the list", [lambda: library.readings(limit=100)], 10)
    queries = ("tag:“tag 3” after:2018", "in:big", f"outlet:post {RARE}", "number:>1000")
    each = (lambda query=query: library.readings_for(query, 100) for query in queries)
    yield _slowest("a page of a smart collection", each, 100)
    binned = {summary.id for summary, _ in library.bin.contents(READINGS)}
    apart = (key for key in range(1, READINGS, READINGS // (2 * TIMES)) if key not in binned)
    yield _slowest("open a reading", [lambda: library.load(next(apart))], 10)


def saving(library: Library) -> Iterator[Figure]:
    """Add readings to the full library."""
    made = iter([marked(400, seed) for seed in range(TIMES + 1)])
    yield _slowest("add a reading of 400 words", [lambda: library.add(*next(made))], 25)


def slow(work: Callable[[], object]) -> float:
    """Return the time in milliseconds under which 95 of 100 runs stay, the first not counted."""
    work()
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return 1000 * sorted(taken)[int(0.95 * TIMES) - 1]


def _slowest(name: str, works: Iterable[Callable[[], object]], goal: float) -> Figure:
    return Figure(name, max(map(slow, works)), goal, "ms", "lower")
