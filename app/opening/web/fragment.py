"""HTML that is an article's body already, as other tools keep it, to a document."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from app.language import tr
from app.opening.web.bounds import CUT, bounded
from app.opening.web.metadata import Facts
from app.opening.web.page import read_whole
from app.reading.document import Document, Original
from app.reading.failures import OpenFailure

LARGEST_FRAGMENT = 16 * 2**20
"""Characters of HTML that are read; the longest book has a tenth of it."""

_LONGEST_CODE = 3


def read_fragment(
    html: str, source: str, facts: Facts, *, language: str = "", captured: str = ""
) -> Document:
    """Make a document of an article's body, all of which is taken; nothing is looked for in it.

    `facts` are known from elsewhere and go before what the HTML shows; so does `language`, a code
    such as "en" or "en-GB". `captured` is when the HTML was kept (now, when empty), in ISO 8601.
    The document is empty where there is no text in it. Raises OpenFailure where the HTML is too
    large.
    """
    if len(html) > LARGEST_FRAGMENT:
        raise OpenFailure(
            tr("The text is larger than {size} MB.", size=LARGEST_FRAGMENT // 2**20),
            tr("Open the page itself, or paste the part of the text you need."),
        )
    body, cut = bounded(html)
    document = read_whole(body, source, facts, pictures=True)
    return replace(
        document,
        published=facts.published or document.published,
        language=_primary(language) or document.language,
        notice=CUT if cut else "",
        original=Original(
            html.encode("utf-8", "replace"),
            "text/html",
            captured or datetime.now(UTC).isoformat(timespec="seconds"),
        ),
    )


def _primary(language: str) -> str:
    code = language.strip().replace("_", "-").split("-")[0].lower()
    known = code.isascii() and code.isalpha() and 2 <= len(code) <= _LONGEST_CODE
    return code if known else ""
