"""Dates as lists show them."""

from __future__ import annotations

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def shown_date(date: str) -> str:
    """Return an ISO date as lists show it: "23 Mar 2022", "Mar 2022" or "2022"."""
    parts = date[:10].split("-")
    if (
        not all(part.isdigit() for part in parts)
        or not 1 <= int(parts[1] if parts[1:] else 1) <= 12
    ):
        return date
    if len(parts) == 1:
        return parts[0]
    month = MONTHS[int(parts[1]) - 1]
    return f"{int(parts[2])} {month} {parts[0]}" if len(parts) > 2 else f"{month} {parts[0]}"
