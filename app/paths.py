"""Where Sayso keeps things, and where its own resources lie."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import appdirs

from app.language import tr
from app.reading.failures import Failure

NAME = "sayso"


def library_file() -> Path:
    """Return the default library file; its folder may not exist yet."""
    return Path(appdirs.user_data_dir(NAME, appauthor=False)) / "library.sqlite"


def settings_file() -> Path:
    """Return the file settings are kept in; its folder may not exist yet."""
    return Path(appdirs.user_config_dir(NAME, appauthor=False)) / "settings.json"


def log_folder() -> Path:
    """Return the folder logs are written to; it may not exist yet."""
    return Path(appdirs.user_log_dir(NAME, appauthor=False))


def private_folder(folder: Path) -> Path:
    """Make `folder`, its parents too, readable by its owner only, and return it.

    A folder that exists keeps its permissions: it may be the reader's own choice. Raises Failure
    when it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Failure(
            tr("The folder {folder} cannot be made ({why}).", folder=folder, why=error.strerror),
            tr("Choose another place or change its permissions."),
        ) from error
    return folder


def private_file(file: Path) -> Path:
    """Make `file` where it does not exist, readable by its owner only, and return it."""
    descriptor = os.open(file, os.O_CREAT | os.O_RDWR, 0o600)
    os.close(descriptor)
    return file


def resource(*parts: str) -> Path:
    """Return a file shipped with Sayso, in a checkout and in an installed wheel alike."""
    here = Path(__file__).resolve().parent
    roots = (here / "_resources", here.parent / "resources", Path(sys.prefix) / "resources")
    root = next((root for root in roots if root.is_dir()), roots[0])
    return root.joinpath(*parts)
