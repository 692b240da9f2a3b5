"""Two readings side by side, as rows: speakers of both, numbers that meet, what one has alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from app.desktop.pairs import Half, PairRow
from app.desktop.quotes_tab import WORDS
from app.desktop.rows import Head, Row
from app.desktop.speaker_rows import figure_half, pair_row
from app.insight.readings_compared import Alone, Compared, Quote, QuotePair, Shared
from app.reading.profile import Figure

SAME, NEARLY = 0.999, 0.8
"""From which likeness on two quotes have the same words, and nearly the same."""


def rows_of(found: Compared, readings: tuple[int, int]) -> list[Row]:
    """Return the rows of two readings, which are given by their ids."""
    rows: list[Row] = []
    for shared in found.shared:
        rows.append(_head(_name(shared), len(shared.quotes), "quote"))
        rows += [_quotes(pair, readings, named=False) for pair in shared.quotes]
    if found.figures:
        rows.append(_head("Numbers for the same thing", len(found.figures), "pair"))
        rows += [pair_row(pair, readings=False) for pair in found.figures]
    rows += _alone(found.one, found.other, readings)
    return rows


def _alone(one: Alone, other: Alone, readings: tuple[int, int]) -> list[Row]:
    """Return what only one of the readings has; what stands beside each other has nothing in common."""
    rows: list[Row] = []
    quotes = [[quote for _, said in each.speakers for quote in said] for each in (one, other)]
    if any(quotes):
        rows.append(_head("Quoted in one of them only", sum(map(len, quotes)), "quote"))
        beside = (QuotePair(quote, other_quote) for quote, other_quote in zip_longest(*quotes))
        rows += [_quotes(pair, readings, named=True) for pair in beside]
    figures: list[Sequence[Figure]] = [one.figures, other.figures]
    if any(figures):
        rows.append(_head("Numbers in one of them only", sum(map(len, figures)), "number"))
        rows += [_figures(*pair) for pair in zip_longest(*figures)]
    return rows


def _head(text: str, count: int, thing: str) -> Head:
    many = f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
    return Head("", f"{text}, {many}", text, f"{count:,}")


def _name(shared: Shared) -> str:
    one, other = shared.names
    return one if one == other else f"{one}, beside it {other}"


def _quotes(pair: QuotePair, readings: tuple[int, int], *, named: bool) -> PairRow:
    halves = (
        _half(pair.one, readings[0], named=named),
        _half(pair.other, readings[1], named=named),
    )
    foot = ""
    if pair.likeness:
        foot = "The same words." if pair.likeness >= SAME else "The words differ."
        if NEARLY <= pair.likeness < SAME:
            foot = "Nearly the same words."
    return _row(halves, foot)


def _figures(one: Figure | None, other: Figure | None) -> PairRow:
    halves = (
        figure_half(one, readings=False) if one else None,
        figure_half(other, readings=False) if other else None,
    )
    return _row(halves, "")


def _half(quote: Quote | None, reading: int, *, named: bool) -> Half | None:
    if quote is None:
        return None
    manner = WORDS[quote.manner]
    lines = (("", f"{quote.speaker}, {manner}" if named else manner),)
    spoken = f"{quote.speaker}, {manner}: {quote.text}"
    return Half(
        reading, quote.span.start, quote.mark, spoken, quote.text, quote.manner, lines=lines
    )


def _row(halves: tuple[Half | None, Half | None], foot: str) -> PairRow:
    there = [half for half in halves if half is not None]
    key = "/".join(f"{half.mark}" if half else "" for half in halves)
    sides = "First: {}", "second: {}"
    spoken = ". ".join(
        side.format(half.spoken) for side, half in zip(sides, halves, strict=True) if half
    )
    assert there
    return PairRow(key, f"{spoken}. {foot}".strip(), halves, foot)
