"""When something was: the time phrases of a sentence, as a list shows them ("May", "since 2019")."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from app.analysis.lexing import words
from app.analysis.sentence_tree import SentenceTree, is_clausal

_MONTHS = words(
    "january february march april may june july august september october november december "
    "jan jan. feb feb. mar. apr. jun. jul. aug aug. sept sept. sep. oct oct. nov nov. dec dec."
)
_DAYS = words("monday tuesday wednesday thursday friday saturday sunday")
_STRETCHES = words(
    "year years month months week weeks day days decade decades century centuries quarter quarters "
    "season seasons weekend weekends night nights morning evening afternoon summer winter spring "
    "autumn hour hours semester term minute minutes"
)
_EDGES = words("end start beginning middle half turn eve quarter")
_ADVERBS = words("yesterday today tomorrow tonight annually yearly monthly weekly daily overnight")
_IN = words("in on at during")
"""Prepositions that say nothing once the time stands by itself."""
_BOUNDS = words(
    "since until till by between over after before from within for through throughout to across "
    "past around about"
)
_LEFT = words("det amod nummod compound nmod poss quantmod advmod npadvmod predet case")
_MOST = 6


@dataclass(frozen=True, slots=True)
class Occasion:
    """A time phrase over tokens [first, last); `clause` is the index of its verb, -1 without one."""

    first: int
    last: int
    clause: int
    text: str


def find_occasions(tree: SentenceTree) -> list[Occasion]:
    """Return the time phrases of a sentence in order; neighbours ("from 2011 to 2016") are one."""
    found: list[Occasion] = []
    for token in tree.doc[tree.first : tree.last]:
        reach = _reach(tree, token)
        if reach is None:
            continue
        first, last = reach
        if found and first < found[-1].last:
            continue
        if tree.lowers(last, 1) == ["of"]:
            continue  # "five weeks of rain" says what the time was filled with
        if tree.lowers(first - 1, 1) == ["than"]:
            first -= 1
        if found and first == found[-1].last:
            first = found.pop().first
        found.append(Occasion(first, last, clause_of(token), _text(tree, first, last)))
    return [occasion for occasion in found if occasion.text]


def clause_of(token: Token) -> int:
    """Return the index of the verb whose clause holds the token, -1 where none does."""
    here = token
    for _ in range(40):
        if here.head == here or here.head.i == here.i:
            break
        here = here.head
        if is_clausal(here):
            return int(here.i)
    return -1


def _is_time(token: Token) -> bool:
    lower = token.lower_
    if lower in _STRETCHES or lower in _DAYS:
        return True
    if lower in _MONTHS:
        return bool(token.text[:1].isupper() and token.pos_ != "AUX")
    return len(lower) == 4 and lower.isdecimal() and lower[:2] in {"17", "18", "19", "20"}


def _reach(tree: SentenceTree, token: Token) -> tuple[int, int] | None:
    """Return the tokens of the time phrase that `token` is the head of."""
    if token.lower_ in _ADVERBS and token.dep_ in {"advmod", "npadvmod"}:
        return (token.i, token.i + 1)
    if token.lower_ == "ago" and token.dep_ == "advmod":
        return _left_end(tree, token), token.i + 1
    if token.lower_ in {"far", "date"} and token.i > tree.first:
        pair = (token.nbor(-1).lower_, token.lower_)
        if pair in {("so", "far"), ("to", "date")}:
            return token.i - 1, token.i + 1
    if not _is_time(token):
        return None
    edge = token
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in _EDGES:
        edge = token.head.head
    first, last = _left_end(tree, edge), _right_end(tree, token)
    pointed = first < edge.i and tree.doc[first].lower_ in {"this", "last", "next"}
    if edge.dep_ == "npadvmod" and (is_clausal(edge.head) or (pointed and edge.i > edge.head.i)):
        return first, last
    if edge.dep_ == "pobj" and tree.lowers(edge.head.i - 1, 2) == ["as", "of"]:
        return edge.head.i - 1, last
    if edge.dep_ == "pobj" and edge.head.lower_ in _IN | _BOUNDS and edge.head.i < edge.i:
        within = edge.head.i >= tree.first and first - edge.head.i <= 1
        return (edge.head.i, last) if within else None
    return None


def _left_end(tree: SentenceTree, token: Token) -> int:
    first = token.i
    for child in tree.children(token):
        if child.i < token.i and (child.dep_ in _LEFT or child.pos_ == "NUM"):
            below = tree.below(child, _MOST)
            first = min(first, below[0] if below else child.i)
    return int(max(first, token.i - _MOST))


def _right_end(tree: SentenceTree, token: Token) -> int:
    """Take in "9" of "Feb. 9", ", 2016" of a full date and "and 2019" of "between 2010 and 2019"."""
    last = token.i + 1
    doc = tree.doc
    while last < tree.last and last - token.i < _MOST:
        word = doc[last]
        joins = word.lower_ in {"and", "of", ",", "-", "–", "to"} and last + 1 < tree.last
        if (word.text[:1].isdigit() or _is_time(word)) and doc[last - 1].lower_ in _MONTHS:
            last += 1
        elif (
            joins
            and _is_date(doc[last + 1])
            and (word.text != "," or doc[last + 1].text.isdecimal())
        ):
            last += 2
        else:
            break
    return int(last)


def _is_date(token: Token) -> bool:
    """Tell a month, weekday or year from a length of time."""
    return _is_time(token) and token.lower_ not in _STRETCHES


def _text(tree: SentenceTree, first: int, last: int) -> str:
    """Return the phrase as shown; a stretch that nothing places in time ("night") is none."""
    while first < last and tree.doc[first].lower_ in _IN | {"the", "just", "only"}:
        first += 1
    if last - first == 1 and tree.doc[first].lower_ in _STRETCHES:
        return ""
    text = tree.text(range(first, min(last, first + _MOST + 1)))
    common = tree.doc[first].pos_ not in {"PROPN", "NUM", "NOUN"}
    return text[:1].lower() + text[1:] if common else text
