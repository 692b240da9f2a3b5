"""What became of each entry of another tool's export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.language import ntr, tr


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
    taken, merged, skipped = fates[Fate.TAKEN], fates[Fate.MERGED], fates[Fate.SKIPPED]
    parts = [
        ntr(
            "{taken} of {count} entry taken",
            "{taken} of {count} entries taken",
            len(entries),
            taken=taken,
        )
    ]
    if merged:
        parts.append(tr("{count} united with readings that were there", count=merged))
    if skipped:
        parts.append(tr("{count} skipped", count=skipped))
    sentences = [f"{', '.join(parts)}."]
    if lost:
        sentences.append(
            ntr(
                "{count} highlight or note, {lost} of them without a place in a text yet.",
                "{count} highlights and notes, {lost} of them without a place in a text yet.",
                marks,
                lost=lost,
            )
        )
    elif marks:
        sentences.append(ntr("{count} highlight or note.", "{count} highlights and notes.", marks))
    bare = sum(entry.address_only and entry.fate is not Fate.SKIPPED for entry in entries)
    if bare:
        sentences.append(
            ntr(
                "Of {count} reading only the address is there so far.",
                "Of {count} readings only the address is there so far.",
                bare,
            )
        )
    return " ".join(sentences)
