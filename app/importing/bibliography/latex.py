"""LaTeX in the fields of BibTeX files as plain text."""

from __future__ import annotations

import logging
import re
from functools import cache

from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from app.importing.bibliography.wording import lines

_LONGEST = 200_000
"""Characters of one field that are understood as LaTeX; beyond, its signs are only taken out."""

_DEEPEST = 60
"""Braces around braces that are taken off; real fields have two."""

_MORE_COMMANDS = {
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textasciicircum": "^",
    "textunderscore": "_",
    "textquotedbl": '"',
    "textbraceleft": "{",
    "textbraceright": "}",
    "textminus": "−",
    "euro": "€",
    "slash": "/",
    "newline": " ",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "url": "%s",
}

_SIGNS = (
    ("---", "—"),
    ("--", "–"),
    ("``", "“"),
    ("''", "”"),
    ("!`", "¡"),
    ("?`", "¿"),
    ("~", " "),
    ("{", ""),
    ("}", ""),
)
_TO_ESCAPE = re.compile(r"(?<!\\)[%&#]")
_ESCAPED = re.compile(r"\\([%&#_${}~^ ])")
_COMMAND = re.compile(r"\\[a-zA-Z]+ ?|[{}\\]")
_BRACE = re.compile(r"(?<!\\)[{}]")
# As a dollar begins mathematics when the formula follows at once, and ends it after one.
_MATHS = re.compile(r"(?<!\\)\$(?=\S)([^$\n]{1,300})(?<=[^\s\\])\$(?!\d)")
_DOLLAR = re.compile(r"(?<!\\)\$")


def from_latex(text: str) -> str:
    """Return the text LaTeX stands for: accents, dashes and quotation marks, without braces."""
    if "\\" not in text and "$" not in text:
        # Most fields have no commands, and understanding them takes a hundred times as long.
        for sign, meant in _SIGNS:
            text = text.replace(sign, meant)
        return lines(text)
    if len(text) > _LONGEST:
        return bare(text)
    prepared = _TO_ESCAPE.sub(r"\\\g<0>", text)
    prepared = _with_escaped_dollars(prepared)
    try:
        return lines(_reader().latex_to_text(prepared))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return bare(text)


def bare(text: str) -> str:
    """Return a field that is no prose, such as an address, without braces and escapes."""
    text = _ESCAPED.sub(r"\1", text.replace("\\textbackslash{}", "/"))
    return lines(_COMMAND.sub("", text))


def without_braces(text: str) -> str:
    """Return the text without the braces around all of it."""
    for _ in range(_DEEPEST):
        if not (text.startswith("{") and text.endswith("}") and _closes_at_end(text)):
            break
        text = text[1:-1].strip()
    return text


@cache
def _reader() -> LatexNodes2Text:
    # It warns of every oddity in a field on the program's error output.
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    commands = get_default_latex_context_db()
    commands.add_context_category(
        "more",
        macros=[MacroTextSpec(name, simplify_repl=text) for name, text in _MORE_COMMANDS.items()],
        prepend=True,
    )
    return LatexNodes2Text(commands, math_mode="text", strict_latex_spaces=False)


def _with_escaped_dollars(text: str) -> str:
    """Escape the dollars that are sums of money rather than the bounds of a formula."""
    kept: list[str] = []
    position = 0
    for formula in _MATHS.finditer(text):
        kept += [_DOLLAR.sub(r"\\$", text[position : formula.start()]), formula[0]]
        position = formula.end()
    kept.append(_DOLLAR.sub(r"\\$", text[position:]))
    return "".join(kept)


def _closes_at_end(text: str) -> bool:
    depth = 0
    for brace in _BRACE.finditer(text):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end() == len(text)
    return False
