"""Put cues, reported clauses and quotations of a paragraph together into attributions."""

from __future__ import annotations

import re

from app.analysis.cues import Cue, find_cues
from app.analysis.drafts import Draft, Ledger, stops
from app.analysis.lexicon import Frame
from app.analysis.loose import announcement, give_loose_quotations, is_title
from app.analysis.named import give_labelled, give_turn
from app.analysis.paragraphs import Paragraph
from app.analysis.quotemarks import QuotedStretch
from app.analysis.reporting import report_accordings, report_clause, report_figures, report_nouns
from app.analysis.tagged import weigh_in
from app.analysis.tagging.component import PROPOSED
from app.analysis.trimming import tidy, trim
from app.reading.attribution import Act, AttributionKind
from app.reading.remarks import Remark

_BETWEEN = re.compile(
    r"[\s,]*(?:(?:and|but|also|then|later|who|as|which|had|has|have|once|however)\b[\s,]*){0,2}$"
)
_CARRIES_ON = re.compile(r"[,:]\s*(?:(?:and|but|or|so|yet|because|that|then)\s*)?$")
_SENTENCE_START = re.compile(
    r"(?:^|[.?!:;…—–\"'”’»)\]-])\s*(?:(?:and|but|so|yet|or)\s+)?$", re.IGNORECASE
)


def link(
    paragraph: Paragraph, before: Draft | None, taken: set[int]
) -> tuple[list[Draft], Draft | None]:
    """Return the attributions of a paragraph, and who it announces without a word of theirs.

    `before` is the last one of the paragraph before, if that had any, or who it announced; `taken`
    holds the beginnings of the quotations given away already, and those given away here are added.
    """
    ledger = Ledger(paragraph, taken, list(find_cues(paragraph)))
    for cue in ledger.cues:
        if cue.unsaid:
            continue
        draft = _beside_cue(ledger, cue) or report_clause(ledger, cue)
        if draft is not None:
            ledger.drafts.append(draft)
    report_accordings(ledger)
    report_nouns(ledger)
    report_figures(ledger)
    trim(ledger)
    speaking = give_turn(ledger, before)
    give_labelled(ledger)
    weigh_in(ledger, paragraph.doc.user_data.get(PROPOSED, ()))
    tidy(ledger)
    give_loose_quotations(ledger, before)
    return ledger.drafts, speaking or announcement(ledger)


def _beside_cue(ledger: Ledger, cue: Cue) -> Draft | None:
    """Make an attribution of a cue with words in quotation marks right beside it."""
    if cue.takes(Frame.QUOTE) is None and cue.takes(Frame.CLAUSE) is None:
        return None
    contents: list[QuotedStretch] = []
    left = _left_of(ledger, cue)
    if left is not None:
        contents.append(left)
    right = _going_on(ledger, cue, left) if left is not None else _right_of(ledger, cue)
    while right is not None:
        contents.append(right)
        right = _enumerated(ledger, right, cue.inside)
    if not contents:
        return None
    for quote in contents:
        ledger.take(quote)
    remark = Remark.AFTER_QUOTED if left is not None else Remark.BEFORE_QUOTED
    return Draft(
        ledger.paragraph,
        [quote.span for quote in contents],
        cue.cue_spans,
        cue.source_spans,
        cue.head,
        Act.STATEMENT,
        AttributionKind.DIRECT,
        0.95 if cue.source else 0.7,
        remark.format(cue=cue.wording),
        inside=cue.inside >= 0,
        verb=cue.verb,
        quotes=contents,
    )


