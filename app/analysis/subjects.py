"""What a number counts and what it measures, from the parse of its sentence."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from app.analysis.lexing import words
from app.analysis.measured import Measured
from app.analysis.occasions import Occasion, find_occasions
from app.analysis.places import name_places
from app.analysis.sentence_tree import SentenceTree
from app.analysis.units import PEOPLE_VERBS

_NUMBER_DEPS = words("nummod compound quantmod nmod amod advmod npadvmod appos dep")
_PEOPLE = words("people person persons man woman men women")
_TOLLS = {
    "toll": "deaths",
    "fatality": "deaths",
    "casualty": "casualties",
    "attendance": "people",
    "turnout": "people",
    "population": "people",
    "crowd": "people",
}
_CROWDS = words("workforce population crowd audience electorate congregation")
_INVARIANT = words(
    "staff personnel police cattle aircraft fish sheep deer spacecraft crew series species "
    "offspring poultry salmon swine media data folk percent livestock"
)
_LIGHT = words("number total count figure tally amount")
_KIN = words("father mother dad mum mom parent grandmother grandfather family")
_ENDLESS = 3000


class Parse:
    """A parsed block, asked by character offsets."""

    __slots__ = ("_counted", "_length", "_read", "_sentences", "_starts", "_tokens", "doc")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._tokens = list(doc)
        self._starts = [token.idx for token in self._tokens]
        self._length = len(doc.text)  # built anew at every asking
        self._sentences = [sentence.start_char for sentence in doc.sents]
        self._counted: dict[int, Token | None] = {}
        self._read: tuple[int, SentenceTree, list[Occasion]] | None = None

    def token_at(self, offset: int) -> Token:
        """Return the token that covers, or last began before, the character at `offset`."""
        return self._tokens[max(0, bisect_right(self._starts, offset) - 1)]

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence, from 1, that the character at `offset` lies in."""
        return bisect_right(self._sentences, offset)

    def counted_noun(self, end: int) -> Token | None:
        """Return the noun that the numeral before `end` counts, where one stands behind it."""
        if end not in self._counted:  # asked for kind, unit and subject of every number
            self._counted[end] = self._find_counted(end)
        return self._counted[end]

    def _find_counted(self, end: int) -> Token | None:
        if self._is_endless(end - 1):
            return None
        token = self.token_at(end - 1)
        of = _of(token)
        if of is not None:
            return of
        head, next_ = _head_behind(token, end), _next_noun(self.doc, token)
        # The nearer one: a lost comma makes the parser reach into the next count.
        return next_ if head is None or (next_ is not None and next_.i < head.i) else head

    def unit_of_count(self, start: int, end: int) -> str | None:
        """Name what is counted: the noun behind, or what the verb tells."""
        token = self.token_at(end - 1)
        noun = self.counted_noun(end)
        if noun is not None:
            return _countable(noun, end)
        if _hyphen_of(token):
            return "people"
        return None if self._is_endless(start) else _unit_from_clause(token, start)

    def _is_endless(self, offset: int) -> bool:
        """Tell a sentence too long to be one: walking such a tree takes time without bound."""
        at = self.sentence_at(offset)
        here = self._sentences[at - 1] if at else 0
        next_ = self._sentences[at] if at < len(self._sentences) else self._length
        return next_ - here > _ENDLESS

    def subject(self, start: int, end: int) -> str | None:
        """Say in a few of the text's words what the number over [start, end) measures."""
        if self._is_endless(start):
            return None
        first, last = self.token_at(start), self.token_at(end - 1)
        number = self.sentence_at(start) - 1
        tree, occasions = self._tree(max(number, 0))
        noun = self.counted_noun(end)
        named = noun is not None and _countable(noun, end) is not None
        span = (max(first.i, tree.first), min(last.i + 1, tree.last))
        return Measured(tree, occasions, span, noun, named=named).text()

    def _tree(self, number: int) -> tuple[SentenceTree, list[Occasion]]:
        """Return the sentence's tree and time phrases; numbers are asked for in text order."""
        if self._read is None or self._read[0] != number:
            first = self.token_at(self._sentences[number]).i
            more = number + 1 < len(self._sentences)
            last = self.token_at(self._sentences[number + 1]).i if more else len(self._tokens)
            tree = SentenceTree(self._tokens, first, last)
            name_places(tree)
            self._read = (number, tree, find_occasions(tree))
        return self._read[1], self._read[2]


def _countable(noun: Token, end: int) -> str | None:
    """Name the noun where it can be counted; "a 7.8 earthquake" counts none."""
    word = noun.lower_
    if word == "olds" or word in _CROWDS:
        return "people"
    if noun.tag_ == "NN" and word not in _INVARIANT and not noun_name(noun, end).endswith("s"):
        one = any(child.lower_ in {"one", "1", "a", "an", "single"} for child in noun.lefts)
        return noun_name(noun, end) if one else None
    return noun_name(noun, end)


def plural(word: str) -> str:
    """Return the plural of a regular noun in the singular, and of the commonest irregular ones."""
    irregular = {
        "man": "men",
        "woman": "women",
        "person": "people",
        "child": "children",
        "foot": "feet",
    }
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
    parts = [*left[-2:], noun]
    return " ".join(_hyphened(word) for word in parts)


def _hyphened(word: Token) -> str:
    """Return the word with what a hyphen ties to it ("e-mails")."""
    text = str(word.text if word.pos_ == "PROPN" else word.lower_)
    if word.i > 1 and word.nbor(-1).text == "-" and not word.nbor(-1).whitespace_:
        first = word.nbor(-2)
        if not first.whitespace_ and not first.like_num:
            return f"{first.lower_}-{text}"
    return text


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
    before = [word.lower_ for word in token.doc[max(0, token.i - 4) : token.i] if word.text != "-"]
    return len(before) > 1 and before[-1] == "of" and before[-2] in _KIN


def _unit_from_clause(token: Token, start: int) -> str | None:
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
        if head.pos_ == "NOUN" and head.idx < start and here.dep_ in {"pobj", "prep", "appos"}:
            return _unit_of_subject(head) if here.dep_ != "pobj" else None
        here = head
    return None


def _unit_of_subject(noun: Token) -> str | None:
    if noun.lemma_.lower() in _TOLLS:
        return _TOLLS[noun.lemma_.lower()]
    if noun.lemma_.lower() in _LIGHT:
        return next((noun_name(n) for n in [_of(noun)] if n is not None), None)
    return noun_name(noun) if noun.tag_ in {"NNS", "NNPS"} else None
