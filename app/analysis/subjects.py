"""What a number counts and what it measures, from the parse of its sentence."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from app.analysis.units import PEOPLE_VERBS

_NUMBER_DEPS = frozenset(
    {"nummod", "compound", "quantmod", "nmod", "amod", "advmod", "npadvmod", "appos", "dep"}
)
_PEOPLE = frozenset(["people", "person", "persons", "man", "woman", "men", "women"])
_TOLLS = {
    "toll": "deaths",
    "fatality": "deaths",
    "casualty": "casualties",
    "attendance": "people",
    "turnout": "people",
    "population": "people",
    "crowd": "people",
}
_LIGHT = frozenset({"number", "total", "count", "figure", "tally", "amount"})
_KIN = frozenset(
    {"father", "mother", "dad", "mum", "mom", "parent", "grandmother", "grandfather", "family"}
)
_LONGEST = 9
"""Words a subject phrase keeps."""


class Parse:
    """A parsed block, asked by character offsets."""

    __slots__ = ("_starts", "doc")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._starts = [token.idx for token in doc]

    def token_at(self, offset: int) -> Token:
        """Return the token that covers, or last began before, the character at `offset`."""
        return self.doc[max(0, bisect_right(self._starts, offset) - 1)]

    def counted_noun(self, start: int, end: int) -> Token | None:
        """Return the noun that the numeral over [start, end) counts, where one stands behind it."""
        token = self.token_at(end - 1)
        noun = _of(token) or _head_behind(token, end)
        return noun if noun is not None else _next_noun(self.doc, token)

    def unit_of_count(self, start: int, end: int) -> str | None:
        """Name what is counted: the noun behind, or what the verb tells."""
        token = self.token_at(end - 1)
        noun = self.counted_noun(start, end)
        if noun is not None:
            return "people" if noun.lower_ == "olds" else noun_name(noun, end)
        if _hyphen_of(token):
            return "people"
        return _unit_from_clause(token)

    def subject(self, start: int, end: int) -> str | None:
        """Say in a few of the text's words what the number over [start, end) measures."""
        token = self.token_at(end - 1)
        noun = self.counted_noun(start, end)
        anchor = noun if noun is not None else token
        return _subject(anchor, start, end)


def plural(word: str) -> str:
    """Return the plural of a regular noun in the singular, and of the commonest irregular ones."""
    irregular = {"man": "men", "woman": "women", "person": "people", "child": "children", "foot": "feet"}
    if word in irregular:
        return irregular[word]
    if word.endswith("s"):
        return word
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("ch", "sh", "x")) else "s")


def noun_name(noun: Token, after: int = 0) -> str:
    """Return the noun with the compounds before it, as the text has it, in lower case but names."""
    left = [
        child
        for child in noun.lefts
        if child.dep_ == "compound"
        and child.pos_ in {"NOUN", "PROPN"}
        and not child.like_num
        and child.idx >= after
    ]
    words = [*left[-2:], noun]
    return " ".join(word.text if word.pos_ == "PROPN" else word.lower_ for word in words)


def _of(token: Token) -> Token | None:
    """Return the noun in "hundreds of teachers"; pronouns name nothing."""
    for child in token.children:
        if child.lower_ == "of" and child.i > token.i:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun if noun.pos_ in {"NOUN", "PROPN"} else None
    return None


def _head_behind(token: Token, end: int) -> Token | None:
    here = token
    for _ in range(4):
        head = here.head
        if head is here or here.dep_ not in _NUMBER_DEPS:
            return None
        if head.pos_ in {"NOUN", "PROPN"} and head.idx >= end and not head.like_num:
            between = token.doc[token.i + 1 : head.i]
            far = len(between) > 7 or any(word.text in ",;:()." for word in between)
            return None if far else head
        if head.pos_ not in {"NUM", "ADJ", "SYM", "NOUN"}:
            return None
        here = head
    return None


def _next_noun(doc: Doc, token: Token) -> Token | None:
    """Return the noun that closes the words right behind the number, where the parse lost it."""
    found: Token | None = None
    for word in doc[token.i + 1 : token.i + 6]:
        if word.text == "-" and found is None:
            continue
        if word.pos_ in {"NOUN", "PROPN"} and not word.like_num:
            found = word
        elif found is not None or word.pos_ not in {"ADJ", "NUM"} or word.pos_ == "NUM":
            break
    if found is not None and (found.tag_ in {"NNS", "NNPS"} or found.lower_ in _PEOPLE):
        return found
    return None


