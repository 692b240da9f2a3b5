"""Read an annotated corpus: parsed words, and for each attribution its words.

A corpus is a file of JSON lines, `{"id", "text", "attributions": [{"source", "cue", "content"}]}`,
each part a list of stretches, offsets in code points.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.analysis import language
from app.analysis.quotemarks import find_quoted
from app.analysis.tagging.words import Reader, Words
from app.reading.spans import Span

_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Truth:
    """An attribution as annotated; numbers of words. Source and content may be in pieces."""

    cue: tuple[int, int]
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated article, parsed."""

    name: str
    text: str
    words: Words
    truths: tuple[Truth, ...]


def read_corpus(path: Path, reader: Reader) -> Iterator[Article]:
    """Parse and yield the articles of a corpus."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield _read(json.loads(line), reader)


def _read(entry: dict[str, Any], reader: Reader) -> Article:
    text = entry["text"]
    blocks = [m.span() for m in _PARAGRAPH.finditer(text) if m.group().strip()]
    docs = language.parse([language.readable(text[start:end]) for start, end in blocks])
    quoted = find_quoted(text, [Span(start, end) for start, end in blocks])
    words = reader.read(
        [(doc, start) for doc, (start, _) in zip(docs, blocks, strict=True)], quoted
    )
    truths = []
    for attribution in entry["attributions"]:
        cue = _words(words, attribution["cue"])
        content = _words(words, attribution["content"])
        if cue and content:
            truths.append(Truth(cue[0], _words(words, attribution["source"]), content))
    return Article(entry["id"], text, words, tuple(truths))


def _words(words: Words, stretches: list[list[int]]) -> tuple[tuple[int, int], ...]:
    """Return the words each stretch touches."""
    found = []
    for start, end in stretches:
        first = int(np.searchsorted(words.ends, start, side="right"))
        last = int(np.searchsorted(words.starts, end))
        if first < last:
            found.append((first, last))
    return tuple(sorted(found))
