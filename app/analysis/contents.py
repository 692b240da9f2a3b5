"""Find what a cue attributes in the writer's own words: reported clauses, by the parse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from app.analysis import grammar
from app.analysis.cues import Cue
from app.analysis.lexicon import (
    BELIEF_NOUNS,
    STATEMENT_NOUNS,
    Frame,
    verb_forms,
)
from app.analysis.paragraphs import Paragraph
from app.analysis.wordlists import listed
from app.reading.attribution import Act
from app.reading.spans import Span

_ASIDE = listed("in on at to during after before from via by through over following under")
_FRONTED = listed(
    "when while as if after before although though because since once unless until whether"
)
_NOUNS = STATEMENT_NOUNS | BELIEF_NOUNS
_NO_THINGS = frozenset({"say", "add", "think", "believe", "argue", "claim", "insist", "estimate"})


@dataclass(slots=True)
class Found:
    """One cue's content, before quotations are looked at."""

    cue: Cue
    content: tuple[Span, ...]
    act: Act
    frame: Frame
    before: bool = False


def reported(cue: Cue) -> Found | None:
    """Return the clause or phrase that hangs on a cue, None where the parse has none."""
    for look in _WAYS:
        found = look(cue)
        if found is not None:
            spans = tuple(_within_quotation(cue, span) for span in found.content)
            spans = tuple(span for span in spans if span.end > span.start)
            if spans:
                found.content = spans
                return found
    return None


def _within_quotation(cue: Cue, span: Span) -> Span:
    """Keep the content of a cue inside quotation marks inside them."""
    if cue.inside < 0:
        return cue.paragraph.trimmed(span)
    quote = cue.paragraph.quotes[cue.inside]
    inner = Span(max(span.start, quote.start + 1), min(span.end, quote.end - 1))
    return cue.paragraph.trimmed(inner)


def _clause_after(cue: Cue) -> Found | None:
    verb = cue.takes(Frame.CLAUSE)
    if verb is None:
        return None
    for child in cue.verb.rights:
        if child.dep_ not in {"ccomp", "dobj"} or child.i < cue.verb.i:
            continue
        if child.dep_ == "dobj" and not (verb.lemma in _NO_THINGS and _reduced(child)):
            continue
        if _is_infinitive(child) and not cue.takes(Frame.OBJECT):
            continue
        if verb.act is Act.BELIEF and verb.lemma != "wonder" and _is_question(child):
            continue
        if child.dep_ == "ccomp" and not (_is_finite(child) or verb.lemma in _NO_THINGS):
            continue
        span = clause_span(cue, child)
        if span is not None:
            return Found(cue, (span,), verb.act, Frame.CLAUSE)
    return None


def _is_finite(clause: Token) -> bool:
    """Tell a clause from "found him guilty" and "saw them leave"."""
    if clause.tag_ in {"VBD", "VBZ", "VBP"} or _is_infinitive(clause):
        return True
    return any(
        child.tag_ in {"MD", "VBD", "VBZ", "VBP"} or child.dep_ == "mark" for child in clause.lefts
    )


def _is_question(clause: Token) -> bool:
    """Tell whether a clause leaves open what is so: "considered whether to go"."""
    first = clause.left_edge
    return first.tag_ in {"WDT", "WP", "WRB"} or first.lower_ in {"whether", "if"}


def _reduced(noun: Token) -> bool:
    """Tell whether the parse took a whole clause for a noun: "said people registered"."""
    return any(
        c.dep_ in {"acl", "relcl"} and c.tag_ in {"VBN", "VBD"} and c.i > noun.i
        for c in noun.rights
    )


def _marked_clause(cue: Cue) -> Found | None:
    """Find "that …" further on where the parse hung it on a word in between."""
    verb = cue.takes(Frame.CLAUSE)
    if verb is None:
        return None
    doc, end = cue.paragraph.doc, min(cue.verb.sent.end, cue.verb.i + 25)
    for token in doc[cue.verb.i + 1 : end]:
        if cue.paragraph.inside[token.i] != cue.inside or token.text in {";", ":"}:
            return None
        if token.lower_ == "that" and token.dep_ == "mark":
            clause = token.head
            if clause.i <= token.i or clause.head.i > token.i:
                return None
            if clause.head.tag_ in {"NN", "NNS"} and clause.head.lower_.rstrip("s") in _NOUNS:
                return None
            span = cue.paragraph.span(token.i + 1, _right_end(cue, clause) + 1)
            return Found(cue, (span,), verb.act, Frame.CLAUSE)
        if grammar.is_verb(token) and token.lower_ in verb_forms() and token.dep_ != "amod":
            return None
    return None


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.lefts)