def _hyphen_of(token: Token) -> bool:
    """Tell "father-of-three"."""
    if token.i < 4:
        return False
    doc = token.doc
    return doc[token.i - 2].lower_ == "of" and doc[token.i - 4].lower_ in _KIN


def _unit_from_clause(token: Token) -> str | None:
    here = token
    for _ in range(5):
        head = here.head
        if here.dep_ in {"nsubj", "nsubjpass", "dobj"} and head.lemma_ in PEOPLE_VERBS:
            return "people"
        if here.dep_ in {"attr", "dobj", "acomp", "oprd", "npadvmod"} or head.pos_ in {
            "VERB",
            "AUX",
        }:
            for child in head.children:
                if child.dep_ in {"nsubj", "nsubjpass"} and child.i < token.i:
                    return _unit_of_subject(child)
            return None
        if head is here:
            return None
        if head.pos_ == "NOUN" and here.dep_ in {"pobj", "prep", "appos"}:
            return _unit_of_subject(head) if here.dep_ != "pobj" else None
        here = head
    return None


def _unit_of_subject(noun: Token) -> str | None:
    if noun.lemma_.lower() in _TOLLS:
        return _TOLLS[noun.lemma_.lower()]
    if noun.lemma_.lower() in _LIGHT:
        return next((noun_name(n) for n in [_of(noun)] if n is not None), None)
    return noun_name(noun) if noun.tag_ in {"NNS", "NNPS"} else None


def _subject(anchor: Token, start: int, end: int) -> str | None:
    """Compose the subject from the clause the number stands in."""
    here = anchor
    for _ in range(6):
        head = here.head
        if here.dep_ == "ROOT" or head is here:
            break
        if (
            head.pos_ in {"NOUN", "PROPN"}
            and head.i < here.i
            and here.dep_ in {"prep", "appos", "acl", "relcl"}
        ):
            return _phrase(head, start, end)
        if head.pos_ in {"NOUN", "PROPN"} and here.dep_ in _NUMBER_DEPS and here is not anchor:
            return _phrase(head, start, end)
        if head.pos_ in {"VERB", "AUX"}:
            return _clause(here, head, start, end)
        here = head
    return _phrase(here, start, end) if here.pos_ in {"NOUN", "PROPN"} else None


def _clause(part: Token, verb: Token, start: int, end: int) -> str | None:
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None and verb.dep_ in {"relcl", "acl"}:
        subject = verb.head
    if subject is part or subject is None:
        own = _phrase(part, start, end, with_number=False)
        rest = [
            c
            for c in verb.children
            if c.i > verb.i and c.dep_ in {"dobj", "prep", "attr", "acomp"} and c is not part
        ]
        words = [own] if own else []
        if verb.pos_ == "VERB":
            words.append(verb.text)
            words += [t for t in (_phrase(c, start, end) for c in rest[:1]) if t]
        return _short(" ".join(words))
    name = _phrase(subject, start, end)
    if verb.pos_ == "AUX" or not name:
        return name
    return _short(f"{name} {verb.text}")


def _phrase(head: Token, start: int, end: int, *, with_number: bool = False) -> str | None:
    """Return the words of the phrase under `head`, the number itself and clauses left out."""
    words: list[str] = []
    stop = {
        child
        for child in head.children
        if child.dep_ in {"relcl", "punct", "acl", "appos", "conj", "cc", "advcl"}
    }
    skip = {inner.i for child in stop for inner in child.subtree}
    for word in head.subtree:
        if word.i in skip or (not with_number and start <= word.idx < end):
            continue
        if not words and (word.is_punct or word.lower_ in {"the", "a", "an", "of"}):
            continue
        words.append(word.text)
        if word.is_punct and words:
            words.pop()
            break
    return _short(" ".join(words))


def _short(phrase: str) -> str | None:
    words = phrase.split()[:_LONGEST]
    while words and words[-1].lower() in {
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "for",
        "to",
        "and",
        "with",
        "by",
        "from",
    }:
        words.pop()
    return " ".join(words).replace(" 's", "'s").replace(" ’s", "’s").replace(" - ", "-") or None
