"""Names of annotations that stay what they are when marks before them come or go.

A number would not do: after one quote was rejected every later one would be taken for another. A
detected mark is known by its kind and its words (and which of the same words they are), one of the
reader's own by its id; a mark that was in the PDF before keeps the name it has there.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from app.exporting.inventory import Inventory, Item, Own

PREFIX = "sayso-"
"""What the names of everything Sayso wrote begin with."""

DETECTED = re.compile(r"sayso-(?:headline-)?[QNS].*")
"""The names of marks Sayso itself found."""

OWN = "sayso-H-"
"""Before the id of an annotation of the reader's own."""

BROUGHT = "pdf-"
"""Before the id of an annotation that was found in a PDF: the rest is its name there."""


def names(inventory: Inventory, text: str) -> dict[str, str]:
    """Return the name of each item by the item's id."""
    seen: Counter[tuple[str, str]] = Counter()
    return {item.id: _name(item, text, seen) for item in inventory}


def part_name(name: str, number: int, of: int) -> str:
    """Return the name of a part of a mark that lies on several pages."""
    return name if of == 1 else f"{name}-{number}of{of}"


def _name(item: Item, text: str, seen: Counter[tuple[str, str]]) -> str:
    if isinstance(item, Own):
        return f"{OWN}{item.annotation.id}"
    letter = item.id.removeprefix("headline-")[0]
    words = "\x1f".join("".join(text[span.start : span.end].split()) for span in item.spans)
    seen[letter, words] += 1
    about = f"{letter}\x1f{seen[letter, words]}\x1f{words}"
    return f"sayso-{letter}-{hashlib.sha256(about.encode('utf-8', 'replace')).hexdigest()[:12]}"
