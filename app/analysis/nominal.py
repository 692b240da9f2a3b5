"""Attributions without a verb of saying: "according to", "the mayor's claim that …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from app.analysis import grammar
from app.analysis.contents import clause_start, has_finite_verb
from app.analysis.lexicon import BELIEF_NOUNS, LIGHT_VERBS, STATEMENT_NOUNS
from app.analysis.paragraphs import Paragraph
from app.reading.attribution import Act
from app.reading.spans import Span

FEWEST_WORDS = 3
"""A stretch before a closing "according to" of no more words is a phrase, not a statement."""

_JOINING = frozenset({"and", "but", "yet", "while", ";", ":", "—", "–"})
_NOUNS = STATEMENT_NOUNS | BELIEF_NOUNS


@dataclass(frozen=True, slots=True)
class NounClause:
    """A noun that holds a statement, with its that-clause: "the mayor's claim that …"."""

    noun: Token
    source: tuple[int, int]
    head: Token
    content: Span
    act: Act


def find_noun_clauses(paragraph: Paragraph) -> Iterator[NounClause]:
    """Yield the claims, beliefs and wishes put as nouns whose owner the sentence names."""
    for noun in paragraph.doc:
        if noun.tag_ not in {"NN", "NNS"}:
            continue
        lemma = noun.lower_[:-1] if noun.tag_ == "NNS" else noun.lower_
        clause = _that_clause(noun)
        if lemma not in _NOUNS or clause is None:
            continue
        head = _owner(noun)
        if head is None or paragraph.inside[head.i] != paragraph.inside[noun.i]:
            continue
        first, end = grammar.phrase(head)
        if first <= noun.i < end:
            continue
        start = next(c.i for c in clause.lefts if c.lower_ == "that") + 1
        content = paragraph.trimmed(paragraph.span(start, clause.right_edge.i + 1))
        act = Act.BELIEF if lemma in BELIEF_NOUNS else Act.STATEMENT
        yield NounClause(noun, (first, end), head, content, act)


def _that_clause(noun: Token) -> Token | None:
    for child in noun.rights:
        if child.dep_ in {"acl", "ccomp", "relcl"} and grammar.has_child(child, "mark", "that"):
            return child
    return None


def _owner(noun: Token) -> Token | None:
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    verb = noun.head
    if noun.dep_ == "pobj":
        verb = verb.head
    if noun.dep_ in {"dobj", "pobj"} and verb.lower_ in LIGHT_VERBS:
        return grammar.subject(verb)
    return None


def find_according(
    paragraph: Paragraph,
) -> Iterator[tuple[Span, tuple[int, int], Token, tuple[Span, ...]]]:
    """Yield cue, source tokens, source head and content of each "according to"."""
    doc = paragraph.doc
    for token in doc[:-2]:
        if token.lower_ != "according" or doc[token.i + 1].lower_ != "to":
            continue
        to = doc[token.i + 1]
        head = next((c for c in to.rights if c.dep_ == "pobj"), None)
        if head is None:
            head = next(
                (c for c in doc[to.i + 1 : to.i + 8] if c.pos_ in {"NOUN", "PROPN", "PRON"}), None
            )
        if head is None:
            continue
        first, end = grammar.phrase(head)
        first = max(first, to.i + 1)
        content = _according_content(paragraph, token, end)
        if content:
            yield paragraph.span(token.i, to.i + 1), (first, end), head, content


def _according_content(paragraph: Paragraph, token: Token, end: int) -> tuple[Span, ...]:
    doc, sentence = paragraph.doc, token.sent
    inside = paragraph.inside[token.i]
    start = clause_start(paragraph, sentence.start, token.i, inside)
    last = sentence.end
    rest: Span | None = None
    for i in range(end, last):
        if doc[i].text == "," and paragraph.inside[i] == inside:
            if i + 1 < last:
                rest = paragraph.trimmed(paragraph.span(i + 1, last))
            break
    left = paragraph.trimmed(paragraph.span(start, token.i)) if start < token.i else None
    if rest is not None and start < token.i and doc[token.i - 1].lower_ in _JOINING:
        return (rest,)  # "It is late, and according to Lee, it rains."
    if left is None or left.end <= left.start or not has_finite_verb(doc[start : token.i]):
        whole = [span for span in (left, rest) if span is not None and span.end > span.start]
        # A sentence that ends here has its verb before, also where the tagger took it for a noun.
        closing = start == sentence.start and token.i - start > FEWEST_WORDS
        return tuple(whole) if rest is not None or closing else ()
    return (left,)
