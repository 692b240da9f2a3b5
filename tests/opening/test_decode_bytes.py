"""Bytes become the text their author wrote, whatever encoding they are in."""

from __future__ import annotations

import pytest

from app.opening.decoding import NotTextError, decode

ENGLISH = "“It’s not safe,” the café owner, Zoë Núñez, said – twice…"
GERMAN = "Der Bürgermeister schließt die alte Brücke über die Weiße Elster."
RUSSIAN = "Совет закрыл старый мост в понедельник, сообщила мэр города Ада Петрова."
POLISH = "Burmistrz powiedział, że źródła są wiarygodne, a łódź wróciła później niż zwykle."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "cp1252"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (ENGLISH, "utf-32"),
        (GERMAN, "latin-1"),
        (RUSSIAN, "utf-8"),
        (RUSSIAN, "cp1251"),
        (POLISH * 3, "cp1250"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(text: str, encoding: str):
    assert decode(text.encode(encoding)) == text


def test_the_servers_word_settles_what_bytes_alone_leave_open():
    text = "Ведомость"
    assert decode(text.encode("koi8-r"), declared="koi8-r") == text


def test_a_page_declares_its_own_encoding():
    page = '<html><head><meta charset="iso-8859-2"></head><body>Łódź, Gdańsk</body></html>'
    assert decode(page.encode("iso-8859-2"), page=True) == page


def test_a_page_in_utf8_that_claims_to_be_latin1_is_read_as_utf8():
    page = '<html><head><meta charset="iso-8859-1"></head><body>“Łódź”</body></html>'
    assert decode(page.encode(), declared="iso-8859-1", page=True) == page


@pytest.mark.parametrize("label", ["hex", "idna", "rot13", "no-such-encoding", "zlib", ""])
def test_a_label_that_is_no_encoding_is_ignored(label: str):
    assert decode(GERMAN.encode("latin-1"), declared=label) == GERMAN


def test_line_breaks_stay_as_they_are():
    assert decode(b"one\r\ntwo\rthree\n") == "one\r\ntwo\rthree\n"


def test_binary_content_is_no_text():
    with pytest.raises(NotTextError):
        decode(bytes(range(256)) * 20)
