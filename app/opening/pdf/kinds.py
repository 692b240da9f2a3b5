"""Tell headings, captions, list items, quotations and footnotes among the drafts of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from app.opening.pdf.drafts import Draft, Type, ends_sentence
from app.opening.pdf.paragraphs import BULLET, LEADERS, NOTE_MARK, NUMBERED
from app.reading.document import BlockKind

_LARGER = 1.12
_SMALLER = 0.94
_LONGEST = 160
_MOST_LINES = 4
_DEEPEST = 6

_SECTION = re.compile(
    r"(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}\.?|(?:[IVX]{1,5}\.|[A-H]\.?)(?:[A-Z\d]{1,2}\.?)*)"
    r"|(?:Appendix|Chapter|Part|Section)\s+[\dA-Z]{1,3}[.:]?)\s+(?=[A-ZÀ-ÞĀ-Ž“\"])"
)
_NAMED = re.compile(
    r"(?:abstract|summary|introduction|background|methods?|materials and methods|results"
    r"|discussion|conclusions?|references|bibliography|acknowledge?ments?|funding|contents"
    r"|appendix|keywords|notes|zusammenfassung|einleitung|literatur(?:verzeichnis)?|résumé)[.:]?",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:(?:supplementary|extended data)\s+)?(?:fig(?:ure|\.)|table|tab\.|scheme|chart|plate|box"
    r"|algorithm|listing|abbildung|abb\.|tabelle|tableau|figura|tabla)\s*"
    r"(?:[A-Z]?\.?\d{1,3}(?:[.-]\d{1,3})?[a-z]?|[IVX]{1,5})\s*(?P<stop>[.:|–—]|$|\s(?=[A-Z]))",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"\d{1,3}\s?[A-ZÀ-Þ“\"(]|[a-z]\s[A-Z]")


def tell_kinds(drafts: Sequence[Draft], usual: Type) -> None:
    """Give every draft of a document its kind."""
    plain = [draft for draft in drafts if draft.kind is BlockKind.PARAGRAPH]
    for before, draft in pairwise([None, *plain]):
        assert draft is not None
        _tell(draft, before, usual)
    _tell_footnotes(drafts, usual)


def _tell(draft: Draft, before: Draft | None, usual: Type) -> None:
    caption = _CAPTION.match(draft.words)
    set_apart = draft.size < _SMALLER * usual.size or draft.lines[0].bold or draft.italic
    if caption and (caption["stop"].strip() or set_apart):
        draft.kind = BlockKind.CAPTION
    elif _is_heading(draft, usual):
        draft.kind = BlockKind.HEADING
    elif BULLET.match(draft.words) or NUMBERED.match(draft.words):
        draft.kind, draft.level = BlockKind.LIST_ITEM, 1
    elif before is not None and _is_quote(draft, before, usual):
        draft.kind, draft.level = BlockKind.QUOTE, 1


def _is_heading(draft: Draft, usual: Type) -> bool:
    words = draft.words
    if len(words) > _LONGEST or len(draft.lines) > _MOST_LINES or not any(map(str.isalpha, words)):
        return False
    if words[-1].isalnum() and LEADERS.search(words):
        return False
    larger = draft.size > _LARGER * usual.size
    bold = draft.bold and not usual.bold
    if len(words) < 3 or (words.endswith((",", ";")) or words[0].islower()):
        return larger and len(words) > 3 and draft.size > 1.3 * usual.size
    if larger:
        return not (words.endswith(".") and len(words) > 80)
    if _NAMED.fullmatch(words):
        return True
    if draft.size < _SMALLER * usual.size or words.endswith("."):
        return False
    if bold:
        return len(draft.lines) <= 2 or bool(_SECTION.match(words))
    if len(draft.lines) > 2 or ends_sentence(words):
        return False
    shown = draft.italic or draft.centred or words.isupper() or draft.size > 1.03 * usual.size
    if shown and _SECTION.match(words):
        return len(words) < 100
    letters = sum(map(str.isalpha, words))
    return words.isupper() and letters > 5 and letters > 0.6 * len(words) and len(words) < 80


def _is_quote(draft: Draft, before: Draft, usual: Type) -> bool:
    """Tell a paragraph set in on both sides, in the column of the one before it."""
    if before.kind is not BlockKind.PARAGRAPH or before.column != draft.column:
        return False
    if len(draft.lines) < 2 or len(before.lines) < 3 or draft.size > 1.01 * usual.size:
        return False
    left = min(line.left for line in before.lines)
    right = max(line.right for line in before.lines)
    least = 0.9 * draft.size
    lefts = [line.left for line in draft.lines]
    return (
        min(lefts) > left + least
        and max(lefts[1:]) - min(lefts[1:]) < 0.4 * draft.size
        and max(line.right for line in draft.lines) < right - least
    )


def _tell_footnotes(drafts: Sequence[Draft], usual: Type) -> None:
    """Mark the small print at the foot of each column that begins with a note's mark."""
    end = len(drafts)
    while end:
        start = end - 1
        while start and drafts[start - 1].column == drafts[end - 1].column:
            start -= 1
        _tell_footnotes_of(drafts[start:end], usual)
        end = start


def _tell_footnotes_of(column: Sequence[Draft], usual: Type) -> None:
    foot = len(column)
    while foot and column[foot - 1].size < _SMALLER * usual.size:
        if column[foot - 1].kind in {BlockKind.CAPTION, BlockKind.TABLE, BlockKind.HEADING}:
            break
        foot -= 1
    marked = next(
        (
            at
            for at in range(foot, len(column))
            if NOTE_MARK.match(column[at].words) or _FOOTNOTE.match(column[at].words)
        ),
        None,
    )
    if marked is None or not foot or column[foot - 1].kind is BlockKind.HEADING:
        return
    for draft in column[marked:]:
        draft.footnote = True
        draft.kind, draft.level = BlockKind.PARAGRAPH, None
    column[marked - 1].last = True


def level_headings(drafts: Sequence[Draft]) -> None:
    """Give headings their levels: by their numbers, and by their type where they have none."""
    headings = [draft for draft in drafts if draft.kind is BlockKind.HEADING]
    by_style: dict[tuple[float, bool], int] = {}
    for draft in headings:
        section = _SECTION.match(draft.words)
        if section and section["number"]:
            depth = sum(map(bool, section["number"].split(".")))
            draft.level = min(_DEEPEST, 1 + depth)
            by_style.setdefault(_style(draft), draft.level)
    loose = sorted({_style(draft) for draft in headings} - set(by_style), reverse=True)
    for draft in headings:
        if draft.level is None:
            style = _style(draft)
            if _NAMED.fullmatch(draft.words):
                draft.level = 2
            elif style in by_style:
                draft.level = by_style[style]
            else:
                draft.level = min(_DEEPEST, 2 + loose.index(style))


def _style(draft: Draft) -> tuple[float, bool]:
    return round(draft.size), draft.bold
