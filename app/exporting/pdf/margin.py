"""Place names, notes and numbered signs beside the lines they belong to.

Everything here counts in points from a page's top left; pages count from 1, as a reader does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from app.exporting.inventory import Inventory, Number, Own, Quote
from app.exporting.pdf.flow import NARROW, breakable, is_rtl, plain
from app.exporting.pdf.frame import GUTTER, TOP, Frame
from app.exporting.pdf.locate import Line, Located
from app.exporting.pdf.typeset import Typeset
from app.exporting.wording import capitalised
from app.language import tr
from app.reading.document import Block
from app.reading.spans import Span

Json = dict[str, Any]

WIDTH = 119.0
"""Of a name or note."""

NAME_GAP = 2.0
NOTE_GAP = 7.5
FARTHEST = 34.0
"""How far a name may be pushed down before it would stand beside other people's lines."""

LONGEST_NOTE = 420
"""Characters of a note that stand in the margin; the whole note is in its table and pop-up."""

_NAME_ASCENT = 6.0
_NOTE_ASCENT = 7.75
_CHIP_ASCENT = 7.2
_CHIP_HEIGHT = 8.4


@dataclass(frozen=True, slots=True)
class Beside:
    """Something that stands beside the text.

    `content` is what the template draws; `target` is where a click on it leads, `says` what it
    says to those who cannot see it; both empty for paragraph numbers.
    """

    page: int
    top: float
    left: float
    width: float
    height: float
    content: Json
    target: str = ""
    says: str = ""

    @property
    def bottom(self) -> float:
        return self.top + self.height


def to_measure(inventory: Inventory, frame: Frame) -> list[Json]:
    """Return every name and note that may stand in the margin, each once, to be measured."""
    if not frame.margin:
        return []
    chains = dict.fromkeys(quote.chain for quote in inventory.quotes if quote.chain)
    notes = [_note(own) for own in inventory.own if own.annotation.note.strip()]
    return [*map(_name, chains), *notes]


def _key(content: Json) -> tuple[str, ...]:
    """Return what tells one measured name or note from another."""
    return (content["kind"], *content.get("chain", ()), content.get("number", ""))


def _name(chain: Sequence[str]) -> Json:
    names = [breakable(plain(name), NARROW) for name in chain]
    return {"kind": "name", "chain": [capitalised(names[0]), *names[1:]]}


def _note(own: Own) -> Json:
    note = plain(" ".join(own.annotation.note.split()))
    shown = note if len(note) <= LONGEST_NOTE else note[: LONGEST_NOTE - 1].rstrip() + "…"
    return {
        "kind": "note",
        "number": own.id.removeprefix("H"),
        "words": breakable(shown, NARROW),
        "rtl": is_rtl(shown),
    }


def beside(
    inventory: Inventory,
    located: Located,
    numbered: Mapping[Block, int],
    draft: Typeset,
    frame: Frame,
) -> list[Beside]:
    """Return all that stands beside the text; `draft` has measured what `to_measure` gave."""
    placed = _in_margin(inventory, located, numbered, draft, frame) if frame.margin else []
    placed += _chips(inventory, located, frame.text_right + 4.0, frame.height)
    for block, number in numbered.items():
        line = first_line(located, (block.span,))
        if line is not None:
            content = {"kind": "paragraph", "words": str(number)}
            baseline = frame.height - line.baseline
            placed.append(Beside(line.page + 1, baseline, 0.0, 0.0, 0.0, content))
    return placed


def _in_margin(
    inventory: Inventory,
    located: Located,
    numbered: Mapping[Block, int],
    draft: Typeset,
    frame: Frame,
) -> list[Beside]:
    heights = dict(zip(map(_key, to_measure(inventory, frame)), draft.heights, strict=True))
    head = {draft.article[0][0]: draft.article[0][2]}
    column = frame.text_right + GUTTER

    def item(line: Line, ascent: float, content: Json, target: str, says: str) -> Beside:
        top = frame.height - line.baseline - ascent
        height = heights[_key(content)]
        return Beside(line.page + 1, top, column, WIDTH, height, content, target, says)

    starts = sorted(block.start for block in numbered)
    names = [
        item(
            line, _NAME_ASCENT, _name(quote.chain), quote.chain[-1], plain(" › ".join(quote.chain))
        )
        for quote, line in _named(inventory.quotes, starts, located)
    ]
    notes = [
        item(line, _NOTE_ASCENT, _note(own), own.id, tr("Note {number}", number=own.id[1:]))
        for own in inventory.own
        if own.annotation.note.strip() and (line := first_line(located, own.spans))
    ]
    return place(names, notes, head, frame.foot + 6)


def by_page(items: Iterable[Beside]) -> dict[int, list[Json]]:
    """Return what the template draws on each page."""
    pages: dict[int, list[Json]] = {}
    for item in items:
        drawn = {**item.content, "x": round(item.left, 2), "y": round(item.top, 2)}
        pages.setdefault(item.page, []).append(drawn)
    return pages


