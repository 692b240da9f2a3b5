"""Pages too large to weigh: cut where no reader gets to, and their article found by its size."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from app.language import later
from app.opening.web.blocks import Draft
from app.opening.web.homes import Homes, Weights
from app.opening.web.markup import without_opaque
from app.reading.document import BlockKind

MOST_TAGS = 300_000
"""Tags that are read of a page. A thousand printed pages have fewer; more is no article."""

MOST_WEIGHED = 15_000
"""Elements up to which the extractors are asked: their time grows faster than the page."""

HEAD_TAGS = 3_000
"""Tags among which a large page's own statements are looked for."""

CUT = later("Only the first part of this page is here: it is too large to be read whole.")

_TAG = re.compile(r"</?[a-zA-Z]")
_PROSE_LETTERS = 60


def bounded(text: str) -> tuple[str, bool]:
    """Return a page's HTML with at most `MOST_TAGS` tags, and whether some were cut off."""
    if text.count("<") <= MOST_TAGS:
        return text, False
    text = without_opaque(text)
    cut = upto(text, MOST_TAGS)
    return cut, len(cut) < len(text)


def upto(text: str, tags: int) -> str:
    """Return the page's HTML before its tag number `tags`."""
    last = next(islice(_TAG.finditer(text), tags, None), None)
    return text if last is None else text[: last.start()]


def is_large(tree: HtmlElement) -> bool:
    """Tell whether a page has too many elements for the extractors."""
    return next(islice(tree.iter(), MOST_WEIGHED, None), None) is not None


def by_size(page: list[Draft]) -> list[Draft]:
    """Return the blocks that stand where most of a page's prose stands."""
    weights: Weights = {}
    for draft in page:
        if _is_prose(draft):
            weights[draft.container] = weights.get(draft.container, 0) + len(draft.text)
    homes = Homes(weights)
    kept = [not draft.aside and homes.surround(draft) for draft in page]
    own = [
        place
        for place, draft in enumerate(page)
        if kept[place] and (_is_prose(draft) or draft.kind is BlockKind.TABLE)
    ]
    if not own:
        return []
    first, last = own[0], own[-1]
    return [page[place] for place in range(first, last + 1) if kept[place]]


def _is_prose(draft: Draft) -> bool:
    return (
        draft.kind not in (BlockKind.HEADING, BlockKind.CAPTION)
        and not draft.aside
        and len(draft.text) >= _PROSE_LETTERS
        and draft.linked() < 0.5
    )
