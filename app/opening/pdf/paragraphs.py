"""A column's lines to paragraphs, list items and table rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.opening.pdf.cleaning import HYPHENS
from app.opening.pdf.columns import Column
from app.opening.pdf.drafts import Draft, Type, ends_sentence
from app.opening.pdf.lines import Line, as_line
from app.opening.pdf.tables import table_lines, tables
from app.reading.document import BlockKind

BULLET = re.compile(r"(?:[•▪●◦‣∙■□➢➤✓\uf0b7\uf0a7·*–—-]|o(?=\s+[A-Z]))\s*\S")
NUMBERED = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})\)|(?:\d{1,3}|[ivx]{2,5})\.|\[\d{1,4}\])\s+\S"
)
NOTE_MARK = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*†‡§¶‖]+\s*(?=\w)")
_MARKING = frozenset("abcdeiovxABCDE")
"""Letters an item may begin with as its mark: the first ones, Roman numbers, a bullet of old."""

LEADERS = re.compile(r"(?:\.\s?){4,}\s*\w{1,6}$")
_LOWER = re.compile(r"[^\w]*[a-zß-öø-ÿ]")

_OTHER_SIZE = 1.09
_OTHER_SIZE_INSIDE = 1.25
"""Words of a sentence may be set in a type that is a little smaller."""

_INDENT = 0.7
_DEEPEST_INDENT = 5.0
_LOOSE = 1.22
_LOOSER = 1.7
_EVEN = 0.6
"""In type sizes: lines that end within this of the right edge are full."""

_LONGEST_HEADING = 200
_JUSTIFIED = 0.55


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where most lines of a column begin and end, and whether most end at one place."""

    left: float
    right: float
    justified: bool


def paragraphs(column: Column, number: int, usual: Type) -> list[Draft]:
    """Part a column into drafts; `number` is the column's."""
    found: list[Draft] = []
    done = 0
    for start, end in tables(column.rows):
        found += _prose([as_line(row) for row in column.rows[done:start]], number, usual)
        found += [
            Draft(BlockKind.TABLE, [line], number) for line in table_lines(column.rows[start:end])
        ]
        done = end
    found += _prose([as_line(row) for row in column.rows[done:]], number, usual)
    if found:
        found[0].first = found[-1].last = True
    return found


def _prose(lines: Sequence[Line], number: int, usual: Type) -> list[Draft]:
    if not lines:
        return []
    edges = _edges(lines, usual)
    groups: list[list[Line]] = [[lines[0]]]
    for at in range(1, len(lines)):
        following = lines[at + 1] if at + 1 < len(lines) else None
        if _breaks(groups[-1], lines[at], following, edges, usual):
            groups.append([])
        groups[-1].append(lines[at])
    return [_draft(group, number, edges) for group in groups]


def _draft(group: list[Line], number: int, edges: _Edges) -> Draft:
    last = group[-1]
    draft = Draft(BlockKind.PARAGRAPH, group, number)
    draft.full = last.right > edges.right - max(_EVEN, 0 if edges.justified else 4) * last.size
    draft.centred = all(_is_centred(line, edges) for line in group)
    draft.indented = group[0].left > edges.left + _INDENT * group[0].size
    return draft


def _edges(lines: Sequence[Line], usual: Type) -> _Edges:
    body = [line for line in lines if abs(line.size - usual.size) < 0.6 and len(line.text) > 25]
    body = body if len(body) > 2 else list(lines)
    left = _commonest([line.left for line in body], min)
    right = _commonest([line.right for line in body], max)
    even = sum(abs(line.right - right) < 0.35 * line.size for line in body)
    justified = len(body) > 3 and even > _JUSTIFIED * len(body)
    if not justified:
        right = max(line.right for line in body)
    return _Edges(left, right, justified)


def _commonest(places: Sequence[float], otherwise: object) -> float:
    counted = Counter(round(place / 3) for place in places)
    key, count = counted.most_common(1)[0]
    near = [place for place in places if abs(round(place / 3) - key) <= 1]
    if count < 2:
        return max(places) if otherwise is max else min(places)
    return max(near) if otherwise is max else min(near)


def _breaks(
    group: Sequence[Line], line: Line, following: Line | None, edges: _Edges, usual: Type
) -> bool:
    """Tell whether a new paragraph begins with `line`."""
    above = group[-1]
    size = max(line.size, above.size)
    ended = ends_sentence(above.text)
    goes_on = not ended and bool(_LOWER.match(line.text))
    if size > (_OTHER_SIZE_INSIDE if goes_on else _OTHER_SIZE) * min(line.size, above.size):
        return True
    if _is_too_far(above, line, usual, goes_on=goes_on):
        return True
    if above.text[-1] in HYPHENS and above.text[-2:-1].isalnum():
        return False
    full = above.right > edges.right - _EVEN * size
    return (
        _begins_item(group, line, edges, usual, ended=ended, full=full)
        or _changes_weight(group, line, usual, full=full)
        or _is_set_in(group, line, following, edges, usual, free=ended or not (full or goes_on))
        or _is_last(group, line, edges, size, ended=ended)
    )


