"""What a source does by what is attributed to it: it says, holds to be true, or merely wants."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from app.analysis.lexicon import BELIEF_NOUNS, STATEMENT_NOUNS, Frame, verb_forms
from app.analysis.wordlists import listed
from app.reading.attribution import Act

_CLAUSES = frozenset({Frame.CLAUSE, Frame.OBJECT, Frame.AS, Frame.NAMING, Frame.OF, Frame.GERUND})

# Adjectives that tell what somebody holds to be true: "is confident that …".
_BELIEVING = listed("""confident certain sure convinced worried concerned afraid aware optimistic pessimistic hopeful
    skeptical sceptical doubtful unsure uncertain surprised glad proud sorry""")
_WISHING = listed("""hope hopes hoped hoping want wants wanted wanting wish wishes wished wishing plan plans planned
    planning intend intends intended intending seek seeks sought seeking aim aims aimed aiming
    prefer prefers preferred try tries tried trying agree agrees agreed decide decides decided
    support supports supported oppose opposes opposed refuse refuses refused decline declines
    declined consider considers considered considering""")


_DENYING = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})


def act_of(cue: Sequence[Token], head: Token, content: Sequence[Token]) -> Act:
    """Decide the act of words nobody quotes from the cue, whose head is `head`, and the words.

    Without a clause there is no more than an attitude.
    """
    if not any(token.is_alpha for token in cue):
        return Act.STATEMENT  # "Falk: nobody checked it"
    forms = {token.lower_ for token in cue}
    finite = holds_clause(content)
    if forms & _DENYING or not (finite or _does_something(content, head)):
        return Act.ATTITUDE
    if head.lower_ in _WISHING and not finite:
        return Act.ATTITUDE
    readings = verb_forms().get(head.lower_, ())
    if head.tag_.startswith("VB") and readings:
        for reading in readings:
            if reading.act is not Act.ATTITUDE and reading.frames & _CLAUSES:
                return reading.act
        return Act.STATEMENT if finite and readings[0].act is Act.STATEMENT else Act.ATTITUDE
    singular = head.lower_[:-1] if head.tag_ == "NNS" else head.lower_
    if singular in STATEMENT_NOUNS:
        return Act.STATEMENT
    if singular in BELIEF_NOUNS or forms & _BELIEVING:
        return Act.BELIEF
    return Act.BELIEF if finite and _takes_clause(cue, content) else Act.ATTITUDE


def _takes_clause(cue: Sequence[Token], content: Sequence[Token]) -> bool:
    """Tell whether the content hangs on the cue as a clause, or is marked as one by "that"."""
    words = {token.i for token in content}
    marked = any(token.lower_ == "that" and token.dep_ == "mark" for token in content[:2])
    return marked or any(
        child.dep_ == "ccomp" and child.i in words for token in cue for child in token.children
    )


def _does_something(content: Sequence[Token], head: Token) -> bool:
    """Tell whether the content says who is to do what: "people to stay at home"."""
    somebody = any(token.pos_ in {"NOUN", "PROPN", "PRON"} for token in content[:8])
    infinitive = any(token.tag_ == "TO" and token.head.tag_ == "VB" for token in content)
    return somebody and infinitive and any(c.dep_ in {"ccomp", "xcomp"} for c in head.rights)


def holds_clause(content: Sequence[Token]) -> bool:
    """Tell whether a clause of its own stands in the content, not one that describes a thing."""
    words = {token.i for token in content}
    for token in content:
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
            verb = token.head if token.dep_ in {"aux", "auxpass"} else token
            if verb.dep_ not in {"relcl", "acl", "advcl"} or verb.head.i not in words:
                return True
    return False
