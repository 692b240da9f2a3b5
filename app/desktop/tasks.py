"""Child processes tied to Qt's event loop: jobs are asked for and answered, nothing waits.

A child does one job at a time. To cancel a job, or when it says nothing for too long, the child
is killed and another one started. What a child answers is decoded on a thread.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from app.desktop.background import Background
from app.language import tr
from app.reading import wire
from app.reading.failures import Failure, WorkerFailure
from app.worker import protocol
from app.worker.protocol import Do, Message

T = TypeVar("T")

Read = Callable[[Message], Any]
Ask = Callable[[], Message]

END_MS = 2000
"""How long a killed process may take to be gone."""

MOST_STARTS = 3
"""Children that may die in a row without having answered before no other is started."""


class Job(QObject):
    """Something a child was asked to do. Exactly one of `done`, `failed` and `stopped` ends it.

    `part` and `done` carry what `read` made of the result. A cancelled job ends with none of them.
    """

    progressed = Signal(str, int, int)
    part = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    restarted = Signal()

    def __init__(
        self, number: int, do: Do, ask: Ask, read: Read, tries: int, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.number = number
        self.do = do
        self.ask = ask
        self.read = read
        self.tries = tries
        self.over = False

    def end(self) -> None:
        """Let go of everybody who listens, once what is being told has been heard."""
        self.over = True
        self.deleteLater()


class Child(QObject):
    """One child process and the jobs that wait for it."""

    def __init__(
        self,
        decoder: Background,
        command: list[str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._command = command or protocol.command(behind=True)
        self._decoder = decoder
        self._waiting: deque[Job] = deque()
        self._running: Job | None = None
        self._process: QProcess | None = None
        self._buffer = bytearray()
        self._searched = 0
        self._last_number = 0
        self._life = 0  # counts processes: what an earlier one said no longer holds
        self._deaths = 0
        self._closed = False
        self._hang = QTimer(self, singleShot=True)
        self._hang.timeout.connect(self._give_up)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._next)

    @property
    def process_id(self) -> int:
        """The child's process id, 0 while there is none."""
        return self._process.processId() if self._process else 0

    def ask(
        self,
        do: Do,
        arguments: Callable[[], dict[str, Any]],
        read: Read,
        *,
        tries: int = 1,
        first: bool = False,
    ) -> Job:
        """Ask for a job; `arguments` and `read` are called on the decoding thread.

        With `tries` over 1 a job lost with its process is given to the next one. With `first` it
        goes before the jobs that wait.
        """
        self._last_number += 1
        number = self._last_number
        job = Job(
            number, do, lambda: protocol.request(number, do, **arguments()), read, tries, self
        )
        if first:
            self._waiting.appendleft(job)
        else:
            self._waiting.append(job)
        self._next()
        return job

    def cancel(self, job: Job) -> None:
        """Drop a job; where it runs already its process goes with it."""
        if job.over:
            return
        job.end()
        if job is self._running:
            self._running = None
            self._replace()
        elif job in self._waiting:
            self._waiting.remove(job)

    def stop(self, job: Job) -> None:
        """End a job's process, hear all it has said so far, and only then have the job end."""
        if job.over:
            return
        if job is self._running and self._process is not None:
            _kill(self._process)
            self._receive()
        self._decoder.call(lambda: None, lambda _none: self._stopped(job))

    def rest(self) -> None:
        """Let a process end that has nothing to do; the next job starts another.

        Nobody waits for it: it ends by itself when its input closes.
        """
        if self._process is None or self._running is not None or self._waiting:
            return
        process, self._process = self._process, None
        self._life += 1
        process.readyReadStandardOutput.disconnect(self._receive)
        process.finished.disconnect(self._ended)
        process.errorOccurred.disconnect(self._broke)
        process.finished.connect(process.deleteLater)
        process.closeWriteChannel()

    def forget(self, job: Job) -> None:
        """Drop a job that still waits; one that runs is let run."""
        if job in self._waiting:
            self.cancel(job)

    def decode(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Work on the decoding thread, after all it was given before; `done` gets the result."""
        self._decoder.call(work, done)

    def let_go(self, value: object) -> None:
        """Free what is no longer used, on the decoding thread: of many parts it takes long."""
        self._decoder.call(lambda: value)

    def close(self) -> None:
        """End the process; jobs that run or wait are dropped."""
        self._closed = True
        self._waiting.clear()
        self._running = None
        self._drop_process()
        for process in self.findChildren(QProcess):  # those that rest, and are not gone yet
            _kill(process)

    def _start(self) -> None:
        self._buffer.clear()
        self._searched = 0
        process = QProcess(self)
        # A child's complaints go to its own log, not to the terminal of a reader.
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._receive)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._broke)
        self._process = process
        self._life += 1
        process.start(self._command[0], self._command[1:])

    def _replace(self) -> None:
        self._drop_process()
        if not self._closed:
            self._start()
            self._next()

    def _drop_process(self) -> None:
        process, self._process = self._process, None
        self._life += 1
        self._hang.stop()
        if process is not None:
            _kill(process)
            process.deleteLater()

    def _next(self) -> None:
        if self._closed or self._running is not None or not self._waiting:
            return
        if self._process is None:
            self._start()
        job = self._running = self._waiting.popleft()
        self._hang.start(round(1000 * protocol.LIMITS[job.do].silence))
        self._decoder.call(
            lambda: protocol.encode(job.ask()),
            lambda line: self._send(job, line),
            lambda failure: self._fail(job, failure),
        )

    def _send(self, job: Job, line: bytes) -> None:
        if job is self._running and self._process is not None:
            self._process.write(line)

    def _receive(self) -> None:
        if self._process is None:
            return
        self._buffer += self._process.readAllStandardOutput().data()
        while (end := self._buffer.find(b"\n", self._searched)) >= 0:
            line = bytes(self._buffer[:end])
            del self._buffer[: end + 1]
            self._searched = 0
            job = self._running
            self._decoder.call(
                partial(_understand, line, job),
                partial(self._hear, self._life),
                lambda failure, job=job: self._fail(job, failure),  # type: ignore[misc] # bound now, not when called
            )
        self._searched = len(self._buffer)

    def _hear(self, life: int, message: Message) -> None:
        job = self._running
        if life != self._life or job is None or message["job"] != job.number:
            return
        self._deaths = 0
        self._hang.start(round(1000 * protocol.LIMITS[job.do].silence))
        match message["event"]:
            case "progress":
                job.progressed.emit(message["what"], message["done"], message["total"])
            case "part":
                job.part.emit(message["result"])
            case "done":
                self._finish(job)
                job.done.emit(message["result"])
            case "failed":
                self._fail(job, protocol.failure_of(message))

    def _stopped(self, job: Job) -> None:
        if not job.over:  # its last words may have been that it is through
            self.cancel(job)
            job.stopped.emit()

    def _finish(self, job: Job) -> None:
        job.end()
        self._running = None
        self._hang.stop()
        # After the answer has been dealt with: it may ask for something that goes first.
        self._soon.start()

    def _fail(self, job: Job | None, failure: Failure) -> None:
        if job is not None and job is self._running:
            self._finish(job)
            job.failed.emit(failure)

    def _give_up(self) -> None:
        job, self._running = self._running, None
        if job is not None:
            job.end()
            self._replace()
            job.failed.emit(
                WorkerFailure(
                    tr("{what} took too long and was stopped.", what=tr(protocol.WORDS[job.do])),
                    tr("Try again."),
                )
            )

    def _broke(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._ended()

    def _ended(self, _status: int = 0) -> None:
        """Start another child when one died, and give it the lost job where that may help."""
        if self._process is None or self._closed:
            return
        self._drop_process()
        self._deaths += 1
        job, self._running = self._running, None
        if job is not None:
            job.tries -= 1
        if job is not None and job.tries > 0:
            self._waiting.appendleft(job)
            job.restarted.emit()
            self._next()
            return
        if job is not None:
            job.end()
            reason = tr("{what} stopped unexpectedly.", what=tr(protocol.WORDS[job.do]))
            job.failed.emit(WorkerFailure(reason, tr("Try again.")))
        if self._deaths >= MOST_STARTS:
            self._lose_all()
        elif self._waiting:
            self._next()

    def _lose_all(self) -> None:
        lost = list(self._waiting)
        self._waiting.clear()
        self._deaths = 0
        for job in lost:
            job.end()
            job.failed.emit(
                WorkerFailure(
                    tr("{what} cannot be started.", what=tr(protocol.WORDS[job.do])),
                    tr("Close Sayso and start it again."),
                )
            )


def _kill(process: QProcess) -> None:
    process.blockSignals(True)
    if process.state() != QProcess.ProcessState.NotRunning:
        process.kill()
        process.waitForFinished(END_MS)


def _understand(line: bytes, job: Job | None) -> Message:
    marks = job is not None and job.do is Do.ANALYSE
    message = protocol.decode(line, wire.ITEMS_OF_ANALYSES if marks else {})
    known = job is not None and message.get("job") == job.number
    if known and job is not None and message.get("event") in {"part", "done"}:
        try:
            message["result"] = job.read(message["result"])
        except (KeyError, TypeError, ValueError) as error:
            raise WorkerFailure(
                tr("A helper process answered in a way this version does not understand."),
                tr("Close Sayso and start it again."),
            ) from error
    return message
