"""Find the words that attribute, with the words that name who says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from app.analysis import grammar
from app.analysis.lexicon import WITHHELD, CueVerb, Frame, verb_forms
from app.analysis.paragraphs import Paragraph
from app.analysis.wordlists import listed
from app.reading.spans import Span

PRONOUNS = listed("i you we he she they it one someone somebody everyone everybody nobody who")
_NOBODY = listed("i we you nobody none anyone anybody nothing")
_LIKE_PREPOSITIONS = frozenset({"considering", "assuming", "supposing", "judging"})
_FUTURE = frozenset(
    {"will", "would", "wo", "'ll", "’ll", "should", "must", "may", "might", "can", "could"}
)
_VERDICTS = listed("determine decide find show prove rule tell establish discover agree")


@dataclass(slots=True)
class Cue:
    """A verb that attributes, at one place in one paragraph.

    `head` is the head noun of the source, `source` its token range; both may be missing.
    `inside` is the number of the innermost quotation around the verb, -1 for none. `unsaid` is
    true where the sentence says that this was not said: such a cue only ends what others say.
    """

    paragraph: Paragraph
    verb: Token
    readings: tuple[CueVerb, ...]
    head: Token | None
    source: tuple[int, int] | None
    inside: int
    particle: Token | None = None
    unsaid: bool = False

    def takes(self, frame: Frame) -> CueVerb | None:
        return next((verb for verb in self.readings if frame in verb.frames), None)

    @property
    def start(self) -> int:
        """Where source and cue begin, whichever stands first."""
        first = self.verb.i if self.source is None else min(self.verb.i, self.source[0])
        return self.paragraph.starts[first]

    @property
    def end(self) -> int:
        """Where source and cue end."""
        last = (self.particle or self.verb).i
        if self.source is not None and self.source[0] > self.verb.i:
            last = max(last, self.source[1] - 1)
        return self.paragraph.end_of(self.paragraph.doc[last])

    @property
    def cue_spans(self) -> tuple[Span, ...]:
        span = self.paragraph.span(self.verb.i, self.verb.i + 1)
        if self.particle is None:
            return (span,)
        if self.particle.i == self.verb.i + 1:
            return (self.paragraph.span(self.verb.i, self.particle.i + 1),)
        return (span, self.paragraph.span(self.particle.i, self.particle.i + 1))

    @property
    def wording(self) -> str:
        """Return source and cue as they stand: "Lee said", "said Lee", "Lee … said"."""
        spans = sorted((*self.source_spans, *self.cue_spans))
        words = self.paragraph.text(spans[0])
        for one, other in pairwise(spans):
            words += (" " if other.start - one.end < 2 else " … ") + self.paragraph.text(other)
        return words

    @property
    def source_spans(self) -> tuple[Span, ...]:
        return () if self.source is None else (self.paragraph.span(*self.source),)


def find_cues(paragraph: Paragraph) -> Iterator[Cue]:
    """Yield the verbs that can attribute something, in text order."""
    forms = verb_forms()
    for token in paragraph.doc:
        readings = forms.get(token.lower_)
        if readings is None or not (_is_predicate(token) or _ends_sentence(paragraph, token)):
            continue
        particle = _particle(token, readings)
        if particle is None:
            readings = tuple(verb for verb in readings if not verb.particle)
        if not readings:
            continue
        head, source = find_source(paragraph, token)
        inside = paragraph.inside[token.i]
        if inside >= 0 and not _stands_alone(head):
            continue  # what people say inside a quotation needs a source of its own
        unsaid = _nobody(head) or _not_said(token)
        yield Cue(paragraph, token, readings, head, source, inside, particle, unsaid)


def find_source(paragraph: Paragraph, verb: Token) -> tuple[Token | None, tuple[int, int] | None]:
    """Return head noun and tokens of the source, at the verb's own level of quotation."""
    before = verb.doc[verb.i - 1]
    if not grammar.is_verb(verb):
        return before, (_after_comma(verb), verb.i)
    head = before if _follows_its_subject(verb) else grammar.subject(verb)
    if _hangs_on_aside(verb):
        head = grammar.subject(verb.sent.root) or head
    inside = paragraph.inside[verb.i]
    if head is not None and paragraph.inside[head.i] != inside:
        head = None
    if head is None and not grammar.is_passive(verb):
        head = _beside_quotation(paragraph, verb)
    return head, None if head is None else _clipped(paragraph, head, inside, verb)


def _hangs_on_aside(verb: Token) -> bool:
    """Recognise "Lee fined a guard who had slept, saying …", where the parse hears the guard."""
    if verb.tag_ != "VBG" or verb.i == 0 or verb.nbor(-1).lower_ not in {",", "while"}:
        return False
    above = verb
    while above.head.i != above.i and above.dep_ in {"advcl", "conj", "xcomp", "ccomp", "relcl"}:
        if above.dep_ == "relcl":
            return True
        above = above.head
    return False


def _stands_alone(head: Token | None) -> bool:
    return head is not None and head.lower_ not in PRONOUNS and head.tag_ not in {"DT", "WDT", "WP"}


def _is_predicate(token: Token) -> bool:
    if not grammar.is_verb(token):
        return False
    if token.lower_ in _LIKE_PREPOSITIONS and not any(c.dep_ == "aux" for c in token.children):
        return False
    return token.dep_ not in {"amod", "compound", "aux", "auxpass"}


