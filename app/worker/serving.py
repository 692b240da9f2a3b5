"""A child's end of the protocol: reads jobs from its input, one a line, and answers on its output.

Only one job runs at a time; to stop it, kill the process.
"""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
from collections.abc import Callable, Mapping
from typing import BinaryIO

from app import language, paths
from app.language import later, tr
from app.reading.failures import Failure, WorkerFailure
from app.worker import protocol
from app.worker.memory import limited
from app.worker.protocol import Do, Message

Send = Callable[[Message], None]

Jobs = Mapping[Do, Callable[[Message, Send], Message]]
"""What a child can do: each gets the request and what sends events, and returns the result."""

_FAULT = later("Sayso met a fault of its own.")
_FAULTS: dict[str, str] = {
    Do.PREPARE: later("Sayso met a fault of its own while it tried to prepare this."),
    Do.OPEN: later("Sayso met a fault of its own while it tried to open this."),
    Do.PASTE: later("Sayso met a fault of its own while it tried to paste this."),
    Do.PAGES: later("Sayso met a fault of its own while it tried to show the pages of this."),
    Do.PICTURE: later("Sayso met a fault of its own while it tried to show a page of this."),
    Do.ILLUSTRATE: later(
        "Sayso met a fault of its own while it tried to fetch the pictures of this."
    ),
    Do.ANALYSE: later("Sayso met a fault of its own while it tried to analyse this."),
    Do.IMPORT: later("Sayso met a fault of its own while it tried to import this."),
    Do.TAKE_IN: later("Sayso met a fault of its own while it tried to import this."),
    Do.READ_BACK: later("Sayso met a fault of its own while it tried to read this back."),
    Do.EXPORT: later("Sayso met a fault of its own while it tried to export this."),
    Do.CITE: later("Sayso met a fault of its own while it tried to cite this."),
    Do.SEND: later("Sayso met a fault of its own while it tried to send this."),
    Do.FORMATS: later("Sayso met a fault of its own while it tried to export this."),
    Do.PREVIEW: later("Sayso met a fault of its own while it tried to show a preview of this."),
    Do.STAGE: later("Sayso met a fault of its own while it tried to export this."),
    Do.FINISH: later("Sayso met a fault of its own while it tried to export this."),
}
"""What is said of a job that failed in a way nobody foresaw."""

LOG = logging.getLogger(__name__)


def run(job: Message, send: Send, jobs: Jobs) -> None:
    """Do one job and send its end: `done`, or `failed` with a sentence."""
    number = job.get("job", 0)
    try:
        do = Do(job["do"])
        with limited(protocol.LIMITS[do].memory):
            result = jobs[do](job, send)
    except Failure as failure:
        send(protocol.failed(number, failure))
    except MemoryError:
        lost = WorkerFailure(
            tr("There is not enough memory for this article."), tr("Close other programs.")
        )
        send(protocol.failed(number, lost))
    except Exception:
        # The boundary of the process: whatever a strange article provokes is logged with its
        # traceback and told in a sentence; the child goes on with the next job.
        LOG.exception("job %s failed", job.get("do"))
        fault = WorkerFailure(
            tr(_FAULTS.get(str(job.get("do")), _FAULT)),
            tr(
                "Nothing was changed. Details are in {file}.",
                file=paths.log_folder() / "worker.log",
            ),
        )
        send(protocol.failed(number, fault))
    else:
        send(protocol.event(number, "done", result=result))


def serve(source: BinaryIO, target: BinaryIO, jobs: Jobs) -> None:
    """Read jobs from `source` and answer on `target` until `source` closes.

    Input is read on a thread of its own: when the parent dies in the middle of a job, its end of
    the pipe closes and this process ends at once instead of after the job.
    """
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def listen() -> None:
        for line in source:
            asked.put(line)
        os._exit(0)

    def send(message: Message) -> None:
        target.write(protocol.encode(message))
        target.flush()

    threading.Thread(target=listen, daemon=True).start()
    send(protocol.event(0, "ready"))
    while True:
        run(protocol.decode(asked.get()), send, jobs)


def keep_log() -> None:
    """Write warnings and worse to a file that only its owner may read."""
    try:
        file = paths.private_folder(paths.log_folder()) / "worker.log"
        paths.private_file(file)
        handler: logging.Handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    except (Failure, OSError):
        handler = logging.NullHandler()
    logging.basicConfig(
        handlers=[handler],
        level=logging.ERROR,
        format="%(asctime)s %(levelname)s %(name)s %(message)s",
    )


NICENESS = 10
"""How far a child that works behind a window stands back, in the system's own steps"""


def main(jobs: Jobs) -> None:
    """Serve the parent over standard input and output."""
    target = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Libraries that print must not get between the lines of the protocol.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    keep_log()
    if protocol.BEHIND in sys.argv[1:] and hasattr(os, "nice"):
        os.nice(NICENESS)
        if hasattr(os, "SCHED_BATCH"):
            # So that it interrupts nobody when it has something to do again.
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    for argument in sys.argv[1:]:
        if argument.startswith(protocol.SPEAKING):
            language.use(argument.removeprefix(protocol.SPEAKING), paths.resource("languages"))
    try:
        serve(sys.stdin.buffer, target, jobs)
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)
