"""The search box's language: words, "phrases", prefix*, AND, OR, NOT.

Words beside each other must all be there. Operators are in capitals; whatever else a reader types
is taken as words, so that typing never ends in an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from app.reading.failures import LibraryFailure

MOST_WORDS = 60
"""More words and phrases than this in one search are refused: FTS5 bounds how deep they nest."""

_TOKEN = re.compile(
    r'["“”„«](?P<phrase>[^"“”„«»]*)(?:["“”»]|$)(?P<stem>\*?)|(?P<word>[^\s"“”„«»()]+)'
)
_OPERATORS = ("AND", "OR", "NOT")

_ENDINGS = (
    *("able", "al", "ally", "ance", "ation", "ational", "ed", "ement", "ence", "er", "ers", "ful"),
    *(
        "ible",
        "ies",
        "ing",
        "ings",
        "ion",
        "ism",
        "ist",
        "ition",
        "ity",
        "ive",
        "ize",
        "ly",
        "ment",
    ),
    *("ness", "ous"),
)
"""English endings that the index's stemmer takes off words."""


@dataclass(frozen=True, slots=True)
class Query:
    """A search as FTS5 understands it, and its single words and phrases.

    `wider` is for when nothing is found: words are indexed without their endings, so a beginning
    that reaches into one ("announcem*") is looked for as the words it may become.
    """

    expression: str
    phrases: tuple[str, ...]
    wider: str


def parse(text: str) -> Query | None:
    """Read what a reader typed; None where there is nothing to look for.

    OR joins what stands on its two sides, NOT leaves out what follows it, up to the next OR.
    Raises LibraryFailure for a search that only leaves out, and for one of too many words.
    """
    phrases: list[str] = []
    parts: list[str] = []
    wanted: list[str] = []
    unwanted: list[str] = []
    refuse = False

    def finish() -> None:
        if unwanted and not wanted:
            raise LibraryFailure(
                "This search only says what to leave out.",
                "Write a word to look for before NOT.",
            )
        if wanted:
            part = " AND ".join(wanted)
            parts.append(f"({part}) NOT ({' OR '.join(unwanted)})" if unwanted else f"({part})")
        wanted.clear()
        unwanted.clear()

    for token in _TOKEN.finditer(text.replace("\0", " ")):
        word = token["word"]
        if word in _OPERATORS:
            if word == "OR":
                finish()
            refuse = word == "NOT"
            continue
        phrase = _phrase(word) if word else _phrase(token["phrase"] + token["stem"])
        if phrase is None:
            continue
        phrases.append(phrase)
        (unwanted if refuse else wanted).append(phrase)
        refuse = False
    finish()
    if len(phrases) > MOST_WORDS:
        raise LibraryFailure(
            f"This search has more than {MOST_WORDS} words.", "Look for fewer of them."
        )
    return _query(" OR ".join(parts), phrases) if parts else None


def _query(expression: str, phrases: Sequence[str]) -> Query:
    wider = expression
    for phrase in phrases:
        wider = wider.replace(phrase, _widened(phrase))
    return Query(expression, tuple(phrases), wider)


def _phrase(words: str) -> str | None:
    """Return FTS5's string for words to be found side by side, None where there is no word."""
    prefix = "*" if words.endswith("*") else ""
    # What the index's tokenizer takes for part of a word: letters, digits, private use.
    if not any(unicodedata.category(letter)[0] in "LN" or letter.isalnum() for letter in words):
        return None
    bare = "".join(" " if 0xD800 <= ord(letter) <= 0xDFFF else letter for letter in words)
    return '"' + bare.rstrip("*").replace('"', " ") + '"' + prefix


def _widened(phrase: str) -> str:
    """Return a beginning of a word together with the words it may become by an ending."""
    if not phrase.endswith("*") or " " in phrase:
        return phrase
    word = phrase.strip('"*')
    words = [
        f'"{word[:cut]}{ending}"'
        for cut in range(4, len(word))
        for ending in _ENDINGS
        if ending.startswith(word[cut:].lower())
    ]
    return f"({' OR '.join([phrase, *words])})" if words else phrase
