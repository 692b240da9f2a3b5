"""Of what the tagger proposes, the sure is kept, and nothing twice."""

from app.analysis.tagging.proposals import Proposal
from app.analysis.tagging.selecting import select


def proposal(cue: int, content: tuple[int, int], score: float) -> Proposal:
    return Proposal((cue, cue + 1), None, (content,), score, score)


def test_what_is_not_sure_enough_is_left_out():
    sure, doubtful = proposal(0, (1, 5), 0.8), proposal(9, (10, 14), 0.2)
    assert select([sure, doubtful], 0.5) == [sure]


def test_of_two_that_claim_one_content_the_surer_is_kept():
    weaker, stronger = proposal(0, (1, 10), 0.6), proposal(11, (1, 9), 0.9)
    assert select([weaker, stronger], 0.5) == [stronger]


def test_one_inside_another_is_kept_beside_it():
    outer, inner = proposal(0, (1, 20), 0.9), proposal(4, (5, 9), 0.7)
    assert select([inner, outer], 0.5) == [outer, inner]
