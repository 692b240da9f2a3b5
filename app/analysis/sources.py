"""Read what the words that name a source are: a name, a pronoun, a role or a description."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Token

from app.analysis import grammar, titles
from app.analysis.drafts import Draft
from app.analysis.names import courtesy_before, role_around, role_before, split_name
from app.analysis.paragraphs import Paragraph
from app.analysis.wordlists import listed
from app.reading.spans import Span

_DROPPED = listed("""a an the some several many these those this that any both all another each every most
    few multiple his her their its our my your one two three four five six""")
_POSSESSIVE_PRONOUNS = {"his": "he", "her": "she", "their": "they", "its": "it"}
_RELATIVE_PRONOUNS = {"which": "it", "that": "it", "whom": "who", "whose": "who"}
_STANDING_FOR = _POSSESSIVE_PRONOUNS | _RELATIVE_PRONOUNS
_PERSONAL = listed("he she they it him her them who we i you")


_WRITERS = frozenset({"my", "our"})
WRITER = "we"
"""The possessor of what is the writer's own: "our findings"."""
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC"})
_NOWHERE = Span(0, 0)


class SourceKind(StrEnum):
    """What the head of a source is."""

    NONE = "none"
    PRONOUN = "pronoun"
    NAME = "name"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name a source, read once while the parse is at hand.

    `name`, `role` and `gender` belong to a name; `description` is the phrase without its article;
    `head` is its head noun in lower case and the singular. `possessor` is the pronoun or the name
    the phrase is possessed by ("his office"). `named` is true where a proper noun identifies a
    description that is not a person ("the U.S. government"). `quoted` is true inside a quotation, `label`
    for the name before a colon in an interview or transcript.
    """

    kind: SourceKind
    text: str = ""
    span: Span = _NOWHERE
    sentence: int = 0
    pronoun: str = ""
    name: str = ""
    role: str = ""
    gender: str = ""
    person: bool = False
    description: str = ""
    head: str = ""
    plural: bool = False
    definite: bool = False
    plain: bool = False
    joint: bool = False
    possessor: str = ""
    named: bool = False
    quoted: bool = False
    label: bool = False


NO_SOURCE = Source(SourceKind.NONE)


def source_of(draft: Draft, sentence: int) -> Source:
    """Return what is known of a draft's source; `sentence` is its paragraph's first sentence."""
    if draft.head is None or not draft.source:
        return NO_SOURCE
    span = Span(draft.source[0].start, draft.source[-1].end)
    if draft.labelled:
        return _read_label(draft.origin or draft.paragraph, span, sentence)
    # A continuation repeats the source of the paragraph it goes on from.
    paragraph = draft.origin or draft.paragraph
    return read_source(paragraph, draft.head, span, sentence)


def _read_label(paragraph: Paragraph, span: Span, sentence: int) -> Source:
    """Return who the name before a colon is, with the role behind its comma."""
    text = paragraph.text(span)
    wording, _, role = text.partition(",")
    wording = re.sub(r"\([^)]*\)", "", wording).strip()
    first = paragraph.token_at(span.start)
    last = paragraph.token_at(span.start + len(wording) - 1)
    name, title, gender = split_name(paragraph.doc[first : last + 1])
    return Source(
        SourceKind.NAME,
        text,
        span,
        sentence,
        name=name.title() if name.isupper() and len(name) > 3 else name,
        role=title or role.strip().lower(),
        gender=gender,
        person=True,
        description=wording,
        head=name.lower(),
        label=True,
    )


def read_groups(paragraph: Paragraph, sentence: int) -> Iterator[Source]:
    """Yield the plural subjects of main clauses: whom a later "they" may mean."""
    for token in paragraph.doc:
        if token.dep_ not in {"nsubj", "nsubjpass"} or token.head.dep_ != "ROOT":
            continue
        if paragraph.inside[token.i] >= 0 or token.lower_ in _PERSONAL:
            continue
        plural = token.tag_ in {"NNS", "NNPS"} or grammar.has_child(token, "conj")
        if plural:
            yield read_source(paragraph, token, paragraph.span(*grammar.phrase(token)), sentence)


def read_source(paragraph: Paragraph, head: Token, span: Span, sentence: int) -> Source:
    """Return what the phrase around `head` says of who it names."""
    first, last = paragraph.token_at(span.start), paragraph.token_at(span.end - 1)
    tokens = [token for token in paragraph.doc[first : last + 1] if not token.is_space]
    number = sentence + paragraph.sentences[head.i]
    text = paragraph.text(span)
    plural = head.tag_ in {"NNS", "NNPS"} or any(t.dep_ == "conj" for t in tokens)
    quoted = paragraph.inside[head.i] >= 0
    common = {"quoted": quoted, "text": text, "span": span, "sentence": number, "plural": plural}
    pronoun = _STANDING_FOR.get(head.lower_, str(head.lower_))
    if pronoun in _PERSONAL and len(tokens) == 1:
        return Source(SourceKind.PRONOUN, pronoun=pronoun, **common)  # type: ignore[arg-type] # one dict for all kinds
    joint = any(t.dep_ == "conj" and t.head.i >= first for t in tokens)
    described = _described(tokens)
    rest = {
        **common,
        "description": described,
        "head": _singular(head),
        "definite": tokens[0].lower_ in {"the", "that", "this", "those", "these"},
        "plain": len(tokens) <= 2,
        "joint": joint,
        "possessor": _possessor(tokens, head),
    }
    named = _name_tokens(head, first, last) or _name_beside(head)
    if named:
        name, role, gender = split_name(named)
        gender = gender or courtesy_before(paragraph, named[0].i)
        before = role_before(paragraph, named[0].i)
        whole_role = " ".join(part for part in (before, role) if part)
        whole_role = whole_role or role_around(paragraph, named[-1])
        person = bool(gender or whole_role) or named[0].ent_type_ == "PERSON"
        return Source(
            SourceKind.NAME,
            name=name,
            role=whole_role,
            gender=gender,
            person=person,
            **rest,  # type: ignore[arg-type] # one dict for all kinds
        )
    proper = any((t.pos_ == "PROPN" or t.ent_type_ in _NAMED) and t is not head for t in tokens)
    identified = proper and titles.bare(_singular(head)) not in titles.PEOPLE_NOUNS
    return Source(SourceKind.DESCRIPTION, named=identified, **rest)  # type: ignore[arg-type] # one dict for all kinds


def _name_tokens(head: Token, first: int, last: int) -> list[Token]:
    """Return the tokens of the name a source's head belongs to, or stands beside."""
    doc = head.doc
    for entity in doc[first : last + 1].ents:
        if entity.label_ == "PERSON" and head.i <= entity.end - 1 and _beside(head, entity.root):
            return list(entity)
    if head.pos_ != "PROPN" and head.tag_ not in {"NNP", "NNPS"}:
        return []
    if titles.role_noun(head.text) and not head.text.istitle():
        return []
    if not head.text[:1].isupper():
        return []
    start = head.i
    while start > first and doc[start - 1].pos_ == "PROPN" and doc[start - 1].dep_ != "poss":
        start -= 1
    if head.ent_type_ and head.ent_type_ != "PERSON":
        entity_start = head.i
        while entity_start > first and doc[entity_start].ent_iob_ == "I":
            entity_start -= 1
        start = min(start, entity_start)
    end = head.i + 1
    while end <= last and (
        (doc[end].ent_iob_ == "I" and doc[end].ent_type_ == head.ent_type_)
        or doc[end].pos_ == "PROPN"
    ):
        end += 1
    return list(doc[start:end])


