"""Elements of HTML: what is text is escaped, and nothing can be anything else."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(name: str, /, *content: str, **attributes: str | bool | None) -> Markup:
    """Return an element. "class_" is the attribute class, "aria_label" aria-label and so on.

    An attribute that is None or False is left out.
    """
    return Markup(f"{opening(name, **attributes)}{joined(content)}</{name}>")


def opening(name: str, /, **attributes: str | bool | None) -> Markup:
    """Return the start tag of an element, which is all of an empty one."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}"
        + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Markup(f"<{name}{written}>")


def joined(content: Iterable[str], between: str = "") -> Markup:
    """Return texts and elements as one."""
    return Markup(text(between).join(map(text, content)))


def text(words: str) -> Markup:
    """Return words as text, elements as they are."""
    return words if isinstance(words, Markup) else Markup(escape(words, quote=False))
