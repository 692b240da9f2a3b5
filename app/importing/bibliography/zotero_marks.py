"""Zotero's annotations as marks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from app.importing.bibliography.dates import moment
from app.importing.bibliography.parts import letters
from app.importing.bibliography.wording import lines, words
from app.language import later, tr
from app.reading.anchors import CONTEXT
from app.reading.annotation import Opened
from app.reading.imported import ImportedMark

_WORDS = (1, 5)
"""Highlights and underlines."""

_WRITTEN = (2, 6)
"""Notes and text written on a page."""

_PLACE = (later("Place marked"), later("Place marked on page {page}"))
_MARKED = {
    3: (later("Picture marked"), later("Picture marked on page {page}")),
    4: (later("Drawing marked"), later("Drawing marked on page {page}")),
}
"""What is said of marks that are on no words, without a page and with one."""

_LONGEST_POSITION = 2**20


class Annotation(NamedTuple):
    """A row of Zotero's annotations, as it is there."""

    id: int
    key: Any
    kind: Any
    text: Any
    comment: Any
    page_label: Any
    position: Any
    is_external: Any
    added: Any
    modified: Any

    @property
    def page(self) -> int:
        """The page the annotation lies on, counted from 1; 0 where it is not known."""
        try:
            place = json.loads(str(self.position or "")[:_LONGEST_POSITION])
        except (ValueError, RecursionError):
            return 0
        index = place.get("pageIndex") if isinstance(place, dict) else None
        return index + 1 if isinstance(index, int) and index >= 0 else 0


def mark_of(annotation: Annotation, key: str, tags: tuple[str, ...]) -> ImportedMark:
    """Return an annotation as a mark: on its words or, where it has none, a note.

    The place of a note, a picture or a drawing on its page is in the note's own words, which are the
    reader's from then on and so in the language spoken.
    """
    exact, comment = lines(annotation.text), lines(annotation.comment)
    is_on_words = bool(exact) and annotation.kind in _WORDS
    return ImportedMark(
        key=key,
        exact=exact if is_on_words else "",
        note=comment if is_on_words else _placed(annotation, exact, comment),
        created=moment(annotation.added),
        modified=moment(annotation.modified),
        tags=tags,
    )


def _placed(annotation: Annotation, exact: str, comment: str) -> str:
    page = words(annotation.page_label) or str(annotation.page or "")
    said = "\n".join(filter(None, (exact, comment)))
    if annotation.kind in _WRITTEN and said:
        return tr("On page {page}: {note}", page=page, note=said) if page else said
    marked, on_page = _MARKED.get(annotation.kind, _PLACE)
    marked = tr(on_page, page=page) if page else tr(marked)
    return f"{marked}: {said}" if said else f"{marked}."


def is_in_file(annotation: Annotation, pieces: Sequence[Opened]) -> bool:
    """Tell an annotation that Zotero only shows because the file itself has it."""
    if not annotation.is_external:
        return False
    wanted = letters(lines(annotation.text)), letters(lines(annotation.comment))
    return any(
        letters(own.note) == wanted[1] and (not wanted[0] or letters(own.anchor.exact) == wanted[0])
        for piece in pieces
        for own in piece.own
    )


def with_context(mark: ImportedMark, page: int, pieces: Sequence[Opened]) -> ImportedMark:
    """Return the mark with what stands around its words on its page, where they stand elsewhere
    too.
    """
    if not mark.exact or not page or len(pieces) != 1:
        return mark
    document = pieces[0].document
    if document.text.count(mark.exact) < 2:
        return mark
    for block in document.blocks:
        start = document.text.find(mark.exact, block.start, block.end) if block.page == page else -1
        if start >= 0:
            end = start + len(mark.exact)
            return replace(
                mark,
                prefix=document.text[max(0, start - CONTEXT) : start],
                suffix=document.text[end : end + CONTEXT],
            )
    return mark
