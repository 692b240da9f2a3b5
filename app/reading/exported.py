"""What an exported PDF knows of the reading it is of, so that notes made in it can come home."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.reading.spans import Span

KEY = "/Sayso"
"""Under which a PDF's document information keeps it."""

_PART = re.compile(r"(sayso-.+)-\d+of\d+")

MOST = 2**24
"""Bytes of what a PDF says of itself that are read; a book with 5,000 marks has a hundredth."""


@dataclass(frozen=True, slots=True)
class Written:
    """An annotation as an export wrote it.

    `start` and `end` are the stretch of the reading's text it was put on. `contents` is a digest of
    its first `length` code points of pop-up text, `tags` one of its tags. `own` is the id of the
    reader's own annotation it stands for, "" for a detected mark; a mark that was in the PDF before
    stands for the annotation it became in the library.
    """

    start: int
    end: int
    contents: str
    length: int
    tags: str
    own: str = ""

    def says(self, contents: str) -> bool:
        """Tell whether an annotation's words are the ones that were written."""
        return len(contents) == self.length and digest(contents) == self.contents

    def added(self, contents: str) -> str:
        """Return what somebody wrote before or after the words that were written.

        All of it where these are no longer there.
        """
        if digest(contents[: self.length]) == self.contents:
            return contents[self.length :].strip()
        rest = max(0, len(contents) - self.length)
        if digest(contents[rest:]) == self.contents:
            return contents[:rest].strip()
        return contents.strip()


@dataclass(frozen=True, slots=True)
class Exported:
    """Which reading a PDF is of, and what was written into it.

    `reading` is its number in the library it came from, `text` the SHA-256 of its text there.
    `original` is the SHA-256 of the file that was annotated in place, "" for a PDF that was typeset
    from the text. `written` are the annotations by their names in the PDF.
    """

    reading: int
    text: str
    original: str = ""
    written: Mapping[str, Written] = field(default_factory=dict)

    @property
    def in_place(self) -> bool:
        """Whether the pages are those of the reading's own PDF."""
        return bool(self.original)

    def packed(self) -> str:
        """Return all of it as one word of ASCII, to be put into a PDF."""
        value = [
            1,
            self.reading,
            self.text,
            self.original,
            {
                name: [one.start, one.end, one.contents, one.length, one.tags, one.own]
                for name, one in self.written.items()
            },
        ]
        written = json.dumps(value, separators=(",", ":"), sort_keys=True)
        return base64.b64encode(zlib.compress(written.encode("utf-8"), 9)).decode("ascii")


def unpacked(word: str) -> Exported | None:
    """Rebuild what `Exported.packed` made; None for what nothing of ours wrote."""
    try:
        packed = base64.b64decode(word, validate=True)
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(packed, MOST)
        if unpacker.unconsumed_tail:
            return None
        version, reading, text, original, written = json.loads(content)
        if version != 1:
            return None
        return Exported(
            int(reading),
            str(text),
            str(original),
            {
                str(name): Written(
                    int(start), int(end), str(contents), int(length), str(tags), str(own)
                )
                for name, (start, end, contents, length, tags, own) in written.items()
            },
        )
    except (ValueError, TypeError, AttributeError, zlib.error, RecursionError):
        return None


def digest(words: str) -> str:
    """Return a short digest, enough to tell whether words have been changed."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:8]


def digest_of_tags(tags: Iterable[str]) -> str:
    """Return a digest of tags, whatever order they are in."""
    return digest("\n".join(sorted(tags)))


def text_digest(text: str) -> str:
    """Return the SHA-256 of a reading's text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def as_read(words: str) -> str:
    """Return a pop-up's words as they are taken out of a PDF: plain lines, nothing unseen."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c.isprintable() or c in "\n\t").strip()


def made_up_name(page: int, box: Sequence[float], kind: str, contents: str) -> str:
    """Return the name of an annotation that has none: the same one every time it is read.

    `page` counts from 1; `box` is left, bottom, right and top.
    """
    about = repr((page, [round(edge, 1) for edge in box], kind, contents))
    return hashlib.sha256(about.encode("utf-8", "replace")).hexdigest()[:24]


def part_of(name: str) -> str:
    """Return the name of the mark that the one of this name is a part of, or the name itself."""
    part = _PART.fullmatch(name)
    return part[1] if part else name


def one_note(notes: Sequence[str]) -> str:
    """Return the note of a mark in parts: all say the same, unless somebody changed one."""
    return max(notes, key=lambda note: (notes.count(note) == 1, len(note)), default="")


def written(span: Span, contents: str, tags: Iterable[str], own: str = "") -> Written:
    """Return what is to be known of an annotation that is written with these words and tags."""
    words = as_read(contents)
    return Written(span.start, span.end, digest(words), len(words), digest_of_tags(tags), own)
