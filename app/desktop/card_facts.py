"""What the card of a mark says: who says it, what it means, why it was marked, how sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.desktop.figures import unit_of, value_of
from app.language import later, tr
from app.reading.annotation import OwnAnnotation
from app.reading.attribution import Attribution, AttributionKind
from app.reading.corrections import BY_READER
from app.reading.decisions import Decision, Status, Verdict, about
from app.reading.quantity import Quantity
from app.reading.quotation import Quotation
from app.reading.remarks import said
from app.rendering.notes import moment
from app.rendering.targets import Targets

HOW = {
    AttributionKind.DIRECT: later("in their own words"),
    AttributionKind.MIXED: later("partly in their own words"),
    AttributionKind.INDIRECT: later("in the writer’s words"),
}
CHECKS = {
    Status.CHECKED: later("It is right."),
    Status.DISPUTED: later("It is disputed."),
    Status.WRONG: later("It is wrong."),
}
"""What is said of a claim that was checked."""

SURE = (
    (0.9, later("very likely")),
    (0.75, later("likely")),
    (0.6, later("rather likely")),
    (0.3, later("unsure")),
    (0.0, later("a guess")),
)
"""From which confidence on which words hold; each is one step of the bar."""


@dataclass(frozen=True, slots=True)
class Part:
    """One link of the chain; `boxed` is the number at its end, `short` a shorter name."""

    text: str
    short: str = ""
    unnamed: bool = False
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done about a mark, by the name of its action.

    `text` stands here in English: it is said by `tr()`.
    """

    action: str
    text: str


OFFERS = (
    Offer("accept", later("Accept")),
    Offer("reject", later("Reject")),
    Offer("edit", later("Edit")),
)
OWN_OFFERS = (Offer("edit", later("Note")), Offer("reject", later("Remove")))


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card says; `sure` lies in 0..1, None where there is nothing to be sure of."""

    chain: tuple[Part, ...]
    rows: tuple[tuple[str, str], ...] = ()
    sure: float | None = None
    offers: tuple[Offer, ...] = ()

    def spoken(self) -> str:
        """Return the card as one text, for screen readers."""
        lines = [" › ".join(part.text for part in self.chain)]
        lines += [f"{label}: {text}" for label, text in self.rows]
        if self.sure is not None:
            lines.append(f"{tr('Sure')}: {likelihood(self.sure)}")
        return ". ".join(line.rstrip(".") for line in lines)


def likelihood(sure: float) -> str:
    """Return a confidence in words and as a number: "very likely, 0.93"."""
    word = tr(SURE[len(SURE) - steps(sure)][1])
    whole, _, hundredths = f"{sure:.2f}".partition(".")
    return tr("{word}, {whole}.{hundredths}", word=word, whole=whole, hundredths=hundredths)


def steps(sure: float) -> int:
    """Return how many of the five steps a confidence fills."""
    return next((len(SURE) - n for n, (least, _) in enumerate(SURE) if sure >= least), 1)


def facts_of(
    target: str, targets: Targets, text: str, decisions: Iterable[Decision] = ()
) -> CardFacts | None:
    """Return what the card of a target says, None when there is no such target.

    `text` is the article's: the chain and the words of cues come from it. `decisions` are what the
    reader decided about its marks.
    """
    found = targets.find(target)
    mine: tuple[tuple[str, str], ...] = ()
    offers = OFFERS
    if found is not None and not isinstance(found, OwnAnnotation):
        decision = about(decisions, found)
        if decision is not None:
            mine = tuple(_rows_of_decision(decision))
            if decision.verdict is Verdict.ACCEPTED:
                offers = (Offer("accept", later("Accepted")), *OFFERS[1:])
    who = tuple(
        Part(
            item.speaker or tr("not said who"),
            targets.short_name(item.speaker or ""),
            unnamed=item.anonymous or not item.speaker,
        )
        for item in targets.chain(target)
    )
    if isinstance(found, Attribution):
        cue = " … ".join(text[span.start : span.end] for span in found.cue)
        how = tr(HOW[found.kind])
        how = tr("“{cue}”, {how}", cue=cue, how=how) if cue else how
        rows: tuple[tuple[str, str], ...] = ((tr("How"), how), (tr("Why"), said(found.why)), *mine)
        return CardFacts(who, _filled(rows), found.confidence, offers)
    if isinstance(found, Quantity):
        outer = who or (Part(tr("The article itself")),)
        rows = (*_rows_of_number(found, targets), *mine)
        chain = (*outer, Part(found.text, boxed=True))
        return CardFacts(chain, _filled(rows), found.confidence, offers)
    if isinstance(found, Quotation):
        words = text[found.start : found.end]
        why = (
            tr("Quotation marks that keep a distance, or a title or term: nobody is quoted.")
            if found.scare
            else tr("In quotation marks; who says it was not found.")
        )
        part = Part(words if len(words) < 60 else words[:56] + "…”")
        return CardFacts((part,), ((tr("Why"), why), *_filled(mine)), offers=offers)
    if isinstance(found, OwnAnnotation):
        rows = ((tr("Note"), found.note.strip()), (tr("Made"), moment(found.created)))
        return CardFacts((Part(tr("Your highlight")),), _filled(rows), offers=OWN_OFFERS)
    return None


def _rows_of_decision(decision: Decision) -> Iterator[tuple[str, str]]:
    """Yield what the reader decided about a mark, and how its check came out."""
    made = decision.mark.why == BY_READER if not isinstance(decision.mark, Quotation) else False
    words = {
        Verdict.ACCEPTED: tr("You accepted it."),
        Verdict.EDITED: "" if made else tr("You changed it."),
    }
    yield tr("You"), words.get(decision.verdict, "")
    if decision.status is not Status.OPEN:
        yield tr("Checked"), tr(CHECKS[decision.status])
    yield tr("Evidence"), decision.evidence


def _rows_of_number(quantity: Quantity, targets: Targets) -> Iterator[tuple[str, str]]:
    yield tr("Value"), _in_words(quantity)
    yield tr("Given as"), tr("“{words}”", words=quantity.hedge) if quantity.hedge else ""
    other = targets.quantities.get(quantity.against or "")
    if other is not None:
        compared = tr("with {value}", value=_in_words(other))
        yield tr("Compared"), ", ".join((compared, *other.claimed_by[:1]))
    if quantity.check:
        heading, reasons = quantity.check.heading, quantity.reasons
        yield tr("Check"), tr("{check} because: {reasons}", check=heading, reasons=reasons)
    for question in targets.questions.get(quantity.id, ()):
        yield tr("Question"), said(question.text)
    yield tr("Kind"), "" if quantity.claim else tr("a date, time or age: nothing to check")
    yield tr("Why"), said(quantity.why)


def _in_words(quantity: Quantity) -> str:
    """Return value and bounds in plain words with what is measured: "over 2,400 people, killed"."""
    value = " ".join(part for part in (value_of(quantity), unit_of(quantity)) if part)
    subject = quantity.subject or ""
    if subject.startswith("of "):
        return f"{value} {subject}"
    return ", ".join(part for part in (value, subject) if part)


def _filled(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((label, text) for label, text in rows if text)
