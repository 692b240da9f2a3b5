"""Single values of exports: times, names, addresses."""

from __future__ import annotations

import pytest

from app.importing.fields import address, collection, line, names, truth, words
from app.importing.times import day, moment


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1682942400", "2023-05-01T12:00:00+00:00"),
        (1682942400, "2023-05-01T12:00:00+00:00"),
        (1682942400123, "2023-05-01T12:00:00+00:00"),
        ("1682942400123456", "2023-05-01T12:00:00+00:00"),
        (1682942400.5, "2023-05-01T12:00:00+00:00"),
        ("2023-05-01T12:00:00Z", "2023-05-01T12:00:00+00:00"),
        ("2023-05-01T14:00:00+0200", "2023-05-01T12:00:00+00:00"),
        ("2023-05-01 12:00:00 UTC", "2023-05-01T12:00:00+00:00"),
        ("2023-05-01 12:00", "2023-05-01T12:00:00+00:00"),
        ("2023-05-01", "2023-05-01T00:00:00+00:00"),
        ("May 1, 2023", "2023-05-01T00:00:00+00:00"),
        ("0", ""),
        (0, ""),
        (None, ""),
        (True, ""),
        ("yesterday", ""),
        ("9" * 20, ""),
        ("0001-01-01T00:00:00+14:00", ""),
        (float("inf"), ""),
        pytest.param(10**5000, "", id="a number of 5,000 digits"),
        ({"date": 1}, ""),
    ],
)
def test_times_are_told_in_utc(value: object, expected: str):
    assert moment(value) == expected


def test_a_day_is_the_one_where_it_was_written():
    assert day("2023-12-31T23:30:00-0500") == "2023-12-31"
    assert day(1682942400) == "2023-05-01"
    assert day("") == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://courier.example/a b", "https://courier.example/a%20b"),
        (" http://courier.example/\n", "http://courier.example/"),
        ("HTTPS://courier.example/", "HTTPS://courier.example/"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://", ""),
        ("https://[", ""),
        ("//courier.example", ""),
        ("https://courier.example/" + "a" * 5000, ""),
        (3, ""),
    ],
)
def test_only_web_addresses_are_addresses(value: object, expected: str):
    assert address(value) == expected


def test_names_are_read_however_they_are_listed():
    assert names("a, b,,a") == ("a", "b")
    assert names('["a", "b, c"]') == ("a", "b, c")
    assert names("['a', \"it's\"]") == ("a", "it's")
    assert names(r"['it\'s', 'b']") == ("it's", "b")
    assert names("[a, b]") == ("a", "b")
    assert names([{"label": "a"}, {"name": "b"}, 3, None, ["c"]]) == ("a", "b", "3")
    assert names("[" * 20_000) != ()
    assert names(None) == names({"a": 1}) == ()


def test_text_is_cleaned_but_keeps_its_lines():
    assert words(" a\x00\r\nb\u2028c\ud800 ") == "a\nb\nc"
    assert line("a\n\x00 b\ud800") == "a b"
    assert collection(["a/b", "", "c"]) == "a∕b/c"
    assert [truth(value) for value in (1, True, "1", "Yes", 0, "0", None, 2)] == [True] * 4 + [
        False
    ] * 4
