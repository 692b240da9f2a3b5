"""The marks other programs have made in a PDF: highlights, underlines and notes, with their words."""

from __future__ import annotations

import ctypes
import json
import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from app.opening.pdf.pages import text_page
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation
from app.reading.document import Document, Printed
from app.reading.exported import as_read, made_up_name
from app.reading.spans import Span

_MARKUP = {
    pdfium.FPDF_ANNOT_HIGHLIGHT: "Highlight",
    pdfium.FPDF_ANNOT_UNDERLINE: "Underline",
    pdfium.FPDF_ANNOT_SQUIGGLY: "Squiggly",
    pdfium.FPDF_ANNOT_STRIKEOUT: "StrikeOut",
}
_NOTES = {pdfium.FPDF_ANNOT_TEXT: "Text", pdfium.FPDF_ANNOT_FREETEXT: "FreeText"}
_KINDS = _MARKUP | _NOTES
_MOST = 5000
"""Annotations of one page, and of one document, that are looked at."""

_MOST_QUADS = 2000
_MOST_LOOKED_AT = 2_000_000
"""Characters of one page that are compared with marks; honest pages need a hundredth of it."""

_LONGEST = 2**17
_DETECTED_BY = "Sayso"
_DETECTED = "sayso-"
_PART = re.compile(r"(sayso-.+)-(\d+)of\d+")
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-])(\d\d)'?(\d\d)?)?")
_WORD = re.compile(r"\w+")

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation as found: its boxes are left, bottom, right and top in points."""

    page: int
    kind: str
    name: str
    boxes: tuple[_Box, ...]
    note: str
    created: str
    modified: str
    author: str = ""
    tags: tuple[str, ...] = ()
    detected: bool = False


class _Placed(NamedTuple):
    """A character of the text: its stretch, and where it is printed, in points."""

    start: int
    end: int
    left: float
    right: float
    bottom: float
    top: float


def own_marks(
    pdf: pypdfium2.PdfDocument, found: Iterable[Mark], document: Document
) -> tuple[OwnAnnotation, ...]:
    """Return the marks found in a PDF on the words of `document` they lie on, in text order.

    A mark that lies on no words of the text is taken in only where it has a note: it goes to the
    nearest word.
    """
    own = (_own(mark, span, document.text) for mark, span in on_words(pdf, found, document))
    return tuple(sorted(_whole(own, document.text), key=lambda one: (one.start, one.end, one.id)))


def on_words(
    pdf: pypdfium2.PdfDocument, found: Iterable[Mark], document: Document
) -> Iterator[tuple[Mark, Span]]:
    """Yield the marks found in a PDF that lie on words of `document`, page after page."""
    by_page: dict[int, list[Mark]] = defaultdict(list)
    for mark in islice(found, _MOST):
        by_page[mark.page].append(mark)
    printed: dict[int, list[Printed]] = defaultdict(list)
    for run in document.printed:
        if run.page in by_page:
            printed[run.page].append(run)
    for page, marks in by_page.items():
        try:
            with text_page(pdf, page - 1) as (_, text):
                words = _PageWords(_placed(text, printed[page]), document.text)
        except LookupError:
            continue
        for mark in marks:
            span = _span(mark, words)
            if span is not None:
                yield mark, span


def marks_on(page: Any, number: int, *, detected: bool = False) -> list[Mark]:
    """Return the reader's marks on a loaded page; replies are added to the note they answer.

    What Sayso itself detected and wrote into the file is no mark of the reader's: it comes along
    only where `detected` asks for it.
    """
    count = pdfium.FPDFPage_GetAnnotCount(page)
    if count <= 0:
        return []
    found = _marks(page, number, min(_MOST, count))
    return [mark for mark in found if detected or not mark.detected]


def _marks(page: Any, number: int, count: int) -> Iterator[Mark]:
    handles: list[tuple[int, Any]] = []
    try:
        for index in range(count):
            handle = pdfium.FPDFPage_GetAnnot(page, index)
            if handle and pdfium.FPDFAnnot_GetSubtype(handle) in _KINDS:
                handles.append((index, handle))
            elif handle:
                pdfium.FPDFPage_CloseAnnot(handle)
        answered = {index: _linked_index(page, handle, "IRT") for index, handle in handles}
        answers: dict[int | None, list[str]] = defaultdict(list)
        for index, handle in handles:
            words = _string(handle, "Contents")
            if words and not pdfium.FPDFAnnot_HasKey(handle, b"StateModel"):
                answers[answered[index]].append(words)
        for index, handle in handles:
            if answered[index] is None and (mark := _mark(handle, number, answers[index])):
                yield mark
    finally:
        for _, handle in handles:
            pdfium.FPDFPage_CloseAnnot(handle)


def _mark(handle: Any, page: int, replies: Sequence[str]) -> Mark | None:
    subtype = pdfium.FPDFAnnot_GetSubtype(handle)
    kind = _KINDS[subtype]
    name = _string(handle, "NM")
    author = _string(handle, "T")
    contents = _string(handle, "Contents") or _popup(handle)
    boxes = tuple(_quads(handle)) if subtype in _MARKUP else ()
    rectangle = _rectangle(handle)
    if not boxes:
        if rectangle is None:
            return None
        boxes = (rectangle,)
    if not name:
        name = made_up_name(page, rectangle or boxes[0], kind, contents)
    return Mark(
        page=page,
        kind=kind,
        name=name,
        boxes=boxes,
        note="\n".join([contents, *replies]).strip(),
        created=_moment(_string(handle, "CreationDate")),
        modified=_moment(_string(handle, "M")),
        author=author,
        tags=_tags(_string(handle, "Zotero:Tags")),
        detected=name.startswith(_DETECTED) and author == _DETECTED_BY,
    )


def _tags(words: str) -> tuple[str, ...]:
    """Return the tags as Zotero writes them; none of what it would not."""
    try:
        tags = json.loads(words) if words else []
    except (ValueError, RecursionError):
        return ()
    if not isinstance(tags, list):
        return ()
    return tuple(dict.fromkeys(tag for tag in tags if isinstance(tag, str) and tag))


def _string(handle: Any, key: str) -> str:
    name = key.encode("ascii")
    size = pdfium.FPDFAnnot_GetStringValue(handle, name, None, 0)
    if not 2 < size <= _LONGEST:
        return ""
    units = (ctypes.c_ushort * (size // 2 + 1))()
    pdfium.FPDFAnnot_GetStringValue(handle, name, units, size)
    text = bytes(units)[: size - 2].decode("utf-16-le", "replace")
    return as_read(text)


def _popup(handle: Any) -> str:
    linked = pdfium.FPDFAnnot_GetLinkedAnnot(handle, b"Popup")
    if not linked:
        return ""
    try:
        return _string(linked, "Contents")
    finally:
        pdfium.FPDFPage_CloseAnnot(linked)


def _linked_index(page: Any, handle: Any, key: str) -> int | None:
    linked = pdfium.FPDFAnnot_GetLinkedAnnot(handle, key.encode("ascii"))
    if not linked:
        return None
    try:
        index: int = pdfium.FPDFPage_GetAnnotIndex(page, linked)
    finally:
        pdfium.FPDFPage_CloseAnnot(linked)
    return index if index >= 0 else None


def _quads(handle: Any) -> Iterator[_Box]:
    quad = pdfium.FS_QUADPOINTSF()
    for index in range(min(_MOST_QUADS, pdfium.FPDFAnnot_CountAttachmentPoints(handle))):
        if pdfium.FPDFAnnot_GetAttachmentPoints(handle, index, quad):
            xs = (quad.x1, quad.x2, quad.x3, quad.x4)
            ys = (quad.y1, quad.y2, quad.y3, quad.y4)
            yield min(xs), min(ys), max(xs), max(ys)


def _rectangle(handle: Any) -> _Box | None:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(handle, box):
        return None
    xs, ys = sorted((box.left, box.right)), sorted((box.bottom, box.top))
    return xs[0], ys[0], xs[1], ys[1]


def _placed(text: Any, runs: Iterable[Printed]) -> Iterator[_Placed]:
    box = pdfium.FS_RECTF()
    for run in runs:
        alike = run.end - run.start == run.count
        for step in range(run.count):
            pdfium.FPDFText_GetLooseCharBox(text, run.first + step, box)
            start = run.start + step if alike else run.start
            end = start + 1 if alike else run.end
            yield _Placed(start, end, box.left, box.right, box.bottom, box.top)


def _span(mark: Mark, page: _PageWords) -> Span | None:
    span = page.covered(mark.boxes) if mark.kind in _MARKUP.values() else None
    if span is None and mark.note:
        span = page.nearest(mark.boxes[0])
    return span


def _own(mark: Mark, span: Span, text: str) -> OwnAnnotation:
    return OwnAnnotation(
        id=f"pdf-{mark.name}",
        start=span.start,
        end=span.end,
        anchor=anchor(text, span),
        note=own_note(mark.note, text[span.start : span.end]),
        created=mark.created or mark.modified,
        modified=mark.modified or mark.created,
        tags=mark.tags,
    )


def own_note(note: str, words: str) -> str:
    """Return a pop-up's words; none where they only repeat the marked ones, as some programs do."""
    return "" if _key(note) == _key(words) else note


