"""Notes other tools keep, as the plain text of a mark."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from app.importing.bibliography.wording import lines
from app.opening.language import language_of
from app.opening.plain import read_plain
from app.opening.sniffing import Form
from app.opening.web.blocks import read_blocks
from app.opening.web.markup import parse
from app.opening.web.metadata import Facts
from app.opening.web.page import read_whole
from app.reading.annotation import Opened
from app.reading.document import BlockKind, Original
from app.reading.imported import ImportedMark

_HTML = re.compile(
    r"<(?:/?(?:p|div|span|br|ul|ol|li|b|i|em|strong|h[1-6]|a|blockquote|code|pre|sub|sup|img|hr"
    r"|table|u)\b[^<>]{0,2000}/?|!--)",
    re.IGNORECASE,
)
_FOR_MACHINES = re.compile(
    r"(?:citation key|bibtex|pmid|pmcid|arxiv|oclc(?: num(?:ber)?)?|lccn|zscc|zsccs|ads bibcode"
    r"|mag id|s2id|doi|isbn|issn|_?eprint|tex\.[\w.-]+|eprinttype)\s*:.*|arxiv:\S+.*",
    re.IGNORECASE,
)


def plain_note(note: Any) -> str:
    """Return a note's text, of HTML as well as of plain text."""
    written = lines(note)
    if not _HTML.search(written):
        return written
    tree = parse(written)
    if tree is None:
        return ""
    found = [
        f"• {draft.text}" if draft.kind is BlockKind.LIST_ITEM else draft.text
        for draft in read_blocks(tree, "")
    ]
    # Lines of signs alone are no blocks, but a note may be no more than "?!".
    return "\n".join(found) or lines(str(tree.text_content()))


def remark(extra: Any) -> str:
    """Return what a reader wrote in a field where programs keep identifiers as well."""
    kept = [
        line for line in plain_note(extra).splitlines() if not _FOR_MACHINES.fullmatch(line.strip())
    ]
    return "\n".join(kept).strip()


def note_mark(key: str, note: str, *, created: str = "", modified: str = "") -> ImportedMark:
    """Return a note to a whole article."""
    return ImportedMark(key=key, exact="", note=note, created=created, modified=modified)


def note_document(note: str, source: str, captured: str) -> Opened | None:
    """Return a note that stands for itself as a document; None for one without words."""
    if _HTML.search(note):
        document = read_whole(note, source, Facts())
        media_type = Form.PAGE.value
    else:
        document = read_plain(note, source)
        document = replace(document, language=language_of(document.text))
        media_type = Form.TEXT.value
    if not document.blocks:
        return None
    original = Original(note.encode("utf-8", "replace"), media_type, captured)
    return Opened(replace(document, original=original))
