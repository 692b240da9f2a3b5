"""What a number measures, in a few words that stand alone in a list of claims.

The phrase is [what is measured], [place], [period]:

* What: the counted noun's restricting words and what befell it ("killed in Mariupol", "of voters
  in Ohio"), or the measured noun with the verb that gives it its meaning ("unemployment fell",
  "bridge expected to cost"). A counted noun that is shown beside its number is not repeated,
  unless adjectives stand before it or it is the object of a verb with another subject.
* Place: within "what" where the text has it behind, by itself where the sentence begins with it.
* Period: the nearest time phrase of the same clause.

Left out are who says it and how, the number with its modifier, other numbers, leading articles,
pronouns and asides. Nothing is taken from a clause with another subject. Where nothing remains
that says more than the unit, there is no phrase.
"""

from __future__ import annotations

from spacy.tokens import Token

from app.analysis import predicates
from app.analysis.clauses import FRAMES, Clauses
from app.analysis.lexing import words
from app.analysis.noun_phrases import NounPhrases
from app.analysis.occasions import Occasion, clause_of
from app.analysis.respectively import partner
from app.analysis.roles import QUANTIFIERS, Number, Role
from app.analysis.sentence_tree import SentenceTree, is_clausal, is_noun

_MOST = 9
"""Words that say what is measured."""
_ALL = 12
"""Words of the whole phrase, place and period included."""
_LOOSE = words(
    "the a an of in on at for to and with by from than that which who as about is or its his her "
    "their our your my while but"
)
_ARTICLES = words("the a an")
_CLITICS = {
    "'ll": "will",
    "’ll": "will",
    "'d": "would",
    "’d": "would",
    "'ve": "have",
    "’ve": "have",
}
_WAYS = words("up down higher lower")
_ANNOUNCING = FRAMES - words("report record estimate put list find see expect project forecast")
"""Verbs whose own time is not that of the number."""


