"""Readings survive the way through JSON, and the keys are those of the contract."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.reading import wire
from app.reading.analysis import Analysis
from app.reading.anchors import Anchor
from app.reading.annotation import Opened, OwnAnnotation, Reading
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.comparison import Comparison
from app.reading.decisions import Decision, Status, Verdict
from app.reading.document import Block, BlockKind, Document, Link, Original
from app.reading.pictures import PictureFile
from app.reading.quantity import Bound, Criterion, Quantity, QuantityKind
from app.reading.questions import Doubt, Question
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker

words = st.text(max_size=12)
places = st.integers(0, 10**6)
spans = st.lists(st.tuples(places, places).map(lambda p: Span(*p)), max_size=3).map(tuple)
numbers = st.none() | st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
)

documents = st.builds(
    Document,
    source=words,
    text=words,
    blocks=st.lists(
        st.builds(
            Block,
            st.sampled_from(BlockKind),
            places,
            places,
            st.none() | st.integers(1, 6),
            st.none() | st.integers(1, 900),
        ),
        max_size=3,
    ).map(tuple),
    title=words,
    byline=words,
    outlet=words,
    published=words,
    language=words,
    address=words,
    links=st.lists(st.builds(Link, places, places, words), max_size=2).map(tuple),
    original=st.none() | st.builds(Original, st.binary(max_size=20), words, words),
)
attributions = st.builds(
    Attribution,
    id=words,
    kind=st.sampled_from(AttributionKind),
    act=st.sampled_from(Act),
    content=spans,
    cue=spans,
    source=spans,
    speaker=st.none() | words,
    anonymous=st.booleans(),
    parent=st.none() | words,
    confidence=st.integers(0, 1000).map(lambda n: n / 1000),
    why=words,
    heading=st.booleans(),
)
quantities = st.builds(
    Quantity,
    id=words,
    start=places,
    end=places,
    text=words,
    kind=st.sampled_from(QuantityKind),
    value=numbers,
    low=numbers,
    high=numbers,
    unit=st.none() | words,
    modifier=st.none() | words,
    claim=st.booleans(),
    subject=st.none() | words,
    attribution=st.none() | words,
    claimed_by=st.lists(words, max_size=2).map(tuple),
    confidence=st.integers(0, 1000).map(lambda n: n / 1000),
    why=words,
    heading=st.booleans(),
    bound=st.none() | st.sampled_from(Bound),
    hedge=st.none() | words,
    unit_text=st.none() | words,
    against=st.none() | words,
    worth=st.lists(st.sampled_from(Criterion), max_size=2).map(tuple),
)
questions = st.builds(
    Question, st.sampled_from(Doubt), words, st.lists(words, max_size=2).map(tuple)
)
readings = st.builds(
    Reading,
    id=places,
    document=documents,
    analysis=st.builds(
        Analysis,
        st.lists(attributions, max_size=2).map(tuple),
        st.lists(
            st.builds(
                Quotation, words, places, places, st.booleans(), st.none() | words, st.booleans()
            ),
            max_size=2,
        ).map(tuple),
        st.lists(quantities, max_size=2).map(tuple),
        st.lists(
            st.builds(Speaker, words, st.lists(words, max_size=2).map(tuple), words, st.booleans()),
            max_size=2,
        ).map(tuple),
        words,
        st.lists(questions, max_size=2).map(tuple),
    ),
    own=st.lists(
        st.builds(
            OwnAnnotation,
            words,
            places,
            places,
            st.builds(Anchor, words, words, words, places, places),
            words,
            words,
            words,
        ),
        max_size=2,
    ).map(tuple),
    added=words,
    opened=words,
    place=places,
    decisions=st.lists(
        st.builds(
            Decision,
            words,
            st.sampled_from(Verdict),
            attributions | quantities,
            st.builds(Anchor, words, words, words, places, places),
            st.sampled_from(Status),
            words,
            st.booleans(),
            st.integers(0, 1000).map(lambda n: n / 1000),
            words,
            words,
        ),
        max_size=2,
    ).map(tuple),
    pictures=st.lists(st.builds(PictureFile, words, words, st.binary()), max_size=2).map(tuple),
    comparisons=st.lists(st.builds(Comparison, words, words, st.booleans()), max_size=2).map(tuple),
)


@given(readings)
def test_a_reading_comes_back_as_it_went(reading):
    line = json.dumps(wire.reading_to_json(reading, with_original=True))
    assert wire.reading_from_json(json.loads(line)) == reading


def test_the_keys_are_those_of_the_contract():
    document = Document("a.txt", "Ann Lee said 5 came.", (Block(BlockKind.PARAGRAPH, 0, 20),))
    analysis = Analysis(
        attributions=(Attribution("a1", AttributionKind.INDIRECT, Act.STATEMENT, (Span(13, 19),)),),
        quotations=(Quotation("q1", 0, 3),),
        quantities=(Quantity("n1", 13, 14, "5", QuantityKind.COUNT, Decimal(5)),),
        speakers=(Speaker("Ann Lee"),),
    )
    line = {**wire.document_to_json(document), **wire.analysis_to_json(analysis)}
    assert set(line) >= {
        "source", "title", "byline", "outlet", "published", "language", "text", "blocks",
        "attributions", "quotations", "quantities", "speakers",
    }  # fmt: skip
    assert set(line["attributions"][0]) >= {
        "id", "kind", "act", "content", "cue", "source", "speaker", "anonymous", "parent",
        "confidence", "why",
    }  # fmt: skip
    assert set(line["quotations"][0]) >= {"start", "end", "scare", "attribution"}
    assert set(line["quantities"][0]) >= {
        "start", "end", "text", "value", "low", "high", "unit", "modifier", "kind", "claim",
        "subject", "attribution", "claimed_by", "confidence",
    }  # fmt: skip
    assert set(line["speakers"][0]) >= {"name", "aliases", "role", "anonymous"}


def test_whole_numbers_are_printed_as_whole_numbers():
    assert json.dumps(wire.number_to_json(Decimal("2E9"))) == "2000000000"
    assert json.dumps(wire.number_to_json(Decimal("0.2"))) == "0.2"
    assert wire.number_to_json(None) is None


@given(
    documents, st.lists(st.builds(PictureFile, words, words, st.binary(max_size=20)), max_size=2)
)
def test_what_opening_gives_comes_back_with_its_pictures(document, files):
    opened = Opened(document, files=tuple(files))
    sent = json.loads(json.dumps(wire.opened_to_json(opened)))
    assert wire.opened_from_json(sent) == opened
