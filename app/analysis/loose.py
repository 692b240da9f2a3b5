"""Give away the quotations that have no cue right beside them."""

from __future__ import annotations

import re

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from app.analysis import grammar
from app.analysis.cues import Cue
from app.analysis.drafts import Draft, Ledger, stops
from app.analysis.lexicon import STATEMENT_NOUNS, Frame
from app.analysis.paragraphs import Paragraph
from app.analysis.quotemarks import QuotedStretch
from app.language import later
from app.reading.attribution import Act, AttributionKind
from app.reading.remarks import Remark
from app.reading.spans import Span

_TERM = re.compile(
    r"\b(?:words?|terms?|phrases?|titled?|entitled|called|named|dubbed|so-called)\s*,?\s*$",
    re.IGNORECASE,
)
_NEAR = 120
"""Code points between what a source says and a quotation that goes on from it."""
_FEWEST = 4
"""Words a quotation needs to be taken for somebody's sentence by its place alone."""


def give_loose_quotations(ledger: Ledger, before: Draft | None) -> None:
    """Give what is left to a fragment's cue, a statement or the speaker going on."""
    for cue in ledger.cues:
        _take_fragments(ledger, cue)
    _take_for_statements(ledger)
    _take_continuations(ledger)
    _take_paragraphs(ledger, before)


def _take_fragments(ledger: Ledger, cue: Cue) -> None:
    """Give a fragment that hangs on a cue to its source: "called it “a mess”"."""
    if cue.source is None or cue.inside >= 0 or cue.unsaid or not _quotes(cue):
        return
    paragraph = ledger.paragraph
    end = paragraph.end_of(cue.verb.right_edge)
    for quote in ledger.free():
        if not cue.end <= quote.start < end:
            continue
        gap = ledger.text(cue.end, quote.start)
        first, last = paragraph.token_from(cue.end), paragraph.token_from(quote.start)
        finite = any(
            grammar.is_verb(t) and t.tag_ not in {"VBN", "VBG"} for t in paragraph.doc[first:last]
        )
        if last - first > 12 or finite or stops(gap) or _TERM.search(gap):
            continue
        if is_title(ledger.body(quote)) and not cue.takes(Frame.NAMING):
            continue
        if cue.takes(Frame.AS) and not cue.takes(Frame.NAMING) and not re.search(r"\bas\b", gap):
            continue
        ledger.take(quote)
        same = next(
            (d for d in ledger.drafts if d.verb is not None and d.verb.i == cue.verb.i), None
        )
        if same is not None and same.quotes:
            same.content.append(quote.span)
            same.quotes.append(quote)
            continue
        ledger.drafts.append(
            Draft(
                paragraph,
                [quote.span],
                cue.cue_spans,
                cue.source_spans,
                cue.head,
                Act.STATEMENT,
                AttributionKind.MIXED,
                0.6,
                Remark.BEFORE_FEW.format(cue=cue.wording),
                frame=Frame.NOUN,
                verb=cue.verb,
                quotes=[quote],
            )
        )


def is_title(words: str) -> bool:
    """Tell whether every longer word is capitalised, as in the title of a book or film."""
    longer = [word for word in re.findall(r"\w+", words) if len(word) > 3]
    return bool(longer) and all(word[0].isupper() for word in longer) and not words.isupper()


def _quotes(cue: Cue) -> bool:
    """Tell whether a cue is a verb of speech, which may quote single words."""
    if cue.verb.tag_ == "VBN" and not grammar.has_child(cue.verb, "aux"):
        return False
    return any(
        verb.act is not Act.BELIEF
        and verb.frames & {Frame.CLAUSE, Frame.QUOTE, Frame.NAMING, Frame.AS, Frame.NOUN, Frame.OF}
        and Frame.WISH not in verb.frames
        for verb in cue.readings
    )


def _take_for_statements(ledger: Ledger) -> None:
    """Give fragments to the statement or assessment that is the subject of their sentence."""
    paragraph = ledger.paragraph
    subjects: dict[int, Token | None] = {}
    for quote in ledger.free():
        if quote.start < paragraph.offset or quote.end > paragraph.end:
            continue
        first = paragraph.token_from(quote.start)
        sentence = paragraph.doc[first].sent
        if sentence.start not in subjects:
            subjects[sentence.start] = _stating_subject(paragraph, sentence)
        head = subjects[sentence.start]
        if head is None or head.i >= first:
            continue
        ledger.take(quote)
        ledger.drafts.append(
            Draft(
                paragraph,
                [_own_clause(ledger, quote)],
                (),
                (paragraph.span(*grammar.phrase(head)),),
                head,
                Act.STATEMENT,
                AttributionKind.MIXED,
                0.65,
                Remark.IN_SENTENCE_ABOUT.format(noun=head.text),
                quotes=[quote],
            )
        )


def _stating_subject(paragraph: Paragraph, sentence: TokenSpan) -> Token | None:
    """Return the first statement, report or the like that is the subject of a sentence."""
    for token in sentence:
        if token.dep_ in {"nsubj", "nsubjpass"} and token.head.dep_ == "ROOT":
            lemma = token.lower_[:-1] if token.tag_ == "NNS" else token.lower_
            if token.pos_ != "PROPN" and lemma in STATEMENT_NOUNS and paragraph.inside[token.i] < 0:
                return token
    return None


