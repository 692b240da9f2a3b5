"""What was found in an article, and what drawing and listing it work out from that."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, TypeVar

from app.reading.analysis import Analysis
from app.reading.document import Document
from app.reading.marks import Mark, marks_of
from app.reading.spans import SpanIndex
from app.reading.views import View
from app.rendering.composing import Composition
from app.rendering.gutter import Group, groups_of
from app.rendering.targets import Targets

T = TypeVar("T")


class Findings:
    """What a view shows of an analysis and what is worked out from it: each thing once, when first
    asked for.

    `whole` is the analysis with all that was found, `analysis` what the view shows of it.

    Of a long article that takes longer than a window may stand still, so `prepare` does it ahead,
    on another thread. Nothing in it changes afterwards.
    """

    def __init__(
        self, composition: Composition, analysis: Analysis, view: View | None = None
    ) -> None:
        self.composition = composition
        self.whole = analysis
        self.view = view or View()
        self.analysis = self.view.of(analysis)
        self._known: dict[Callable[[Findings], Any], Any] = {}

    @property
    def document(self) -> Document:
        return self.composition.document

    @cached_property
    def marks(self) -> SpanIndex[Mark]:
        """The marks to draw, without the reader's own."""
        return SpanIndex(marks_of(self.analysis))

    @cached_property
    def targets(self) -> Targets:
        """What can be pointed at, without the reader's own."""
        return Targets(self.analysis)

    @cached_property
    def groups(self) -> list[Group]:
        """The contents whose names are placed together in the margin."""
        return groups_of(self.composition.places, self.analysis)

    def under(self, composition: Composition) -> Findings:
        """Return the same findings in an article that was given another title or byline."""
        if composition is self.composition or composition.document is not self.document:
            return self
        made = copy.copy(self)
        made.composition = composition
        return made

    def of(self, work: Callable[[Findings], T]) -> T:
        """Return what `work` makes of these findings; it is done once."""
        if work not in self._known:
            self._known[work] = work(self)
        found: T = self._known[work]
        return found

    def prepare(self, works: Iterable[Callable[[Findings], object]]) -> Findings:
        """Work out ahead what is drawn, and what each of `works` makes; return these findings."""
        _ = self.marks, self.groups, self.targets.every_stop.places
        for work in works:
            self.of(work)
        return self
