"""What of a reading is marked: numbered quotes, numbers, sources and the reader's own, in order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.reading.annotation import OwnAnnotation, Reading
from app.reading.attribution import Attribution, AttributionKind, chain
from app.reading.decisions import Decision, Status
from app.reading.exports import Kind
from app.reading.marks import quotations_in
from app.reading.quantity import Quantity
from app.reading.quotation import Quotation
from app.reading.spans import Span, SpanIndex, subtract
from app.reading.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Quote:
    """One content: somebody's words, in quotation marks or not.

    `quoted` and `reported` are the parts of `spans` that do and do not stand in quotation marks.
    `chain` names who says it, outermost first; empty where the article gives nobody. `speaker` is
    the innermost of them. `nested` is true inside another quote that is shown.
    """

    id: str
    spans: tuple[Span, ...]
    quoted: tuple[Span, ...]
    reported: tuple[Span, ...]
    kind: AttributionKind
    chain: tuple[str, ...] = ()
    speaker: Speaker | None = None
    cue: str = ""
    nested: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """One claim; `chain` names who claims it, outermost first, empty for the article itself.

    `status` and `evidence` tell how the reader's check of it came out.
    """

    id: str
    spans: tuple[Span, ...]
    quantity: Quantity
    chain: tuple[str, ...]
    heading: bool
    status: Status = Status.OPEN
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name who says something; marked once however much they are the source of."""

    id: str
    spans: tuple[Span, ...]
    speaker: str


@dataclass(frozen=True, slots=True)
class Own:
    """One highlight of the reader's own."""

    id: str
    spans: tuple[Span, ...]
    annotation: OwnAnnotation


Item = Quote | Number | Source | Own


@dataclass(frozen=True, slots=True)
class Inventory:
    """Everything that is marked, each kind in text order."""

    quotes: tuple[Quote, ...]
    numbers: tuple[Number, ...]
    sources: tuple[Source, ...]
    own: tuple[Own, ...]

    def __iter__(self) -> Iterator[Item]:
        yield from self.quotes
        yield from self.numbers
        yield from self.sources
        yield from self.own

    def only(self, kinds: Collection[Kind]) -> Inventory:
        """Return what is of these kinds; each mark keeps its number."""
        return Inventory(
            quotes=tuple(_quotes_of(self.quotes, kinds)),
            numbers=self.numbers if Kind.NUMBERS in kinds else (),
            sources=self.sources if Kind.SOURCES in kinds else (),
            own=self.own if Kind.OWN in kinds else (),
        )


def _quotes_of(quotes: Iterable[Quote], kinds: Collection[Kind]) -> Iterator[Quote]:
    """Yield what of quotes is wanted: of one quoted in part, perhaps only that part."""
    quoted, reported = Kind.QUOTED in kinds, Kind.REPORTED in kinds
    for quote in quotes:
        if quoted and reported:
            yield quote
        elif quoted and quote.quoted:
            yield replace(quote, spans=quote.quoted, reported=())
        elif reported and quote.reported:
            yield replace(quote, spans=quote.reported, quoted=())


def take(reading: Reading) -> Inventory:
    """Number what is to be marked in a reading.

    Attitudes, cues, quantities that claim nothing and scare quotations are left out. What lies in
    the article's own headline is marked but numbered apart ("headline-Q1"), so that the numbers
    of the lists have no holes.
    """
    length = len(reading.document.text)
    return Inventory(
        quotes=tuple(_quotes(reading, length)),
        numbers=tuple(_numbers(reading, length)),
        sources=tuple(_sources(reading, length)),
        own=tuple(_own(reading, length)),
    )


class _Numbering:
    def __init__(self, letter: str) -> None:
        self._letter = letter
        self._given = {False: 0, True: 0}

    def next(self, heading: bool) -> str:
        self._given[heading] += 1
        return f"{'headline-' if heading else ''}{self._letter}{self._given[heading]}"


