"""Searching finds readings, quotes and numbers, each with the passage it stands in."""

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.library.library import Library
from app.library.passages import passage
from app.library.query.fields import FIELDS
from app.library.sqlite import finding, indexes
from app.reading.analysis import Analysis
from app.reading.attribution import Act
from app.reading.document import Document
from app.reading.failures import QueryFailure
from app.reading.listing import HitKind, Order
from app.reading.spans import Span


def titles(library, query):
    return {hit.title for hit in library.search(query)}


def kinds(library, query):
    return [hit.kind for hit in library.search(query)]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("attack", "Three attacks were counted."),
        ("bogota", "The trains of Bogotá stood still."),
        ("Bogotá", "BOGOTA WAKES UP"),
        ("“stood still”", "The trains of Bogotá stood still."),
        ("'stood", "They stood, and waited."),
        ("don’t", "They don't wait."),
        ("2400", "About 2400 came."),
        ("2,400", "About 2,400 came."),
        ("stoo*", "The trains stood still."),
    ],
)
def test_a_word_is_found_whatever_its_ending_accents_and_case(library, article, typed, text):
    library.add(article(text, title="wanted"), Analysis())
    library.add(article("Nothing of the kind.", title="other"), Analysis())
    assert titles(library, typed) == {"wanted"}


def test_words_phrases_and_operators_narrow_and_widen(library, article):
    library.add(article("The red boat left the harbour.", title="boat"), Analysis())
    library.add(article("The red car left, no boat in sight.", title="car"), Analysis())
    library.add(article("A green tram.", title="tram"), Analysis())
    assert titles(library, "red left") == {"boat", "car"}
    assert titles(library, "red AND harbour") == {"boat"}
    assert titles(library, '"red boat"') == {"boat"}
    assert titles(library, '"boat red"') == set()
    assert titles(library, "harbour OR tram") == {"boat", "tram"}
    assert titles(library, "red NOT harbour") == {"car"}
    assert titles(library, "red left NOT car OR tram") == {"boat", "tram"}
    assert titles(library, "gree*") == {"tram"}
    assert titles(library, "gree") == set()


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("announcem*", "An announcement followed."),
        ("Announceme* follow*", "An announcement followed."),
        ("electio*", "The election is over."),
        ("universit*", "Two universities closed."),
        ("governme*", "The government fell."),
        ("happine*", "Happiness is a harbour."),
    ],
)
def test_typing_on_into_an_ending_still_finds_the_word(library, article, typed, text):
    library.add(article(text, title="wanted"), Analysis())
    library.add(article("The port and its mills.", title="other"), Analysis())
    assert titles(library, typed) == {"wanted"}
    assert library.search("portland*") == []


def test_a_beginning_that_is_found_is_not_looked_for_more_widely(library, article):
    library.add(article("A portion of rice.", title="rice"), Analysis())
    library.add(article("The port is closed.", title="port"), Analysis())
    assert titles(library, "porti*") == {"rice"}


def test_title_byline_and_outlet_are_searched_too(library, article):
    document = article("A plain text.", title="Low tide", byline="Ada Birk", outlet="The Post")
    library.add(document, Analysis())
    for typed in ("tide", "birk", '"the post"'):
        (hit,) = library.search(typed)
        assert (hit.kind, hit.text) == (HitKind.READING, "A plain text.")


def test_a_hit_in_the_title_weighs_more_than_one_in_the_text(library, article):
    library.add(article("Tide, tide and nothing but the tide.", title="Weather"), Analysis())
    library.add(article("Something about water.", title="Tide"), Analysis())
    library.add(article("The tide is mentioned once here.", title="Ships"), Analysis())
    hits = library.search("tide")
    assert hits[0].title == "Tide"


def test_a_reading_is_shown_with_the_passage_that_holds_most_of_the_words(library, article):
    filler = "Here stands a long line about nothing at all. " * 20
    text = f"Mention of salt.\n{filler}\nHere {filler}salt and pepper meet in one place. {filler}"
    library.add(article(text), Analysis())
    (hit,) = library.search("salt pepper")
    assert "salt and pepper meet" in hit.text
    assert hit.text == text[hit.start : hit.end]
    assert "\n" not in hit.text
    assert len(hit.text) <= 160


def test_a_quote_is_found_by_its_words_and_by_its_speaker(library, article, said):
    text = "We will rebuild the mill, Ada Birk said on Monday."
    reading = library.add(article(text), said(text, "We will rebuild the mill", "Ada Birk"))
    for typed in ("rebuilding", "birk", "birk mill"):
        (hit,) = [hit for hit in library.search(typed) if hit.kind is HitKind.QUOTE]
        assert (hit.reading, hit.speaker) == (reading, "Ada Birk")
        assert text[hit.start : hit.end] == hit.text == "We will rebuild the mill"
    assert HitKind.QUOTE not in kinds(library, "monday")


