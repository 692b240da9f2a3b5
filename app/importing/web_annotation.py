"""W3C Web Annotations in JSON-LD, as Sayso and other programs write them."""

from __future__ import annotations

import base64
import json
import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import html
from lxml.etree import LxmlError

from app.importing.entries import Entry, mark_of
from app.importing.fields import LONGEST_ADDRESS, LONGEST_WORDS, address, digest, line, words
from app.importing.forms import Form
from app.importing.progress import Progress
from app.importing.texts import encoding_of, opened
from app.importing.times import moment
from app.language import later, ntr, tr
from app.reading.failures import ImportFailure
from app.reading.imported import ImportedItem, ImportedMark, Skipped

LARGEST = 64 * 2**20
"""Bytes of a file: what is in it is held in memory whole."""

_SIGN = re.compile(
    r'"https?://www\.w3\.org/ns/anno(?:\.jsonld)?"|"type"\s*:\s*"Annotation(?:Page|Collection)?"'
)
_TYPES = ("Annotation", "oa:Annotation", "http://www.w3.org/ns/oa#Annotation")
_OURS = "Sayso"
_TEXT = re.compile(r"ni:///sha-256;([A-Za-z0-9_-]{43})")
_DEEPEST = 8
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

_NO_ANNOTATION = later("It is no annotation.")
_NO_TARGET = later("It does not say what it is about.")
_NO_WORDS = later("There are neither marked words nor a note in it.")
_PLACE_UNKNOWN = later(
    "It tells its place in a way Sayso does not know; its note was taken as one to the whole article."
)


@dataclass(slots=True)
class _Told:
    """What one annotation says of one target."""

    source: str
    mark: ImportedMark
    creator: str
    displaced: bool


def is_web_annotation(beginning: str) -> bool:
    """Tell whether a file of JSON begins as annotations do."""
    return bool(_SIGN.search(beginning))


def read_web_annotations(path: Path, progress: Progress) -> Iterator[ImportedItem | Skipped]:
    """Yield what is annotated with its marks, and what was not taken.

    What Sayso had found itself is not taken: it is found again when the article is marked. The
    whole file is read before the first document is yielded.
    """
    content = _content(path)
    progress(1, 2)
    found = list(_annotations(content))
    if not found:
        raise ImportFailure(
            tr("There is nothing to import in {name}.", name=path.name), tr("Export it again.")
        )
    title = line(content.get("label")) if isinstance(content, Mapping) else ""
    yield from _documents(found, title)
    progress(2, 2)


def _content(path: Path) -> Any:
    with opened(path, LARGEST) as stream:
        read = stream.read()
    try:
        return json.loads(read.decode(encoding_of(read[: 2**16]), "replace"))
    except (ValueError, RecursionError, MemoryError):
        raise ImportFailure(
            tr("{name} is damaged: it is no whole JSON.", name=path.name), tr("Export it again.")
        ) from None


