"""Where a text stands on the pages of a PDF that was set from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import pypdfium2

from app.opening.pdf.pages import PageText, text_page
from app.reading.document import Printed

_SURE = 10
"""So many letters in a row are not alike by chance."""

_MOST_PLACES = 50
"""Places that are looked at for words a text repeats."""


class Aligner:
    """Finds the words of a text on pages that also hold much else."""

    def __init__(self, text: str) -> None:
        self._text = text
        folded = [
            (letter, at) for at, character in enumerate(text) for letter in _folded(character)
        ]
        self._letters = "".join(letter for letter, _ in folded)
        self._offsets = [at for _, at in folded]
        self._places: dict[str, list[int]] = {}
        for at in range(len(self._letters) - _SURE + 1):
            found = self._places.setdefault(self._letters[at : at + _SURE], [])
            if len(found) < _MOST_PLACES:
                found.append(at)
        self._page = PageText()

    def printed(self, pdf: pypdfium2.PdfDocument, pages: Iterable[int]) -> Iterator[Printed]:
        """Yield what of the text stands on these pages (from 1)."""
        expected = 0
        for page in sorted(pages):
            try:
                with text_page(pdf, page - 1) as (_, handle):
                    words, counted = self._page.take(handle)
            except LookupError:
                continue
            places = counted if counted is not None else range(len(words))
            for offset, at, length in self._runs(words, expected):
                expected = offset + length
                for step in range(length):
                    # One by one where the page counts otherwise than its text.
                    yield Printed(offset + step, offset + step + 1, page, places[at + step], 1)

    def _runs(self, words: str, expected: int) -> Iterator[tuple[int, int, int]]:
        """Yield stretches of the page that are the text's: offset, place on the page, length."""
        folded = [(letter, at) for at, one in enumerate(words) for letter in _folded(one)]
        letters = "".join(letter for letter, _ in folded)
        nearest = expected
        at = 0
        while at + _SURE <= len(letters):
            places = self._places.get(letters[at : at + _SURE])
            if not places:
                at += 1
                continue
            place = min(places, key=lambda one: abs(self._offsets[one] - nearest))
            length = _SURE
            while (
                at + length < len(letters)
                and place + length < len(self._letters)
                and letters[at + length] == self._letters[place + length]
            ):
                length += 1
            pairs = [(self._offsets[place + step], folded[at + step][1]) for step in range(length)]
            nearest = pairs[-1][0]
            yield from self._joined(words, pairs)
            at += length

    def _joined(self, words: str, pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
        """Yield paired letters as stretches, with the points and quotation marks about them."""
        start, last = pairs[0], pairs[0]
        for offset, at in pairs[1:]:
            gap = offset - last[0]
            if gap != at - last[1] or gap > 8:
                yield self._widened(words, start, last)
                start = offset, at
            last = offset, at
        yield self._widened(words, start, last)

    def _widened(
        self, words: str, first: tuple[int, int], last: tuple[int, int]
    ) -> tuple[int, int, int]:
        (start, at), (end, end_at) = first, last
        while start and at and _same_point(self._text[start - 1], words[at - 1]):
            start, at = start - 1, at - 1
        while (
            end + 1 < len(self._text)
            and end_at + 1 < len(words)
            and _same_point(self._text[end + 1], words[end_at + 1])
        ):
            end, end_at = end + 1, end_at + 1
        return start, at, min(end - start, end_at - at) + 1


def _same_point(one: str, other: str) -> bool:
    return one == other and not one.isalnum() and not one.isspace()


def _folded(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).casefold()
    return "".join(c for c in folded if c.isalnum())
