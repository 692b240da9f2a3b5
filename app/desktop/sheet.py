"""The article that is open, as the window holds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from app.reading.analysis import Analysis
from app.reading.anchors import anchor, attach
from app.reading.annotation import OwnAnnotation, Reading, Standing
from app.reading.attribution import Attribution
from app.reading.citing import as_cited, headed
from app.reading.decisions import Decision
from app.reading.document import UNMARKED, BlockKind, Document
from app.reading.makers import PIPELINE
from app.reading.pictures import PictureFile
from app.reading.quantity import Quantity
from app.reading.spans import Span, extent
from app.reading.views import View
from app.rendering.composing import Composition
from app.rendering.findings import Findings


class Sheet:
    """An open article with its marks; `id` is None until the library has taken it.

    `marked` tells that the analysis is whole and of this version; before, it may hold the marks of
    the first part, or those an older version found. A
    sheet that is not `whole` is the beginning of a document that is still being read. `earlier` is
    the reading that is the version before; `brought` are marks other programs made in the source, and
    `files` its pictures that lay in it, until the library has them;
    `aside` are the reader's annotations that lie nowhere in the text. `cited` is the document with
    the facts it is cited by, which the reader may have changed. `illustrated` is the composition
    with the article's pictures in it.
    To make a sheet of a long article takes longer than a window may stand still.
    """

    def __init__(
        self, document: Document, analysis: Analysis | None = None, view: View | None = None
    ) -> None:
        self.composition = Composition(document)
        self.illustrated = (
            Composition(document, illustrated=True) if document.pictures else self.composition
        )
        self.found = Findings(self.composition, analysis or Analysis(), view)
        self.own: dict[str, OwnAnnotation] = {}
        self.aside: tuple[OwnAnnotation, ...] = ()
        self.decisions: tuple[Decision, ...] = ()
        self.coming: Analysis | None = None  # what will be shown in a moment: it was put right
        self.id: int | None = None
        self.place = 0
        self.marked = False
        self.marking = False
        self.whole = True
        self.earlier: int | None = None
        self.brought: tuple[OwnAnnotation, ...] = ()
        self.files: tuple[PictureFile, ...] = ()
        self.recited: Document | None = None

    @property
    def document(self) -> Document:
        return self.composition.document

    @property
    def cited(self) -> Document:
        """The document with the facts it is cited by."""
        return self.recited or self.document

    @property
    def analysis(self) -> Analysis:
        """What is shown of all that was found."""
        return self.found.analysis

    @property
    def latest(self) -> Analysis:
        """All that was found, as the reader has put it right so far."""
        return self.coming or self.found.whole

    @property
    def has_pages(self) -> bool:
        """Tell whether the article came from a PDF whose text was read."""
        return bool(self.document.printed)

    @property
    def words(self) -> int:
        """How many words the article has, boilerplate left out."""
        return self.composition.words

    def recite(self, cited: Document) -> bool:
        """Take on the facts the article is cited by; tell whether what stands above it changed."""
        self.recited = cited
        before, head = self.composition, headed(self.document, cited)
        self.composition = before.headed(head)
        if self.illustrated is before:
            self.illustrated = self.composition
        else:
            self.illustrated = self.illustrated.headed(head)
        self.found = self.found.under(self.composition)
        return self.composition is not before

    def become(self, kept: Sheet) -> None:
        """Become what the library keeps of this article; own marks made meanwhile stay.

        Of those other programs made, the library knows which it has taken in, and when.
        """
        for mark in self.brought:
            self.own.pop(mark.id, None)
        self.earlier, self.files = kept.earlier, ()
        self.id, self.place, self.marked = kept.id, kept.place, kept.marked
        self.composition, self.found = kept.composition, kept.found
        self.illustrated, self.recited = kept.illustrated, kept.recited
        self.decisions, self.coming = kept.decisions, None
        self.own, self.aside = kept.own | self.own, kept.aside

    def hold(self, own: Iterable[OwnAnnotation], aside: Iterable[OwnAnnotation]) -> None:
        """Take over what the library keeps of the reader's own."""
        self.own = {item.id: item for item in own}
        self.aside = tuple(aside)

    def put(self, before: OwnAnnotation | None, after: OwnAnnotation | None) -> None:
        """Make, change or take away one of the reader's own annotations."""
        gone = before or after
        if gone is not None:
            self.own.pop(gone.id, None)
            self.aside = tuple(item for item in self.aside if item.id != gone.id)
        if after is None:
            return
        if after.standing is Standing.PLACED:
            self.own[after.id] = after
        else:
            self.aside = (*self.aside, after)

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Hold what the reader decided, over what was decided about the same marks before."""
        new = {item.id: item for item in decisions}
        kept = tuple(item for item in self.decisions if item.id not in new)
        self.decisions = (*kept, *new.values())

    def follow(self, begun: Sheet) -> None:
        """Take over what the reader did while only the beginning of this article was there."""
        self.place = begun.place
        text = self.document.text
        for item in begun.own.values():
            placed = None if item in begun.brought else attach(text, item.anchor)
            if placed is not None:
                start, end = placed.span
                self.own[item.id] = replace(item, start=start, end=end)

    def reading(self) -> Reading:
        """Return this article as it is shown, as a value, its own marks in text order."""
        own = sorted(self.own.values(), key=lambda item: (item.start, item.end))
        return Reading(
            self.id or 0,
            self.document,
            self.analysis,
            tuple(own),
            place=self.place,
            aside=self.aside,
            decisions=self.decisions,
        )

    def own_marks(self) -> tuple[OwnAnnotation, ...]:
        return self.reading().own

    def span_of(self, target: str) -> Span | None:
        """Return the whole stretch of a mark, or None where there is no such mark."""
        if target in self.own:
            return self.own[target].span
        targets = self.found.targets
        found = targets.find(target)
        if isinstance(found, Attribution):
            return extent(found.content) if found.content else None
        return None if found is None else found.span

    def speaker_of(self, target: str) -> str:
        """Return who says what a mark stands for, "" where nobody does."""
        found = self.found.targets.find(target)
        if isinstance(found, Attribution):
            return found.speaker or ""
        if isinstance(found, Quantity) and found.claimed_by:
            return found.claimed_by[0]
        return ""


def paragraphs_marked(found: Findings) -> tuple[int, int]:
    """Return up to which paragraph there are marks, and how many there are; 0, 0 at first."""
    ends = [span.end for a in found.analysis.attributions for span in a.content]
    ends += [quantity.end for quantity in found.analysis.quantities]
    if not ends:
        return 0, 0
    document = found.document
    return paragraph_at(document, max(ends)), paragraph_at(document, len(document.text))


def sheet_of(reading: Reading, view: View | None = None) -> Sheet:
    """Make a sheet of what the library keeps."""
    sheet = Sheet(reading.document, reading.analysis, view)
    sheet.hold(reading.own, reading.aside)
    sheet.id, sheet.place, sheet.earlier = reading.id, reading.place, reading.earlier
    sheet.marked = reading.analysis.pipeline == PIPELINE
    sheet.decisions = reading.decisions
    if reading.csl:
        sheet.recite(as_cited(reading.document, reading.csl))
    return sheet


def paragraph_at(document: Document, offset: int) -> int:
    """Count the paragraphs up to the one at `offset`, from 1; headings and boilerplate left out."""
    kinds = (BlockKind.HEADING, *UNMARKED)
    before = (block for block in document.blocks if block.start <= offset)
    return max(1, sum(1 for block in before if block.kind not in kinds))


def now() -> str:
    """Return the time as the library keeps it: ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def new_own(document: Document, span: Span, note: str = "") -> OwnAnnotation:
    """Return a highlight of the reader's own over a stretch of the text."""
    from uuid import uuid4  # noqa: PLC0415 (takes its time, and no window needs it to start)

    time = now()
    return OwnAnnotation(
        uuid4().hex, span.start, span.end, anchor(document.text, span), note, time, time
    )


def with_note(own: OwnAnnotation, note: str) -> OwnAnnotation:
    """Return the highlight with another note."""
    return replace(own, note=note, modified=now())
