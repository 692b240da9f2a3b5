"""A style as its file declares it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.exporting.citations.csl.elements import Element, read

_INHERITED = {
    "name-form": "form",
    "name-delimiter": "delimiter",
    **{
        name: name
        for name in (
            "and",
            "delimiter-precedes-et-al",
            "delimiter-precedes-last",
            "et-al-min",
            "et-al-use-first",
            "et-al-use-last",
            "et-al-subsequent-min",
            "et-al-subsequent-use-first",
            "initialize",
            "initialize-with",
            "name-as-sort-order",
            "sort-separator",
        )
    },
}
"""What a whole style, its citations or its bibliography may say of names, and cs:name's word."""


@dataclass(frozen=True, slots=True)
class Part:
    """Citations or bibliography: how they are laid out, sorted, and how names are written."""

    element: Element
    layout: Element
    sort: tuple[Element, ...]
    names: Mapping[str, str]
    names_delimiter: str

    def get(self, option: str, default: str = "") -> str:
        return self.element.get(option, default)

    def wants(self, option: str) -> bool:
        return self.element.get(option) == "true"


@dataclass(frozen=True, slots=True)
class Style:
    """A whole style."""

    root: Element
    macros: Mapping[str, Element]
    citation: Part
    bibliography: Part | None
    locales: tuple[Element, ...]
    suffixes_years_itself: bool

    @property
    def of_notes(self) -> bool:
        """Whether citations stand in notes."""
        return self.root.get("class") == "note"

    @property
    def numbers_works(self) -> bool:
        """Whether a citation is the number of its work in the bibliography."""
        info = self.root.first("info")
        kinds = info.all("category") if info else ()
        return any(kind.get("citation-format") == "numeric" for kind in kinds)

    @property
    def language(self) -> str:
        """The language the style is for; "" for any."""
        return self.root.get("default-locale")

    def option(self, name: str, default: str = "") -> str:
        return self.root.get(name, default)


@cache
def style_of(file: Path) -> Style:
    """Read a style; it is kept."""
    root = read(file)
    citation, bibliography = root.first("citation"), root.first("bibliography")
    assert citation is not None
    return Style(
        root,
        {macro.get("name"): macro for macro in root.all("macro")},
        _part(root, citation),
        _part(root, bibliography) if bibliography else None,
        tuple(root.all("locale")),
        any(element.get("variable") == "year-suffix" for element in root.walk()),
    )


def _part(root: Element, element: Element) -> Part:
    layout, sort = element.first("layout"), element.first("sort")
    assert layout is not None
    said = {**root.attributes, **element.attributes}
    return Part(
        element,
        layout,
        sort.children if sort else (),
        {word: said[option] for option, word in _INHERITED.items() if option in said},
        said.get("names-delimiter", ""),
    )
