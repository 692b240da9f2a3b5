"""An item and the text that came along with it; a book is an item a chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.reading.annotation import Opened
from app.reading.imported import ImportedItem, ImportedMark

_LETTERS = re.compile(r"\w+")


def with_text(item: ImportedItem, pieces: Sequence[Opened]) -> Iterator[ImportedItem]:
    """Yield the item with its text; of a longer work one item for each piece of it.

    Each mark goes to the piece its words stand in; one whose words stand in none, and a note to
    the whole, to the first.
    """
    if len(pieces) < 2:
        yield replace(item, opened=pieces[0]) if pieces else item
        return
    homes = _homes(item.marks, pieces)
    for place, piece in enumerate(pieces):
        document = piece.document
        title = document.title or f"{item.title} ({place + 1})".strip()
        yield replace(
            item,
            key=item.key if not place else f"{item.key}#{place + 1}",
            title=title,
            outlet=item.title or item.outlet,
            csl={
                **item.csl,
                "type": "chapter",
                "title": title,
                "container-title": item.title or (document.part.work if document.part else ""),
                "chapter-number": str(place + 1),
            },
            marks=tuple(
                mark for mark, home in zip(item.marks, homes, strict=True) if home == place
            ),
            opened=piece,
        )


def _homes(marks: Sequence[ImportedMark], pieces: Sequence[Opened]) -> list[int]:
    texts = [letters(piece.document.text) for piece in pieces] if marks else []
    return [
        next((place for place, text in enumerate(texts) if wanted in text), 0) if wanted else 0
        for wanted in (letters(mark.exact) for mark in marks)
    ]


def letters(text: str) -> str:
    """Return what of a text does not change with its setting: letters and digits."""
    return "".join(_LETTERS.findall(text.casefold()))
