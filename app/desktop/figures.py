"""Numbers as lists, the card and copies show them."""

from __future__ import annotations

from decimal import Decimal

from app.language import later
from app.reading.quantity import Bound, Quantity, QuantityKind

ABOUT = frozenset({"about", "around", "roughly", "approximately", "nearly", "almost", "some"})
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "$": "$", "€": "€", "£": "£", "¥": "¥"}
BOUNDS = {
    Bound.EXACTLY: "",
    Bound.MORE_THAN: later("over"),
    Bound.AT_LEAST: later("at least"),
    Bound.UP_TO: later("up to"),
    Bound.UNDER: later("under"),
    Bound.ABOUT: later("about"),
    Bound.NEARLY: later("nearly"),
}
"""How exactly a figure is meant. Beside a figure they are the article's language, which is English;
where the reader chooses among them they are said by `tr()`.
"""

COUNTED = frozenset({QuantityKind.COUNT, QuantityKind.RATIO, QuantityKind.RANK, QuantityKind.SCORE})
"""Kinds whose unit is a noun that stands outside the number's own words."""

FRACTION = "fraction"
"""The unit of a share that is of nothing named; to read, it says nothing."""

LONGEST = 24
"""Digits of a figure that are written out; a longer one is given as a power of ten."""


DECIMALS, SHOWN = 8, 3
"""A figure with more decimals than the first is cut after as many as the second says."""


def value_of(quantity: Quantity) -> str:
    """Return what the number says, short: "over 2,400", "38 to 45 million", "1,000 or more"."""
    low, high, value = quantity.low, quantity.high, quantity.value
    if quantity.kind is QuantityKind.SCORE and low is not None and high is not None:
        return f"{_plain(low)}–{_plain(high)}"
    if value is not None:
        return f"{_bound(quantity)} {number(value, quantity)}".strip()
    if low is not None and high is not None:
        between = _between(number(low, quantity), number(high, quantity))
        return f"{BOUNDS[quantity.bound]} {between}".strip() if quantity.bound else between
    if low is not None:
        return f"{number(low, quantity)} or more"
    if high is not None:
        return f"up to {number(high, quantity)}"
    return quantity.text


def _between(low: str, high: str) -> str:
    # A word both ends share is said once: "38 to 45 million", "3 to 5 %".
    figure, _, word = low.partition(" ")
    return f"{figure if word and high.endswith(f' {word}') else low} to {high}"


def _bound(quantity: Quantity) -> str:
    if quantity.bound is not None:
        return BOUNDS[quantity.bound]
    # Readings marked before bounds were kept have the modifier's own words alone.
    modifier = (quantity.modifier or "").casefold()
    if modifier in ABOUT:
        return "about"
    if quantity.low is not None and quantity.high is None:
        return "at least" if modifier.startswith(("at least", "no ")) else "over"
    if quantity.high is not None and quantity.low is None:
        return "up to" if modifier.startswith(("up to", "at most", "no ")) else "under"
    return ""


def reads_as_written(quantity: Quantity) -> bool:
    """Tell whether the article's own words show the same figures as `value_of`."""
    text = quantity.text.replace(",", "")
    figures = [f for f in (quantity.value, quantity.low, quantity.high) if f is not None]
    return all(_plain(figure).replace(",", "") in text for figure in figures[:1]) or all(
        number(figure, quantity).removesuffix(" %").replace(",", "") in text for figure in figures
    )


def normal_of(quantity: Quantity) -> str:
    """Return what the number says in figures where its own words do not: "4 weeks", else ""."""
    if quantity.kind is QuantityKind.DATE or reads_as_written(quantity):
        return ""
    apart = unit_beside(quantity) or quantity.unit == FRACTION
    return f"{value_of(quantity)} {'' if apart else unit_of(quantity)}".strip()


def unit_of(quantity: Quantity) -> str:
    """Return the unit that stands beside the value, "" where the value shows it already."""
    unit = quantity.unit or ""
    if unit in SIGNS or (quantity.kind is QuantityKind.PERCENT and unit in {"%", "percent"}):
        return ""
    return unit


def unit_beside(quantity: Quantity) -> str:
    """Return the unit that has to stand beside the number's own words.

    That is what a count counts, and what a number shares with a later one: "from 40 to 50 percent".
    """
    unit = quantity.unit_text or quantity.unit or ""
    unit = "percent" if unit == "%" else unit
    if quantity.kind is QuantityKind.DATE or unit == FRACTION:
        return ""
    if quantity.kind not in COUNTED and not _is_bare(quantity):
        return ""
    return "" if unit.casefold() in quantity.text.casefold() else unit


def _is_bare(quantity: Quantity) -> bool:
    """Tell whether there are only digits behind the modifier."""
    words = quantity.text.removeprefix(quantity.modifier or "")
    return all(character.isdigit() or character in " .,-–" for character in words)


def number(value: Decimal, quantity: Quantity) -> str:
    """Return one figure with thousands grouped, and its currency or percent sign."""
    if quantity.kind is QuantityKind.DATE:
        return _plain(value).replace(",", "")
    for size, word in ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"),
                       (Decimal(10) ** 6, "million")):  # fmt: skip
        if abs(value) >= size:
            shown = f"{_plain(value / size)} {word}"
            break
    else:
        shown = _plain(value)
    if quantity.kind is QuantityKind.PERCENT and (quantity.unit or "%") in {"%", "percent"}:
        return f"{shown} %"
    return SIGNS.get(quantity.unit or "", "") + shown


def bare(value: Decimal | None) -> str:
    """Return a figure as programs read it, "2400" or "0.5"; "" for none."""
    if value is None:
        return ""
    if abs(value.adjusted()) > LONGEST:
        return f"{value:E}"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: Decimal) -> str:
    if abs(value.adjusted()) > LONGEST:
        return f"{value:.3g}"
    text = f"{value:,f}"
    whole, point, decimals = text.partition(".")
    if len(decimals) > DECIMALS:  # a third and its like go on for ever
        return f"{whole}{point}{decimals[:SHOWN]}…"
    return text.rstrip("0").rstrip(".") if point else text
