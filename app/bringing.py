"""What `sayso import` and `sayso refresh` do and say."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.imports import bring_in
from app.reading import wire
from app.reading.failures import Failure
from app.reading.reports import Fate, Taken, told
from app.renewing import mark_all, renew
from app.worker.client import Worker

if TYPE_CHECKING:
    from app.library.library import Library


def import_(library: Library, file: str, *, as_json: bool) -> int:
    """Take in an export, print what became of it, and mark the new texts.

    Every entry is accounted for: as a line of JSON, or those that were not simply taken in words.
    """

    account: list[Taken] = []

    def tell(some: Sequence[Taken]) -> None:
        account.extend(some)
        for taken in some:
            if as_json:
                print(json.dumps(wire.taken_to_json(taken), ensure_ascii=False))
            elif taken.fate is Fate.SKIPPED or taken.why or taken.lost:
                print(_line(taken))
        sys.stdout.flush()

    try:
        form = bring_in(library, Path(file).expanduser(), tell, _progress)
        _clear()
        print(f"{form}: {told(account)}", file=sys.stderr)
        return _mark(library)
    except KeyboardInterrupt:
        _clear()
        print(
            "sayso: Stopped. What was taken is kept; the same command goes on from here.",
            file=sys.stderr,
        )
        return 130


def refresh(library: Library, ids: Sequence[int]) -> int:
    """Fetch and read anew the readings asked for, or all that need it; then mark what is unmarked."""
    status = 0
    wanted = list(ids) or [reading for reading, _ in library.to_fetch(limit=10**6)]
    try:
        with Worker() as files:
            for number, reading in enumerate(wanted):
                _progress(number, len(wanted))
                try:
                    what = renew(library, files, reading)
                except Failure as failure:
                    status = 1
                    _clear()
                    print(f"sayso: {reading}: {failure}", file=sys.stderr)
                else:
                    _clear()
                    print(f"{reading}\t{what}")
        return max(status, _mark(library))
    except KeyboardInterrupt:
        _clear()
        print("sayso: Stopped. The same command goes on from here.", file=sys.stderr)
        return 130


def _mark(library: Library) -> int:
    status = 0
    count = 0

    def marked(_reading: int, _what: str) -> None:
        nonlocal count
        count += 1
        _progress(count, 0, "marked")

    def failed(reading: int, failure: Failure) -> None:
        nonlocal status
        status = 1
        _clear()
        print(f"sayso: {reading}: {failure}", file=sys.stderr)

    mark_all(library, marked, failed)
    while library.tidy():
        pass
    _clear()
    if count:
        print(f"{count:,} readings marked.", file=sys.stderr)
    return status


def _line(taken: Taken) -> str:
    parts = [taken.fate.value, taken.name]
    if taken.why:
        parts.append(taken.why)
    if taken.lost:
        parts.append(f"{taken.lost} highlights without a place in the text")
    return "\t".join(parts)


def _progress(done: int, total: int, what: str = "read") -> None:
    if sys.stderr.isatty():
        of = f" of {total:,}" if total else ""
        print(f"\r\033[K{done:,}{of} {what}", end="", file=sys.stderr, flush=True)


def _clear() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
