"""The ways in, for tests that expect one document."""

from __future__ import annotations

from pathlib import Path

from app.opening import open as opening
from app.opening.request import Request
from app.reading.document import Document


def opened_bytes(content: bytes, name: str, **more) -> Document:
    """Open bytes called `name`; `more` is what else a request may say."""
    return _only(opening.open_bytes(content, Request(name, **more)))


def opened_source(source: str | Path, **more) -> Document:
    """Open a file or an address."""
    return _only(opening.open_source(Request(str(source), **more)))


def opened_paste(text: str, html: str = "") -> Document:
    """Open what a reader pasted."""
    return _only(opening.open_pasted(text, html))


def _only(found) -> Document:
    (opened,) = found
    return opened.document
