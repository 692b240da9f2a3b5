"""What the clause says of a number, in parts, best first, for each way the number stands in it."""

from __future__ import annotations

from spacy.tokens import Token

from app.analysis.clauses import FRAMES, LIGHT, Clauses
from app.analysis.lexing import words
from app.analysis.noun_phrases import is_number
from app.analysis.roles import Number, Role
from app.analysis.units import PEOPLE_VERBS

_DONE_TO = (
    PEOPLE_VERBS
    - words("die perish attend register vote march protest flee enroll enrol drown starve")
) | words(
    "create cut build destroy damage sell buy close open lose add fire sack rescue seize issue "
    "plant approve recall wreck cancel release"
)
"""Verbs that are told of their object: "killed by the flood" for "the flood killed"."""
_IRREGULAR = {
    "build": "built",
    "buy": "bought",
    "cut": "cut",
    "hurt": "hurt",
    "lose": "lost",
    "sell": "sold",
    "shoot": "shot",
    "trap": "trapped",
    "cancel": "cancelled",
}
_DIMENSIONS = {
    "long": "length",
    "high": "height",
    "tall": "height",
    "deep": "depth",
    "wide": "width",
    "thick": "thickness",
    "heavy": "weight",
}
_PASSING = FRAMES - {"expect", "find", "list", "record", "see"}
_NAMING = _PASSING - {"claim", "add"}
"""Verbs that do nothing to their object: "claimed 16 lives" does."""


def told(number: Number, clauses: Clauses, verb: Token, role: Role) -> list[str]:
    """Return what the clause of `verb` says of the number."""
    if role.dep in {"nsubj", "nsubjpass"}:
        return _bearing(number, clauses, verb, role)
    if number.noun is not None:
        return _counted(number, clauses, verb, role)
    return _measuring(number, clauses, verb, role)


def done(clauses: Clauses, verb: Token) -> list[str]:
    """Return the parts where the number is a verb: "sales doubled", "to triple the size"."""
    who = clauses.subject_text(verb)
    said = clauses.verb_text(verb, shown=True, perfect=bool(who))
    return [who, said, *clauses.objects(verb, -1)[:1]]


def _bearing(number: Number, clauses: Clauses, verb: Token, role: Role) -> list[str]:
    """The number is the subject: "2,400 had been killed in the city"."""
    own = number.own()
    if not own and number.noun is None and role.branch != number.top:
        own = clauses.noun_text(role.branch)
    if verb.lemma_ in _PASSING:
        if own or role.dep == "nsubjpass":
            return [own, *_places(clauses, verb)]
        return _answer(number, clauses, verb)
    said, rest = clauses.verb_text(verb), clauses.objects(verb, role.branch.i)
    if own and not rest and verb.lemma_ in LIGHT and verb.tag_ != "VBN":
        said = ""
    if number.share and verb.tag_ == "VBZ" and said == verb.text:
        said = verb.lemma_  # "one in five bakers smokes"
    behind = own.split(" ", 1)[0].lower() not in {"of", ""} and number.named
    bare = number.noun is None or not number.nouns.modifiers(number.noun)
    if own and ((rest and not said) or (said and behind and bare)):
        own = f"{own},"
    if not own and not rest and verb.lemma_ == "be":
        return []
    return [own, said, *(rest[:2] if said else rest[:1])]


def _answer(number: Number, clauses: Clauses, verb: Token) -> list[str]:
    """Return what the counted said, where nothing else tells who they are."""
    tree = clauses.tree
    content = tree.child(verb, "ccomp")
    if content is None or content.i < verb.i:
        return []
    below = tree.below(content, 8)
    if below is not None:
        return [tree.text([verb.i, *(i for i in below if i not in number.nouns.hidden)])]
    said = content.text if content.lemma_ == "be" else clauses.verb_text(content)
    rest = clauses.objects(content, -1)[:1]
    who = clauses.subject_text(content, 4)
    return [f"{verb.text} {who} {said}", *rest] if who and rest else []


def _places(clauses: Clauses, verb: Token) -> list[str]:
    found = clauses.objects(verb, -1)
    return [text for text in found if text.split()[0].lower() in {"in", "at", "across"}][:1]


def _counted(number: Number, clauses: Clauses, verb: Token, role: Role) -> list[str]:
    """The number counts what the verb is about: "the flood killed 2,400 people"."""
    own, rest = number.own(), clauses.objects(verb, role.branch.i)
    noun = own if number.share and own else number.counted()
    said = clauses.verb_text(verb)
    if verb.lemma_ in _NAMING and role.dep != "prep":
        return [own, *_places(clauses, verb)]
    if verb.lemma_ == "be" and role.dep in {"attr", "nsubj", "dep"}:
        there = clauses.tree.child(verb, "expl") is not None
        who = clauses.subject_text(verb)
        return [own, *rest[:1]] if there or not who else [f"{who}, {own}" if own else who]
    if role.dep == "dobj":
        special = _object_told(number, clauses, verb, own, said, rest)
        if special:
            return special
    who = clauses.subject_text(verb, 4)
    if number.share and own.startswith("of "):
        return [f"{own}, {who} {said}" if who else own]
    via = role.preposition
    if via is not None and role.dep in {"prep", "agent", "dative"}:
        if via.lower_ == "of" and via.i < verb.i:
            return [own]
        return _fitting([who, said, *_object(clauses, verb), f"{via.lower_} {noun}"])
    said = clauses.verb_text(verb, perfect=bool(who))
    if not who and verb.lemma_ in LIGHT:
        return [own or noun, *rest[:1]] if own or rest else []
    before = clauses.objects(verb, role.branch.i, before=number.first)
    return [who, said, *before, noun, *[text for text in rest if text not in before][:1]]