def _own_clause(ledger: Ledger, quote: QuotedStretch) -> Span:
    """Widen a fragment to its clause where that begins with "it" or "they"."""
    paragraph = ledger.paragraph
    first = paragraph.token_from(quote.start)
    for i in range(first - 1, max(first - 4, -1), -1):
        token = paragraph.doc[i]
        if token.lower_ in {"it", "they", "he", "she"} and token.dep_ == "nsubj":
            return Span(paragraph.starts[i], quote.end)
    return quote.span


def announcement(ledger: Ledger) -> Draft | None:
    """Return who is about to speak where a paragraph ends "Lee said:", with nothing said yet."""
    paragraph = ledger.paragraph
    if not paragraph.words.rstrip().endswith(":") or not ledger.cues:
        return None
    cue = ledger.cues[-1]
    tail = ledger.text(cue.end, paragraph.end)
    if cue.source is None or cue.inside >= 0 or cue.unsaid or len(tail) > _NEAR or stops(tail):
        return None
    if any(draft.verb is cue.verb for draft in ledger.drafts):
        return None
    return Draft(
        paragraph,
        [],
        cue.cue_spans,
        cue.source_spans,
        cue.head,
        Act.STATEMENT,
        AttributionKind.DIRECT,
        0.85,
        Remark.BEFORE_QUOTED.format(cue=cue.wording),
        verb=cue.verb,
    )


def _take_continuations(ledger: Ledger) -> None:
    """Rejoin "“…,” she said. “…”": the second half is hers.

    So is a whole sentence in marks further on, where nobody else speaks in the paragraph.
    """
    for quote in ledger.free():
        earlier = [d for d in ledger.drafts if d.end <= quote.start and not d.inside]
        last = max(earlier, key=lambda d: d.end, default=None)
        if last is None or not _opens_sentence(ledger, quote):
            continue
        gap = ledger.text(last.end, quote.start)
        ended = stops(ledger.text(last.end - 3, last.end)[-3:])
        near = len(gap) <= _NEAR and stops(gap) + min(ended, 1) == 1
        if not near:
            speaking = [d for d in earlier if d.kind is not AttributionKind.INDIRECT]
            if not speaking or any(d.source != speaking[-1].source for d in speaking):
                continue
            if len(ledger.body(quote).split()) < _FEWEST or not _is_sentence(ledger, quote):
                continue
            last = speaking[-1]
        if last.act is Act.ATTITUDE:
            continue
        ledger.take(quote)
        content = _to_sentence_end(ledger, quote)
        if last.kind is not AttributionKind.INDIRECT:
            last.content.append(content)
            last.quotes.append(quote)
            if content != quote.span:
                last.kind = AttributionKind.MIXED
            continue
        goes_on = _going_on(
            ledger,
            quote,
            last,
            0.75,
            later("The words follow right after what the same source says."),
        )
        if content != quote.span:
            goes_on.content, goes_on.kind = [content], AttributionKind.MIXED
        ledger.drafts.append(goes_on)


def _opens_sentence(ledger: Ledger, quote: QuotedStretch) -> bool:
    """Tell whether a quotation begins a sentence, which may go on behind it."""
    before = ledger.text(ledger.paragraph.offset, quote.start).rstrip()
    return _is_sentence(ledger, quote) or (
        ledger.body(quote)[:1].isupper()
        and len(ledger.body(quote).split()) >= _FEWEST
        and (not before or stops(before[-4:]) > 0)
    )


def _to_sentence_end(ledger: Ledger, quote: QuotedStretch) -> Span:
    """Return the quotation with the rest of its sentence: "“It is a mess” for everyone."."""
    paragraph = ledger.paragraph
    rest = ledger.text(quote.end, paragraph.end)
    if not rest[:2].strip()[:1].isalpha() or ledger.body(quote)[-1:] in ",.?!…":
        return quote.span
    doc = paragraph.doc
    first = paragraph.token_from(quote.end)
    end = doc[first].sent.end if first < len(doc) else len(doc)
    if any(cue.verb.i >= first and cue.verb.i < end for cue in ledger.cues):
        return quote.span
    return paragraph.trimmed(Span(quote.start, paragraph.end_of(doc[end - 1])))


def _take_paragraphs(ledger: Ledger, before: Draft | None) -> None:
    """Give a paragraph that is nothing but a quotation to who spoke last, or was announced."""
    paragraph = ledger.paragraph
    if before is None or ledger.drafts:
        return
    for quote in ledger.free():
        around = ledger.text(paragraph.offset, quote.start) + ledger.text(quote.end, paragraph.end)
        if (
            around.strip(" .")
            or not _is_sentence(ledger, quote)
            or len(ledger.body(quote).split()) < _FEWEST
        ):
            continue
        ledger.take(quote)
        ledger.drafts.append(
            _going_on(
                ledger,
                quote,
                before,
                0.6,
                later("The words follow the paragraph where this source speaks."),
            )
        )


def _going_on(
    ledger: Ledger, quote: QuotedStretch, last: Draft, confidence: float, why: str
) -> Draft:
    return Draft(
        ledger.paragraph,
        [quote.span],
        last.cue,
        last.source,
        last.head,
        Act.STATEMENT,
        AttributionKind.DIRECT,
        confidence,
        why,
        follows=last,
        origin=last.origin or last.paragraph,
        quotes=[quote],
    )


def _is_sentence(ledger: Ledger, quote: QuotedStretch) -> bool:
    body = ledger.body(quote)
    after = ledger.text(quote.end, quote.end + 2).strip()
    return body[:1].isupper() and (body[-1:] in ".?!…—–" or after[:1] in {".", ""})