def _name_beside(head: Token) -> list[Token]:
    """Return the tokens of a person's name in apposition: "the mayor, Ann Lee, said"."""
    if head.tag_ != "NN":
        return []
    for child in head.rights:
        if child.dep_ == "appos" and child.ent_type_ == "PERSON":
            return [t for t in head.doc[child.left_edge.i : child.i + 1] if t.ent_type_ == "PERSON"]
    return []


def _beside(head: Token, root: Token) -> bool:
    """Tell whether a person's name is the head itself, or in apposition to it."""
    if root == head or (root.head == head and root.dep_ in {"appos", "compound", "flat", "nmod"}):
        return True
    return head.head == root and head.dep_ in {"compound", "nmod", "amod"}


def _described(tokens: list[Token]) -> str:
    kept = list(tokens)
    while len(kept) > 1 and kept[0].lower_ in _DROPPED and kept[1].lower_ != "of":
        kept = kept[1:]
    # "officials in embattled Mariupol": a participle before a name says nothing of who it is.
    kept = [
        t
        for t in kept
        if not (
            t.tag_ == "VBN"
            and t.dep_ == "amod"
            and t.head.pos_ == "PROPN"
            and (t.i == 0 or t.nbor(-1).text != "-")
        )
    ]
    words = "".join(t.text_with_ws for t in kept).strip(" ,")
    first = kept[0]
    plain = first.pos_ != "PROPN" and first.ent_type_ in {"", "CARDINAL"}
    if plain and first.text.istitle():
        words = words[:1].lower() + words[1:]
    return words


def _singular(head: Token) -> str:
    lowered = str(head.lower_)
    if head.tag_ in {"NNS", "NNPS"} and lowered.endswith("s") and not lowered.endswith("ss"):
        if lowered.endswith("ies"):
            return lowered[:-3] + "y"
        return lowered[:-1]
    return lowered


def _possessor(tokens: list[Token], head: Token) -> str:
    for token in tokens:
        if token.dep_ == "poss" and token.head == head:
            if token.lower_ in _POSSESSIVE_PRONOUNS:
                return _POSSESSIVE_PRONOUNS[token.lower_]
            if token.lower_ in _WRITERS:
                return WRITER
            name = [t for t in token.subtree if t.i <= token.i and t.dep_ != "case"]
            return " ".join(t.text for t in name if t.lower_ not in {"the", "a", "an"})
    return ""
