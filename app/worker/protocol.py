"""What a child process and its parent say to each other: JSON objects, one a line.

A request is ``{"v": 1, "job": 7, "do": "open", …}``. Every line back is an event of a job:

=========  ==========================================================================
event      further keys
=========  ==========================================================================
progress   ``what`` (a short phrase), ``done`` and ``total`` (``total`` 0: not known)
part       ``result``: what was found so far; replaces the part before, but for imports, what is
           taken in, and pictures
done       ``result``; the job is over
failed     ``reason``, ``advice``, ``failure`` (the kind); the job is over
=========  ==========================================================================

A child starts with ``{"v": 1, "job": 0, "event": "ready"}`` and ends when its input closes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app import language
from app.language import later, tr
from app.reading import failures
from app.reading.failures import Failure, WorkerFailure

VERSION = 1

Message = dict[str, Any]

Making = Mapping[str, Callable[[Any], Any]]
"""By the key of a list what becomes of its items."""

_AS_THEY_ARE: Making = {}

LONG = 50_000
"""A longer line is read item by item."""

ITEMS = 10
"""Items of a list written at a time: so few that a thread that paints is not kept waiting."""


class Do(StrEnum):
    """What a child can be asked to do, with the further keys of request and result.

    Documents, analyses and readings are the JSON values of `app.reading.wire`; what opening gives
    is ``{"documents": [...]}``, of which each brings its original and its ``own`` marks along. A
    part of it is the beginning of a long document.
    """

    PREPARE = "prepare"  # of: the job to load everything for (default "analyse"); result {}
    OPEN = "open"  # source, content (base 64 of what `source` only names, or ""), address,
    #       password, ocr -> parts and in the end documents
    PASTE = "paste"  # text, html ("" for none) -> documents
    PAGES = "pages"  # path, password -> {"sizes": [[width, height], …]} in points
    PICTURE = "picture"  # path, password, page (from 0), scale (pixels a point) -> {"width",
    #       "height", "turned", "pixels", "boxes"}, as `app.opening.pdf.pictures` tells; the last
    #       two packed with zlib and in base 64
    ILLUSTRATE = "illustrate"  # addresses, room (bytes all may take) -> parts {"address",
    #       "media_type", "content" (base 64)}, each a picture, and in the end {"failed": [[address,
    #       why], …]}
    ANALYSE = "analyse"  # document -> parts and in the end an analysis
    IMPORT = "import"  # path -> parts {"items": [...]}, each the next entries of another tool's
    #       export, and in the end {"form": its name}
    TAKE_IN = "take in"  # library and path (files), reader (the command of the child that reads the
    #       export; [] for the usual one) -> parts {"taken": [...]}, what became of the next entries,
    #       which are in the library now, and in the end {"form": the name of the other tool}
    READ_BACK = "read back"  # path, password, document (None: not needed) -> {"exported": which
    #       reading a PDF is of as `app.reading.exported` packs it, "marks": [...] that are in it
    #       now (see `app.reading.brought_back`), none without a document}
    EXPORT = "export"  # reading, format, path, aside (the file to write first, or ""), choice (see
    #       `app.reading.exports`), password (of the PDF that is annotated in place) -> {"path"}
    FORMATS = (
        "formats"  # -> {"formats": what `app.reading.exports.Offered` tells of each, "template":
    )
    #       Sayso's own for a page of notes}
    PREVIEW = "preview"  # reading, format, choice, page (from 0), scale (pixels a point), as -> the
    #       size and the pixels of a page as for PICTURE, and "pages"; or {"text"}, how it begins
    STAGE = "stage"  # reading, number (from 0), name, kept (all the library has, for a zip, as
    #       `wire.kept_to_json` returns it, else null), and what becomes of them all: path, aside (a
    #       folder beside it to work in), as, format, choice, title -> {}
    FINISH = "finish"  # path, aside, as, format, choice, title -> {"path"}, made of all staged
    CITE = (
        "cite"  # form (of `app.reading.styles.Form`), style, works (of each its "csl" and "about",
    )
    #       what its document says of itself), words, passage ([locator, label]) -> {"text", "html", "entries" (how many)}
    SEND = (
        "send"  # readings, choice, pdf (whether to attach one), port -> {"readings", "pdfs"}, how
    )
    #       many of each Zotero took


@dataclass(frozen=True, slots=True)
class Limit:
    """What a job may take: seconds without a word before its process is ended, and bytes of memory
    beyond what the process had before (0: no limit).
    """

    silence: float
    memory: int = 0


LIMITS = {
    Do.PREPARE: Limit(120),
    Do.OPEN: Limit(90, 3 * 2**29),
    Do.PASTE: Limit(60, 3 * 2**29),
    Do.PAGES: Limit(30, 3 * 2**29),
    Do.PICTURE: Limit(30, 3 * 2**29),
    Do.ILLUSTRATE: Limit(90, 3 * 2**29),
    Do.ANALYSE: Limit(180),
    Do.IMPORT: Limit(120, 3 * 2**29),
    Do.TAKE_IN: Limit(180),
    Do.READ_BACK: Limit(90, 3 * 2**29),
    Do.EXPORT: Limit(180),
    Do.CITE: Limit(60),
    Do.SEND: Limit(180),
    Do.FORMATS: Limit(60),
    Do.PREVIEW: Limit(180),
    Do.STAGE: Limit(180),
    Do.FINISH: Limit(300),
}

WORDS = {
    Do.PREPARE: later("Marking"),
    Do.OPEN: later("Opening"),
    Do.PASTE: later("Pasting"),
    Do.PAGES: later("Showing the pages"),
    Do.PICTURE: later("Showing a page"),
    Do.ILLUSTRATE: later("Fetching pictures"),
    Do.ANALYSE: later("Marking"),
    Do.IMPORT: later("Importing"),
    Do.TAKE_IN: later("Importing"),
    Do.READ_BACK: later("Reading back"),
    Do.EXPORT: later("Exporting"),
    Do.CITE: later("Citing"),
    Do.SEND: later("Sending to Zotero"),
    Do.FORMATS: later("Exporting"),
    Do.PREVIEW: later("The preview"),
    Do.STAGE: later("Exporting"),
    Do.FINISH: later("Exporting"),
}
"""What goes on while a job is done, to begin a sentence with; to be said by `tr`."""

BEHIND = "--behind"
"""Asks a child to let others go first, so that a window stays quick while it works."""

SPEAKING = "--speaking="
"""Before the code of the language a child says its sentences in."""


WORKER, STORING = "app.worker.main", "app.storing"
"""The modules children run: what does all but one job, and what imports into the library."""


def command(module: str = WORKER, *, behind: bool = False) -> list[str]:
    """Return the command that starts a child."""
    # -P: a folder of the reader's that holds a package of the same name must not be imported.
    started = [sys.executable, "-P", "-m", module]
    if language.spoken() != language.ENGLISH:
        started.append(f"{SPEAKING}{language.spoken()}")
    return [*started, BEHIND] if behind else started


def request(job: int, do: Do, **arguments: Any) -> Message:
    """Return the message that asks for a job."""
    return {"v": VERSION, "job": job, "do": do.value, **arguments}


def event(job: int, name: str, **arguments: Any) -> Message:
    """Return the message that tells of a job."""
    return {"v": VERSION, "job": job, "event": name, **arguments}


def failed(job: int, failure: Failure) -> Message:
    """Return the message that a job could not be done."""
    return event(
        job,
        "failed",
        failure=type(failure).__name__,
        reason=failure.reason,
        advice=failure.advice,
    )


def failure_of(message: Message) -> Failure:
    """Rebuild the failure a `failed` event tells of."""
    kind = getattr(failures, message.get("failure", ""), None)
    if not (isinstance(kind, type) and issubclass(kind, Failure)):
        kind = Failure
    return kind(message["reason"], message["advice"])


def encode(message: Message) -> bytes:
    """Return the line for a message, line break included; pure ASCII, so no encoding matters."""
    return "".join(_written(message)).encode("ascii") + b"\n"


def decode(line: bytes, making: Making = _AS_THEY_ARE) -> Message:
    """Return the message of a line; raise WorkerFailure for anything else.

    `making` tells by a list's key what becomes of its items, which in a long line happens as they
    are read: what is kept of them would otherwise hold on to the memory of all that is not. The
    items of a short line stay as they are.
    """
    try:
        message = _read(line.decode("utf-8"), making) if len(line) > LONG else json.loads(line)
    except (KeyError, TypeError, ValueError):
        message = None
    if not isinstance(message, dict) or message.get("v") != VERSION:
        raise WorkerFailure(
            tr("A helper process answered in a way this version does not understand."),
            tr("Close Sayso and start it again."),
        )
    return message


# Python's JSON reader and writer keep every other thread waiting until they are through. What
# marks a long article is megabytes, and the window would stand still meanwhile; so such lines are
# read and written in pieces.

_WRITER = json.JSONEncoder(separators=(",", ":"))
_READER = json.JSONDecoder()


def _written(value: Any) -> Iterator[str]:
    """Yield the JSON of a value, lists that are its own or an object's in it in pieces."""
    if isinstance(value, dict):
        opening = "{"
        for key, item in value.items():
            yield f"{opening}{_WRITER.encode(key)}:"
            yield from _written(item)
            opening = ","
        yield "}" if value else "{}"
    elif isinstance(value, list) and len(value) > ITEMS:
        opening = "["
        for start in range(0, len(value), ITEMS):
            yield opening + _WRITER.encode(value[start : start + ITEMS])[1:-1]
            opening = ","
        yield "]"
    else:
        yield _WRITER.encode(value)


