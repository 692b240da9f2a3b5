"""How lists of words are written down in this package."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """Return the words of a list parted by white space."""
    return frozenset(words.split())
