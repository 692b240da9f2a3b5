"""How deep an attribution lies inside others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.reading.attribution import Act, Attribution, AttributionKind, chain, depths
from app.reading.spans import Span


def attribution(name, parent=None):
    return Attribution(name, AttributionKind.INDIRECT, Act.STATEMENT, (Span(0, 1),), parent=parent)


def test_each_content_around_counts_once():
    found = depths([attribution("a"), attribution("b", "a"), attribution("c", "b")])
    assert found == {"a": 0, "b": 1, "c": 2}


def test_a_parent_that_does_not_exist_ends_the_counting():
    assert depths([attribution("a", "gone")]) == {"a": 0}


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdefgh") | st.none()))
def test_depth_is_the_length_of_the_chain_outward_even_in_circles(parents):
    attributions = [attribution(name, parent) for name, parent in parents.items()]
    for name, depth in depths(attributions).items():
        assert depth == len(chain(attributions, name)) - 1
