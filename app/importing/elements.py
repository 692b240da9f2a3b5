"""The elements of a list in JSON, one after the other, without ever holding all of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.language import later, tr

LARGEST_ELEMENT = 32 * 2**20
"""Characters of one element; the longest book has a tenth of it."""

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["\[\]{},]', re.DOTALL)

_CUT_OFF = later("The file ends in the middle of it. Export it again to get the rest.")
_BROKEN = later("It is damaged in the file.")
_TOO_LARGE = later("It is larger than {size} MB.")
_ENDLESS = later("A text in it is larger than {size} MB: nothing after it was read.")


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the list called `name` ("" for the file's own): its value, or what is `wrong`
    with it in a sentence. `number` counts from 1 within the list.
    """

    name: str
    number: int
    value: Any = None
    wrong: str = ""


def elements(chunks: Iterable[str], lists: Iterable[str] = ()) -> Iterator[Element]:
    """Yield the elements of the list a file is, or of those `lists` that the object it is names.

    An element that is no JSON does not stop the rest. A file that is neither list nor object has
    none; one that is cut off ends with an element that says so.
    """
    return _Reader(frozenset(lists)).read(chunks)


class _Reader:
    """Finds where elements begin and end by brackets and quotation marks alone."""

    def __init__(self, lists: frozenset[str]) -> None:
        self._lists = lists
        self._buffer = ""
        self._at = 0
        self._start: int | None = None
        self._depth = 0
        self._home = 0
        self._name = ""
        self._number = 0
        self._key = ""
        self._dropped = False
        self._begun = False

    def read(self, chunks: Iterable[str]) -> Iterator[Element]:
        for chunk in chunks:
            self._extend(chunk)
            if not self._begun:
                lead = self._buffer.lstrip("\ufeff \t\r\n")
                if lead and lead[0] not in "[{":
                    return
                self._begun = bool(lead)
            yield from self._scan()
            begun = self._at if self._start is None else self._start
            if len(self._buffer) - begun <= LARGEST_ELEMENT:
                continue
            if len(self._buffer) - self._at > LARGEST_ELEMENT:
                yield Element(self._name, self._number + 1, wrong=_sized(_ENDLESS))
                return
            self._buffer, self._at, self._start = self._buffer[self._at :], 0, 0
            self._dropped = True
        if self._depth:
            yield Element(self._name, self._number + 1, wrong=tr(_CUT_OFF))

    def _extend(self, chunk: str) -> None:
        """Keep what belongs to the element that is being read, and go on with `chunk`."""
        kept = self._at if self._start is None else min(self._start, self._at)
        self._buffer = self._buffer[kept:] + chunk
        self._at -= kept
        if self._start is not None:
            self._start -= kept

    def _scan(self) -> Iterator[Element]:
        while token := _TOKEN.search(self._buffer, self._at):
            sign = token[0]
            if sign == '"':  # its end is still to come
                self._at = token.start()
                return
            self._at = token.end()
            if sign in ("[", "{"):
                self._enter(sign)
            elif sign in ("]", "}"):
                if self._depth == self._home and self._start is not None:
                    yield from self._ended(token.start())
                    self._start, self._home = None, 0
                self._depth = max(0, self._depth - 1)
            elif sign == ",":
                if self._depth == self._home and self._start is not None:
                    yield from self._ended(token.start())
                    self._start = token.end()
            elif self._depth == 1 and self._start is None:
                self._key = sign[1:-1]
        self._at = len(self._buffer)

    def _enter(self, sign: str) -> None:
        self._depth += 1
        if self._start is not None or sign != "[":
            return
        outermost = self._depth == 1
        if outermost or (self._depth == 2 and self._key in self._lists):
            self._home = self._depth
            self._name = "" if outermost else self._key
            self._number = 0
            self._start = self._at

    def _ended(self, end: int) -> Iterator[Element]:
        text = self._buffer[self._start : end].strip()
        dropped, self._dropped = self._dropped, False
        if not text and not dropped:
            return
        self._number += 1
        if dropped:
            yield Element(self._name, self._number, wrong=_sized(_TOO_LARGE))
            return
        try:
            value = json.loads(text)
        except (ValueError, RecursionError, MemoryError):
            yield Element(self._name, self._number, wrong=tr(_BROKEN))
        else:
            yield Element(self._name, self._number, value)


def _sized(sentence: str) -> str:
    return tr(sentence, size=LARGEST_ELEMENT // 2**20)
