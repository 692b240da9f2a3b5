"""End what one source says where the next one's words, or the writer's own, begin."""

from __future__ import annotations

import re

from spacy.tokens import Token

from app.analysis.drafts import Draft, Ledger
from app.reading.spans import Span

_TRAILING = re.compile(r"[\s,;–—-]+(?:and|but|or|while|yet)?\s*$")
_JOINED = re.compile(r"[\s,;–—-]+(?:and|but|or|while|yet)$")
_TURNS = frozenset({"while", "as", "though", "although", "whereas"})


def trim(ledger: Ledger) -> None:
    """Cut contents that run on beyond their end."""
    _end_at_next_speaker(ledger)
    _end_with_outer(ledger)
    for draft in ledger.drafts:
        _give_back_what_was_cut_off(ledger, draft)


def tidy(ledger: Ledger) -> None:
    """Cut off the "and" that joins the next clause to what somebody says."""
    for draft in ledger.drafts:
        last = draft.content[-1]
        words = ledger.text(last.start, last.end)
        cut = _JOINED.sub("", words)
        if cut and cut != words:
            draft.content[-1] = Span(last.start, last.start + len(cut))


def _give_back_what_was_cut_off(ledger: Ledger, draft: Draft) -> None:
    cut_off = [q for q in draft.quotes if not any(s.overlaps(q.span) for s in draft.content)]
    ledger.give_back(cut_off)
    draft.quotes = [quote for quote in draft.quotes if quote not in cut_off]


def _end_at_next_speaker(ledger: Ledger) -> None:
    paragraph = ledger.paragraph
    edges: list[tuple[int, bool]] = []
    for cue in ledger.cues:
        if cue.source is None or cue.verb.dep_ not in {"advcl", "conj"}:
            continue
        if cue.source[0] < cue.verb.head.i < cue.verb.i:
            continue  # it shares the other verb's subject
        edge = paragraph.starts[min(cue.verb.left_edge.i, cue.source[0])]
        if _parted(ledger, edge, cue.verb):
            edges.append((edge, cue.inside >= 0))
    edges += _accordings(ledger)
    for draft in ledger.drafts:
        for edge, inside in edges:
            last = draft.content[-1]
            if inside != draft.inside or not last.start < edge < last.end:
                continue
            if draft.verb is None or edge > paragraph.start_of(draft.verb):
                words = _TRAILING.sub("", ledger.text(last.start, edge))
                draft.content[-1] = paragraph.trimmed(Span(last.start, last.start + len(words)))


def _accordings(ledger: Ledger) -> list[tuple[int, bool]]:
    """Return where a next clause begins with its own "according to"."""
    found = []
    for draft in ledger.drafts:
        cue = draft.cue[0] if draft.cue else None
        if cue is None or not ledger.text(*cue).lower().startswith("according"):
            continue
        before = ledger.text(max(ledger.paragraph.offset, cue.start - 6), cue.start).rstrip()
        if before.endswith((", and", ", but", ";")):
            found.append((cue.start, draft.inside))
    return found


def _parted(ledger: Ledger, edge: int, verb: Token) -> bool:
    before = ledger.text(max(ledger.paragraph.offset, edge - 6), edge).rstrip()
    if verb.dep_ == "conj":
        return before.endswith((",", ";", ", and", ", but", "; and", "–", "—"))
    return before.endswith((",", ";")) and verb.doc[verb.left_edge.i].lower_ in _TURNS


def _end_with_outer(ledger: Ledger) -> None:
    """Keep what is said inside somebody's content from running on beyond it."""
    for draft in ledger.drafts:
        if not draft.cue:
            continue
        for outer in ledger.drafts:
            if outer is draft or outer.verb is draft.verb:
                continue
            for span in outer.content:
                last = draft.content[-1]
                if span.covers(draft.cue[0]) and span.start <= last.start < span.end < last.end:
                    draft.content[-1] = ledger.paragraph.trimmed(Span(last.start, span.end))
