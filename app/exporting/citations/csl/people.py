"""Names as CSL-JSON keeps them, their particles found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.exporting.citations.csl.markup import plain

_FAMILY_PARTICLE = re.compile(
    r"((?:[a-zàáâäçéèêëíîïóôöúûü]+[’']?[\s-]+|d[’'](?=[A-Z]))+)(?=\S)(.+)"
)
_GIVEN_PARTICLE = re.compile(r"(.+?\s)((?:[a-zàáâäçéèêëíîïóôöúûü]+\s*)+[’']?)")
_EASTERN = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A person or a body; a body has a `literal` name alone."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    literal: str = ""
    comma_suffix: bool = False

    @property
    def eastern(self) -> bool:
        """Whether the family name stands first, with no blank after it."""
        return bool(_EASTERN.fullmatch(self.family))


def names_of(value: Any) -> tuple[Name, ...]:
    """Return the names of a field; what is none is left out."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return ()
    found = (_name(part) for part in value if isinstance(part, Mapping))
    return tuple(name for name in found if name.family or name.literal)


def _name(part: Mapping[str, Any]) -> Name:
    def known(key: str) -> str:
        return plain(part.get(key) or "").replace("'", "’")

    family, given = known("family"), known("given")
    dropping, non_dropping = known("dropping-particle"), known("non-dropping-particle")
    if not family:
        return Name(literal=known("literal") or given)
    if not non_dropping and (found := _FAMILY_PARTICLE.fullmatch(family)):
        non_dropping, family = found[1].strip(), found[2]
    if not dropping and (found := _GIVEN_PARTICLE.fullmatch(given)):
        given, dropping = found[1].strip(), found[2].strip()
    return Name(
        family,
        given,
        dropping,
        non_dropping,
        known("suffix"),
        comma_suffix=bool(part.get("comma-suffix")),
    )
