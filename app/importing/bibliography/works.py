"""A work described in CSL-JSON as an item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import quote, unquote

from app.importing.bibliography.dates import iso_date
from app.importing.bibliography.names import byline
from app.importing.bibliography.wording import plain, words
from app.reading.imported import ImportedItem

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sup|sub|sc|span)\b[^<>]{0,100}>", re.IGNORECASE)
_LONGEST = 2000
_ISSUED_BY_A_BODY = ("report", "webpage", "dataset", "document", "standard")

_LANGUAGES = {
    name: code
    for code, names in (
        ("en", "english eng"),
        ("de", "german deutsch ger deu ngerman"),
        ("fr", "french français francais fre fra"),
        ("es", "spanish español espanol castellano spa"),
        ("it", "italian italiano ita"),
        ("pt", "portuguese português portugues por"),
        ("nl", "dutch nederlands dut nld"),
        ("ru", "russian русский rus"),
        ("pl", "polish polski pol"),
        ("sv", "swedish svenska swe"),
        ("zh", "chinese 中文 chi zho"),
        ("ja", "japanese 日本語 jpn"),
    )
    for name in names.split()
}


def item_of(csl: Mapping[str, Any], key: str) -> ImportedItem:
    """Return the item of a work; facts the CSL item does not tell are left empty."""
    kept = plain(csl) or {}
    kind = words(kept.get("type"))
    outlet = words(kept.get("container-title"))
    if not outlet and kind in _ISSUED_BY_A_BODY:
        outlet = words(kept.get("publisher"))
    authors = byline(kept.get("author"))
    if not authors and kind == "book":
        authors = byline(kept.get("editor"))
    return ImportedItem(
        key=key,
        title=_unmarked(words(kept.get("title")))[:_LONGEST],
        address=address_of(kept),
        byline=authors[:_LONGEST],
        outlet=_unmarked(outlet)[:_LONGEST],
        published=iso_date(kept.get("issued")),
        language=language_code(words(kept.get("language"))),
        csl=kept,
    )


def address_of(csl: Mapping[str, Any]) -> str:
    """Return the web address of a work: its own, else that of its DOI."""
    if found := _ADDRESS.match(words(csl.get("URL"))):
        return found[0][:_LONGEST]
    name = doi(words(csl.get("DOI")))
    return f"https://doi.org/{quote(name, safe='/:;()._-+<>[]')}" if name else ""


def doi(text: str) -> str:
    """Return the DOI in a text or an address, as it is registered; empty for none."""
    found = _DOI.search(unquote(text[:_LONGEST]) if "%" in text else text[:_LONGEST])
    return found[0].rstrip(".,;") if found else ""


def language_code(name: str) -> str:
    """Return the two-letter code of a language named or tagged ("en-US"); empty if not known."""
    first = re.split(r"[-_,; ]", name.strip().lower(), maxsplit=1)[0]
    if len(first) == 2 and first.isascii() and first.isalpha():
        return first
    return _LANGUAGES.get(first, "")


def _unmarked(title: str) -> str:
    """Return a title without the tags that set parts of it in italics and the like."""
    return unescape(_MARKUP.sub("", title)) if "<" in title or "&" in title else title
