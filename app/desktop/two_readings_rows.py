"""Two readings side by side, as rows: speakers of both, numbers that meet, what one has alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from app.desktop.pairs import Half, PairRow
from app.desktop.quotes_tab import WORDS
from app.desktop.rows import Head, Row
from app.desktop.speaker_rows import figure_half, pair_row
from app.insight.readings_compared import Alone, Compared, Quote, QuotePair, Shared
from app.language import ntr, number, tr
from app.reading.profile import Figure

SAME, NEARLY = 0.999, 0.8
"""From which likeness on two quotes have the same words, and nearly the same."""


def rows_of(found: Compared, readings: tuple[int, int]) -> list[Row]:
    """Return the rows of two readings, which are given by their ids."""
    rows: list[Row] = []
    for shared in found.shared:
        count = len(shared.quotes)
        rows.append(_head(_name(shared), count, _quotes_counted(count)))
        rows += [_quotes(pair, readings, named=False) for pair in shared.quotes]
    if found.figures:
        count = len(found.figures)
        pairs = ntr("{count} pair", "{count} pairs", count)
        rows.append(_head(tr("Numbers for the same thing"), count, pairs))
        rows += [pair_row(pair, readings=False) for pair in found.figures]
    rows += _alone(found.one, found.other, readings)
    return rows


def _alone(one: Alone, other: Alone, readings: tuple[int, int]) -> list[Row]:
    """Return what only one of the readings has; what stands beside each other has nothing in common."""
    rows: list[Row] = []
    quotes = [[quote for _, said in each.speakers for quote in said] for each in (one, other)]
    if any(quotes):
        count = sum(map(len, quotes))
        rows.append(_head(tr("Quoted in one of them only"), count, _quotes_counted(count)))
        beside = (QuotePair(quote, other_quote) for quote, other_quote in zip_longest(*quotes))
        rows += [_quotes(pair, readings, named=True) for pair in beside]
    figures: list[Sequence[Figure]] = [one.figures, other.figures]
    if any(figures):
        count = sum(map(len, figures))
        many = ntr("{count} number", "{count} numbers", count)
        rows.append(_head(tr("Numbers in one of them only"), count, many))
        rows += [_figures(*pair) for pair in zip_longest(*figures)]
    return rows


def _head(text: str, count: int, many: str) -> Head:
    return Head("", f"{text}, {many}", text, number(count))


def _quotes_counted(count: int) -> str:
    return ntr("{count} quote", "{count} quotes", count)


def _name(shared: Shared) -> str:
    one, other = shared.names
    return one if one == other else tr("{one}, beside it {other}", one=one, other=other)


def _quotes(pair: QuotePair, readings: tuple[int, int], *, named: bool) -> PairRow:
    halves = (
        _half(pair.one, readings[0], named=named),
        _half(pair.other, readings[1], named=named),
    )
    foot = ""
    if pair.likeness:
        foot = tr("The same words.") if pair.likeness >= SAME else tr("The words differ.")
        if NEARLY <= pair.likeness < SAME:
            foot = tr("Nearly the same words.")
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
    manner = tr(WORDS[quote.manner])
    lines = (("", f"{quote.speaker}, {manner}" if named else manner),)
    spoken = f"{quote.speaker}, {manner}: {quote.text}"
    return Half(
        reading, quote.span.start, quote.mark, spoken, quote.text, quote.manner, lines=lines
    )


def _row(halves: tuple[Half | None, Half | None], foot: str) -> PairRow:
    one, other = halves
    assert one or other
    key = "/".join(f"{half.mark}" if half else "" for half in halves)
    sides = (
        tr("First: {words}", words=one.spoken) if one else "",
        tr("second: {words}", words=other.spoken) if other else "",
    )
    spoken = ". ".join(side for side in sides if side)
    return PairRow(key, f"{spoken}. {foot}".strip(), halves, foot)