def _annotations(content: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the annotations of a list, a page, or a collection of pages."""
    if depth > _DEEPEST:
        return
    if isinstance(content, list):
        for each in content:
            yield from _annotations(each, depth + 1)
    elif isinstance(content, Mapping) and not _is_annotation(content):
        inner = [content[name] for name in ("first", "items", "@graph") if name in content]
        if not inner and depth:
            yield content
        for each in inner:
            yield from _annotations(each, depth + 1)
        if isinstance(content.get("next"), Mapping):
            yield from _annotations(content["next"], depth + 1)
    elif depth or isinstance(content, Mapping):
        yield content


def _is_annotation(found: Mapping[str, Any]) -> bool:
    types = found.get("type", found.get("@type"))
    return any(each in _TYPES for each in (types if isinstance(types, list) else [types]))


def _documents(found: list[Any], title: str) -> Iterator[ImportedItem | Skipped]:
    gathered = _Gathered(title)
    for number, each in enumerate(found, 1):
        gathered.take(each, tr("annotation {number}", number=str(number)))
    yield from gathered.account()


class _Gathered:
    """Puts annotations together by what they are of, in their order."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._placed: list[Entry | Skipped] = []
        self._entries: dict[str, Entry] = {}
        self._told: list[tuple[Entry, _Told]] = []
        self._seen: set[str] = set()
        self._found_by_sayso = 0

    def take(self, found: Any, what: str) -> None:
        """Take one annotation; `what` says which it is."""
        if not isinstance(found, Mapping) or not _is_annotation(found):
            self._placed.append(Skipped(what, tr(_NO_ANNOTATION)))
            return
        if _is_by_sayso(found):
            self._found_by_sayso += 1
            return
        told = _told(found)
        if isinstance(told, str):
            self._placed.append(Skipped(what, told))
            return
        for one in told:
            if one.mark.key in self._seen:
                self._placed.append(Skipped(what, tr("It is there twice in the export.")))
                continue
            self._seen.add(one.mark.key)
            self._told.append((self._entry(one.source), one))
            if one.displaced:
                self._placed.append(Skipped(what, tr(_PLACE_UNKNOWN)))

    def account(self) -> Iterator[ImportedItem | Skipped]:
        """Yield what was put together, and what was not taken."""
        several = len({one.creator for _, one in self._told}) > 1
        for entry, one in self._told:
            mark = one.mark
            if several and one.creator and mark.note:
                mark = replace(mark, note=f"{one.creator}: {mark.note}")
            entry.marks.append(mark)
            entry.added = min(filter(None, (entry.added, mark.created)), default="")
        for each in self._placed:
            yield each if isinstance(each, Skipped) else _item(each)
        if self._found_by_sayso:
            what = ntr(
                "{count} mark that Sayso found",
                "{count} marks that Sayso found",
                self._found_by_sayso,
            )
            yield Skipped(what, tr("It is found anew when the article is marked."))

    def _entry(self, source: str) -> Entry:
        if source not in self._entries:
            name = source[:LONGEST_ADDRESS] or digest(self._title)
            self._entries[source] = Entry(Form.WEB_ANNOTATION, source, id=name, title=self._title)
            self._placed.append(self._entries[source])
        return self._entries[source]


def _item(entry: Entry) -> ImportedItem | Skipped:
    item = entry.item()
    text = _TEXT.fullmatch(str(entry.url))
    if isinstance(item, Skipped) or text is None:
        return item
    return replace(item, text_sha256=base64.urlsafe_b64decode(f"{text[1]}=").hex())


def _is_by_sayso(found: Mapping[str, Any]) -> bool:
    creator = found.get("creator")
    return (
        isinstance(creator, Mapping)
        and creator.get("type") == "Software"
        and creator.get("name") == _OURS
    )


def _told(found: Mapping[str, Any]) -> list[_Told] | str:
    """Return what an annotation says of each of its targets, or why nothing is taken of it."""
    note, tags = _bodies(found)
    told: list[_Told] = []
    for target in _many(found.get("target")):
        source = _source(target)
        if not source:
            continue
        quote, start, placed = _selected(target)
        exact = _raw(quote.get("exact"))
        if not exact.strip() and not note and not tags:
            continue
        mark = mark_of(
            Form.WEB_ANNOTATION.key,
            exact if exact.strip() else "",
            id=_name(found.get("id", found.get("@id"))),
            kind="mark",
            note=note,
            created=_time(found.get("created")),
            modified=_time(found.get("modified")),
            tags=tags,
        )
        mark = replace(
            mark,
            key=_key(mark.key, found.get("id"), len(told)),
            prefix=_raw(quote.get("prefix")),
            suffix=_raw(quote.get("suffix")),
            start=start,
        )
        told.append(_Told(source, mark, _creator(found), placed and not exact.strip()))
    if told:
        return told
    return tr(_NO_WORDS if any(map(_source, _many(found.get("target")))) else _NO_TARGET)


def _key(key: str, name: object, number: int) -> str:
    """Return the key of a mark: a mark that was the reader's own has its own name again."""
    own = ""
    if isinstance(name, str):
        if name.startswith("urn:x-sayso:"):
            own = unquote(name.removeprefix("urn:x-sayso:"))
        elif name.startswith("urn:uuid:"):
            try:
                own = uuid.UUID(name).hex
            except ValueError:
                own = ""
    key = own or key
    return f"{key}-{number + 1}" if number else key


def _name(value: object) -> str:
    return line(value, 400)


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _source(target: Any) -> str:
    """Return what a target is of: an address, or another name of a document."""
    if isinstance(target, Mapping):
        inner = target.get("source", target.get("id", target.get("@id")))
        if isinstance(inner, Mapping):
            inner = inner.get("id", inner.get("@id"))
    else:
        inner = target
    return address(inner) or line(inner, LONGEST_ADDRESS)


def _selected(target: Any) -> tuple[Mapping[str, Any], int, bool]:
    """Return what selects the words, where they begin (0 for unknown), and whether any place is told."""
    if not isinstance(target, Mapping):
        return {}, 0, False
    quote: Mapping[str, Any] = {}
    start = 0
    told = False
    for selector in _selectors(target.get("selector")):
        told = True
        kind = selector.get("type", selector.get("@type"))
        if kind == "TextQuoteSelector" and not quote:
            quote = selector
        elif kind == "TextPositionSelector" and isinstance(selector.get("start"), int):
            start = max(0, selector["start"])
    return quote, start, told


def _selectors(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    for each in _many(value)[:100]:
        if isinstance(each, Mapping) and depth <= _DEEPEST:
            yield each
            yield from _selectors(each.get("refinedBy"), depth + 1)
            yield from _selectors(each.get("items"), depth + 1)


def _bodies(found: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Return what is said, and the tags."""
    notes: list[str] = []
    tags: dict[str, None] = {}
    motivations = _many(found.get("motivation"))
    plain = found.get("bodyValue")
    if isinstance(plain, str):
        notes.append(words(plain))
    waiting = list(reversed(_many(found.get("body"))))
    while waiting:
        body = waiting.pop()
        if isinstance(body, str):
            notes.append(line(body, LONGEST_ADDRESS))
        elif isinstance(body, Mapping) and isinstance(body.get("value"), str):
            said = _plain(body)
            if "tagging" in (_many(body.get("purpose")) or motivations):
                tags[line(said, 200)] = None
            else:
                notes.append(said)
        elif isinstance(body, Mapping):
            waiting += reversed(_many(body.get("items"))[:1000])
    return "\n\n".join(filter(None, notes)), tuple(filter(None, tags))


def _plain(body: Mapping[str, Any]) -> str:
    value = str(body["value"])[:LONGEST_WORDS]
    if body.get("format") == "text/html" and value.strip():
        try:
            written = html.fromstring(f"<div>{_UNSTORABLE.sub('', value)}</div>")
            value = "".join(map(str, written.itertext()))
        except (LxmlError, ValueError):
            return ""
    return words(value)


def _creator(found: Mapping[str, Any]) -> str:
    for creator in _many(found.get("creator")):
        if isinstance(creator, Mapping) and (name := line(creator.get("name"), 100)):
            return name
    return ""


def _raw(value: object) -> str:
    """Return words just as they were marked."""
    return _UNSTORABLE.sub("\ufffd", value[:LONGEST_WORDS]) if isinstance(value, str) else ""


def _time(value: object) -> str:
    """Return a time in UTC, to the thousandth where it is told so."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return moment(value)
    if not found.microsecond or found.tzinfo is None or not moment(value):
        return moment(value)
    return found.astimezone(UTC).isoformat(timespec="milliseconds")