def _after_comma(token: Token) -> int:
    return next((i + 1 for i in range(token.i - 1, 0, -1) if token.doc[i].text == ","), token.i - 1)


def _ends_sentence(paragraph: Paragraph, token: Token) -> bool:
    """Recognise "…, a new study reports." where the tagger takes the verb for a noun."""
    doc, i = paragraph.doc, token.i
    if not token.lower_.endswith("s") or (i + 1 < len(doc) and doc[i + 1].text not in {".", ","}):
        return False
    for j in range(i - 1, max(i - 9, 0), -1):
        if doc[j].text == ",":
            return (
                i - j > 1 and doc[j + 1].lower_ in {"a", "an", "the"} and doc[i - 1].pos_ == "NOUN"
            )
        if doc[j].is_punct or grammar.is_verb(doc[j]):
            return False
    return False


def _follows_its_subject(verb: Token) -> bool:
    """Recognise "… given the bank reported …", where the parse gives the noun to another verb."""
    if (
        verb.i == 0
        or verb.tag_ not in {"VBD", "VBZ", "VBP"}
        or verb.dep_ not in {"conj", "dep", "advcl"}
    ):
        return False
    before = verb.doc[verb.i - 1]
    return (
        before.tag_ in {"NN", "NNS", "NNP", "NNPS"}
        and before.dep_ in {"dobj", "pobj", "attr"}
        and not any(child.dep_ in {*grammar.SUBJECTS, "cc"} for child in verb.lefts)
    )


def _particle(token: Token, readings: tuple[CueVerb, ...]) -> Token | None:
    wanted = {verb.particle for verb in readings if verb.particle}
    for child in token.rights:
        if child.lower_ in wanted and child.i <= token.i + 4:
            return child
    return None


def _nobody(head: Token | None) -> bool:
    """Tell whether the source is the writer, or nobody at all."""
    if head is None:
        return False
    pointing = head.tag_ in {"DT", "WDT"} and head.left_edge is head.right_edge
    if head.lower_ in _NOBODY or pointing:  # "that said, …"
        return True
    return any(child.lower_ in {"no", "neither"} for child in head.lefts)


def _not_said(verb: Token) -> bool:
    """Tell whether the sentence says that this was not, or not yet, said."""
    if grammar.governed_by(verb, WITHHELD):
        return True
    if grammar.has_child(verb, "mark", "if"):
        return True
    if grammar.modal(verb) in _FUTURE and verb.lower_ in _VERDICTS:
        return True
    return grammar.negated(verb) and verb.lower_ not in {"think", "believe", "expect"}


def _clipped(paragraph: Paragraph, head: Token, inside: int, verb: Token) -> tuple[int, int]:
    """Return the source's tokens, cut where a quotation mark or the verb itself begins."""
    first, end = grammar.phrase(head)
    while first < head.i and paragraph.inside[first] != inside:
        first += 1
    if head.ent_type_ == "PERSON":
        end = _before_apposition(head, end)
    for i in range(head.i, end):
        if paragraph.inside[i] != inside or i == verb.i:
            return first, i
    if first <= verb.i < head.i:
        first = verb.i + 1
    doc = paragraph.doc
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end - 1].whitespace_:
        end += 2  # "co-host Ann Lee": the parse may stop at the hyphen
        while end < len(doc) and end != verb.i and doc[end].pos_ in {"PROPN", "NOUN"}:
            end += 1
    return first, _balanced(doc, first, end)


def _balanced(doc: Doc, first: int, end: int) -> int:
    """Cut a phrase where a bracket opens that does not close in it."""
    opened = [i for i in range(first, end) if doc[i].text == "("]
    closed = any(doc[i].text == ")" for i in range(first, end))
    return opened[0] if opened and not closed and opened[0] > first else end


def _before_apposition(name: Token, end: int) -> int:
    """Cut a person's phrase where "…, Ann's husband and the firm's head" begins."""
    doc = name.doc
    for i in range(name.i + 1, end - 1):
        if doc[i].text != ",":
            continue
        after = i + 1
        while after < end and doc[after].ent_type_ == "PERSON":
            after += 1
        if after == i + 1 or (after < len(doc) and doc[after].tag_ == "POS"):
            return i
    return end


def _beside_quotation(paragraph: Paragraph, verb: Token) -> Token | None:
    """Find who speaks between a quotation and its verb where the parse sees no subject."""
    doc, inside = paragraph.doc, paragraph.inside
    level = inside[verb.i]
    i = verb.i - 1
    while i >= 0 and verb.i - i <= 8 and inside[i] == level:
        i -= 1
    if i >= 0 and inside[i] != level and inside[i] >= 0 and verb.i - i <= 8:
        between = [t for t in doc[i + 1 : verb.i] if t.pos_ in {"PROPN", "PRON", "NOUN"}]
        if between:
            return between[-1]
        for t in doc[verb.i + 1 : verb.i + 8]:
            if inside[t.i] != level or t.is_punct:
                break
            if t.pos_ in {"PROPN", "PRON", "NOUN"} and t.dep_ not in {
                "compound",
                "poss",
                "amod",
                "nmod",
            }:
                return t
    return None
