"""What `sayso read-back` does and says: bring home what another program did to an exported PDF."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.language import ntr
from app.reading import wire
from app.reading.annotation import Reading
from app.reading.brought_back import (
    Added,
    Changed,
    Deleted,
    Difference,
    brought_from_json,
    differences,
    is_offered_only,
)
from app.reading.decisions import stretch
from app.reading.exported import Exported, unpacked
from app.reading.failures import ImportFailure
from app.settings import Settings
from app.worker.client import Worker
from app.worker.protocol import Do

if TYPE_CHECKING:
    from app.library.library import Library


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", metavar="FILE", help="a PDF that was exported and then changed")
    parser.add_argument(
        "--reading",
        type=int,
        metavar="ID",
        help="the reading it is of, where the PDF no longer knows",
    )
    parser.add_argument("--password", default="", help="opens a PDF that is locked with one")
    parser.add_argument(
        "--all",
        action="store_true",
        help="also delete here what was deleted there, reject marks that were deleted there, and "
        "take over what was changed on both sides",
    )
    parser.add_argument("--dry-run", action="store_true", help="only tell, and change nothing")


def read_back(library: Library, options: argparse.Namespace) -> int:
    """Take over what was changed and added; tell of the rest, which is only offered."""
    path = str(Path(options.file).expanduser().absolute())
    with Worker() as files:
        reading, found = compared(library, files, path, options.password, options.reading)
    taken = [one for one in found if options.all or not is_offered_only(one)]
    for difference in found:
        if options.json:
            print(
                json.dumps(
                    difference_to_json(reading, difference, taken=difference in taken),
                    ensure_ascii=False,
                )
            )
        else:
            mark = "" if difference in taken else "only with --all: "
            print(f"{mark}{sentence(reading, difference)}")
    if taken and not options.dry_run:
        library.brought_back.take_over(reading, taken)
    done = len(taken) if not options.dry_run else 0
    print(
        ntr("{count} change taken over.", "{count} changes taken over.", done)
        if found
        else "Nothing was changed in it.",
        file=sys.stderr,
    )
    return 0


def compared(
    library: Library, files: Worker, path: str, password: str = "", number: int | None = None
) -> tuple[Reading, tuple[Difference, ...]]:
    """Return the reading a PDF is of, and what was done to it there; raises Failure."""
    about = files.run(Do.READ_BACK, path=path, password=password, document=None)
    exported = unpacked(about["exported"])
    reading = library.load(number if number is not None else _reading_of(library, exported, path))
    document = wire.document_to_json(reading.document)
    answer = files.run(Do.READ_BACK, path=path, password=password, document=document)
    shown = replace(reading, analysis=Settings().view().of(reading.analysis))
    brought = map(brought_from_json, answer["marks"])
    return reading, differences(shown, exported, brought)


def _reading_of(library: Library, exported: Exported | None, path: str) -> int:
    name = Path(path).name
    if exported is None:
        raise ImportFailure(
            f"{name} does not say which reading it is of.",
            "Name the reading with --reading ID, as `sayso list` shows it.",
        )
    found = library.brought_back.reading_of(exported)
    if found is None:
        raise ImportFailure(
            f"The reading {name} was exported of is not in this library.",
            "Name another library with --library, or add the PDF with `sayso add`.",
        )
    return found


def difference_to_json(reading: Reading, difference: Difference, *, taken: bool) -> dict[str, Any]:
    """Return a difference as the command prints it."""
    value: dict[str, Any] = {
        "did": type(difference).__name__.lower(),
        "reading": reading.id,
        "text": _words(reading, difference),
        "taken": taken,
    }
    if isinstance(difference, Changed):
        value |= {
            "id": difference.before.id,
            "what": sorted(difference.what),
            "before": wire.own_to_json(difference.before),
            "after": wire.own_to_json(difference.after),
            "both": difference.both,
        }
    elif isinstance(difference, Added):
        value |= {"id": difference.own.id, "after": wire.own_to_json(difference.own)}
    elif isinstance(difference, Deleted):
        value |= {
            "id": difference.own.id,
            "before": wire.own_to_json(difference.own),
            "both": difference.both,
        }
    return value


def sentence(reading: Reading, difference: Difference) -> str:
    """Return a difference in words."""
    words = _shortened(_words(reading, difference))
    if isinstance(difference, Added):
        note = f": {_shortened(difference.own.note)}" if difference.own.note else ""
        return f"added      “{words}”{note}"
    if isinstance(difference, Changed):
        return f"changed    “{words}”: {', '.join(_changes(reading, difference))}"
    if isinstance(difference, Deleted):
        return f"deleted    “{words}”"
    return f"rejected   “{words}”"


def _changes(reading: Reading, difference: Changed) -> Iterator[str]:
    after = difference.after
    if difference.before.note != after.note:
        yield f"note “{_shortened(after.note)}”" if after.note else "no note any more"
    if difference.before.span != after.span:
        yield f"moved to “{_shortened(reading.document.text[slice(*after.span)])}”"
    if difference.before.tags != after.tags:
        yield f"tags {', '.join(after.tags) or 'none'}"


def _words(reading: Reading, difference: Difference) -> str:
    if isinstance(difference, Changed):
        return difference.before.anchor.exact
    if isinstance(difference, Added | Deleted):
        return difference.own.anchor.exact
    return reading.document.text[slice(*stretch(difference.mark))]


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 70 else f"{line[:68]}…"
