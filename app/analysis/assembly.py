"""Make the analysis of an article out of what was read paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from app.analysis.drafts import MARKS, Draft
from app.analysis.names import Directory, Mention
from app.analysis.nesting import parents
from app.analysis.quotemarks import QuotedStretch
from app.analysis.sources import Source, SourceKind
from app.analysis.speakers import NOBODY, Resolved, Resolver, list_speakers
from app.analysis.wordlists import listed
from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, among, claimants
from app.reading.quantity import Quantity
from app.reading.questions import Question
from app.reading.quotation import Quotation
from app.reading.remarks import Remark
from app.reading.spans import Span, SpanIndex

_FIGURING = listed("""estimate estimates estimated estimating report reports reported reporting put puts putting
    count counts counted record records recorded cite cites cited citing quote quotes quoted peg pegs
    pegged value values valued place places placed reckon reckons reckoned calculate calculates
    calculated project projects projected forecast forecasts predict predicts predicted document
    documents documented tally tallied""")
"""Verbs that give a figure though no clause follows."""


@dataclass(slots=True)
class Evidence:
    """What was read so far; `sources` run beside `drafts`, `sentences` counts them.

    `spoke` is the attribution that may go on in the next paragraph. `taken` holds the beginnings of the quotations that were given to somebody.
    `introduced` tells that somebody was named in full, or with a role.
    """

    text: str
    quoted: Sequence[QuotedStretch]
    pipeline: str
    drafts: list[Draft] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    groups: list[Source] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    spoke: Draft | None = None
    taken: set[int] = field(default_factory=set)
    introduced: bool = False
    headings: list[Span] = field(default_factory=list)
    sentences: int = 0
    reach: int = 0


def assemble(evidence: Evidence) -> Analysis:
    """Resolve speakers, nest the attributions and number everything in text order."""
    order = sorted(
        range(len(evidence.drafts)),
        key=lambda i: (evidence.drafts[i].content[0].start, -evidence.drafts[i].content[-1].end),
    )
    drafts = [evidence.drafts[i] for i in order]
    sources = [evidence.sources[i] for i in order]
    around = parents(drafts)
    resolved = _resolve(evidence, drafts, sources, around)
    kept = [
        number
        for number in range(len(drafts))
        if not _repeats(sources[number], resolved[number], around[number], resolved)
    ]
    attributions = _attributions(drafts, sources, resolved, around, kept)
    return Analysis(
        attributions,
        _quotations(evidence, drafts, kept, attributions),
        _quantities(
            evidence,
            attributions,
            {
                a.id
                for a, n in zip(attributions, kept, strict=True)
                if not drafts[n].faint and (a.act is not Act.ATTITUDE or _gives_figures(drafts[n]))
            },
        ),
        list_speakers([(sources[number], resolved[number]) for number in kept]),
        evidence.pipeline,
        tuple(evidence.questions),
    )


def _resolve(
    evidence: Evidence,
    drafts: Sequence[Draft],
    sources: Sequence[Source],
    around: Sequence[int | None],
) -> list[Resolved]:
    apostrophe = "'" if evidence.text.count("'") > evidence.text.count("’") else "’"
    resolver = Resolver(
        Directory(evidence.mentions), evidence.mentions, evidence.groups, apostrophe
    )
    resolved: dict[int, Resolved] = {}

    def ask(number: int, depth: int = 0) -> Resolved:
        if number not in resolved:
            resolved[number] = NOBODY  # ends a circle
            parent = around[number]
            outer = ask(parent, depth + 1) if parent is not None and depth < 20 else None
            follows = drafts[number].follows
            source = sources[number]
            heard = drafts[number].act is not Act.ATTITUDE and not drafts[number].faint
            resolved[number] = resolver.resolve(source, outer, heard=heard)
            if follows is not None and source.kind is not SourceKind.NAME:
                earlier = by_draft.get(id(follows))
                if earlier is not None and earlier != number:
                    resolved[number] = ask(earlier, depth + 1)
        return resolved[number]

    by_draft = {id(draft): number for number, draft in enumerate(drafts)}
    # Asked in the order of the sources, as a reader meets them.
    for number in sorted(range(len(drafts)), key=lambda i: (sources[i].span.start, i)):
        ask(number)
    return [resolved[number] for number in range(len(drafts))]


def _repeats(
    source: Source, resolved: Resolved, parent: int | None, everybody: Sequence[Resolved]
) -> bool:
    """Tell whether a pronoun inside somebody's content only means that speaker again."""
    if parent is None or source.kind is not SourceKind.PRONOUN:
        return False
    return resolved.name is None or resolved.name == everybody[parent].name


