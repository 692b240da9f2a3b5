"""Words in Markdown and YAML that mean nothing but themselves, to Obsidian, GitHub and pandoc."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

_ANYWHERE = re.compile(
    r"[\\`*_\[\]<~$|{}^@#=]"
    r"|&(?=#?\w{1,32};)"  # an entity
    r"|%(?=%)|(?<=%)%"  # a comment
    r"|:(?=//)|:(?=[\w+-]+:)|(?<=\bwww)\."  # an address, an emoji
)
_AT_START = re.compile(
    r"[>+:%-]"
    r"|(?:\d{1,9}|[a-zA-Z]|[ivxlcdmIVXLCDM]{1,9})[.)](?=\s|$)"  # a list's sign
    r"|\((?=\w{1,9}\)(?:\s|$))"
    r"|[Tt]able:"  # a caption
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

# YAML knows these as ends of lines or not at all; JSON does not mind them.
_ESCAPED = {code: f"\\u{code:04x}" for code in (0x7F, *range(0x80, 0xA0), 0x2028, 0x2029, 0xFEFF)}


class Ready(str):
    """Text that is Markdown, or a value of YAML, already."""

    __slots__ = ()


def literal(words: str) -> Ready:
    """Return words as Markdown shows them as they are, wherever in a line they stand."""
    escaped = _ANYWHERE.sub(lambda sign: "\\" + sign[0], words)
    start = _AT_START.match(escaped)
    if start:
        # What stands before the last sign is a number or a letter.
        escaped = f"{start[0][:-1]}\\{start[0][-1]}{escaped[start.end() :]}"
    return Ready(escaped)


def link(words: str, address: str) -> Ready:
    """Return a link; `words` are Markdown already."""
    return Ready(f"[{words}]({quote(address, safe=_SAFE)})")


_SAFE = "/?#[]@!$&'*+,;=:%~^-._"


def yaml(value: object) -> Ready:
    """Return a text as a value of YAML, which never takes it for anything else."""
    words = str(value)
    if _DAY.fullmatch(words):
        return Ready(words)  # a date, which Obsidian sorts by
    return Ready(json.dumps(words, ensure_ascii=False).translate(_ESCAPED))
