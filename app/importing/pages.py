"""A file of HTML as text."""

from __future__ import annotations

from pathlib import Path

from app.importing.texts import LARGEST_PAGE, opened
from app.language import tr
from app.opening.decoding import NotTextError, decode
from app.reading.failures import ImportFailure


def page_in(path: Path) -> str:
    """Return the HTML in a file; raise ImportFailure where it cannot be read."""
    with opened(path, LARGEST_PAGE) as stream:
        content = stream.read()
    return page_of(content, path.name)


def page_of(content: bytes, name: str) -> str:
    """Return HTML from its bytes, in the encoding it declares; raise ImportFailure for none."""
    try:
        return decode(content, page=True)
    except NotTextError:
        raise ImportFailure(tr("{name} is not text.", name=name), tr("Export it again.")) from None
