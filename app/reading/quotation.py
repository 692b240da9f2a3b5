"""Stretches in quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

from app.reading.spans import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks, marks and the punctuation inside them included.

    One over several paragraphs is one stretch. `scare` is true for titles, terms and distanced
    wording with nobody presented as the speaker; otherwise `attribution` names who said it,
    where that was found.
    """

    id: str
    start: int
    end: int
    scare: bool = False
    attribution: str | None = None
    heading: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)
