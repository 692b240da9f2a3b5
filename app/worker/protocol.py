"""What a child process and its parent say to each other: JSON objects, one a line.

A request is ``{"v": 1, "job": 7, "do": "open", …}``. Every line back is an event of a job:

=========  ==========================================================================
event      further keys
=========  ==========================================================================
progress   ``what`` (a short phrase), ``done`` and ``total`` (``total`` 0: not known)
part       ``result``: what was found so far; replaces the part before
done       ``result``; the job is over
failed     ``reason``, ``advice``, ``failure`` (the kind); the job is over
=========  ==========================================================================

A child starts with ``{"v": 1, "job": 0, "event": "ready"}`` and ends when its input closes.
"""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import Any

from app.reading import failures
from app.reading.failures import Failure, WorkerFailure

VERSION = 1

Message = dict[str, Any]


class Do(StrEnum):
    """What a child can be asked to do, with the further keys of request and result.

    Documents, analyses and readings are the JSON values of `app.reading.wire`; a document that
    comes back brings its original along.
    """

    PREPARE = "prepare"  # of: the job to load everything for (default "analyse"); result {}
    OPEN = "open"  # source, content (base 64 of what `source` only names, or "") -> document
    PASTE = "paste"  # text, html ("" for none) -> document
    ANALYSE = "analyse"  # document -> parts and in the end an analysis
    EXPORT = "export"  # reading, format, path, reader (a name, may be "") -> {"path"}


def command() -> list[str]:
    """Return the command that starts a child."""
    # -P: a folder of the reader's that holds a package of the same name must not be imported.
    return [sys.executable, "-P", "-m", "app.worker.main"]


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
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """Return the message of a line; raise WorkerFailure for anything else."""
    try:
        message = json.loads(line)
    except ValueError:
        message = None
    if not isinstance(message, dict) or message.get("v") != VERSION:
        raise WorkerFailure(
            "A helper process answered in a way this version does not understand.",
            "Close Sayso and start it again.",
        )
    return message
