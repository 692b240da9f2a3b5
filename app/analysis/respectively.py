"""Which noun each number of a list belongs to: "in Ohio and Utah … 80.4 and 25.9 respectively"."""

from __future__ import annotations

from spacy.tokens import Token

from app.analysis.noun_phrases import is_number
from app.analysis.sentence_tree import SentenceTree, is_clausal, is_noun

_LONGEST = 12


def partner(tree: SentenceTree, first: int, last: int) -> tuple[Token | None, list[Token]]:
    """Return the noun that belongs to the number over [first, last), and the nouns that do not."""
    if "respectively" not in tree.lowers(last, 40):
        return None, []
    numbers = _list_of(tree, _top(tree, first, last))
    at = next((k for k, token in enumerate(numbers) if first <= token.i < last), -1)
    if at < 0 or len(numbers) < 2:
        return None, []
    for token in tree.doc[tree.first : first]:
        if is_noun(token) and token.dep_ != "conj" and not is_number(token):
            nouns = _list_of(tree, token)
            if len(nouns) == len(numbers):
                return nouns[at], [noun for k, noun in enumerate(nouns) if k != at]
    return None, []


def _top(tree: SentenceTree, first: int, last: int) -> Token:
    inside = tree.doc[first:last]
    return next((t for t in inside if not first <= t.head.i < last), tree.doc[first])


def _list_of(tree: SentenceTree, member: Token) -> list[Token]:
    """Return the members of the coordination that `member` belongs to, in order."""
    here = member
    for _ in range(_LONGEST):
        if here.dep_ != "conj" or is_clausal(here.head):
            break
        here = here.head
    members = [here]
    while len(members) < _LONGEST:
        following = tree.child(members[-1], "conj")
        if following is None:
            break
        members.append(following)
    return members
