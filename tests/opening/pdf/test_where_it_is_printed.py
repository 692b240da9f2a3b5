"""For every stretch of the text, the characters at its places on the page are the same words."""

import random
import unicodedata

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from app.opening.pdf.cleaning import clean
from app.opening.pdf.lines import Line
from app.opening.pdf.pages import text_page
from app.reading.document import Document
from tests.benchmarks.papers import paper
from tests.opening.pdf.making import HARBOUR as WORDS
from tests.opening.pdf.making import PLAIN, Drawing, document, lines, typeset


def read_back(content: bytes, found: Document, start: int, end: int) -> str:
    """Return what the pages show at the places of a stretch."""
    pdf = pypdfium2.PdfDocument(content)
    pieces = []
    for run in found.printed:
        low, high = max(start, run.start), min(end, run.end)
        if low >= high:
            continue
        first, count = run.first, run.count
        if run.end - run.start == run.count:
            first, count = run.first + low - run.start, high - low
        with text_page(pdf, run.page - 1) as (_, text):
            pieces += [chr(pdfium.FPDFText_GetUnicode(text, first + at)) for at in range(count)]
    pdf.close()
    return "".join(pieces)


def letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


@pytest.mark.parametrize("columns", [1, 2])
def test_stretches_read_back_as_the_same_words(columns):
    content = paper(columns=columns, sections=1).content
    found = document(content)
    chance = random.Random(columns)  # noqa: S311
    words = [at for at, character in enumerate(found.text) if character.isspace()]
    for _ in range(25):
        start = chance.choice(words)
        end = chance.choice([at for at in words if start < at < start + 400] or [start])
        assert letters(read_back(content, found, start, end)) == letters(found.text[start:end])


def test_every_character_but_blanks_and_breaks_has_a_place():
    content = paper(columns=2, sections=1).content
    found = document(content)
    placed = {at for run in found.printed for at in range(run.start, run.end)}
    bare = {found.text[at] for at in range(len(found.text)) if at not in placed}
    assert bare <= {" ", "\n"}


def test_runs_follow_the_text_and_never_overlap():
    found = document(paper(columns=2, sections=1).content)
    ends = [0, *(run.end for run in found.printed)]
    assert all(end <= run.start < run.end for end, run in zip(ends, found.printed, strict=False))


def test_places_are_those_of_the_page_before_it_is_turned():
    drawing = Drawing()
    drawing.page(*lines(WORDS, 40, 500), Rotate=90)
    content = drawing.bytes()
    found = document(content)
    assert found.text == WORDS.strip()
    start = found.text.index("forty boats")
    assert read_back(content, found, start, start + 11) == "forty boats"


def test_ligatures_are_letters():
    drawing = Drawing(letters="\ufb03\ufb01\ufb00")
    drawing.page(("The o\x01ce \x02led an a\x03adavit.", 40, 500))
    content = drawing.bytes()
    found = document(content)
    assert found.text == "The office filed an affadavit."
    start = found.text.index("filed")
    assert letters(read_back(content, found, start, start + 5)) == "filed"


def test_the_letters_of_a_ligature_share_its_place():
    line = Line("o\ufb03ce", range(7, 11), 0, 30, 0, 10, False, False, 1)
    assert clean(line).text == "office"
    assert clean(line).runs == [(0, 1, 7, 1), (1, 4, 8, 1), (4, 6, 9, 2)]


def test_places_hold_where_pdfium_counts_characters_it_has_no_text_for():
    drawing = Drawing(letters="\U0001d49c")
    drawing.page(("Let \x01 be the set, and x one of it.", 40, 500))
    content = drawing.bytes()
    found = document(content)
    assert found.text == "Let \U0001d49c be the set, and x one of it."
    start = found.text.index("the set")
    assert read_back(content, found, start, start + 7) == "the set"


def test_soft_hyphens_and_wide_blanks_do_not_reach_the_text():
    found = document(typeset(PLAIN + "Re\u00adpair of the\u00a0sea\u2003wall, they said."))
    assert found.text == "Repair of the sea wall, they said."
