"""The text itself: lines joined, hyphens undone, and for every character where it is printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from app.opening.pdf.cleaning import HYPHENS, Clean, alone, clean
from app.opening.pdf.drafts import Draft
from app.reading.document import Block, BlockKind, Emphasis, Printed

_WORD_END = re.compile(r"[^\W\d_]+$")
_WORD_START = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_HYPHENED_END = re.compile(r"[\w\-\u2010]+$")
_SUSPENDED = frozenset(
    ["and", "or", "und", "oder", "bis", "et", "ou", "y", "e", "o", "nor", "to", "as"]
)
_STANDING = frozenset(
    [
        "well",
        "self",
        "non",
        "half",
        "ex",
        "all",
        "so",
        "cross",
        "long",
        "short",
        "high",
        "low",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "one",
        "mid",
        "vice",
        "e",
        "x",
        "t",
    ]
)
_PREFIXES = frozenset(
    [
        "under",
        "over",
        "inter",
        "super",
        "out",
        "some",
        "any",
        "every",
        "with",
        "there",
        "where",
        "here",
        "after",
        "be",
        "for",
        "con",
        "pro",
        "per",
        "re",
        "de",
        "in",
        "un",
        "im",
        "dis",
        "mis",
        "sub",
        "trans",
        "pre",
        "fore",
        "up",
        "down",
        "back",
    ]
)
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")
_WHOLE = frozenset((BlockKind.HEADING, BlockKind.TABLE))
"""Blocks whose type says nothing of single words."""

_LEAST_WORD = 5
_AROUND = ".,;:()!?“”‘’\"'"


class Vocabulary:
    """The words of a document, for telling a broken word from a hyphened one; made when asked."""

    def __init__(self, lines: Callable[[], Iterable[str]]) -> None:
        self._lines = lines
        self._words: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        if self._words is None:
            found = set(" ".join(self._unbroken()).lower().split())
            self._words = frozenset(found) | {word.strip(_AROUND) for word in found}
        return word.lower() in self._words

    def _unbroken(self) -> Iterator[str]:
        """Yield the lines without the parts of words that are broken at their ends."""
        broken = False
        for line in self._lines():
            words = line.partition(" ")[2] if broken else line
            broken = line[-1] in HYPHENS
            yield words.rpartition(" ")[0] if broken else words


def keeps_hyphen(before: str, after: str, known: Vocabulary) -> bool:
    """Tell whether the hyphen at the end of a line stays in the text.

    `before` ends with it, `after` is the next line. A word that stands elsewhere in the document,
    in one piece or with its hyphen, decides; then what its parts look like.
    """
    if before[-1] == "\u00ad":
        return False
    before = before.rpartition(" ")[2]
    start = _WORD_END.search(before[:-1])
    end = _WORD_START.match(after)
    if start is None or end is None or not end.group()[0].islower():
        shouted = bool(start and end and start.group().isupper() and end.group().isupper())
        return not (shouted and start and end and start.group() + end.group() in known)
    head, tail = start.group(), end.group()
    whole = _HYPHENED_END.search(before[:-1])
    stem = whole.group() if whole else head
    fused, hyphened = head + tail in known, f"{stem}-{tail}" in known
    if fused != hyphened:
        return hyphened
    if stem != head or head.lower() in _STANDING or head[1:] != head[1:].lower():
        return not fused
    if fused or head.lower() in _PREFIXES:
        return False
    return min(len(head), len(tail)) >= _LEAST_WORD and head in known and tail in known


def is_suspended(before: str, after: str) -> bool:
    """Tell a hyphen that stands for a word to come ("pre- and post-war")."""
    word = _WORD_START.match(after)
    return before[-1] != "\u00ad" and word is not None and word.group() in _SUSPENDED


class Composer:
    """Puts a document's text together, block after block."""

    def __init__(self, known: Vocabulary) -> None:
        self._known = known
        self._parts: list[str] = []
        self._at = 0
        self.blocks: list[Block] = []
        self.printed: list[Printed] = []
        self.emphases: list[Emphasis] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, draft: Draft) -> None:
        """Add a draft as a block; one without visible characters adds nothing."""
        lines = [clean(line, cells=draft.kind is BlockKind.TABLE) for line in draft.lines]
        lines = [line for line in lines if line.text]
        if not lines:
            return
        if self._parts:
            self._put("\n")
        start = self._at
        for line, following in zip(lines, [*lines[1:], None], strict=True):
            text, between = line.text, ""
            if following is not None:
                text, between = self._joint(text, following.text)
            else:
                text = alone(text)
            self._print(line, len(text))
            if line.slants and draft.kind not in _WHOLE:
                self._emphasise(line, len(text))
            self._put(text + between)
        self.blocks.append(Block(draft.kind, start, self._at, draft.level, draft.page))

    def _joint(self, text: str, after: str) -> tuple[str, str]:
        """Return how a line goes into the text, and what parts it from the next one."""
        if text[-1] in HYPHENS and len(text) > 1 and not text[-2].isspace():
            if is_suspended(text, after):
                return f"{text[:-1]}-", " "
            if keeps_hyphen(text, after, self._known):
                return f"{text[:-1]}-", ""
            return text[:-1], ""
        text = alone(text)
        if text[-1] in "–—/" and len(text) > 1 and not text[-2].isspace():
            return text, ""
        if _UNSPACED.match(text[-1]) and _UNSPACED.match(after[0]):
            return text, ""
        return text, " "

    def _emphasise(self, line: Clean, length: int) -> None:
        """Note what of a line is set apart; what goes on from the line above is one stretch."""
        for slant in line.slants:
            start, end = self._at + slant.start, self._at + min(slant.end, length)
            last = self.emphases[-1] if self.emphases else None
            if last and last.strong == slant.strong and start <= last.end + 1:
                self.emphases[-1] = replace(last, end=end)
            elif sum(map(str.isalpha, line.text[slant.start : slant.end])) > 1:
                self.emphases.append(Emphasis(start, end, slant.strong))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._at += len(text)

    def _print(self, line: Clean, length: int) -> None:
        """Note where the first `length` characters of a line stand."""
        at = self._at
        for start, end, first, count in line.runs:
            if end <= length:
                self.printed.append(Printed(at + start, at + end, line.page, first, count))
            elif start < length:
                cut = length - start
                self.printed.append(Printed(at + start, at + length, line.page, first, cut))