def clause_span(cue: Cue, clause: Token) -> Span | None:
    """Return the stretch of a clause after its cue, without "that"."""
    paragraph = cue.paragraph
    first = clause.left_edge.i
    if first <= cue.verb.i:
        first = cue.verb.i + 1
    last = _right_end(cue, clause)
    if cue.source is not None and first < cue.source[1] <= last and cue.source[0] > cue.verb.i:
        first = cue.source[1]
    doc = paragraph.doc
    while first < last and (doc[first].is_space or doc[first].text in {",", ":", "–", "—", "-"}):
        first += 1
    if first < last and doc[first].lower_ == "that" and doc[first].tag_ == "IN":
        first += 1
    if first > last:
        return None
    return paragraph.span(first, last + 1)


def _right_end(cue: Cue, clause: Token) -> int:
    """Return the last token of a clause, with what the parse hung on the cue behind it."""
    last = clause.right_edge.i
    for child in cue.verb.rights:
        if child.i > last and child.dep_ in {"xcomp", "dobj", "attr", "acomp", "oprd"}:
            last = max(last, child.right_edge.i)
    return int(last)


def _object_clause(cue: Cue) -> Found | None:
    """Find "urged people to stay", "expect rates to fall"."""
    verb = cue.takes(Frame.OBJECT)
    if verb is None or grammar.is_passive(cue.verb):
        return None
    for child in cue.verb.rights:
        if child.dep_ in {"ccomp", "xcomp", "advcl"} and _is_infinitive(child):
            first = child.left_edge.i
            for other in cue.verb.rights:
                if other.dep_ in {"dobj", "dative"} and other.i < child.i:
                    first = min(first, other.left_edge.i)
                elif other.lower_ in {"on", "upon"} and other.i == cue.verb.i + 1:
                    first = other.i + 1  # "called on people to leave"
            has_object = doc_between(cue, first, child)
            if not has_object:
                continue
            span = cue.paragraph.span(max(first, cue.verb.i + 1), child.right_edge.i + 1)
            return Found(cue, (span,), verb.act, Frame.OBJECT)
    return None


def doc_between(cue: Cue, first: int, clause: Token) -> bool:
    """Tell whether somebody stands between the cue and the "to" of its infinitive."""
    to = next(child.i for child in clause.lefts if child.dep_ == "aux" and child.lower_ == "to")
    return any(token.pos_ in {"NOUN", "PROPN", "PRON"} for token in cue.paragraph.doc[first:to])


def _as_phrase(cue: Cue) -> Found | None:
    """Find "regards X as Y" and "accused X of Y"."""
    for frame, word in ((Frame.AS, "as"), (Frame.OF, "of")):
        verb = cue.takes(frame)
        if verb is None or cue.head is None:
            continue
        mark = _preposition(cue.verb, word)
        if mark is None:
            continue
        first = mark.i + 1
        target = next((c for c in cue.verb.rights if c.dep_ == "dobj" and c.i < mark.i), None)
        if target is not None and not grammar.is_passive(cue.verb):
            first = max(target.left_edge.i, cue.verb.i + 1)
        if mark.right_edge.i <= mark.i:
            continue
        span = cue.paragraph.span(first, mark.right_edge.i + 1)
        return Found(cue, (span,), verb.act, frame)
    return None


def _preposition(verb: Token, word: str) -> Token | None:
    for child in verb.rights:
        if child.dep_ in {"prep", "dobj", "advcl"} and child.lower_ == word:
            return child
        if child.dep_ in {"dobj", "prep"}:
            for inner in child.subtree:
                if inner.lower_ == word and inner.dep_ == "prep" and inner.i > child.i:
                    return inner
    return None


def _parenthetical(cue: Cue) -> Found | None:
    """Find "The road is closed, she said." and "As she noted, the road is closed."""
    verb = cue.takes(Frame.CLAUSE)
    if verb is None or cue.source is None:
        return None
    paragraph, doc = cue.paragraph, cue.paragraph.doc
    sentence = cue.verb.sent
    first, end = min(cue.source[0], cue.verb.i), max(cue.source[1], cue.verb.i + 1)
    leads = first > sentence.start and doc[first - 1].lower_ == "as"
    if leads:
        first -= 1
    if first == sentence.start or doc[first].is_sent_start:
        return _after_as(cue, verb.act, end, sentence.end) if leads else None
    if any(_fills(child, cue) for child in cue.verb.rights):
        return None
    stop = first if _ends_in_marks(cue, doc[first - 1]) else first - 1
    if stop < first and doc[stop].text not in {",", "—", "–", "--", "-"}:
        return None
    start = clause_start(paragraph, sentence.start, stop, cue.inside)
    if start >= stop:
        return None
    left = paragraph.span(start, stop)
    if doc[start].lower_ in _FRONTED and doc[start].dep_ in {"mark", "advmod"}:
        return None  # "When it rained, she said …": what comes before is not what she said
    spans = [left]
    if not has_finite_verb(doc[start:stop]):
        rest = _rest_after(cue, end, sentence.end)
        if rest is None or not has_finite_verb(doc[end : sentence.end]):
            return None
        spans.append(rest)
    return Found(cue, tuple(spans), verb.act, Frame.CLAUSE, before=True)


