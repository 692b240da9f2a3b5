"""Pages as browsers save them whole: MHTML, and Safari's web archives."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator, Mapping
from typing import Any
from xml.parsers.expat import ExpatError

from app.language import tr
from app.opening.decoding import NotTextError, decode
from app.opening.forms.archive import damaged
from app.opening.forms.mail import header, leaves, message_of
from app.opening.request import Request, is_address
from app.opening.sniffing import is_page
from app.opening.web.page import read_page
from app.reading.annotation import Opened
from app.reading.document import Document
from app.reading.failures import OpenFailure
from app.reading.pictures import LARGEST, MOST, PictureFile, media_type

_PLIST = (b"bplist0", b"<?xml", b"<!DOCTYPE plist", b"<plist")


def read_web_archive(content: bytes, request: Request) -> list[Opened]:
    """Open the page in an archive of it, at the address it was saved from.

    Raises OpenFailure where there is none, or no article in it. Pictures come along as they were
    saved; frames stay shut.
    """
    if content.lstrip().startswith(_PLIST):
        page, address, charset, beside = _in_property_list(content, request)
    else:
        page, address, charset, beside = _in_message(content, request)
    try:
        text = decode(page, declared=charset, page=True)
    except NotTextError:
        raise _no_page(request) from None
    if not is_page(text):
        raise _no_page(request)
    document = read_page(text, request.source, address)
    return [Opened(document, files=tuple(_files(document, beside)))]


def _files(document: Document, beside: Mapping[str, bytes]) -> Iterator[PictureFile]:
    """Yield the article's pictures that were saved with it, as far as there is room for them."""
    room = MOST
    for picture in dict.fromkeys(picture.address for picture in document.pictures):
        content = beside.get(picture, b"")
        kind = media_type(content)
        if kind and len(content) <= min(room, LARGEST):
            room -= len(content)
            yield PictureFile(picture, kind, content)


_Page = tuple[bytes, str, str, Mapping[str, bytes]]
"""A page with its address and encoding, and what was saved with it, by address."""


def _in_message(content: bytes, request: Request) -> _Page:
    """Return the page of an MHTML file: the part its header names as root, else the first page."""
    message = message_of(content, request)
    parts = list(leaves(message))
    pages = [leaf for leaf in parts if leaf.kind == "text/html"]
    if not pages:
        raise _no_page(request)
    saved = header(message, "Snapshot-Content-Location")
    start = message.get_param("start") if message.is_multipart() else None
    root = next((page for page in pages if start and page.id == str(start).strip()), None)
    root = root or next((page for page in pages if saved and page.location == saved), pages[0])
    address = next((each for each in (saved, root.location) if is_address(each)), "")
    beside = {leaf.location: leaf.content for leaf in parts if leaf.kind.startswith("image/")}
    return root.content, address, root.charset, beside


def _in_property_list(content: bytes, request: Request) -> _Page:
    try:
        root: Any = plistlib.loads(content)
        main = root["WebMainResource"]
        page, address = main["WebResourceData"], main.get("WebResourceURL", "")
        charset = main.get("WebResourceTextEncodingName", "")
        saved = [
            (each["WebResourceURL"], each["WebResourceData"])
            for each in root.get("WebSubresources", ())
        ]
    except (
        plistlib.InvalidFileException,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        MemoryError,
        ExpatError,
    ):
        raise damaged(request.name) from None
    if not isinstance(page, bytes):
        raise damaged(request.name)
    address = address if isinstance(address, str) and is_address(address) else ""
    beside = {url: data for url, data in saved if isinstance(url, str) and isinstance(data, bytes)}
    return page, address, charset if isinstance(charset, str) else "", beside


def _no_page(request: Request) -> OpenFailure:
    return OpenFailure(
        tr("There is no page in {name}.", name=request.name),
        tr("Open the page in a browser and save it again, as HTML or PDF."),
    )
