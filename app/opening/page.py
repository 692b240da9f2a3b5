"""A web page to a document: its article's blocks and what it says about itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.opening.blocks import Draft, read_blocks
from app.opening.body import find_body
from app.opening.boilerplate import boilerplate_kind, capitals_structure, is_foreign_headline
from app.opening.language import language_of
from app.opening.markup import parse
from app.opening.metadata import Facts, read_facts
from app.opening.plain import first_sentence
from app.reading.document import Block, BlockKind, Document, Link
from app.reading.failures import OpenFailure

LEAST_LETTERS = 150
"""An article has at least so many characters of prose; fewer are a menu or a notice."""

_HEAD = 5
"""Title, byline and date stand among so many first blocks, where they are in the body at all."""

_PROSE = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.TABLE)
_LINES = frozenset(BlockKind) - {BlockKind.TABLE, BlockKind.CAPTION, BlockKind.BOILERPLATE}
_WORDS = re.compile(r"\w+")


def read_page(text: str, source: str, address: str = "", *, selected: bool = False) -> Document:
    """Make a document of a page's HTML; `address` is where it was found.

    `selected` says that the reader has marked and copied it: a part of a page is then taken whole.

    `Document.text` holds the article's blocks joined by ``\\n``, without title, byline and date.
    Raises OpenFailure when there is no article in the page.
    """
    tree = parse(text)
    if tree is None:
        raise _no_article()
    facts = read_facts(tree, address)
    base = address or facts.address
    if selected and next(tree.iter("nav", "footer", "form"), None) is None:
        drafts = _trimmed(read_blocks(tree, base), facts)
    else:
        drafts = _trimmed(find_body(tree, base), facts)
    prose = sum(len(draft.text) for draft in drafts if _kind(draft)[0] in _PROSE)
    if not prose or (prose < LEAST_LETTERS and not selected):
        raise _no_article()
    body, blocks, links = _placed(drafts)
    return Document(
        source=source,
        text=body,
        blocks=blocks,
        title=facts.title or first_sentence(drafts[0].text),
        byline=facts.byline,
        outlet=facts.outlet,
        published=facts.published,
        language=language_of(body, tree.get("lang") or ""),
        address=facts.address,
        links=links,
    )


def _no_article() -> OpenFailure:
    return OpenFailure(
        "There is no article in this page.",
        "Open the page of a single article, or paste its text.",
    )


def _trimmed(drafts: Sequence[Draft], facts: Facts) -> list[Draft]:
    """Leave out the title, the byline and what is boilerplate before the first or after the last
    line of the article.
    """
    kept = [
        draft
        for place, draft in enumerate(drafts)
        if not (place < _HEAD and _is_head_matter(draft, facts))
    ]
    while kept and (_kind(kept[-1])[0] in (BlockKind.BOILERPLATE, BlockKind.HEADING)):
        kept.pop()
    while kept and _kind(kept[0])[0] is BlockKind.BOILERPLATE:
        kept.pop(0)
    return kept


def _is_head_matter(draft: Draft, facts: Facts) -> bool:
    """Tell a line near the top that repeats what the document's own fields say."""
    words = _WORDS.findall(draft.text.lower())
    if words == _WORDS.findall(facts.title.lower()):
        return True
    name = _WORDS.findall(facts.byline.split(",", maxsplit=1)[0].lower())
    return (
        bool(name) and len(words) <= len(name) + 8 and words[: len(name) + 1][-len(name) :] == name
    )


def _placed(drafts: Sequence[Draft]) -> tuple[str, tuple[Block, ...], tuple[Link, ...]]:
    """Join the blocks by line breaks and give each its place and final kind."""
    structured = capitals_structure([draft.text for draft in drafts])
    blocks: list[Block] = []
    links: list[Link] = []
    position = 0
    for draft in drafts:
        end = position + len(draft.text)
        kind, level = _kind(draft)
        linked = draft.linked() > 0.9
        # A heading in capitals is the article's own, unless it leads elsewhere.
        own = kind not in _LINES or (not linked and (structured or kind is BlockKind.HEADING))
        if not own and is_foreign_headline(draft.text, linked=linked):
            kind, level = BlockKind.BOILERPLATE, None
        blocks.append(Block(kind, position, end, level))
        links.extend(Link(position + s, position + e, address) for s, e, address in draft.links)
        position = end + 1
    return "\n".join(draft.text for draft in drafts), tuple(blocks), tuple(links)


def _kind(draft: Draft) -> tuple[BlockKind, int | None]:
    if draft.kind in _LINES and (kind := boilerplate_kind(draft.text)) is not None:
        return kind, None
    if draft.kind is BlockKind.HEADING:
        # Level 1 is the article's own title, which a page's text leaves out.
        return draft.kind, max(2, draft.level or 2)
    return draft.kind, draft.level
