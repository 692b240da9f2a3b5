"""A limit to the memory a job may take, where the system knows one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def limited(more: int) -> Iterator[None]:
    """Let the process take at most `more` bytes beyond what it has (0: as much as there is).

    What goes beyond gets a MemoryError, or ends the process where a library cannot bear one. Only
    on Linux: elsewhere address space is not counted or not limited.
    """
    taken = _address_space()
    if not more or not taken:
        yield
        return
    import resource  # noqa: PLC0415 (not on every system)

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = taken + more
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int:
    """Return the bytes of address space this process has, 0 where that cannot be told."""
    try:
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmSize:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    return 0
