"""The words of a text are found on pages that were set from it, among much else."""

import pypdfium2

from app.opening.pdf.aligned import Aligner
from tests.opening.pdf.making import HARBOUR, ORCHARD, Drawing, lines, typeset


def words_of(text: str, pdf: bytes) -> dict[int, str]:
    """Return which letters of the text were found on each page."""
    opened = pypdfium2.PdfDocument(pdf)
    found: dict[int, list[int]] = {}
    for run in Aligner(text).printed(opened, range(1, len(opened) + 1)):
        page = opened[run.page - 1].get_textpage()
        for step in range(run.end - run.start):
            place = run.start + step
            if text[place].isalnum():
                assert page.get_text_range(run.first + step, 1) == text[place]
            found.setdefault(run.page, []).append(place)
    return {page: "".join(text[place] for place in sorted(set(at))) for page, at in found.items()}


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def test_every_word_is_found_between_other_things():
    page = Drawing((400, 600))
    page.page(
        *lines(HARBOUR, 90, 560, wide=40),
        *[(str(number), 20, 560 - 36 * number) for number in range(1, 9)],
        ("Mira Holt", 320, 548),
        *lines(ORCHARD, 90, 360, wide=40),
    )
    found = words_of(f"{HARBOUR.strip()}\n{ORCHARD.strip()}", page.bytes())
    assert letters(found[1]) == letters(HARBOUR + ORCHARD)


def test_hyphens_at_ends_of_lines_are_passed_over():
    markup = '#set page(width: 5cm, height: 30cm, margin: 1cm)\n#set text(lang: "en", hyphenate: true, size: 11pt)\n'
    text = "Indiscriminate administrative responsibilities overwhelmed international organisations."
    found = words_of(text, typeset(markup + text))
    assert letters(found[1]) == letters(text)


def test_words_that_come_again_are_found_where_they_go_on():
    text = f"{HARBOUR.strip()}\n{ORCHARD.strip()}\n{HARBOUR.strip()}"
    page = Drawing((400, 900))
    page.page(*lines(text, 40, 860, wide=50))
    assert letters(words_of(text, page.bytes())[1]) == letters(text)


def test_pages_of_something_else_hold_nothing():
    page = Drawing()
    page.page(*lines(ORCHARD, 40, 500))
    assert words_of(HARBOUR, page.bytes()) == {}
