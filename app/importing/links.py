"""The links of a list in HTML, with the headings and folders they stand under.

Such lists leave most of their elements open and nest them as deep as folders go: they are read sign
by sign, as browsers do that write them, and never as a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from app.importing.fields import words

_OPAQUE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
# A value may hold signs of tags only where it ends on its own line: else a quotation mark that
# is never closed would swallow the links after it.
_TAG = re.compile(
    r"<(/?)(dl|h[1-6]|a|dd|dt|li|ul|hr|p)\b"
    r"""((?:[^<>"']++|"[^"<]*+"|(?<==)"[^"\n]*+"(?=[\s>])|'[^'<]*+'|["']){0,400}+)>""",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""")
_ICON = re.compile(r"""\sicon(?:_uri)?\s*=\s*(?:"[^"]*+"|'[^']*+')""", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DEEPEST = 200


@dataclass(slots=True)
class Link:
    """A link: where it leads, its words, its attributes by their names in small letters.

    `heading` is the last one before it that names no folder, `folders` are those it lies in,
    outermost first. `about` is what is said of it below.
    """

    address: str
    title: str
    attributes: Mapping[str, str]
    heading: str = ""
    folders: tuple[str, ...] = ()
    about: str = ""


@dataclass(slots=True)
class Folder:
    """A folder that something is said about, which is found where its description stands."""

    name: str
    about: str = field(default="")


def links(text: str) -> Iterator[Link | Folder]:
    """Yield the links of a list in their order, in time that grows with its length alone."""
    text = _ICON.sub("", _OPAQUE.sub("", text))
    reader = _Reader()
    tags = _TAG.finditer(text)
    tag = next(tags, None)
    while tag is not None:
        following = next(tags, None)
        said = text[tag.end() : following.start() if following else len(text)]
        yield from reader.take(tag[2].lower(), tag[3], said, closing=bool(tag[1]))
        tag = following
    yield from reader.end()


class _Reader:
    """Where in the list the reading is; a link is held until its description has had its turn."""

    def __init__(self) -> None:
        self._heading = ""
        self._named = ""
        self._folders: list[str] = []
        self._link: Link | None = None

    def take(
        self, name: str, attributes: str, said: str, *, closing: bool
    ) -> Iterator[Link | Folder]:
        """Take in a tag with the text after it; yield what is complete by now."""
        if name == "dl":
            yield from self.end()
            self._fold(closing=closing)
        elif closing:
            return
        elif name == "a":
            yield from self.end()
            found = _attributes(attributes)
            address, folders = found.get("href", ""), tuple(self._folders)
            self._link = Link(address, _plain(said), found, self._heading, folders)
        elif name == "dd":
            if about := _plain(said):
                yield from self._tell(about)
        elif name in _HEADINGS:
            yield from self.end()
            self._named = "" if name == "h1" else _plain(said)
            if name in ("h1", "h2"):
                self._heading = _plain(said)

    def end(self) -> Iterator[Link]:
        if self._link is not None:
            yield self._link
        self._link = None

    def _fold(self, *, closing: bool) -> None:
        if closing:
            del self._folders[-1:]
        elif len(self._folders) < _DEEPEST:
            self._folders.append(self._named)
            self._named = ""

    def _tell(self, about: str) -> Iterator[Folder]:
        if self._link is not None:
            self._link.about = about
        elif self._named:
            yield Folder(self._named, about)


def _attributes(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute in _ATTRIBUTE.finditer(text):
        value = next(filter(None, attribute.groups()[1:]), "")
        found.setdefault(attribute[1].lower(), unescape(value))
    return found


def _plain(text: str) -> str:
    return words(unescape(_ANY_TAG.sub(" ", text)))
