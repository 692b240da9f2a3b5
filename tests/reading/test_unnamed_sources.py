"""Sources without a name are told apart by what they are."""

import pytest

from app.reading.speaker import Speaker, Unnamed


@pytest.mark.parametrize(
    ("description", "sort"),
    [
        ("senior defence official", Unnamed.OFFICIAL),
        ("police", Unnamed.OFFICIAL),
        ("people familiar with the matter", Unnamed.INSIDER),
        ("person close to the talks", Unnamed.INSIDER),
        ("spokeswoman for the ministry", Unnamed.SPOKESPERSON),
        ("witnesses", Unnamed.WITNESS),
        ("resident of the old town", Unnamed.WITNESS),
        ("two analysts", Unnamed.EXPERT),
        ("victim’s mother", Unnamed.RELATIVE),
        ("the 56-year-old", Unnamed.OTHER),
        ("critics", Unnamed.OTHER),
    ],
)
def test_a_description_says_what_sort_of_source_it_is(description, sort):
    assert Speaker(description, anonymous=True).unnamed is sort


def test_who_is_named_is_of_no_such_sort():
    assert Speaker("Ann Official", role="official").unnamed is None
