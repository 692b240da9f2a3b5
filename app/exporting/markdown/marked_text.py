"""The article in Markdown: its words, the reader's own highlights, and a name for every block."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from itertools import groupby

from app.exporting.inventory import Item, Own
from app.exporting.markdown.literal import Ready, link, literal
from app.exporting.segments import Article, Layer, Part, Passage, Segment, shown
from app.language import tr
from app.reading.document import BlockKind, Picture

_HIGHLIGHT = "=="


class MarkedText:
    """Writes an article's blocks. `notes` are the names of the blocks of the own marks by id."""

    def __init__(self, article: Article, notes: Mapping[str, str]) -> None:
        self._article = article
        self._notes = notes

    def headline(self) -> Ready | None:
        """Return the article's own headline on a line, None where it has none."""
        passage = self._article.headline
        return None if passage is None else self._words(passage.segments)

    def body(self) -> Ready:
        """Return the article without its headline."""
        blocks = [block for part in self._article.parts if (block := self._part(part))]
        return Ready("\n\n".join(blocks))

    def _part(self, part: Part) -> str:
        if isinstance(part, Picture):
            words = shown(part.alt).strip() or tr("Picture")
            return link(literal(words), part.address)
        match part[0].kind:
            case BlockKind.LIST_ITEM:
                return self._list(part)
            case BlockKind.TABLE:
                return self._table(part)
            case _:
                return "\n\n".join(block for one in part if (block := self._block(one)))

    def _block(self, passage: Passage) -> str:
        words = self._words(passage.segments)
        match passage.kind:
            case BlockKind.HEADING:
                return f"{'#' * passage.level} {words}"
            case BlockKind.QUOTE:
                return f"{'> ' * passage.level}{words}\n\n{_name(passage)}"
            case BlockKind.BOILERPLATE if not _has_own(passage):
                return ""  # notes are about the article
            case _:
                return f"{words} {_name(passage)}".rstrip()

    def _list(self, items: Sequence[Passage]) -> str:
        lines = []
        for passage in items:
            sign = f"{literal(f'{passage.sign} ')}" if passage.sign else ""
            words = f"{sign}{self._words(passage.segments)} {_name(passage)}".rstrip()
            lines.append(f"{'    ' * (passage.level - 1)}- {words}")
        return "\n".join(lines)

    def _table(self, rows: Sequence[Passage]) -> str:
        columns = max(len(row.cells) for row in rows)
        lines = []
        for row in rows:
            cells = [self._words(cell) for cell in row.cells]
            lines.append(table_row([*cells, *[""] * (columns - len(cells))]))
        lines.insert(1, "|" + " --- |" * columns)
        return "\n".join([*lines, "", _name(rows[0])])

    def _words(self, segments: Sequence[Segment]) -> Ready:
        """Return words on a line, highlighted where the reader did so."""
        raw = [segment.words for segment in segments]
        # What stands around each segment decides whether signs of emphasis would count.
        around = list(zip(["", *raw[:-1]], [*raw[1:], ""], strict=True)) if raw else []
        styled = list(zip(segments, around, strict=True))
        written = ""
        for own, some in groupby(styled, key=lambda pair: _is_own(pair[0])):
            run = list(some)
            inner = _linked(run)
            written += _wrapped(inner, _HIGHLIGHT) if own else inner
            for segment, _ in run:
                written += "".join(map(self._reference, self._article.ends.get(segment.start, ())))
        return Ready(written.strip())

    def _reference(self, item: Item) -> str:
        """Return the sign after an own mark that leads to its note."""
        if not isinstance(item, Own) or item.id not in self._notes:
            return ""
        return link(literal(f"[{item.id.removeprefix('H')}]"), f"#^{self._notes[item.id]}")


_Styled = tuple[Segment, tuple[str, str]]


def _linked(run: Sequence[_Styled]) -> str:
    written = ""
    for address, some in groupby(run, key=lambda pair: pair[0].address):
        inner = _emphasised(list(some))
        written += link(inner, address) if address and inner.strip() else inner
    return written


def _emphasised(run: Sequence[_Styled]) -> str:
    written = ""
    for sign, some in groupby(run, key=lambda pair: _sign(pair[0])):
        same = list(some)
        words = "".join(segment.words for segment, _ in same)
        inner = literal(words)
        before, after = same[0][1][0], same[-1][1][1]
        counts = sign and _counts(before, words, after) and not written.endswith("*")
        written += _wrapped(inner, sign) if counts else inner
    return written


def _sign(segment: Segment) -> str:
    return "*" * (2 * segment.strong + segment.italic)


def _counts(before: str, words: str, after: str) -> bool:
    """Tell whether signs of emphasis around words are taken for such.

    They are not where they stand between a letter outside and a punctuation mark inside.
    """
    return not (
        (words[:1] and not _is_letter(words[0]) and _is_letter(before[-1:]))
        or (words[-1:] and not _is_letter(words[-1]) and _is_letter(after[:1]))
    )


def _is_letter(character: str) -> bool:
    return bool(character) and unicodedata.category(character)[0] not in "PSZ"


def _wrapped(words: str, sign: str) -> str:
    """Return words between signs, which must touch no blank."""
    inner = words.strip()
    if not inner:
        return words
    start = len(words) - len(words.lstrip())
    return f"{words[:start]}{sign}{inner}{sign}{words[start + len(inner) :]}"


def table_row(cells: Sequence[str]) -> str:
    """Return the row of a table; its cells are Markdown already."""
    return "| " + " | ".join(cells) + " |"


def _name(passage: Passage) -> str:
    """Return what a block is linked to by in Obsidian."""
    return f"^p{passage.number}" if passage.number else ""


def _is_own(segment: Segment) -> bool:
    return any(piece.layer is Layer.OWN for piece in segment.pieces)


def _has_own(passage: Passage) -> bool:
    return any(map(_is_own, passage.segments))
