"""An article as opened: its text, its blocks and where it comes from; no analysis."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.language import later
from app.reading.spans import Span


class BlockKind(StrEnum):
    """What a block of text is; its value is the word used in JSON."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CAPTION = "caption"
    TABLE = "table"
    BOILERPLATE = "boilerplate"


UNMARKED = frozenset({BlockKind.CAPTION, BlockKind.BOILERPLATE})
"""Blocks that are shown but never analysed: no mark lies in them."""

PASTED = later("pasted text")
"""The source of a document the reader pasted."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or other unit; `end` excludes the line break after it.

    `level` is 1 to 6 for headings (1 = the article's own title line), the depth from 1 for list
    items and block quotes, else None; `page` counts from 1 where the source has pages.
    """

    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    page: int | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink of the article: the stretch that carries it and its absolute address."""

    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the article: its absolute address and what it shows, in its author's words.

    It stands above the block that begins at `at`, or below the text where that is its end.
    """

    at: int
    address: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Emphasis:
    """A stretch its author set apart: in bold where `strong`, else in italics."""

    start: int
    end: int
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a stretch of the text is printed: on `page` (from 1), as `count` characters from
    `first` on, counted as the reader of the PDF counts that page's characters (from 0).

    Where ``end - start`` is `count`, each character of the text is one on the page; else (a
    ligature) the stretch belongs to all of them.
    """

    start: int
    end: int
    page: int
    first: int
    count: int

    def values(self) -> tuple[int, int, int, int, int]:
        """Return all five, to write them down."""
        return self.start, self.end, self.page, self.first, self.count


@dataclass(frozen=True, slots=True)
class Part:
    """Which piece of a longer work a document is: the work's title, `number` (from 1) `of`."""

    work: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes an article was made from, as they were found.

    `media_type` is the sniffed one ("text/html", "application/pdf"); `captured` is ISO 8601 in UTC.
    Of a piece of a longer work the bytes are that piece's own.
    """

    content: bytes
    media_type: str
    captured: str


@dataclass(frozen=True, slots=True)
class Document:
    """An article as opened.

    `source` is the path or address exactly as given, `address` the article's own (canonical) web
    address where it states one. `published` and `updated` are ISO dates, as far as they are known
    ("2022-03-23", "2022-03", "2022"). `image` is the address of the picture the article leads with,
    which is never fetched unasked. Unknown facts are empty strings. `blocks` are in text order,
    never overlap, and cover every character that is not white space.

    `notice` is a sentence on what is missing from the text ("Only the beginning …"), empty for a
    whole one. `left_out` holds the passages of the source that were not taken into the text, in
    their order there; None where that is no longer known (it is not stored). `printed` tells where
    the text of a PDF stands on its pages, in text order; line breaks and blanks between lines stand
    nowhere. `pictures` stand in text order, the one it leads with among them; they are never
    fetched unasked either. `extractor` is the version of opening that made the text
    (`app.reading.makers`), empty where none did.
    """

    source: str
    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: str = ""
    language: str = ""
    address: str = ""
    links: tuple[Link, ...] = ()
    original: Original | None = None
    updated: str = ""
    image: str = ""
    doi: str = ""
    notice: str = ""
    part: Part | None = None
    emphases: tuple[Emphasis, ...] = ()
    printed: tuple[Printed, ...] = ()
    left_out: tuple[str, ...] | None = None
    extractor: str = ""
    pictures: tuple[Picture, ...] = ()

    def analysed_blocks(self) -> Iterator[Block]:
        """Yield the blocks marks may lie in, in order."""
        return (block for block in self.blocks if block.kind not in UNMARKED)

    def words(self) -> int:
        """Count the words of the article, boilerplate left out."""
        return sum(
            len(self.text[block.start : block.end].split())
            for block in self.blocks
            if block.kind is not BlockKind.BOILERPLATE
        )