def _left_of(ledger: Ledger, cue: Cue) -> QuotedStretch | None:
    quote = next((q for q in reversed(ledger.free(cue.inside)) if q.end <= cue.start), None)
    if quote is None:
        return None
    gap = ledger.text(quote.end, cue.start)
    if not _BETWEEN.fullmatch(gap):
        return None
    # "It was “a mess,” she said": the quotation is only the end of what she said.
    before = ledger.text(ledger.paragraph.offset, quote.start)[-40:]
    opened = before.rstrip().endswith(",") and ledger.body(quote)[:1].isupper()
    if cue.inside < 0 and not opened and not _SENTENCE_START.search(before):
        return None
    if opened and is_title(ledger.body(quote)):
        return None  # "In her book, “A Year of Rain,” Lee said …"
    last = ledger.body(quote)[-1:]
    if last in {",", "?", "!", "—", "–", "-", "…"} or gap.lstrip().startswith(","):
        return quote
    inverted = cue.source is not None and cue.source[0] > cue.verb.i
    # A comma forgotten: "“We are ready” Lee said."
    forgotten = not gap.strip() and last.isalnum() and len(ledger.body(quote).split()) > 3
    return quote if (last == "." and inverted) or forgotten else None


def _going_on(ledger: Ledger, cue: Cue, left: QuotedStretch) -> QuotedStretch | None:
    """Return the second half of "“…,” said X, who leads the team, “…”"."""
    quote = next((q for q in ledger.free(cue.inside) if q.start >= cue.end), None)
    if quote is None:
        return None
    gap = ledger.text(cue.end, quote.start)
    if stops(gap) or ";" in gap or len(gap.split()) > 24 or not _CARRIES_ON.search(gap):
        return None
    if ledger.body(left)[-1:] == "," and ledger.body(quote)[:1].islower():
        return quote  # a sentence broken off at its comma
    starts = (ledger.paragraph.start_of(other.verb) for other in ledger.cues)
    return None if any(cue.end <= start < quote.start for start in starts) else quote


def _right_of(ledger: Ledger, cue: Cue) -> QuotedStretch | None:
    quote = next((q for q in ledger.free(cue.inside) if q.start >= cue.end), None)
    if quote is None:
        return None
    gap = ledger.text(cue.end, quote.start)
    words = gap.split()
    if len(words) > 24 or stops(gap) or ";" in gap or _holds_clause(ledger, cue, quote):
        return None
    lead = gap.rstrip()[-1:]
    body = ledger.body(quote)
    if body[-1:] not in ",.?!…—–" and ledger.text(quote.end, quote.end + 2).strip()[:1].isalpha():
        return None  # its sentence goes on behind it, in the writer's words
    if lead in {",", ":"} or not words:
        return quote if body[:1].isupper() or body[-1:] in ",.?!" else None
    if words[-1].lower() == "that" and _is_clause(ledger, quote):
        return quote
    return None


def _enumerated(ledger: Ledger, quote: QuotedStretch, outer: int) -> QuotedStretch | None:
    """Return the next quotation of "“…,” and “…”"."""
    following = next((q for q in ledger.free(outer) if q.start >= quote.end), None)
    if following is None:
        return None
    gap = ledger.text(quote.end, following.start)
    return following if re.fullmatch(r"[\s,]*(?:and|or|then)[\s,]*", gap) else None


def _holds_clause(ledger: Ledger, cue: Cue, quote: QuotedStretch) -> bool:
    """Tell whether a verb with a subject of its own stands between cue and quotation."""
    paragraph = ledger.paragraph
    first, last = paragraph.token_from(cue.end), paragraph.token_from(quote.start)
    return any(
        token.dep_ in {"nsubj", "nsubjpass"} and first <= token.head.i < last
        for token in paragraph.doc[first:last]
    )


def _is_clause(ledger: Ledger, quote: QuotedStretch) -> bool:
    paragraph = ledger.paragraph
    first, last = paragraph.token_from(quote.start), paragraph.token_from(quote.end)
    return ledger.body(quote)[-1:] in ",.?!" and any(
        token.dep_ in {"nsubj", "nsubjpass", "expl"} and first <= token.head.i < last
        for token in paragraph.doc[first:last]
    )
