"""Measure Sayso: `python -m tests.benchmarks [GROUP...] [--json PATH]`.

Groups are accuracy, opening, library, export and desktop; without one all are measured. Each
figure is printed beside its goal; `--json` also writes them as JSON lines.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.figure import Figure, Skipped

GROUPS = ("accuracy", "opening", "library", "export", "desktop")


AWAY_S = 0.5
"""Seconds a shared machine may take away unmentioned; a tick or a frame in them says nothing."""


def main() -> int:
    """Measure the groups asked for and print what was found; status 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []], metavar="GROUP")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures: list[Figure] = []
    for group in options.groups or GROUPS:
        print(f"\n{group}", flush=True)
        began, away = time.monotonic(), seconds_away()
        try:
            for figure in importlib.import_module(f"tests.benchmarks.{group}").measure():
                figures.append(figure)
                print(line(figure), flush=True)
        except Skipped as reason:
            print(f"  skipped: {reason}")
        if (away := seconds_away() - away) >= AWAY_S:
            taken = time.monotonic() - began
            print(
                f"  (of {taken:.0f} s the processors were elsewhere for {away:.1f} s)", flush=True
            )
    if options.json:
        rows = [{k: v for k, v in asdict(f).items() if k != "peer"} for f in figures]
        options.json.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return 0 if all(figure.holds for figure in figures) else 1


def seconds_away() -> float:
    """Return how long, since it started, a virtual machine's processors were given to others.

    That is the eighth field of the first line of `/proc/stat`; 0 where there is no such file.
    """
    try:
        fields = Path("/proc/stat").read_text(encoding="ascii").split("\n", maxsplit=1)[0].split()
    except OSError:
        return 0.0
    return int(fields[8]) / os.sysconf("SC_CLK_TCK")


def line(figure: Figure) -> str:
    """Return one figure as it is printed."""
    sign = "<=" if figure.better == "lower" else ">="
    verdict = "" if figure.holds else "   MISSED"
    peer = f"   ({figure.peer})" if figure.peer else ""
    return (
        f"  {figure.name:<44} {figure.figure:>9.3f} {figure.unit:<10} "
        f"goal {sign} {figure.goal:g}{verdict}{peer}"
    )


if __name__ == "__main__":
    sys.exit(main())
