"""Paragraphs that go on in the next column or on the next page, and notes put after them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.opening.pdf.cleaning import HYPHENS
from app.opening.pdf.drafts import Draft, Type, ends_sentence
from app.reading.document import BlockKind

_FAR = 40
"""So many drafts are looked past for where a paragraph goes on: figures, tables, captions."""

_GOES_ON = re.compile(r"[\"'“‘(\[]?[a-zß-öø-ÿā-ž0-9]")
_BROKEN = tuple(HYPHENS)
_RUNNING = frozenset((BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTE))


def flowing(drafts: Sequence[Draft], usual: Type) -> list[Draft]:
    """Return a document's drafts in the order of its text.

    What stands between the two parts of a paragraph comes after it; footnotes come after the
    paragraph in which their page ends.
    """
    text = [draft for draft in drafts if not draft.footnote]
    notes = [draft for draft in drafts if draft.footnote]
    indents = sum(
        draft.indented for draft in text if draft.kind is BlockKind.PARAGRAPH
    ) > 0.4 * sum(draft.kind is BlockKind.PARAGRAPH and len(draft.lines) > 1 for draft in text)
    ordered: list[Draft] = []
    gone: set[int] = set()
    for at, draft in enumerate(text):
        if at in gone:
            continue
        here = at
        while draft.last and draft.kind in _RUNNING and not _is_small(draft, usual):
            there = _continuation(draft, text, here, gone, usual, indents=indents)
            if there is None:
                break
            draft.take(text[there])
            gone.add(there)
            here = there
        ordered.append(draft)
    return _with_notes(ordered, notes)


def _is_small(draft: Draft, usual: Type) -> bool:
    return draft.size < 0.94 * usual.size


def _continuation(
    draft: Draft, text: Sequence[Draft], at: int, gone: set[int], usual: Type, *, indents: bool
) -> int | None:
    """Return where in `text` the paragraph goes on that its column breaks off; None where not."""
    page = draft.lines[-1].page
    for there in range(at + 1, min(len(text), at + _FAR)):
        other = text[there]
        if there in gone or other.column == draft.column:
            continue
        if other.page > page + 3:
            return None
        if other.kind is BlockKind.HEADING and other.size >= usual.size:
            if draft.words.endswith(_BROKEN):
                continue  # a title over a figure
            return None
        if other.kind is not BlockKind.PARAGRAPH or _is_small(other, usual):
            continue
        if abs(other.size - draft.size) > 0.05 * draft.size:
            continue
        if _joins(draft, other, indents=indents):
            return there
        if ends_sentence(draft.words) or len(other.words) > 120:
            return None
    return None


def _joins(draft: Draft, other: Draft, *, indents: bool) -> bool:
    if draft.words.endswith(_BROKEN):
        return True
    if not ends_sentence(draft.words):
        return bool(_GOES_ON.match(other.words)) or (draft.full and not other.indented)
    return indents and draft.full and not other.indented and len(other.lines) > 1


def _with_notes(text: Sequence[Draft], notes: Sequence[Draft]) -> list[Draft]:
    ordered: list[Draft] = []
    waiting = list(notes)
    for draft in text:
        while waiting and waiting[0].page < draft.page:
            ordered.append(waiting.pop(0))
        ordered.append(draft)
    return [*ordered, *waiting]