def _key(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))


class _PageWords:
    """The words of a text that stand on one page, to be found by place."""

    def __init__(self, placed: Iterable[_Placed], text: str) -> None:
        self.text = text
        self._placed = sorted(placed, key=_height)
        self._heights = [_height(one) for one in self._placed]
        self._budget = _MOST_LOOKED_AT

    def covered(self, boxes: Sequence[_Box]) -> Span | None:
        """Return the words whose characters have their middle in one of the boxes.

        Where boxes reach over words that are far apart in the text, the longest stretch.
        """
        hits: list[_Placed] = []
        for left, bottom, right, top in boxes:
            low, high = bisect_left(self._heights, bottom), bisect_right(self._heights, top)
            self._budget -= high - low
            if self._budget < 0:
                return None
            hits += [
                one for one in self._placed[low:high] if left <= (one.left + one.right) / 2 <= right
            ]
        if not hits:
            return None
        hits.sort()
        stretches = [[hits[0].start, hits[0].end]]
        for hit in hits[1:]:
            if hit.start <= stretches[-1][1] + 2:  # a blank, or a hyphen that went
                stretches[-1][1] = max(stretches[-1][1], hit.end)
            else:
                stretches.append([hit.start, hit.end])
        start, end = stretches[0][0], stretches[-1][1]
        if 2 * sum(after - before for before, after in stretches) < end - start:
            start, end = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
        return self._trimmed(start, end)

    def nearest(self, box: _Box) -> Span | None:
        """Return the word nearest to a note, in the line nearest to it."""
        self._budget -= len(self._placed)
        if self._budget < 0:
            return None
        x, y = box[0], (box[1] + box[3]) / 2

        def distance(one: _Placed) -> float:
            up = max(one.bottom - y, y - one.top, 0.0)
            along = max(one.left - x, x - one.right, 0.0)
            return 3 * up + along

        inked = (one for one in self._placed if not self.text[one.start].isspace())
        best = min(inked, key=distance, default=None)
        if best is None:
            return None
        start, end = best.start, best.end
        while start and not self.text[start - 1].isspace():
            start -= 1
        while end < len(self.text) and not self.text[end].isspace():
            end += 1
        return Span(start, end)

    def _trimmed(self, start: int, end: int) -> Span | None:
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return Span(start, end) if start < end else None


