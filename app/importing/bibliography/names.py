"""Names as CSL-JSON keeps them, and as a byline shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.importing.bibliography.wording import words

_ORDER = (
    "given",
    "dropping-particle",
    "non-dropping-particle",
    "family",
)


def person(family: str, given: str = "", particle: str = "", suffix: str = "") -> dict[str, str]:
    """Return a CSL name; one that is a single word, or a body's, stays in one piece."""
    if not given and not particle and not suffix:
        return {"literal": family} if family else {}
    parts = {
        "family": family,
        "given": given,
        "non-dropping-particle": particle,
        "suffix": suffix,
    }
    return {name: part for name, part in parts.items() if part}


def turned(name: str) -> dict[str, str]:
    """Return the CSL name of "Family, Given, Suffix"; without a comma the name is whole."""
    family, _, rest = words(name).partition(",")
    given, _, suffix = rest.partition(",")
    return person(family.strip(), given.strip(), suffix=suffix.strip())


def shown(name: Any) -> str:
    """Return a CSL name as it is read: given name first."""
    if isinstance(name, str):
        return words(name)
    if not isinstance(name, Mapping):
        return ""
    if literal := words(name.get("literal")):
        return literal
    parts = " ".join(filter(None, (words(name.get(part)) for part in _ORDER)))
    # A particle that ends in an apostrophe is written together with the name: d'Alembert.
    parts = parts.replace("' ", "'").replace("’ ", "’")
    suffix = words(name.get("suffix"))
    return f"{parts} {suffix}".strip()


def byline(names: Any) -> str:
    """Return a list of CSL names as a byline: apart by commas."""
    if not isinstance(names, Iterable) or isinstance(names, str | Mapping):
        return shown(names)
    return ", ".join(dict.fromkeys(filter(None, map(shown, names))))