def first_line(located: Located, spans: Iterable[Span]) -> Line | None:
    """Return the line a mark begins in; None when nothing of it is drawn."""
    for span in spans:
        lines = located.lines(span)
        if lines:
            return lines[0]
    return None


def _named(
    quotes: Sequence[Quote], starts: Sequence[int], located: Located
) -> list[tuple[Quote, Line]]:
    """Return the quotes whose people are named in the margin, and the line each begins in.

    A run of quotes by the same people in one paragraph is named once. Of quotes that begin in the
    same line inside each other only the innermost is, whose chain tells of the ones around it.
    """
    found: list[tuple[int, Quote, Line]] = []
    paragraph = 0
    for quote in quotes:
        line = first_line(located, quote.spans)
        if line is None or not quote.chain or quote.heading:
            continue
        while paragraph < len(starts) and starts[paragraph] <= quote.spans[0].start:
            paragraph += 1
        if found:
            before, other, at = found[-1]
            together = before == paragraph and at.page == line.page
            around = quote.chain[: len(other.chain)] == other.chain
            if together and around and abs(at.baseline - line.baseline) < 1:
                found[-1] = (paragraph, quote, line)
                continue
            if together and quote.chain == other.chain:
                continue
        found.append((paragraph, quote, line))
    return [(quote, line) for _, quote, line in found]


def place(
    names: Sequence[Beside], notes: Sequence[Beside], head: Mapping[int, float], foot: float
) -> list[Beside]:
    """Return what finds room, moved so that nothing overlaps and nothing goes below `foot`.

    `head` says by page where its room begins, where that is not at the top margin.

    Names keep their line and are pushed down only by another name; one that would be pushed too
    far is left out. A note takes the first gap at or below its line, else the last one above it.
    """
    pages: dict[int, list[Beside]] = {}
    for number, of_page in groupby(names, key=lambda name: name.page):
        lowest = 0.0
        for name in of_page:
            top = max(name.top, lowest)
            if top - name.top <= FARTHEST and top + name.height <= foot:
                pages.setdefault(number, []).append(replace(name, top=top))
                lowest = top + name.height + NAME_GAP
    placed = [name for of_page in pages.values() for name in of_page]
    for note in notes:
        others = pages.setdefault(note.page, [])
        top_or_none = _gap(others, note, head.get(note.page, TOP), foot)
        if top_or_none is not None:
            others.append(replace(note, top=top_or_none))
            placed.append(others[-1])
    return placed


def _gap(placed: Iterable[Beside], note: Beside, head: float, foot: float) -> float | None:
    """Return the top of the gap a note takes; None where the page has no room for it."""
    taken = sorted((item.top - NOTE_GAP, item.bottom + NOTE_GAP) for item in placed)
    below = note.top
    for top, bottom in taken:
        if below + note.height > top and below < bottom:
            below = bottom
    if below + note.height <= foot:
        return below
    above = foot - note.height
    for top, bottom in sorted(taken, key=lambda pair: -pair[1]):
        if above < bottom and above + note.height > top:
            above = top - note.height
    return above if above >= head else None


def _chips(inventory: Inventory, located: Located, left: float, page_height: float) -> list[Beside]:
    """Return the signs at the ends of lines: one a line for its numbers, one for own marks."""
    found: list[Beside] = []
    ends: dict[tuple[int, float], float] = {}
    for kind, items in (("number", inventory.numbers), ("own", inventory.own)):
        for (page, baseline), group in _by_line(items, located).items():
            words = _run(group[0].id, group[-1].id)
            width = 4.6 + 4.0 * len(words)
            start = ends.get((page, baseline), left)
            top = page_height - baseline - _CHIP_ASCENT
            if start > left and start + width > left + GUTTER - 5.5:
                # Both do not fit side by side: one above the other, inside the line's height.
                number = next(i for i in found if i.page == page + 1 and i.top == top)
                found[found.index(number)] = replace(number, top=top - 3.6)
                start, top = left, top + 5.2
            content = {"kind": "chip", "words": words, "of": kind}
            says = (
                tr("Number {number}", number=words)
                if kind == "number"
                else tr("Note {number}", number=words)
            )
            found.append(
                Beside(page + 1, top, start, width, _CHIP_HEIGHT, content, group[0].id, says)
            )
            ends[page, baseline] = start + width + 1.0
    return found


def _by_line(
    items: Iterable[Number | Own], located: Located
) -> dict[tuple[int, float], list[Number | Own]]:
    lines: dict[tuple[int, float], list[Number | Own]] = {}
    for item in items:
        line = first_line(located, item.spans)
        if line is not None and not (isinstance(item, Number) and item.heading):
            lines.setdefault((line.page, round(line.baseline, 1)), []).append(item)
    return lines


def _run(first: str, last: str) -> str:
    """Return how a run of numbers stands in the gutter, which is 24 points wide."""
    words = first.removeprefix("H")
    run = f"{words}–{last[1:]}"
    if first == last:
        return words
    return run if len(run) <= 4 else f"{words}+"
