"""All that was found in one article."""

from __future__ import annotations

from dataclasses import dataclass

from app.reading.attribution import Attribution
from app.reading.quantity import Quantity
from app.reading.questions import Question
from app.reading.quotation import Quotation
from app.reading.speaker import Speaker


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was found in a document, and by which version of the pipeline.

    All lists are in text order, by the start of content, quotation or quantity.
    """

    attributions: tuple[Attribution, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    pipeline: str = ""
    questions: tuple[Question, ...] = ()

    def claims(self) -> tuple[Quantity, ...]:
        """Return the quantities that assert something checkable, the headline's left out."""
        return tuple(q for q in self.quantities if q.claim and not q.heading)
