"""Words in any script are set in fonts that come with Sayso, and in no others."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest

from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.exporting.pdf.fonts import fonts
from app.exporting.pdf.frame import frame_of
from app.exporting.pdf.typeset import Sheet, typeset
from app.reading.annotation import Reading
from app.reading.document import BlockKind
from app.reading.exports import Choice

SAMPLES = {
    "Arabic": ("ar", "قالت الوزيرة إن الجسر سيغلق"),
    "Armenian": ("hy", "կամուրջը կփակվի գարնանը"),
    "Bengali": ("bn", "সেতুটি বন্ধ থাকবে"),
    "Chinese": ("zh", "大桥将关闭十四周，“不安全”。"),
    "Cyrillic": ("ru", "мост закроют на четырнадцать недель"),
    "Devanagari": ("hi", "पुल चौदह सप्ताह तक बंद रहेगा"),
    "Emoji": ("en", "🌉 🔧 😀"),
    "Ethiopic": ("am", "ድልድዩ ይዘጋል"),
    "Georgian": ("ka", "ხიდი დაიკეტება"),
    "Greek": ("el", "η γέφυρα θα κλείσει"),
    "Gujarati": ("gu", "પુલ બંધ રહેશે"),
    "Gurmukhi": ("pa", "ਪੁਲ ਬੰਦ ਰਹੇਗਾ"),
    "Hebrew": ("he", "הגשר ייסגר לשבועיים"),
    "Japanese": ("ja", "橋は十四週間閉鎖される。本当に！？"),
    "Kannada": ("kn", "ಸೇತುವೆ ಮುಚ್ಚಲಿದೆ"),
    "Khmer": ("km", "ស្ពាននឹងបិទ"),
    "Korean": ("ko", "다리가 십사 주 동안 폐쇄된다"),
    "Lao": ("lo", "ຂົວຈະປິດ"),
    "Malayalam": ("ml", "പാലം അടയ്ക്കും"),
    "Mathematics": ("en", "∑ ∫ ≤ ∞ ⊂ ℝ 𝑥"),
    "Myanmar": ("my", "တံတား ပိတ်မည်"),
    "Odia": ("or", "ପୋଲ ବନ୍ଦ ରହିବ"),
    "Signs": ("en", "✓ ★ ☎ → ⇒ ⏰ ♞"),
    "Sinhala": ("si", "පාලම වසා දමයි"),
    "Tamil": ("ta", "பாலம் மூடப்படும்"),
    "Telugu": ("te", "వంతెన మూసివేయబడుతుంది"),
    "Thai": ("th", "สะพานจะปิดสิบสี่สัปดาห์"),
    "Tibetan": ("bo", "ཟམ་པ་སྒོ་རྒྱག"),
}


def reading_of(write_article, language, text):
    draft = write_article([(BlockKind.PARAGRAPH, text, None)], title="Signs", language=language)
    return Reading(1, draft.document, own=(draft.own(1, text),))


@pytest.mark.parametrize("script", SAMPLES)
def test_every_letter_is_drawn_in_fonts_of_our_own_and_marked(write_article, read_back, script):
    language, text = SAMPLES[script]
    reading = reading_of(write_article, language, text)
    # The typesetter keeps to the standard for accessible files only where no letter is missing.
    assert b"pdfuaid:part" in _metadata(typeset(reading, Sheet(), frame_of(Choice())).pdf)
    pdf = annotated_pdf(reading)
    assert read_back(pdf)["sayso-H1"].words
    assert _embedded(pdf) <= {_flat(name) for name in fonts().families()}


@pytest.mark.parametrize("plane", range(17))
def test_what_no_font_has_is_an_empty_box_and_stops_nothing(write_article, read_back, plane):
    odd = "".join(chr(plane * 0x10000 + place) for place in range(0x2F00, 0xFFFE, 0x3D1))
    reading = reading_of(write_article, "en", f"Before {odd} after")
    draft = replace(reading, own=(replace(reading.own[0], start=0, end=6),))
    assert read_back(annotated_pdf(draft))["sayso-H1"].words == "Before"


def test_no_font_of_the_machine_is_looked_for():
    assert all(
        font.path is None or "resources" in font.path or "source_sans" in font.path
        for font in fonts().fonts()
    )


def _metadata(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return document.Root.Metadata.read_bytes()


def _embedded(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = {
            str(item.FontName).partition("+")[2]
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }
    return {_flat(name.partition("-")[0]) for name in names}


def _flat(name: str) -> str:
    """Return a family's name as files have it."""
    return name.replace(" ", "").replace("NewComputerModern", "NewCM").replace("CJKSC", "CJKsc")
