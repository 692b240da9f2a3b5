"""The language of a text is seen from its words, in another script from very few."""

import pytest

from app.opening.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ferry stops in May, and that was said by the owner of the pier this week.", "en"),
        ("Die Fähre fährt im Mai nicht mehr, und das ist auch für die Insel nicht gut.", "de"),
        ("市长李明周一表示港口必须关闭。", "zh"),
        ("Паром остановится в мае, сказала она.", "ru"),
        ("قالت إن العبارة ستتوقف في مايو", "ar"),
    ],
)
def test_the_text_tells_its_language(text, language):
    assert language_of(text) == language


def test_what_the_text_shows_goes_before_what_the_page_declares():
    text = "The ferry stops in May, and that was said by the owner of the pier this week."
    assert language_of(text, "de") == "en"
    assert language_of("市长李明周一表示港口必须关闭。", "en-GB") == "zh"


def test_a_few_words_are_in_the_language_the_page_declares():
    assert language_of("Fähre fährt", "de_AT") == "de"
    assert language_of("Ferry stops") == ""
