"""What is said of marks, as comments of a Word document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart

from app.exporting.inventory import Item, Own, Source
from app.exporting.lists import moment
from app.exporting.segments import shown, shown_lines
from app.exporting.word.elements import Element, element, run
from app.exporting.wording import contents
from app.language import tr

PROGRAM = "Sayso"
"""Whom the comments on detected marks are by."""


class Comments:
    """Writes comments. The library that makes the document looks through all for each new one."""

    def __init__(self, document: Document, reader: str, made: datetime) -> None:
        len(document.comments)  # there is a part for them from now on
        part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.COMMENTS)
        assert isinstance(part, XmlPart)
        self._all: Any = part.element
        self._reader = shown(reader).strip() or tr("Reader")
        self._made = made
        self._open: dict[str, str] = {}

    def begin(self, items: Iterable[Item]) -> list[Element]:
        """Return what stands before the words that comments on these items begin at."""
        starts = []
        for item in items:
            lines = _lines(item)
            if lines:
                name = str(len(self._open))
                self._open[item.id] = name
                self._write(name, item, lines)
                starts.append(element("commentRangeStart", id=name))
        return starts

    def end(self, items: Iterable[Item]) -> list[Element]:
        """Return what stands behind the words that comments on these items end at."""
        ends = []
        for item in items:
            if name := self._open.get(item.id):
                ends.append(element("commentRangeEnd", id=name))
                ends.append(element("r", element("commentReference", id=name)))
        return ends

    def _write(self, name: str, item: Item, lines: list[str]) -> None:
        author, made = PROGRAM, self._made
        if isinstance(item, Own):
            author = self._reader
            made = moment(item.annotation.modified) or moment(item.annotation.created) or made
        initials = "".join(word[0] for word in author.split()[:3])
        day = made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        comment = element("comment", id=name, author=author, date=day, initials=initials)
        comment.extend(element("p", run(line)) for line in lines)
        self._all.append(comment)


def _lines(item: Item) -> list[str]:
    if isinstance(item, Source):
        return []  # what they say tells who they are
    lines = shown_lines(contents(item))
    if isinstance(item, Own):
        tags = [cleaned for tag in item.annotation.tags if (cleaned := shown(tag).strip())]
        if tags:
            lines.append(", ".join(f"#{tag}" for tag in tags))
    return lines
