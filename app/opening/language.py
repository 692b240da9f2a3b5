"""Guess the language of a text that does not say."""

from __future__ import annotations

_ENOUGH = 4000
"""Characters a guess rests on."""

_LEAST = 40
"""Below this many characters a guess would be a coin toss."""


def guess_language(text: str) -> str:
    """Return a two-letter ISO 639-1 code; empty for a text too short to tell."""
    sample = text[:_ENOUGH].strip()
    if len(sample) < _LEAST:
        return ""
    # Its model takes half a second to load, and most pages declare their language.
    from py3langid import classify  # noqa: PLC0415

    return str(classify(sample)[0])


def declared_language(label: str) -> str:
    """Return the two- or three-letter part of a language tag ("en-GB" is "en"); empty for none."""
    primary = label.strip().replace("_", "-").split("-")[0].lower()
    return primary if primary.isascii() and primary.isalpha() and 2 <= len(primary) <= 3 else ""
