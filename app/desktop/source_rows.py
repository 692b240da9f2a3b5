"""The rows of the inspector's list of sources, made before anybody looks at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.desktop.rows import Head, Row
from app.desktop.shares import NOBODY, Share, Shares, shares_of
from app.language import later, ntr, tr
from app.rendering.findings import Findings

NAMELESS = later("Nobody named")


@dataclass(frozen=True)
class SourceRow(Row):
    """One source; `longest` are the words of the one with the most."""

    name: str = ""
    role: str = ""
    anonymous: bool = False
    quoted: int = 0
    reported: int = 0
    longest: int = 1


@dataclass(frozen=True)
class SilentRow(Row):
    """Somebody who is named and says nothing."""

    name: str = ""


@dataclass(frozen=True)
class ListedSources:
    """The list, and whose words each mark is; `within` tells in which quote a number stands."""

    shares: Shares = field(default_factory=Shares)
    rows: tuple[Row, ...] = ()
    of_mark: Mapping[str, str] = field(default_factory=dict)
    within: Mapping[str, str] = field(default_factory=dict)


def sources_in(found: Findings) -> ListedSources:
    """List every source with its words, then those who are named and say nothing."""
    shares = shares_of(found.document, found.analysis, found.marks, found.composition.words)
    of_mark = {mark: share.name for share in shares.sources for mark in share.marks}
    within: dict[str, str] = {}
    for quantity in found.analysis.quantities:
        if quantity.claimed_by:
            of_mark[quantity.id] = quantity.claimed_by[0]
        if quantity.attribution:
            within[quantity.id] = quantity.attribution
    longest = max((share.words for share in shares.sources), default=1)
    rows: list[Row] = [_row(share, longest) for share in shares.sources]
    if shares.silent:
        silent = tr("Named, never quoted")
        rows.append(Head("", silent, silent))
        rows += [
            SilentRow("", tr("{name}, never quoted", name=name), name) for name in shares.silent
        ]
    return ListedSources(shares, tuple(rows), of_mark, within)


def speakers_in(found: Findings) -> int:
    """Count who says something a reader sees by default, outside the headline."""
    return len({a.speaker for a in found.analysis.attributions if a.speaker and not a.heading})


def source_key(name: str) -> str:
    """Return the key of a source's row."""
    return f"source:{name}"


def _row(share: Share, longest: int) -> SourceRow:
    name = share.name if share.name != NOBODY else tr(NAMELESS)
    parts = (
        name,
        share.role,
        ntr("{count} word", "{count} words", share.words),
        tr("{count} in quotation marks", count=share.quoted),
        tr("{count} reported", count=share.reported),
    )
    spoken = ", ".join(part for part in parts if part)
    return SourceRow(
        source_key(share.name), spoken, name, share.role, share.anonymous, share.quoted, share.reported,
        longest,
    )  # fmt: skip
