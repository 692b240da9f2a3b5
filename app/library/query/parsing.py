"""Read a query as a reader types it.

Words beside each other must all be there; OR joins what stands on its two sides, NOT or a minus
leaves out what follows. Whatever is no operator and no known field is taken as words, so that
typing never ends in an error but for a field whose value means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.language import tr
from app.library.query.fields import BY_NAME, Field, Value
from app.library.query.tree import All, Any, Condition, Node, Not, Query, Words, leaves
from app.library.query.wording import count_words, typed_words
from app.reading.failures import QueryFailure

MOST_WORDS = 60
"""More words than this in one search are refused: FTS5 bounds how deep they nest."""

MOST_NESTED = 30
"""Deeper parentheses than this are refused."""

_OPEN, _CLOSE = '"“”„«', '"“”»'
_TOKEN = re.compile(
    rf"""
    (?P<minus>-*)
    (?:
      (?P<field>[A-Za-z]+):(?=[^\s()])                      # a known field only; else a word
        (?:[{_OPEN}](?P<quoted>[^{_OPEN}»]*)(?:[{_CLOSE}]|$)(?P<stem>\*?) | (?P<bare>[^\s{_OPEN}»()]+))
    | (?P<empty>[A-Za-z]+):(?=[\s()]|$)
    | [{_OPEN}](?P<phrase>[^{_OPEN}»]*)(?:[{_CLOSE}]|$)(?P<more>\*?)
    | (?P<paren>[()])
    | (?P<word>[^\s{_OPEN}»()]+)
    )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "AND", "OR", "NOT", "(", ")" or "" for what is looked for
    start: int
    end: int
    leaf: Words | Condition | None = None


def parse(text: str) -> Query | None:
    """Return what a reader typed as a tree; None where there is nothing to look for.

    Raises QueryFailure, with its place in the query, for a field's value that means nothing, for a
    search that only leaves words out, and for one of too many words or parentheses.
    """
    unknown: list[str] = []
    reader = _Reader(list(_tokens(text, unknown)))
    tree = reader.alternatives()
    if tree is None:
        return None
    if not _wants(tree):
        raise QueryFailure(
            tr("This search only says what to leave out."),
            tr("Write a word to look for before NOT."),
            0,
            len(text),
        )
    return Query(tree, tuple(dict.fromkeys(unknown)))


def _tokens(text: str, unknown: list[str]) -> Iterator[_Token]:
    words = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        place = start + len(match["minus"])
        if match["minus"]:
            if match["word"] and start and not text[start - 1].isspace() and text[start - 1] != "(":
                pass  # what is left of a word that a quotation mark cut through
            else:
                yield _Token("NOT", start, place)
        if match["paren"]:
            yield _Token(match["paren"], place, end)
            continue
        name = match["field"] or match["empty"]
        field = BY_NAME.get(name.lower()) if name else None
        if name and field is None:
            unknown.append(name)
        if field is not None:
            leaf: Words | Condition | None = _filled(field, match, place)
        elif match["word"] in ("AND", "OR", "NOT"):
            yield _Token(match["word"], place, end)
            continue
        else:
            leaf = _plain(match, text[place:end])
        words += count_words(text[place:end])
        if words > MOST_WORDS:
            raise QueryFailure(
                tr("This search has more than {count} words.", count=MOST_WORDS),
                tr("Look for fewer of them."),
                place,
                len(text),
            )
        yield _Token("", place, end, leaf)


def _filled(field: Field, match: re.Match[str], start: int) -> Condition | None:
    quoted = match["quoted"]
    typed = (quoted + match["stem"] if quoted is not None else match["bare"]) or ""
    value = Value(typed.replace("\0", " "), start, match.end())
    if not value.text.strip():
        return None
    try:
        return field.read(value)
    except ValueError as error:
        raise QueryFailure(
            tr(
                field.needs,
                field=field.name,
                choices=", ".join(field.choices),
                example=field.example,
            ),
            tr("Change “{typed}”, or leave {field}: out.", typed=typed, field=field.name),
            start,
            match.end(),
        ) from error


def _plain(match: re.Match[str], whole: str) -> Words | None:
    phrase = match["phrase"]
    typed = phrase + match["more"] if phrase is not None else whole
    return typed_words(typed.replace("\0", " "))


class _Reader:
    """Reads tokens from left to right; parentheses that do not match are closed or passed over."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def alternatives(self) -> Node | None:
        """Read what OR joins, up to the parenthesis that closes it or the end."""
        parts: list[Node] = []
        while True:
            part = self._together()
            if part is not None:
                parts.append(part)
            token = self._next()
            if token is None:
                break
            if token.kind == ")" and self._depth:
                self._at -= 1
                break
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _together(self) -> Node | None:
        parts: list[Node] = []
        refused = False
        while (token := self._next()) is not None:
            if token.kind == "OR" or (token.kind == ")" and self._depth):
                self._at -= 1
                break
            if token.kind in ("AND", ")"):
                continue
            if token.kind == "NOT":
                refused = not refused
                continue
            part = self._group(token) if token.kind == "(" else token.leaf
            if part is not None:
                parts.append(Not(part) if refused else part)
            refused = False
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _group(self, token: _Token) -> Node | None:
        self._depth += 1
        if self._depth > MOST_NESTED:
            raise QueryFailure(
                tr("This search has too many parentheses inside each other."),
                tr("Write it with fewer of them."),
                token.start,
                token.end,
            )
        inside = self.alternatives()
        closing = self._next()
        assert closing is None or closing.kind == ")"
        self._depth -= 1
        return inside

    def _next(self) -> _Token | None:
        if self._at >= len(self._tokens):
            return None
        self._at += 1
        return self._tokens[self._at - 1]


def _wants(node: Node) -> bool:
    """Tell whether a query says what to look for, and not only which words to leave out."""
    if isinstance(node, All):
        return any(map(_wants, node.parts))
    if isinstance(node, Any):
        return all(map(_wants, node.parts))
    if isinstance(node, Not):
        return not any(isinstance(leaf, Words) for leaf in leaves(node.part))
    return True
