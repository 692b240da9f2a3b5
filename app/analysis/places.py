"""Where it was: the name that "that city" stands for."""

from __future__ import annotations

from app.analysis.lexing import words
from app.analysis.sentence_tree import SentenceTree

_KINDS = words("city town village country state region province county district island")
_WITHIN = words("in at near from across")


def name_places(tree: SentenceTree) -> None:
    """Let "that city" be written as the only place that the sentence has named before it."""
    names: dict[str, str] = {}
    for token in tree.doc[tree.first : tree.last]:
        within = token.dep_ == "pobj" and token.head.lower_ in _WITHIN
        if within and token.tag_ == "NNP" and token.ent_type_ not in {"NORP", "PERSON", "DATE"}:
            first = token.i
            while first > tree.first and tree.doc[first - 1].dep_ == "compound":
                first -= 1
            names[token.lower_] = tree.text(range(first, token.i + 1))
        pointed = tree.child(token, "det") if token.lower_ in _KINDS else None
        if pointed is None or pointed.lower_ not in {"that", "this"} or len(names) != 1:
            continue
        tree.write_for(token, *names.values())
        tree.write_for(pointed, "")
