"""What a number counts and what it measures, from the parse of its sentence."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from app.analysis.lexing import words
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
_LONGEST = 9
"""Words a subject phrase keeps."""


class Parse:
    """A parsed block, asked by character offsets."""

    __slots__ = ("_length", "_sentences", "_starts", "doc")

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._starts = [token.idx for token in doc]
        self._length = len(doc.text)  # built anew at every asking
        self._sentences = [sentence.start_char for sentence in doc.sents]

    def token_at(self, offset: int) -> Token:
        """Return the token that covers, or last began before, the character at `offset`."""
        return self.doc[max(0, bisect_right(self._starts, offset) - 1)]

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence, from 1, that the character at `offset` lies in."""
        return bisect_right(self._sentences, offset)

    def counted_noun(self, end: int) -> Token | None:
        """Return the noun that the numeral before `end` counts, where one stands behind it."""
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
        token = self.token_at(end - 1)
        noun = self.counted_noun(end)
        anchor = noun if noun is not None else token
        return _subject(anchor, start, end)


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


def _subject(anchor: Token, start: int, end: int) -> str | None:
    """Compose what is measured: the noun the number belongs to, or subject and verb of its clause."""
    here = anchor
    if (
        here.pos_ in {"NOUN", "PROPN"}
        and here.dep_ == "npadvmod"
        and here.head.pos_ in {"NOUN", "ADJ"}
    ):
        here = here.head
    for _ in range(8):
        head = here.head
        if head is here:
            break
        if _is_verb(head):
            return _clause(here, head, anchor, start, end)
        inside = start <= head.idx < end or head.pos_ in {"NUM", "SYM"}
        names = head.pos_ in {"NOUN", "PROPN"} and not inside and here.dep_ != "conj"
        if names and head is not anchor and head.lower_ not in _LIGHT:
            return _phrase(head, start, end)
        here = head
    return _phrase(here, start, end)


def _is_verb(token: Token) -> bool:
    return (
        token.pos_ in {"VERB", "AUX"}
        and token.dep_ not in {"amod", "compound", "prep", "aux", "auxpass"}
        and token.lower_ not in _PREPOSITIONS
    )


def _clause(part: Token, verb: Token, anchor: Token, start: int, end: int) -> str | None:
    """Return the clause around the number in its own order; `part` is the verb's child that holds it."""
    said = verb.text if verb.pos_ == "VERB" and verb.lemma_ != "be" else None
    counted = _phrase(anchor, start, end, most=6) if anchor.pos_ in {"NOUN", "PROPN"} else None
    if part.dep_ in {"nsubj", "nsubjpass"}:
        # "2,400 had been killed in that city"
        return _short(
            [counted or _phrase(part, start, end, most=6), said, _rest(verb, part, start, end)]
        )
    subject = _subject_of(verb)
    name = (
        None if subject is None or subject.pos_ == "PRON" else _phrase(subject, start, end, most=6)
    )
    if counted is None:
        return _short([name, said, _period(verb, start, end)]) if name or said else None
    if part.dep_ in {"dobj", "attr", "oprd"}:
        return _short([name, said, counted])
    return counted


def _rest(verb: Token, part: Token, start: int, end: int) -> str | None:
    """Return the first object or adverbial behind the verb."""
    for child in verb.rights:
        if child.dep_ in {"dobj", "prep", "attr", "acomp", "agent"} and child is not part:
            return _phrase(child, start, end, most=5, whole=True)
    return None


def _subject_of(verb: Token) -> Token | None:
    """Return the verb's subject, through "to", conjunctions and relative clauses."""
    here = verb
    for _ in range(3):
        for child in here.lefts:
            if child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ not in {"WDT", "WP"}:
                return child
        if here.dep_ in {"relcl", "acl"}:
            return here.head
        if here.dep_ not in {"conj", "xcomp", "advcl"} or here.head is here:
            return None
        here = here.head
    return None


def _period(verb: Token, start: int, end: int) -> str | None:
    """Return when it was, where the clause says so ("last month", "in October")."""
    for child in verb.rights:
        if child.dep_ == "npadvmod" and child.ent_type_ == "DATE":
            return _phrase(child, start, end, most=4)
        if child.lower_ in {"in", "during", "since"} and any(
            c.ent_type_ == "DATE" for c in child.children
        ):
            return _phrase(child, start, end, most=4)
    return None


def _phrase(
    head: Token, start: int, end: int, *, most: int = _LONGEST, whole: bool = False
) -> str | None:
    """Return the words under `head`, leaving out the number, clauses and what hangs on by commas.

    A phrase of more than `most` words ends before its last preposition; `whole` keeps the first.
    """
    aside = [(c.left_edge.i, c.right_edge.i) for c in head.children if c.dep_ in _ASIDE]
    # Not Token.subtree: it recurses, and a text made to be deep would end the process.
    first, last = max(head.left_edge.i, head.i - _REACH), min(head.right_edge.i, head.i + _REACH)
    parts: list[str] = []
    gap, cut = "", 0
    for word in head.doc[first : last + 1]:
        apart = any(begin <= word.i <= stop for begin, stop in aside)
        if apart or start <= word.idx < end or word.is_quote or _governs(word, start):
            gap = " "
            continue
        if word.is_punct and word.text != "-":
            if parts:
                break
            continue
        if not parts and not whole and (word.lower_ in _LEADING or word.text == "-"):
            continue
        if len(parts) >= most:
            parts = parts[:cut] if cut else parts
            break
        if word.pos_ == "ADP" and parts:
            cut = len(parts)
        parts.append(gap + word.text)
        gap = word.whitespace_
    return _short(["".join(parts).strip("- ")])


def _governs(word: Token, start: int) -> bool:
    """Tell the preposition right before the number, which falls with it."""
    return word.pos_ == "ADP" and 0 < start - word.idx - len(word.text) < 2


_REACH = 40
_ASIDE = words("relcl acl appos conj cc advcl predet")
_PREPOSITIONS = words("according including following compared based given regarding concerning")
_LEADING = words("the a an of than to by at for with some all")
_TRAILING = words(
    "the a an of in on at for to and with by from than that which who as about its his her "
    "their our is"
)


def _short(parts: list[str | None]) -> str | None:
    """Join the parts, cut where it grows long, never behind a word that needs another."""
    kept = " ".join(part for part in parts if part).split()[: _LONGEST + 3]
    while kept and kept[-1].lower().strip(",") in _TRAILING:
        kept.pop()
    return " ".join(kept) or None
