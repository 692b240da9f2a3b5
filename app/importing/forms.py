"""The forms in which other tools hand out what they keep."""

from __future__ import annotations

from enum import Enum


class Form(Enum):
    """A form of export: `key` begins the keys of its items, `label` is what a reader calls it."""

    POCKET = ("pocket", "Pocket")
    INSTAPAPER = ("instapaper", "Instapaper")
    OMNIVORE = ("omnivore", "Omnivore")
    READWISE = ("readwise", "Readwise")
    READER = ("reader", "Readwise Reader")
    WALLABAG = ("wallabag", "wallabag")
    HYPOTHESIS = ("hypothesis", "Hypothesis")
    BOOKMARKS = ("bookmarks", "Browser bookmarks")
    CSL_JSON = ("csl", "CSL-JSON")
    BIBTEX = ("bibtex", "BibTeX")
    RIS = ("ris", "RIS")
    ZOTERO = ("zotero", "Zotero")
    PDF_FOLDER = ("pdf", "A folder of PDFs")

    def __init__(self, key: str, label: str) -> None:
        self.key = key
        self.label = label
