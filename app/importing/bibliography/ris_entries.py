"""The entries of a RIS file, and of what PubMed writes by the name of NBIB."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TAG = re.compile(r"\s{0,3}([A-Z][A-Z0-9]) {1,2}-(?: |$)(.*)")
_ONE_LINE = frozenset(("TY", "AU", "A1", "A2", "A3", "A4", "ED", "PY", "Y1", "DA", "DO", "ID"))
"""Tags whose values never go on in the next line."""

_PUBMED = re.compile(r"\s*PMID ?- ")
_PUBMED_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- (.*)")
_OF_RIS = {
    "TI": "TI",
    "BTI": "BT",
    "FAU": "AU",
    "CN": "AU",
    "JT": "JF",
    "TA": "JA",
    "DP": "DA",
    "VI": "VL",
    "IP": "IS",
    "PG": "SP",
    "AB": "AB",
    "LID": "DO",
    "AID": "DO",
    "OT": "KW",
    "MH": "KW",
    "LA": "LA",
    "IS": "SN",
    "PMID": "ID",
    "GN": "N1",
}


@dataclass(slots=True)
class Entry:
    """The tags of one entry in their order; `line` is where it begins, from 1.

    One that is not `typed` has no beginning of its own.
    """

    line: int
    tags: dict[str, list[str]] = field(default_factory=dict)
    typed: bool = False
    last: str = ""

    def add(self, tag: str, value: str) -> None:
        """Take a value."""
        self.tags.setdefault(tag, []).append(value)
        self.last = tag

    def go_on(self, line: str) -> None:
        """Take a line without a tag: it continues the value before it."""
        if self.last and self.last not in _ONE_LINE:
            self.tags[self.last][-1] += "\n" + line


def entries_of(text: str) -> Iterator[Entry]:
    """Yield the entries of a file; one without an end ends where the next begins."""
    return _pubmed_entries(text) if _PUBMED.match(text) else _ris_entries(text)


def _ris_entries(text: str) -> Iterator[Entry]:
    entry: Entry | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        found = _TAG.fullmatch(line)
        if found is None:
            if entry is not None:
                entry.go_on(line.strip())
            continue
        tag, value = found[1], found[2].strip()
        if tag == "ER":
            if entry is not None:
                yield entry
            entry = None
            continue
        if tag == "TY" and entry is not None and entry.typed:
            yield entry
            entry = None
        if entry is None:
            entry = Entry(number)
        entry.typed = entry.typed or tag == "TY"
        entry.add(tag, value)
    if entry is not None:
        yield entry


def _pubmed_entries(text: str) -> Iterator[Entry]:
    entry: Entry | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        found = _PUBMED_TAG.fullmatch(line)
        if found is None:
            if entry is not None and line.startswith(" "):
                entry.go_on(line.strip())
            continue
        if found[1] == "PMID":
            if entry is not None:
                yield entry
            entry = Entry(number, {"TY": ["JOUR"]}, typed=True)
        if entry is not None:
            entry.last = ""
            if tag := _OF_RIS.get(found[1]):
                entry.add(tag, found[2].strip())
    if entry is not None:
        yield entry
