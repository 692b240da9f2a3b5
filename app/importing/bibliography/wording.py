"""Values of an export as clean words: what no library can store is taken out."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

DEEPEST = 12
"""Levels of a CSL-JSON item that are kept; the specification knows four."""

_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LABEL = 80


def lines(value: Any) -> str:
    """Return text or a number as text, with its line breaks; empty for anything else."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return str(value) if math.isfinite(value) else ""
    if not isinstance(value, str):
        return ""
    return _BREAK.sub("\n", _UNSTORABLE.sub("", value)).strip()


def words(value: Any) -> str:
    """Return text or a number as one line; empty for anything else."""
    return " ".join(lines(value).split())


def label(value: Any) -> str:
    """Return what an entry is called in a report: one short line."""
    line = words(value)
    return line if len(line) <= _LABEL else line[: _LABEL - 1].rstrip() + "…"


def plain(value: Any, deep: int = DEEPEST) -> Any:
    """Return a JSON value in clean words, without what is empty; None where nothing is left."""
    if isinstance(value, str):
        return lines(value) or None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bool | int):
        return value
    if deep and isinstance(value, list | tuple):
        kept = [plain(each, deep - 1) for each in value]
        return [each for each in kept if each is not None] or None
    if deep and isinstance(value, Mapping):
        return {
            words(name): kept
            for name, each in value.items()
            if words(name) and (kept := plain(each, deep - 1)) is not None
        } or None
    return None


def once(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are not empty, each a single time, in order."""
    return tuple(dict.fromkeys(filter(None, names)))


def listed(text: str, apart: str = ",;\n") -> Iterator[str]:
    """Yield the parts of a list that signs keep apart."""
    for part in re.split(f"[{re.escape(apart)}]", text):
        yield words(part)
