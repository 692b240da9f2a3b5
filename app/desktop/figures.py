"""Numbers as lists show them."""

from __future__ import annotations

from decimal import Decimal

from app.reading.quantity import Quantity, QuantityKind

ABOUT = frozenset({"about", "around", "roughly", "approximately", "nearly", "almost", "some"})
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "$": "$", "€": "€", "£": "£", "¥": "¥"}


def value_of(quantity: Quantity) -> str:
    """Return what the number says, short: "over 2,400", "38 to 45 million", "1,000 or more"."""
    low, high, value = quantity.low, quantity.high, quantity.value
    if quantity.kind is QuantityKind.SCORE and low is not None and high is not None:
        return f"{_plain(low)}–{_plain(high)}"
    modifier = (quantity.modifier or "").casefold()
    if value is None:
        if low is not None and high is not None:
            return f"{number(low, quantity)} to {number(high, quantity)}"
        if low is not None:
            return f"{number(low, quantity)} or more"
        if high is not None:
            return f"up to {number(high, quantity)}"
        return quantity.text
    shown = number(value, quantity)
    if modifier in ABOUT:
        return f"about {shown}"
    if low is not None and high is None:
        return f"{'at least' if modifier.startswith(('at least', 'no ')) else 'over'} {shown}"
    if high is not None and low is None:
        return f"{'up to' if modifier.startswith(('up to', 'at most', 'no ')) else 'under'} {shown}"
    return shown


def reads_as_written(quantity: Quantity) -> bool:
    """Tell whether the article's own words show the same figures as `value_of`."""
    figures = [f for f in (quantity.value, quantity.low, quantity.high) if f is not None]
    return all(_plain(figure) in quantity.text for figure in figures[:1]) or all(
        number(figure, quantity).removesuffix(" %") in quantity.text for figure in figures
    )


def unit_of(quantity: Quantity) -> str:
    """Return the unit that stands beside the value, "" where the value shows it already."""
    unit = quantity.unit or ""
    if unit in SIGNS or (quantity.kind is QuantityKind.PERCENT and unit in {"%", "percent"}):
        return ""
    return unit


def number(value: Decimal, quantity: Quantity) -> str:
    """Return one figure with thousands grouped, and its currency or percent sign."""
    if quantity.kind is QuantityKind.DATE:
        return _ungrouped(value)
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


def _plain(value: Decimal) -> str:
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _ungrouped(value: Decimal) -> str:
    return _plain(value).replace(",", "")
