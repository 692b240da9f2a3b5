"""How many words each source has in an article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.language import later, tr
from app.reading.analysis import Analysis
from app.reading.document import Document
from app.reading.marks import Mark, MarkKind, marks_of
from app.reading.spans import Span
from app.reading.speaker import Speaker, Unnamed

UNNAMED = {
    Unnamed.SPOKESPERSON: later("unnamed spokesperson"),
    Unnamed.INSIDER: later("unnamed insider"),
    Unnamed.OFFICIAL: later("unnamed official"),
    Unnamed.EXPERT: later("unnamed expert"),
    Unnamed.WITNESS: later("unnamed witness"),
    Unnamed.RELATIVE: later("unnamed relative"),
}
"""What is said of a source without a name, by what sort of source it is."""

NOBODY = ""
"""The name under which words without a source are counted."""


@dataclass(slots=True)
class Share:
    """One source's words: `quoted` in quotation marks, `reported` in the writer's words.

    `marks` are the ids of its attributions in text order.
    """

    name: str
    role: str = ""
    anonymous: bool = False
    quoted: int = 0
    reported: int = 0
    marks: list[str] = field(default_factory=list)

    @property
    def words(self) -> int:
        return self.quoted + self.reported


@dataclass(frozen=True, slots=True)
class Shares:
    """All sources, the one with the most words first, and the words of the article.

    `attributed` counts every word once, however many people pass it on; `quoted` are those of
    them in quotation marks, `unnamed` those of sources without a name. `silent` are people who are named and say nothing.
    """

    sources: tuple[Share, ...] = ()
    attributed: int = 0
    quoted: int = 0
    unnamed: int = 0
    words: int = 0
    silent: tuple[str, ...] = ()


def shares_of(
    document: Document,
    analysis: Analysis,
    marks: Iterable[Mark] | None = None,
    words: int | None = None,
) -> Shares:
    """Count the words of every source; what stands in the headline is not counted again.

    `marks` are those of the analysis, and `words` how many the article has, where known.
    """
    text = document.text
    shown = {a.id: a for a in analysis.attributions if not a.heading}
    people = {speaker.name: speaker for speaker in analysis.speakers}
    found: dict[str, Share] = {}
    for attribution in shown.values():
        name = attribution.speaker or NOBODY
        share = found.get(name)
        if share is None:
            person = people.get(name)
            share = found[name] = Share(
                name, _standing(person), attribution.anonymous or name == NOBODY
            )
        share.marks.append(attribution.id)
    everything: list[Span] = []
    in_marks: list[Span] = []
    nameless: list[Span] = []
    for mark in marks_of(analysis) if marks is None else marks:
        owner = shown.get(mark.target)
        if owner is None or mark.kind not in (MarkKind.QUOTED, MarkKind.REPORTED):
            continue
        share = found[owner.speaker or NOBODY]
        count = len(text[mark.start : mark.end].split())
        if mark.kind is MarkKind.QUOTED:
            share.quoted += count
            in_marks.append(Span(mark.start, mark.end))
        else:
            share.reported += count
        everything.append(Span(mark.start, mark.end))
        if share.anonymous:
            nameless.append(Span(mark.start, mark.end))
    silent = tuple(s.name for s in analysis.speakers if s.name not in found)
    return Shares(
        tuple(sorted(found.values(), key=lambda share: -share.words)),
        _words(text, everything),
        _words(text, in_marks),
        _words(text, nameless),
        document.words() if words is None else words,
        silent,
    )


def _standing(person: Speaker | None) -> str:
    """Return the role of who is named, and of others what sort of source they are."""
    if person is None or person.role:
        return person.role if person else ""
    unnamed = person.unnamed
    return tr(UNNAMED[unnamed]) if unnamed in UNNAMED else ""


def _words(text: str, spans: list[Span]) -> int:
    """Count the words under `spans`, each once."""
    count = 0
    reached = 0
    for span in sorted(spans):
        start = max(span.start, reached)
        if start < span.end:
            count += len(text[start : span.end].split())
            reached = span.end
    return count
