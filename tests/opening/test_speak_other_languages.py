"""What opening says, in the language spoken, and what is kept with a text, in English."""

import gettext

import pytest

from app.language import ENGLISH, speak
from app.opening.open import open_bytes
from app.opening.pdf.read import missing
from app.opening.request import Request
from app.reading.failures import OpenFailure
from app.reading.notices import PAGES_READ, said

GERMAN = {
    PAGES_READ: "Nur {read} von {total} Seiten sind im Text.",
    "Page {page} is a picture without text and is not in the text.": "Seite {page} ist ein Bild.",
    "Pages {pages} are pictures without text and are not in the text.": "{pages} sind Bilder.",
    "{parts} and {last}": "{parts} und {last}",
    "The end of the file is missing.": "Das Ende der Datei fehlt.",
    "{name} is {what}, which Sayso does not open.": "{name} ist {what}: Das öffnet Sayso nicht.",
    "a PNG picture": "ein PNG-Bild",
}


class German(gettext.NullTranslations):
    def gettext(self, message):
        return GERMAN.get(message, message)


@pytest.fixture
def german():
    speak("de", German())
    yield
    speak(ENGLISH, gettext.NullTranslations())


@pytest.mark.parametrize("pages", [[7], [1234], [3, 4, 5, 9], [1, 3, 5]])
def test_in_english_a_notice_is_said_as_it_is_kept(pages):
    kept = f"The end of the file is missing. {missing(pages)}"
    assert said(kept) == kept
    assert said("") == ""


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        (missing([1234]), "Seite 1234 ist ein Bild."),
        (missing([3, 4, 5, 9]), "3–5 und 9 sind Bilder."),
        (missing([1, 3, 5]), "1, 3 und 5 sind Bilder."),
        (
            f"{PAGES_READ.format(read='1,000', total='2,345')} {missing([7])}",
            "Nur 1.000 von 2.345 Seiten sind im Text. Seite 7 ist ein Bild.",
        ),
        ("Pages that somebody wrote of.", "Pages that somebody wrote of."),
    ],
)
@pytest.mark.usefixtures("german")
def test_every_sentence_of_a_notice_is_said_in_the_language_spoken(kept, shown):
    assert said(kept) == shown


@pytest.mark.usefixtures("german")
def test_a_notice_is_kept_in_english_whatever_is_spoken():
    (opened,) = open_bytes(b"{\\rtf1 The harbour was shut on Monday.\\par", Request("letter.rtf"))
    kept = opened.document.notice
    assert kept == "The end of the file is missing."
    assert said(kept) == "Das Ende der Datei fehlt."


@pytest.mark.usefixtures("german")
def test_a_failure_names_what_a_file_is_in_the_language_spoken():
    with pytest.raises(OpenFailure) as failed:
        open_bytes(b"\x89PNG\r\n\x1a\n0000", Request("bild.png"))
    assert failed.value.reason == "bild.png ist ein PNG-Bild: Das öffnet Sayso nicht."
