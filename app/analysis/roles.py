"""How a number hangs in its sentence: the words it is made of, what hangs on it, what it hangs on."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from app.analysis.lexing import words
from app.analysis.noun_phrases import NounPhrases, is_number
from app.analysis.sentence_tree import is_clausal, is_noun

QUANTIFIERS = words(
    "hundred hundreds thousand thousands million millions billion billions trillion dozen dozens "
    "score scores ten tens couple handful number majority minority lot record average total "
    "maximum minimum"
)
_SHARES = words("half quarter quarters third thirds fifth fifths fraction in out of")
_TIMES = words("second minute hour day week month year decade century")
_FAR = 14
"""Steps up the tree that a number is followed."""


@dataclass(frozen=True, slots=True)
class Role:
    """`dep` is the number's relation to `governor`, the verb or noun above; "root" without one.

    `branch` is the governor's child that leads to the number, `preposition` the one between, and
    `dimension` the adjective or adverb that it measures ("high" of "12 metres high").
    """

    dep: str
    governor: Token | None
    branch: Token
    dimension: Token | None = None
    preposition: Token | None = None


class Number:
    """A number over tokens [first, last) of a sentence; `noun` is what it counts, outside of it.

    `named` tells that the noun is shown beside the number as its unit, `described`, once `own` was
    asked, that a participle describes the number ("$14 million borrowed from his father").
    """

    def __init__(
        self, nouns: NounPhrases, span: tuple[int, int], noun: Token | None, *, named: bool
    ) -> None:
        self.first, self.last = span
        self.nouns, self.tree = nouns, nouns.tree
        words_ = [self.tree.doc[i].lower_ for i in range(self.first, self.last)]
        self.share = any(word in _SHARES for word in words_)
        self.top = self._top()
        self.of = self._of()
        self.described = False
        self.plain = self._is_plain()
        counts = noun is not None and not self.covers(noun) and self.plain
        if counts and noun is not None and noun.i == self.last and nouns.is_unit(noun):
            # "ahead by 3 points": a measure, not so many things.
            self.last, counts, self.plain = self.last + 1, False, False
            nouns.hidden.add(noun.i)
            self.top, self.of = self._top(), self._of()
        self.noun = noun if counts else None
        self.named = named and counts and not self.share

    def covers(self, token: Token) -> bool:
        return self.first <= token.i < self.last

    @property
    def partitive(self) -> bool:
        """Tell "hundreds of people", where the number and not the noun hangs in the clause."""
        return self.of is not None and self.noun is not None and self.noun.i > self.of.i

    @property
    def lasts(self) -> bool:
        """Tell a length of time."""
        return str(self.top.lower_).rstrip("s") in _TIMES

    def _top(self) -> Token:
        """Return the word of the number phrase that the rest hangs on."""
        doc = self.tree.doc
        for index in reversed(range(self.first, self.last)):
            token = doc[index]
            hangs_out = token.head == token or not self.covers(token.head)
            if hangs_out and not token.is_punct and token.pos_ != "ADP":
                return token
        return doc[self.last - 1]

    def _of(self) -> Token | None:
        """Return "of" right behind the number."""
        behind = self.tree.lowers(self.last, 1)
        return self.tree.doc[self.last] if behind == ["of"] else None

    def _is_plain(self) -> bool:
        """Tell a number without unit, currency or percent sign."""
        return not any(
            (is_noun(token) or token.pos_ == "SYM" or token.lower_ in {"%", "$", "£", "€"})
            and not token.like_num
            and token.lower_ not in QUANTIFIERS | _SHARES
            for token in self.tree.doc[self.first : self.last]
        )

    def role(self) -> Role:
        """Follow the tree up to the verb or noun that says what the number is about."""
        here = self.noun if self.noun is not None and not self.partitive else self.top
        dimension: Token | None = None
        of: Token | None = None
        if here.dep_ == "conj" and (verb := self._verb_behind(here)):
            return Role("nsubj", verb, self.top)
        for _ in range(_FAR):
            head = here.head
            if head.i == here.i:
                break
            if is_clausal(head) and not self.covers(head):
                # "fell 3% in Ohio and 5% in Utah": the second hangs on the verb as if one itself.
                joined = here.dep_ == "conj" and not is_clausal(here)
                return Role("npadvmod" if joined else here.dep_, head, here, dimension, of)
            if here.dep_ == "pobj":
                if self.covers(head) and here == self.noun and (verb := self._verb_behind(here)):
                    return Role("nsubj", verb, here)
                if is_number(head.head) and not self.covers(head.head):
                    return Role("root", None, here)
                of = head
            elif here.dep_ not in {"prep", "conj", "appos"} and head.pos_ in {"ADJ", "ADV"}:
                dimension = head
            named = is_noun(head) and not self.covers(head) and not is_number(head)
            if named and here.dep_ != "conj":
                dep = "of" if of is not None and here == of else here.dep_
                return Role(dep, head, here, dimension, of)
            here = head
        return Role("root", None, here, dimension)

    def _verb_behind(self, noun: Token) -> Token | None:
        """Return the verb right behind, where the parse saw another subject than the number or none.

        So it is with "between two and four million people left" and with "46 percent would choose
        her and 44 percent would stay".
        """
        if noun.i + 1 >= self.tree.last:
            return None
        behind = self.tree.doc[noun.i + 1]
        verb = behind.head if behind.dep_ in {"aux", "auxpass"} else behind
        if not is_clausal(verb) or verb.tag_ not in {"VBD", "VBP", "VBZ", "VB", "VBN"}:
            return None
        subject = self.tree.child(verb, "nsubj", "nsubjpass")
        return verb if subject is None or subject.i < noun.i else None

    def own(self) -> str:
        """Return what hangs on the number or on its counted noun: "of voters in Ohio"."""
        indices = self._hanging()
        if self.of is None and self.noun is None:
            return self.tree.text(indices)
        # The parser gives "in Ohio" of "40 percent of voters in Ohio fled" to the verb or number.
        last = max(indices) if indices else self.noun.i if self.noun is not None else self.last
        while self.tree.lowers(last + 1, 1) and self.tree.doc[last + 1].is_quote:
            last += 1
        if last + 1 < self.tree.last and len(indices) < 6:
            after = self.tree.doc[last + 1]
            apart = after.head.i > after.i or self.covers(after.head)
            if after.dep_ == "prep" and apart:
                indices = [*indices, *(self.nouns.prepositional(after, 4) or [])]
        return self.tree.text(indices)

    def counted(self) -> str:
        """Return the counted noun with what stands before its number and behind it."""
        if self.noun is None:
            return ""
        before = self.nouns.core(self.top) if self.partitive else []
        return self.tree.text([*before, *self.nouns.indices(self.noun, 6)])

    def _hanging(self) -> list[int]:
        if self.noun is not None:
            return self._hanging_on(self.noun)
        if self.of is not None:
            return self.nouns.prepositional(self.of, 7) or []
        behind = self.tree.doc[self.last] if self.last < self.tree.last else self.top
        for child in [*self.tree.children(self.top), behind]:
            if child == behind and not self.covers(behind.head):
                continue
            apart = child.i < self.last or self.tree.doc[child.i - 1].text == ","
            if child.dep_ == "prep" and not apart:
                below = self.nouns.prepositional(child, 6)
            elif child.dep_ == "acl" and child.tag_ == "VBN" and not apart:
                below = self.tree.below(child, 5)
                self.described = bool(below)
            else:
                continue
            if below:
                return below
        return []

    def _hanging_on(self, noun: Token) -> list[int]:
        """Return the counted noun's restrictions, the noun itself only where they need it."""
        full = self.nouns.indices(noun, 7)
        if self.share and self.of is not None:
            return [self.of.i, *self.nouns.indices(noun, 7, inner=True)]
        if not self.named or self.nouns.modifiers(noun):
            return full
        return [i for i in full if i > noun.i]

    def restriction(self) -> str:
        """Return the relative clause of the counted noun ("who lost their jobs")."""
        clause = None if self.noun is None else self.tree.child(self.noun, "relcl")
        below = self.tree.below(clause, 8) if clause is not None else None
        if not below or any(self.tree.doc[i].pos_ == "NUM" for i in below):
            return ""
        return self.tree.text(below) if self.tree.doc[below[0]].tag_ in {"WP", "WDT"} else ""
