"""What of an analysis is shown: the marks that are sure enough, with or without attitudes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, among, claimants, nearest
from app.reading.quantity import Quantity
from app.reading.sureness import BEST


@dataclass(frozen=True, slots=True)
class View:
    """Which marks a reader wants to see.

    `least` is the confidence, in 0..1, that an attribution or a quantity needs. Without
    `attitudes` those are left out, save where the article quotes their words or has them claim a
    number.
    """

    least: float = BEST
    attitudes: bool = False

    def of(self, analysis: Analysis) -> Analysis:
        """Return the analysis with only what is shown, whole in itself.

        What lay in a content that is left out lies in the next one around it; a quotation whose
        attribution is left out has none; ids stay as they were.
        """
        everyone = {item.id: item for item in analysis.attributions}
        vouched = {q.attribution for q in analysis.quotations if not q.scare}
        claiming = {quantity.attribution for quantity in analysis.quantities}
        needed = vouched | claiming
        wanted = {a.id for a in everyone.values() if self._shows(a, needed)}
        kept = among(everyone, wanted)
        speakers = {item.speaker for item in kept.values()}
        # What somebody merely wants is no claim of theirs.
        stating = {a.id for a in kept.values() if a.act is not Act.ATTITUDE or a.id in claiming}
        saying = among(everyone, stating)
        chains = {name: claimants(saying, name) for name in saying}

        def claimed(quantity: Quantity) -> Quantity:
            if quantity.attribution is None:
                return quantity
            owner = nearest(everyone, saying, quantity.attribution)
            by = chains[owner] if owner else ()
            if (owner, by) == (quantity.attribution, quantity.claimed_by):
                return quantity
            return replace(quantity, attribution=owner, claimed_by=by)

        quantities = tuple(claimed(q) for q in analysis.quantities if q.confidence >= self.least)
        numbers = {quantity.id for quantity in quantities}
        return Analysis(
            tuple(kept.values()),
            tuple(
                q
                if q.attribution is None or q.attribution in kept
                else replace(q, attribution=None)
                for q in analysis.quotations
            ),
            quantities,
            tuple(speaker for speaker in analysis.speakers if speaker.name in speakers),
            analysis.pipeline,
            tuple(q for q in analysis.questions if numbers.issuperset(q.quantities)),
        )

    def _shows(self, item: Attribution, needed: set[str | None]) -> bool:
        if item.confidence < self.least:
            return False
        return item.act is not Act.ATTITUDE or self.attitudes or item.id in needed
