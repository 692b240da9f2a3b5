"""The tags of a RIS entry as a CSL-JSON item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.importing.bibliography.dates import csl_date
from app.importing.bibliography.names import turned
from app.importing.bibliography.wording import words
from app.importing.bibliography.works import doi

Tags = Mapping[str, Sequence[str]]

_KINDS = {
    tag: kind
    for kind, tags in (
        ("article-journal", "JOUR EJOUR JFULL ABST INPR EJOU"),
        ("article-magazine", "MGZN"),
        ("article-newspaper", "NEWS"),
        ("book", "BOOK EBOOK EDBOOK CLSWK SER WHOLE"),
        ("chapter", "CHAP ECHAP"),
        ("entry-dictionary", "DICT"),
        ("entry-encyclopedia", "ENCYC"),
        ("paper-conference", "CONF CPAPER"),
        ("thesis", "THES"),
        ("report", "RPRT GOVDOC"),
        ("standard", "STAND"),
        ("webpage", "ELEC WEB ICOMM ONLINE"),
        ("post-weblog", "BLOG"),
        ("personal_communication", "PCOMM"),
        ("speech", "SLIDE"),
        ("manuscript", "MANSCPT UNPB UNPD"),
        ("pamphlet", "PAMP"),
        ("patent", "PAT"),
        ("legal_case", "CASE LEGAL"),
        ("legislation", "STAT"),
        ("bill", "BILL UNBILL"),
        ("hearing", "HEAR"),
        ("map", "MAP"),
        ("graphic", "ART FIGURE CHART"),
        ("motion_picture", "MPCT VIDEO ADVS MULTI"),
        ("song", "SOUND MUSIC"),
        ("software", "COMP"),
        ("dataset", "DATA AGGR DBASE"),
    )
    for tag in tags.split()
}

# CSL name: the tags it is taken from, the first that is there.
_FIELDS = {
    "title": ("TI", "T1", "CT"),
    "title-short": ("ST",),
    "container-title": ("T2", "JF", "JO", "BT", "JA"),
    "container-title-short": ("J2", "JA"),
    "collection-title": ("T3",),
    "volume": ("VL",),
    "issue": ("IS", "CP"),
    "edition": ("ET",),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "number-of-volumes": ("NV",),
    "call-number": ("CN",),
    "archive": ("DB",),
    "source": ("DP",),
    "archive_location": ("AN",),
    "language": ("LA",),
    "section": ("SE",),
    "license": ("CR",),
    "abstract": ("AB", "N2"),
}
_EDITED = ("chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia")
_SERIALS = ("article-journal", "article-magazine", "article-newspaper")
_PRINTED_ELSEWHERE = (*_SERIALS, *_EDITED, "webpage", "post-weblog", "legislation", "bill")
_NOTES = ("N1", "RN", "M2")


def csl_of(tags: Tags) -> dict[str, Any]:
    """Return the CSL item of an entry."""
    kind = _KINDS.get(first(tags, "TY").upper(), "document")
    csl: dict[str, Any] = {"id": first(tags, "ID"), "type": kind}
    for name, sources in _FIELDS.items():
        csl[name] = first(tags, *sources)
    # A book has its title where a chapter has that of its book.
    csl["title"] = csl["title"] or first(tags, "BT", "T2")
    if kind not in _PRINTED_ELSEWHERE:
        csl["collection-title"] = csl["collection-title"] or first(tags, "T2")
        csl["container-title"] = first(tags, "JF", "JO")
    if kind in _SERIALS:
        # Full titles before abbreviated ones, which some programs write first.
        csl["container-title"] = max(
            (first(tags, name) for name in ("T2", "JF", "JO", "JA")), key=len
        )
    csl["author"] = _names(tags, "AU", "A1")
    editors = ("ED", "A2") if kind in (*_EDITED, "book") else ("ED",)
    csl["editor"] = _names(tags, *editors)
    csl["collection-editor"] = _names(tags, "A3")
    csl["translator"] = _names(tags, "A4")
    csl["page"] = _pages(tags)
    csl["DOI"] = next(filter(None, (doi(words(each)) for each in _all(tags, "DO", "DI", "M3"))), "")
    csl["URL"] = next(
        (each for each in map(words, _all(tags, "UR", "L2")) if each.lower().startswith("http")), ""
    )
    csl["ISSN" if kind in _SERIALS else "ISBN"] = first(tags, "SN")
    csl["issued"] = _issued(tags)
    csl["accessed"] = csl_date(first(tags, "Y2"))
    if not csl["DOI"]:
        csl["genre"] = first(tags, "M3")
    csl["number"] = "" if kind in _SERIALS else first(tags, "M1")
    return csl


def first(tags: Tags, *names: str) -> str:
    """Return the first value of the first tag that has one, on one line."""
    return next(filter(None, map(words, _all(tags, *names))), "")


def notes_of(tags: Tags) -> Iterator[tuple[str, str]]:
    """Yield what readers wrote, by the tag it stands in."""
    for name in _NOTES:
        for note in tags.get(name, ()):
            yield name, note


def _all(tags: Tags, *names: str) -> Iterator[str]:
    for name in names:
        yield from tags.get(name, ())


def _names(tags: Tags, *sources: str) -> list[dict[str, str]]:
    return [name for one in _all(tags, *sources) if (name := turned(one))]


def _pages(tags: Tags) -> str:
    begin, end = first(tags, "SP"), first(tags, "EP")
    if not begin or not end or begin == end or "-" in begin:
        return begin or end
    return f"{begin}-{end}"


def _issued(tags: Tags) -> dict[str, Any]:
    """Return the date that tells most: some programs write the year alone beside the day."""
    found = [
        date for name in ("DA", "PY", "Y1") if (date := csl_date(first(tags, name).rstrip("/ ")))
    ]
    return max(found, key=lambda date: len((date.get("date-parts") or [[]])[0]), default={})
