"""Pages saved whole: MHTML of Chrome and others, and Safari's web archives."""

from __future__ import annotations

import plistlib
from email.message import EmailMessage

import pytest

from app.reading.document import Document, Link
from app.reading.failures import OpenFailure
from tests.opening.forms.built import MORE, PROSE
from tests.opening.ways_in import opened_bytes

_ADDRESS = "https://courier.example/bridge"
_PAGE = (
    "<!DOCTYPE html><html><head><title>What the bridge costs</title></head><body><article>"
    f'<h1>What the bridge costs</h1><p>{PROSE}</p><p>{MORE} <a href="/m">Minutes – café</a> '
    '<img src="cid:1@mhtml.blink"><a href="cid:2@mhtml.blink">here</a></p></article></body></html>'
)


def _mhtml(page: str = _PAGE, *, first: str = "", **head: str) -> bytes:
    message = EmailMessage()
    for name, value in head.items():
        message[name.replace("_", "-")] = value
    message["MIME-Version"] = "1.0"
    message.make_related()
    if first:
        other = EmailMessage()
        other.set_content(first, subtype="html")
        other["Content-Location"] = "https://advert.example/"
        message.attach(other)
    root = EmailMessage()
    root.set_content(page, subtype="html", cte="quoted-printable")
    root["Content-ID"] = "<root@mhtml.blink>"
    root["Content-Location"] = _ADDRESS
    message.attach(root)
    style = EmailMessage()
    style.set_content("p { color: red }", subtype="css")
    message.attach(style)
    return bytes(message)


def _webarchive(page: bytes, **more: str) -> bytes:
    main = {"WebResourceData": page, "WebResourceURL": _ADDRESS, **more}
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


def _assert_is_the_article(document: Document) -> None:
    assert document.title == "What the bridge costs"
    assert document.text == f"{PROSE}\n{MORE} Minutes – café here"
    assert document.address == _ADDRESS
    start = document.text.index("Minutes")
    assert document.links == (Link(start, start + 14, "https://courier.example/m"),)
    assert document.original is not None
    assert document.original.media_type == "multipart/related"


@pytest.mark.parametrize(
    "head",
    [
        {
            "From": "<Saved by Blink>",
            "Snapshot_Content_Location": _ADDRESS,
            "Subject": "=?utf-8?Q?What=20the=20bridge=20costs?=",
            "Date": "Mon, 3 May 2021 10:00:00 -0000",
        },
        {"From": '"Saved by Internet Explorer 11"', "Subject": "What the bridge costs"},
        {},
    ],
    ids=["chrome", "explorer", "word"],
)
def test_a_page_saved_as_mhtml_is_read_at_its_own_address(head: dict[str, str]):
    _assert_is_the_article(opened_bytes(_mhtml(**head), "page.mhtml"))


def test_the_page_is_the_part_the_header_points_to_and_not_a_frame_before_it():
    advert = (
        "<html><body><p>Buy a car. " + "It is cheap and it is good. " * 20 + "</p></body></html>"
    )
    saved = _mhtml(first=advert, Snapshot_Content_Location=_ADDRESS)
    _assert_is_the_article(opened_bytes(saved, "page.mhtml"))


@pytest.mark.parametrize(
    ("encoding", "label"), [("utf-8", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "windows-1252")]
)
def test_a_web_archive_of_safari_is_read_at_its_own_address(encoding: str, label: str):
    content = _webarchive(_PAGE.encode(encoding), WebResourceTextEncodingName=label)
    _assert_is_the_article(opened_bytes(content, "page.webarchive"))


@pytest.mark.parametrize(
    "content",
    [
        _webarchive(_PAGE.encode())[:-40],
        _webarchive(b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
        plistlib.dumps({"WebMainResource": 3}, fmt=plistlib.FMT_BINARY),
        plistlib.dumps({"WebMainResource": {"WebResourceData": "x"}}),
        b'<?xml version="1.0"?><plist><key>WebMainResource</key>',
        b"Content-Type: multipart/related; boundary=x\nMIME-Version: 1.0\n\n--x\n\nno page",
    ],
    ids=["cut", "picture", "number", "text", "broken", "no page"],
)
def test_an_archive_without_a_page_is_refused(content: bytes):
    with pytest.raises(OpenFailure) as caught:
        opened_bytes(content, "page.webarchive")
    assert caught.value.advice
