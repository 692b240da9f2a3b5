"""Choose a page's own blocks by the testimony of an extractor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml.etree import _Element

from app.opening.boilerplate import boilerplate_kind
from app.opening.web.between import lines_among
from app.opening.web.blocks import Draft
from app.opening.web.homes import Homes, Weights
from app.opening.web.outlets import site_of
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

_LINK = 0.9
"""From this share of linked words on, a line is nothing but a link."""

_CAPTION_WORDS = 6
"""From so many words on a caption says something, whatever it begins with."""

_CREDIT_LINES = 2
_CREDIT_WORDS = 8

_SENTENCE_ENDS = tuple('.!?…”"»。')

Shingle = tuple[str, ...]


class Found(NamedTuple):
    """The article's blocks with what lies among them, and all blocks of the page in their order,
    but for those that only say again what the article says.
    """

    article: list[Draft]
    page: list[Draft]


def select(page: list[Draft], witness: Sequence[Draft], site: str) -> Found:
    """Choose the blocks of `page` that `witness` has, and what plainly belongs between them.

    Between the first and the last such block, beside them in the same element, headings belong
    that an article's block follows, and prose that is not mostly links. Short lines that lie there
    without belonging are boilerplate blocks of the article. `site` is what the page's own is known
    by.
    """
    said = _Testimony(witness)
    kept = [said.covers(draft) and not _is_link(draft) for draft in page]
    repeated = _drop_repeated(page, kept)
    weights = _weights(page, kept)
    if not weights:
        return Found([], list(page))
    _drop_lone_beginnings(page, kept, weights)
    homes = Homes(weights)
    _fill_tables(page, kept)
    _fill_gaps(page, kept, homes, repeated, site)
    _fill_beginning(page, kept, homes)
    repeated |= _drop_doubled(page, kept)
    for place in lines_among(page, kept, homes) - repeated:
        page[place].kind, page[place].level = BlockKind.BOILERPLATE, None
        kept[place] = True
    return Found(
        [draft for draft, is_kept in zip(page, kept, strict=True) if is_kept],
        [draft for place, draft in enumerate(page) if place not in repeated],
    )


def _drop_doubled(page: Sequence[Draft], kept: list[bool]) -> set[int]:
    """Drop what repeats the line before it, and return its places: a slide's name above and below
    its number, a table's head that stands once for the screen and once for when it scrolls.
    """
    dropped: set[int] = set()
    last: Draft | None = None
    heads = False
    for place, draft in enumerate(page):
        if not kept[place]:
            continue
        again = last is not None and draft.text == last.text
        if again and (draft.kind is BlockKind.HEADING or (draft.kind is BlockKind.TABLE and heads)):
            kept[place] = False
            dropped.add(place)
            continue
        heads = last is None or last.kind is not BlockKind.TABLE
        last = draft
    return dropped


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


def _weights(page: Sequence[Draft], kept: Sequence[bool]) -> Weights:
    """Return how much kept text stands in each element."""
    weights: Weights = {}
    for draft, is_kept in zip(page, kept, strict=True):
        if is_kept:
            weights[draft.container] = weights.get(draft.container, 0) + len(draft.text)
    return weights


def _drop_repeated(page: Sequence[Draft], kept: list[bool]) -> set[int]:
    """Of words that stand twice keep those among most other text; return the places of the others.

    Teasers, pull quotes and share boxes repeat a passage and stand by themselves; among other text
    of the article, words may well come again (the same question to several people).
    """
    weights = _weights(page, kept)
    dropped: set[int] = set()
    seen: dict[Shingle, _Element | None] = {}
    places = [place for place, is_kept in enumerate(kept) if is_kept]
    for place in sorted(places, key=lambda place: -weights[page[place].container]):
        container = page[place].container
        words = _WORD.findall(page[place].text)
        shingles = _shingles(words) if len(words) >= _SHINGLE + 2 else [tuple(words)]
        # An embedded post links to where it stands; a pull quote leads nowhere.
        post = page[place].kind is BlockKind.QUOTE and bool(page[place].links)
        alone = not post and (
            page[place].kind is BlockKind.CAPTION
            or len(page[place].text) > 0.5 * weights[container]
        )
        if page[place].kind is BlockKind.CAPTION:
            elsewhere = sum(shingle in seen for shingle in shingles)
        else:
            elsewhere = sum(seen.get(shingle, container) is not container for shingle in shingles)
        if alone and elsewhere >= _SAID_ALREADY * len(shingles):
            kept[place] = False
            dropped.add(place)
            continue
        for shingle in shingles:
            seen.setdefault(shingle, container)
    return dropped


def _drop_lone_beginnings(page: Sequence[Draft], kept: list[bool], weights: Weights) -> None:
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
    page: Sequence[Draft], kept: list[bool], homes: Homes, repeated: set[int], site: str
) -> None:
    places = [place for place, is_kept in enumerate(kept) if is_kept]
    # From the end, so that a heading knows whether what follows it is kept.
    for place in range(places[-1], places[0], -1):
        draft = page[place]
        if kept[place] or draft.aside or place in repeated:
            continue
        if draft.kind is BlockKind.CAPTION:
            label = boilerplate_kind(draft.text) is BlockKind.BOILERPLATE
            short = len(draft.text.split()) < _CAPTION_WORDS
            kept[place] = homes.surround(draft) and not (label and short)
        elif draft.kind is BlockKind.HEADING:
            heads = draft.linked() < _LINK and _heads(page, kept, place)
            kept[place] = heads and homes.surround(draft)
        elif homes.hold(draft):
            own = draft.container in homes.elements
            kept[place] = _is_prose(draft) or (own and _is_line(draft, site))


def _fill_tables(page: Sequence[Draft], kept: list[bool]) -> None:
    """Keep whole the tables of which most rows are kept."""
    rows: list[int] = []
    for place in range(len(page) + 1):
        if place < len(page) and page[place].kind is BlockKind.TABLE:
            rows.append(place)
            continue
        if rows and 2 * sum(kept[row] for row in rows) >= len(rows):
            for row in rows:
                kept[row] = True
        rows = []


def _heads(page: Sequence[Draft], kept: Sequence[bool], place: int) -> bool:
    """Tell whether a heading stands right above a block of the article, or above the picture of
    one, whose credit lies between.
    """
    for after in range(place + 1, min(place + 2 + _CREDIT_LINES, len(page))):
        if kept[after]:
            return True
        if page[after].links or page[after].kind is BlockKind.HEADING:
            return False
        if len(page[after].text.split()) > _CREDIT_WORDS:
            return False
    return False


def _fill_beginning(page: Sequence[Draft], kept: list[bool], homes: Homes) -> None:
    """Keep the prose right before the first block kept, in the same element, with its headings."""
    first = kept.index(True)
    for place in range(first - 1, -1, -1):
        draft = page[place]
        if draft.container not in homes.elements or draft.aside:
            break
        heading = draft.kind is BlockKind.HEADING and (draft.level or 0) > 1
        if heading and draft.linked() < _LINK:
            continue
        if not _is_prose(draft):
            break
        kept[place:first] = [True] * (first - place)
        first = place


def _is_prose(draft: Draft) -> bool:
    if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM):
        return False
    if draft.kind is not BlockKind.QUOTE and draft.linked() > 0.5:
        return False
    return boilerplate_kind(draft.text) is None and len(draft.text.split()) >= 8


def _is_line(draft: Draft, site: str) -> bool:
    """Tell a short line of the article: one without links, or with links to another site, to a
    source or a shop its author names; related stories are on the same one.
    """
    if draft.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return False
    if boilerplate_kind(draft.text) is not None:
        return False
    if not draft.links:
        return True
    return bool(site) and all(site_of(address) != site for _, _, address in draft.links)


def _is_link(draft: Draft) -> bool:
    """Tell a block that is nothing but a way to another page."""
    if draft.container is not None and draft.container.tag == "a":
        return True
    return draft.kind is BlockKind.LIST_ITEM and draft.linked() > _LINK
