"""Files written beside the place they are meant for, and put there only when they are whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_ENDING = ".part"
_STALE = 24 * 3600  # seconds after which a part can only be what a killed program left

LOGS = ("-wal", "-shm", "-journal")
"""What SQLite may keep beside a file, by the ending of its name."""


@contextlib.contextmanager
def aside(target: Path) -> Iterator[Path]:
    """Give an empty private file in the folder of `target`; it is gone when the block ends.

    Unless the block puts it somewhere. Parts that a killed program left here are swept up.
    Raises OSError.
    """
    prefix = f".{target.name}."
    for stale in target.parent.glob(f"{_literal(prefix)}*{_ENDING}"):
        with contextlib.suppress(OSError):
            if time.time() - stale.stat().st_mtime > _STALE:
                stale.unlink()
    descriptor, name = tempfile.mkstemp(prefix=prefix, suffix=_ENDING, dir=target.parent)
    os.close(descriptor)
    part = Path(name)
    try:
        yield part
    finally:
        for path in (part, *logs_of(part)):
            path.unlink(missing_ok=True)


def put(part: Path, target: Path) -> None:
    """Give a whole file its name, over the file that had it; it survives a power cut from then on."""
    on_disk(part)
    part.replace(target)
    on_disk(target.parent)


def put_new(part: Path, target: Path) -> None:
    """Give a whole file a name that no file has; raise FileExistsError where one does.

    Logs that a library of this name left behind are removed: they would be taken for the new one's.
    """
    on_disk(part)
    if target.exists():
        raise FileExistsError(target)
    for log in logs_of(target):
        log.unlink(missing_ok=True)
    _name_too(part, target)
    on_disk(target.parent)


def put_instead(part: Path, file: Path, kept: Path) -> None:
    """Give a whole file the name of a library that nobody has open, which becomes `kept`.

    The old one keeps its logs. Whenever this is interrupted, `file` is the old one or the new one.
    """
    on_disk(part)
    logs = [log for log in logs_of(file) if log.exists()]
    for path in (*logs, file):
        _name_too(path, kept.with_name(kept.name + path.name.removeprefix(file.name)))
    on_disk(file.parent)
    for log in logs:
        log.unlink()  # it would be taken for the new file's
    on_disk(file.parent)  # nor may it come back after a power cut
    put(part, file)


def logs_of(file: Path) -> list[Path]:
    """Return where SQLite keeps its logs of a file; none of them need exist."""
    return [file.with_name(file.name + ending) for ending in LOGS]


def on_disk(path: Path) -> None:
    """Wait until a file, or which files a folder has, would survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name_too(path: Path, name: Path) -> None:
    """Give a file a second name, or a copy where the disk knows no second names."""
    try:
        name.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        shutil.copy2(path, name)
        on_disk(name)


def _literal(name: str) -> str:
    """Return a pattern that matches this name alone."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
