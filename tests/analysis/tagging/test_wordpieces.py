"""Words are cut into the pieces the encoder knows."""

from hypothesis import given
from hypothesis import strategies as st

from app.analysis.tagging.wordpieces import LONGEST_WORD, MOST_PIECES, WordPieces

VOCABULARY = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "the",
    "bridge",
    "##s",
    "can",
    "##not",
    "cafe",
    "'",
]


def cut(word: str) -> list[str]:
    return [VOCABULARY[number] for number in WordPieces(VOCABULARY).of(word)]


def test_the_longest_piece_is_taken_first():
    assert cut("bridges") == ["bridge", "##s"]
    assert cut("cannot") == ["can", "##not"]


def test_case_and_accents_do_not_matter():
    assert cut("THE") == ["the"]
    assert cut("Café") == ["cafe"]


def test_punctuation_is_a_piece_of_its_own():
    assert cut("can'the") == ["can", "'", "the"]


def test_a_word_with_an_unknown_end_is_unknown_as_a_whole():
    assert cut("bridgez") == ["[UNK]"]


def test_white_space_and_endless_words_are_one_unknown_piece():
    assert cut("\n ") == ["[UNK]"]
    assert cut("the" * LONGEST_WORD) == ["[UNK]"]


def test_a_word_of_nothing_but_signs_is_cut_short():
    assert len(cut("'" * 5000)) == MOST_PIECES


@given(st.text())
def test_every_word_has_at_least_one_piece(word):
    assert 1 <= len(cut(word)) <= MOST_PIECES
