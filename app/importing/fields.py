"""Single values of an export, whatever it holds in their place, to clean text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from app.language import tr
from app.opening.web.inline import clean

LONGEST_ADDRESS = 4000
LONGEST_LINE = 1000
LONGEST_WORDS = 1_000_000

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]{0,30}):")
_ESCAPED = {ord(" "): "%20", ord('"'): "%22", ord("<"): "%3C", ord(">"): "%3E"}
# As Python writes a list of texts.
_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*+)'|"((?:[^"\\]|\\.)*+)\"""")
_ESCAPE = re.compile(r"\\(.)")
_LONGEST_LIST = 20_000
_MOST_NAMES = 1000


def line(value: object, longest: int = LONGEST_LINE) -> str:
    """Return a text or a number as one line of clean text; empty for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    try:
        text = str(value)
    except ValueError:  # a number of thousands of digits
        return ""
    return clean(_whole(text[: 8 * longest]))[:longest].rstrip()


def words(value: object) -> str:
    """Return a text with its own lines, without what no file can hold."""
    if not isinstance(value, str):
        return line(value)
    text = _BREAKS.sub("\n", _whole(value[:LONGEST_WORDS]))
    return _CONTROLS.sub("", text).strip()


def _whole(text: str) -> str:
    """Return `text` without halves of characters."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")


def address(value: object) -> str:
    """Return a web address; empty for what is none or no tool has ever made up."""
    if not isinstance(value, str) or len(value) > LONGEST_ADDRESS:
        return ""
    text = _CONTROLS.sub("", _whole(value)).strip().translate(_ESCAPED)
    text = re.sub(r"\s+", "", text)
    try:
        parts = urlsplit(text)
        leads = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return text if leads else ""


def no_address(value: object) -> str:
    """Say why `address` found none."""
    text = value.strip() if isinstance(value, str) else ""
    if not text:
        return tr("It has no web address.")
    if len(text) > LONGEST_ADDRESS:
        return tr("Its web address is longer than any that leads to a page.")
    found = _SCHEME.match(text)
    if found is None or found[1].lower() in ("http", "https"):
        return tr("What stands for its web address is none.")
    scheme = f"{found[1].lower()}:"
    if scheme in ("javascript:", "data:"):
        return tr("It is a program kept as a bookmark ({scheme}) and no page.", scheme=scheme)
    return tr("Its address ({scheme}) leads to no web page.", scheme=scheme)


def names(value: object) -> tuple[str, ...]:
    """Return the names in a list, or in a text that is one: JSON, Python's way, or by commas."""
    return distinct(_listed(value))


def distinct(found: Iterable[object]) -> tuple[str, ...]:
    """Return names in order, each once; a name may be in an object that calls it label or name."""
    kept: dict[str, None] = {}
    for each in found:
        inner = each.get("label") or each.get("name") if isinstance(each, dict) else each
        if name := line(inner, 200):
            kept[name] = None
        if len(kept) >= _MOST_NAMES:
            break
    return tuple(kept)


def _listed(value: object) -> Iterable[object]:
    if isinstance(value, list | tuple):
        return value
    if not isinstance(value, str):
        return ()
    text = value.strip()
    if text.startswith("[") and text.endswith("]") and len(text) <= _LONGEST_LIST:
        try:
            found: Any = json.loads(text)
        except (ValueError, RecursionError):
            found = [_ESCAPE.sub(r"\1", one or two) for one, two in _QUOTED.findall(text)]
        if isinstance(found, list) and (found or not text.strip("[] ")):
            return found
        text = text[1:-1]
    return text.split(",")


def collection(folders: Iterable[object]) -> str:
    """Return the path of a folder, outermost first; empty for none."""
    return "/".join(filter(None, (line(name, 200).replace("/", "∕") for name in folders)))


def truth(value: object) -> bool:
    """Tell whether a flag is set, however it is written."""
    if isinstance(value, str):
        return value.strip().lower() in ("1", "true", "yes", "on")
    return value is True or (isinstance(value, int | float) and value == 1)


def digest(*parts: str) -> str:
    """Return a short name that the words themselves give, the same each time."""
    return sha256("\x1f".join(parts).encode("utf-8", "ignore")).hexdigest()[:16]
