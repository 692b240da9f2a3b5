"""Markdown: CommonMark with tables and strikethrough, and the facts stated above it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token

from app.opening.forms.properties import day_of, names_of, title_of
from app.opening.plain import read_plain, universal_newlines
from app.opening.web.metadata import Facts
from app.opening.web.page import read_whole
from app.reading.document import Document

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n((?:(?!(?:---|\.\.\.)[ \t]*(?:\n|$))[^\n]*\n){1,300})(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
_KEY = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*$)")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?:name:[ \t]+)?(.*)")
_COMMENT = re.compile(r"^ {0,3}<!--(?:(?!-->)[^\n])*-->[ \t]*$", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)

_LEAST_KEPT = 0.5
"""Share of the letters that must come through: the parser drops what is nested very deep."""

_Matter = Mapping[str, Sequence[str]]


def read_markdown(text: str, source: str) -> Document:
    """Make a document of Markdown text.

    Tags in it stay the text they are: Markdown may contain HTML, but nothing says that it is meant
    as such, and none of it may become markup. A first heading is the title, where the front matter
    (``key: value`` lines between two of ``---``) states none.
    """
    text = universal_newlines(text)
    matter: _Matter = {}
    if found := _FRONT_MATTER.match(text):
        matter = _read_matter(found[1])
        text = text[found.end() :]
    facts = _facts(matter)
    parser = _parser()
    tokens = parser.parse(_COMMENT.sub("", text))
    _lower_headings(tokens, titled=bool(facts.title))
    document = read_whole(parser.renderer.render(tokens, parser.options, {}), source, facts)
    if _letters(document.text) + _letters(document.title) < _LEAST_KEPT * _letters(text):
        return read_plain(text, source)
    return document


def _letters(text: str) -> int:
    """Count what is to be read, addresses left out."""
    return sum(map(str.isalnum, _ADDRESS.sub("", text)))


def _lower_headings(tokens: Sequence[Token], *, titled: bool) -> None:
    """Set headings a level lower where those of the first are the text's own and no title."""
    first = sum(token.type == "heading_open" and token.tag == "h1" for token in tokens)
    if first > 1 or (first and titled):
        for token in tokens:
            if token.type in ("heading_open", "heading_close"):
                token.tag = f"h{min(6, int(token.tag[1]) + 1)}"


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.enable(["table", "strikethrough"])
    parser.block.ruler.at("reference", _reference)
    return parser


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a link's definition, but leave a footnote's ("[^1]: …") to be read as text."""
    place = state.bMarks[start] + state.tShift[start]
    if state.src.startswith("[^", place):
        return False
    return reference(state, start, end, silent)


def _read_matter(lines: str) -> _Matter:
    """Read what is simple in front matter: values, and lists of them; all else is passed over."""
    matter: dict[str, list[str]] = {}
    key = ""
    for line in lines.split("\n"):
        if (item := _ITEM.match(line)) and key:
            matter[key].append(_unquoted(item[1]))
        elif found := _KEY.match(line):
            key = found[1].lower()
            value = (found[2] or "").strip()
            if value.startswith("[") and value.endswith("]") and not value.startswith("[["):
                matter[key] = [_unquoted(part) for part in value[1:-1].split(",")]
            else:
                matter[key] = [_unquoted(value)] if value else []
    return matter


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    # A note's name, as note-taking programs link it.
    return value.removeprefix("[[").removesuffix("]]").strip()


def _facts(matter: _Matter) -> Facts:
    address = _first(matter, "canonical_url", "canonical", "url", "source", "link")
    return Facts(
        title=title_of(_first(matter, "title")),
        byline=names_of(
            matter.get("author") or matter.get("authors") or matter.get("byline") or ()
        ),
        outlet=_first(matter, "publication", "publisher", "site", "site_name", "outlet"),
        published=day_of(_first(matter, "published", "date", "publish_date", "pubdate")),
        updated=day_of(_first(matter, "updated", "modified", "lastmod")),
        address=address if _ADDRESS.fullmatch(address) else "",
    )


def _first(matter: _Matter, *keys: str) -> str:
    return next((matter[key][0] for key in keys if matter.get(key)), "")
