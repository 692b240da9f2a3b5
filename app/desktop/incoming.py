"""What a clipboard or a drop holds: addresses, files, or an article's text."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QUrl

LEAST_LETTERS = 80
"""Shorter text is no article: a word copied by accident must not become a reading."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """`sources` are addresses and paths; else `text`, with its `html` where there is some."""

    sources: tuple[str, ...] = ()
    text: str = ""
    html: str = ""

    def __bool__(self) -> bool:
        return bool(self.sources or self.text)


def incoming(data: QMimeData | None) -> Incoming:
    """Return what can be opened of the data; falsy when nothing can."""
    if data is None:
        return Incoming()
    sources = [_source(url) for url in data.urls()] if data.hasUrls() else []
    found = tuple(source for source in sources if source)
    if found:
        return Incoming(found)
    text = data.text().strip() if data.hasText() else ""
    if is_address(text):
        return Incoming((text,))
    if len(text) >= LEAST_LETTERS:
        return Incoming((), data.text(), data.html() if data.hasHtml() else "")
    return Incoming()


def is_address(text: str) -> bool:
    """Tell whether a text is one web address and nothing else."""
    return text.startswith(("http://", "https://")) and not any(c.isspace() for c in text)


def _source(url: QUrl) -> str:
    if url.isLocalFile():
        return url.toLocalFile()
    return url.toString() if url.scheme() in ("http", "https") else ""
