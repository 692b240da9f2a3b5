from hypothesis import given
from hypothesis import strategies as st

from app.reading.words import next_word_end, next_word_start, word_at, word_before, word_end_before

TEXT = "He said: “We’ll pay 2,400 people, or 40%.” Then"


def word(offset):
    span = word_at(TEXT, offset)
    return TEXT[span.start : span.end]


def test_a_word_has_what_opens_before_it_and_what_belongs_to_it():
    assert word(TEXT.index("We")) == "“We’ll"
    assert word(TEXT.index("400")) == "2,400"
    assert word(TEXT.index("40%")) == "40%"
    assert word(TEXT.index(", or")) == ","
    assert word(TEXT.index(" pay")) == "pay"


def test_ends_go_word_by_word_and_back():
    end = TEXT.index(" people")
    assert TEXT[: next_word_end(TEXT, end)].endswith("people")
    assert TEXT[: word_end_before(TEXT, end)].endswith("pay")
    start = TEXT.index("pay")
    assert TEXT[next_word_start(TEXT, start) :].startswith("2,400")
    assert TEXT[word_before(TEXT, start) :].startswith("“We’ll")


def test_at_the_ends_of_the_text_nothing_moves():
    assert next_word_end(TEXT, len(TEXT)) == len(TEXT)
    assert word_before(TEXT, 0) == 0


@given(st.text(max_size=60), st.integers(0, 60))
def test_any_place_in_any_text_has_an_answer_inside_it(text, offset):
    offset = min(offset, len(text))
    start, end = word_at(text, offset)
    assert 0 <= start <= end <= max(len(text), offset)
    assert offset <= next_word_end(text, offset) <= len(text)
    assert 0 <= word_before(text, offset) <= offset
