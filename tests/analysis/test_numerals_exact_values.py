"""Numerals in digits and words, and their exact values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.analysis.lexing import Pieces
from app.analysis.numeral_grammar import read_numeral, read_ordinal
from app.analysis.numerals import digits_value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,400", "2400"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("12,34,567", "1234567"),
        ("2.4 million", "2400000"),
        ("12.9bn", "12900000000"),
        ("40k", "40000"),
        ("3.5 bn", "3500000000"),
        ("2 trn", "2000000000000"),
        ("1 000", "1000"),
        ("1'000'000", "1000000"),
        ("twelve hundred", "1200"),
        ("two hundred and five", "205"),
        ("twenty-one", "21"),
        ("one hundred and five", "105"),
        ("two hundred thousand", "200000"),
        ("a dozen", "12"),
        ("half a million", "500000"),
        ("a million and a half", "1500000"),
        ("five-and-a-half", "5.5"),
        ("2½", "2.5"),
        ("2 1/2", "2.5"),
        ("three quarters", "0.75"),
        ("٣٤", "34"),
        ("１２", "12"),
    ],
)
def test_a_numeral_is_read_whole_and_exactly(text, value):
    pieces = Pieces(text)
    numeral = read_numeral(pieces, 0)
    assert numeral is not None
    assert numeral.last == len(pieces)
    assert numeral.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "low"), [("dozens", 24), ("tens of thousands", 10_000), ("several thousand", 2000)]
)
def test_a_vague_word_has_only_a_least_value(text, low):
    numeral = read_numeral(Pieces(text), 0)
    assert numeral is not None
    assert (numeral.value, numeral.low) == (None, low)


@pytest.mark.parametrize("text", ["1.2.3.4", "9/11", "1,2,3", "9" * 400, "9" * 19, "hundred"])
def test_what_is_not_one_number_has_no_value(text):
    assert read_numeral(Pieces(text), 0) is None


@given(st.integers(min_value=0, max_value=10**15))
def test_separators_do_not_change_a_value(number):
    assert digits_value(f"{number:,}") == number
    assert digits_value(str(number)) == number


@given(st.text(alphabet="0123456789,. -/½k", max_size=60))
def test_no_run_of_digits_and_signs_breaks_the_grammar(text):
    pieces = Pieces(text)
    for at in range(len(pieces)):
        numeral = read_numeral(pieces, at)
        assert numeral is None or at < numeral.last <= len(pieces)


def test_an_ordinal_is_read_in_digits_and_words():
    assert read_ordinal(Pieces("14th"), 0) == (14, 2)
    assert read_ordinal(Pieces("twenty-first"), 0) == (21, 3)
    assert read_ordinal(Pieces("second"), 0) == (2, 1)
