"""Choose a page's own blocks by the testimony of an extractor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.etree import _Element

from app.opening.blocks import Draft
from app.opening.boilerplate import boilerplate_kind
from app.reading.document import BlockKind

_WORD = re.compile(r"\w+")
_SHINGLE = 3
"""Words that are compared together."""

_COVERED = 0.6
"""Share of a block's shingles a witness must have; blocks differ from what it returns by the words
it loses or glues.
"""
_CAPTION_COVERED = 0.8
"""The same for captions, which share names and phrases with the article beside them."""

_SAID_ALREADY = 0.6
"""From this share of shingles on, a block repeats what stands in the article proper."""

_SENTENCE_ENDS = tuple('.!?…”"»。')

Shingle = tuple[str, ...]


def select(page: Sequence[Draft], witness: Sequence[Draft]) -> list[Draft]:
    """Return the blocks of `page` that `witness` has, and what plainly belongs between them.

    Between the first and the last such block, beside them in the same element, headings belong
    that an article's block follows, and prose that is not mostly links.
    """
    said = _Testimony(witness)
    kept = [said.covers(draft) and not _is_link(draft) for draft in page]
    _drop_repeated(page, kept)
    weights = _weights(page, kept)
    if not weights:
        return []
    _drop_lone_beginnings(page, kept, weights)
    _fill_gaps(page, kept, weights)
    chosen = [draft for draft, is_kept in zip(page, kept, strict=True) if is_kept]
    # A table's head often stands twice, once for the screen and once for when it scrolls.
    return [
        draft
        for place, draft in enumerate(chosen)
        if draft.kind is not BlockKind.TABLE or not place or draft.text != chosen[place - 1].text
    ]


class _Testimony:
    """What an extractor returned, as shingles of words and as whole short lines."""

    def __init__(self, witness: Sequence[Draft]) -> None:
        words = [_WORD.findall(draft.text) for draft in witness]
        self._lines = {tuple(line) for line in words}
        self._shingles = set(_shingles([word for line in words for word in line]))

    def covers(self, draft: Draft) -> bool:
        words = _WORD.findall(draft.text)
        if len(words) < _SHINGLE + 2:
            return tuple(words) in self._lines
        shingles = _shingles(words)
        share = sum(shingle in self._shingles for shingle in shingles) / len(shingles)
        return share >= (_CAPTION_COVERED if draft.kind is BlockKind.CAPTION else _COVERED)


def _shingles(words: Sequence[str]) -> list[Shingle]:
    return [tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)]


def _weights(page: Sequence[Draft], kept: Sequence[bool]) -> dict[_Element | None, int]:
    """Return how much kept text stands in each element."""
    weights: dict[_Element | None, int] = {}
    for draft, is_kept in zip(page, kept, strict=True):
        if is_kept:
            weights[draft.container] = weights.get(draft.container, 0) + len(draft.text)
    return weights


def _drop_repeated(page: Sequence[Draft], kept: list[bool]) -> None:
    """Of words that stand twice keep those among most other text of the article.

    Teasers, pull quotes and share boxes repeat a passage and stand by themselves; among other text
    of the article, words may well come again (the same question to several people).
    """
    weights = _weights(page, kept)
    seen: dict[Shingle, _Element | None] = {}
    places = [place for place, is_kept in enumerate(kept) if is_kept]
    for place in sorted(places, key=lambda place: -weights[page[place].container]):
        container = page[place].container
        words = _WORD.findall(page[place].text)
        shingles = _shingles(words) if len(words) >= _SHINGLE + 2 else [tuple(words)]
        alone = (
            page[place].kind is BlockKind.CAPTION
            or len(page[place].text) > 0.5 * weights[container]
        )
        if page[place].kind is BlockKind.CAPTION:
            elsewhere = sum(shingle in seen for shingle in shingles)
        else:
            elsewhere = sum(seen.get(shingle, container) is not container for shingle in shingles)
        if alone and elsewhere >= _SAID_ALREADY * len(shingles):
            kept[place] = False
            continue
        for shingle in shingles:
            seen.setdefault(shingle, container)


def _drop_lone_beginnings(
    page: Sequence[Draft], kept: list[bool], weights: dict[_Element | None, int]
) -> None:
    """Drop labels, dates and bylines that stand by themselves before the article proper, and the
    captions of pictures there.
    """
    main = max(weights, key=lambda container: weights[container])
    first = next(
        place for place, draft in enumerate(page) if draft.container is main and kept[place]
    )
    # Backwards, so that a heading knows whether what follows it is kept.
    for place in range(first - 1, -1, -1):
        draft = page[place]
        if draft.kind is BlockKind.CAPTION:
            kept[place] = False
        if not kept[place] or weights[draft.container] > 0.1 * weights[main]:
            continue
        if draft.kind is BlockKind.HEADING:
            kept[place] = place + 1 < first and kept[place + 1]
        else:
            kept[place] = draft.text.endswith(_SENTENCE_ENDS)


def _fill_gaps(
    page: Sequence[Draft], kept: list[bool], weights: dict[_Element | None, int]
) -> None:
    places = [place for place, is_kept in enumerate(kept) if is_kept]
    total = sum(weights.values())
    homes = {container for container, weight in weights.items() if weight >= 0.05 * total}
    # From the end, so that a heading knows whether what follows it is kept.
    for place in range(places[-1], places[0], -1):
        draft = page[place]
        if kept[place] or draft.aside or draft.container not in homes:
            continue
        if draft.kind is BlockKind.HEADING:
            kept[place] = kept[place + 1] and draft.linked() < 0.9
        else:
            kept[place] = _is_prose(draft)


def _is_prose(draft: Draft) -> bool:
    if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM):
        return False
    if draft.linked() > 0.5 or boilerplate_kind(draft.text) is not None:
        return False
    return len(draft.text.split()) >= 8


def _is_link(draft: Draft) -> bool:
    """Tell a block that is nothing but a way to another page."""
    if draft.container is not None and draft.container.tag == "a":
        return True
    return draft.kind is BlockKind.LIST_ITEM and draft.linked() > 0.9
