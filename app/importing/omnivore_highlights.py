"""The Markdown in which Omnivore exported the highlights of one article.

Each is a quotation, then perhaps a line of labels ("#one #two"), then perhaps a note, parted by
blank lines; a note to the whole article stands by itself, with several blank lines after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.importing.fields import line, words

_PART = re.compile(r"(.+?)(\n[ \t]*\n(?:[ \t]*\n)*|\Z)", re.DOTALL)
_LABELS = re.compile(r"#[^\s#][^\n]*")
_BETWEEN_LABELS = re.compile(r"(?:^|\s)#(?=\S)")
_QUOTE_SIGN = re.compile(r"^> ?", re.MULTILINE)
_WHOLE = 4
"""Line breaks after a note to the whole article; after any other part there are two."""


@dataclass(slots=True)
class Highlight:
    """Marked words with a note and labels; a note to the whole article has no words."""

    quote: str
    note: str = ""
    labels: list[str] = field(default_factory=list)


def highlights(markdown: str) -> Iterator[Highlight]:
    """Yield what is marked and noted, in order; no word of it is lost."""
    text = markdown.replace("\r\n", "\n").lstrip()
    found: Highlight | None = None
    for part in _PART.finditer(text):
        said, breaks = part[1].strip(), part[2].count("\n")
        if said.startswith(">"):
            if found is not None:
                yield found
            found = Highlight(words(_QUOTE_SIGN.sub("", said)))
        elif found is None or breaks >= _WHOLE:
            if found is not None:
                yield found
                found = None
            yield Highlight("", words(said))
        elif _LABELS.fullmatch(said) and not found.labels and not found.note:
            found.labels = [line(label, 200) for label in _BETWEEN_LABELS.split(said) if label]
        else:
            found.note = f"{found.note}\n\n{words(said)}".strip()
    if found is not None:
        yield found
