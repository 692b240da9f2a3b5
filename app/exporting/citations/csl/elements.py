"""The elements of style and locale files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Element:
    """One element, its name without the namespace."""

    name: str
    attributes: Mapping[str, str]
    children: tuple[Element, ...] = ()
    text: str = ""

    def get(self, attribute: str, default: str = "") -> str:
        return self.attributes.get(attribute, default)

    def all(self, name: str) -> Iterator[Element]:
        """Yield the children of a name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> Element | None:
        """Return the first child of a name, None without one."""
        return next(self.all(name), None)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def read(file: Path) -> Element:
    """Return the root of a file that came with Sayso."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    return _element(etree.fromstring(file.read_bytes(), parser))


def _element(node: etree._Element) -> Element:
    return Element(
        etree.QName(node).localname,
        {str(name): str(value) for name, value in node.attrib.items()},
        tuple(_element(child) for child in node),
        node.text or "",
    )
