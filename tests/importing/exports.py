"""Exports of other tools, made up for the tests."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from app.importing.read import read
from app.reading.imported import ImportedItem, Skipped

PROSE = (
    "The council said on Tuesday that the bridge would cost two million euros, and that the work "
    "would take until the spring because of the flood in March."
)


def items(path: Path) -> list[ImportedItem]:
    """Import a file that nothing may be skipped of."""
    found = list(read(path))
    skipped = [entry for entry in found if isinstance(entry, Skipped)]
    assert not skipped, skipped
    return [entry for entry in found if isinstance(entry, ImportedItem)]


def both(path: Path) -> tuple[list[ImportedItem], list[Skipped]]:
    """Import a file: what was taken of it, and what was not."""
    found = list(read(path))
    taken = [entry for entry in found if isinstance(entry, ImportedItem)]
    return taken, [entry for entry in found if isinstance(entry, Skipped)]


def table(columns: str, *rows: Sequence[object], delimiter: str = ",") -> str:
    """Return a table in CSV; `columns` are parted by commas."""
    stream = StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(columns.split(","))
    writer.writerows(rows)
    return stream.getvalue()


def archive(members: Mapping[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return stream.getvalue()


def written(path: Path, content: str | bytes | Any, encoding: str = "utf-8") -> Path:
    """Write text, bytes, or anything else as JSON; return the path."""
    if not isinstance(content, str | bytes):
        content = json.dumps(content)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


POCKET = "title,url,time_added,tags,status"
INSTAPAPER = "URL,Title,Selection,Folder,Timestamp"
READWISE = (
    "Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,"
    "Highlighted at,Document tags"
)
READER = "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen"


def wallabag(number: int, **more: Any) -> dict[str, Any]:
    """Return an article as wallabag writes it."""
    return {
        "id": number,
        "title": f"The bridge, part {number}",
        "url": f"https://courier.example/bridge/{number}",
        "is_archived": 0,
        "is_starred": 0,
        "content": f"<p>{PROSE}</p><h2>Money</h2><p>{PROSE}</p>",
        "created_at": "2024-01-01T10:00:00+0200",
        "tags": [],
        "annotations": [],
        "mimetype": "text/html",
        "language": "en",
        "reading_time": 1,
        "domain_name": "www.courier.example",
        **more,
    }


def omnivore(slug: str, **more: Any) -> dict[str, Any]:
    """Return an article as Omnivore's tables hold it."""
    return {
        "id": f"id-of-{slug}",
        "slug": slug,
        "title": f"About {slug}",
        "description": "",
        "author": "Ann Smith",
        "url": f"https://courier.example/{slug}",
        "state": "Active",
        "readingProgress": 0,
        "thumbnail": "https://courier.example/a.jpg",
        "labels": [],
        "savedAt": "2024-03-01T10:00:00.000Z",
        "updatedAt": "2024-03-01T10:00:00.000Z",
        "publishedAt": "2024-02-28T00:00:00.000Z",
        **more,
    }


def annotation(name: str, **more: Any) -> dict[str, Any]:
    """Return a highlight as Hypothesis writes it."""
    exact = more.pop("exact", "the bridge would cost two million")
    selector = {"type": "TextQuoteSelector", "exact": exact, "prefix": "said ", "suffix": " euros"}
    uri = more.pop("uri", "https://courier.example/bridge")
    return {
        "id": name,
        "created": "2024-05-01T10:00:00.123456+00:00",
        "updated": "2024-05-02T10:00:00.123456+00:00",
        "user": "acct:ann@hypothes.is",
        "uri": uri,
        "text": "",
        "tags": [],
        "group": "__world__",
        "permissions": {"read": ["acct:ann@hypothes.is"]},
        "target": [{"source": uri, "selector": [{"type": "RangeSelector"}, selector]}],
        "document": {"title": ["What the bridge costs"]},
        **more,
    }


BOOKMARKS = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>
"""


def bookmarks(lines: Iterable[str]) -> str:
    return BOOKMARKS + "<DL><p>\n" + "\n".join(lines) + "\n</DL><p>\n"
