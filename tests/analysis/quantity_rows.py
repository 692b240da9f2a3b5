"""Quantities compared with the rows of a table."""

from collections.abc import Sequence

from app.reading.quantity import Quantity


def check(
    found: Sequence[Quantity], expected: Sequence[tuple[str, ...]], windows: Sequence[str] = ()
) -> None:
    """Compare with rows of text, kind, value, unit and class of the modifier.

    A value is "low..high" for a range, nothing without one; a unit is not looked at where the row
    has none. Only ages, dates, bare ordinals and the `windows` claim nothing.
    """
    wanted = [(*row, *[""] * (5 - len(row))) for row in expected]
    got = [_row(quantity) for quantity in found]
    assert [row[:3] for row in got] == [row[:3] for row in wanted]
    assert [row[4] for row in got] == [row[4] for row in wanted]
    units = [(row[3], want[3]) for row, want in zip(got, wanted, strict=True) if want[3]]
    assert [unit for unit, _ in units] == [want for _, want in units]
    for quantity in found:
        naming = quantity.kind.value in {"age", "date"} or (
            quantity.kind.value == "rank" and quantity.unit is None
        )
        assert quantity.claim is not (naming or quantity.text in windows)


def _row(quantity: Quantity) -> tuple[str, ...]:
    value = "" if quantity.value is None else f"{quantity.value:f}"
    if quantity.value is None and quantity.low is not None:
        value = f"{quantity.low:f}.." + (f"{quantity.high:f}" if quantity.high is not None else "")
    return quantity.text, quantity.kind.value, value, quantity.unit or "", quantity.bound or ""
