"""Hypothesis's annotations in JSON: what its client exports, and what its search answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from app.importing.elements import Element, elements
from app.importing.entries import Entry, mark_of
from app.importing.fields import LONGEST_ADDRESS, address, digest, line, names, words
from app.importing.forms import Form
from app.importing.progress import Progress
from app.importing.texts import LARGEST_JSON, chunks, encoding_of, opened
from app.importing.times import moment
from app.language import later, tr
from app.reading.imported import ImportedItem, Skipped

LISTS = ("annotations", "rows", "replies")
"""What the two kinds of file call their lists."""

_OWNER = re.compile(r'"export_userid"\s*:\s*"([^"\\]{1,200})"')
_BEGINNING = 2**14
_NO_WORDS = later("There are neither marked words nor a note in it.")


@dataclass(slots=True)
class _Annotation:
    id: str
    uri: str
    title: str
    user: str
    name: str
    text: str
    exact: str
    prefix: str
    suffix: str
    created: str
    updated: str
    tags: tuple[str, ...]
    above: tuple[str, ...]
    replies: list[_Annotation] = field(default_factory=list)
    answers: bool = False


def read_hypothesis(path: Path, progress: Progress) -> Iterator[ImportedItem | Skipped]:
    """Yield each annotated document with its marks, where the first of them stands.

    Answers to an annotation are added to its note. The whole file is read before the first
    document is yielded.
    """
    with opened(path, LARGEST_JSON) as stream:
        beginning = stream.read(_BEGINNING)
        stream.seek(0)
        found = elements(chunks(stream, path.stat().st_size, progress), LISTS)
        order = [_annotation(element) for element in found]
    yield from _documents(order, _owner(beginning))


def _owner(beginning: bytes) -> str:
    found = _OWNER.search(beginning.decode(encoding_of(beginning), "ignore"))
    return found[1] if found else ""


def _documents(order: list[_Annotation | Skipped], owner: str) -> Iterator[ImportedItem | Skipped]:
    _answer(each for each in order if isinstance(each, _Annotation))
    entries: dict[str, Entry] = {}
    placed: list[Entry | Skipped] = []
    seen: set[str] = set()
    for each in order:
        if isinstance(each, Skipped):
            placed.append(each)
        elif each.id and each.id in seen:
            placed.append(Skipped(_called(each), tr("It is there twice in the export.")))
        elif each.answers:
            seen.add(each.id)
        elif not (each.exact or each.text or each.replies):
            placed.append(Skipped(_called(each), tr(_NO_WORDS)))
        else:
            seen.add(each.id)
            if each.uri not in entries:
                entries[each.uri] = _entry(each)
                placed.append(entries[each.uri])
            _add(entries[each.uri], each, owner)
    for made in placed:
        yield made if isinstance(made, Skipped) else made.item()


def _answer(annotations: Iterable[_Annotation]) -> None:
    """Put the answers under what they answer, as far as that is in the file.

    What is answered begins a thread: where answers go round in a ring, each stands by itself.
    """
    known: dict[str, _Annotation] = {}
    for each in annotations:
        if each.id:
            known.setdefault(each.id, each)
    begins = {
        each.id: not any(name in known and name != each.id for name in each.above)
        for each in known.values()
    }
    for each in known.values():
        first = next((n for n in each.above if n != each.id and begins.get(n)), "")
        if first:
            known[first].replies.append(each)
            each.answers = True


def _called(annotation: _Annotation) -> str:
    if title := annotation.title or annotation.uri:
        return tr("an annotation of {title}", title=title)
    return tr("an annotation of a page without a name")


def _entry(annotation: _Annotation) -> Entry:
    return Entry(
        Form.HYPOTHESIS,
        annotation.uri,
        id=annotation.uri[:LONGEST_ADDRESS] or digest(annotation.title),
        title=annotation.title,
    )


def _add(entry: Entry, annotation: _Annotation, owner: str) -> None:
    """Add a mark with its answers to its document."""
    answers = sorted(annotation.replies, key=lambda answer: answer.created)
    notes = [_said(annotation, owner), *(_said(answer, owner, always=True) for answer in answers)]
    said = (annotation, *answers)
    mark = mark_of(
        Form.HYPOTHESIS.key,
        annotation.exact,
        id=annotation.id or digest(annotation.uri, annotation.exact, annotation.text),
        kind="annotation",
        note="\n\n".join(filter(None, notes)),
        created=annotation.created,
        modified=max(each.updated for each in said),
        tags=dict.fromkeys(tag for each in said for tag in each.tags),
    )
    entry.marks.append(replace(mark, prefix=annotation.prefix, suffix=annotation.suffix))
    entry.title = entry.title or annotation.title
    entry.added = min(filter(None, (entry.added, annotation.created)), default="")


def _said(annotation: _Annotation, owner: str, *, always: bool = False) -> str:
    """Return a note, with the name of whoever wrote it where that is not the reader alone."""
    others = bool(owner) and annotation.user != owner
    if not annotation.text or not annotation.name or not (always or others):
        return annotation.text
    return f"{annotation.name}: {annotation.text}"


def _annotation(element: Element) -> _Annotation | Skipped:
    found = element.value
    if not isinstance(found, Mapping):
        wrong = element.wrong or tr("It is no annotation as Hypothesis writes them.")
        return Skipped(tr("annotation {number}", number=str(element.number)), wrong)
    target = _target(found)
    quote = _quote(target)
    document = found.get("document")
    title = document.get("title") if isinstance(document, Mapping) else ""
    user = line(found.get("user"), 200)
    info = found.get("user_info")
    name = line(info.get("display_name"), 100) if isinstance(info, Mapping) else ""
    above = found.get("references")
    return _Annotation(
        id=line(found.get("id"), 100),
        uri=_uri(found.get("uri") or target.get("source")),
        title=line(next(iter(title), "") if isinstance(title, list) else title),
        user=user,
        name=name or user.removeprefix("acct:").partition("@")[0],
        text=words(found.get("text")),
        exact=words(quote.get("exact")),
        prefix=_around(quote.get("prefix")),
        suffix=_around(quote.get("suffix")),
        created=moment(found.get("created")),
        updated=moment(found.get("updated")),
        tags=names(found.get("tags")),
        above=names(above) if isinstance(above, list) else (),
    )


def _uri(value: object) -> str:
    return address(value) or line(value, LONGEST_ADDRESS)


def _target(found: Mapping[str, Any]) -> Mapping[str, Any]:
    targets = found.get("target")
    first = targets[0] if isinstance(targets, list) and targets else {}
    return first if isinstance(first, Mapping) else {}


def _quote(target: Mapping[str, Any]) -> Mapping[str, Any]:
    selectors = target.get("selector")
    for each in selectors if isinstance(selectors, list) else ():
        if isinstance(each, Mapping) and each.get("type") == "TextQuoteSelector":
            return each
    return {}


def _around(value: object) -> str:
    """Return what stands before or after a mark, its blanks at the edge kept."""
    if not isinstance(value, str):
        return ""
    inner = words(value)
    if not inner:
        return ""
    before = " " if value[:1].isspace() else ""
    return f"{before}{inner}{' ' if value[-1:].isspace() else ''}"
