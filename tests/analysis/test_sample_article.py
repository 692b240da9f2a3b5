"""The sample article, which the tour leads through, shows every kind of mark."""

import pytest

from app import paths
from app.analysis.pipeline import analyse
from app.opening.open import open_source
from app.opening.request import Request
from app.reading.attribution import Act, AttributionKind
from app.reading.document import BlockKind


@pytest.fixture(scope="module")
def sample():
    (opened,) = open_source(Request(str(paths.resource("sample", "sample.txt"))))
    document = opened.document
    return document, analyse(document)


def test_it_has_headings_a_list_and_a_block_quote(sample):
    document, _found = sample
    kinds = {block.kind for block in document.blocks}
    assert {BlockKind.HEADING, BlockKind.LIST_ITEM, BlockKind.QUOTE} <= kinds
    assert (document.title, document.byline) == (
        "Harbour bridge to close a year early",
        "Dana Whitlock",
    )


def test_it_has_every_kind_of_attribution(sample):
    document, found = sample
    shown = [one for one in found.attributions if one.act is not Act.ATTITUDE]
    assert {one.kind for one in shown} == set(AttributionKind)
    first = next(one for one in shown if one.kind is AttributionKind.DIRECT)
    assert first.content[0].start < 200, "the tour begins at it, so it must be in view at once"
    assert any(one.anonymous and one.speaker == "senior port official" for one in shown)
    parents = {one.id: one for one in shown}
    (nested,) = [one for one in shown if one.parent]
    assert document.text[nested.source[0].start : nested.source[0].end] == "the inspectors"
    assert parents[nested.parent].speaker == "Ines Okafor"


def test_it_has_scare_quotes_and_claims_with_units_and_ranges(sample):
    document, found = sample
    scare = [document.text[q.start : q.end] for q in found.quotations if q.scare]
    assert scare == ["“temporary”"]
    claims = {claim.text: claim for claim in found.claims()}
    assert claims["30 km/h"].unit == "km/h"
    cost = claims["between $38 million and $45 million"]
    assert (cost.low, cost.high, cost.unit) == (38_000_000, 45_000_000, "USD")
    assert claims["nearly a third"].claimed_by == ("inspectors", "Ines Okafor")