def _object_told(
    number: Number, clauses: Clauses, verb: Token, own: str, said: str, rest: list[str]
) -> list[str]:
    """Return the object's fate, for verbs whose object is what matters; [] for others."""
    tree = clauses.tree
    if verb.lemma_ == "leave":
        fate = tree.child(verb, "oprd", "xcomp", "acomp") or _behind(number)
        below = tree.below(fate, 4) if fate is not None else None
        if below or not rest:
            return [f"{own} {tree.text(below or [])}".strip()]
        return [own, verb.text, rest[0]]
    if said != verb.text:
        return []
    if verb.lemma_ == "have":
        owner = _agent(number, clauses, verb)
        return [f"of {owner}"] if owner and not rest and not own else []
    if verb.lemma_ not in _DONE_TO or verb.tag_ == "VB" or verb.dep_ in {"xcomp", "pcomp"}:
        return []
    said = verb.text if verb.tag_ in {"VBD", "VBN"} else _participle(verb.lemma_)
    if len(own.split()) > 4:
        return []
    agent = "" if verb.dep_ == "advcl" else _agent(number, clauses, verb)
    by = f"by {agent}" if agent else ""
    whole = number.noun is not None and number.nouns.modifiers(number.noun)
    return [own, said, by, *rest[:1]] if whole or not own else [said, by, own]


def _participle(lemma: str) -> str:
    """Return "killed" for "kill", of the verbs that are told of their object."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    return lemma + ("d" if lemma.endswith("e") else "ed")


def _behind(number: Number) -> Token | None:
    """Return the adjective behind a counted noun ("left thousands of farmers homeless")."""
    children = number.tree.children(number.top)
    last = number.noun.i if number.noun is not None else number.last
    return next((c for c in children if c.dep_ == "amod" and c.i > last), None)


def _agent(number: Number, clauses: Clauses, verb: Token) -> str:
    noun = clauses.subject(verb)
    if noun is None:
        return ""
    return clauses.noun_text(noun, 4) if is_number(noun) else number.nouns.text(noun, 4, inner=True)


def _object(clauses: Clauses, verb: Token) -> list[str]:
    text = clauses.object_text(verb)
    return [text] if text else []


def _measuring(number: Number, clauses: Clauses, verb: Token, role: Role) -> list[str]:
    """The number tells how much: "unemployment fell 3 percent", "the sea was 12 metres high"."""
    who, own = clauses.subject_text(verb), number.own()
    if number.plain and role.dep == "dobj" and verb.lemma_ in _DONE_TO:
        said = clauses.verb_text(verb)
        fate = _object_told(number, clauses, verb, own, said, clauses.objects(verb, role.branch.i))
        if fate:
            return fate
    size = role.dimension.lower_ if role.dimension is not None else ""
    if size in _DIMENSIONS:
        noun = clauses.subject(verb)
        whose = "" if noun is None else number.nouns.text(noun, 5, inner=True)
        return [f"{_DIMENSIONS[size]} of {whose}" if whose else _DIMENSIONS[size]]
    if verb.lemma_ in _NAMING:
        passive = clauses.tree.child(verb, "nsubjpass") is not None
        return [who if passive else "", *_object(clauses, verb), own]
    rest = clauses.objects(verb, role.branch.i)
    if verb.lemma_ == "be":
        there = clauses.tree.child(verb, "expl") is not None
        whole = ", ".join(part for part in (f"{who} {size}".strip(), own) if part)
        return [whole, *([] if who and not there else rest[:1])]
    said = clauses.verb_text(verb, perfect=bool(who))
    if not who and not rest and not own and (verb.lemma_ in LIGHT or verb.tag_ == "VBG"):
        return []
    if own and number.of is not None:
        return [own if number.lasts or not who else f"{own}, {who} {said}"]
    rest = [text for text in rest if not own or text.split()[0] != own.split()[0]]
    if own and number.described and (said or rest):
        return [who, said, *rest[:1], f", {own}"]
    return [who, said, *rest[:2], own]


def _fitting(parts: list[str], most: int = 9) -> list[str]:
    """Drop what stands between the verb and the number where all would be too long."""
    size = sum(len(part.split()) for part in parts)
    return parts if size <= most else [*parts[:2], parts[-1]]
