"""What a reader puts right: marks with other ends, and marks of the reader's own making."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.language import later
from app.reading.amounts import first_amount
from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.attribution import Act, Attribution, AttributionKind, claimants
from app.reading.decisions import Decision, Mark, Verdict, about
from app.reading.quantity import Quantity, QuantityKind
from app.reading.quotation import Quotation
from app.reading.reattaching import whole_of
from app.reading.spans import Span, subtract
from app.reading.speaker import Speaker

BY_READER = later("You marked it.")
"""Why a mark of the reader's own making is one."""

_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}


def decided(
    text: str,
    mark: Mark,
    verdict: Verdict,
    decisions: Iterable[Decision],
    name: str,
    time: str,
) -> Decision:
    """Return a decision about a mark: the one there is, decided anew, or one called `name`.

    `time` is ISO 8601 in UTC. How the check of a claim stands is kept.
    """
    before = about(decisions, mark)
    made = Decision(name, verdict, mark, anchor(text, whole_of(mark)), created=time, modified=time)
    if before is None:
        return made
    return replace(
        made,
        id=before.id,
        created=before.created,
        status=before.status,
        evidence=before.evidence,
    )


def with_ends(mark: Mark, span: Span, text: str) -> Mark:
    """Return a mark that begins and ends elsewhere: a content, a quotation, or a number's words.

    Parts of a content outside the new ends go, and so do the words of cue and source inside them
    that stand before or after the old content.
    """
    if isinstance(mark, Quantity):
        words = text[span.start : span.end]
        return replace(mark, start=span.start, end=span.end, text=words)
    if isinstance(mark, Quotation):
        return replace(mark, start=span.start, end=span.end)
    first, last = mark.content[0].start, mark.content[-1].end
    kept = []
    for part in mark.content:
        start = span.start if part.start == first else max(part.start, span.start)
        end = span.end if part.end == last else min(part.end, span.end)
        if start < end:
            kept.append(Span(start, end))
    if not kept:
        kept = [span]
    kept[0] = Span(span.start, kept[0].end)
    kept[-1] = Span(kept[-1].start, span.end)
    before = set(mark.content)

    def outside(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        new = [part for part in kept if part not in before]
        return tuple(piece for one in spans for piece in subtract(one, new))

    return replace(mark, content=tuple(kept), cue=outside(mark.cue), source=outside(mark.source))


def attribution_of(
    analysis: Analysis, span: Span, text: str, speaker: Speaker | None, name: str
) -> Attribution:
    """Return an attribution of these words, of the kind their quotation marks make it."""
    quoted = [
        item.span for item in analysis.quotations if not item.scare and item.span.overlaps(span)
    ]
    words = text[span.start : span.end].strip()
    loose = [
        piece for piece in subtract(span, quoted) if text[piece.start : piece.end].strip(" ,.;:")
    ]
    if (quoted and not loose) or (words[:1] in '“"„«' and words[-1:] in '”"“»'):
        kind = AttributionKind.DIRECT
    else:
        kind = AttributionKind.MIXED if quoted else AttributionKind.INDIRECT
    return Attribution(
        name,
        kind,
        Act.STATEMENT,
        (span,),
        speaker=speaker.name if speaker else None,
        anonymous=bool(speaker and speaker.anonymous),
        parent=_around(analysis, span),
        why=BY_READER,
    )


def claim_of(analysis: Analysis, span: Span, text: str, name: str) -> Quantity:
    """Return the claim that these words make, with the figure that is found in them."""
    words = text[span.start : span.end]
    value = first_amount(words)
    kind, unit = QuantityKind.COUNT, None
    currency = next((sign for sign in _CURRENCIES if sign in words), None)
    if currency:
        kind, unit = QuantityKind.MONEY, _CURRENCIES[currency]
    elif "%" in words or "percent" in words or "per cent" in words:
        kind, unit = QuantityKind.PERCENT, "%"
    around = _around(analysis, span)
    return Quantity(
        name,
        span.start,
        span.end,
        words,
        kind,
        value=value,
        low=value,
        high=value,
        unit=unit,
        attribution=around,
        claimed_by=claimants(analysis.attributions, around),
        why=BY_READER,
    )


def _around(analysis: Analysis, span: Span) -> str | None:
    """Return the innermost attribution whose content holds a stretch, None for none."""
    holding = [
        (part.end - part.start, item.id)
        for item in analysis.attributions
        for part in item.content
        if part.covers(span) and part != span
    ]
    return min(holding)[1] if holding else None
