"""The little markup values of an item may hold: italics and their like, and quotation marks."""

from __future__ import annotations

import re
from dataclasses import replace

from app.exporting.citations.csl.runs import CLOSE, OPEN, Run, Runs

_TAG = re.compile(
    r"<(/?)(i|b|sub|sup|sc|span)(?:\s+(?:class=[\"']?(nocase)[\"']?|style=[\"']?"
    r"(font-variant:\s*small-caps;?)[\"']?))?\s*>",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\ue002\ufffe\uffff]")

_BEFORE_OPENING = " ([{-–—/\u00a0" + OPEN
_PAIRS = {"“": "”", '"': '"', "„": "“”", "«": "»"}


def clean(text: str) -> str:
    """Return a text without what no file can hold, and without the letters used in here."""
    return _UNSEEN.sub("", text)


def runs_of(value: str) -> Runs:
    """Return a value of an item as runs: tags taken for what they mean, quotation marks found."""
    text = _SPACES.sub(" ", clean(str(value)))
    found: Runs = []
    open_tags: list[tuple[str, Run]] = []
    look = Run("")
    at = 0
    for tag in _TAG.finditer(text):
        if tag.start() > at:
            found.append(replace(look, text=text[at : tag.start()]))
        name = tag[2].lower()
        if not tag[1]:
            open_tags.append((name, look))
            look = _looking(look, name, nocase=bool(tag[3]), small_caps=bool(tag[4]))
        elif any(opened == name for opened, _ in open_tags):
            while open_tags:
                opened, look = open_tags.pop()
                if opened == name:
                    break
        at = tag.end()
    if at < len(text):
        found.append(replace(look, text=text[at:]))
    return _quoted(found)


def text_runs(text: str) -> Runs:
    """Return a text without markup as runs, its quotation marks found."""
    return _quoted([Run(clean(text))])


def plain(value: str) -> str:
    """Return a value of an item without its markup."""
    return _SPACES.sub(" ", _TAG.sub("", clean(str(value)))).strip()


def _looking(look: Run, name: str, *, nocase: bool, small_caps: bool) -> Run:
    match name:
        case "i":
            return replace(look, italic=not look.italic, flips=True)
        case "b":
            return replace(look, bold=True)
        case "sub" | "sup":
            return replace(look, raised=name)
        case "sc":
            return replace(look, small_caps=True)
        case _:
            return replace(look, kept=nocase, small_caps=look.small_caps or small_caps)


def _quoted(runs: Runs) -> Runs:
    """Put `OPEN` and `CLOSE` for pairs of quotation marks; an apostrophe becomes one."""
    letters = [(letter, place) for place, run in enumerate(runs) for letter in run.text]
    text = "".join(letter for letter, _ in letters)
    made = list(text)
    waiting: list[tuple[int, str]] = []
    for at, letter in enumerate(text):
        if waiting and letter in waiting[-1][1] and _may_close(text, at):
            start, _ = waiting.pop()
            made[start], made[at] = OPEN, CLOSE
        elif letter in _PAIRS and _may_open(text, at):
            waiting.append((at, _PAIRS[letter]))
        elif letter in "'‘" and _may_open(text, at) and _closes_later(text, at):
            waiting.append((at, "'’"))
    texts = [""] * len(runs)
    for letter, (_, place) in zip(made, letters, strict=True):
        texts[place] += "’" if letter == "'" else letter
    return [replace(run, text=text) for run, text in zip(runs, texts, strict=True) if text]


def _may_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before in _BEFORE_OPENING or before in _PAIRS) and bool(after.strip())


def _may_close(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return bool(before.strip()) and not after.isalnum()


def _closes_later(text: str, at: int) -> bool:
    return any(text[end] in "'’" and _may_close(text, end) for end in range(at + 2, len(text)))
