"""Noun phrases as a list shows them: without the number, other numbers, asides and time."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

from app.analysis.lexing import words
from app.analysis.sentence_tree import SentenceTree, is_noun

_LEFT = words("det amod compound poss nmod nounmod case advmod predet dep punct npadvmod quantmod")
_EMPTY = words(
    "more other others additional extra such own many few several some any all both "
    "each every another less most least single further only just estimated about nearly roughly"
)
"""Words before a noun that measure or compare and restrict nothing."""
_ARTICLES = words("the a an this that these those")
_NOT_OF = words("than but except including like such according because despite")
_NUMBER_NOUNS = words(
    "percent % per cent hundreds thousands millions billions dozens scores tens million billion "
    "trillion hundred thousand dozen $ £ €"
)
_UNITS = words(
    "km kilometres kilometers miles metres meters feet m years months weeks days hours minutes tons "
    "tonnes pounds dollars euros pence cents times points acres litres gallons degrees"
)
_ENDING = words(", ( ; : — – -- .")
_LEVELS = 3


class NounPhrases:
    """Renders the noun phrases of one sentence around one number, whose tokens are `hidden`."""

    def __init__(self, tree: SentenceTree, number: range, hidden: Collection[int]) -> None:
        self.tree, self.number, self.hidden = tree, number, {*number, *hidden}
        self._instead: dict[int, Token] = {}

    def single_out(self, chosen: Token | None, others: list[Token]) -> None:
        """Show one member of a coordination instead of all."""
        if chosen is None:
            return
        self.hidden |= {other.i for other in others}
        self._instead |= {other.i: chosen for other in others}

    def shown(self, noun: Token) -> Token:
        """Return the member of a coordination that is shown for `noun`."""
        return self._instead.get(noun.i, noun)

    def text(self, head: Token, most: int = 6, *, inner: bool = False) -> str:
        """Return the phrase in at most `most` words; `inner` keeps its article."""
        return self.tree.text(self.indices(head, most, inner=inner))

    def indices(
        self, head: Token, most: int = 6, *, inner: bool = False, level: int = 0
    ) -> list[int]:
        head = self.shown(head)
        core = self.core(head)
        while not inner and len(core) > 1 and self.tree.doc[core[0]].lower_ in _ARTICLES:
            del core[0]
        if level and self._width(core) > most:
            return []
        core = self._trimmed(core, most)
        kept = core
        for child in self.tree.children(head):
            if child.i < head.i or child.i in self.hidden:
                continue
            part = self._behind(child, most - self._width(kept), level)
            if part is None:
                if child.text in _ENDING or child.dep_ == "prep":
                    break
                continue
            kept = [*kept, *part]
        return kept

    def _trimmed(self, core: list[int], most: int) -> list[int]:
        """Return the last words of a long phrase, none of them half of "coal-fired"."""
        while len(core) > 1 and (
            self._width(core) > most
            or self.tree.is_glued(core[0])
            or self.tree.doc[core[0]].pos_ in {"CCONJ", "PUNCT", "PART", "ADP"}
        ):
            del core[0]
        return core

    def _width(self, indices: list[int]) -> int:
        """Count words as they are written: "coal-fired" is one."""
        return sum(not self.tree.is_glued(index) for index in indices)

    def core(self, head: Token) -> list[int]:
        """Return the noun with what stands before it."""
        doc, kept = self.tree.doc, [head.i]
        for child in self.tree.children(head):
            if (
                child.i > head.i
                or child.dep_ not in _LEFT
                or (is_number(child) and child.pos_ != "ADJ")
            ):
                continue
            if child.lower_ in _EMPTY or child.text in {"(", "[", '"', "“", ","}:
                continue
            below = self.tree.below(child, 8)
            if below is None or any(doc[i].pos_ == "NUM" and not doc[i].is_title for i in below):
                tied = self.tree.lowers(child.i - 1, 1) == ["-"]  # "22-year-old"
                kept += [] if tied else [child.i]
            else:
                kept += below
        return [
            i
            for i in sorted(set(kept))
            if i not in self.hidden
            and (not doc[i].is_quote or doc[i].tag_ == "POS")
            and not doc[i].is_bracket
        ]

    def modifiers(self, noun: Token) -> list[int]:
        """Return the words before a counted noun that restrict it, its compounds left out."""
        doc = self.tree.doc
        return [
            i
            for i in self.core(noun)
            if i < noun.i
            and doc[i].lower_ not in _ARTICLES
            and doc[i].pos_ not in {"PUNCT", "ADP", "CCONJ", "NUM", "DET", "PART"}
            and not (doc[i].dep_ == "compound" and doc[i].head == noun)
        ]

    def prepositional(self, preposition: Token, most: int, level: int = 0) -> list[int] | None:
        """Return a preposition with its object; None where that is a number, clause or too long."""
        inner = self.tree.child(preposition, "pobj")
        inner = inner if inner is None else self.shown(inner)
        if inner is None or preposition.i in self.hidden or preposition.lower_ in _NOT_OF:
            return None
        if inner.i in self.hidden or is_number(inner) or inner.pos_ == "PRON" or level >= _LEVELS:
            return None
        if self.is_unit(inner):
            return None
        below = self.indices(inner, most - 1, inner=True, level=level + 1)
        if not below or self._width(below) + 1 > most:
            return None
        return [preposition.i, *below]

    def is_unit(self, unit: Token) -> bool:
        """Tell a unit behind another number: "of the 3 km"."""
        number = self.tree.child(unit, "nummod")
        return number is not None and unit.lower_ in _UNITS

    def _behind(self, child: Token, room: int, level: int) -> list[int] | None:
        """Return what may stay of a part behind the noun."""
        before = self.tree.doc[child.i - 1].text if child.i else ""
        if child.dep_ == "prep" and before not in {",", "("}:
            return self.prepositional(child, room, level)
        if child.dep_ == "conj" and is_noun(child) and before in {"and", "or", "&"}:
            below = self.indices(child, 3, level=level + 1)
            joined = below == [child.i] and room > 1
            return [child.i - 1, child.i] if joined else None
        if child.dep_ == "acl" and child.tag_ in {"VBN", "VBG"} and before not in {",", "("}:
            below = self.tree.below(child, 10) or []
            seen = [i for i in below if i not in self.hidden]
            while seen and self.tree.doc[seen[-1]].pos_ in {"ADP", "CCONJ", "PUNCT"}:
                seen.pop()
            if any(i in self.number for i in below):
                return None
            return seen if 0 < len(seen) <= min(room, 5) and seen[0] == child.i else None
        if child.dep_ in {"acl", "relcl"} and self.tree.lowers(child.i - 1, 1) == ["to"]:
            aim = self.tree.below(child, min(room, 5))
            return aim if aim and aim[0] == child.i - 1 else None
        return None


def is_number(token: Token) -> bool:
    """Tell a number of whatever kind, a year aside."""
    if token.lower_ in _NUMBER_NOUNS:
        return True
    return (token.pos_ in {"NUM", "SYM"} or bool(token.like_num)) and token.ent_type_ not in {
        "DATE",
        "PRODUCT",
        "EVENT",
        "FAC",
        "LAW",
    }
