"""wallabag's JSON: articles with their text, tags and annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.importing.elements import Element, elements
from app.importing.entries import Entry, mark_of
from app.importing.fields import address, line, names, truth, words
from app.importing.forms import Form
from app.importing.progress import Progress
from app.importing.texts import LARGEST_JSON, chunks, opened
from app.importing.times import day, moment
from app.language import later, tr
from app.reading.imported import ImportedItem, Skipped

LISTS = ("items",)
"""What an answer of wallabag's own interface calls its list."""

# What wallabag, in its own English whatever the reader's language, keeps in place of a text.
_NO_TEXT = re.compile(
    r"\s*(?:<p>)?\s*wallabag can(?:'|’|&#0?39;)t retrieve contents", re.IGNORECASE
)
_NOT_FETCHED = later("wallabag could not get its text.")
_TWICE = later("It is there twice in the export.")

_Object = Mapping[str, Any]


def read_wallabag(path: Path, progress: Progress) -> Iterator[ImportedItem | Skipped]:
    """Yield the articles one by one: their texts need not fit into the memory together."""
    seen: set[str] = set()
    with opened(path, LARGEST_JSON) as stream:
        size = path.stat().st_size
        for element in elements(chunks(stream, size, progress), LISTS):
            item = _entry(element)
            if isinstance(item, ImportedItem):
                if item.key in seen:
                    item = Skipped(item.title or item.key, tr(_TWICE))
                else:
                    seen.add(item.key)
            yield item


def _entry(element: Element) -> ImportedItem | Skipped:
    found = element.value
    if not isinstance(found, Mapping):
        wrong = element.wrong or tr("It is no article as wallabag writes them.")
        return Skipped(tr("entry {number}", number=str(element.number)), wrong)
    url = _first(found, "url", "given_url", "origin_url")
    html = found.get("content")
    html = html if isinstance(html, str) else ""
    missing = bool(_NO_TEXT.match(html[:500])) or truth(found.get("is_not_parsed"))
    domain = line(found.get("domain_name"), 200).removeprefix("www.")
    entry = Entry(
        Form.WALLABAG,
        url,
        id=line(found.get("id"), 100) or line(found.get("hashed_url"), 100),
        title=line(found.get("title")),
        byline=", ".join(names(found.get("published_by"))),
        outlet=domain,
        published=day(found.get("published_at")),
        language=line(found.get("language"), 20),
        image=line(found.get("preview_picture"), 4000),
        added=moment(found.get("created_at")),
        tags=names(found.get("tags")),
        starred=truth(found.get("is_starred")) or truth(found.get("is_fav")),
        archived=truth(found.get("is_archived")) or truth(found.get("is_read")),
        html="" if missing else html,
        lacking=tr(_NOT_FETCHED) if missing else "",
    )
    annotations = found.get("annotations")
    _annotate(entry, annotations if isinstance(annotations, list) else [])
    return entry.item()


def _annotate(entry: Entry, annotations: list[Any]) -> None:
    for each in annotations:
        if not isinstance(each, Mapping):
            continue
        quote, note = words(each.get("quote")), words(each.get("text"))
        if quote or note:
            entry.marks.append(
                mark_of(
                    entry.key,
                    quote,
                    id=line(each.get("id"), 100),
                    kind="annotation",
                    note=note,
                    created=moment(each.get("created_at")),
                    modified=moment(each.get("updated_at")),
                )
            )


def _first(found: _Object, *fields: str) -> object:
    return next((found[name] for name in fields if address(found.get(name))), found.get("url"))
