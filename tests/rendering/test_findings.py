"""What is worked out from an analysis is worked out once, and ahead where that is asked for."""

from __future__ import annotations

from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation
from app.reading.document import Block, BlockKind, Document
from app.reading.layers import Layer
from app.reading.quantity import Quantity, QuantityKind
from app.reading.spans import Span
from app.rendering.composing import Composition
from app.rendering.findings import Findings

TEXT = "The yard owns 3 ferries and 12 tugs."


def findings():
    document = Document("a.txt", TEXT, (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),))
    numbers = (
        Quantity("n1", 14, 15, "3", QuantityKind.COUNT),
        Quantity("n2", 28, 30, "12", QuantityKind.COUNT),
    )
    return Findings(Composition(document), Analysis(quantities=numbers))


def test_work_is_done_once_and_ahead_when_prepared():
    done = []

    def count(found):
        done.append(found)
        return len(found.analysis.quantities)

    found = findings()
    assert found.prepare((count,)) is found
    assert done == [found]
    assert found.of(count) == 2
    assert done == [found]


def test_own_marks_come_among_the_stops_without_changing_what_was_found():
    found = findings()
    span = Span(16, 23)
    own = OwnAnnotation("u1", 16, 23, anchor(TEXT, span))
    mine = found.targets.with_own((own,))
    every = frozenset(Layer)
    assert [stop.target for stop in mine.stops(every, None)] == ["n1", "u1", "n2"]
    assert [stop.target for stop in found.targets.stops(every, None)] == ["n1", "n2"]
    assert mine.find("u1") == own
    assert [stop.target for stop in mine.with_own(()).stops(every, None)] == ["n1", "n2"]
