"""Many sources into the library: opened ahead while others are marked, resumable, all accounted for."""

from __future__ import annotations

import hashlib
import queue
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from app.reading import wire
from app.reading.annotation import Opened
from app.reading.failures import Failure
from app.reading.versions import Change, Said, changes
from app.sources import open_documents
from app.worker.client import Worker
from app.worker.protocol import Do

if TYPE_CHECKING:
    from app.library.library import Library

AHEAD = 4
"""Sources that are opened while earlier ones still wait to be marked; more would only fill memory."""

BAR = 24


@dataclass(frozen=True, slots=True)
class Added:
    """One reading that is in the library now; `known` says that it was there before.

    `changes` are what differs from the version before, None where there is none.
    """

    id: int
    title: str
    known: bool = False
    changes: tuple[Change, ...] | None = None


@dataclass(slots=True)
class Account:
    """What became of every source."""

    added: int = 0
    known: int = 0
    failures: list[tuple[str, Failure]] = field(default_factory=list)

    def summary(self) -> str:
        """Say it in one sentence."""
        parts = [f"{self.added:,} added"]
        if self.known:
            parts.append(f"{self.known:,} there already")
        if self.failures:
            parts.append(f"{len(self.failures):,} could not be opened")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A source that was opened; `documents` are JSON values, `there` is the reading it is already."""

    source: str
    documents: Sequence[dict[str, Any]] = ()
    failure: Failure | None = None
    there: int | None = None


def add(
    library: Library,
    sources: Sequence[str],
    tell: Callable[[Added], None],
    *,
    password: str = "",
    ocr: bool = False,
) -> Account:
    """Store every source; `tell` hears of each reading as soon as it is in the library.

    A file whose very bytes were added from the same place is not even opened again, so that an
    interrupted run goes on where it stopped. Every failure is in the account; none ends the run.
    """
    account = Account()
    known = library.originals_of(sources)
    bar = _Bar(len(sources))

    def open_one(files: Worker, source: str) -> _Waiting:
        there = _reading_of(source, known)
        if there is not None:
            return _Waiting(source, there=there)
        try:
            return _Waiting(source, open_documents(files, source, password=password, ocr=ocr))
        except Failure as failure:
            return _Waiting(source, failure=failure)

    with Worker() as marks, _Ahead(sources, open_one) as ahead:
        marks.start()
        for number, found in enumerate(ahead):
            bar.show(number, found.source)
            for added in _taken(library, marks, found, account):
                bar.clear()
                tell(added)
        bar.clear()
    return account


class _Ahead:
    """Opens sources on a thread, in order, a few ahead of who iterates over what they hold."""

    def __init__(self, sources: Sequence[str], open_one: Callable[[Worker, str], _Waiting]) -> None:
        self._sources = sources
        self._open_one = open_one
        self._files = Worker()
        self._room = threading.Semaphore(AHEAD)
        self._found: queue.SimpleQueue[_Waiting] = queue.SimpleQueue()
        self._over = False
        self._thread = threading.Thread(target=self._open_all, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over = True
        self._room.release()
        self._files.close()  # what is being opened is not waited for
        self._thread.join()

    def __iter__(self) -> Iterator[_Waiting]:
        for _ in self._sources:
            yield self._found.get()
            self._room.release()

    def _open_all(self) -> None:
        for source in self._sources:
            self._room.acquire()
            if self._over:
                return
            self._found.put(self._open_one(self._files, source))


def _reading_of(source: str, known: Mapping[str, tuple[int, str]]) -> int | None:
    """Return the reading these very bytes of a file are, where they are in the library."""
    if source not in known:
        return None
    reading, sha256 = known[source]
    try:
        content = Path(source).expanduser().read_bytes()
    except (OSError, ValueError):
        return None
    return reading if hashlib.sha256(content).hexdigest() == sha256 else None


def _taken(library: Library, marks: Worker, found: _Waiting, account: Account) -> list[Added]:
    if found.failure is not None:
        account.failures.append((found.source, found.failure))
        return []
    if found.there is not None:
        account.known += 1
        return [Added(found.there, library.summary(found.there).title, known=True)]
    taken = []
    for value in found.documents:
        try:
            added = _store(library, marks, value)
        except Failure as failure:
            account.failures.append((found.source, failure))
            continue
        taken.append(added)
        account.known += added.known
        account.added += not added.known
    return taken


def _store(library: Library, marks: Worker, value: dict[str, Any]) -> Added:
    opened: Opened = wire.opened_from_json(value)
    document = opened.document
    known = library.find(document)
    if known is not None:
        library.take_in(known, opened.own)
        return Added(known, document.title, known=True)
    lean = {key: item for key, item in value.items() if key not in ("original", "own", "files")}
    found = wire.analysis_from_json(marks.run(Do.ANALYSE, document=lean))
    reading = library.add(document, found, opened.own, opened.files)
    earlier = library.version_before(reading)
    if earlier is None:
        return Added(reading, document.title)
    return Added(
        reading,
        document.title,
        changes=changes(library.load(earlier).shown(), library.load(reading).shown()),
    )


def change_to_json(change: Change) -> dict[str, Any]:
    """Return what differs between two versions: `before` and `after` are null where there is none."""
    return {
        "matter": change.matter.value,
        "turn": change.turn.value,
        "before": _said_to_json(change.before),
        "after": _said_to_json(change.after),
    }


def _said_to_json(said: Said | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {
        "start": said.span.start,
        "end": said.span.end,
        "text": said.text,
        "speaker": said.speaker,
    }


class _Bar:
    """A progress bar on standard error, for several sources on a terminal only."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._shown = total > 1 and sys.stderr.isatty()

    def show(self, done: int, source: str) -> None:
        if self._shown:
            full = BAR * done // self._total
            bar = "█" * full + "░" * (BAR - full)
            name = source if len(source) <= 40 else f"…{source[-39:]}"
            print(f"\r\033[K{bar} {done:,} of {self._total:,}  {name}", end="", file=sys.stderr)
            sys.stderr.flush()

    def clear(self) -> None:
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr)
            sys.stderr.flush()
