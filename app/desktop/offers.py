"""What the palette offers of the whole window: commands, people, and readings of the library."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import NamedTuple

from app.desktop.actions import ACTIONS, Actions, Needs
from app.desktop.likeness import NOTHING_ASKED, Likeness, Likening
from app.desktop.sheet import Sheet
from app.language import later, ntr, short_day, tr
from app.reading.listing import Hit, ReadingSummary, SpeakerSummary
from app.reading.spans import Span
from app.rendering.findings import Findings


class Group(Enum):
    """The heads under which offers stand, in order."""

    COMMANDS = later("Commands")
    PEOPLE = later("People")
    PLACES = later("Go to")
    HERE = later("In this reading")
    READINGS = later("Readings")


@dataclass(frozen=True)
class Offer:
    """One thing to choose, and what then happens.

    `more` stands quietly beside the text. With a reason in `why_not` it can not be chosen now.
    """

    key: str
    group: Group
    text: str
    do: Callable[[], object] = field(compare=False, repr=False)
    more: str = ""
    picture: str = "chevron-right"
    keys: str = ""
    why_not: str = ""
    met: Likeness = NOTHING_ASKED


class Person(NamedTuple):
    """Somebody who speaks in a reading."""

    name: str
    role: str
    anonymous: bool
    quotes: int


# Commands

NOTHING_TO_DO = later("nothing to do now")
_WHY_NOT = {
    Needs.READING: later("open an article first"),
    Needs.KEPT: later("the library does not have the article"),
}


def commands(actions: Actions, words: Likening, recent: Sequence[str]) -> list[Offer]:
    """Return the commands that match, the best first.

    Where nothing is asked for, those used last come first, and what can not be done now is left
    out.
    """
    found: list[Offer] = []
    for action in ACTIONS:
        if not action.text or action.name == "palette":
            continue
        made = actions[action.name]
        text = made.text().rstrip("…").replace("&", "")
        tip = tr(action.tip)
        met = words.of(text, tip, misspelt=True)
        why_not = "" if made.isEnabled() else tr(_WHY_NOT.get(action.needs, NOTHING_TO_DO))
        if met is None or (why_not and not words):
            continue
        shortcut = made.shortcut().toString(made.shortcut().SequenceFormat.NativeText)
        on = f"{tr('now on.')} " if made.isCheckable() and made.isChecked() else ""
        found.append(
            Offer(
                f"command:{action.name}",
                Group.COMMANDS,
                text,
                made.trigger,
                f"{on}{tip}",
                action.icon or "chevron-right",
                shortcut,
                why_not,
                _moved(met, len(on)),
            )
        )

    def order(offer: Offer) -> tuple[bool, int, float]:
        name = offer.key.removeprefix("command:")
        last = recent.index(name) if name in recent else len(recent)
        return bool(offer.why_not), 0 if words else last, -offer.met.score

    return sorted(surest(found), key=order)


def surest(offers: list[Offer]) -> list[Offer]:
    """Return the offers that hold the words; where none does, those that are like them."""
    return [offer for offer in offers if offer.met.score >= 1] or offers


def _moved(met: Likeness, by: int) -> Likeness:
    """Return what was met, where something is put before the text beside."""
    further = tuple(Span(start + by, end + by) for start, end in met.further)
    return Likeness(met.score, met.found, further)


# People


def people_in(found: Findings) -> list[Person]:
    """Return who speaks, those with the most quotes first."""
    quotes = Counter(a.speaker for a in found.analysis.attributions if a.speaker and not a.heading)
    known = {speaker.name: speaker for speaker in found.analysis.speakers}
    people = []
    for name, count in quotes.most_common():
        speaker = known.get(name)
        role, anonymous = (speaker.role, speaker.anonymous) if speaker else ("", False)
        people.append(Person(name, role, anonymous, count))
    return people


def people(sheet: Sheet, words: Likening, show_only: Callable[[str], object]) -> list[Offer]:
    """Return the speakers of the open reading that match; choosing one isolates them."""
    found: list[Offer] = []
    for person in sheet.found.of(people_in):
        met = words.of(person.name, person.role, misspelt=True)
        if met is None:
            continue
        does = ntr("show only their {count} quote", "show only their {count} quotes", person.quotes)
        more = ", ".join(part for part in (person.role, does) if part)
        found.append(
            Offer(
                f"person:{person.name}",
                Group.PEOPLE,
                person.name,
                partial(show_only, person.name),
                more,
                "hat-glasses" if person.anonymous else "user",
                met=met,
            )
        )
    return sorted(surest(found), key=lambda offer: -offer.met.score)


def speakers_of_library(
    speakers: Sequence[SpeakerSummary], words: Likening, open_page: Callable[[str], object]
) -> list[Offer]:
    """Return speakers of the library; choosing one opens their page."""
    return [
        Offer(
            f"speaker:{speaker.name}",
            Group.PEOPLE,
            speaker.name,
            partial(open_page, speaker.name),
            ntr("their page, {count} reading", "their page, {count} readings", speaker.readings),
            "users",
            met=words.of(speaker.name, " ".join(speaker.others)) or NOTHING_ASKED,
        )
        for speaker in speakers
    ]


# Readings


def title_query(typed: str) -> str:
    """Return the search of the library that finds titles with words that begin as typed."""
    return " ".join(f"title:{word}*" for word in re.findall(r"\w+", typed))


def readings(
    found: Sequence[Hit | ReadingSummary],
    words: Likening,
    reopen: Callable[[int], object],
    without: int | None,
) -> list[Offer]:
    """Return readings of the library, `without` the one that is open."""
    offers: dict[int, Offer] = {}
    for item in found:
        reading = item.reading if isinstance(item, Hit) else item.id
        if reading == without or reading in offers:
            continue
        title = item.title or tr("Untitled")
        parts = (item.outlet, short_day(item.published))
        offers[reading] = Offer(
            f"reading:{reading}",
            Group.READINGS,
            title,
            partial(reopen, reading),
            " · ".join(part for part in parts if part),
            "file-text",
            met=words.of(title) or NOTHING_ASKED,
        )
    return list(offers.values())