def test_a_split_quote_is_one_hit_over_both_its_parts(library, article, said):
    text = "“No salt,” she said. “No pepper.”"
    analysis = said(text, "“No salt,”", "Ada Birk")
    second = text.index("“No pepper")
    parts = (*analysis.attributions[0].content, Span(second, len(text)))
    both = replace(analysis.attributions[0], content=parts)
    library.add(article(text), replace(analysis, attributions=(both,)))
    (hit,) = [hit for hit in library.search("salt pepper") if hit.kind is HitKind.QUOTE]
    assert hit.text == text
    assert HitKind.QUOTE not in kinds(library, "she")


def test_attitudes_and_headlines_are_no_quote_hits(library, article, said):
    text = "Ada Birk wants the mill back."
    library.add(article(text), said(text, "the mill back", "Ada Birk", Act.ATTITUDE))
    library.add(article(text), said(text, "the mill back", "Ada Birk", heading=True))
    assert set(kinds(library, "mill")) == {HitKind.READING}


def test_a_number_is_found_by_digits_unit_subject_and_claimant(library, article, counted):
    text = "Officials say more than 2,400 people moved out of the old town."
    analysis = counted(
        text,
        "more than 2,400",
        "2400",
        unit="people",
        subject="moved out",
        claimed_by=("officials in Tallinn", "Ada Birk"),
    )
    library.add(article(text), analysis)
    for typed in ("2400", "2,400", "2400 people", "2,400 birk", "tallinn", "moved 2400"):
        (hit,) = [hit for hit in library.search(typed) if hit.kind is HitKind.NUMBER]
        assert "more than 2,400 people" in hit.text
        assert hit.text == text[hit.start : hit.end]
        assert hit.speaker == "officials in Tallinn"


def test_quantities_that_claim_nothing_are_no_number_hits(library, article, counted):
    text = "It was built in 1902."
    library.add(article(text), counted(text, "1902", "1902", claim=False))
    assert kinds(library, "1902") == [HitKind.READING]


def test_claimants_with_accents_are_found(library, article, counted):
    text = "Some 40 came."
    library.add(article(text), counted(text, "40", "40", claimed_by=("Zoë Åkerlund",)))
    assert kinds(library, "akerlund") == [HitKind.NUMBER]


def test_a_deleted_reading_leaves_no_hits_until_it_is_restored(library, article, said):
    text = "We will rebuild the mill, Ada Birk said."
    reading = library.add(article(text), said(text, "We will rebuild the mill", "Ada Birk"))
    library.bin.put([reading])
    assert library.search("mill") == []
    library.bin.restore([reading])
    assert kinds(library, "mill") == [HitKind.READING, HitKind.QUOTE]


def test_a_new_analysis_is_searched_and_the_old_one_is_not(library, article, said):
    text = "We will rebuild the mill, Ada Birk said. Ole Lund said he was glad."
    reading = library.add(article(text), said(text, "We will rebuild the mill", "Ada Birk"))
    library.save_analysis(reading, said(text, "he was glad", "Ole Lund"))
    assert kinds(library, "mill") == [HitKind.READING]
    assert kinds(library, "glad") == [HitKind.READING, HitKind.QUOTE]


def test_a_row_taken_out_for_good_leaves_a_sound_index(file, article, said, counted):
    text = "We will rebuild the mill for 40 people, Ada Birk said."
    with Library.open(file) as library:
        library.add(article(text), said(text, "We will rebuild the mill", "Ada Birk"))
        library.add(article(text, title="Mill"), counted(text, "40", "40"))
    outside = sqlite3.connect(file)
    outside.execute("PRAGMA foreign_keys = ON")
    outside.execute("UPDATE readings SET title = 'The Kiln' WHERE id = 2")
    outside.execute("UPDATE texts SET text = 'A kiln, then.' WHERE reading = 2")
    outside.execute("DELETE FROM readings WHERE id = 1")
    for index in indexes.INDEXES:
        # With rank 1 FTS5 also compares the index with the rows it was made from.
        outside.execute(
            f"INSERT INTO {index.name} ({index.name}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 -- declared names
        )
    outside.commit()
    outside.close()
    with Library.open(file) as library:
        assert [hit.reading for hit in library.search("kiln")] == [2]
        assert {hit.kind for hit in library.search("mill")} == set()


