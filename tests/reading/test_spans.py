"""Stretches, and the index over them, agree with the plain definition."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.reading.spans import Span, SpanIndex, extent, subtract

spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(st.lists(spans, max_size=30), spans)
def test_the_index_finds_just_what_overlaps(items, asked):
    index = SpanIndex(items)
    wanted = [item for item in items if item.overlaps(asked)]
    assert sorted(index.overlapping(asked.start, asked.end)) == sorted(wanted)


@given(st.lists(spans, max_size=30), st.integers(0, 90))
def test_what_covers_a_place_comes_outermost_first(items, place):
    found = SpanIndex(items).at(place)
    assert all(item.start <= place < item.end for item in found)
    assert found == sorted(found, key=lambda item: (item.start, -item.end))


@given(spans, st.lists(spans, max_size=6))
def test_cutting_holes_leaves_just_the_rest(span, holes):
    pieces = subtract(span, holes)
    left = {i for piece in pieces for i in range(*piece)}
    assert left == set(range(*span)) - {i for hole in holes for i in range(*hole)}
    assert all(piece.start < piece.end for piece in pieces)


def test_a_stretch_covers_itself_and_touching_is_no_overlap():
    assert Span(2, 5).covers(Span(2, 5))
    assert not Span(2, 5).overlaps(Span(5, 7))
    assert extent([Span(4, 6), Span(1, 2)]) == Span(1, 6)
