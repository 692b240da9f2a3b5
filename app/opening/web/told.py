"""An article that a page tells only in its structured data."""

from __future__ import annotations

import re

from app.opening.web.blocks import Draft, read_blocks
from app.opening.web.inline import clean
from app.opening.web.markup import parse
from app.reading.document import BlockKind

_MARKUP = re.compile(r"<(?:p|br|div|h[1-6]|ul|ol|blockquote)\b", re.IGNORECASE)
_GLUED = re.compile(r"(?<=[a-z][.!?])(?=[A-Z“])|(?<=[.!?]”)(?=[A-Z“])")
"""Where the end of one paragraph and the next have lost the break between them."""


def read_told(body: str) -> list[Draft]:
    """Return the blocks of an ``articleBody``: it may hold markup, lines or neither."""
    if _MARKUP.search(body):
        tree = parse(body)
        return [] if tree is None else read_blocks(tree, "")
    lines = [clean(line) for line in body.splitlines()]
    if len(lines) == 1:
        lines = _GLUED.split(lines[0])
    return [Draft(BlockKind.PARAGRAPH, line) for line in lines if any(map(str.isalnum, line))]
