"""What another program did to an exported PDF, held against the reading in the library.

Nothing is applied here. What was changed or added can be taken over as it is; what was deleted is
only offered for deletion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation, Reading, Standing
from app.reading.corrections import decided
from app.reading.decisions import Decision, Mark, Verdict, stretch
from app.reading.exported import Exported, Written, digest_of_tags, text_digest
from app.reading.quantity import Quantity
from app.reading.spans import Span

OWN = "sayso-H-"
"""Before the id of one of the reader's own annotations, in the name it has in a PDF."""

FOUND = "pdf-"
"""Before the name of an annotation in a PDF, in the id it gets in the library."""


@dataclass(frozen=True, slots=True)
class Brought:
    """An annotation as it is in a PDF now, its parts put together.

    `note` is what its pop-up says with the replies to it; `span` are the words of the reading it
    lies on, None where it lies on none. `detected` marks are those Sayso itself found. Times are
    ISO 8601 in UTC, "" where the PDF does not tell.
    """

    name: str
    note: str
    span: Span | None
    tags: tuple[str, ...] = ()
    author: str = ""
    detected: bool = False
    created: str = ""
    modified: str = ""


class Aspect(StrEnum):
    """What of an annotation was changed."""

    NOTE = "note"
    PLACE = "place"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Added:
    """An annotation that was made in the other program."""

    own: OwnAnnotation


@dataclass(frozen=True, slots=True)
class Changed:
    """An annotation that was changed there; `both` tells that it was changed here too since."""

    before: OwnAnnotation
    after: OwnAnnotation
    what: frozenset[Aspect]
    both: bool = False


@dataclass(frozen=True, slots=True)
class Deleted:
    """An annotation that was deleted there; `both` tells that it was changed here since."""

    own: OwnAnnotation
    both: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """A detected mark that was deleted there: it may be wrong."""

    mark: Mark
    words: str


Difference = Added | Changed | Deleted | Rejected


def is_offered_only(difference: Difference) -> bool:
    """Tell what must not be taken over unless the reader says so: it would take something away."""
    if isinstance(difference, Changed):
        return difference.both
    return isinstance(difference, Deleted | Rejected)


def differences(
    reading: Reading, exported: Exported | None, brought: Iterable[Brought]
) -> tuple[Difference, ...]:
    """Return what was done to a PDF of the reading since it was exported, in text order.

    Without `exported`, which some programs throw away, the times tell what is newer, and nothing
    is taken for deleted. Where the text has been read anew since, places are not compared.
    """
    text = reading.document.text
    found = {one.name: one for one in brought}
    written = exported.written if exported is not None else {}
    mine = {item.id: item for item in (*reading.own, *reading.aside)}
    same_text = exported is not None and exported.text == text_digest(text)
    if exported is not None and not same_text:
        written = {name: _where_it_is(one, mine, found.get(name)) for name, one in written.items()}
    names = _names(mine, written, found)
    told: list[Difference] = []
    for own, name in names.items():
        item, was, now = mine[own], written.get(name), found.get(name)
        if now is not None:
            change = _changed(text, item, was, now)
            if change is not None:
                told.append(change)
        elif was is not None and item.standing is Standing.PLACED:
            told.append(Deleted(item, both=not _is_as_written(item, was)))
    known = {*names.values()}
    for one in found.values():
        if one.name not in known:
            new = _added(text, one, written.get(one.name))
            if new is not None and new.own.id not in mine:
                told.append(new)
    if same_text:
        told += _rejected(reading, written, found)
    return tuple(sorted(told, key=_place))


def applied(difference: Difference) -> tuple[OwnAnnotation | None, OwnAnnotation | None]:
    """Return an annotation before and after a difference is taken over; a rejection has none."""
    match difference:
        case Added():
            return None, difference.own
        case Changed():
            return difference.before, difference.after
        case Deleted():
            return difference.own, None
        case Rejected():
            return None, None


def rejection(
    reading: Reading, difference: Rejected, make_name: Callable[[], str], time: str
) -> Decision:
    """Return the decision that a mark deleted elsewhere is none; `time` is ISO 8601 in UTC."""
    text = reading.document.text
    return decided(text, difference.mark, Verdict.REJECTED, reading.decisions, make_name(), time)


def _where_it_is(was: Written, mine: Mapping[str, OwnAnnotation], now: Brought | None) -> Written:
    """Return what was written as if it had been put where it is found now."""
    span = now.span if now is not None and now.span is not None else None
    if span is None and was.own in mine:
        span = mine[was.own].span
    return replace(was, start=span.start, end=span.end) if span is not None else was


def _names(
    mine: Mapping[str, OwnAnnotation],
    written: Mapping[str, Written],
    found: Mapping[str, Brought],
) -> dict[str, str]:
    """Return the name in the PDF of every annotation that was, or is, in it."""
    by_id = {one.own: name for name, one in written.items() if one.own}
    names: dict[str, str] = {}
    for own in mine:
        for name in (by_id.get(own, ""), own.removeprefix(FOUND), f"{OWN}{own}"):
            if name in written or name in found:
                names[own] = name
                break
    return names


