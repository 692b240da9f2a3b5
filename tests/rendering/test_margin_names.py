"""Names in the margin neither collide nor repeat themselves."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.rendering.names import CLEARANCE, Said, arrange, shortened


def said(target, speaker, *lines, depth=0, paragraph=1):
    return Said(target, speaker, paragraph, lines, depth)


def texts(names):
    return [(name.speaker, name.baseline) for name in names]


def test_a_name_stands_at_the_first_line_of_its_content():
    assert texts(arrange([said("a1", "Ann", 100, 131)])) == [("Ann", 100)]


def test_a_speaker_is_named_once_in_a_paragraph():
    names = arrange([said("a1", "Ann", 100), said("a2", "Ann", 162)])
    assert texts(names) == [("Ann", 100)]
    assert names[0].targets == ("a1", "a2")


def test_a_speaker_is_named_again_in_the_next_paragraph():
    names = arrange([said("a1", "Ann", 100), said("a2", "Ann", 162, paragraph=2)])
    assert texts(names) == [("Ann", 100), ("Ann", 162)]


def test_a_speaker_is_named_again_when_another_name_came_between():
    names = arrange([said("a1", "Ann", 100), said("a2", "Bo", 131), said("a3", "Ann", 162)])
    assert texts(names) == [("Ann", 100), ("Bo", 131), ("Ann", 162)]


def test_a_nested_name_moves_down_to_the_next_line_of_its_own_content():
    names = arrange([said("a1", "Ann", 100, 131), said("a2", "Bo", 100, 131, depth=1)])
    assert texts(names) == [("Ann", 100), ("Bo", 131)]


def test_the_outer_name_keeps_its_line_even_if_it_comes_later():
    names = arrange([said("a2", "Bo", 100, 131, depth=1), said("a1", "Ann", 100, 131)])
    assert texts(names) == [("Ann", 100), ("Bo", 131)]


def test_a_name_without_a_free_line_goes_behind_the_one_above_it():
    names = arrange([said("a1", "Ann", 100), said("a2", "Bo", 100, depth=1)])
    assert texts(names) == [("Ann", 100)]
    assert names[0].behind == ("Bo",)
    assert names[0].targets == ("a1", "a2")


def test_a_content_nobody_is_named_for_gets_no_name():
    assert arrange([said("a1", "", 100)]) == []


CONTENTS = st.lists(
    st.builds(
        lambda speaker, first, count, depth, number: Said(
            f"a{number}", speaker, 1, tuple(first + 12.0 * n for n in range(count)), depth
        ),
        st.sampled_from(["Ann", "Bo", "Cy", "Di"]),
        st.sampled_from([100.0, 110.0, 131.0, 162.0]),
        st.integers(1, 5),
        st.integers(0, 2),
        st.integers(0, 99),
    ),
    max_size=8,
)


@given(CONTENTS)
def test_no_two_names_are_too_close_and_no_content_is_forgotten(contents):
    names = arrange(contents)
    heights = [name.baseline for name in names]
    assert all(b - a >= CLEARANCE for a, b in pairwise(heights))
    told = sorted(target for name in names for target in name.targets)
    assert told == sorted(content.target for content in contents)


def test_a_long_name_gives_way_to_the_shortest_alias_that_fits():
    assert shortened("Ann Lee", ("Lee",), 10, len) == "Ann Lee"
    assert shortened("Annabelle Lee", ("the mayor", "Lee"), 10, len) == "Lee"
    assert shortened("Annabelle Lee", ("the lord mayor",), 10, len) is None
