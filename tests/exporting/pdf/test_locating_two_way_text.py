"""Marks in right-to-left text cover their words, and nothing that only stands between them."""

from __future__ import annotations

import unicodedata

import pytest

from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.reading.annotation import Reading
from app.reading.document import BlockKind

HEBREW = "הגשר הישן ייסגר לשבועיים, אמרה המהנדסת. שתי סירות יחליפו אותו עד האביב. " * 3
MIXED = "The sign reads שלום לכולם on one side and مرحبا بكم on the other, 12 letters in all."


def shuffled_alike(one: str, other: str) -> bool:
    """Compare without order: page and text do not agree on it, line by line."""

    def letters(words):
        return sorted(c for c in unicodedata.normalize("NFKC", words) if c.isalnum())

    return letters(one) == letters(other)


@pytest.mark.parametrize("language", ["he", "en"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEBREW, "ייסגר לשבועיים, אמרה המהנדסת. שתי סירות"),
        (HEBREW, HEBREW.strip()),
        ("הגשר < 3 סירות ½ שנה", "סירות ½ שנה"),
        (MIXED, "שלום"),
        (MIXED, "reads שלום"),
        (MIXED, "לכולם on one side"),
        (MIXED, "بكم on the other, 12"),
    ],
)
def test_right_to_left_words_are_marked(write_article, read_back, text, words, language):
    draft = write_article(
        [(BlockKind.PARAGRAPH, text.strip(), None)], title="Signs", language=language
    )
    reading = Reading(1, draft.document, own=(draft.own(1, words),))
    assert shuffled_alike(read_back(annotated_pdf(reading))["sayso-H1"].words, words)


def test_words_after_a_passage_in_another_script_are_marked(write_article, read_back):
    """Vowel signs stand off their line, and what a font lacks or joins cannot be told apart."""
    verse = "ﺎًﻧْﻮَﻫ ﺎَﻣ ﻰَﺴَﻋ ْﻥَﺃ َﻥﻮُﻜَﻳ َﻚَﻀْﻴِﻐَﺑ ﺎًﻣْﻮَﻳ ، " * 8
    after = "Those were the words on the wall, and this is what stood below them in small letters."
    blocks = [(BlockKind.PARAGRAPH, words, None) for words in ("Before it.", verse.strip(), after)]
    draft = write_article(blocks, title="Wall")
    reading = Reading(1, draft.document, own=(draft.own(1, "what stood below them"),))
    read = read_back(annotated_pdf(reading))
    assert read["sayso-H1"].words == "whatstoodbelowthem"
