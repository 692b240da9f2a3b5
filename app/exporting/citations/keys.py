"""The keys works are cited by in LaTeX: author, year and a word, each only once in a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from app.exporting.citations.csl.dates import date_of
from app.exporting.citations.csl.markup import plain
from app.exporting.citations.csl.people import names_of
from app.exporting.citations.items import Item

_SKIPPED = frozenset(
    (
        *("a", "an", "and", "are", "at", "by", "for", "from", "how", "in", "is", "it", "of", "on"),
        *("or", "the", "to", "we", "what", "when", "where", "why", "with", "das", "der", "den"),
        *("des", "die", "ein", "eine", "im", "und", "von", "le", "la", "les", "un", "une", "el"),
    )
)
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def keys_of(items: Sequence[Item]) -> list[str]:
    """Return the key of each item: "aaker2026harbour"; of equal ones the later get a letter."""
    taken: set[str] = set()
    return [_free(_key(item), taken) for item in items]


def _free(key: str, taken: set[str]) -> str:
    found, number = key, 0
    while found in taken:
        found = f"{key}{chr(ord('a') + number)}" if number < 26 else f"{key}-{number}"
        number += 1
    taken.add(found)
    return found


def _key(item: Item) -> str:
    names = names_of(item.get("author")) or names_of(item.get("editor"))
    author = ""
    if names:
        name = names[0]
        author = _plain(f"{name.non_dropping}{name.family}") or _first_word(name.literal)
    date = date_of(item.get("issued"))
    year = str(abs(date.days[0].year)) if date and date.days else ""
    word = _first_word(plain(item.get("title") or ""))
    return f"{author}{year}{word}" or "reading"


def _first_word(text: str) -> str:
    """Return the first word that says something, else the first there is."""
    found = [word for part in re.split(r"[\W_]+", text) if (word := _plain(part))]
    said = (word for word in found if len(word) > 1 and word not in _SKIPPED)
    return next(said, found[0] if found else "")


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(letter for letter in bare if letter.isascii() and letter.isalnum())
