"""Conditions beside words: who speaks, which number, which readings."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import insert

from app.library import schema
from app.reading.analysis import Analysis
from app.reading.anchors import Anchor
from app.reading.annotation import OwnAnnotation, Standing
from app.reading.attribution import AttributionKind
from app.reading.document import Original
from app.reading.failures import QueryFailure
from app.reading.listing import HitKind
from app.reading.quantity import Quantity, QuantityKind
from app.reading.speaker import Speaker

TEXT = "We will rebuild the mill, they said. It costs 5 million dollars, or 40 percent."


def found(library, query, kind=None):
    return [hit.text for hit in library.search(query) if kind in (None, hit.kind)]


def kinds(library, query):
    return {hit.kind for hit in library.search(query)}


def titles(library, query):
    return sorted(hit.title for hit in library.search(query) if hit.kind is HitKind.READING)


@pytest.fixture
def quoted(library, article, said):
    """Add a reading in which somebody is quoted with some words of the text."""

    def add(speaker, words="We will rebuild the mill", **more):
        analysis = said(TEXT, words, speaker, **more)
        return library.add(article(TEXT), analysis)

    return add


@pytest.fixture
def claimed(library, article):
    """Add a reading with numbers."""

    def add(*numbers, **facts):
        quantities = tuple(
            replace(number, id=f"n{place}", start=0, end=2) for place, number in enumerate(numbers)
        )
        return library.add(article(TEXT, **facts), Analysis(quantities=quantities, pipeline="1"))

    return add


def number(value=None, unit=None, kind=QuantityKind.COUNT, **more):
    value = None if value is None else Decimal(value)
    return Quantity("n", 0, 2, str(value), kind, value, unit=unit, **more)


def own(library, reading, exact, note="", standing=Standing.PLACED):
    start = TEXT.index(exact) if standing is Standing.PLACED else 0
    end = start + len(exact) if standing is Standing.PLACED else 0
    anchor = Anchor(exact, "", "", start, end)
    item = OwnAnnotation(f"{exact}{note}", start, end, anchor, note, standing=standing)
    library.change_own(reading, None, item)


def test_a_speaker_is_found_by_any_words_of_the_name_and_only_there(library, quoted):
    quoted("Antony J. Blinken")
    quoted("Antony Mill")
    quoted("Ada Birk")
    for typed in (
        "speaker:blinken",
        "speaker:“antony blinken”",
        "speaker:blin*",
        "Speaker:BLINKEN",
    ):
        assert [hit.speaker for hit in library.search(typed)] == ["Antony J. Blinken"]
    assert len(library.search("speaker:antony")) == 2
    assert [hit.speaker for hit in library.search("speaker:mill")] == ["Antony Mill"]
    assert [hit.speaker for hit in library.search("rebuild -speaker:antony")] == ["Ada Birk"]
    assert kinds(library, "mill speaker:birk") == {HitKind.QUOTE}


def test_whoever_was_united_with_a_speaker_is_found_by_either_name(library, quoted):
    quoted("Antony Blinken")
    quoted("The Secretary")
    quoted("Minister Ole")
    for typed in ("speaker:blinken", "speaker:secretary"):
        assert len(library.search(typed)) == 1
    library.people.unite("The Secretary", "Antony Blinken")
    library.people.unite("Minister Ole", "The Secretary")
    for typed in ("speaker:blinken", "speaker:secretary", "speaker:ole"):
        assert len(library.search(typed)) == 3
    library.people.separate("The Secretary")
    assert len(library.search("speaker:secretary")) == 1


def test_a_speaker_is_also_found_as_the_claimant_of_a_number(library, claimed):
    claimed(number(5, claimed_by=("officials in Kyiv", "Antony Blinken")))
    claimed(number(6, claimed_by=("Antony Birk", "Ole Blinken")))
    (hit,) = library.search("speaker:“antony blinken”")
    assert (hit.kind, hit.value) == (HitKind.NUMBER, 5)


def test_anonymous_and_named_sources_are_told_apart(library, article, said):
    analysis = said(TEXT, "We will rebuild the mill", "a senior official", anonymous=True)
    analysis = replace(
        analysis,
        speakers=(Speaker("a senior official", anonymous=True),),
        quantities=(number(40, "%", attribution="a1"), number(41, "%")),
    )
    library.add(article(TEXT), analysis)
    library.add(article(TEXT), said(TEXT, "rebuild the mill", "Ada Birk"))
    assert found(library, "source:anonymous", HitKind.QUOTE) == ["We will rebuild the mill"]
    assert [hit.value for hit in library.search("source:anonymous number:>0")] == [40]
    assert found(library, "source:named") == ["rebuild the mill"]


def test_kinds_of_quotes_and_of_numbers(library, article, said, claimed):
    analysis = said(TEXT, "We will rebuild the mill", "Ada Birk")
    direct = replace(analysis.attributions[0], kind=AttributionKind.DIRECT)
    library.add(article(TEXT), replace(analysis, attributions=(direct,)))
    library.add(article(TEXT), said(TEXT, "the mill", "Ada Birk"))
    claimed(number(5, "USD", QuantityKind.MONEY), number(6, "people"))
    assert found(library, "kind:direct") == ["We will rebuild the mill"]
    assert found(library, "kind:indirect mill") == ["the mill"]
    assert [hit.value for hit in library.search("kind:money")] == [5]
    assert library.search("kind:money kind:direct") == []
    assert len(library.search("kind:money OR kind:direct")) == 2
    # The words of conditions are no words of texts.
    assert library.search("direct") == []


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("number:>5", [6, 7]),
        ("number:>=5", [5, 6, 7]),
        ("number:<6", [5, -3]),
        ("number:5", [5]),
        ("number:5..6", [5, 6]),
        ("number:-10..0", [-3]),
        ("number:>1e", None),
        ("-number:>5", [5, -3]),
    ],
)
def test_numbers_are_found_by_value(library, claimed, typed, values):
    claimed(number(5), number(6), number(7), number(-3))
    if values is None:
        with pytest.raises(QueryFailure):
            library.search(typed)
    else:
        wanted = sorted(values)
        assert sorted(hit.value for hit in library.search(typed) if hit.value) == wanted


def test_a_range_must_lie_in_what_is_asked_for_as_a_whole(library, claimed):
    claimed(number(low=Decimal(10), high=Decimal(20)))
    for typed in ("number:5..25", "number:>9", "number:<=20", "number:10..20"):
        (hit,) = library.search(typed)
        assert (hit.value, hit.low, hit.high) == (None, 10, 20)
    for typed in ("number:>10", "number:<20", "number:15", "number:12..25"):
        assert library.search(typed) == []


def test_units_are_found_by_their_signs_their_words_and_counted_nouns(library, claimed):
    claimed(
        number(1, "%"), number(2, "USD"), number(3, "square miles"), number(4, "dead people"),
        number(5, "miles"), number(6),
    )  # fmt: skip
    for typed, value in {
        "unit:%": 1,
        "unit:percent": 1,
        "unit:$": 2,
        "unit:dollars": 2,
        "unit:USD": 2,
        "unit:mile": 5,
        "unit:“square miles”": 3,
        "unit:people": 4,
        "unit:DEAD": 4,
    }.items():
        assert [hit.value for hit in library.search(typed)] == [value]
    assert library.search("unit:€") == []
    assert sorted(hit.value for hit in library.search("-unit:% number:<4")) == [2, 3]


def test_readings_are_found_by_tag_and_by_what_they_say_of_themselves(library, article):
    ids = [
        library.add(
            article(TEXT, title=title, byline=byline, outlet=outlet, published=published),
            Analysis(),
        )
        for title, byline, outlet, published in (
            ("Harbour", "Ada Birk", "The Times", "2024-05-03"),
            ("Mill", "Ole Lund", "Morning Post", "2023"),
            ("Times of change", "Ada Lund", "Kurier", ""),
        )
    ]
    library.shelves.tag(ids[:2], ["Clean water"])
    library.shelves.tag(ids[1:2], ["mills"])
    assert titles(library, "tag:“clean  WATER”") == ["Harbour", "Mill"]
    assert titles(library, "tag:mil*") == ["Mill"]
    assert titles(library, "-tag:mills tag:“clean water”") == ["Harbour"]
    assert titles(library, "outlet:times") == ["Harbour"]
    assert titles(library, "title:times") == ["Times of change"]
    assert titles(library, "author:ada -author:birk") == ["Times of change"]
    assert titles(library, "before:2024") == ["Mill"]
    assert titles(library, "after:2024 before:2024-06") == ["Harbour"]
    assert titles(library, "after:2025") == ["Times of change"]  # added now
    assert titles(library, "added:>2025 before:2025") == ["Harbour", "Mill"]
    assert titles(library, "added:2001") == []
    # Nothing but the readings themselves is asked for.
    assert kinds(library, "tag:“clean water”") == {HitKind.READING}


def test_conditions_on_readings_hold_for_their_quotes_numbers_and_notes(
    library, article, said, claimed
):
    analysis = replace(
        said(TEXT, "We will rebuild the mill", "Ada Birk"),
        quantities=(number(40, "%", subject="of the mill"),),
    )
    inside = library.add(article(TEXT, title="inside", outlet="The Times"), analysis)
    outside = library.add(article(TEXT, title="outside", outlet="The Post"), analysis)
    for reading in (inside, outside):
        own(library, reading, "rebuild the mill", "again")
    library.shelves.tag([inside], ["water"])
    for condition in ("tag:water", "outlet:times", "-outlet:post", "-tag:fire has:tag"):
        hits = library.search(f"mill {condition}")
        assert {hit.title for hit in hits} == {"inside"}
        assert [hit.kind for hit in hits] == list(HitKind)
    hits = library.search("tag:water", kinds={HitKind.QUOTE, HitKind.NOTE})
    assert [(hit.title, hit.kind) for hit in hits] == [
        ("inside", HitKind.QUOTE),
        ("inside", HitKind.NOTE),
    ]


def test_what_a_reading_has(library, article):
    def add(title, text=TEXT, **facts):
        return library.add(article(text, title=title, **facts), Analysis())

    plain, noted, marked, tagged = map(add, ("plain", "noted", "marked", "tagged"))
    add("kept", original=Original(b"<p>", "text/html", "2024-01-01"))
    add("empty", "")
    own(library, noted, "", "think", Standing.WHOLE)
    own(library, marked, "the mill")
    library.shelves.tag([tagged], ["x"])
    assert titles(library, "has:note") == ["noted"]
    assert titles(library, "has:highlight") == ["marked"]
    assert titles(library, "has:tag") == ["tagged"]
    assert titles(library, "has:original") == ["kept"]
    assert titles(library, "-has:text") == ["empty"]
    assert titles(library, "-has:tag -has:note has:text") == ["kept", "marked", "plain"]
    assert plain
    assert kinds(library, "has:note") == {HitKind.READING, HitKind.NOTE}
    assert [hit.note for hit in library.search("has:note", kinds={HitKind.NOTE})] == ["think"]


def test_how_the_check_of_a_claim_stands(library, claimed):
    reading = claimed(number(40, "%"))
    claimed(number(50, "%"))
    mark = library.load(reading).analysis.quantities[0]
    values = dict.fromkeys(("verdict", "evidence", "prefix", "suffix", "created", "modified"), "")
    for status, value in (("disputed", mark), ("open", mark)):
        row = {
            **values,
            "reading": reading,
            "id": status,
            "kind": "quantity",
            "mark": {},
            "status": status,
            "start": value.start,
            "end": value.end,
            "exact": "",
            "anchor_start": 0,
            "anchor_end": 0,
            "standing": "placed",
            "score": 1.0,
        }
        with library._database.writing() as connection:
            connection.execute(insert(schema.decisions), row)
    assert [hit.value for hit in library.search("status:disputed")] == [40]
    assert [hit.value for hit in library.search("status:open")] == [50]
    assert library.search("status:wrong") == []


@pytest.fixture
def shelved(library, article):
    """Make collections: `Outer` around `Inner`, and a reading of the same name in each."""
    outer = library.shelves.add_collection("Outer").rows[0].key["id"]
    inner = library.shelves.add_collection("Inner", outer).rows[0].key["id"]
    for name, collection in (("outer", outer), ("inner", inner), ("neither", None)):
        reading = library.add(article(TEXT, title=name), Analysis())
        if collection is not None:
            library.shelves.put([reading], collection)
    return outer, inner


def test_a_collection_holds_what_lies_in_those_inside_it(library, shelved):
    assert shelved
    assert titles(library, "in:outer") == ["inner", "outer"]
    assert titles(library, "in:INNER") == ["inner"]
    assert titles(library, "-in:inner") == ["neither", "outer"]
    assert titles(library, "mill -in:outer") == ["neither"]


def test_a_smart_collection_holds_what_its_search_finds(library, shelved, quoted):
    outer, _ = shelved
    quoted("Ada Birk")
    library.shelves.add_collection("Titled", outer, "title:neither")
    library.shelves.add_collection("Said", None, "speaker:birk")
    library.shelves.add_collection("Both", None, "in:titled OR in:said")
    library.shelves.add_collection("Blank", None, "  ")
    assert titles(library, "in:titled") == ["neither"]
    assert titles(library, "in:outer") == ["inner", "neither", "outer"]
    assert titles(library, "in:said") == [""]
    assert titles(library, "in:both") == ["", "neither"]
    assert titles(library, "in:blank") == []
    assert titles(library, "mill -in:both") == ["inner", "outer"]
    assert kinds(library, "mill in:said") == {HitKind.READING, HitKind.QUOTE}
    assert [row.title for row in library.readings_for("in:both")] == ["", "neither"]


def test_collections_that_ask_for_themselves_are_refused_in_their_place(library, shelved):
    outer, _ = shelved
    library.shelves.add_collection("One", None, "mill in:two")
    library.shelves.add_collection("Two", outer, "in:one")
    library.shelves.add_collection("Broken", None, "number:many")
    for typed, wrong in (("pond in:one", "in:one"), ("-in:outer x", "in:outer")):
        with pytest.raises(QueryFailure, match="asks for what lies in itself") as raised:
            library.search(typed)
        assert typed[raised.value.start : raised.value.end] == wrong
    with pytest.raises(QueryFailure, match="“Broken” cannot be run: number: needs a number"):
        library.search("in:broken")


def test_what_is_not_there_is_said(library):
    assert library.search("tag:nothing").hint == "There is no tag “nothing”."
    assert library.search("in:nowhere").hint == "There is no collection “nowhere”."
    hint = library.search("speker:birk").hint
    assert hint == "“speker:” is looked for as a word. Did you mean “speaker:”?"
    assert library.search("figure:x").hint == ""


def test_a_misspelt_field_that_is_found_as_words_needs_no_hint(library, article):
    library.add(article("Dear speker: Birk, hello."), Analysis())
    page = library.search("speker:birk")
    assert len(page) == 1
    assert page.hint == ""


def test_too_many_mixed_alternatives_are_refused(library):
    assert library.search("(tag:a OR mill) (tag:b OR pond) (tag:c OR x)") == []
    typed = " ".join(f"(tag:t{n} OR word{n})" for n in range(9))
    with pytest.raises(QueryFailure, match="too many ways") as raised:
        library.search(typed)
    assert raised.value.end == len(typed)
