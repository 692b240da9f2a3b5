"""The annotations that are in a PDF already, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from app.exporting.in_place.drawing import sorted_box
from app.exporting.in_place.revision import Revision
from app.reading.exported import as_read, made_up_name, one_note, part_of

_MARKS = frozenset({"/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Text", "/FreeText"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where an annotation stands: on which page (from 0), and as which one of it."""

    page: int
    index: int


@dataclass(frozen=True, slots=True)
class Present:
    """A mark in the PDF: an annotation for each of its parts."""

    name: str
    author: str
    note: str
    parts: Mapping[Place, Object]


@dataclass(slots=True)
class _Found:
    author: str
    notes: list[str] = field(default_factory=list)
    parts: dict[Place, Object] = field(default_factory=dict)


class Annotations:
    """The annotations of every page, to be looked up, changed, added to and taken from."""

    def __init__(self, document: Pdf, revision: Revision) -> None:
        self._document = document
        self._revision = revision
        self._fresh: dict[int, list[Object]] = defaultdict(list)
        self._gone: dict[int, set[int]] = defaultdict(set)
        self._changed: set[int] = set()
        self.marks = _marks(document)

    def add(self, page: int, annotations: Iterable[Object]) -> None:
        """Put annotations on a page (from 0), on top of those that are there."""
        self._fresh[page] += annotations

    def remove(self, mark: Present) -> None:
        """Take a mark off its pages."""
        for place in mark.parts:
            self._gone[place.page].add(place.index)

    def change(self, mark: Present) -> None:
        """Have a mark written anew as it is now."""
        for place, part in mark.parts.items():
            if part.is_indirect:
                self._revision.change(part)
            else:
                self._changed.add(place.page)

    def put_down(self) -> None:
        """Hand every changed list of annotations to the revision."""
        shared = _shared_lists(self._document)
        for number in sorted(self._fresh.keys() | self._gone.keys() | self._changed):
            page = self._document.pages[number].obj
            found = page.get("/Annots")
            kept = list(_without(found, self._gone[number])) + self._fresh[number]
            if isinstance(found, Array) and found.is_indirect and found.objgen not in shared:
                while len(found):
                    del found[len(found) - 1]
                found.extend(kept)
                self._revision.change(found)
            else:
                page.Annots = Array(kept)
                self._revision.change(page)


def _without(found: object, gone: set[int]) -> Iterator[Object]:
    """Yield the annotations of a page but those that go, and but their pop-ups."""
    if not isinstance(found, Array):
        return
    every = [found[index] for index in range(len(found))]
    popups = {
        every[index].Popup.objgen
        for index in gone
        if isinstance(every[index].get("/Popup"), Dictionary)
    } - {(0, 0)}
    for index, one in enumerate(every):
        if index not in gone and not (isinstance(one, Object) and one.objgen in popups):
            yield one


def _shared_lists(document: Pdf) -> set[tuple[int, int]]:
    """Return the lists of annotations that several pages have in common."""
    seen: set[tuple[int, int]] = set()
    shared: set[tuple[int, int]] = set()
    for page in document.pages:
        found = page.obj.get("/Annots")
        if isinstance(found, Array) and found.is_indirect:
            (shared if found.objgen in seen else seen).add(found.objgen)
    return shared


def _marks(document: Pdf) -> dict[str, Present]:
    marks: dict[str, _Found] = {}
    for number, page in enumerate(document.pages):
        annotations = list(_each(page.obj.get("/Annots")))
        answers: dict[tuple[int, int], list[str]] = defaultdict(list)
        for _, one in annotations:
            about = one.get("/IRT")
            if isinstance(about, Dictionary) and words(one) and "/StateModel" not in one:
                answers[about.objgen].append(words(one))
        for index, one in annotations:
            if str(one.get("/Subtype")) not in _MARKS or "/IRT" in one:
                continue
            found = marks.setdefault(part_of(_name(one, number + 1)), _Found(_text(one, "/T")))
            answered = answers[one.objgen] if one.is_indirect else []
            found.notes.append("\n".join([words(one), *answered]).strip())
            found.parts[Place(number, index)] = one
    return {
        name: Present(name, found.author, one_note(found.notes), found.parts)
        for name, found in marks.items()
    }


def _each(found: object) -> Iterator[tuple[int, Object]]:
    if isinstance(found, Array):
        for index in range(len(found)):
            one = found[index]
            if isinstance(one, Dictionary):
                yield index, one


def _name(one: Object, page: int) -> str:
    name = _text(one, "/NM")
    if name:
        return name
    rectangle = one.get("/Rect")
    try:
        box = sorted_box([float(edge) for edge in rectangle]) if rectangle is not None else ()
    except (TypeError, ValueError):
        box = ()
    return made_up_name(page, box, str(one.Subtype)[1:], words(one))


def words(one: Object) -> str:
    """Return what an annotation's pop-up says."""
    found = _text(one, "/Contents")
    popup = one.get("/Popup")
    return found or (_text(popup, "/Contents") if isinstance(popup, Dictionary) else "")


def _text(one: Object, key: str) -> str:
    value = one.get(Name(key))
    return as_read(str(value)) if isinstance(value, String) else ""
