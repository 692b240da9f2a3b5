"""Everything there is of readings as one ZIP archive, which Sayso imports again without loss.

Each reading has a folder: `reading.json` as `sayso show --json` prints it, `kept.json` with all the
library has beyond that, the original as it was captured, and the pictures. `sayso.json` tells what
the archive is. Bytes are referred to from `kept.json` as ``{"file": "original.pdf"}``.
"""

from __future__ import annotations

import base64
import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import Any

from app import __version__
from app.exporting.pieces import Told
from app.reading import wire
from app.reading.annotation import Reading

ABOUT = "sayso.json"
VERSION = 1
READING = "reading.json"
KEPT = "kept.json"

HIGHEST_RATIO = 100
"""How many bytes one packed byte may stand for: more looks like an attack, and is not packed."""

_LEVEL = 6

_ENDINGS = {
    "text/html": ".html",
    "application/pdf": ".pdf",
    "application/epub+zip": ".epub",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "message/rfc822": ".eml",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}


def put_by(folder: Path, reading: Reading, name: str, kept: wire.Json) -> None:
    """Write all there is of a reading into a folder of its own; raise OSError."""
    inside = folder / name
    inside.mkdir()
    _write_json(inside / READING, wire.reading_to_json(reading))
    _write_json(inside / KEPT, _put_bytes_by(inside, kept))


def pack(folder: Path, made: Path, told: Told) -> None:
    """Pack what was put by into an archive; raise OSError. What is packed is removed at once."""
    names = sorted(one.name for one in folder.iterdir())
    with made.open("wb") as stream, zipfile.ZipFile(stream, "w", allowZip64=True) as archive:
        about = {"sayso": VERSION, "version": __version__, "readings": len(names)}
        archive.writestr(ABOUT, json.dumps(about, indent=1))
        for number, name in enumerate(names):
            for file in sorted((folder / name).rglob("*")):
                if file.is_file():
                    _add(archive, file, f"readings/{file.relative_to(folder).as_posix()}")
                    file.unlink()
            told(number + 1, len(names))
        archive.close()
        stream.flush()
        os.fsync(stream.fileno())


def _add(archive: zipfile.ZipFile, file: Path, name: str) -> None:
    content = file.read_bytes()
    packed = len(zlib.compress(content, _LEVEL))
    method = zipfile.ZIP_DEFLATED
    if packed >= len(content) or packed * HIGHEST_RATIO < len(content):
        method = zipfile.ZIP_STORED
    entry = zipfile.ZipInfo(name)
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content, method, _LEVEL)


def _put_bytes_by(folder: Path, kept: wire.Json) -> wire.Json:
    """Write the bytes among what is kept to files; return what is kept, naming them."""
    written: dict[str, Any] = {}
    for table, rows in kept.items():
        if not isinstance(rows, list):
            written[table] = rows
            continue
        written[table] = [_row(folder, table, number, row) for number, row in enumerate(rows)]
    return written


def _row(folder: Path, table: str, number: int, row: Any) -> Any:
    if not isinstance(row, dict):
        return row
    found = {}
    for column, value in row.items():
        if isinstance(value, dict) and value.keys() == {"bytes"}:
            ending = _ENDINGS.get(str(row.get("media_type", "")).partition(";")[0], ".bin")
            name = f"{table}-{number + 1}{ending}"
            (folder / name).write_bytes(base64.b64decode(value["bytes"]))
            found[column] = {"file": name}
        else:
            found[column] = value
    return found


def _write_json(path: Path, value: Any) -> None:
    path.write_bytes(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
