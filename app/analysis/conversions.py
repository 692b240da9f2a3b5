"""Whether two amounts can be the same in different units."""

from __future__ import annotations

from decimal import Decimal

from app.reading.quantity import Quantity, QuantityKind
from app.reading.remarks import Remark

PER_DOLLAR: dict[str, tuple[str, str]] = {
    "USD": ("1", "1"), "EUR": ("0.60", "1.25"), "GBP": ("0.45", "0.98"), "JPY": ("70", "165"),
    "CHF": ("0.70", "1.85"), "CAD": ("0.90", "1.65"), "AUD": ("0.88", "2.10"),
    "NZD": ("1.10", "2.60"), "CNY": ("5.5", "8.8"), "INR": ("30", "95"), "KRW": ("750", "2000"),
    "SEK": ("5.8", "11.6"), "NOK": ("4.9", "12"), "DKK": ("4.6", "9.2"), "PLN": ("2.0", "5.2"),
    "MXN": ("7", "26"), "SGD": ("1.15", "1.90"), "HKD": ("7.5", "8.1"), "ILS": ("2.8", "5.2"),
    "CZK": ("14", "42"), "HUF": ("140", "450"), "THB": ("24", "57"), "PHP": ("24", "62"),
    "ZAR": ("3", "20"), "BRL": ("0.8", "6.5"), "TWD": ("24", "36"), "MYR": ("2.4", "4.9"),
    "SAR": ("3.7", "3.8"), "AED": ("3.6", "3.7"),
}  # fmt: skip
"""What one US dollar bought at its dearest and cheapest since 1995, rounded outward. An amount of
an older time, or of a currency that collapsed, is not judged: such currencies are left out."""

SLACK = Decimal("1.15")
"""How far beyond the range an amount may lie: both are rounded."""

IN_BASE: dict[str, tuple[str, str]] = {
    "km": ("length", "1000"), "m": ("length", "1"), "cm": ("length", "0.01"), "mm": ("length", "0.001"),
    "miles": ("length", "1609.344"), "nautical miles": ("length", "1852"), "yards": ("length", "0.9144"),
    "feet": ("length", "0.3048"), "inches": ("length", "0.0254"),
    "kg": ("mass", "1"), "g": ("mass", "0.001"), "tons": ("mass", "1000"),
    "metric tons": ("mass", "1000"), "pounds": ("mass", "0.45359237"),
    "ounces": ("mass", "0.0283495"), "stone": ("mass", "6.35029"),
    "hectares": ("area", "10000"), "acres": ("area", "4046.86"), "square km": ("area", "1000000"),
    "square miles": ("area", "2589988"), "square metres": ("area", "1"),
    "square feet": ("area", "0.092903"),
    "litres": ("volume", "1"), "gallons": ("volume", "3.785"), "pints": ("volume", "0.5"),
    "km/h": ("speed", "1"), "mph": ("speed", "1.609344"), "knots": ("speed", "1.852"),
}  # fmt: skip
"""Each unit's dimension and size in the dimension's base."""

MEASURED = Decimal("1.25")
"""How far apart two rounded measures may lie; short and long tons, US and British pints pass."""


def far_off(one: Quantity, other: Quantity) -> str | None:
    """Return the question to ask where the second amount is no conversion of the first."""
    if one.value is None or other.value is None or not one.value or one.unit == other.unit:
        return None
    if one.kind is other.kind is QuantityKind.MONEY:
        return _money(one, other, one.value, other.value)
    if one.kind is other.kind is QuantityKind.MEASURE:
        return _measure(one, other, one.value, other.value)
    return None


def _money(one: Quantity, other: Quantity, value: Decimal, told: Decimal) -> str | None:
    first, second = PER_DOLLAR.get(one.unit or ""), PER_DOLLAR.get(other.unit or "")
    if first is None or second is None or told <= 0 or value < 0:
        return None
    low = value * Decimal(second[0]) / Decimal(first[1])
    high = value * Decimal(second[1]) / Decimal(first[0])
    if low / SLACK <= told <= high * SLACK:
        return None
    return Remark.EXCHANGED.format(
        amount=one.text, low=_short(low), high=f"{_short(high)} {other.unit}", told=_short(told)
    )


def _measure(one: Quantity, other: Quantity, value: Decimal, told: Decimal) -> str | None:
    if {one.unit, other.unit} == {"degrees Celsius", "degrees Fahrenheit"}:
        celsius = one.unit == "degrees Celsius"
        wanted = value * 9 / 5 + 32 if celsius else (value - 32) * 5 / 9
        if abs(wanted - told) <= Decimal(2):
            return None
        return _asked(one, wanted, told, other)
    first, second = IN_BASE.get(one.unit or ""), IN_BASE.get(other.unit or "")
    if first is None or second is None or first[0] != second[0] or told <= 0 or value <= 0:
        return None
    wanted = value * Decimal(first[1]) / Decimal(second[1])
    if wanted / MEASURED <= told <= wanted * MEASURED:
        return None
    return _asked(one, wanted, told, other)


def _asked(one: Quantity, wanted: Decimal, told: Decimal, other: Quantity) -> str:
    return Remark.CONVERTED.format(
        amount=one.text, wanted=f"{_short(wanted)} {other.unit}", told=_short(told)
    )


def _short(value: Decimal) -> str:
    """Return an amount with two or three digits that count: "7.3 million"."""
    for size, word in ((10**12, " trillion"), (10**9, " billion"), (10**6, " million")):
        if abs(value) >= size:
            return f"{float(value / size):.3g}{word}"
    if abs(value) >= 100:
        return f"{round(value):,}"
    return f"{float(value):.3g}"
