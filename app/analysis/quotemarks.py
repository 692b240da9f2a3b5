"""Find the stretches in quotation marks, by their marks alone.

The tracker reads paragraph by paragraph, in any language: straight, typographic,
doubled-apostrophe and angle marks and corner brackets, single marks inside double ones and the
other way round. Two rules keep a broken mark from
spoiling the rest of an article: a quotation still open at the end of a paragraph goes on only
where the next paragraph opens with a mark again, and single marks count only where both ends are
found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.reading.spans import Span

DOUBLE = re.compile("''|``|‘‘|’’|[\"“”„‟«»＂「」『』]")
ONLY_OPENS = frozenset("“„‟") | {"``", "‘‘"}
ONLY_CLOSES = frozenset("”") | {"’’"}
ANGLES = "«»"
"""« so », «so» and »so«: which of them opens is seen by which comes first."""
BRACKETS = "「」『』"
SINGLE = re.compile("(?<!['‘’`])['‘’‚‹›](?!['‘’`])")

# Words that begin with an apostrophe: no quotation opens before them.
ELISIONS = re.compile(
    r"(?:\d0s|\d\ds?\b|tis|twas|til|till|em|cause|n|bout|round|cos|coz|kay|nother|ere|ello)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class QuotedStretch:
    """One stretch in quotation marks, marks included.

    `depth` counts the quotations around it from 0. `closed` is false where the closing or the
    opening mark is missing. `continues` is true for one that carries on a quotation broken off
    before a block that is not part of the article's prose.
    """

    start: int
    end: int
    depth: int = 0
    closed: bool = True
    continues: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def find_quoted(text: str, paragraphs: Sequence[Span]) -> list[QuotedStretch]:
    """Return the stretches in quotation marks, in text order, outer before inner.

    `paragraphs` are the blocks to look at, in order. No stretch lies in the gap between two of
    them unless it holds nothing but white space.
    """
    doubles = _find_doubles(text, paragraphs)
    singles = _find_singles(text, paragraphs, doubles)
    return _with_depth(doubles + singles)


def _find_doubles(text: str, paragraphs: Sequence[Span]) -> list[QuotedStretch]:
    found: list[QuotedStretch] = []
    opened: int | None = None
    carried = False
    for number, paragraph in enumerate(paragraphs):
        marks = [m.span() for m in DOUBLE.finditer(text, paragraph.start, paragraph.end)]
        skip = 0
        if opened is not None and marks and not text[paragraph.start : marks[0][0]].strip():
            skip = 1  # the opening mark repeated at the head of a paragraph
        opened, pieces = _in_paragraph(text, paragraph, marks[skip:], opened if skip else None)
        if carried and pieces:
            first = pieces[0]
            pieces[0] = QuotedStretch(first.start, first.end, 0, first.closed, continues=True)
        carried = False
        found += pieces
        if opened is None:
            continue
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        if following is not None and _reopens(text, following):
            if not text[paragraph.end : following.start].strip():
                continue
            # Something that is not prose lies between: two stretches instead of one across it.
            found.append(QuotedStretch(opened, _trimmed(text, opened, paragraph.end), closed=True))
            opened, carried = following.start, True
            opened += len(text[opened : following.end]) - len(text[opened : following.end].lstrip())
        else:
            found.append(QuotedStretch(opened, _trimmed(text, opened, paragraph.end), closed=False))
            opened = None
    return found


def _in_paragraph(
    text: str, paragraph: Span, marks: Sequence[tuple[int, int]], opened: int | None
) -> tuple[int | None, list[QuotedStretch]]:
    """Match the double marks of one paragraph; return what is still open and what was found."""
    found: list[QuotedStretch] = []
    inner: int | None = None
    angle = _opening_angle(text, marks, opened)
    for number, (start, end) in enumerate(marks):
        opens, closes = _ways(text, paragraph, text[start:end], start, angle)
        if opened is None:
            if opens or _opens_both_ways(text, paragraph, marks, number):
                opened = start
            elif _lost_its_opening(text, paragraph, start, found):
                found.append(QuotedStretch(_first(text, paragraph), end, closed=False))
        elif inner is not None:
            if closes:
                found.append(QuotedStretch(inner, end))
                inner = None
        elif not closes and opens:
            if _two_closings_follow(text, paragraph, marks[number + 1 : number + 3]):
                inner = start
            else:  # the one before was never closed
                found.append(QuotedStretch(opened, _trimmed(text, opened, start), closed=False))
                opened = start
        else:
            found.append(QuotedStretch(opened, end))
            opened = None
    return opened, found


def _ways(text: str, paragraph: Span, mark: str, start: int, angle: str) -> tuple[bool, bool]:
    """Tell whether a mark can open and whether it can close; `angle` is the angle that opens."""
    if mark in ANGLES:
        return mark == angle, mark != angle
    if mark in BRACKETS:
        return mark in BRACKETS[::2], mark in BRACKETS[1::2]
    return _may_open(text, paragraph, start, start + len(mark)), _may_close(text, paragraph, start)


def _opening_angle(text: str, marks: Sequence[tuple[int, int]], opened: int | None) -> str:
    """Return which of « and » opens in a paragraph; `opened` is where a quotation is open."""
    if opened is not None and text[opened] in ANGLES:
        return text[opened]
    start = next((start for start, _ in marks if text[start] in ANGLES), None)
    if start is None:
        return ""
    # » opens right before a word; at the end of one it has lost its «.
    return text[start] if text[start + 1 : start + 2].isalnum() else "«"


def _may_open(text: str, paragraph: Span, start: int, end: int) -> bool:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    if text[start:end] in ONLY_CLOSES or after.isspace():
        return False
    if text[start:end] in ONLY_OPENS and before.isalpha() and not before.isascii():
        return before.lower() == before.upper()  # a script that puts no spaces between words
    if not before.isspace() and before.isalnum() and after in ",.;:!?)":
        return False
    return before.isspace() or not (before.isalnum() or before in ".,!?;%)]")


def _opens_both_ways(
    text: str, paragraph: Span, marks: Sequence[tuple[int, int]], number: int
) -> bool:
    """Recognise the first mark of ”so”, as Swedish and Finnish have it."""
    start, end = marks[number]
    if text[start:end] != "”":
        return False
    before = text[start - 1] if start > paragraph.start else " "
    following = [text[a:b] for a, b in marks[number + 1 : number + 2]]
    return (
        (before.isspace() or before in "([–—")
        and text[end : end + 1].isalnum()
        and following == ["”"]
    )


def _may_close(text: str, paragraph: Span, start: int) -> bool:
    before = text[start - 1] if start > paragraph.start else " "
    if text[start] in "“„‟`‘":  # an opening mark typed, or meant, as a closing one: „so“
        after = text[start + 1] if start + 1 < paragraph.end else " "
        return text[start] == "“" and not before.isspace() and not after.isalnum()
    return not before.isspace() and before not in "([{"


def _lost_its_opening(
    text: str, paragraph: Span, start: int, found: Sequence[QuotedStretch]
) -> bool:
    """Tell whether a closing mark without an opening one ends a paragraph's first words.

    Only after punctuation, as in `We will see," she said`; anything else (inches, ditto marks)
    is no quotation.
    """
    return not found and start > paragraph.start and text[start - 1] in ",.?!"


def _two_closings_follow(text: str, paragraph: Span, marks: Sequence[tuple[int, int]]) -> bool:
    closings = 0
    for start, end in marks[:2]:
        opens = _may_open(text, paragraph, start, end)
        if _may_close(text, paragraph, start) and not opens:
            closings += 1
    return closings == 2


def _reopens(text: str, paragraph: Span) -> bool:
    first = _first(text, paragraph)
    mark = DOUBLE.match(text, first, paragraph.end)
    return mark is not None and mark.group() not in {*ONLY_CLOSES, *BRACKETS[1::2]}


def _first(text: str, paragraph: Span) -> int:
    words = text[paragraph.start : paragraph.end]
    return paragraph.start + len(words) - len(words.lstrip())


def _trimmed(text: str, start: int, end: int) -> int:
    """Return `end` moved left over trailing white space."""
    return start + len(text[start:end].rstrip())


def _find_singles(
    text: str, paragraphs: Sequence[Span], doubles: Sequence[QuotedStretch]
) -> list[QuotedStretch]:
    found: list[QuotedStretch] = []
    carried: int | None = None
    for number, paragraph in enumerate(paragraphs):
        marks = [m.start() for m in SINGLE.finditer(text, paragraph.start, paragraph.end)]
        if not marks:
            carried = None
            continue
        inside = _innermost(doubles, marks)
        for around in sorted(set(inside), key=lambda item: -1 if item is None else item):
            own = [mark for mark, place in zip(marks, inside, strict=True) if place == around]
            edge = paragraph if around is None else doubles[around].span
            pieces, carried_on = _match_singles(
                text, edge, own, carried if around is None else None
            )
            found += pieces
            if around is None:
                carried = None
                following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
                if carried_on is not None and _goes_on_single(text, paragraph, following):
                    carried = carried_on
    return found


def _innermost(doubles: Sequence[QuotedStretch], marks: Sequence[int]) -> list[int | None]:
    """Return for each mark the number of the smallest double quotation around it."""
    places: list[int | None] = []
    for mark in marks:
        best: int | None = None
        for number in _around(doubles, mark):
            item = doubles[number]
            if best is None or item.end - item.start < doubles[best].end - doubles[best].start:
                best = number
        places.append(best)
    return places


def _around(doubles: Sequence[QuotedStretch], mark: int) -> Iterator[int]:
    low, high = 0, len(doubles)
    while low < high:  # doubles are in order of their ends
        middle = (low + high) // 2
        if doubles[middle].end <= mark:
            low = middle + 1
        else:
            high = middle
    for number in range(low, min(low + 4, len(doubles))):
        if doubles[number].start < mark < doubles[number].end:
            yield number


def _match_singles(
    text: str, edge: Span, marks: Sequence[int], opened: int | None
) -> tuple[list[QuotedStretch], int | None]:
    """Pair single marks; return the quotations and one left open, which may be an apostrophe."""
    found: list[QuotedStretch] = []
    if opened is not None and marks and not text[edge.start : marks[0]].strip():
        marks = marks[1:]  # repeated at the head of a paragraph
    for number, mark in enumerate(marks):
        if opened is not None and _closes_single(text, edge, mark, marks[number + 1 : number + 20]):
            found.append(QuotedStretch(opened, mark + 1))
            opened = None
        elif _opens_single(text, edge, mark) and (opened is None or text[mark] in "‘‚‹"):
            opened = mark
    return found, opened


def _opens_single(text: str, edge: Span, mark: int) -> bool:
    before = text[mark - 1] if mark > edge.start else " "
    after = text[mark + 1] if mark + 1 < edge.end else " "
    if text[mark] in "’›" or after.isspace() or before.isalnum() or after in ",.;:!?)":
        return False
    if before in ".,!?;%)]":
        return False
    return ELISIONS.match(text, mark + 1) is None


def _closes_single(text: str, edge: Span, mark: int, later: Sequence[int]) -> bool:
    before = text[mark - 1] if mark > edge.start else " "
    after = text[mark + 1] if mark + 1 < edge.end else " "
    if text[mark] in "‘‚‹" or before.isspace() or after.isalnum():
        return False
    # "the teachers' pay" inside a quotation: a plural possessive if a better end is to come.
    possessive = before in "sz" or text[mark - 2 : mark] == "in"
    if possessive and after.isspace() and text[mark + 2 : mark + 3].islower():
        for other in later:
            if _opens_single(text, edge, other):
                break
            if _closes_single(text, edge, other, ()):
                return False
    return True


def _goes_on_single(text: str, paragraph: Span, following: Span | None) -> bool:
    if following is None or text[paragraph.end : following.start].strip():
        return False
    first = _first(text, following)
    return text[first : first + 1] in {"'", "‘"} and _opens_single(text, following, first)


def _with_depth(stretches: Sequence[QuotedStretch]) -> list[QuotedStretch]:
    """Order outer before inner, drop what crosses another's edge, and count the depth."""
    around: list[QuotedStretch] = []
    result: list[QuotedStretch] = []
    for item in sorted(stretches, key=lambda item: (item.start, -item.end)):
        while around and around[-1].end <= item.start:
            around.pop()
        if around and item.end > around[-1].end:
            continue
        if item.end - item.start < 3:
            continue
        placed = QuotedStretch(item.start, item.end, len(around), item.closed, item.continues)
        around.append(placed)
        result.append(placed)
    return result
