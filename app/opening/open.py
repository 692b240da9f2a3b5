"""The way in: a path, a web address, bytes or pasted text becomes a document."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.opening.decoding import NotTextError, decode
from app.opening.language import language_of
from app.opening.plain import read_plain
from app.opening.sniffing import Form, is_other_markup, is_page, sniff
from app.reading.document import Document, Original
from app.reading.failures import OpenFailure

Progress = Callable[[str, int, int], None]
"""Told a short phrase, how much is done, and of how much (0: not known); bytes here."""

LARGEST_FILE = 32 * 2**20
"""Bytes; the longest book as text has a tenth of it."""

_LIKE_AN_ADDRESS = re.compile(
    r"(?:www\.|[\w-]+\.[a-z]{2,12}/|[\w-]+\.(?:com|org|net)$)", re.IGNORECASE
)

PASTED = "pasted text"
"""The source of a document the reader pasted."""


def open_source(source: str, progress: Progress | None = None) -> Document:
    """Open the file or web address `source`; raise OpenFailure when that cannot be done."""
    if source.lower().startswith(("http://", "https://")):
        # Reading a file must not cost loading the network.
        from app.opening.fetch import fetch  # noqa: PLC0415

        fetched = fetch(source, progress=progress)
        return open_bytes(fetched.content, source, address=fetched.address, charset=fetched.charset)
    return open_bytes(_read_file(source), source)


def open_bytes(content: bytes, source: str, address: str = "", *, charset: str = "") -> Document:
    """Open what was read from `source` already; raise OpenFailure when it is no article.

    `address` is where a page was found, so that its links can be resolved; `charset` what the
    server said of its encoding.
    """
    if not content.strip():
        raise OpenFailure(f"{_name(source)} is empty.", "There is nothing in it to read.")
    sniffed = sniff(content)
    if sniffed.form is Form.OTHER:
        raise OpenFailure(
            f"{_name(source)} is {sniffed.name}. Sayso opens plain text and web pages so far.",
            "Save or copy its text as plain text, or paste it.",
        )
    try:
        text = decode(content, declared=charset)
        page = is_page(text)
        if page:
            text = decode(content, declared=charset, page=True)
    except NotTextError:
        raise OpenFailure(
            f"{_name(source)} is not text.", "Sayso opens plain text and web pages so far."
        ) from None
    if not page and is_other_markup(text):
        raise OpenFailure(
            f"{_name(source)} is an XML file, such as a news feed, and no article.",
            "Open the page of the article itself.",
        )
    return _opened(text, source, address, content, page=page)


def open_pasted(text: str, html: str = "") -> Document:
    """Open what the reader pasted: the HTML form where that holds the article, else the text.

    Raises OpenFailure when there are no words in it.
    """
    text, html = _storable(text), _storable(html)
    if html.strip():
        try:
            document = _opened(html, PASTED, "", html.encode(), page=True)
        except OpenFailure:
            if not text.strip():
                raise
        else:
            if 2 * len(document.text.split()) >= len(text.split()):
                return document
    if not text.strip():
        raise OpenFailure("There is no text to paste.", "Copy the article's text first.")
    return _opened(text, PASTED, "", text.encode(), page=False)


def _storable(text: str) -> str:
    """Return pasted text without what no file can hold: half characters and control codes."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in text if c.isprintable() or c in "\t\n\r" or ord(c) > 0x9F)


def _opened(text: str, source: str, address: str, content: bytes, *, page: bool) -> Document:
    if page:
        from app.opening.page import read_page  # noqa: PLC0415 (loading lxml takes its time)

        document = read_page(text, source, address, selected=source == PASTED)
    else:
        document = read_plain(text, source)
    if not document.blocks:
        raise OpenFailure(f"{_name(source)} is empty.", "There is nothing in it to read.")
    media_type = Form.PAGE.value if page else Form.TEXT.value
    captured = datetime.now(UTC).isoformat(timespec="seconds")
    return replace(
        document,
        language=document.language or language_of(document.text),
        original=Original(content, media_type, captured),
    )


def _read_file(source: str) -> bytes:
    path = Path(source).expanduser()
    try:
        if path.is_dir():
            raise OpenFailure(
                f"{source} is a folder, not an article.", "Choose a file in it instead."
            )
        if path.stat().st_size > LARGEST_FILE:
            raise OpenFailure(
                f"{_name(source)} is larger than {LARGEST_FILE // 2**20} MB.",
                "Open a smaller part of it, or paste the text you need.",
            )
        return path.read_bytes()
    except FileNotFoundError:
        advice = "Check the name and try again."
        if _LIKE_AN_ADDRESS.match(source):
            advice = "If it is a web address, put https:// before it."
        raise OpenFailure(f"There is no file {source}.", advice) from None
    except PermissionError:
        raise OpenFailure(
            f"{source} may not be read.", "Ask its owner for permission, or copy it elsewhere."
        ) from None
    except OSError as error:
        raise OpenFailure(
            f"{source} cannot be read ({error.strerror}).", "Check the disk, or copy it elsewhere."
        ) from None
    except ValueError:
        raise OpenFailure(f"{source!r} is no file name.", "Check the name and try again.") from None


def _name(source: str) -> str:
    if source == PASTED:
        return "The pasted text"
    return "The page" if source.lower().startswith(("http://", "https://")) else Path(source).name
