"""Bring what the tagger proposes for a paragraph together with what the rules found there.

Where both see the same cue, the tagger says how sure it is and corrects a source or a content the
parse has got wrong, and the rules draw the exact ends. What only the tagger sees becomes an
attribution of its own when it is sure enough; what only the rules see stays where quotation marks
vouch for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from app.analysis import grammar
from app.analysis.acts import act_of, holds_clause
from app.analysis.cues import find_source
from app.analysis.drafts import Draft, Ledger
from app.analysis.lexicon import Frame
from app.analysis.paragraphs import Paragraph
from app.analysis.quotemarks import QuotedStretch
from app.analysis.tagging.component import Proposed
from app.analysis.wordlists import listed
from app.reading.attribution import Act, AttributionKind
from app.reading.remarks import Remark
from app.reading.spans import Span

_BEFORE = frozenset({",", ":", ";", "–", "—"})
_TRUSTED = frozenset({Frame.OBJECT, Frame.PROMISE, Frame.OF, Frame.WISH, Frame.FIGURE})
_NAMING = frozenset({"titled", "entitled", "named", "dubbed", "labeled", "labelled", "headlined"})
_IMPUTED = listed("""think thinks thought believe believes believed feel feels felt fear fears feared
    assume assumes assumed suppose supposes supposed imagine imagines imagined hope hopes hoped
    wonder wonders wondered worry worries worried guess guesses guessed""")
"""What others think, in somebody's own words, is that somebody's view of them."""
_SCRAP = 3
"""So few words without a verb are no content where the parse sees a clause around them."""
_TERM = 3
"""Words in quotation marks fewer than these name something rather than say it."""
AGREEING = 0.5
"""Contents that share this part of their letters (Jaccard) are the same one."""
FAINT = 0.4
"""From this score on a proposal that is not sure is kept all the same, for those who want to see
more; under its confidence it is not shown by default, and it changes nothing else."""
LONELY = 0.75
"""What the confidence of a rule is worth where the tagger sees nothing."""


def weigh_in(ledger: Ledger, proposals: Sequence[Proposed]) -> None:
    """Correct, add and drop drafts of a paragraph by what the tagger proposes."""
    unseen = list(proposals)
    kept: list[Draft] = []
    for draft in ledger.drafts:
        match = next((p for p in unseen if _same_cue(ledger.paragraph, draft, p)), None)
        if draft.labelled:  # the label leaves nothing to weigh
            unseen = [p for p in unseen if p is not match]
            kept.append(draft)
        elif match is not None and (match.sure or not _claimed(ledger, draft, unseen)):
            unseen.remove(match)
            _correct(ledger, draft, match)
            kept.append(draft)
        elif _stands_alone(draft) and not _claimed(ledger, draft, unseen):
            draft.confidence = round(draft.confidence * LONELY, 2)
            kept.append(draft)
        else:
            ledger.give_back(draft.quotes)
    ledger.drafts[:] = kept
    _add(ledger, unseen)
    ledger.drafts.sort(key=lambda d: d.start)


def _add(ledger: Ledger, unseen: Sequence[Proposed]) -> None:
    """Make attributions of what the rules have not seen, and give them their quotations."""
    for proposal in sorted(unseen, key=lambda p: -p.score):
        if proposal.score >= FAINT and not _entitles(ledger.paragraph, proposal):
            added = _draft(ledger, proposal)
            if added is not None:
                ledger.drafts.append(added)
    for draft in ledger.drafts:
        free = not draft.inside and not draft.faint and not draft.labelled
        if not draft.quotes and free and draft.act is not Act.ATTITUDE:
            draft.quotes = ledger.take_within(draft.content)
            if draft.quotes:
                draft.kind, draft.act = _kind(draft.content, draft.quotes), Act.STATEMENT


def _entitles(paragraph: Paragraph, proposal: Proposed) -> bool:
    """Tell whether a cue only gives something its name: "the spot, titled “Rain”"."""
    cue = paragraph.doc[proposal.cue[0] : proposal.cue[1]]
    return proposal.source is None and any(token.lower_ in _NAMING for token in cue)


def _same_cue(paragraph: Paragraph, draft: Draft, proposal: Proposed) -> bool:
    cue = paragraph.span(*proposal.cue)
    return any(cue.overlaps(span) for span in draft.cue)


def _stands_alone(draft: Draft) -> bool:
    """Tell whether what only the rules see is more often right than not.

    As counted on the held-out articles the tagger was chosen on, quotations inside quotations set
    apart: those the corpus leaves out.
    """
    if draft.quotes:
        return True
    if draft.inside:
        return draft.frame is Frame.CLAUSE and _reports(draft)
    if draft.frame is Frame.CLAUSE:
        return draft.act is not Act.ATTITUDE
    return draft.frame in _TRUSTED


def _reports(draft: Draft) -> bool:
    """Tell whether somebody's own words report what another said.

    "He said it" does; "to say it" and "would say it" do not, nor does what others are supposed to
    think, nor what a nameless "they" keep claiming.
    """
    verb = draft.verb
    if verb is None or verb.lower_ in _IMPUTED or grammar.modal(verb):
        return False
    helpers = [child.tag_ for child in verb.lefts if child.dep_ == "aux"]
    if "VBD" in (verb.tag_, *helpers):
        return True
    named = draft.head is not None and any(t.pos_ == "PROPN" for t in draft.head.subtree)
    return named and bool({"VBZ", "VBP"} & {verb.tag_, *helpers})


def _claimed(ledger: Ledger, draft: Draft, proposals: Sequence[Proposed]) -> bool:
    """Tell whether the tagger is sure that the draft's quotations are another cue's."""
    spans = [
        ledger.paragraph.span(*part)
        for proposal in proposals
        if proposal.sure
        for part in proposal.content
    ]
    return any(
        2 * max(0, min(span.end, quote.end) - max(span.start, quote.start))
        > quote.end - quote.start
        for span in spans
        for quote in draft.quotes
    )


def _correct(ledger: Ledger, draft: Draft, proposal: Proposed) -> None:
    """Take over the tagger's confidence and, where it is sure, its source and content."""
    draft.confidence = max(proposal.confidence, round(draft.confidence * LONELY, 2))
    if proposal.sure:
        _correct_source(ledger.paragraph, draft, proposal)
        _correct_content(ledger, draft, proposal)


