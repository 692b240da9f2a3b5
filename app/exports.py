"""Readings out of the library into files: what a job is given, and many of them one by one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from app.reading import wire
from app.reading.annotation import Reading
from app.reading.document import Original
from app.reading.exports import (
    IN_PLACE,
    Choice,
    Gathered,
    Offered,
    choice_to_json,
    offered_from_json,
)
from app.reading.failures import Failure, PlaceFailure, WorkerFailure
from app.reading.naming import PATTERN, Names, name_of
from app.reading.views import View
from app.worker.client import Worker
from app.worker.protocol import Do

if TYPE_CHECKING:
    from app.library.library import Library

ASIDE = ".sayso-"
"""How the names of what is there only while something is written begin."""

Json = dict[str, Any]
Kept = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of several readings; `title` names them inside one file.

    `format_` and `suffix` do not matter for a zip, nor does `pattern` for one file.
    """

    target: Path
    gathered: Gathered
    format_: str = "pdf"
    suffix: str = ".pdf"
    choice: Choice = Choice()  # noqa: RUF009 -- it cannot be changed
    pattern: str = PATTERN
    title: str = ""

    def values(self, aside: Path) -> Json:
        """Return what every job of it is told."""
        return {
            "path": str(self.target),
            "aside": str(aside),
            "as": self.gathered.value,
            "format": self.format_,
            "choice": choice_to_json(self.choice),
            "title": self.title,
        }


def formats(worker: Worker) -> dict[str, Offered]:
    """Return the formats there are, by their names."""
    found = map(offered_from_json, worker.run(Do.FORMATS)["formats"])
    return {offered.name: offered for offered in found}


def aside_of(target: Path, *, inside: bool = False) -> Path:
    """Return where to work on what will be `target`: on the same disk, and of a name of its own.

    With `inside` in the target itself, which is a folder that is there.
    """
    return (target if inside else target.parent) / f"{ASIDE}{uuid4().hex}"


def aside_for(order: Order) -> Path:
    """Return the folder where the readings of an order wait."""
    inside = order.gathered is Gathered.FOLDER and order.target.is_dir()
    return aside_of(order.target, inside=inside)


def remove(aside: Path) -> None:
    """Remove what was not finished, a file or a folder; nothing is there after what was."""
    if aside.is_dir():
        shutil.rmtree(aside, ignore_errors=True)
        return
    # Where its folder is not there, or may not be written, nothing was written either.
    with suppress(OSError):
        aside.unlink(missing_ok=True)


@contextmanager
def working_aside(aside: Path) -> Iterator[Path]:
    """Give where to work, and leave nothing of it behind whatever happens."""
    try:
        yield aside
    finally:
        remove(aside)


def completed(library: Library, reading: Reading, format_: str, choice: Choice) -> Reading:
    """Return a reading with what of it is not loaded for showing it, as far as a format needs it."""
    if not reading.id:
        return reading
    document = reading.document
    if format_ == IN_PLACE:
        document = replace(document, original=library.original(reading.id))
    elif (kept := library.facts.of(reading.id).original) is not None:
        # When it was captured is told on the page; the bytes are not needed for that.
        document = replace(document, original=Original(b"", kept.media_type, kept.captured))
    pictures = library.pictures.of(reading.id) if choice.pictures and document.pictures else ()
    return replace(reading, document=document, pictures=pictures)


def loaded(library: Library, number: int, view: View, format_: str, choice: Choice) -> Reading:
    """Return a reading as it is exported, with the marks a view shows."""
    reading = library.load(number)
    return completed(library, reading.shown(view), format_, choice)


def export_values(reading: Reading, format_: str, choice: Choice) -> Json:
    """Return what the jobs EXPORT and PREVIEW are told of a reading and the choice."""
    return {
        "reading": wire.reading_to_json(reading, with_original=True),
        "format": format_,
        "choice": choice_to_json(choice),
        "password": choice.password,
    }


def stage_values(order: Order, number: int, reading: Reading, name: str, kept: Kept | None) -> Json:
    """Return what the job STAGE is told of a reading besides the order."""
    with_original = order.gathered is not Gathered.ZIP
    return {
        "number": number,
        "name": name,
        "reading": wire.reading_to_json(reading, with_original=with_original),
        "kept": None if kept is None else wire.kept_to_json(kept),
    }


class Taking:
    """Takes readings out of a library for an order, the one after the other."""

    def __init__(self, library: Library, order: Order, view: View) -> None:
        self._library, self._order, self._view = library, order, view
        self._names = Names()
        self._number = 0

    def take(self, number: int) -> Callable[[], Json]:
        """Read a reading; what is returned makes of it what STAGE is told, wherever it is called."""
        order, library = self._order, self._library
        place, self._number = self._number, self._number + 1
        if order.gathered is Gathered.ZIP:
            whole = library.load(number)
            kept = library.packing.kept(number)
            if place == 0:
                kept["shelves"] = library.packing.shelves()
            return lambda: stage_values(order, place, whole, name_of(whole, "{title}"), kept)
        reading = loaded(library, number, self._view, order.format_, order.choice)
        name = self._names.free(name_of(reading, order.pattern), order.suffix)
        return lambda: stage_values(order, place, reading, name, None)


def export_all(
    library: Library,
    worker: Worker,
    readings: Sequence[int],
    order: Order,
    view: View,
    told: Callable[[int, int], None],
) -> list[tuple[int, Failure]]:
    """Make one thing of several readings; return those that could not be part of it, and why.

    Where none could nothing is made. Raises Failure, and leaves the target as it was, where the
    whole cannot be made.
    """
    if order.gathered is Gathered.ZIP:
        readings = sorted(readings)  # a version before stands before the one after
    failures: list[tuple[int, Failure]] = []
    with working_aside(aside_for(order)) as aside:
        values = order.values(aside)
        taking = Taking(library, order, view)
        for done, number in enumerate(readings):
            told(done, len(readings))
            try:
                wanted = taking.take(number)()
                worker.run(Do.STAGE, **values, **wanted)
            except (PlaceFailure, WorkerFailure):
                raise
            except Failure as failure:
                failures.append((number, failure))
        if len(failures) < len(readings):
            worker.run(Do.FINISH, **values)
        told(len(readings), len(readings))
    return failures
