"""What cannot be opened is answered with one sentence, told by content and never by name."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from app.opening import open as opening
from app.opening.open import open_bytes, open_pasted, open_source
from app.reading.failures import OpenFailure


def _zip(*entries: tuple[str, str]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return stream.getvalue()


def _refusal(content: bytes, name: str = "article.txt") -> OpenFailure:
    with pytest.raises(OpenFailure) as caught:
        open_bytes(content, name)
    return caught.value


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF"),
        (rb"{\rtf1\ansi Hello}", "an RTF document"),
        (_zip(("[Content_Types].xml", ""), ("word/document.xml", "")), "a Word document"),
        (_zip(("xl/workbook.xml", "")), "an Excel workbook"),
        (_zip(("mimetype", "application/epub+zip")), "an EPUB book"),
        (
            _zip(("mimetype", "application/vnd.oasis.opendocument.text")),
            "an OpenDocument text",
        ),
        (_zip(("notes.txt", "hello")), "a ZIP archive"),
        (b"PK\x03\x04 and then nothing", "a damaged ZIP archive"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_0037001F".encode("utf-16-le"),
            "an Outlook message",
        ),
        (b"\x89PNG\r\n\x1a\n0000", "a PNG picture"),
        (b"\xff\xd8\xff\xe0 JFIF", "a JPEG picture"),
        (b"GIF89a....", "a GIF picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a WebP picture"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (b"SQLite format 3\x00", "an SQLite database"),
    ],
)
def test_other_types_are_named_whatever_the_file_is_called(content: bytes, what: str):
    failure = _refusal(content)
    assert failure.reason == (
        f"article.txt is {what}. Sayso opens plain text and web pages so far."
    )
    assert failure.advice


def test_text_that_begins_like_a_picture_is_still_text():
    document = open_bytes(b"BM and MZ are initials that a mayor may well have.", "initials.txt")
    assert document.text.startswith("BM and MZ")


def test_binary_content_is_refused():
    assert _refusal(os.urandom(4096) + bytes(64)).reason == "article.txt is not text."


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(content: bytes):
    assert _refusal(content).reason == "article.txt is empty."


def test_a_news_feed_is_refused():
    assert "news feed" in _refusal(b'<?xml version="1.0"?><rss><channel/></rss>').reason


def test_a_missing_file_is_named(tmp_path: Path):
    gone = tmp_path / "gone.txt"
    with pytest.raises(OpenFailure) as caught:
        open_source(str(gone))
    assert caught.value.reason == f"There is no file {gone}."


@pytest.mark.parametrize(
    "address", ["www.courier.example", "courier.example/bridge", "courier.com"]
)
def test_a_web_address_without_its_beginning_is_told_how_to_begin(address: str):
    with pytest.raises(OpenFailure) as caught:
        open_source(address)
    assert caught.value.advice == "If it is a web address, put https:// before it."


def test_a_folder_is_no_article(tmp_path: Path):
    with pytest.raises(OpenFailure, match="is a folder"):
        open_source(str(tmp_path))


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "secret.txt"
    file.write_text("The council met in private.")
    file.chmod(0)
    if os.access(file, os.R_OK):  # the superuser reads everything: the system says no for it

        def refuse(self: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(self))

        monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(OpenFailure, match="may not be read"):
        open_source(str(file))


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path):
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(opening.LARGEST_FILE + 1)
    with pytest.raises(OpenFailure, match=r"large\.txt is larger than 32 MB"):
        open_source(str(file))


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_an_impossible_file_name_is_refused(name: str):
    with pytest.raises(OpenFailure):
        open_source(name)


@pytest.mark.parametrize(("text", "html"), [("", ""), ("  \n", ""), ("", "<p> </p>")])
def test_pasting_nothing_is_refused(text: str, html: str):
    with pytest.raises(OpenFailure):
        open_pasted(text, html)