def _correct_source(paragraph: Paragraph, draft: Draft, proposal: Proposed) -> None:
    if proposal.source is None:
        return
    told = paragraph.span(*proposal.source)
    if any(told.overlaps(span) for span in draft.source):
        return
    if draft.source and paragraph.doc[proposal.source[0]].lower_ in grammar.RELATIVES:
        # "the firm, which denies it": the source is both words, the firm is who speaks.
        draft.source = tuple(sorted((*draft.source, told)))
        return
    head = _head(paragraph, proposal.source)
    if draft.inside or paragraph.inside[head.i] < 0:
        draft.source, draft.head = (told,), head


def _correct_content(ledger: Ledger, draft: Draft, proposal: Proposed) -> None:
    spans = _content(ledger, proposal)
    if not spans:
        return
    if draft.quotes:
        whole = all(any(span.covers(quote.span) for span in spans) for quote in draft.quotes)
        if whole and (draft.frame is Frame.NOUN or _begins_before(ledger, draft, spans)):
            draft.content, draft.kind = spans, _kind(spans, draft.quotes)
        else:
            _add_second_half(ledger, draft, spans)
        return
    if _agreement(draft.content, spans) >= AGREEING or _is_scrap(draft, proposal, spans):
        return
    last = draft.content[-1]
    if len(spans) == 1 and spans[0].end == last.end and spans[0].start > last.start:
        return  # "said she believed it was safe": the tagger skipped a level
    draft.content = spans
    draft.quotes = [] if draft.inside else ledger.take_within(spans)
    if draft.quotes:
        draft.kind, draft.act = _kind(spans, draft.quotes), Act.STATEMENT


def _begins_before(ledger: Ledger, draft: Draft, spans: Sequence[Span]) -> bool:
    """Recognise "When it rained, Lee said, “we ran.”": the sentence begins before its speaker."""
    first = draft.quotes[0]
    return (
        draft.kind is AttributionKind.DIRECT
        and ledger.body(first)[:1].islower()
        and any(span.end <= cue.start < first.start for span in spans for cue in draft.cue[:1])
    )


def _is_scrap(draft: Draft, proposal: Proposed, spans: Sequence[Span]) -> bool:
    """Tell whether the tagger only saw a few words of the clause the parse found."""
    doc = draft.paragraph.doc
    words = [doc[i] for first, end in proposal.content for i in range(first, end)]
    within = all(any(whole.covers(span) for whole in draft.content) for span in spans)
    return within and len(words) <= _SCRAP and not holds_clause(words)


def _add_second_half(ledger: Ledger, draft: Draft, spans: Sequence[Span]) -> None:
    """Add the quotations nobody has yet that the tagger counts to the same words."""
    if draft.inside or draft.kind is not AttributionKind.DIRECT:
        return
    for quote in ledger.take_within([span for span in spans if span.start >= draft.end]):
        draft.content.append(quote.span)
        draft.quotes.append(quote)


