"""A file is what its bytes are, whatever it is called."""

from __future__ import annotations

import gzip
import plistlib
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.opening import open as opening
from app.opening.request import Request
from app.opening.sniffing import Form, Sniffed, sniff, sniff_text
from app.reading.failures import OpenFailure
from tests.opening.forms.built import MORE, PROSE, chapter, docx, epub, odt, paragraph
from tests.opening.ways_in import opened_bytes

_PAGE = f"<!doctype html><html><article><h1>Bridge</h1><p>{PROSE}<p>{MORE}</article></html>"
_FILES: dict[Form, bytes] = {
    Form.TEXT: f"{PROSE}\n{MORE}".encode(),
    Form.MARKDOWN: f"# Bridge\n\n{PROSE}\n\n## Time\n\n{MORE} **Soon**.\n".encode(),
    Form.PAGE: _PAGE.encode(),
    Form.WEB_ARCHIVE: plistlib.dumps(
        {"WebMainResource": {"WebResourceData": _PAGE.encode()}}, fmt=plistlib.FMT_BINARY
    ),
    Form.EMAIL: f"From: Ann <a@b.example>\r\nSubject: Bridge\r\nMIME-Version: 1.0\r\n\r\n{PROSE}".encode(),
    Form.EPUB: epub({"one.xhtml": chapter("Money", PROSE)}),
    Form.DOCX: docx(paragraph(PROSE) + paragraph(MORE)),
    Form.ODT: odt(f"<text:p>{PROSE}</text:p><text:p>{MORE}</text:p>"),
    Form.RTF: rb"{\rtf1\ansi " + PROSE.encode() + rb"\par " + MORE.encode() + b"}",
}
_NAMES = ("a.txt", "a.html", "a.epub", "a.docx", "a.rtf", "a.eml", "a.pdf", "a.mhtml", "a")


@pytest.mark.parametrize("form", _FILES, ids=lambda form: form.name)
@pytest.mark.parametrize("name", _NAMES)
def test_a_mislabelled_file_opens_as_what_it_is(form: Form, name: str):
    document = opened_bytes(_FILES[form], name)
    assert PROSE in document.text
    if form is not Form.EPUB:
        assert document.original is not None
        assert document.original.media_type == form.value


@pytest.mark.parametrize(
    "text",
    [
        f"From: the mayor\nTo: the council\nSubject: the bridge\nDate: 3 May\n\n{PROSE}",
        f"Note: this is prose.\nAnswer: so it is.\n\n{PROSE}",
        f"Q: What does it cost?\nA: Four million.\nQ: Why?\nA: Steel.\n\n{PROSE}",
        f"To: be or not to be\n{PROSE}",
    ],
)
def test_a_memo_or_an_interview_is_no_message(text: str):
    assert opened_bytes(text.encode(), "memo.eml").text == text


def test_an_older_message_without_the_marks_of_a_server_is_one():
    head = "From: a@b.example\nDate: Mon, 3 May 1999 10:00 +0000\nSubject: Bridge\n\n"
    assert sniff((head + PROSE).encode()).form is Form.EMAIL


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"title": "Bridge", "text": "It costs four million."}', "a file of data (JSON)"),
        (' [\n{"a": 1},\n{"a": 2}\n]\n', "a file of data (JSON)"),
        ('{"a": 1}\n{"a": 2}\n{"a": 3}\n', "a file of data (JSON)"),
        ("% A paper\n\\documentclass{article}\n\\begin{document}\nText", "LaTeX source"),
        ('<?xml version="1.0"?><rss><channel/></rss>', "an XML file, such as a news feed"),
    ],
)
def test_text_that_is_no_article_is_named_and_refused(text: str, what: str):
    with pytest.raises(OpenFailure) as caught:
        opened_bytes(text.encode(), "a.txt")
    assert caught.value.reason == f"a.txt is {what}, which Sayso does not open."
    assert caught.value.advice


@pytest.mark.parametrize(
    "text",
    [
        f"[Applause] {PROSE}",
        f"{{sic}} {PROSE}",
        f"[1, 2] {PROSE}",
        f"year,cost\n2020,4\n2021,5\n{PROSE}",
        f"The \\documentclass line comes first. {PROSE}",
        "42",
    ],
)
def test_text_that_only_looks_like_data_is_text(text: str):
    assert opened_bytes(text.encode(), "a.json").text == text


def test_a_list_nested_without_end_is_no_reason_to_fail():
    assert sniff_text("[" * 100_000).form is Form.TEXT


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.sampled_from(
        (
            b"",
            b"PK\x03\x04",
            b"PK\x05\x06",
            b"{\\rtf",
            b"\x1f\x8b",
            b"bplist00",
            b"From: ",
            b"\xff\xfe",
        )
    ),
    st.binary(max_size=400),
)
def test_any_bytes_are_something(start: bytes, rest: bytes):
    found = sniff(start + rest)
    assert isinstance(found, Sniffed)
    assert found.form is not Form.OTHER or found.name


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=400), st.booleans())
def test_any_text_is_something(text: str, named: bool):
    assert sniff_text(text, named_markdown=named).form in (Form.TEXT, Form.MARKDOWN, Form.OTHER)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(
    st.sampled_from([*_FILES.values(), gzip.compress(_PAGE.encode())]),
    st.floats(0, 1),
    st.binary(max_size=4),
)
def test_the_beginning_of_a_file_is_opened_or_refused(content: bytes, share: float, rest: bytes):
    cut = content[: int(share * len(content))] + rest
    # Any other exception is a failure of this test.
    with suppress(OpenFailure):
        for opened in opening.open_bytes(cut, Request("cut")):
            assert opened.document.blocks
            opened.document.text.encode()