def _ends_in_marks(cue: Cue, before: Token) -> bool:
    """Tell whether a quotation with a comma in it ends right before source and cue."""
    paragraph = cue.paragraph
    number = paragraph.inside[before.i]
    if number < 0 or number == cue.inside or before.i == 0:
        return False
    return paragraph.quotes[number].end == paragraph.end_of(before) and before.nbor(-1).text == ","


def _fills(child: Token, cue: Cue) -> bool:
    """Tell whether a word behind the cue is what is said, so that nothing before it can be."""
    if cue.source is not None and cue.source[0] <= child.i < cue.source[1]:
        return False
    if child.dep_ == "prep":
        return child.lower_ not in _ASIDE
    return child.dep_ in {"ccomp", "dobj", "xcomp", "acomp", "attr", "oprd", "pcomp"}


def _after_as(cue: Cue, act: Act, end: int, last: int) -> Found | None:
    rest = _rest_after(cue, end, last)
    return None if rest is None else Found(cue, (rest,), act, Frame.CLAUSE)


def _rest_after(cue: Cue, end: int, last: int) -> Span | None:
    """Return what follows the comma after "…, she said,"."""
    doc = cue.paragraph.doc
    for i in range(end, min(last, end + 14)):
        if doc[i].text == "," and i + 1 < last:
            return cue.paragraph.span(i + 1, last)
    return None


def clause_start(paragraph: Paragraph, start: int, end: int, inside: int) -> int:
    """Return where the sentence's own matter begins: after "And", a semicolon, a quotation."""
    doc = paragraph.doc
    for i in range(end - 1, start - 1, -1):
        if paragraph.inside[i] == inside and doc[i].text == ";":
            start = i + 1
            break
    while start < end and (
        (doc[start].is_punct and paragraph.inside[start] < 0) or doc[start].is_space
    ):
        start += 1
    if start < end and doc[start].lower_ in {"and", "but"} and paragraph.inside[start] < 0:
        start += 1
    return start


def has_finite_verb(tokens: Iterable[Token]) -> bool:
    return any(
        token.tag_ in {"VBD", "VBZ", "VBP", "MD"} and token.dep_ not in {"relcl", "acl"}
        for token in tokens
    )


def _own_infinitive(cue: Cue) -> Found | None:
    """Find "vowed to return" and "wants to stay"."""
    promise, wish = cue.takes(Frame.PROMISE), cue.takes(Frame.WISH)
    verb = promise or wish
    if verb is None:
        return None
    for child in cue.verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and _is_infinitive(child):
            first = max(child.left_edge.i, cue.verb.i + 1)
            if child.right_edge.i < first:
                continue
            span = cue.paragraph.span(first, child.right_edge.i + 1)
            return Found(cue, (span,), verb.act, Frame.PROMISE if promise else Frame.WISH)
    return None


def _gerund(cue: Cue) -> Found | None:
    """Find "admitted (to) taking it"."""
    verb = cue.takes(Frame.GERUND)
    if verb is None:
        return None
    for child in cue.verb.rights:
        doer = child
        if child.dep_ == "prep" and child.lower_ == "to":
            doer = next((c for c in child.rights if c.dep_ == "pcomp"), child)
        if doer.tag_ == "VBG" and doer.dep_ in {"xcomp", "pcomp", "ccomp"}:
            span = cue.paragraph.span(doer.i, doer.right_edge.i + 1)
            return Found(cue, (span,), verb.act, Frame.GERUND)
    return None


def _thing(cue: Cue) -> Found | None:
    """Find "welcomed the plan": a noun phrase alone is no more than an attitude."""
    if cue.takes(Frame.NOUN) is None and cue.takes(Frame.NAMING) is None:
        return None
    for child in cue.verb.rights:
        if child.dep_ in {"dobj", "oprd"} and child.pos_ in {"NOUN", "PROPN"}:
            first = max(child.left_edge.i, cue.verb.i + 1)
            span = cue.paragraph.span(first, max(child.right_edge.i + 1, first + 1))
            return Found(cue, (span,), Act.ATTITUDE, Frame.NOUN)
    return None


_WAYS = (
    _clause_after,
    _object_clause,
    _as_phrase,
    _parenthetical,
    _marked_clause,
    _own_infinitive,
    _gerund,
    _thing,
)
