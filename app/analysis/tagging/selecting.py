"""Choose among the tagger's proposals."""

from __future__ import annotations

from collections.abc import Iterable

from app.analysis.tagging.proposals import Proposal

SAME = 0.5
"""Contents that share this part of their words (Jaccard) are one, told twice."""


def select(proposals: Iterable[Proposal], threshold: float) -> list[Proposal]:
    """Keep the proposals that are sure enough, of those with one content the surest."""
    kept: list[tuple[Proposal, set[int]]] = []
    for proposal in sorted(proposals, key=lambda p: -p.score):
        if proposal.score < threshold:
            break
        words = {i for start, end in proposal.content for i in range(start, end)}
        if all(len(words & other) < SAME * len(words | other) for _, other in kept):
            kept.append((proposal, words))
    return sorted((proposal for proposal, _ in kept), key=lambda p: p.cue)
