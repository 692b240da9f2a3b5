"""What a PDF says of its own is said in the language spoken; the article keeps its own."""

from __future__ import annotations

import gettext
import io
import re
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.language import speak
from app.reading.quantity import Criterion
from app.reading.questions import Doubt, Question
from app.reading.remarks import Remark
from tests.loud_language import Loud

ASKED = Question(Doubt.TOTAL, Remark.TOTAL.format(sum="1 + 2", total="3", told="4"), ("n5",))
SAID = ("/Contents", "/Subj", "/T", "/Zotero:Tags")


@pytest.fixture(scope="module")
def loud(reading):
    """Return the PDF as a language of capitals has it."""
    found = reading.analysis
    quantities = tuple(replace(q, worth=tuple(Criterion)) for q in found.quantities)
    asked = replace(found, quantities=quantities, questions=(ASKED,))
    speak("de", Loud())
    try:
        return annotated_pdf(replace(reading, analysis=asked))
    finally:
        speak("en", gettext.NullTranslations())


@pytest.fixture(scope="module")
def known(reading):
    """Return the words that are the article's or the reader's, names, or the typesetter's own."""
    document, found = reading.document, reading.analysis
    parts = [document.text, document.byline, document.outlet, document.address, "Sayso März Seite"]
    parts += [f"{s.name} {s.role}" for s in found.speakers]
    parts += [f"{q.unit} {q.subject}" for q in found.quantities]
    parts += [item.note for item in reading.own]
    return set(_words(" ".join(parts).lower()))


def _words(text):
    return re.findall(r"[^\W\d_]+", text)


def _english(text, known):
    return [w for w in _words(text) if not w.isupper() and w.lower() not in known]


def test_no_page_says_anything_in_english(loud, known):
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(loud)]
    text = " ".join(pages).replace("\ufffe", "").replace("-\r\n", "")
    assert "TO CITE THIS ARTICLE" in text
    assert "IS SOMETHING LEFT OUT" in text
    assert _english(text, known) == []


def test_no_mark_says_anything_in_english(loud, known):
    with pikepdf.open(io.BytesIO(loud)) as document:
        marks = [mark for page in document.pages for mark in page.obj.get("/Annots", [])]
        said = [str(mark[key]) for mark in marks for key in SAID if key in mark]
        title = str(document.docinfo["/Title"])
    assert any("CLAIMED BY: THE ARTICLE ITSELF" in words for words in said)
    assert [words for words in said if _english(words, known)] == []
    assert title.endswith(" (ANNOTATED READING)")
