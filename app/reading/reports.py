"""What became of each entry of another tool's export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """What was done with an entry; its value is the word used in JSON."""

    TAKEN = "taken"
    MERGED = "merged"  # the library had this article already
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Taken:
    """One entry: its name, its fate, the reading it is now, and why it went that way.

    `placed` of its highlights and notes have a place, `lost` wait for a text that holds their
    words, `known` were there already. One that is `address_only` is to be fetched yet.
    """

    name: str
    fate: Fate
    reading: int | None = None
    why: str = ""
    placed: int = 0
    lost: int = 0
    known: int = 0
    address_only: bool = False


def told(account: Iterable[Taken]) -> str:
    """Return the account of an import in a sentence."""
    entries = list(account)
    fates = Counter(entry.fate for entry in entries)
    marks = sum(entry.placed + entry.lost for entry in entries)
    lost = sum(entry.lost for entry in entries)
    parts = [f"{fates[Fate.TAKEN]:,} of {_counted(len(entries), 'entry', 'entries')} taken"]
    if fates[Fate.MERGED]:
        parts.append(f"{fates[Fate.MERGED]:,} united with readings that were there")
    if fates[Fate.SKIPPED]:
        parts.append(f"{fates[Fate.SKIPPED]:,} skipped")
    sentence = f"{', '.join(parts)}."
    if marks:
        sentence += f" {_counted(marks, 'highlight or note', 'highlights and notes')}"
        sentence += f", {lost:,} of them without a place in a text yet." if lost else "."
    bare = sum(entry.address_only and entry.fate is not Fate.SKIPPED for entry in entries)
    if bare:
        sentence += f" Of {_counted(bare, 'reading', 'readings')} only the address is there so far."
    return sentence


def _counted(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
