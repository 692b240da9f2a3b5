"""Words looked for in a text, whatever quotation marks, dashes and accents they are written with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.reading.spans import Span

SLICE = 20_000
"""Characters that are levelled or searched in one step: about 1 ms."""

REACH = 2_000
"""How far past the end of a slice a match that begins in it may go on."""

_LEVEL = {
    **dict.fromkeys("“”„‟«»″〃", '"'),
    **dict.fromkeys("‘’‚‛‹›′`´", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ð": "d",
}  # fmt: skip

_SILENT = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
"""Accents that stand apart from their letter, and signs without width."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, and how exactly."""

    words: str
    match_case: bool = False
    whole_words: bool = False

    def pattern(self, *, silent: bool) -> re.Pattern[str] | None:
        """Return what finds it in a levelled text, None where nothing is asked for.

        Any blank stands for any run of blanks, the break between two paragraphs too. With `silent`
        the text holds signs that are no letters of their own.
        """
        level = unicodedata.normalize("NFC", self.words).translate(_Levels())
        words = re.sub(f"[{_SILENT}]", "", level).split()
        if not words:
            return None
        between = f"[{_SILENT}]*" if silent else ""
        spelt = (between.join(map(re.escape, word)) + between for word in words)
        found = r"\s+".join(spelt)
        if self.whole_words:
            before = r"(?<!\w)" if _is_letter(words[0][0]) else ""
            after = r"(?!\w)" if _is_letter(words[-1][-1]) else ""
            found = f"{before}{found}{after}"
        return re.compile(found, 0 if self.match_case else re.IGNORECASE)


class Levelled:
    """A text with its accents and kinds of quotation marks taken away, one sign for one sign.

    Nothing is done before `steps` are taken: of a long text they take longer than a window may
    stand still.
    """

    def __init__(self, text: str) -> None:
        self.text = ""
        self.silent = False
        self._whole = text
        self._made = False

    def steps(self) -> Iterator[None]:
        """Level the text slice by slice; nothing is left to do the second time."""
        if self._made:
            return
        levels, made = _Levels(), []
        for start in range(0, len(self._whole), SLICE):
            made.append(self._whole[start : start + SLICE].translate(levels))
            yield
        self.text, self._made = "".join(made), True
        self.silent = any(re.match(f"[{_SILENT}]", sign) for sign in set(levels.values()))

    def find(self, pattern: re.Pattern[str]) -> Iterator[Span | None]:
        """Yield where a pattern matches, in order and apart, and None after each slice."""
        place, whole = 0, len(self.text)
        for start in range(0, whole, SLICE):
            end = start + SLICE
            for match in pattern.finditer(self.text, max(start, place), min(whole, end + REACH)):
                if match.start() >= end:
                    break
                place = match.end()
                yield Span(*match.span())
            yield None


class _Levels(dict[int, str]):
    """What each sign becomes, worked out when it is first met."""

    def __missing__(self, sign: int) -> str:
        made = self[sign] = _level(chr(sign))
        return made


def levelled(text: str) -> str:
    """Return a short text with its accents and kinds of quotation marks taken away."""
    return text if text.isascii() else text.translate(_KNOWN)


def _level(sign: str) -> str:
    if sign < "\x80":
        return sign
    if sign in _LEVEL:
        return _LEVEL[sign]
    parts = unicodedata.normalize("NFKD", sign)
    # A ligature, a fraction: no one sign stands for it.
    return parts[0] if all(map(unicodedata.combining, parts[1:])) else sign


_KNOWN = _Levels()


def _is_letter(sign: str) -> bool:
    return re.match(r"\w", sign) is not None