def _is_as_written(item: OwnAnnotation, was: Written) -> bool:
    return (
        was.says(item.note)
        and (item.start, item.end) == (was.start, was.end)
        and digest_of_tags(item.tags) == was.tags
    )


def _changed(text: str, item: OwnAnnotation, was: Written | None, now: Brought) -> Changed | None:
    """Return how an annotation was changed in the PDF, None where it was not."""
    newer = bool(now.modified) and now.modified > item.modified
    what: set[Aspect] = set()
    after = item
    if now.note != item.note and (not was.says(now.note) if was else newer):
        what.add(Aspect.NOTE)
        after = replace(after, note=now.note)
    if (
        now.span is not None
        and not _same_words(text, now.span, item.span)
        and (not _same_words(text, now.span, Span(was.start, was.end)) if was else newer)
    ):
        what.add(Aspect.PLACE)
        after = replace(
            after,
            start=now.span.start,
            end=now.span.end,
            anchor=anchor(text, now.span),
            standing=Standing.PLACED,
            score=1.0,
        )
    tags = digest_of_tags(now.tags)
    if tags != digest_of_tags(item.tags) and (tags != was.tags if was else newer):
        what.add(Aspect.TAGS)
        after = replace(after, tags=now.tags)
    if not what:
        return None
    after = replace(after, modified=now.modified or item.modified)
    both = _is_changed_here(item, was, what) if was is not None else False
    return Changed(item, after, frozenset(what), both=both)


def _same_words(text: str, one: Span, other: Span) -> bool:
    """Tell whether two stretches hold the same words: blanks and points at their ends do not count.

    Points alone have no place of their own.
    """
    core, other_core = _core(text, one), _core(text, other)
    return core == other_core or None in (core, other_core)


def _core(text: str, span: Span) -> tuple[int, int] | None:
    start, end = span
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return (start, end) if start < end else None


def _is_changed_here(item: OwnAnnotation, was: Written, what: Iterable[Aspect]) -> bool:
    """Tell whether what was changed there has been changed here as well since it was written."""
    changed = {
        Aspect.NOTE: not was.says(item.note),
        Aspect.PLACE: (item.start, item.end) != (was.start, was.end),
        Aspect.TAGS: digest_of_tags(item.tags) != was.tags,
    }
    return any(changed[aspect] for aspect in what)


def _added(text: str, now: Brought, was: Written | None) -> Added | None:
    """Return an annotation of the PDF as a new one; None where it was known before.

    What somebody wrote to a mark that Sayso found becomes a note on its words. An annotation that
    was written before and is no longer in the library was deleted there.
    """
    if now.span is None:
        return None
    note, name = now.note, now.name
    if now.detected:
        note = was.added(now.note) if was is not None and not was.says(now.note) else ""
        if not note:
            return None
        name = f"{now.name}-note"
    elif was is not None:
        return None
    own = OwnAnnotation(
        id=name.removeprefix(OWN) if name.startswith(OWN) else f"{FOUND}{name}",
        start=now.span.start,
        end=now.span.end,
        anchor=anchor(text, now.span),
        note=note,
        created=now.created or now.modified,
        modified=now.modified or now.created,
        tags=() if now.detected else now.tags,
    )
    return Added(own)


def _rejected(
    reading: Reading, written: Mapping[str, Written], found: Mapping[str, Brought]
) -> Iterator[Rejected]:
    analysis, text = reading.analysis, reading.document.text
    marks: Sequence[Mark] = (
        *(item for item in analysis.attributions if item.content),
        *analysis.quotations,
        *analysis.quantities,
    )
    by_stretch: dict[tuple[str, Span], Mark] = {}
    for mark in marks:
        by_stretch.setdefault((_letter(mark), stretch(mark)), mark)
    for name, was in written.items():
        letter = name.removeprefix("sayso-").removeprefix("headline-")[:1]
        if name in found or was.own or not name.startswith("sayso-"):
            continue
        deleted = by_stretch.get((letter, Span(was.start, was.end)))
        if deleted is not None:
            yield Rejected(deleted, text[was.start : was.end])


def _letter(mark: Mark) -> str:
    return "N" if isinstance(mark, Quantity) else "Q"


def _place(difference: Difference) -> tuple[int, int]:
    if isinstance(difference, Rejected):
        return stretch(difference.mark)
    if isinstance(difference, Changed):
        return difference.before.span
    return difference.own.span


def brought_to_json(brought: Brought) -> dict[str, Any]:
    """Return an annotation of a PDF as JSON."""
    return {
        "name": brought.name,
        "note": brought.note,
        "span": list(brought.span) if brought.span is not None else None,
        "tags": list(brought.tags),
        "author": brought.author,
        "detected": brought.detected,
        "created": brought.created,
        "modified": brought.modified,
    }


def brought_from_json(value: Mapping[str, Any]) -> Brought:
    """Rebuild an annotation of a PDF; raise KeyError, TypeError or ValueError for what is none."""
    return Brought(
        name=str(value["name"]),
        note=str(value["note"]),
        span=Span(*map(int, value["span"])) if value["span"] is not None else None,
        tags=tuple(map(str, value["tags"])),
        author=str(value["author"]),
        detected=bool(value["detected"]),
        created=str(value["created"]),
        modified=str(value["modified"]),
    )
