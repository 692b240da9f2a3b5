"""Rendered text: runs of letters that look alike, joined without doubling punctuation.

While rendering, quotation marks stand as `OPEN` and `CLOSE`; `finished` makes real ones of them,
outer and inner in turn, with commas and full stops on the side of them the language wants.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

OPEN, CLOSE = "\ue000", "\ue001"
"""Stand for quotation marks; never in what comes from items."""

_UNSEEN = (OPEN, CLOSE)

_FIRST_ONLY = frozenset(
    "!. !: !! ?. ?: ?? .. :. :: ;. ;: ;; ,,".split()  # noqa: SIM905 (easier to read as a line)
)
"""Pairs of punctuation of which only the first stays, when two parts meet."""

_SECOND_ONLY = frozenset([":!", ":?", ";!", ";?", "  ", " ,", " ."])
_MEETING = _FIRST_ONLY | _SECOND_ONLY


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that look alike.

    `flips` tells italics that came with the item: in a part that is italic anyway, they turn
    upright. What is `kept` is not touched when the case of letters is changed.
    """

    text: str
    italic: bool = False
    bold: bool = False
    small_caps: bool = False
    underlined: bool = False
    raised: str = ""  # "sup", "sub" or ""
    flips: bool = False
    kept: bool = False


_ENDS = (".", ",", "?", "!")

Runs = list[Run]


def words(runs: Iterable[Run]) -> str:
    """Return what runs say."""
    return "".join(run.text for run in runs)


def first_letter(runs: Sequence[Run]) -> str:
    """Return the first character that is no quotation mark, "" for none."""
    return next((c for run in runs for c in run.text if c not in _UNSEEN), "")


def last_letter(runs: Sequence[Run]) -> str:
    """Return the last character that is no quotation mark, "" for none."""
    return next((c for run in reversed(runs) for c in reversed(run.text) if c not in _UNSEEN), "")


def joined(parts: Iterable[Runs], delimiter: str = "") -> Runs:
    """Return the parts that say something, one after the other, a delimiter between them."""
    whole: Runs = []
    for part in parts:
        if not part:
            continue
        if whole and delimiter:
            whole = met(whole, [Run(delimiter)])
        whole = met(whole, part)
    return whole


def met(before: Runs, after: Runs) -> Runs:
    """Return two parts as one, without punctuation that would stand there twice."""
    while (pair := last_letter(before) + first_letter(after)) in _MEETING:
        if pair in _FIRST_ONLY:
            after = without_first(after)
        else:
            before = _without_last(before)
    return before + after


def affixed(runs: Runs, prefix: str, suffix: str) -> Runs:
    """Return a part with what the style puts before and after it; nothing stays nothing."""
    if not runs:
        return runs
    if prefix:
        runs = met([Run(prefix)], runs)
    return met(runs, [Run(suffix)]) if suffix else runs


def without_first(runs: Runs) -> Runs:
    """Return runs without their first letter."""
    return _without(runs, iter(range(len(runs))), lambda text: range(len(text)))


def _without_last(runs: Runs) -> Runs:
    backwards = iter(range(len(runs) - 1, -1, -1))
    return _without(runs, backwards, lambda text: range(len(text) - 1, -1, -1))


def _without(runs: Runs, places: Iterable[int], letters: Callable[[str], Iterable[int]]) -> Runs:
    for place in places:
        text = runs[place].text
        for at in letters(text):
            if text[at] not in _UNSEEN:
                rest = replace(runs[place], text=text[:at] + text[at + 1 :])
                return [*runs[:place], *([rest] if rest.text else []), *runs[place + 1 :]]
    return runs


def mapped(runs: Runs, change: Callable[[str], str]) -> Runs:
    """Return runs whose texts are changed, those left empty taken out."""
    changed = (replace(run, text=change(run.text)) for run in runs)
    return [run for run in changed if run.text]


def respelled(runs: Runs, letters: str) -> Runs:
    """Return runs with other letters, one for each there was; what is kept stays."""
    found, start = [], 0
    for run in runs:
        end = start + len(run.text)
        found.append(run if run.kept else replace(run, text=letters[start:end]))
        start = end
    return found


@dataclass(frozen=True, slots=True)
class Marks:
    """How a language writes quotations; `inside` puts commas and full stops before the mark."""

    opening: str = "“"
    closing: str = "”"
    inner_opening: str = "‘"
    inner_closing: str = "’"
    inside: bool = False


def finished(runs: Runs, marks: Marks) -> Runs:
    """Return runs with real quotation marks, and neighbours that look alike made one."""
    if marks.inside:
        runs = _moved_inside(runs)
    depth = 0
    whole: Runs = []
    for run in runs:
        letters = []
        for letter in run.text:
            if letter == OPEN:
                letters.append(marks.inner_opening if depth % 2 else marks.opening)
                depth += 1
            elif letter == CLOSE:
                depth -= 1
                letters.append(marks.inner_closing if depth % 2 else marks.closing)
            else:
                letters.append(letter)
        plain = replace(run, text="".join(letters), flips=False, kept=False)
        if whole and replace(whole[-1], text=plain.text) == plain:
            plain = replace(plain, text=whole.pop().text + plain.text)
        whole.append(plain)
    return whole


def _moved_inside(runs: Runs) -> Runs:
    """Move a comma or full stop that follows closing marks before them."""
    letters = [(letter, place) for place, run in enumerate(runs) for letter in run.text]
    at = 0
    while at < len(letters):
        if letters[at][0] in ".," and at and letters[at - 1][0] == CLOSE:
            first = at - 1
            while first and letters[first - 1][0] == CLOSE:
                first -= 1
            stop, _ = letters.pop(at)
            before = letters[first - 1] if first else ("", letters[first][1])
            if before[0] not in _ENDS:
                letters.insert(first, (stop, before[1]))
        at += 1
    texts = [""] * len(runs)
    for letter, place in letters:
        texts[place] += letter
    changed = (replace(run, text=text) for run, text in zip(runs, texts, strict=True))
    return [run for run in changed if run.text]


def html(runs: Iterable[Run]) -> str:
    """Return finished runs as a stretch of HTML."""
    return "".join(map(_tagged, runs))


def _tagged(run: Run) -> str:
    text = escape(run.text, quote=False)
    if run.small_caps:
        text = f'<span style="font-variant: small-caps">{text}</span>'
    for wanted, tag in ((run.raised, run.raised), (run.bold, "b"), (run.italic, "i")):
        if wanted:
            text = f"<{tag}>{text}</{tag}>"
    return f"<u>{text}</u>" if run.underlined else text
