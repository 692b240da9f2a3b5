"""Numbers of two claimants for what seems the same thing, and what is to be said of the two.

Only what the texts state is said, and what is to be looked at; never that one of them is wrong.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.exporting.inventory import Inventory, Number, Quote
from app.exporting.segments import shown
from app.exporting.wording import capitalised
from app.language import number as in_figures
from app.language import tr
from app.reading.annotation import Reading
from app.reading.comparison import Comparison
from app.reading.quantity import Quantity

LONGEST = 240
"""Characters of a quote that is passed on whole; of a longer one only its number is given."""

_TIMES = 2
"""From this ratio on one number is said to be so many times the other, below it so many percent more."""

_ROUND = 10
"""From this ratio on it is given without decimals."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two numbers in text order, with some sentences on the two."""

    one: Number
    other: Number
    remark: str


def side_by_side(reading: Reading, inventory: Inventory) -> Iterator[SideBySide]:
    """Yield the numbers of a reading to be compared; `inventory` holds what marks were chosen."""
    listed = {item.quantity.id: item for item in inventory.numbers if not item.heading}
    starts = [block.start for block in reading.document.blocks]
    for comparison in reading.comparisons:
        one, other = listed.get(comparison.one), listed.get(comparison.other)
        if one is not None and other is not None:
            caveats = (_caveat(reading, inventory.quotes, starts, item) for item in (one, other))
            said = (_ratio(one.quantity, other.quantity), *caveats, _advice(comparison))
            yield SideBySide(one, other, " ".join(filter(None, said)))


def claimant(item: Number) -> str:
    """Return who gives a number, and through whom; it begins with a capital."""
    if not item.chain:
        return capitalised(tr("the article itself"))
    name = capitalised(shown(item.chain[-1]).strip())
    through = shown(" › ".join(item.chain[:-1])).strip()
    return tr("{who}, through {names}", who=name, names=through) if through else name


def _ratio(one: Quantity, other: Quantity) -> str:
    """Return how far two numbers lie apart, as they are written; "" where that says nothing."""
    smaller, larger = sorted((_size(one), _size(other)))
    if smaller <= 0 or smaller == larger:
        return ""
    ratio = larger / smaller
    if ratio < _TIMES:
        percent = round((ratio - 1) * 100)
        words = tr("The larger is about {percent} percent more than the smaller.", percent=percent)
        return words if percent else ""
    times = round(float(ratio), 1)
    exact = int(times) if times.is_integer() or times >= _ROUND else times
    return tr("The larger is about {times} times the smaller.", times=in_figures(exact))


def _size(quantity: Quantity) -> Decimal:
    found = (quantity.value, quantity.low, quantity.high)
    return next((size for size in found if size is not None), Decimal(0))


def _caveat(reading: Reading, quotes: Sequence[Quote], starts: Sequence[int], item: Number) -> str:
    """Return what else somebody says behind their number in the same paragraph, "" for nothing."""
    if not item.chain:
        return ""
    at = item.spans[-1].end
    place = bisect_right(starts, item.spans[0].start)
    end = starts[place] if place < len(starts) else len(reading.document.text)
    more = next(
        (
            quote
            for quote in quotes
            if quote.chain[-1:] == item.chain[-1:] and at <= quote.spans[0].start < end
        ),
        None,
    )
    if more is None:
        return ""
    who = capitalised(shown(item.chain[-1]).strip())
    text = reading.document.text
    words = " … ".join(" ".join(text[s.start : s.end].split()) for s in more.spans)
    if len(words) > LONGEST:
        return tr("See what {who} says next ({id}).", who=who, id=more.id)
    words = shown(words).strip().rstrip(".,;")
    return tr("{who} says next: {words} ({id}).", who=who, words=words, id=more.id)


def _advice(comparison: Comparison) -> str:
    if comparison.alike:
        return tr("Check the date and the method of both.")
    return tr("See whether both count the same, and check the date and the method of both.")
