"""One entry of an export to an item, or to the reason why it is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.importing.fields import LONGEST_ADDRESS, address, digest, line, no_address
from app.importing.forms import Form
from app.importing.uniting import distinct_marks
from app.language import tr
from app.opening.web.fragment import read_fragment
from app.opening.web.metadata import Facts
from app.reading.annotation import Opened
from app.reading.failures import OpenFailure
from app.reading.imported import ARCHIVED, STARRED, ImportedItem, ImportedMark, Skipped


@dataclass(slots=True)
class Entry:
    """What a tool says of one entry, its values clean already but for `url`.

    `id` is the tool's own name of the entry; where it has none, its address is it. `html` is the
    article's body, `lacking` why there is none.
    """

    form: Form
    url: object = ""
    id: str = ""
    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: str = ""
    language: str = ""
    image: str = ""
    added: str = ""
    tags: tuple[str, ...] = ()
    starred: bool = False
    archived: bool = False
    collections: tuple[str, ...] = ()
    marks: list[ImportedMark] = field(default_factory=list)
    csl: Mapping[str, Any] = field(default_factory=dict)
    html: str = ""
    lacking: str = ""

    @property
    def key(self) -> str:
        """The entry's name for good."""
        name = self.id or address(self.url) or digest(line(self.url, LONGEST_ADDRESS), self.title)
        return f"{self.form.key}:{name}"

    def item(self) -> ImportedItem | Skipped:
        """Return the item: without an address only where it brings a text or marks along."""
        found = address(self.url)
        opened, lacking = self._opened(found)
        if not found and not self.marks and opened is None:
            what = self.title or line(self.url, 200) or tr("an entry without a name")
            return Skipped(what, no_address(self.url))
        signs = (STARRED,) * self.starred + (ARCHIVED,) * self.archived
        return ImportedItem(
            key=self.key,
            title=self.title,
            address=found,
            byline=self.byline,
            outlet=self.outlet,
            published=self.published,
            language=self.language if opened is None else opened.document.language,
            added=self.added,
            tags=tuple(dict.fromkeys((*self.tags, *signs))),
            collections=tuple(filter(None, self.collections)),
            csl=self.csl,
            marks=distinct_marks(self.marks),
            opened=opened,
            lacking=lacking,
        )

    def _opened(self, found: str) -> tuple[Opened | None, str]:
        if not self.html.strip():
            return None, self.lacking
        facts = Facts(
            title=self.title,
            byline=self.byline,
            outlet=self.outlet,
            published=self.published,
            address=found,
            image=address(self.image),
        )
        try:
            document = read_fragment(
                self.html,
                found or self.key,
                facts,
                language=self.language,
                captured=self.added,
            )
        except OpenFailure as failure:
            return None, str(failure)
        if not document.blocks:
            return None, self.lacking
        return Opened(document), ""


def mark_of(
    owner: str,
    exact: str,
    *,
    id: str = "",  # noqa: A002 (what every tool calls it)
    kind: str = "highlight",
    note: str = "",
    created: str = "",
    modified: str = "",
    tags: Iterable[str] = (),
) -> ImportedMark:
    """Return a mark of the item with the key `owner`; without an `id` its words name it."""
    return ImportedMark(
        key=f"{owner}:{kind}:{id or digest(exact, note, created)}",
        exact=exact,
        note=note,
        created=created,
        modified=modified or created,
        tags=tuple(tags),
    )
