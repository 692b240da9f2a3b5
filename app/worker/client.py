"""The parent's end of a child process, for programs without an event loop."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import threading
import time
from collections.abc import Callable
from typing import Any, Self

from app.language import tr
from app.reading.failures import WorkerFailure
from app.worker import protocol
from app.worker.protocol import Do, Message


class Worker:
    """One child process, started with the first job and again after it was lost.

    `patience` is in seconds and goes before each job's own limit of silence. Not to be shared between threads. Use it as a context manager, or call `close`.
    """

    def __init__(self, command: list[str] | None = None, patience: float | None = None) -> None:
        self._command = command or protocol.command()
        self._patience = patience
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._jobs = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The child's process id, None while none runs."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the child without waiting for it, so that it warms up meanwhile."""
        if self._process is not None and self._process.poll() is None:
            return
        self._lines = queue.SimpleQueue()
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise WorkerFailure(
                tr("A helper process could not be started ({why}).", why=error.strerror),
                tr("Close other programs and try again."),
            ) from error
        threading.Thread(target=_forward, args=(self._process, self._lines), daemon=True).start()

    def run(
        self, do: Do, on_event: Callable[[Message], None] | None = None, **arguments: Any
    ) -> Message:
        """Do one job and return its result; `on_event` gets progress and parts.

        Raises the Failure the job ended with, or WorkerFailure when the child was lost or stayed
        silent for too long; the next job then gets a new child.
        """
        self.start()
        self._jobs += 1
        self._send(protocol.request(self._jobs, do, **arguments))
        patience = protocol.LIMITS[do].silence if self._patience is None else self._patience
        deadline = time.monotonic() + patience
        while True:
            message = self._receive(deadline, do)
            if message["job"] != self._jobs:
                continue
            if message["event"] == "done":
                result: Message = message["result"]
                return result
            if message["event"] == "failed":
                raise protocol.failure_of(message)
            deadline = time.monotonic() + patience
            if on_event is not None:
                on_event(message)

    def close(self) -> None:
        """End the child, whatever it is doing."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # unsent input of a child that is gone
                    pipe.close()

    def _send(self, message: Message) -> None:
        process = self._process
        if process is None or process.stdin is None:  # closed meanwhile
            raise _lost()
        try:
            process.stdin.write(protocol.encode(message))
            process.stdin.flush()
        except OSError as error:
            self.close()
            raise _lost() from error

    def _receive(self, deadline: float, do: Do) -> Message:
        try:
            line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            self.close()
            raise WorkerFailure(
                tr("{what} took too long and was stopped.", what=tr(protocol.WORDS[do])),
                tr("Try a smaller part of it, or try again."),
            ) from None
        if not line:
            self.close()
            raise _lost()
        return protocol.decode(line)


def _lost() -> WorkerFailure:
    return WorkerFailure(
        tr("A helper process ended in the middle of its work."),
        tr("Nothing was changed. Try again."),
    )


def _forward(process: subprocess.Popen[bytes], lines: queue.SimpleQueue[bytes]) -> None:
    """Put every line of the child's output into the queue, and an empty one at its end."""
    assert process.stdout is not None
    with contextlib.suppress(ValueError):  # closed while reading: the parent has given the child up
        for line in process.stdout:
            lines.put(line)
    lines.put(b"")
