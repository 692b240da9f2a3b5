"""The forms in which other tools hand out what they keep."""

from __future__ import annotations

from enum import Enum

from app.language import later


class Form(Enum):
    """A form of export: `key` begins the keys of its items, `label` is what a reader calls it.

    It is to be said by `tr`.
    """

    SAYSO = ("sayso", "Sayso")
    POCKET = ("pocket", "Pocket")
    INSTAPAPER = ("instapaper", "Instapaper")
    OMNIVORE = ("omnivore", "Omnivore")
    READWISE = ("readwise", "Readwise")
    READER = ("reader", "Readwise Reader")
    WALLABAG = ("wallabag", "wallabag")
    HYPOTHESIS = ("hypothesis", "Hypothesis")
    WEB_ANNOTATION = ("annotation", later("Web Annotations (JSON-LD)"))
    BOOKMARKS = ("bookmarks", later("Browser bookmarks"))
    CSL_JSON = ("csl", "CSL-JSON")
    BIBTEX = ("bibtex", "BibTeX")
    RIS = ("ris", "RIS")
    ZOTERO = ("zotero", "Zotero")
    PDF_FOLDER = ("pdf", later("A folder of PDFs"))

    def __init__(self, key: str, label: str) -> None:
        self.key = key
        self.label = label
