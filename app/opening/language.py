"""Which language a text is in."""

from __future__ import annotations

import re

_ENOUGH = 4000
"""Characters a guess rests on."""

_LEAST = 40
"""Below this many characters a guess would be a coin toss."""

# The commonest words that few of the other languages share.
_COMMON = {
    "en": "the and of to that is was for with it on said by from have are this which",
    "de": "der die und das ist nicht mit den von sich auch dem ein eine für auf zu im",
    "fr": "le les des et est une dans du que qui pour pas au sur avec ce il aux",
    "es": "el los las que una por con del se para es como más pero su fue al este",
    "it": "il di che per una con del della non sono gli nel alla più anche è le ha",
    "pt": "o os que uma não com do da para em dos das por mais ao foi são se",
    "nl": "de het een van en dat niet met voor zijn op te aan ook er maar naar bij",
}
_TABLE = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")

_SURE = 0.15
"""From this share of its commonest words on, a text is in a language, if no other comes near."""

_CLEAR = 1.6
"""How many times the share of the next language that has to be."""


def language_of(text: str, declared: str = "") -> str:
    """Return the two-letter code of the text's language; empty for a text too short to tell.

    What the text shows by its commonest words goes before what the page declares: templates are
    copied from one edition of a site to another.
    """
    declared = _primary(declared)
    sample = text[:_ENOUGH].strip()
    letters = [character for character in sample if character.isalpha()]
    if 2 * sum(map(str.isascii, letters)) < len(letters):
        return _guessed(sample)  # in another script it can be seen from a few words
    if len(sample) < _LEAST:
        return declared
    words = [word.lower() for word in _WORD.findall(sample)]
    shares = sorted(
        (
            (sum(word in common for word in words) / max(1, len(words)), language)
            for language, common in _TABLE.items()
        ),
        reverse=True,
    )
    (share, language), (next_share, _) = shares[:2]
    if share >= _SURE and share >= _CLEAR * next_share:
        return language
    return declared or _guessed(sample)


def _guessed(sample: str) -> str:
    # Its model takes half a second to load, and few texts need it.
    from py3langid import classify  # noqa: PLC0415

    return str(classify(sample)[0])


def _primary(label: str) -> str:
    """Return the first part of a language tag ("en-GB" is "en"); empty for none."""
    primary = label.strip().replace("_", "-").split("-")[0].lower()
    return primary if primary.isascii() and primary.isalpha() and 2 <= len(primary) <= 3 else ""
