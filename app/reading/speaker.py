"""People and bodies behind the sources of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Unnamed(StrEnum):
    """What sort of source stays unnamed; a reader weighs an official's word unlike a witness's."""

    SPOKESPERSON = "spokesperson"
    INSIDER = "insider"
    OFFICIAL = "official"
    EXPERT = "expert"
    WITNESS = "witness"
    RELATIVE = "relative"
    OTHER = "other"


_WORDS = {
    Unnamed.SPOKESPERSON: "spokes(?:wo)?m[ae]n spokespersons? spokespeople",
    Unnamed.INSIDER: """familiar knowledge briefed close_to sources? insiders? whistle-?blowers? aides?
        advis[eo]rs? colleagues? staffers? people_involved""",
    Unnamed.OFFICIAL: """officials? officers? authorities police prosecutors? diplomats? lawmakers? judges?
        investigators? ministers? ministry commanders? detectives? inspectors? envoys? regulators?
        administration government military army spies embassy firefighters? coroners?""",
    Unnamed.EXPERT: """experts? analysts? economists? researchers? scientists? academics? professors?
        doctors? epidemiologists? engineers? historians? lawyers? studies study observers? scholars?""",
    Unnamed.RELATIVE: """relatives? family families friends? neighbou?rs? wife husband widow(?:er)? partner
        (?:grand)?(?:mother|father|parent)s? sons? daughters? brothers? sisters? uncle aunt""",
    Unnamed.WITNESS: """(?:eye)?witness(?:es)? bystanders? residents? locals? survivors? passengers?
        villagers? victims? passers-?by onlookers? workers? protest[eo]rs? customers? patients?
        refugees?""",
}


@cache
def _patterns() -> dict[Unnamed, re.Pattern[str]]:
    """Return what tells the sorts apart, in the order in which they decide: "a spokesman for the
    police" is a spokesperson. Made when first needed: a window starts sooner without.
    """
    return {
        sort: re.compile(
            rf"\b(?:{'|'.join(words.replace('_', ' ') for words in listed.split())})\b",
            re.IGNORECASE,
        )
        for sort, listed in _WORDS.items()
    }


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved person or body.

    `name` is the fullest name without titles, or the description when nobody is named;
    `aliases` are the other wordings the article uses, in order of appearance, pronouns left out.
    """

    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""
    anonymous: bool = False

    @property
    def unnamed(self) -> Unnamed | None:
        """What sort of source stays unnamed, seen from its description; None for a named one."""
        if not self.anonymous:
            return None
        found = (sort for sort, pattern in _patterns().items() if pattern.search(self.name))
        return next(found, Unnamed.OTHER)
