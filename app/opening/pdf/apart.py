"""Part of a long document read by a process of its own, beside this one."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")

_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def can_read_apart() -> bool:
    """Tell whether another process would have a processor of its own, and end with this one."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


class Apart(Generic[T]):
    """Does `read` for each of `numbers` in a copy of this process, which shares its memory.

    Only where `can_read_apart`, and not from a program that has other threads at work in the same
    libraries. What `read` returns is pickled; it comes from our own code, not from the document.
    """

    def __init__(self, read: Callable[[int], T], numbers: Sequence[int]) -> None:
        out, into = os.pipe()
        parent = os.getpid()
        self._process = os.fork()
        if self._process == 0:
            os.close(out)
            _read_all(read, numbers, into, parent)
        os.close(into)
        self._out = out

    def results(self) -> list[T] | None:
        """Wait for what was read, in order; None where the process was lost on the way."""
        with os.fdopen(self._out, "rb") as out:
            written = out.read()
        os.waitpid(self._process, 0)
        with contextlib.suppress(pickle.UnpicklingError, EOFError):
            found: list[T] = pickle.loads(written)  # noqa: S301 - written by this very program
            return found
        return None

    def stop(self) -> None:
        """End the process; its results are not wanted."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process, signal.SIGKILL)
        os.close(self._out)
        os.waitpid(self._process, 0)


def _read_all(read: Callable[[int], T], numbers: Sequence[int], into: int, parent: int) -> None:
    """Be the other process: write all results and end, whatever happens."""
    status = 1
    try:
        ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
        if os.getppid() == parent:  # else it died before it could be told
            written = pickle.dumps([read(number) for number in numbers], pickle.HIGHEST_PROTOCOL)
            with os.fdopen(into, "wb") as out:
                out.write(written)
            status = 0
    finally:
        # Nothing of the other process's is to be flushed or cleaned up twice.
        os._exit(status)
