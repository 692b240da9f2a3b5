"""Where in a work words stand, as one cites it: a page where there are pages, else a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.reading.document import Block, BlockKind, Document

NUMBERED = frozenset(
    {
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.QUOTE,
        BlockKind.TABLE,
    }
)
"""Blocks that count as a paragraph to be cited by its ¶ number."""

_PAGES = re.compile(r"\s*(\d+)\s*[-–]+\s*(\d+)\s*")


@dataclass(frozen=True, slots=True)
class Passage:
    """What of a work is cited; `label` is the name of a CSL locator, `locator` "" for the whole."""

    locator: str = ""
    label: str = "page"


def number_paragraphs(blocks: Iterable[Block]) -> dict[Block, int]:
    """Number what an article can be cited by, from 1; the rows of a table count as one."""
    numbered: dict[Block, int] = {}
    before: Block | None = None
    for block in blocks:
        row = block.kind is BlockKind.TABLE
        if block.kind in NUMBERED and not (row and before and before.kind is BlockKind.TABLE):
            numbered[block] = len(numbered) + 1
        before = block
    return numbered


def passage_at(document: Document, csl: Mapping[str, Any], start: int) -> Passage:
    """Return the passage an offset of a document lies in."""
    here = [block for block in document.blocks if block.start <= start]
    if not here:
        return Passage()
    if here[-1].page is not None:
        return Passage(str(_printed(document, csl, here[-1].page)))
    numbered = number_paragraphs(here)
    return Passage(str(len(numbered)), "paragraph") if numbered else Passage()


def _printed(document: Document, csl: Mapping[str, Any], page: int) -> int:
    """Return the number printed on a page of a file, where an article tells the pages it fills.

    A file may begin with one page more, as libraries put before what they give out.
    """
    found = _PAGES.fullmatch(str(csl.get("page") or ""))
    if found is None:
        return page
    first, last = int(found[1]), int(found[2])
    if len(found[2]) < len(found[1]):
        last = int(found[1][: len(found[1]) - len(found[2])] + found[2])
    count = max((block.page or 0 for block in document.blocks), default=0)
    before = count - (last - first + 1)
    return first + page - 1 - before if before in (0, 1) and page > before else page