def _attributions(
    drafts: Sequence[Draft],
    sources: Sequence[Source],
    resolved: Sequence[Resolved],
    around: Sequence[int | None],
    kept: Sequence[int],
) -> tuple[Attribution, ...]:
    ids = {number: f"a{place}" for place, number in enumerate(kept, 1)}
    found: list[Attribution] = []
    for number in kept:
        draft, speaker = drafts[number], resolved[number]
        parent = around[number]
        steps = 0
        while parent is not None and parent not in ids and steps < 20:
            parent, steps = around[parent], steps + 1
        found.append(
            Attribution(
                ids[number],
                draft.kind,
                draft.act,
                tuple(sorted(draft.content)),
                draft.cue,
                draft.source,
                speaker.name,
                speaker.anonymous,
                ids.get(parent) if parent is not None else None,
                _confidence(draft, speaker, nested=parent is not None),
                " ".join(filter(None, (draft.why, _who(sources[number], speaker)))),
                draft.paragraph.heading,
            )
        )
    return tuple(found)


def _who(source: Source, speaker: Resolved) -> str:
    """Say how the speaker was found where the source does not name them."""
    if speaker.name is None or speaker.anonymous:
        return ""
    if source.kind is SourceKind.PRONOUN:
        return Remark.TAKEN_FOR_EARLIER.format(words=source.text, speaker=speaker.name)
    if source.kind is SourceKind.DESCRIPTION and source.description not in speaker.name:
        return Remark.TAKEN_FOR_ROLE.format(words=source.text, speaker=speaker.name)
    return ""


def _confidence(draft: Draft, speaker: Resolved, *, nested: bool) -> float:
    """Weigh how sure the construction is with how sure its speaker is."""
    sure = draft.confidence * (0.6 + 0.4 * speaker.certainty)
    return round(sure * (0.9 if nested else 1.0), 2)


def _quotations(
    evidence: Evidence,
    drafts: Sequence[Draft],
    kept: Sequence[int],
    attributions: Sequence[Attribution],
) -> tuple[Quotation, ...]:
    owner = {
        quote.start: attribution.id
        for number, attribution in zip(kept, attributions, strict=True)
        for quote in drafts[number].quotes
    }
    found: list[Quotation] = []
    around: list[tuple[int, str | None]] = []
    for number, quote in enumerate(evidence.quoted, 1):
        if quote.start >= evidence.reach:
            break
        while around and around[-1][0] <= quote.start:
            around.pop()
        # A term in marks inside somebody's quotation is part of what that speaker says.
        name = owner.get(quote.start) or (around[-1][1] if around else None)
        heading = any(span.covers(quote.span) for span in evidence.headings)
        scare = name is None and not _is_speech(evidence.text, quote)
        found.append(Quotation(f"q{number}", quote.start, quote.end, scare, name, heading))
        around.append((quote.end, name))
    return tuple(found)


def _is_speech(text: str, quote: QuotedStretch) -> bool:
    """Tell somebody's words from a title or a term: a whole sentence on a line of its own."""
    line = text[text.rfind("\n", 0, quote.start) + 1 : quote.start]
    after = text[quote.end :].partition("\n")[0] if quote.end < len(text) else ""
    body = text[quote.start : quote.end].strip(MARKS)
    alone = not line.strip() and not after.strip(" .")
    return quote.depth == 0 and alone and body[:1].isupper() and body[-1:] in ".?!…"


def _gives_figures(draft: Draft) -> bool:
    """Tell whether a thing named is a figure somebody gives: "they put the damage at $4 million".

    What somebody merely wants or plans is no claim of theirs.
    """
    return draft.verb is not None and draft.verb.lower_ in _FIGURING


@dataclass(frozen=True, slots=True)
class _Content:
    start: int
    end: int
    owner: str


def _quantities(
    evidence: Evidence, everyone: Sequence[Attribution], claiming: Collection[str]
) -> tuple[Quantity, ...]:
    """Say whose claim each quantity is: that of the innermost of the `claiming` around it."""
    saying = among({item.id: item for item in everyone}, claiming)
    index = SpanIndex(
        _Content(s.start, s.end, name) for name, item in saying.items() for s in item.content
    )
    chains: dict[str, tuple[str, ...]] = {}
    found: list[Quantity] = []
    for quantity in evidence.quantities:
        covering = [
            content
            for content in index.overlapping(quantity.start, quantity.end)
            if content.start <= quantity.start and quantity.end <= content.end
        ]
        inner = min(covering, key=lambda content: content.end - content.start, default=None)
        owner = inner.owner if inner is not None else None
        if owner is not None and owner not in chains:
            chains[owner] = claimants(saying, owner)
        found.append(
            replace(
                quantity,
                text=evidence.text[quantity.start : quantity.end],
                attribution=owner,
                claimed_by=chains[owner] if owner is not None else (),
                heading=any(span.covers(quantity.span) for span in evidence.headings),
            )
        )
    return tuple(found)
