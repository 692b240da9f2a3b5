"""Attributions in the writer's own words, with quoted fragments in them or without."""

from __future__ import annotations

from app.analysis.contents import Found, reported
from app.analysis.cues import Cue
from app.analysis.drafts import Draft, Ledger
from app.analysis.figured import find_figures
from app.analysis.lexicon import Frame
from app.analysis.loose import is_title
from app.analysis.nominal import find_according, find_noun_clauses
from app.analysis.quotemarks import QuotedStretch
from app.language import later
from app.reading.attribution import Act, AttributionKind
from app.reading.remarks import Remark
from app.reading.spans import Span

_FRAGMENTS = frozenset({Frame.AS, Frame.NOUN, Frame.NAMING})


def report_clause(ledger: Ledger, cue: Cue) -> Draft | None:
    """Make an attribution of a cue and the clause or phrase that hangs on it."""
    found = reported(cue)
    if found is None or cue.source is None:
        return None
    spans = [ledger.widened(span, cue.inside) for span in found.content]
    quotes = (
        [] if cue.inside >= 0 or _only_a_term(ledger, found, spans) else ledger.take_within(spans)
    )
    kind, act = AttributionKind.INDIRECT, found.act
    if quotes:
        kind, act = AttributionKind.MIXED, Act.STATEMENT
        if found.frame in _FRAGMENTS:
            spans = [quote.span for quote in quotes]
        elif _is_all(spans, quotes):
            spans, kind = [quotes[0].span], AttributionKind.DIRECT
    return Draft(
        ledger.paragraph,
        spans,
        cue.cue_spans,
        cue.source_spans,
        cue.head,
        act,
        kind,
        _confidence(found.frame, act, kind),
        (Remark.AFTER_REPORTED if found.before else Remark.BEFORE_REPORTED).format(cue=cue.wording),
        inside=cue.inside >= 0,
        frame=found.frame,
        verb=cue.verb,
        quotes=quotes,
    )


def _only_a_term(ledger: Ledger, found: Found, spans: list[Span]) -> bool:
    """Tell whether a wish holds no more than a word or two in marks, a thing no more than a title."""
    if found.frame not in {Frame.WISH, Frame.NOUN}:
        return False
    inner = [q for q in ledger.free() if any(span.covers(q.span) for span in spans)]
    if found.frame is Frame.NOUN:
        return all(is_title(ledger.body(quote)) for quote in inner)
    return all(len(ledger.body(quote).split()) < 3 for quote in inner)


def _confidence(frame: Frame, act: Act, kind: AttributionKind) -> float:
    """Grade a construction by how often it was right.

    For clauses and attitudes as counted in 60 articles annotated by hand; the rarer frames were
    too few to count, and their grade is an estimate.
    """
    if act is Act.ATTITUDE:
        return 0.5
    if frame is Frame.CLAUSE:
        return 0.85 if act is Act.STATEMENT and kind is not AttributionKind.MIXED else 0.8
    return 0.7


def _is_all(spans: list[Span], quotes: list[QuotedStretch]) -> bool:
    """Tell whether one quotation is the whole content."""
    if len(spans) != 1 or len(quotes) != 1:
        return False
    return spans[0].start >= quotes[0].start - 1 and spans[0].end <= quotes[0].end + 1


def report_accordings(ledger: Ledger) -> None:
    """Add an attribution for every "according to"."""
    paragraph = ledger.paragraph
    for cue, source, head, content in find_according(paragraph):
        inside = paragraph.inside[head.i]
        spans = [ledger.widened(span, inside) for span in content]
        quotes = [] if inside >= 0 else ledger.take_within(spans)
        kind = AttributionKind.MIXED if quotes else AttributionKind.INDIRECT
        ledger.drafts.append(
            Draft(
                paragraph,
                spans,
                (cue,),
                (paragraph.span(*source),),
                head,
                Act.STATEMENT,
                AttributionKind.DIRECT if _is_all(spans, quotes) else kind,
                0.85,
                later("“according to” names who vouches for it."),
                inside=inside >= 0,
                quotes=quotes,
            )
        )


def report_figures(ledger: Ledger) -> None:
    """Add who gives a figure without a clause: "they put the damage at $40 million"."""
    paragraph = ledger.paragraph
    for figure in find_figures(paragraph):
        if any(draft.verb is figure.verb for draft in ledger.drafts):
            continue
        ledger.drafts.append(
            Draft(
                paragraph,
                [figure.content],
                (paragraph.span(figure.verb.i, figure.verb.i + 1),),
                (paragraph.span(*figure.source),),
                figure.head,
                Act.ATTITUDE,
                AttributionKind.INDIRECT,
                0.75,
                Remark.WITH_FIGURE.format(cue=figure.verb.text),
                inside=paragraph.inside[figure.verb.i] >= 0,
                frame=Frame.FIGURE,
                verb=figure.verb,
            )
        )


def report_nouns(ledger: Ledger) -> None:
    """Add the claims and beliefs that are put as nouns: "the mayor's claim that …"."""
    paragraph = ledger.paragraph
    for clause in find_noun_clauses(paragraph):
        inside = paragraph.inside[clause.noun.i]
        span = ledger.widened(clause.content, inside)
        if any(
            d.content[0].start <= span.start < d.content[-1].end
            and d.cue
            and abs(d.content[0].start - span.start) < 3
            for d in ledger.drafts
        ):
            continue
        quotes = [] if inside >= 0 else ledger.take_within([span])
        ledger.drafts.append(
            Draft(
                paragraph,
                [span],
                (paragraph.span(clause.noun.i, clause.noun.i + 1),),
                (paragraph.span(*clause.source),),
                clause.head,
                Act.STATEMENT if quotes else clause.act,
                AttributionKind.MIXED if quotes else AttributionKind.INDIRECT,
                0.75,
                Remark.WITH_CONTENT.format(cue=clause.noun.text),
                inside=inside >= 0,
                quotes=quotes,
            )
        )
