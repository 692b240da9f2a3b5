"""The child process that takes another tool's export into the library, beside the window.

It has a process of its own because a window that shares one with it has to wait, at every step of
a drawing, for what it does in Python. The export itself is untrusted, and read by a child of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.imports import bring_in
from app.language import tr
from app.reading import wire
from app.reading.failures import LibraryGone
from app.reading.reports import Taken
from app.worker import protocol, serving
from app.worker.protocol import Do, Message
from app.worker.serving import Jobs, Send


def take_in(job: Message, send: Send) -> Message:
    """Store what an export holds, and tell of every entry as soon as it is in the library."""
    from app.library.library import Library  # noqa: PLC0415 (while the parent goes on)

    file = Path(job["library"])
    if not file.exists():  # to open it would make a new one
        raise LibraryGone(
            tr("The library {file} is gone. Nothing can be imported into it.", file=file),
            tr("Put the file back where it was."),
        )

    def tell(some: Sequence[Taken]) -> None:
        taken = [wire.taken_to_json(one) for one in some]
        send(protocol.event(job["job"], "part", result={"taken": taken}))

    def progress(done: int, total: int) -> None:
        send(protocol.event(job["job"], "progress", what=tr("Importing"), done=done, total=total))

    with Library.open(file) as library:
        form = bring_in(library, Path(job["path"]), tell, progress, job["reader"] or None)
    return {"form": form}


JOBS: Jobs = {Do.TAKE_IN: take_in}

if __name__ == "__main__":
    serving.main(JOBS)
