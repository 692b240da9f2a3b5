"""The clause around a number in a few words: who, does what, to what."""

from __future__ import annotations

from spacy.tokens import Token

from app.analysis.lexing import words
from app.analysis.noun_phrases import NounPhrases, is_number
from app.analysis.sentence_tree import SentenceTree, is_clausal, is_noun

FRAMES = words(
    "say tell add note argue announce report claim state estimate believe think expect suggest "
    "warn show indicate reveal put project predict forecast reckon calculate record cite mention "
    "explain assume insist ask know see guess admit confirm declare list find"
)
"""Verbs that only pass a number on: who says it stands elsewhere."""
_SAYING = words(
    "say tell add note argue announce claim state believe think suggest warn indicate explain "
    "insist ask know guess admit confirm declare"
)
LIGHT = words("have leave get be include see become remain make involve")
_SHARES = words("half quarter third majority")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_RELATIVES = words("who which that whom")
_LEADING = words("of from for to with")
_PLACES = words("in at across near throughout within around inside outside off along")


class Clauses:
    """Reads the clauses of one sentence around one number."""

    def __init__(self, tree: SentenceTree, nouns: NounPhrases) -> None:
        self.tree, self.nouns = tree, nouns

    def subject(self, verb: Token) -> Token | None:
        """Return the noun that does or bears what the verb says, None where only a pronoun does."""
        here = verb
        for _ in range(6):
            found = self.tree.child(here, *_SUBJECTS, "csubj")
            if found is not None:
                return self._referent(found, here)
            if here.dep_ in {"acl", "relcl"}:
                return here.head if is_noun(here.head) else None
            if here.dep_ == "pcomp" and is_clausal(here.head.head):
                here = here.head.head
                continue
            if here.dep_ not in {"conj", "xcomp", "advcl"} or here.head == here:
                return None
            if not self._shares(here):
                return None
            here = here.head
        return None

    def _shares(self, verb: Token) -> bool:
        """Tell a verb that shares its subject with the verb above it."""
        above = verb.head
        if verb.dep_ == "xcomp":
            return self.tree.child(above, "dobj") is None
        if verb.dep_ == "conj":
            return above.lemma_ not in FRAMES
        # "The mill was blamed for the leak, killing 40": the mill did not kill.
        return self.tree.child(above, "nsubjpass") is None or verb.tag_ != "VBG"

    def _referent(self, noun: Token, verb: Token) -> Token | None:
        if noun.lower_ in _RELATIVES and noun.tag_ in {"WP", "WDT"}:
            relative = verb.dep_ in {"relcl", "acl"} and is_noun(verb.head)
            return verb.head if relative else None
        if noun.lower_ in {"it", "they"}:
            return self._antecedent(noun)
        return noun if noun.pos_ not in {"PRON", "DET", "NUM"} else None

    def _antecedent(self, pronoun: Token) -> Token | None:
        """Return the one noun before that the pronoun can stand for, in the same sentence."""
        found = None
        for token in self.tree.doc[self.tree.first : pronoun.i]:
            if token.dep_ not in _SUBJECTS:
                continue
            if token.head.lemma_ in FRAMES and pronoun.i > token.head.i:
                return None  # "The firm said it …": the firm may be meant, or what it spoke of
            many = token.tag_ in {"NNS", "NNPS"}
            fits = is_noun(token) and token.ent_type_ != "PERSON"
            if fits and many == (pronoun.lower_ == "they"):
                if found is not None:
                    return None
                found = token
        return found

    def subject_text(self, verb: Token, most: int = 7) -> str:
        noun = self.subject(verb)
        if noun is not None:
            return self.noun_text(noun, most)
        above = verb.head.head
        if verb.dep_ == "pcomp" and is_noun(above) and not is_number(above):
            return f"{self.nouns.text(above, 3)} {verb.head.text}"  # "plan for creating 400 jobs"
        return ""

    def noun_text(self, noun: Token, most: int = 7) -> str:
        """Return the noun phrase; of "40 percent of voters" the voters."""
        noun = self.nouns.shown(noun)
        if noun.i in self.nouns.hidden:
            return ""
        if is_number(noun) or noun.lower_ in _SHARES:
            of = next((c for c in self.tree.children(noun) if c.lower_ == "of"), None)
            inner = None if of is None else self.tree.object_of(of)
            return "" if inner is None or not is_noun(inner) else self.nouns.text(inner, most)
        if noun.tag_ == "VBG" and not is_noun(noun):
            return self.tree.text(self._seen(self.tree.below(noun, 6) or [noun.i]))
        return self.nouns.text(noun, most)

    def top(self, verb: Token) -> Token:
        """Return the verb whose infinitive this is, as "expected" of "expected to cost"."""
        here = verb
        for _ in range(4):
            above = here.head
            if here.dep_ == "pcomp" and above.lower_ in _LEADING and is_clausal(above.head):
                here = above.head
                continue
            over = here.dep_ == "xcomp" and is_clausal(above) and above.lemma_ not in LIGHT
            if not over or self.tree.child(above, "dobj") is not None:
                break
            if above.lemma_ in _SAYING or (above.lemma_ in FRAMES and above.lemma_ != "expect"):
                break
            here = above
        return here

    def verb_text(self, verb: Token, *, shown: bool = False, perfect: bool = False) -> str:
        """Return the verb with what changes its meaning: modal, negation, particle, "expected to".

        `shown` keeps a verb that is itself the number, `perfect` the "has" of "has risen".
        """
        chain, here, last = [verb], verb, self.top(verb)
        while here != last:
            here = here.head.head if here.dep_ == "pcomp" else here.head
            chain.append(here)
        kept: list[int] = []
        for part in chain:
            if part.lemma_ == "be" and part.tag_ != "VB" and part == last:
                negation = self.tree.child(part, "neg")
                kept += [] if negation is None else [part.i, negation.i]
                continue
            kept.append(part.i)
            if part.dep_ == "pcomp" and part != last:
                kept.append(part.head.i)
            kept += self._helpers(part, main=part == last)
        hidden = self.nouns.hidden
        if last.tag_ == "VB" and last.dep_ == "conj" and self.tree.child(last, "aux") is None:
            # "would cut 40 jobs and save $9m": the saving is no more certain than the cutting.
            kept += [c.i for c in self.tree.children(last.head) if c.tag_ == "MD"]
        if perfect and last.tag_ == "VBN" and self.tree.child(last, "auxpass") is None:
            kept += [c.i for c in self.tree.children(last) if c.lemma_ == "have" and c.i < last.i]
        return self.tree.text(i for i in kept if i not in hidden or (shown and i == verb.i))

    def _helpers(self, verb: Token, *, main: bool) -> list[int]:
        children = self.tree.children(verb)
        firm = any(c.dep_ == "neg" or c.tag_ == "MD" for c in children)
        kept = []
        for child in children:
            to = child.tag_ == "TO" and child.i < verb.i and (not main or self._intends(verb))
            helps = child.dep_ in {"aux", "auxpass"} and child.tag_ != "TO" and (firm or to)
            going = child.dep_ == "aux" and child.tag_ == "MD"
            future = child.dep_ == "auxpass" and child.tag_ == "VB" and firm
            if to or helps or going or future or child.dep_ in {"prt", "neg"}:
                kept.append(child.i)
        return kept

    def _intends(self, verb: Token) -> bool:
        return verb.dep_ in {"acl", "relcl", "xcomp", "advcl", "ROOT"} and not (
            verb.dep_ == "xcomp" and verb.head.lemma_ in FRAMES | LIGHT
        )

    def objects(self, verb: Token, skip: int, before: int | None = None) -> list[str]:
        """Return what completes the verb, best first: object or complement, then places and means.

        The part that hangs on token `skip` is the number's own. With `before` only what stands
        between the verb and that token is returned.
        """
        found: list[str] = []
        for child in self.tree.children(verb):
            if child.i < verb.i or child.i == skip or child.i in self.nouns.hidden:
                continue
            if before is not None and child.i >= before:
                break
            text = self._complement(child)
            if text:
                found.append(text)
        return found

    def _complement(self, child: Token) -> str:
        before = self.tree.doc[child.i - 1].text
        if child.dep_ in {"dobj", "attr", "oprd", "dative"} and is_noun(child):
            plain = not is_number(child) and not self.nouns.is_unit(child)
            return self.nouns.text(child, 5, inner=True) if plain else ""
        if child.dep_ in {"acomp", "oprd"} and child.pos_ == "ADJ":
            below = self.tree.below(child, 5)
            return self.tree.text(self._seen(below) if below else [child.i])
        if child.dep_ in {"prep", "agent", "dative"} and before not in {",", "("}:
            return self.tree.text(self.nouns.prepositional(child, 6) or [])
        if child.dep_ == "xcomp" and child.tag_ in {"VB", "VBG"} and child.i > child.head.i:
            below = self.tree.below(child, 5)
            return self.tree.text(self._seen(below)) if below else ""
        return ""

    def object_text(self, verb: Token) -> str:
        child = self.tree.child(verb, "dobj")
        if child is None or not is_noun(child) or child.i in self.nouns.hidden or is_number(child):
            return ""
        return self.nouns.text(child, 4, inner=True)

    def _seen(self, indices: list[int]) -> list[int]:
        return [i for i in indices if i not in self.nouns.hidden]

    def fronted_place(self, verb: Token) -> str:
        """Return where it was, when the sentence begins with that ("In Ohio, rents fell")."""
        here = self.top(verb)
        for _ in range(6):
            if here.dep_ != "conj" or not is_clausal(here.head):
                break
            here = here.head
        for child in self.tree.children(here):
            if child.i > verb.i or child.i > here.i:
                break
            inner = self.tree.object_of(child) if child.lower_ in _PLACES else None
            if inner is None or child.dep_ != "prep":
                continue
            if inner.ent_type_ in {"GPE", "LOC", "FAC"} or inner.pos_ == "PROPN":
                return self.nouns.text(inner, 4)
        return ""
