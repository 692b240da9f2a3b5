"""Code points and UTF-16 units are turned into each other without loss."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.rendering.offsets import Utf16Offsets

TEXTS = st.text(st.sampled_from("ab é“”€\n\U0001f600\U00010348\U0001f1fa"), max_size=60)


@given(TEXTS)
def test_every_code_point_offset_comes_back(text):
    offsets = Utf16Offsets(text)
    for place in range(len(text) + 1):
        assert offsets.to_code_point(offsets.to_utf16(place)) == place


@given(TEXTS)
def test_utf16_offsets_count_what_qt_counts(text):
    offsets = Utf16Offsets(text)
    for place in range(len(text) + 1):
        assert offsets.to_utf16(place) == len(text[:place].encode("utf-16-le")) // 2


def test_an_offset_inside_a_character_is_that_of_its_start():
    offsets = Utf16Offsets("a\U0001f600b")
    assert [offsets.to_code_point(unit) for unit in range(5)] == [0, 1, 1, 2, 3]