class Measured:
    """One number of one sentence, told by its tokens and the noun it counts."""

    def __init__(
        self,
        tree: SentenceTree,
        occasions: list[Occasion],
        span: tuple[int, int],
        noun: Token | None,
        *,
        named: bool,
    ) -> None:
        first, last = span
        self.tree = tree
        self.occasions = [o for o in occasions if o.last <= first or o.first >= last]
        hidden = [i for o in self.occasions for i in range(o.first, o.last)]
        self.nouns = NounPhrases(tree, range(first, last), hidden)
        self.nouns.single_out(*partner(tree, first, last))
        self.clauses = Clauses(tree, self.nouns)
        self.number = Number(self.nouns, span, noun, named=named)

    def text(self) -> str | None:
        """Return the phrase, None where nothing sensible is found."""
        parts, place, verb = self._what()
        announced = verb is not None and verb.lemma_ in _ANNOUNCING
        what, period = _joined(parts), "" if announced else self._period(verb)
        if not what:
            what = self.number.restriction()
        if not what and self.number.noun is not None and (place or period):
            what = self.nouns.text(self.number.noun, 5)
        if not what:
            return None
        kept = [what]
        for part in (place, period):
            if part and part not in what and len(" ".join([*kept, part]).split()) <= _ALL:
                kept.append(part)
        return ", ".join(kept)

    def _what(self) -> tuple[list[str], str, Token | None]:
        """Return the parts of what is measured, the place, and the verb of its clause."""
        top = self.number.top
        if is_clausal(top) or top.tag_.startswith("VB"):
            return predicates.done(self.clauses, top), self.clauses.fronted_place(top), top
        role = self.number.role()
        verb = role.governor
        if verb is None or not is_clausal(verb):
            return self._of_noun(role)
        parts = predicates.told(self.number, self.clauses, verb, role)
        return parts, self.clauses.fronted_place(verb), verb

    def _of_noun(self, role: Role) -> tuple[list[str], str, Token | None]:
        """The number hangs on a noun, or on nothing: "a decline of 12%", "six dead in mill fire"."""
        number, head = self.number, role.governor
        own = number.own()
        if self._is_sample():
            return [self.nouns.text(head or number.noun or number.top)], "", None
        if head is None or head.lower_ in QUANTIFIERS:
            return self._fragment(role, own), "", None
        if number.of is not None and own and (role.dep not in {"of", "appos"} or number.lasts):
            return [own], "", None
        way = role.dimension
        if way is not None and way.lower_ in _WAYS:
            parts = [self.nouns.text(head), way.lower_, *self.clauses.objects(way, -1)[:1]]
            return parts, "", None
        if role.dep == "of" and number.noun is None:
            head = self._whole(head)
        name = self._named(role, head, own)
        if head.dep_ == "appos" and head.head.pos_ == "PROPN":
            name = f"{self.nouns.text(head.head, 4)}, {name}"
        return self._in_clause(head, name)

    def _whole(self, noun: Token) -> Token:
        """Return "margin" for the error of "a margin of error of 4 points"."""
        above = noun.head.head
        inside = noun.dep_ == "pobj" and noun.head.lower_ == "of" and is_noun(above)
        return above if inside and above.i not in self.nouns.hidden else noun

    def _named(self, role: Role, head: Token, own: str) -> str:
        """Return the noun that the number hangs on, with what hangs on the number."""
        noun, name = self.number.noun, self.nouns.text(head)
        if role.dep == "appos":
            return own if noun is not None else ", ".join(part for part in (name, own) if part)
        if role.dep != "of" or role.preposition is None:
            return name
        if noun is None:
            return f"{name} {own}" if own and not own.startswith("of ") else name
        if noun.i in self.nouns.indices(head):
            return name
        return f"{self.nouns.text(head, 4)} {role.preposition.lower_} {self.nouns.text(noun, 4)}"

    def _in_clause(self, head: Token, name: str) -> tuple[list[str], str, Token | None]:
        """Add who and what to a bare noun: "net loss" -> "mill had net loss"."""
        verb = head.head if is_clausal(head.head) and head.head != head else None
        short = len(name.split()) < 3 or head.dep_ == "attr"
        if verb is None or verb.lemma_ in FRAMES or not short:
            return [name], "", verb
        who = self.clauses.subject_text(verb, 4)
        said = self.clauses.verb_text(verb, perfect=True)
        place = self.clauses.fronted_place(verb)
        if head.dep_ in {"nsubj", "nsubjpass"}:
            return [name, said, *self.clauses.objects(verb, head.i)[:1]], place, verb
        if head.dep_ == "dobj" and who:
            return [who, said, name], place, verb
        if head.dep_ == "attr" and who:
            between = " against " if self.number.top.dep_ == "predet" else ", "
            return [f"{who}{between}{name}"], place, verb
        return [name], place, verb

    def _is_sample(self) -> bool:
        """Tell "(n = 412)"."""
        first = self.number.first
        return self.tree.lowers(first - 2, 2) == ["n", "="] or self.tree.lowers(first - 1, 1) == [
            "n="
        ]

    def _fragment(self, role: Role, own: str) -> list[str]:
        """Return what stands around a number in a headline, a bracket or a table's row."""
        root = role.branch
        if own:
            return [own]
        empty = root.i in self.nouns.hidden or root == self.number.noun
        if empty or not (is_noun(root) or root.pos_ == "ADJ" or root.lower_ in {"up", "down"}):
            return self._label()
        return [self.nouns.text(root, 7)]

    def _label(self) -> list[str]:
        """Return the name before the number in a row without a verb ("Ohio 412 3.5%")."""
        kept: list[int] = []
        for token in self.tree.doc[self.tree.first : self.number.first]:
            if is_clausal(token) or token.is_punct:
                return []
            if token.pos_ not in {"NUM", "SYM"}:
                kept.append(token.i)
        named = any(is_noun(self.tree.doc[index]) for index in kept)
        return [self.tree.text(kept)] if named and len(kept) < 5 else []

    def _period(self, verb: Token | None) -> str:
        """Return the nearest time phrase of the clause."""
        near = self._clauses_near(verb)
        best, least = "", 10**6
        for occasion in self.occasions:
            if occasion.clause not in near:
                continue
            shared = near[occasion.clause]
            if shared and occasion.first > occasion.clause:
                continue  # "sold two mills in May and bought 40": not in May
            after = occasion.first >= self.number.last
            far = occasion.first - self.number.last if after else self.number.first - occasion.last
            if far < least:
                best, least = occasion.text, far
        return best

    def _clauses_near(self, verb: Token | None) -> dict[int, bool]:
        """Return the verbs whose time is the number's too; True where another verb's time is meant."""
        here = verb
        if here is None:
            index = clause_of(self.number.top)
            here = self.tree.doc[index] if index >= 0 else None
        near: dict[int, bool] = {-1: False} if here is None else {}
        if self.number.noun is not None:
            described = self.tree.child(self.number.noun, "acl")
            near |= {} if described is None else {described.i: False}
        joined = False
        for _ in range(4):
            if here is None:
                break
            near[here.i] = joined
            own = self.tree.child(here, "nsubj", "nsubjpass") is not None
            joined = joined or here.dep_ == "conj"
            shares = here.dep_ == "xcomp" or (here.dep_ == "conj" and not own)
            here = here.head if shares and is_clausal(here.head) else None
        return near


def _joined(parts: list[str]) -> str:
    """Join the parts as long as they fit; the first always stays."""
    kept: list[str] = []
    for part in parts:
        size = sum(len(one.split()) for one in kept) + len(part.split())
        if part and (size <= _MOST or not kept):
            kept.append(part)
    phrase = " ".join(kept).replace(" ,", ",").split()
    while phrase and phrase[0].lower() in _ARTICLES:
        del phrase[0]
    while phrase and phrase[-1].lower().strip(",") in _LOOSE:
        phrase.pop()
    if phrase and phrase[0] in _CLITICS:
        phrase[0] = _CLITICS[phrase[0]]
    return " ".join(phrase).strip(" ,-")