def _quotes(reading: Reading, length: int) -> Iterator[Quote]:
    analysis = reading.analysis
    known = {attribution.id for attribution in analysis.attributions}
    speakers = {speaker.name: speaker for speaker in analysis.speakers}
    quotations = SpanIndex(analysis.quotations)
    found: list[Quote] = []
    for attribution in analysis.attributions:
        spans = _within(attribution.content, length)
        if not spans:
            continue
        quoted = _quoted(attribution, spans, quotations_in(attribution, quotations))
        outward = chain(analysis.attributions, attribution.id)
        found.append(
            Quote(
                id="",
                spans=spans,
                quoted=quoted,
                reported=_rest(spans, quoted),
                kind=attribution.kind,
                chain=_names(outward),
                speaker=_speaker(attribution, speakers),
                cue=_words(reading.document.text, attribution.cue),
                nested=any(outer.id in known for outer in outward[1:]),
                heading=attribution.heading,
            )
        )
    for quotation in analysis.quotations:
        spans = _within((quotation.span,), length)
        if spans and not quotation.scare and quotation.attribution not in known:
            found.append(_unattributed(quotation, spans))
    found.sort(key=lambda quote: (quote.spans[0].start, -quote.spans[-1].end, quote.nested))
    numbering = _Numbering("Q")
    for quote in found:
        yield replace(quote, id=numbering.next(quote.heading))


def _unattributed(quotation: Quotation, spans: tuple[Span, ...]) -> Quote:
    """Return the quote of a quotation that nobody is named for."""
    return Quote(
        id="",
        spans=spans,
        quoted=spans,
        reported=(),
        kind=AttributionKind.DIRECT,
        heading=quotation.heading,
    )


def _quoted(
    attribution: Attribution, spans: tuple[Span, ...], inside: Sequence[Span]
) -> tuple[Span, ...]:
    if attribution.kind is AttributionKind.DIRECT:
        return spans
    if attribution.kind is AttributionKind.INDIRECT:
        return ()
    return tuple(
        Span(max(piece.start, span.start), min(piece.end, span.end))
        for span in spans
        for piece in sorted(inside)
        if piece.overlaps(span)
    )


def _rest(spans: Iterable[Span], quoted: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(piece for span in spans for piece in subtract(span, quoted))


def _numbers(reading: Reading, length: int) -> Iterator[Number]:
    numbering = _Numbering("N")
    checks = _checks(reading.decisions)
    for quantity in sorted(reading.analysis.quantities, key=lambda q: (q.start, -q.end)):
        spans = _within((quantity.span,), length)
        if quantity.claim and spans:
            check = checks.get(quantity.span)
            yield Number(
                numbering.next(quantity.heading),
                spans,
                quantity,
                tuple(reversed(quantity.claimed_by)),
                quantity.heading,
                check.status if check else Status.OPEN,
                check.evidence if check else "",
            )


def _checks(decisions: Iterable[Decision]) -> dict[Span, Decision]:
    """Return what was decided last about the number at each place."""
    return {
        decision.mark.span: decision
        for decision in decisions
        if decision.placed and isinstance(decision.mark, Quantity)
    }


def _sources(reading: Reading, length: int) -> Iterator[Source]:
    speakers: dict[tuple[Span, ...], str] = {}
    for attribution in reading.analysis.attributions:
        spans = _within(attribution.source, length)
        if spans and not speakers.get(spans):
            speakers[spans] = attribution.speaker or ""
    for number, spans in enumerate(sorted(speakers), 1):
        words = _words(reading.document.text, spans)
        yield Source(f"S{number}", spans, speakers[spans] or words)


def _own(reading: Reading, length: int) -> Iterator[Own]:
    number = 0
    for annotation in sorted(reading.own, key=lambda item: (item.start, item.end, item.id)):
        spans = _within((annotation.span,), length)
        if spans:
            number += 1
            yield Own(f"H{number}", spans, annotation)


def _within(spans: Iterable[Span], length: int) -> tuple[Span, ...]:
    cut = (Span(max(0, span.start), min(length, span.end)) for span in spans)
    return tuple(sorted(span for span in cut if span.start < span.end))


def _words(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(" ".join(text[span.start : span.end].split()) for span in spans)


def _names(outward: Iterable[Attribution]) -> tuple[str, ...]:
    names: list[str] = []
    for attribution in outward:
        if attribution.speaker and (not names or names[-1] != attribution.speaker):
            names.append(attribution.speaker)
    return tuple(reversed(names))


def _speaker(attribution: Attribution, known: dict[str, Speaker]) -> Speaker | None:
    if not attribution.speaker:
        return None
    return known.get(
        attribution.speaker, Speaker(attribution.speaker, anonymous=attribution.anonymous)
    )
