"""What lies among an article's paragraphs without belonging to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.opening.web.blocks import Draft
from app.opening.web.homes import Homes

_MOST_LINES = 3
_MOST_LINES_BOXED = 2
_LONGEST = 250


def lines_among(page: Sequence[Draft], kept: Sequence[bool], homes: Homes) -> set[int]:
    """Return the places of the lines a reader expects to see among the paragraphs, set aside.

    A link to a related story, a call to subscribe: up to three lines where the article's own
    paragraphs stand, or a box there of one or two. Longer runs are widgets.
    """
    shown: set[int] = set()
    for run in _runs(kept):
        drafts = [page[place] for place in run]
        if any(draft.aside or len(draft.text) > _LONGEST for draft in drafts):
            continue
        boxed = [homes.box(draft) is not None and not homes.hold(draft) for draft in drafts]
        if not all(box or homes.hold(draft) for draft, box in zip(drafts, boxed, strict=True)):
            continue
        if len(run) <= (_MOST_LINES_BOXED if any(boxed) else _MOST_LINES):
            shown.update(run)
    return shown


def _runs(kept: Sequence[bool]) -> Iterator[list[int]]:
    """Yield the runs of places that are not kept between two that are."""
    run: list[int] = []
    began = False
    for place, is_kept in enumerate(kept):
        if not is_kept:
            run.append(place)
            continue
        if began and run:
            yield run
        began, run = True, []
