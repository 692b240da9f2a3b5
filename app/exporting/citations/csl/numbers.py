"""Numbers, ranges of pages and Roman figures."""

from __future__ import annotations

import re

_ONE = r"[^\W\d]*\d+(?:\.\d+)*[^\W\d]*"
_NUMERIC = re.compile(rf"{_ONE}(?:\s*[,&–-]\s*{_ONE})*")
_SEVERAL = re.compile(r"\d\s*(?:[,&–-]|and)\s*[^\W\d]*\d")
_RANGE = re.compile(r"(\w*?)(\d+)\s*[-–]+\s*(\w*?)(\d+)")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def is_numeric(value: str) -> bool:
    """Tell whether a value holds numbers and nothing else."""
    return bool(_NUMERIC.fullmatch(value.strip()))


def is_several(value: str) -> bool:
    """Tell whether a value holds a range or several numbers."""
    return bool(_SEVERAL.search(value)) or bool(
        re.fullmatch(r"[ivxlc]+\s*[-–]\s*[ivxlc]+", value.strip(), re.IGNORECASE)
    )


def roman(number: int) -> str:
    """Return a number in small Roman figures."""
    if not 0 < number < 4000:
        return str(number)
    made = ""
    for value, figures in _ROMAN:
        made += figures * (number // value)
        number %= value
    return made


def ranged(value: str, form: str, dash: str) -> str:
    """Return pages with each range in the form a style wants: "expanded", "minimal", "chicago"…"""
    if re.search(r"[^\W\d_]{2,}", re.sub(r"\b[ivxlcdm]+\b", "", value, flags=re.IGNORECASE)):
        return value
    if form:
        value = _RANGE.sub(lambda found: _range(found, form, dash), value)
    return re.sub(r"\s*[-–]+\s*", dash, value)


def _range(found: re.Match[str], form: str, dash: str) -> str:
    before, first, before_last, last = found.groups()
    if before_last and before_last != before:
        return f"{before}{first}{dash}{before_last}{last}"
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    if len(last) == len(first) and int(last) > int(first):
        last = _shortened(first, last, form)
    if form == "expanded":
        last = before_last + last if before_last else before + last
    return f"{before}{first}{dash}{last}"


def _shortened(first: str, last: str, form: str) -> str:
    same = 0
    while same < len(first) and first[same] == last[same]:
        same += 1
    match form:
        case "minimal":
            return last[same:]
        case "minimal-two":
            return last[min(same, max(0, len(last) - 2)) :]
        case "chicago" | "chicago-15" | "chicago-16":
            return _as_chicago(first, last, same, fifteenth=form != "chicago-16")
        case _:
            return last


def _as_chicago(first: str, last: str, same: int, *, fifteenth: bool) -> str:
    if len(first) < 3 or int(first) % 100 == 0:
        return last
    if int(first) % 100 < 10:
        return last[same:]
    if fifteenth and len(first) == 4 and same < 2:
        return last
    return last[min(same, len(last) - 2) :]
