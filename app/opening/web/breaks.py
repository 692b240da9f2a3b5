"""What line breaks inside an element mean: lines of their own, or a paragraph typed by hand."""

from __future__ import annotations

from lxml.etree import _Element

_LEAST_LINES = 3
_LONGEST_LINE = 120
_MOST_CHILDREN = 5000
_BULLETS = "-–—*•‣▪·“\"'‘("


def sets_lines(element: _Element) -> bool:
    """Tell whether the breaks right in an element part short lines that each begin anew.

    Prose that was wrapped by hand goes on in lower case at most line ends.
    """
    if len(element) > _MOST_CHILDREN:
        return False
    lines = [element.text or ""]
    for child in element:
        if child.tag in ("br", "lb"):
            lines.append("")
        elif isinstance(child.tag, str):
            lines[-1] += "".join(map(str, child.itertext()))
        lines[-1] += child.tail or ""
    lines = [line.strip() for line in lines if line.strip()]
    if len(lines) < _LEAST_LINES or max(map(len, lines)) > _LONGEST_LINE:
        return False
    return sum(map(_begins_anew, lines)) >= len(lines) - 1


def _begins_anew(line: str) -> bool:
    return line[0].isupper() or line[0].isdigit() or line[0] in _BULLETS
