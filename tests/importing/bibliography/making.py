"""What the exports of these tests bring along, and how they are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pikepdf import Array, Dictionary, Name, String

from app.reading.imported import ImportedItem, Skipped
from tests.opening.pdf.making import HARBOUR, Drawing, lines

LINES = [line for line, *_ in lines(HARBOUR, 40, 500)]
PAGE = (
    "<!doctype html><html lang='en'><head><title>The harbour after the storm</title></head>"
    f"<body><article><h1>The harbour after the storm</h1><p>{HARBOUR}</p><p>{HARBOUR}</p>"
    "</article></body></html>"
)


def pdf(*marks: tuple[int, str], pages: int = 1, **how) -> bytes:
    """Return a PDF of the same text on each page; each mark is a line of the first and a note."""
    drawing = Drawing()
    first = drawing.page(*lines(HARBOUR, 40, 500))
    for _ in range(pages - 1):
        drawing.page(*lines(HARBOUR, 40, 500))
    first.obj.Annots = Array()
    for line, note in marks:
        top = 509 - 12 * line
        first.obj.Annots.append(
            drawing.pdf.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Highlight,
                    Rect=Array([38, top - 12, 400, top]),
                    QuadPoints=Array([38, top, 400, top, 38, top - 12, 400, top - 12]),
                    Contents=String(note),
                )
            )
        )
    return drawing.bytes(**how)


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(reader, path: Path) -> list[ImportedItem | Skipped]:
    return list(reader(path, None))


def items(found: Sequence[ImportedItem | Skipped]) -> list[ImportedItem]:
    return [one for one in found if isinstance(one, ImportedItem)]


def skipped(found: Sequence[ImportedItem | Skipped]) -> list[tuple[str, str]]:
    return [(one.what, one.why) for one in found if isinstance(one, Skipped)]
