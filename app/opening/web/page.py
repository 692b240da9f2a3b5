"""A web page to a document: its article's blocks and what it says about itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from app.language import tr
from app.opening.boilerplate import boilerplate_kind, capitals_structure, is_foreign_headline
from app.opening.language import language_of
from app.opening.plain import first_sentence
from app.opening.web.blocks import Draft, read_blocks
from app.opening.web.body import find_body
from app.opening.web.bounds import CUT, HEAD_TAGS, bounded, is_large, upto
from app.opening.web.bylines import shown_byline
from app.opening.web.dates import day_shown
from app.opening.web.left_out import passages_left
from app.opening.web.markup import parse
from app.opening.web.metadata import Facts, read_facts
from app.opening.web.pictures import pictures_of
from app.opening.web.structured import Statements, read_statements
from app.opening.web.told import read_told
from app.opening.web.walls import BEGINNING_ONLY, beginning_only, refusal
from app.reading.document import Block, BlockKind, Document, Emphasis, Link
from app.reading.failures import OpenFailure

LEAST_LETTERS = 150
"""An article has at least so many characters of prose; fewer are a menu or a notice."""

_HEAD = 5
"""Title, byline and date stand among so many first blocks, where they are in the body at all."""

_ABOVE = 10
"""A byline is looked for among so many lines above the article."""

_FAR_MORE = 1.5
"""The structured data has the rest of a beginning when it has so many times its text."""

_AS_MUCH = 0.8

_PROSE = (BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM, BlockKind.TABLE)
_LINES = frozenset(BlockKind) - {BlockKind.TABLE, BlockKind.CAPTION, BlockKind.BOILERPLATE}
_WORDS = re.compile(r"\w+")


def read_page(text: str, source: str, address: str = "", *, selected: bool = False) -> Document:
    """Make a document of a page's HTML; `address` is where it was found.

    `selected` says that the reader has marked and copied it: a part of a page is then taken whole.

    `Document.text` holds the article's blocks joined by ``\\n``, without title, byline and date.
    Raises OpenFailure when there is no article in the page.
    """
    text, cut = bounded(text)
    tree = parse(text)
    # A large page says what it is at its beginning.
    head = tree if tree is None or not is_large(tree) else parse(upto(text, HEAD_TAGS))
    if tree is None or head is None:
        raise _no_article()
    stated = read_statements(head)
    facts = read_facts(head, address, stated)
    base = address or facts.address
    if selected and next(tree.iter("nav", "footer", "form"), None) is None:
        page = read_blocks(tree, base)
        article = page
    else:
        article, page = find_body(tree, base)
    if not facts.byline:
        facts = replace(facts, byline=shown_byline(_lines_above(article, page), facts.outlet))
    drafts = _trimmed(article, facts)
    notice = ""
    if not selected:
        drafts, notice = _past_walls(tree, stated, drafts, page)
    elif not _has_prose(drafts, 1):
        raise _no_article()
    document = _document(drafts, facts, source, tree.get("lang") or "")
    left = passages_left(page, drafts, (facts.title, facts.byline))
    return replace(
        document,
        left_out=tuple(left),
        notice=notice or (CUT if cut else ""),
        pictures=pictures_of(page, drafts, document.blocks, facts.image),
    )


def _lines_above(article: Sequence[Draft], page: Sequence[Draft]) -> list[str]:
    """Return the lines right above the article, its own first ones included."""
    if not article:
        return []
    first = next((place for place, draft in enumerate(page) if draft is article[0]), 0)
    return [draft.text for draft in page[max(0, first - _ABOVE) : first + 2]]


def _past_walls(
    tree: HtmlElement, stated: Statements, drafts: list[Draft], page: Sequence[Draft]
) -> tuple[list[Draft], str]:
    """Return the article as far as the page gives it out, and a sentence on what is missing.

    Raises OpenFailure where there is nothing but a wall, or nothing at all.
    """
    enough = _has_prose(drafts, LEAST_LETTERS)
    # An extractor may have found the article in a script itself, without its paragraphs.
    shown = enough and any(draft is drafts[0] for draft in page)
    walled = shown and beginning_only(tree, stated, drafts, page)
    if (walled or not shown) and len(stated.body) >= LEAST_LETTERS:
        told = read_told(stated.body)
        if _letters(told) > _letters(drafts) * (_FAR_MORE if shown else _AS_MUCH):
            return told, ""
    failure = refusal(tree, stated, drafts if enough else [], page)
    if failure is not None:
        raise failure
    if not enough:
        raise _no_article()
    return drafts, BEGINNING_ONLY if walled else ""


def _letters(drafts: Sequence[Draft]) -> int:
    return sum(len(draft.text) for draft in drafts)


def _has_prose(drafts: Sequence[Draft], least: int) -> bool:
    """Tell whether there are at least so many characters of prose."""
    for draft in drafts:
        if _kind(draft)[0] in _PROSE:
            least -= len(draft.text)
        if least <= 0:
            return True
    return False


def read_whole(html: str, source: str, facts: Facts, *, pictures: bool = False) -> Document:
    """Make a document of HTML that is all article, such as another form of text converted to it.

    `facts` are known from elsewhere; without a title the first heading, else the first sentence,
    is it. A first heading that repeats the title is left out, and so is a line near the top that is
    nothing but a date: it is the day of publication, before what a file says of itself. The
    document is empty where there is no text in it. Its `pictures` are only told when asked for: in
    a letter they report who reads it.
    """
    tree = parse(html)
    drafts = [] if tree is None else read_blocks(tree, facts.address)
    page = list(drafts)
    if not facts.title and drafts and drafts[0].kind is BlockKind.HEADING:
        facts = replace(facts, title=drafts[0].text)
    for draft in drafts[:_HEAD]:
        if (shown := day_shown(draft.text)) is not None:
            facts = replace(facts, published=shown.isoformat())
            drafts.remove(draft)
            break
    drafts = [
        draft
        for place, draft in enumerate(drafts)
        if not (place < _HEAD and _is_head_matter(draft, facts))
    ]
    document = _document(drafts, facts, source, "" if tree is None else tree.get("lang") or "")
    if not pictures:
        return document
    return replace(document, pictures=pictures_of(page, drafts, document.blocks, facts.image))


def _document(drafts: Sequence[Draft], facts: Facts, source: str, declared: str) -> Document:
    body, blocks, links, emphases = _placed(drafts)
    return Document(
        source=source,
        text=body,
        blocks=blocks,
        title=facts.title or (first_sentence(drafts[0].text) if drafts else ""),
        byline=facts.byline,
        outlet=facts.outlet,
        published=facts.published,
        updated=facts.updated,
        image=facts.image,
        language=language_of(body, declared),
        address=facts.address,
        links=links,
        emphases=emphases,
        left_out=(),
    )


def _no_article() -> OpenFailure:
    return OpenFailure(
        tr("There is no article in this page."),
        tr("Open the page of a single article, or paste its text."),
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


def _placed(
    drafts: Sequence[Draft],
) -> tuple[str, tuple[Block, ...], tuple[Link, ...], tuple[Emphasis, ...]]:
    """Join the blocks by line breaks and give each its place and final kind."""
    structured = capitals_structure([draft.text for draft in drafts])
    blocks: list[Block] = []
    links: list[Link] = []
    emphases: list[Emphasis] = []
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
        emphases.extend(
            Emphasis(position + item.start, position + item.end, item.strong)
            for item in draft.emphases
        )
        position = end + 1
    text = "\n".join(draft.text for draft in drafts)
    return text, tuple(blocks), tuple(links), tuple(emphases)


def _kind(draft: Draft) -> tuple[BlockKind, int | None]:
    if draft.kind in _LINES and (kind := boilerplate_kind(draft.text)) is not None:
        return kind, None
    if draft.kind is BlockKind.HEADING:
        # Level 1 is the article's own title, which a page's text leaves out.
        return draft.kind, max(2, draft.level or 2)
    return draft.kind, draft.level