def _read(text: str, making: Making) -> Any:
    """Read a line `encode` wrote, with no blanks between values; raise ValueError for others."""
    try:
        value, end = _value(text, 0, making)
    except IndexError:
        raise ValueError("the line is cut off") from None
    if text[end:].strip():
        raise ValueError("something follows the message")
    return value


def _value(
    text: str, start: int, making: Making, make: Callable[[Any], Any] | None = None
) -> tuple[Any, int]:
    """Read objects and the lists in them item by item, all else at once; return where it ends.

    `make` is what becomes of the items, where the value is a list.
    """
    if text[start] == "[":
        return _items(text, start + 1, make)
    if text[start] != "{":
        return _READER.raw_decode(text, start)
    found: dict[str, Any] = {}
    end = start + 1
    while text[end] != "}":
        key, end = _READER.raw_decode(text, end)
        if not isinstance(key, str) or text[end] != ":":
            raise ValueError("a key and a colon were expected")
        found[key], end = _value(text, end + 1, making, making.get(key))
        end = _after(text, end, "}")
    return found, end + 1


def _items(text: str, end: int, make: Callable[[Any], Any] | None) -> tuple[list[Any], int]:
    found: list[Any] = []
    while text[end] != "]":
        item, end = _READER.raw_decode(text, end)
        found.append(item if make is None else make(item))
        end = _after(text, end, "]")
    return found, end + 1


def _after(text: str, end: int, closing: str) -> int:
    """Return where the next item begins, or where the closing bracket stands."""
    if text[end] == ",":
        return end + 1
    if text[end] != closing:
        raise ValueError("a comma was expected")
    return end
