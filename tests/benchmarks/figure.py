"""A measured figure beside its goal."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"
"""Reference data beside the project; what needs it is skipped where it is absent."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure. `better` is "lower" or "higher"; `peer` says what others reach, where known."""

    name: str
    figure: float
    goal: float
    unit: str
    better: str
    peer: str = ""

    @property
    def holds(self) -> bool:
        return self.figure <= self.goal if self.better == "lower" else self.figure >= self.goal


class Skipped(Exception):
    """A group that cannot be measured here, with the reason."""


def shared(*parts: str) -> Path:
    """Return a file or folder of the reference data; raise Skipped where there is none."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        raise Skipped(f"../shared/{'/'.join(parts)} is not here")
    return path


def milliseconds(work: Callable[[], object], times: int = 5) -> float:
    """Return the median wall time of `work` in milliseconds, after one run that is not counted."""
    work()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return 1000 * statistics.median(taken)
