"""How the window behaves on a large library, and while another tool's export comes in."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.desktop import session
from tests.benchmarks.figure import Figure
from tests.benchmarks.imports import entries


def measure(library: Path, readings: int) -> Iterator[Figure]:
    """Start windows off-screen on a library of so many readings, and on a new one."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_DATA_HOME"] = folder
        run = session("shelf", str(library))
        size = f"{readings:,} readings, {library.stat().st_size / 2**20:,.0f} MB"
        yield Figure(
            "first page of the list, from the first paint", run["list"], 1000, "ms", "lower", size
        )
        yield Figure("worst tick while it is searched and listed", run["using"], 33, "ms", "lower")
        yield Figure(
            "worst tick during a backup", run["copying"], 33, "ms", "lower", run["copied"][-40:]
        )
        mapped = f"and {run['mapped']:.0f} MB of files that can be given back"
        yield Figure("private memory of the window", run["private"], 200, "MB", "lower", mapped)
        export = Path(folder, "wallabag.json")
        export.write_text(json.dumps(list(entries())), encoding="utf-8")
        run = session("importing", f"{folder}/new.sqlite", str(export))
        count = f"{run['entries']:,} entries"
        yield Figure("export stored, in the window", run["seconds"], 60, "s", "lower", count)
        yield Figure("worst tick meanwhile", run["importing"], 33, "ms", "lower")
