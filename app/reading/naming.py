"""Names for exported files, made of what is known of a reading; every file system takes them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from app.language import tr
from app.reading.annotation import Reading
from app.reading.failures import ExportFailure

FIELDS = ("author", "year", "title", "outlet", "date", "id")
"""What a pattern may name, each in braces."""

PATTERN = "{id} {title}"
"""How files are named where the reader asks for nothing else."""

LONGEST = 120
"""Bytes of a name without its ending: file systems take 255, and folders around it need some."""

_FIELD = re.compile(r"\{([^{}]*)\}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_EDGES = " .…-_,"
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)


def check_pattern(pattern: str) -> None:
    """Raise ExportFailure where a pattern names what no reading has."""
    for name in _FIELD.findall(pattern):
        if name not in FIELDS:
            fields = ", ".join(f"{{{field}}}" for field in FIELDS)
            raise ExportFailure(
                tr("A name cannot be made of {field}.", field=f"{{{name}}}"),
                tr("Use these: {fields}.", fields=fields),
            )


def name_of(reading: Reading, pattern: str = PATTERN) -> str:
    """Return a file's name without its ending."""
    document, csl = reading.document, reading.csl
    date = str(document.published)[:10]
    facts = {
        "author": _author(csl) or document.byline,
        "year": date[:4],
        "title": document.title,
        "outlet": document.outlet,
        "date": date,
        "id": str(reading.id) if reading.id else "",
    }
    filled = _FIELD.sub(lambda found: facts.get(found[1], ""), pattern)
    return safe(filled) or safe(str(facts["id"] or document.title)) or tr("article")


def safe(words: str, longest: int = LONGEST) -> str:
    """Return words as a name that every file system takes, "" where nothing is left of them."""
    plain = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", words)
        if character.isspace()
        or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn", "Co")
    )
    plain = _EMPTY.sub(" ", _FORBIDDEN.sub(" ", plain))
    plain = " ".join(plain.split()).strip(_EDGES)
    cut = plain.encode()[:longest].decode(errors="ignore").rstrip(_EDGES)
    return f"_{cut}" if _DEVICES.match(cut) else cut


class Names:
    """Gives names out, each only once: those that differ by case alone count as the same."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {_folded(name) for name in taken}

    def free(self, name: str, suffix: str) -> str:
        """Return a name with its ending, numbered where it is taken."""
        found, number = f"{name}{suffix}", 1
        while _folded(found) in self._taken:
            number += 1
            found = f"{name} ({number}){suffix}"
        self._taken.add(_folded(found))
        return found


def _folded(name: str) -> str:
    return unicodedata.normalize("NFD", name).casefold()


def _author(csl: Mapping[str, Any]) -> str:
    """Return the family name of the first author, with "et al." for more than two."""
    authors = csl.get("author")
    if not isinstance(authors, list):
        return ""
    names = [
        str(author.get("family") or author.get("literal") or author.get("given") or "")
        for author in authors
        if isinstance(author, Mapping)
    ]
    names = [name for name in names if name]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " & ".join(names)
