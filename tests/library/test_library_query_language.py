"""What a reader types becomes a search that SQLite understands."""

import pytest

from app.library.query import MOST_WORDS, parse
from app.reading.failures import LibraryFailure


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("mill", '("mill")'),
        ("old mill", '("old" AND "mill")'),
        ("old AND mill", '("old" AND "mill")'),
        ("old and mill", '("old" AND "and" AND "mill")'),
        ("mil*", '("mil"*)'),
        ('"old mill"', '("old mill")'),
        ('"old mil"*', '("old mil"*)'),
        ("“old mill” pond", '("old mill" AND "pond")'),
        ("mill OR pond", '("mill") OR ("pond")'),
        ("mill NOT pond", '("mill") NOT ("pond")'),
        ("mill NOT pond NOT old new", '("mill" AND "new") NOT ("pond" OR "old")'),
        ('"old mi', '("old mi")'),
        ("mill AND", '("mill")'),
        ("OR mill OR", '("mill")'),
        ("mill NOT", '("mill")'),
        ("speaker:Birk", '("speaker:Birk")'),
        ("mill - pond", '("mill" AND "pond")'),
        ("(mill)", '("mill")'),
    ],
)
def test_a_search_is_understood(typed, expression):
    assert parse(typed).expression == expression


@pytest.mark.parametrize("typed", ["", "   ", '"', '""', "*", "...", "AND", "( )", "NOT", "\0"])
def test_nothing_to_look_for_is_no_search(typed):
    assert parse(typed) is None


def test_a_search_that_only_leaves_out_is_explained():
    with pytest.raises(LibraryFailure, match="only says what to leave out"):
        parse("NOT mill")
    with pytest.raises(LibraryFailure, match="only says what to leave out"):
        parse("pond OR NOT mill")


def test_a_search_of_very_many_words_is_explained():
    parse("mill " * MOST_WORDS)
    with pytest.raises(LibraryFailure, match=f"more than {MOST_WORDS} words"):
        parse("mill " * (MOST_WORDS + 1))