def _draft(ledger: Ledger, proposal: Proposed) -> Draft | None:
    """Make an attribution of a proposal the rules have not seen."""
    paragraph = ledger.paragraph
    head = _head(paragraph, proposal.cue)
    inside = paragraph.inside[head.i]
    spans = _content(ledger, proposal)
    if not spans or any(_agreement(d.content, spans) >= AGREEING for d in ledger.drafts):
        return None
    source, who = _source(ledger, proposal, head)
    words = [paragraph.doc[i] for a, b in proposal.content for i in range(a, b)]
    cue = paragraph.doc[proposal.cue[0] : proposal.cue[1]]
    act = act_of(list(cue), head, words)
    quotes: list[QuotedStretch] = []
    said = act is not Act.ATTITUDE and bool(source)
    if proposal.sure and inside < 0 and (said or not _only_terms(ledger, spans)):
        quotes = ledger.take_within(spans)
    if quotes:
        act = Act.STATEMENT
    elif not source or any(other.verb.i == head.i and other.unsaid for other in ledger.cues):
        act = Act.ATTITUDE  # "is thought to", "will determine whether": nobody says so here
    return Draft(
        paragraph,
        spans,
        (paragraph.span(*proposal.cue),),
        source,
        who,
        act,
        _kind(spans, quotes),
        proposal.confidence,
        Remark.READ_AS_CUE.format(cue=cue.text),
        inside=inside >= 0,
        verb=head,
        quotes=quotes,
        faint=not proposal.sure,
    )


def _source(
    ledger: Ledger, proposal: Proposed, cue: Token
) -> tuple[tuple[Span, ...], Token | None]:
    """Return the source as proposed; where none is, the subject of the cue's verb."""
    paragraph = ledger.paragraph
    if proposal.source is not None:
        named = _head(paragraph, proposal.source)
        if named.tag_ == "EX":  # "there is concern that …": nobody's in particular
            return (), None
        return (paragraph.span(*proposal.source),), named
    if not grammar.is_verb(cue) or grammar.is_passive(cue):
        return (), None
    who, place = find_source(paragraph, cue)
    if (
        who is None
        or place is None
        or any(a < place[1] and place[0] < b for a, b in proposal.content)
    ):
        return (), None
    return (paragraph.span(*place),), who


def _only_terms(ledger: Ledger, spans: Sequence[Span]) -> bool:
    """Tell whether all that stands in quotation marks is a word or two."""
    inner = [q for q in ledger.free() if any(span.covers(q.span) for span in spans)]
    return all(len(ledger.body(quote).split()) < _TERM for quote in inner)


def _kind(spans: Sequence[Span], quotes: Sequence[QuotedStretch]) -> AttributionKind:
    if not quotes:
        return AttributionKind.INDIRECT
    quoted = sum(quote.end - quote.start for quote in quotes if quote.depth == 0)
    whole = sum(span.end - span.start for span in spans)
    return AttributionKind.DIRECT if quoted >= whole - 2 * len(spans) else AttributionKind.MIXED


def _content(ledger: Ledger, proposal: Proposed) -> list[Span]:
    """Return the proposed content without "that" and loose punctuation, quotations whole."""
    paragraph = ledger.paragraph
    inside = paragraph.inside[_head(paragraph, proposal.cue).i]
    found: list[Span] = []
    for stretch in proposal.content:
        first, end = _without_lead(paragraph, stretch)
        if first >= end:
            continue
        span = ledger.widened(paragraph.trimmed(paragraph.span(first, end)), inside)
        if span.end <= span.start or span.overlaps(paragraph.span(*proposal.cue)):
            continue
        if found and (
            found[-1].overlaps(span) or not ledger.text(found[-1].end, span.start).strip()
        ):
            found[-1] = Span(min(found[-1].start, span.start), max(found[-1].end, span.end))
        elif any(c.isalnum() for c in paragraph.text(span)):
            found.append(span)
    return found


def _without_lead(paragraph: Paragraph, stretch: tuple[int, int]) -> tuple[int, int]:
    """Leave out the punctuation before a clause, and its "that"."""
    first, end = stretch
    doc = paragraph.doc
    while first < end and (doc[first].is_space or doc[first].text in _BEFORE):
        first += 1
    that = first < end and doc[first].lower_ == "that"
    if that and (doc[first].dep_ == "mark" or doc[first].tag_ == "IN"):
        first += 1
    return first, end


def _agreement(one: Sequence[Span], other: Sequence[Span]) -> float:
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    whole = sum(s.end - s.start for s in (*one, *other)) - shared
    return shared / whole if whole else 0.0


def _head(paragraph: Paragraph, stretch: tuple[int, int]) -> Token:
    """Return the token of a stretch that hangs on one outside it."""
    first, end = stretch
    for token in paragraph.doc[first:end]:
        if not first <= token.head.i < end or token.head.i == token.i:
            return token
    return paragraph.doc[first]
