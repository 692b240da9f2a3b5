"""The case of letters, as styles ask for it."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.exporting.citations.csl.runs import Runs, respelled, words

_WORD = re.compile(r"[^\s\-–—/:;,.!?()\[\]\ue000\ue001“”\"]+")
_SMALL = frozenset(
    (
        *(
            "a",
            "an",
            "and",
            "as",
            "at",
            "but",
            "by",
            "d",
            "de",
            "down",
            "for",
            "from",
            "in",
            "into",
            "l",
            "la",
            "le",
        ),
        *(
            "nor",
            "of",
            "on",
            "onto",
            "or",
            "over",
            "so",
            "the",
            "till",
            "to",
            "up",
            "v",
            "van",
            "via",
            "von",
            "vs",
            "with",
            "yet",
        ),
    )
)
"""Words that stay small within a title, as they stand in the guidance on the language."""


def in_case(runs: Runs, case: str, language: str = "en") -> Runs:
    """Return runs in the case a style asks for; titles are capitalised in English alone."""
    text = words(runs)
    match case:
        case "lowercase":
            made = _each(text, str.lower)
        case "uppercase":
            made = _each(text, str.upper)
        case "capitalize-first":
            made = _first_word(text)
        case "capitalize-all":
            made = _WORD.sub(lambda word: _capital(word[0]), text)
        case "sentence":
            made = _sentence(text)
        case "title":
            made = _title(text) if language.lower().startswith("en") else text
        case _:
            return runs
    return respelled(runs, made)


def _each(text: str, change: Callable[[str], str]) -> str:
    # One letter for each there was: ß has no capital of its own length.
    changed = (change(letter) for letter in text)
    return "".join(
        new if len(new) == 1 else letter for new, letter in zip(changed, text, strict=True)
    )


def _capital(word: str) -> str:
    first = word[0].upper()
    return (first if len(first) == 1 else word[0]) + word[1:]


def _first_word(text: str) -> str:
    word = _WORD.search(text)
    if word is None or not word[0].islower():
        return text
    return text[: word.start()] + _capital(word[0]) + text[word.end() :]


def _sentence(text: str) -> str:
    if text.upper() == text:
        return _first_word(_each(text, str.lower))
    return _first_word(text)


def _title(text: str) -> str:
    shouted = text.upper() == text and any(letter.isalpha() for letter in text)
    found = list(_WORD.finditer(text))
    made = list(text)
    for place, word in enumerate(found):
        letters = word[0]
        if shouted and len(found) > 1:
            letters = _each(letters, str.lower)
        elif not letters.islower():
            continue
        before = text[: word.start()].rstrip()
        begins = place == 0 or before[-1:] in ":?!.\ue000"
        ends = place == len(found) - 1
        if not (begins or ends) and letters in _SMALL:
            made[word.start() : word.end()] = letters
            continue
        made[word.start() : word.end()] = _capital(letters)
    return "".join(made)
