"""What can be pointed at, what belongs together, and when a note was made."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.layers import Layer
from app.reading.marks import Mark, MarkKind
from app.reading.quantity import Quantity, QuantityKind
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker
from app.rendering.notes import moment
from app.rendering.targets import Targets, nearest

EVERY = frozenset(Layer)


def said(name, start, end, **facts):
    return Attribution(name, AttributionKind.INDIRECT, Act.STATEMENT, (Span(start, end),), **facts)


ANALYSIS = Analysis(
    attributions=(
        said("a1", 0, 50, speaker="Ann Lee", source=(Span(60, 63),), cue=(Span(64, 68),)),
        said("a2", 10, 40, speaker="Bo", parent="a1"),
    ),
    quotations=(Quotation("q1", 10, 40, attribution="a2"), Quotation("q2", 90, 99, scare=True)),
    quantities=(
        Quantity("n1", 20, 25, "5", QuantityKind.COUNT, attribution="a2", claimed_by=("Bo", "Ann Lee")),
        Quantity("n2", 82, 86, "1999", QuantityKind.DATE, claim=False),
    ),
    speakers=(Speaker("Ann Lee", ("Lee", "the mayor")),),
)  # fmt: skip


def own(start, end, note=""):
    return OwnAnnotation("u1", start, end, anchor("x" * 200, Span(start, end)), note)


@pytest.fixture
def targets():
    return Targets(ANALYSIS, (own(100, 110),))


def test_stops_are_in_text_order_outer_first_and_leave_out_dates(targets):
    assert [stop.target for stop in targets.stops(EVERY, None)] == ["a1", "a2", "n1", "u1"]


def test_a_statement_stays_a_stop_while_any_part_of_it_shows(targets):
    cues = targets.stops(frozenset({Layer.CUES}), None)
    assert [stop.target for stop in cues] == ["a1", "a2"]


def test_a_speaker_has_what_they_say_and_what_they_pass_on(targets):
    assert targets.of_speaker("Ann Lee") == {"a1", "n1"}
    assert targets.of_speaker("nobody") == frozenset()


def test_the_sentence_of_a_number_is_that_of_who_claims_it(targets):
    assert targets.sentence("n1") == Span(10, 40)
    assert targets.sentence("a1") == Span(0, 68)
    assert targets.sentence("n2") == Span(82, 86)
    assert targets.sentence("a99") is None


def test_the_chain_begins_with_the_outermost_speaker(targets):
    assert [item.id for item in targets.chain("n1")] == ["a1", "a2"]
    assert targets.chain("n2") == []


def test_a_quotation_stands_for_its_statement(targets):
    assert targets.settled("q1") == "a2"
    assert targets.settled("q2") == "q2"
    assert targets.settled("gone") == ""


def test_the_shortest_wording_of_a_name_is_known(targets):
    assert targets.short_name("Ann Lee") == "Lee"
    assert targets.short_name("Bo") == "Bo"


def test_the_smaller_kind_is_meant_where_marks_lie_on_each_other():
    marks = [
        Mark(MarkKind.REPORTED, 0, 50, "a1"),
        Mark(MarkKind.SOURCE, 10, 20, "a2"),
        Mark(MarkKind.CLAIM, 12, 14, "n1"),
    ]
    assert nearest(marks) == "n1"
    assert nearest(marks[:2]) == "a2"
    assert nearest([]) == ""


def test_of_two_contents_the_inner_is_meant():
    marks = [Mark(MarkKind.REPORTED, 0, 50, "a1"), Mark(MarkKind.REPORTED, 10, 20, "a2")]
    assert nearest(marks) == "a2"


def test_the_time_of_a_note_is_told_as_a_reader_says_it():
    now = datetime.now(UTC)
    assert moment(now.isoformat()).startswith("today ")
    assert moment("2019-11-17T12:00:00+00:00") == "17 Nov 2019"
    assert moment("") == ""
