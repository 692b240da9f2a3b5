"""Pages as browsers save them whole: MHTML, and Safari's web archives."""

from __future__ import annotations

import plistlib
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
from app.reading.failures import OpenFailure

_PLIST = (b"bplist0", b"<?xml", b"<!DOCTYPE plist", b"<plist")


def read_web_archive(content: bytes, request: Request) -> list[Opened]:
    """Open the page in an archive of it, at the address it was saved from.

    Raises OpenFailure where there is none, or no article in it. Pictures and frames stay shut.
    """
    if content.lstrip().startswith(_PLIST):
        page, address, charset = _in_property_list(content, request)
    else:
        page, address, charset = _in_message(content, request)
    try:
        text = decode(page, declared=charset, page=True)
    except NotTextError:
        raise _no_page(request) from None
    if not is_page(text):
        raise _no_page(request)
    return [Opened(read_page(text, request.source, address))]


def _in_message(content: bytes, request: Request) -> tuple[bytes, str, str]:
    """Return the page of an MHTML file: the part its header names as root, else the first page."""
    message = message_of(content, request)
    pages = [leaf for leaf in leaves(message) if leaf.kind == "text/html"]
    if not pages:
        raise _no_page(request)
    saved = header(message, "Snapshot-Content-Location")
    start = message.get_param("start") if message.is_multipart() else None
    root = next((page for page in pages if start and page.id == str(start).strip()), None)
    root = root or next((page for page in pages if saved and page.location == saved), pages[0])
    address = next((each for each in (saved, root.location) if is_address(each)), "")
    return root.content, address, root.charset


def _in_property_list(content: bytes, request: Request) -> tuple[bytes, str, str]:
    try:
        root: Any = plistlib.loads(content)
        main = root["WebMainResource"]
        page, address = main["WebResourceData"], main.get("WebResourceURL", "")
        charset = main.get("WebResourceTextEncodingName", "")
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
    return page, address, charset if isinstance(charset, str) else ""


def _no_page(request: Request) -> OpenFailure:
    return OpenFailure(
        tr("There is no page in {name}.", name=request.name),
        tr("Open the page in a browser and save it again, as HTML or PDF."),
    )
