"""Read a dependency parse: whose verb it is, and which words make up a phrase."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
_IN_PHRASE = frozenset(
    {
        "prep",
        "compound",
        "poss",
        "case",
        "nummod",
        "nmod",
        "amod",
        "quantmod",
        "det",
        "cc",
        "conj",
        "flat",
    }
)
_SHARING = frozenset({"conj", "xcomp", "advcl", "ccomp", "dep", "parataxis"})
_OUTSIDE = frozenset({"relcl", "acl", "appos", "advcl", "punct", "parataxis", "ccomp"})


def is_verb(token: Token) -> bool:
    return bool(token.tag_.startswith("VB"))


def is_passive(verb: Token) -> bool:
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    if any(child.dep_ in {"auxpass", "nsubjpass", "agent"} for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and not has_child(verb, "aux")


def agent(verb: Token) -> Token | None:
    """Return the head of "by …" after a passive verb."""
    for child in verb.rights:
        if child.dep_ == "agent":
            return next((inner for inner in child.rights if inner.dep_ == "pobj"), None)
    return None


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Return the head noun of who does what `verb` says, found through shared subjects.

    A relative pronoun stands for the noun it refers to; a passive has its agent or nobody.
    """
    if is_passive(verb):
        return agent(verb)
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            relative = child.lower_ in RELATIVES and child.i < verb.i
            return verb.head if relative and verb.dep_ in {"relcl", "acl"} else child
    if verb.dep_ == "acl":
        return verb.head if verb.tag_ in {"VBG", "VBZ", "VBD", "VBP"} else agent(verb)
    if depth > 5 or verb.head is verb or verb.dep_ not in _SHARING:
        return None
    if verb.dep_ == "ccomp" and verb.tag_ not in {"VBG", "VB"}:
        return None
    return _shared_subject(verb, depth)


def _shared_subject(verb: Token, depth: int) -> Token | None:
    """Return the subject of the verb that `verb` hangs on, or its object: "asked them to say"."""
    if verb.dep_ == "xcomp":
        for child in verb.head.children:
            if child.dep_ in {"dobj", "dative"} and child.i < verb.i:
                return child
    if is_passive(verb.head):
        return next((c for c in verb.head.lefts if c.dep_ == "nsubjpass"), None)
    return subject(verb.head, depth + 1) if verb.head.pos_ in {"VERB", "AUX"} else None


def phrase(head: Token, depth: int = 0) -> tuple[int, int]:
    """Return the token range of the noun phrase around `head`, end exclusive.

    Relative clauses, appositions and remarks between commas are left out, enumerations kept.
    """
    first = min(
        (c.left_edge.i for c in head.lefts if c.dep_ not in _OUTSIDE and c.dep_ != "advmod"),
        default=head.i,
    )
    last = head.i
    for child in head.rights:
        if child.dep_ == "punct" and child.text in {",", "-", "–"}:
            continue
        if child.dep_ in _OUTSIDE or child.dep_ not in _IN_PHRASE:
            break
        end = _end_of_part(head, child, depth)
        if end is None:
            break
        last = max(last, end)
    while first < last and (head.doc[first].is_punct or head.doc[first].is_space):
        first += 1
    return first, last + 1


def _end_of_part(head: Token, part: Token, depth: int) -> int | None:
    """Return the last token of what follows a phrase's head, None where it no longer belongs."""
    if part.dep_ == "cc":
        return int(head.i)
    if part.dep_ == "conj":
        if part.pos_ not in {"NOUN", "PROPN", "PRON"}:
            return None
        # A list of thousands hangs item on item: deeper than Python may call.
        return phrase(part, depth + 1)[1] - 1 if depth < 20 else int(part.right_edge.i)
    if part.dep_ == "prep":
        if part.i > head.i + 1 and head.doc[part.i - 1].text == ",":
            return None
        return _prepositional(part, depth)
    return int(part.right_edge.i)


def _prepositional(preposition: Token, depth: int) -> int:
    if depth >= 20:
        return int(preposition.right_edge.i)
    objects = (child for child in preposition.rights if child.dep_ == "pobj")
    return max((phrase(child, depth + 1)[1] - 1 for child in objects), default=preposition.i)


def negated(verb: Token) -> bool:
    return any(child.dep_ == "neg" for child in verb.children)


def governed_by(verb: Token, forms: frozenset[str]) -> bool:
    """Tell whether an infinitive hangs on one of the verb forms, as in "declined to say"."""
    return verb.dep_ == "xcomp" and verb.head.lower_ in forms


def modal(verb: Token) -> str:
    """Return the modal verb with `verb` in lower case, or an empty string."""
    return next((str(child.lower_) for child in verb.lefts if child.tag_ == "MD"), "")


def has_child(token: Token, dep: str, lower: str = "") -> bool:
    return any(
        child.dep_ == dep and (not lower or child.lower_ == lower) for child in token.children
    )
