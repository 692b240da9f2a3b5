"""Words as the index's tokenizer sees them."""

from __future__ import annotations

import unicodedata

from app.library.query.tree import Words

_ENDINGS = (
    *("able", "al", "ally", "ance", "ation", "ational", "ed", "ement", "ence", "er", "ers", "ful"),
    *("ible", "ies", "ing", "ings", "ion", "ism", "ist", "ition", "ity", "ive", "ize", "ly"),
    *("ment", "ness", "ous"),
)
"""English endings that the index's stemmer takes off words."""


def _in_words(letter: str) -> bool:
    # Letters, digits, private use.
    return unicodedata.category(letter)[0] in "LN" or letter.isalnum()


def has_words(text: str) -> bool:
    """Tell whether there is anything in a text that the index knows as part of a word."""
    return any(map(_in_words, text))


def count_words(text: str) -> int:
    """Count the words the index makes of a text."""
    return len("".join(letter if _in_words(letter) else " " for letter in text).split())


def folded_words(text: str) -> list[str]:
    """Return the words of a text without regard to case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = (letter for letter in plain if not unicodedata.combining(letter))
    return "".join(letter if _in_words(letter) else " " for letter in bare).split()


def typed_words(typed: str) -> Words | None:
    """Return what was typed as words, with a star at its end as a beginning; None for no words.

    A single letter is a word: nearly every word begins with one of few letters.
    """
    if not has_words(typed):
        return None
    bare = typed.rstrip("*")
    return Words(bare, typed.endswith("*") and len(_last_word(bare)) > 1)


def _last_word(text: str) -> str:
    words = "".join(letter if _in_words(letter) else " " for letter in text).split()
    return words[-1] if words else ""


def is_gathered(words: Words) -> bool:
    """Tell whether the index has to gather these words anew for each look: a long beginning."""
    return words.beginning and len(_last_word(words.text)) > 3


def string(words: Words) -> str:
    """Return words as a string of the index's language, to be found side by side."""
    bare = "".join(" " if 0xD800 <= ord(letter) <= 0xDFFF else letter for letter in words.text)
    return '"' + bare.replace("\0", " ").replace('"', " ") + '"' + ("*" if words.beginning else "")


def widened(words: Words) -> tuple[Words, ...]:
    """Return a beginning of a word together with the words it may become by an ending.

    Words are indexed without their endings, so a beginning that reaches into one ("announcem*") is
    not found as such.
    """
    word = words.text
    if not words.beginning or count_words(word) != 1:
        return (words,)
    return (
        words,
        *(
            Words(f"{word[:cut]}{ending}")
            for cut in range(4, min(len(word), 40))
            for ending in _ENDINGS
            if ending.startswith(word[cut:].lower())
        ),
    )