@pytest.mark.parametrize("name", sorted(indexes.search_objects()))
def test_a_part_of_the_search_that_is_missing_is_built_anew(file, article, said, name):
    text = "We will rebuild the mill, Ada Birk said."
    with Library.open(file) as library:
        library.add(article(text), said(text, "We will rebuild the mill", "Ada Birk"))
        statement = indexes.search_objects()[name]
    outside = sqlite3.connect(file)
    kind = "TABLE" if "VIRTUAL" in statement else statement.split()[1]
    outside.execute(f"DROP {kind} {name}")
    outside.commit()
    outside.close()
    with Library.open(file) as library:
        library.add(article(text), said(text, "We will rebuild the mill", "Ada Birk"))
        assert kinds(library, "mill") == [HitKind.READING] * 2 + [HitKind.QUOTE] * 2


def test_each_kind_gets_its_share_of_the_hits_and_leaves_what_it_does_not_need(
    library, article, said, counted
):
    text = "We will hire 40 millers, Ada Birk said."
    for _ in range(10):
        library.add(article(text), said(text, "We will hire 40 millers", "Ada Birk"))
    library.add(article(text), counted(text, "40", "40", subject="millers hired"))
    hits = kinds(library, "millers")
    assert len(hits) == 22
    hits = [hit.kind for hit in library.search("millers", limit=9)]
    assert [hits.count(kind) for kind in HitKind] == [4, 4, 1, 0]
    assert library.search("millers", limit=0) == []
    assert len(library.search("millers", limit=1)) == 1


def test_a_word_too_common_to_rank_gives_the_newest_first(library, article, monkeypatch):
    monkeypatch.setattr(finding, "RANKED", 3)
    made = [library.add(article("The mill. " * (9 - n)), Analysis()) for n in range(6)]
    assert [hit.reading for hit in library.search("mill")] == made[::-1]


PIECES = (
    *(f"{field.name}:" for field in FIELDS),
    *(field.example for field in FIELDS),
    *("AND", "OR", "NOT", '"', "mill", "mi*", "m*", "mil*", "(", ")", "-", "*", "{", "^", "+", "."),
    *("\0", "\ud800", "tag:“a b”", "in:smart", "-in:smart", "-speaker:x", "NEAR(", "unit:$"),
)
typed = st.text(
    alphabet=st.characters(exclude_categories=[]) | st.sampled_from('"“”*():^-+ANDORT{}.\0 '),
    max_size=40,
) | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def mill(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mill")
    with Library.open(folder / "library.sqlite") as opened:
        opened.add(Document("mill.txt", "The mill stood still.", (), title="Mill"), Analysis())
        opened.shelves.add_collection("Smart", query="mill OR speaker:x")
        yield opened


@settings(deadline=None, max_examples=300)
@given(typed, st.sampled_from(Order), st.sampled_from([None, *HitKind]))
def test_nothing_a_reader_types_ends_in_an_error_of_the_database(mill, query, order, kind):
    kinds = None if kind is None else {kind}
    for search in (
        lambda: mill.search(query, kinds=kinds, order=order),
        lambda: mill.readings_for(query),
    ):
        try:
            search()
        except QueryFailure as failure:
            assert 0 <= failure.start < failure.end <= len(query)  # noqa: PT017 -- most searches succeed


@pytest.mark.parametrize(
    "word", ["m" * 10_000, "mill " * 2000, "(" * 10_000, "-" * 10_000, '"' * 9999]
)
def test_very_long_searches_are_looked_for_or_refused(mill, word):
    try:
        assert len(mill.search(word)) <= 1
    except QueryFailure as failure:
        assert "more" in failure.reason or "many" in failure.reason  # noqa: PT017 -- some are found


def test_every_hits_text_is_the_readings_own(library, article):
    reading = library.add(
        article("\x02 Mill \x03 mills\0mill\n\n  mill \ufffe milling"), Analysis()
    )
    text = library.load(reading).document.text
    for typed_word in ("mill", "milling", "mill*"):
        for hit in library.search(typed_word):
            assert text[hit.start : hit.end] == hit.text


@given(st.text(alphabet="ab \n", max_size=80), st.data())
def test_a_passage_holds_the_hit_and_is_cut_at_blanks(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    cut = passage(text, start, end, 12)
    assert cut.start <= start <= end <= cut.end
    assert cut.end - cut.start <= max(12, end - start)
    for edge, beside in ((cut.start, cut.start - 1), (cut.end, cut.end)):
        inside = start < edge < end or edge in (start, end)
        assert inside or beside < 0 or beside == len(text) or text[beside].isspace()
