"""Plain text: paragraphs, headings and what is set aside, without changing a character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from app.opening.boilerplate import boilerplate_kind, capitals_structure, is_foreign_headline
from app.reading.document import Block, BlockKind, Document
from app.reading.spans import Span

_WIDEST = 110
"""A text whose lines are all this short may be hard wrapped; nobody wraps wider."""

_LONGEST_HEADING = 120
_LONGEST_TITLE = 80

_BYLINE = re.compile(
    r"^(?:By|BY)\s+((?:[A-Z][\w.'’-]*|and|of|the|de|van|von|,|&)(?:\s+|$|(?=,))){2,9}$"
)
_BULLET = re.compile(r"^\s*(?:[-*•‣▪·]|\d{1,3}[.)])\s+\S")
_SPEAKER_LINE = re.compile(r"^[A-Z][\w.'’ -]{0,40}:\s")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)")
_CLOSED = tuple(".!?…:;,\"'”’»")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str


def universal_newlines(text: str) -> str:
    """Return `text` with the line breaks Python's text mode gives: every one a single ``\\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_plain(text: str, source: str) -> Document:
    """Make a document of plain text.

    `Document.text` is the file's own text, character for character, as ``open(path).read()`` gives
    it: without a byte order mark and with every line break as one ``\\n``, so that offsets are the
    same for everyone who reads the file as text. Title: the first line where it is a heading, else
    the first sentence, shortened.
    """
    text = universal_newlines(text)
    blocks = _with_kinds(text, _paragraphs(text))
    first = next((b for b in blocks if b.kind is not BlockKind.BOILERPLATE), None)
    title = byline = ""
    if first is not None:
        title = shortened(text[first.start : first.end])
        if first.kind is not BlockKind.HEADING:
            title = first_sentence(text[first.start : first.end])
    for block in blocks[:4]:
        if _BYLINE.match(text[block.start : block.end]):
            byline = text[block.start + 3 : block.end].strip()
            break
    return Document(source=source, text=text, blocks=tuple(blocks), title=title, byline=byline)


def first_sentence(text: str) -> str:
    """Return the first sentence of a paragraph, shortened to a title's length."""
    flat = " ".join(text.split())
    end = _SENTENCE_END.search(flat, 20)
    return shortened(flat[: end.end()] if end else flat)


def shortened(text: str) -> str:
    """Return `text` on one line, cut at a word with an ellipsis when longer than a title."""
    flat = " ".join(text.split())
    if len(flat) <= _LONGEST_TITLE:
        return flat
    cut = flat[:_LONGEST_TITLE]
    if " " in cut[40:]:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" ,;:–—-") + "…"


def _lines(text: str) -> list[_Line]:
    lines = []
    start = 0
    for raw in text.split("\n"):
        words = raw.strip()
        at = start + len(raw) - len(raw.lstrip())
        lines.append(_Line(at, at + len(words), words))
        start += len(raw) + 1
    return lines


def _paragraphs(text: str) -> list[Span]:
    """Return the paragraphs: each line, or runs of lines where the text is hard wrapped."""
    groups: list[list[_Line]] = [[]]
    for line in _lines(text):
        if line.words:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    width = _wrap_width(groups)
    if not width:
        return [Span(line.start, line.end) for group in groups for line in group]
    found = []
    for group in groups:
        first = group[0]
        for line, following in zip(group, [*group[1:], None], strict=True):
            if following is None or _breaks_between(text, line, following, width):
                found.append(Span(first.start, line.end))
                if following is not None:
                    first = following
    return found


def _wrap_width(groups: Sequence[Sequence[_Line]]) -> int:
    """Return the width the text was wrapped at, 0 when its lines are paragraphs.

    In a wrapped text the next line's first word would not have fitted on nearly every line that
    another one follows.
    """
    width = max((len(line.words) for group in groups for line in group), default=0)
    if not 40 <= width <= _WIDEST:
        return 0
    pairs = [pair for group in groups for pair in pairwise(group)]
    full = sum(_is_full(line, following, width) for line, following in pairs)
    # Lines that end in mid-sentence settle it: a paragraph does not.
    cut = sum(not line.words.endswith(_CLOSED) for line, _ in pairs)
    return width if len(pairs) >= 2 and full >= 0.6 * len(pairs) and cut >= 0.5 * len(pairs) else 0


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    return len(line.words) + 1 + len(following.words.split()[0]) > width - 6


def _breaks_between(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Tell whether a new paragraph begins without a blank line: indented, a bullet, or after a
    short last line.
    """
    if _BULLET.match(following.words):
        return True
    indent = following.start - text.rfind("\n", 0, following.start) - 1
    own = line.start - text.rfind("\n", 0, line.start) - 1
    if indent >= own + 2:
        return True
    return line.words.endswith((".", "!", "?", "”", '"')) and len(line.words) < 0.7 * width


def _with_kinds(text: str, spans: Sequence[Span]) -> list[Block]:
    words = [text[span.start : span.end] for span in spans]
    capitals_structure_it = capitals_structure(words)
    blocks = []
    for place, (span, line) in enumerate(zip(spans, words, strict=True)):
        block = Block(BlockKind.PARAGRAPH, span.start, span.end)
        if (kind := boilerplate_kind(line)) is not None:
            block = replace(block, kind=kind)
        elif place == 0 and _is_heading(line, words[1:2], title=True):
            block = replace(block, kind=BlockKind.HEADING, level=1)
        elif (place and not capitals_structure_it and is_foreign_headline(line)) or (
            place < 4 and _BYLINE.match(line)
        ):
            block = replace(block, kind=BlockKind.BOILERPLATE)
        elif _BULLET.match(line) and _has_sibling(words, place):
            block = replace(block, kind=BlockKind.LIST_ITEM, level=1)
        elif place and _is_heading(line, words[place + 1 : place + 2]):
            block = replace(block, kind=BlockKind.HEADING, level=2)
        blocks.append(block)
    return blocks


def _has_sibling(words: Sequence[str], place: int) -> bool:
    around = [*words[max(0, place - 1) : place], *words[place + 1 : place + 2]]
    return any(_BULLET.match(line) for line in around)


def _is_heading(line: str, following: Sequence[str], *, title: bool = False) -> bool:
    """Tell a heading: one short line without final stop before a longer paragraph.

    A title may be longer, and may be a question; between paragraphs a question is prose.
    """
    if "\n" in line or not following or len(following[0]) <= len(line):
        return False
    if len(line) > _LONGEST_HEADING or len(line.split()) > (18 if title else 12):
        return False
    if line.endswith(_CLOSED) and not (title and line.endswith("?")):
        return False
    return line[0].isupper() and not (_SPEAKER_LINE.match(line) or _BULLET.match(line))
