"""Which languages more than quotation marks are read in."""

from __future__ import annotations


def is_read(language: str) -> bool:
    """Tell whether speakers and numbers are found in a language, given by its ISO code.

    An unknown one ("") is taken for English.
    """
    return not language or language.lower().startswith("en")
