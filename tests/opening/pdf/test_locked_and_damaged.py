"""What cannot be read is refused with a sentence, and nothing hangs."""

import pikepdf
import pytest

from app.opening.pdf import pages, read
from app.opening.pdf.read import read_pdf
from app.opening.request import Request
from app.reading.failures import OpenFailure, PasswordNeeded
from tests.opening.pdf.making import HARBOUR, Drawing, document, lines


def locked(**how) -> bytes:
    drawing = Drawing()
    drawing.page(*lines(HARBOUR, 40, 500))
    return drawing.bytes(encryption=pikepdf.Encryption(**how))


def test_a_locked_document_asks_for_its_password():
    content = locked(user="reed", owner="sedge")
    with pytest.raises(PasswordNeeded, match=r"paper\.pdf is locked with a password\."):
        read_pdf(content, Request("paper.pdf"))


def test_a_wrong_password_is_said_to_be_wrong():
    content = locked(user="reed", owner="sedge")
    with pytest.raises(PasswordNeeded, match="That is not the password"):
        read_pdf(content, Request("paper.pdf", password="rush"))  # noqa: S106


def test_the_right_password_opens():
    content = locked(user="reed", owner="sedge")
    assert document(content, password="reed").text == HARBOUR.strip()  # noqa: S106


def test_a_document_only_its_owner_may_change_opens():
    assert document(locked(user="", owner="sedge")).text == HARBOUR.strip()


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"%PDF-1.5" + b"\x00" * 500]
)
def test_what_is_no_whole_pdf_is_refused(content):
    with pytest.raises(OpenFailure):
        read_pdf(content, Request("paper.pdf"))


def test_a_document_without_pages_is_refused():
    with pytest.raises(OpenFailure):
        read_pdf(Drawing().bytes(), Request("paper.pdf"))


def test_an_empty_page_is_refused():
    drawing = Drawing()
    drawing.page()
    with pytest.raises(OpenFailure, match="is empty"):
        read_pdf(drawing.bytes(), Request("paper.pdf"))


def test_a_document_cut_off_anywhere_is_read_or_refused():
    drawing = Drawing()
    for _ in range(3):
        drawing.page(*lines(HARBOUR, 40, 500))
    content = drawing.bytes()
    for end in range(100, len(content), 97):
        try:
            found = document(content[:end])
        except OpenFailure:
            continue
        assert found.blocks


def test_bytes_gone_wrong_are_read_or_refused():
    drawing = Drawing()
    drawing.page(*lines(HARBOUR, 40, 500))
    content = bytearray(drawing.bytes())
    for at in range(20, len(content), 41):
        spoilt = bytes(content[:at]) + b"\xff\x00<<" + bytes(content[at + 4 :])
        try:
            found = document(spoilt)
        except OpenFailure:
            continue
        assert found.blocks


def test_more_pages_than_the_most_are_refused(monkeypatch):
    monkeypatch.setattr(pages, "MOST_PAGES", 2)
    drawing = Drawing()
    for _ in range(3):
        drawing.page(*lines(HARBOUR, 40, 500))
    with pytest.raises(OpenFailure, match="3 pages"):
        read_pdf(drawing.bytes(), Request("paper.pdf"))


def test_a_text_longer_than_the_most_ends_early_and_says_so(monkeypatch):
    monkeypatch.setattr(read, "MOST_TEXT", 200)
    drawing = Drawing()
    for _ in range(3):
        drawing.page(*lines(HARBOUR, 40, 500))
    found = document(drawing.bytes())
    assert found.notice == "Only the first 1 of 3 pages are in the text."
    assert {block.page for block in found.blocks} == {1}


def test_a_page_that_draws_itself_does_not_hang():
    drawing = Drawing()
    page = drawing.page(*lines(HARBOUR, 40, 500))
    form = drawing.pdf.make_stream(b"/Fm Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
    form.BBox = pikepdf.Array([0, 0, 10, 10])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Fm=form))
    page.obj.Resources.XObject = pikepdf.Dictionary(Fm=form)
    page.obj.Contents = drawing.pdf.make_stream(page.obj.Contents.read_bytes() + b"\n/Fm Do")
    assert document(drawing.bytes()).text == HARBOUR.strip()
