"""An article as any format walks over it: block after block, each cut where its marks change."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby, pairwise

from app.exporting.inventory import Inventory, Item, Number, Own, Quote, Source
from app.exporting.pdf.flow import headline_block, is_rtl
from app.reading.document import Block, BlockKind, Document, Picture
from app.reading.passages import number_paragraphs
from app.reading.spans import Span, SpanIndex, Stretch

_BLANKS = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_SIGN = re.compile(r"(?:[-*•‣▪·–]|\d{1,3}[.)])\s")
_DEEPEST = 6
_LINKS = ("http://", "https://", "mailto:")


class Layer(IntEnum):
    """How a mark is drawn; all but quotes are drawn over what comes before."""

    REPORTED = 0
    NESTED = 1  # reported inside another quote
    QUOTED = 2
    OWN = 3
    NUMBER = 4
    SOURCE = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a mark, in the way it is drawn."""

    layer: Layer
    start: int
    end: int
    item: Item


@dataclass(frozen=True, slots=True)
class Segment:
    """Words with the same marks throughout, what lies around others first.

    `words` are fit to be shown: blanks folded, nothing unseen in them.
    """

    start: int
    end: int
    words: str
    pieces: tuple[Piece, ...] = ()
    italic: bool = False
    strong: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with its words.

    `number` is the one it is cited by (¶), 0 for none. `level` is that of a heading under the
    title (from 2, no level left out), or the depth of a list item or quote from 1, none left out.
    `sign` is what a list item begins with in the text itself, where that tells its number.
    `cells` are those of a row of a table.
    """

    kind: BlockKind
    span: Span
    segments: tuple[Segment, ...]
    number: int = 0
    level: int = 1
    rtl: bool = False
    sign: str = ""
    cells: tuple[tuple[Segment, ...], ...] = ()


Part = list[Passage] | Picture
"""What stands together: the items of a list, the rows of a table, or a single block or picture."""


@dataclass(frozen=True, slots=True)
class Article:
    """A whole article: its headline where that is in the text, and what follows.

    `begins` and `ends` tell by a segment's start which marks it is the first or the last of.
    """

    headline: Passage | None
    parts: list[Part]
    begins: Mapping[int, Sequence[Item]]
    ends: Mapping[int, Sequence[Item]]

    def passages(self) -> Iterator[Passage]:
        """Yield every block in order, the headline first."""
        if self.headline:
            yield self.headline
        for part in self.parts:
            if not isinstance(part, Picture):
                yield from part


def shown(words: str) -> str:
    """Return words on one line, without what no page shows: controls, halves of characters."""
    line = _BLANKS.sub(" ", words)
    if line.isprintable():
        return line
    return "".join(letter for letter in line if _is_shown(letter))


def shown_lines(words: str) -> list[str]:
    """Return the lines of a note, each fit to be shown; those without words are left out."""
    return [line for each in words.splitlines() if (line := shown(each).strip())]


def _is_shown(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cs"} and ord(letter) & 0xFFFE != 0xFFFE


def pieces_of(inventory: Inventory) -> Iterator[Piece]:
    """Yield the stretches all marks are drawn in."""
    for item in inventory:
        for layer, span in _layers(item):
            yield Piece(layer, span.start, span.end, item)


def _layers(item: Item) -> Iterator[tuple[Layer, Span]]:
    match item:
        case Quote():
            reported = Layer.NESTED if item.nested else Layer.REPORTED
            yield from ((reported, span) for span in item.reported)
            yield from ((Layer.QUOTED, span) for span in item.quoted)
        case Number():
            yield from ((Layer.NUMBER, span) for span in item.spans)
        case Source():
            yield from ((Layer.SOURCE, span) for span in item.spans)
        case Own():
            yield from ((Layer.OWN, span) for span in item.spans)


def article(document: Document, inventory: Inventory, pictures: Iterable[str] = ()) -> Article:
    """Return an article cut into parts; only pictures whose address is given stand in it."""
    headline = headline_block(document)
    cutter = _Cutter(document, inventory)
    numbers = number_paragraphs(document.blocks)
    first = cutter.passage(headline, 0, level=1) if headline else None
    parts: list[Part] = []
    heading = depth = number = 0
    for kind, group in groupby(_in_order(document, headline, set(pictures)), key=_kind):
        if kind is None:
            parts.extend(item for item in group if isinstance(item, Picture))
            continue
        together: list[Passage] = []
        for block in group:
            if not isinstance(block, Block):
                continue
            number = numbers.get(block, number if kind is BlockKind.TABLE else 0)
            level = 1
            if kind is BlockKind.HEADING:
                heading = level = min(max(2, block.level or 2), (heading or 1) + 1, _DEEPEST)
            elif kind in (BlockKind.LIST_ITEM, BlockKind.QUOTE):
                depth = level = min(max(1, block.level or 1), depth + 1, _DEEPEST)
            passage = cutter.passage(block, number, level=level)
            if passage is not None:
                together.append(passage)
        depth = 0
        if kind in (BlockKind.LIST_ITEM, BlockKind.TABLE):
            parts += [together] if together else []
        else:
            parts += [[passage] for passage in together]
    return Article(first, parts, cutter.begins, cutter.ends())


def _kind(item: Block | Picture) -> BlockKind | None:
    return item.kind if isinstance(item, Block) else None


def _in_order(
    document: Document, headline: Block | None, pictures: set[str]
) -> Iterator[Block | Picture]:
    waiting = [picture for picture in document.pictures if picture.address in pictures]
    waiting.reverse()
    for block in document.blocks:
        while waiting and waiting[-1].at <= block.start:
            yield waiting.pop()
        if block is not headline:
            yield block
    yield from reversed(waiting)


class _Cutter:
    """Cuts stretches of a document where a mark, a link or an emphasis begins or ends."""

    def __init__(self, document: Document, inventory: Inventory) -> None:
        self._text = document.text
        self._pieces = SpanIndex(pieces_of(inventory))
        self._links = SpanIndex(link for link in document.links if link.address.startswith(_LINKS))
        self._emphases = SpanIndex(document.emphases)
        self._last: dict[str, tuple[int, Item]] = {}
        self.begins: dict[int, list[Item]] = {}

    def ends(self) -> dict[int, list[Item]]:
        """Return which marks end in what was cut so far, by the start of their last segment."""
        found: dict[int, list[Item]] = {}
        for start, item in self._last.values():
            found.setdefault(start, []).append(item)
        return found

    def passage(self, block: Block, number: int, level: int) -> Passage | None:
        """Return a block with its words, None where it has none."""
        words = self._text[block.start : block.end]
        start = block.start + len(words) - len(words.lstrip())
        end = block.start + len(words.rstrip())
        if start >= end or not shown(words).strip():
            return None
        sign = ""
        if block.kind is BlockKind.LIST_ITEM:
            own = _SIGN.match(self._text, start, end)
            if own and self._text[own.end() : end].strip():
                sign = own[0].strip() if own[0][0].isdigit() else ""
                start = end - len(self._text[own.end() : end].lstrip())
        cells: tuple[tuple[Segment, ...], ...] = ()
        if block.kind is BlockKind.TABLE:
            cells = tuple(tuple(self.segments(cell)) for cell in self._cells(block.span))
        return Passage(
            block.kind,
            Span(start, end),
            () if cells else tuple(self.segments(Span(start, end))),
            number,
            level,
            is_rtl(words),
            sign,
            cells,
        )

    def _cells(self, row: Span) -> Iterator[Span]:
        start = row.start
        for cell in self._text[row.start : row.end].split("\t"):
            yield Span(start, start + len(cell))
            start += len(cell) + 1

    def segments(self, span: Span) -> Iterator[Segment]:
        """Yield a stretch in as few pieces as its marks allow."""
        pieces = self._pieces.overlapping(*span)
        links = self._links.overlapping(*span)
        emphases = self._emphases.overlapping(*span)
        cuts = {span.start, span.end}
        edges: list[Stretch] = [*pieces, *links, *emphases]
        for one in edges:
            cuts |= {max(span.start, one.start), min(span.end, one.end)}
        open_: list[Piece] = []
        waiting = list(reversed(pieces))
        for low, high in pairwise(sorted(cuts)):
            open_ = [piece for piece in open_ if piece.end > low]
            while waiting and waiting[-1].start <= low:
                open_.append(waiting.pop())
            here = tuple(sorted(open_, key=_outermost_first))
            for piece in here:
                if piece.item.id not in self._last:
                    self.begins.setdefault(low, []).append(piece.item)
                self._last[piece.item.id] = low, piece.item
            set_apart = self._emphases.at(low)
            yield Segment(
                low,
                high,
                shown(self._text[low:high]),
                here,
                any(not e.strong for e in set_apart),
                any(e.strong for e in set_apart),
                next((shown(link.address) for link in self._links.at(low)), ""),
            )


def _outermost_first(piece: Piece) -> tuple[int, bool, int, int, str]:
    """Order pieces as they are drawn: a quote inside another after it, whatever kind it is of."""
    item = piece.item
    nested = isinstance(item, Quote) and item.nested
    return max(piece.layer, Layer.QUOTED), nested, piece.start, -piece.end, item.id


def words_of(segments: Sequence[Segment]) -> str:
    """Return the words of segments alone."""
    return "".join(segment.words for segment in segments)
