"""Figures somebody gives without a clause: "analysts put the damage at $40 million"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from app.analysis import grammar
from app.analysis.cues import find_source
from app.analysis.paragraphs import Paragraph
from app.analysis.wordlists import listed
from app.reading.spans import Span

_VERBS = listed("""put puts putting estimate estimates estimated estimating peg pegs pegged value values valued
    place places placed reckon reckons reckoned""")


@dataclass(frozen=True, slots=True)
class Figure:
    """A verb with who gives the figure and what it is, as a stretch of the document."""

    verb: Token
    source: tuple[int, int]
    head: Token
    content: Span


def find_figures(paragraph: Paragraph) -> Iterator[Figure]:
    """Yield each "X puts Y at N" whose source the sentence names."""
    for verb in paragraph.doc:
        if verb.lower_ not in _VERBS or not grammar.is_verb(verb) or grammar.is_passive(verb):
            continue
        thing = next((c for c in verb.rights if c.dep_ in {"dobj", "nsubj"}), None)
        number = _number_after(verb)
        if thing is None or number is None or thing.i > number.i:
            continue
        head, place = find_source(paragraph, verb)
        if head is None or place is None or head.lower_ in {"i", "we", "you"}:
            continue
        first, last = thing.left_edge.i, number.right_edge.i
        if place[0] <= first < place[1]:
            continue
        yield Figure(verb, place, head, paragraph.trimmed(paragraph.span(first, last + 1)))


def _number_after(verb: Token) -> Token | None:
    """Return the head of what stands behind "at", where it holds a number."""
    for at in (c for c in verb.subtree if c.lower_ == "at" and c.dep_ == "prep" and c.i > verb.i):
        thing = next((c for c in at.rights if c.dep_ == "pobj"), None)
        if thing is not None and any(t.like_num or t.tag_ == "CD" for t in thing.subtree):
            return thing
    return None