def _height(one: _Placed) -> float:
    return (one.bottom + one.top) / 2


def _whole(found: Iterable[OwnAnnotation], text: str) -> Iterator[OwnAnnotation]:
    """Yield the marks, each name once; those Sayso parted at the end of a page as one again."""
    by_name: dict[str, OwnAnnotation] = {}
    for own in found:
        part = _PART.fullmatch(own.id.removeprefix("pdf-"))
        name = f"pdf-{part[1]}" if part else own.id
        known = by_name.get(name)
        if known is None:
            by_name[name] = replace(own, id=name)
        elif part:
            span = Span(min(known.start, own.start), max(known.end, own.end))
            by_name[name] = replace(
                known,
                start=span.start,
                end=span.end,
                anchor=anchor(text, span),
                note=known.note or own.note,
            )
        else:
            by_name[f"{name}-{own.start}"] = replace(own, id=f"{name}-{own.start}")
    yield from by_name.values()


def _moment(date: str) -> str:
    """Return a PDF date as ISO 8601 in UTC; empty for what is none."""
    found = _DATE.match(date)
    if not found:
        return ""
    year, month, day, hour, minute, second, sign, hours, minutes = found.groups()
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        moment = datetime(
            int(year),
            int(month or 1),
            int(day or 1),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            tzinfo=timezone(ahead),
        )
        return moment.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return ""
