"""The passages of a page that were not taken, for a reader who checks that nothing was lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.opening.web.blocks import Draft

MOST = 400
"""So many passages are told."""

LONGEST = 300
"""Characters of a passage that are told; more are cut at a word with an ellipsis."""

_MENU_WORDS = 4
_JOINT = " · "


def passages_left(page: Sequence[Draft], taken: Sequence[Draft], known: Sequence[str]) -> list[str]:
    """Return the texts of the blocks of `page` that are not `taken`, in order, each once.

    Neighbouring short lines, as of a menu, are one passage. `known` are texts the document tells
    elsewhere: its title, its byline.
    """
    gone = {id(draft) for draft in taken}
    told = {draft.text for draft in taken} | set(known)
    found: dict[str, None] = {}
    rest = (draft for draft in page if id(draft) not in gone and draft.text not in told)
    for passage in _passages(rest):
        found.setdefault(_cut(passage))
        if len(found) == MOST:
            break
    return list(found)


def _passages(drafts: Iterable[Draft]) -> Iterator[str]:
    """Yield the texts, lines of one menu joined up to the length that is told."""
    menu: list[Draft] = []
    for draft in drafts:
        if menu and not _continues(menu, draft):
            yield _JOINT.join(item.text for item in menu)
            menu = []
        if _is_item(draft):
            menu.append(draft)
        else:
            yield draft.text
    if menu:
        yield _JOINT.join(item.text for item in menu)


def _continues(menu: Sequence[Draft], draft: Draft) -> bool:
    last = menu[-1]
    together = (
        draft.container is last.container
        or (draft.aside and last.aside)
        or (draft.linked() > 0.9 and last.linked() > 0.9)
    )
    length = sum(len(item.text) + len(_JOINT) for item in menu) + len(draft.text)
    return together and _is_item(draft) and length <= LONGEST


def _is_item(draft: Draft) -> bool:
    """Tell a line of a menu, or a label by itself."""
    return len(draft.text) < 60 and len(draft.text.split()) <= _MENU_WORDS


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    cut = text[: LONGEST - 1]
    return (cut[: cut.rindex(" ")] if " " in cut[LONGEST // 2 :] else cut).rstrip(" ,;·") + "…"
