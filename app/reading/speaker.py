"""People and bodies behind the sources of an article."""

from __future__ import annotations

from dataclasses import dataclass


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
