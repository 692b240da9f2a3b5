"""Word classes and base forms from tags, several times faster than the model's own components.

The model's attribute ruler and lemmatizer take a quarter of its time. Both depend on a word, its
tag and its dependency alone for all that is asked here, so their answers are kept in a table.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, ORTH, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS
from spacy.tokens import Doc, Token

_CLASSES = {
    "ADJ": "JJ JJR JJS AFX",
    "ADP": "IN RP",
    "ADV": "RB RBR RBS WRB",
    "AUX": "MD",
    "CCONJ": "CC",
    "DET": "DT PDT",
    "INTJ": "UH",
    "NOUN": "NN NNS",
    "NUM": "CD",
    "PART": "TO POS",
    "PRON": "PRP PRP$ WP WP$ WDT EX",
    "PROPN": "NNP NNPS",
    "PUNCT": ". , : -LRB- -RRB- `` '' HYPH NFP",
    "SPACE": "_SP",
    "SYM": "$ SYM",
    "VERB": "VB VBD VBG VBN VBP VBZ",
    "X": "FW LS ADD XX",
}
_CLASS_OF = {tag: name for name, tags in _CLASSES.items() for tag in tags.split()}
_BE = frozenset(
    ["be", "is", "are", "was", "were", "am", "been", "being", "'s", "'re", "'m", "’s", "’re", "’m"]
)
_INFLECTED = frozenset(["NNS", "VBD", "VBG", "VBN", "VBP", "VBZ", "JJR", "JJS", "RBR", "RBS"])


class Morphology:
    """Sets `pos` and `lemma` of a parsed text's tokens; remembers every form it has met."""

    def __init__(self, nlp: Language) -> None:
        self._lemmatizer: Any = nlp.get_pipe("lemmatizer")
        self._known: dict[tuple[int, int, int], tuple[int, int]] = {}

    def annotate(self, doc: Doc) -> None:
        """Fill in word class and base form of every token."""
        if not len(doc):
            return
        rows: list[tuple[int, int]] = []
        for number, key in enumerate(map(tuple, doc.to_array([ORTH, TAG, DEP]).tolist())):
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = self._look_up(doc[number])
            rows.append(found)
        doc.from_array([POS, LEMMA], np.array(rows, dtype="uint64"))  # type: ignore[arg-type] # stubs know no array

    def _look_up(self, token: Token) -> tuple[int, int]:
        name = _class_of(token)
        token.pos_ = name
        if token.tag_ in _INFLECTED:
            if name == "AUX":
                token.pos_ = "VERB"  # the rules for verbs know the auxiliaries' forms too
            lemma = "be" if token.lower_ in _BE else self._lemmatizer.rule_lemmatize(token)[0]
        else:
            lemma = token.text if name == "PROPN" else token.lower_
        return IDS[name], token.vocab.strings.add(lemma)


def _class_of(token: Token) -> str:
    name = _CLASS_OF.get(token.tag_, "X")
    if name == "VERB" and (token.lower_ in _BE or token.dep_ in {"aux", "auxpass"}):
        return "AUX"
    if name == "ADP" and token.dep_ == "mark":
        return "SCONJ"
    if name == "DET" and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "attr"}:
        return "PRON"
    return name
