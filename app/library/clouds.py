"""Tell whether a library lies in a folder that a cloud service synchronises.

Such services copy the library and its log one by one and bring back older ones, which damages a
library that is open. Nothing here reads more than names, and Dropbox's own note of its folders.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".seafile-data": "Seafile",
    ".tmp.driveupload": "Google Drive",
    ".tmp.drivedownload": "Google Drive",
    ".tresorit": "Tresorit",
}
"""What services put into the folder they synchronise."""

_PATTERNS: tuple[tuple[str, str], ...] = (
    # ownCloud's and Nextcloud's clients keep the same journal; the folder's name tells them apart.
    (r"\.?_?sync_[0-9a-f]{6,}\.db", "Nextcloud"),
    (r"\.csync_journal\.db", "ownCloud"),
)

_NAMES: tuple[tuple[str, str], ...] = (
    (r"Dropbox( \([^)]+\))?", "Dropbox"),
    (r"OneDrive( - .+|-[^/]+)?", "OneDrive"),
    (r"SkyDrive", "OneDrive"),
    (r"Google ?Drive( \([^)]+\))?|GoogleDrive-.+|\.?gdrive", "Google Drive"),
    (r"iCloud ?Drive|com~apple~CloudDocs", "iCloud"),
    (r"Nextcloud\d?", "Nextcloud"),
    (r"ownCloud\d?", "ownCloud"),
    (r"Box( Sync|-Box)?", "Box"),
    (r"pCloud ?Drive|pCloud ?Sync|pCloud", "pCloud"),
    (r"MEGA( \(.+\))?|MEGAsync( (Downloads|Uploads))?", "MEGA"),
    (r"Seafile", "Seafile"),
    (r"Resilio ?Sync|BTSync", "Resilio Sync"),
    (r"Proton ?Drive|ProtonDrive-.+", "Proton Drive"),
    (r"Yandex\.?Disk", "Yandex Disk"),
    (r"Tresorit|Tresors", "Tresorit"),
)
"""How services name their folder when nobody chooses another name, by regular expression."""

_AT_HOME = frozenset({"Box", "MEGA"})
"""Words that folders are called for other reasons too: only believed where services put theirs."""

_MOUNTS = ("Library/CloudStorage", "Library/Mobile Documents")
"""Where macOS keeps what services synchronise, below the home folder."""


def synced_by(file: Path) -> str | None:
    """Return the name of the cloud service in whose folder a file lies, None where in none.

    Links are followed; neither the file nor its folder need exist.
    """
    real = Path(os.path.realpath(file))
    tests: tuple[Callable[[Path], str | None], ...] = (_noted, _marked, _named)
    found = (test(folder) for folder in real.parents for test in tests)
    return next((service for service in found if service), None)


def _noted(folder: Path) -> str | None:
    """Tell whether Dropbox itself says that this is a folder of its own."""
    return "Dropbox" if folder in set(_dropbox_folders()) else None


def _dropbox_folders() -> Iterator[Path]:
    places = [Path.home() / ".dropbox"]
    places += [
        Path(os.environ[name]) / "Dropbox"
        for name in ("APPDATA", "LOCALAPPDATA")
        if name in os.environ
    ]
    for place in places:
        try:
            noted = json.loads((place / "info.json").read_text(encoding="utf-8"))
            for account in noted.values():
                yield Path(os.path.realpath(account["path"]))
        except (OSError, ValueError, AttributeError, KeyError, TypeError):
            continue  # no Dropbox here, or one that notes its folders otherwise


def _marked(folder: Path) -> str | None:
    """Tell by what lies in a folder that a service synchronises it."""
    try:
        names = {path.name for path in folder.iterdir()}
    except OSError:
        return None
    for name in sorted(names):
        # Home holds every program's own folders, among them .dropbox and .megasync.
        if name in _MARKERS and folder != _home():
            return _MARKERS[name]
        for pattern, service in _PATTERNS:
            if re.fullmatch(pattern, name):
                return _named(folder) or service
    if ".sync" in names and _has(folder / ".sync", "ID", "Archive", "IgnoreList"):
        return "Resilio Sync"
    return None


def _named(folder: Path) -> str | None:
    """Tell by its name that a folder is a service's own."""
    for pattern, service in _NAMES:
        if re.fullmatch(pattern, folder.name):
            exact = service not in _AT_HOME or (
                folder.name.startswith(service) and _is_place_of_services(folder.parent)
            )
            return service if exact else None
    if folder.name == "Mobile Documents" and folder.parent.name == "Library":
        return "iCloud"
    if folder.parent.name == "CloudStorage" and folder.parent.parent.name == "Library":
        return folder.name.partition("-")[0]
    return None


def _is_place_of_services(folder: Path) -> bool:
    return folder == _home() or any(folder == _home() / place for place in _MOUNTS)


def _has(folder: Path, *names: str) -> bool:
    return any((folder / name).exists() for name in names)


def _home() -> Path:
    return Path(os.path.realpath(Path.home()))
