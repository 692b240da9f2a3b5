"""What cannot be opened is answered with one sentence, told by content and never by name."""

from __future__ import annotations

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from app.opening import open as opening
from app.reading.failures import OpenFailure
from tests.opening.ways_in import opened_bytes, opened_paste, opened_source


def _zip(*entries: tuple[str, str]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return stream.getvalue()


def _refusal(content: bytes, name: str = "article.txt") -> OpenFailure:
    with pytest.raises(OpenFailure) as caught:
        opened_bytes(content, name)
    return caught.value


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (_zip(("xl/workbook.xml", "")), "an Excel workbook"),
        (_zip(("ppt/presentation.xml", "")), "a PowerPoint presentation"),
        (
            _zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet")),
            "an OpenDocument spreadsheet",
        ),
        (
            _zip(("Index/Document.iwa", ""), ("preview.jpg", "")),
            "a Pages, Numbers or Keynote document",
        ),
        (_zip(("notes.txt", "hello")), "a ZIP archive"),
        (b"PK\x03\x04 and then nothing", "a damaged ZIP archive"),
        (_zip(("mimetype", "application/epub+zip"))[:-9], "a damaged EPUB book"),
        (_OLE + "__substg1.0_0037001F".encode("utf-16-le"), "an Outlook message (.msg)"),
        (_OLE + "WordDocument".encode("utf-16-le"), "an old Word document (.doc)"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "a document locked with a password"),
        (b"\x89PNG\r\n\x1a\n0000", "a PNG picture"),
        (b"\xff\xd8\xff\xe0 JFIF", "a JPEG picture"),
        (b"GIF89a....", "a GIF picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a WebP picture"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"bplist00\x01\x02", "a property list"),
    ],
)
def test_other_types_are_named_whatever_the_file_is_called(content: bytes, what: str):
    failure = _refusal(content)
    assert failure.reason == (f"article.txt is {what}, which Sayso does not open.")
    assert failure.advice


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (_OLE + "WordDocument".encode("utf-16-le"), "save it as .docx"),
        (_OLE + "__substg1.0_".encode("utf-16-le"), ".eml"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "without the password"),
        (_zip(("Index/Document.iwa", "")), "export it as Word, EPUB or PDF"),
        (_zip(("notes.txt", "hello")), "Take the document out of it"),
        (_zip(("word/document.xml", ""))[:-9], "Get it again"),
    ],
)
def test_the_advice_says_what_to_do_with_it(content: bytes, advice: str):
    assert advice in _refusal(content).advice


@pytest.mark.parametrize(
    "content",
    [
        rb"{\rtf1\ansi }",
        _zip(("[Content_Types].xml", ""), ("word/document.xml", "")),
        _zip(("mimetype", "application/epub+zip")),
        _zip(("mimetype", "application/vnd.oasis.opendocument.text")),
        b"From: a@b.example\r\nSubject: nothing\r\nMIME-Version: 1.0\r\n\r\n",
    ],
)
def test_a_form_that_is_opened_but_holds_no_article_is_refused(content: bytes):
    failure = _refusal(content)
    assert failure.reason.startswith(("article.txt is ", "There is no text in article.txt"))
    assert failure.advice


def test_text_that_begins_like_a_picture_is_still_text():
    document = opened_bytes(b"BM and MZ are initials that a mayor may well have.", "initials.txt")
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
        opened_source(str(gone))
    assert caught.value.reason == f"There is no file {gone}."


@pytest.mark.parametrize(
    "address", ["www.courier.example", "courier.example/bridge", "courier.com"]
)
def test_a_web_address_without_its_beginning_is_told_how_to_begin(address: str):
    with pytest.raises(OpenFailure) as caught:
        opened_source(address)
    assert caught.value.advice == "If it is a web address, put https:// before it."


def test_a_folder_is_no_article(tmp_path: Path):
    with pytest.raises(OpenFailure, match="is a folder"):
        opened_source(str(tmp_path))


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "secret.txt"
    file.write_text("The council met in private.")
    file.chmod(0)
    if os.access(file, os.R_OK):  # the superuser reads everything: the system says no for it

        def refuse(self: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(self))

        monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(OpenFailure, match="may not be read"):
        opened_source(str(file))


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path):
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(opening.LARGEST_FILE + 1)
    with pytest.raises(OpenFailure, match=r"large\.txt is larger than 64 MB"):
        opened_source(str(file))


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_an_impossible_file_name_is_refused(name: str):
    with pytest.raises(OpenFailure):
        opened_source(name)


@pytest.mark.parametrize(("text", "html"), [("", ""), ("  \n", ""), ("", "<p> </p>")])
def test_pasting_nothing_is_refused(text: str, html: str):
    with pytest.raises(OpenFailure):
        opened_paste(text, html)
