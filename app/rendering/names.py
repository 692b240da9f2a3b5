"""Which speaker's name stands where in the margin: collisions, repetitions, and shortening."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

CLEARANCE = 17
"""Names nearer to each other than this, in pixels at 100 %, would run into one another."""


@dataclass(frozen=True, slots=True)
class Said:
    """One attributed content beside the text.

    `paragraph` is the number of the block it begins in, `lines` the baselines of its lines in
    page pixels, in order; `depth` counts the contents around it.
    """

    target: str
    speaker: str
    paragraph: int
    lines: tuple[float, ...]
    depth: int = 0
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name to write beside a line.

    `targets` are all it speaks for: the content it was written for and those after it that do
    not repeat it. `behind` holds the names there was no line for.
    """

    speaker: str
    baseline: float
    targets: tuple[str, ...]
    depth: int = 0
    unnamed: bool = False
    behind: tuple[str, ...] = ()


def arrange(contents: Sequence[Said], clearance: float = CLEARANCE) -> list[Name]:
    """Place the names of contents given in text order, outer before inner.

    A speaker is named once in a paragraph, again when another name came between. Of names that
    would collide the outer stays; a nested or later one moves to the next free line of its own
    content, or, when no line is left, behind the name above it.
    """
    placed: list[Name] = []
    waiting = _without_repetitions(contents)
    for said, targets in sorted(waiting, key=lambda item: item[0].depth):
        free = next(
            (
                line
                for line in said.lines
                if all(abs(line - name.baseline) >= clearance for name in placed)
            ),
            None,
        )
        if free is not None:
            placed.append(Name(said.speaker, free, targets, said.depth, said.unnamed))
        else:
            above = _above(placed, said.lines[0])
            name = placed[above]
            placed[above] = replace(
                name, targets=name.targets + targets, behind=(*name.behind, said.speaker)
            )
    return sorted(placed, key=lambda name: name.baseline)


def shortened(
    name: str, aliases: Sequence[str], room: float, width: Callable[[str], float]
) -> str | None:
    """Return the name, or the shortest alias where only that fits; None when neither does."""
    if width(name) <= room:
        return name
    short = min(aliases, key=width, default=None)
    return short if short is not None and width(short) <= room else None


def _without_repetitions(contents: Sequence[Said]) -> list[tuple[Said, tuple[str, ...]]]:
    kept: list[tuple[Said, tuple[str, ...]]] = []
    for said in contents:
        if not said.speaker or not said.lines:
            continue
        if kept:
            last, targets = kept[-1]
            if (last.speaker, last.paragraph) == (said.speaker, said.paragraph):
                kept[-1] = (last, (*targets, said.target))
                continue
        kept.append((said, (said.target,)))
    return kept


def _above(placed: Sequence[Name], line: float) -> int:
    """Return the number of the nearest name at or above a line, else of the nearest below."""
    return min(
        range(len(placed)),
        key=lambda number: (placed[number].baseline > line, abs(placed[number].baseline - line)),
    )
