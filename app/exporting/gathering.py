"""Several readings on their way out: put aside one by one, then made into one file or a folder.

What waits lies in a folder of its own beside the target, which whoever asks for all this names and
removes where it comes to nothing. Until the last step nothing of it is to be seen in the target.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.exporting.archive import pack, put_by
from app.exporting.files import failure, folder_mode, put, write_whole
from app.exporting.formats import Format, format_of, made_for
from app.exporting.pieces import Pieces, Staged, Told
from app.language import tr
from app.reading import wire
from app.reading.annotation import Reading
from app.reading.exports import Choice, Gathered
from app.reading.failures import ExportFailure

FILES = "files"
"""The folder inside the staging one that becomes the target, where that is a folder."""

PIECES = "pieces"

_DEFAULT = Choice()


@dataclass(frozen=True, slots=True)
class Gathering:
    """What is to become of several readings.

    `aside` is the folder where they wait; `format_` does not matter for a zip. `title` is what one
    file of them all is called inside.
    """

    target: Path
    aside: Path
    gathered: Gathered
    format_: str = "pdf"
    choice: Choice = _DEFAULT
    title: str = ""


def stage(to: Gathering, number: int, reading: Reading, name: str, kept: wire.Json | None) -> None:
    """Put one reading aside; raise ExportFailure where that cannot be done.

    `name` is the file's name in a folder, unique in it; `kept` all the library has of the reading,
    for a zip.
    """
    try:
        if to.gathered is Gathered.ZIP:
            # Numbered, so that a version before comes before the one after.
            put_by(_folder(to.aside, FILES), reading, f"{number + 1:06} {name}", kept or {})
            return
        form = format_of(to.format_)
        if to.gathered is Gathered.FOLDER:
            made = made_for(to.target / name, form, reading, to.choice)
            _write(_folder(to.aside, FILES) / name, made)
            return
        _check_joins(form)
        folder = _folder(to.aside, PIECES)
        if form.joined is not None:
            content = form.make(reading, to.choice)
            _write(folder / f"{number:08}.piece{form.suffix}", content)
        value = json.dumps(wire.reading_to_json(reading), separators=(",", ":"))
        _write(folder / f"{number:08}.json", value.encode())
    except OSError as error:
        raise failure(to.target, error) from error


def finish(to: Gathering, told: Told) -> None:
    """Make of what was put aside what was asked for, and put it into its place.

    The folder where it waited is gone afterwards. Raises ExportFailure.
    """
    try:
        if to.gathered is Gathered.FOLDER:
            _fill_folder(to.target, _folder(to.aside, FILES))
        else:
            made = to.aside / f"made{to.target.suffix}"
            if to.target.is_dir():
                put(made, to.target)  # says that it is a folder
            if to.gathered is Gathered.ZIP:
                pack(_folder(to.aside, FILES), made, told)
            else:
                write_whole(made, _one(to, told))
            put(made, to.target)
        shutil.rmtree(to.aside, ignore_errors=True)
    except OSError as error:
        raise failure(to.target, error) from error


def _one(to: Gathering, told: Told) -> bytes:
    form, folder = format_of(to.format_), _folder(to.aside, PIECES)
    if form.joined is not None:
        return form.joined(Pieces(folder, form.suffix, to.title, told), to.choice)
    _check_joins(form)
    assert form.several is not None
    return form.several(Staged(folder), to.choice)


def _check_joins(form: Format) -> None:
    if form.several is None and form.joined is None:
        raise ExportFailure(
            tr("Several readings do not go into one file of this form."),
            tr("Export them into a folder, a file each."),
        )


def _fill_folder(target: Path, made: Path) -> None:
    """Move the files that were made into the target, which may be there already."""
    if not target.exists():
        made.chmod(folder_mode())
        made.replace(target)
        return
    names = sorted(one.name for one in made.iterdir())
    for name in names:
        # Before the first is moved: a folder of that name would stop the moving half-way.
        if (target / name).is_dir():
            put(made / name, target / name)
    for name in names:
        put(made / name, target / name)


def _folder(aside: Path, name: str) -> Path:
    """Return a folder where things wait, made where it is not there yet."""
    aside.mkdir(mode=0o700, exist_ok=True)
    folder = aside / name
    folder.mkdir(exist_ok=True)
    return folder


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
