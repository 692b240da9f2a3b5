"""Keep the library safe from the command line: copy it, bring a copy back, see whether it is whole.

Long work tells on standard error how far it is, where that is a terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from app.library import backup, checking, repairing, restoring


def back_up(library: Path, path: Path) -> Path:
    """Write a copy of the library to a file or into a folder; return where it is."""
    target = path / backup.name_for(library, datetime.now(UTC)) if path.is_dir() else path
    backup.back_up(library, target, _progress("Copying"))
    return target


def restore(path: Path, library: Path) -> Path | None:
    """Make a copy the library; return where the library that was there is kept."""
    return restoring.restore(path, library, datetime.now(UTC), _progress("Copying"))


def check(library: Path, *, deep: bool, repair: bool) -> tuple[tuple[checking.Finding, ...], str]:
    """Return what is wrong with the library, after a repair where one is wanted, and a sentence."""
    if not repair:
        found = checking.check(library, _progress("Checking"), deep=deep).found
        if not found:
            return (), "The library is whole."
        return found, "`sayso check --repair` mends what can be mended."
    done = repairing.repair(library, datetime.now(UTC), _progress("Repairing"), deep=deep)
    left = done.left.found if done.left is not None else ()
    sentences = done.sentences()
    if left:
        sentences.append("What is listed could not be mended.")
    return left, " ".join(sentences)


def _progress(doing: str) -> Callable[[float], None] | None:
    if not sys.stderr.isatty():
        return None

    def tell(share: float) -> None:
        end = "\r" if share < 1 else "\033[2K\r"
        print(f"{doing}: {share:.0%}", end=end, file=sys.stderr, flush=True)

    return tell
