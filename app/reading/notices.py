"""What is not in a document's text, in sentences that are kept with it in English.

They are said in the language of whoever reads them, which may be another than when they were kept.
"""

from __future__ import annotations

import re

from app.language import later, listed, tr

PAGES_READ = later("Only the first {read} of {total} pages are in the text.")
PICTURE = later("Page {page} is a picture without text and is not in the text.")
PICTURES = later("Pages {pages} are pictures without text and are not in the text.")

_BETWEEN = re.compile(r"(?<=\.) (?=[A-Z])")
_IN_ENGLISH = re.compile(r", | and ")
_FILLED = {
    text: re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>\\d[\\d,–and ]*)", re.escape(text)))
    for text in (PAGES_READ, PICTURE, PICTURES)
}


def said(notice: str) -> str:
    """Return a document's notice, of one sentence or several, in the language spoken."""
    return " ".join(map(_said, _BETWEEN.split(notice)))


def _said(sentence: str) -> str:
    for text, pattern in _FILLED.items():
        if found := pattern.fullmatch(sentence):
            return tr(text, **{name: _value(name, found[name]) for name in found.groupdict()})
    return tr(sentence)


def _value(name: str, written: str) -> str | int:
    """Return what English put in for a {name}: a count, or numbers of pages as they are printed."""
    if name == "pages":
        return listed(_IN_ENGLISH.split(written))
    return written if name == "page" else int(re.sub(r"\D", "", written))