def _is_set_in(
    group: Sequence[Line],
    line: Line,
    following: Line | None,
    edges: _Edges,
    usual: Type,
    *,
    free: bool,
) -> bool:
    """Tell a line that begins a paragraph by where it starts; `free` where the one above may end."""
    size = max(line.size, group[-1].size)
    first = group[0]
    if len(group) > 1 and group[1].left > first.left + _INDENT * size:  # a hanging indent
        return abs(line.left - first.left) < 0.3 * size
    if not free or _is_display(line, usual):
        return False
    if len(group) == 1 and _is_item(first) and line.left > first.left + 0.5 * size:
        return False
    return _is_indented(group, line, following, edges, size)


def _is_centred(line: Line, edges: _Edges) -> bool:
    before, after = line.left - edges.left, edges.right - line.right
    return before > 1.5 * line.size and abs(before - after) < 1.2 * line.size


def _is_item(line: Line) -> bool:
    return bool(BULLET.match(line.text) or NUMBERED.match(line.text))


def _is_display(line: Line, usual: Type) -> bool:
    """Tell a line of a heading, which may be set in under its number."""
    return line.size > 1.05 * usual.size or (line.bold and not usual.bold)


def _is_too_far(above: Line, line: Line, usual: Type, *, goes_on: bool) -> bool:
    step = above.baseline - line.baseline
    leading = usual.leading_of(line.size)
    if step > _LOOSER * leading:
        return True
    return step > _LOOSE * leading + 0.5 and not goes_on


def _begins_item(
    group: Sequence[Line], line: Line, edges: _Edges, usual: Type, *, ended: bool, full: bool
) -> bool:
    """Tell the first line of a list item, of a note or of an entry of a table of contents."""
    above = group[-1]
    if (". ." in above.text or "..." in above.text) and LEADERS.search(above.text[-40:]):
        return True
    if line.size < 0.95 * usual.size and NOTE_MARK.match(line.text):
        return True
    if line.text[0].isalpha() and line.text[0] not in _MARKING:
        return False
    if BULLET.match(line.text):
        # A dash or an asterisk may as well stand at a line's beginning by chance.
        set_in = line.left > edges.left + _INDENT * line.size or not full
        sure = line.text[0] not in "–—-*·" or bool(BULLET.match(group[0].text))
        return sure or (ended and set_in)
    if not NUMBERED.match(line.text):
        return False
    if NUMBERED.match(group[0].text) and abs(line.left - group[0].left) < 0.5 * line.size:
        return True
    return ended and (
        line.left > edges.left + _INDENT * line.size or len(group) == 1 or line.text[0] == "["
    )


def _changes_weight(group: Sequence[Line], line: Line, usual: Type, *, full: bool) -> bool:
    if group[-1].bold == line.bold or usual.bold:
        return False
    letters = sum(len(each.text) for each in group)
    if group[-1].bold and not line.bold:
        return all(each.bold for each in group) and letters < _LONGEST_HEADING and not full
    return not full


def _is_indented(
    group: Sequence[Line], line: Line, following: Line | None, edges: _Edges, size: float
) -> bool:
    """Tell whether a line begins further right than the text above and below it."""
    above = group[-1]
    if abs(line.left - above.left) < 0.3 * size:  # after a paragraph of one line, perhaps
        indent = line.left - edges.left if len(group) == 1 and ends_sentence(above.text) else 0.0
    else:
        indent = line.left - above.left
    if not _INDENT * size < indent < _DEEPEST_INDENT * size:
        return False
    if following is None or following.baseline < line.baseline - 2.5 * size:
        return True
    return following.left < line.left - _INDENT * size or ends_sentence(line.text)


def _is_last(group: Sequence[Line], line: Line, edges: _Edges, size: float, *, ended: bool) -> bool:
    """Tell whether the line above ended its paragraph early: what follows would have fitted."""
    above = group[-1]
    room = edges.right - above.right
    word = line.text.split(" ", 1)[0]
    needed = (line.right - line.left) / max(1, len(line.text)) * (len(word) + 1)
    if _is_centred(above, edges):
        return not _is_centred(line, edges) and (ended or not _LOWER.match(line.text))
    if room < needed + 0.5 * size:
        return False
    if edges.justified:
        return ended or (room > 2 * needed + 2 * size and not _LOWER.match(line.text))
    width = edges.right - edges.left
    return (
        room > 0.15 * width
        and room > 1.5 * needed
        and (ended or (room > 0.4 * width and not _LOWER.match(line.text)))
    )
