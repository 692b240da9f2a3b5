"""What goes into the library comes out again."""

import hashlib
import json
import sqlite3
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.anchors import Anchor, anchor
from app.reading.annotation import OwnAnnotation
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import (
    PASTED,
    Block,
    BlockKind,
    Document,
    Emphasis,
    Link,
    Original,
    Part,
    Picture,
    Printed,
)
from app.reading.failures import LibraryFailure
from app.reading.quantity import Bound, Criterion, Quantity, QuantityKind
from app.reading.questions import Doubt, Question
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker


def texts(longest):
    return st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=longest)


words = texts(30)
maybe = st.none() | words
offsets = st.integers(0, 40)
spans = st.lists(st.builds(Span, offsets, offsets), max_size=3).map(tuple)
shares = st.floats(0, 1)
numbers = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
levels = st.none() | st.integers(1, 6)

documents = st.builds(
    Document,
    source=words,
    text=texts(60),
    blocks=st.lists(
        st.builds(Block, st.sampled_from(BlockKind), offsets, offsets, levels, levels), max_size=4
    ).map(tuple),
    title=words,
    byline=words,
    outlet=words,
    published=words,
    language=words,
    address=words,
    links=st.lists(st.builds(Link, offsets, offsets, words), max_size=3).map(tuple),
    original=st.none() | st.builds(Original, st.binary(max_size=80), words, words),
    updated=words,
    image=words,
    doi=words,
    notice=words,
    part=st.none() | st.builds(Part, words, offsets, offsets),
    emphases=st.lists(st.builds(Emphasis, offsets, offsets, st.booleans()), max_size=3).map(tuple),
    pictures=st.lists(st.builds(Picture, offsets, words, words), max_size=3).map(tuple),
    printed=st.lists(st.builds(Printed, *[st.integers(0, 2**32 - 1)] * 5), max_size=3).map(tuple),
)
analyses = st.builds(
    Analysis,
    attributions=st.lists(
        st.builds(
            Attribution,
            id=words,
            kind=st.sampled_from(AttributionKind),
            act=st.sampled_from(Act),
            content=spans,
            cue=spans,
            source=spans,
            speaker=maybe,
            anonymous=st.booleans(),
            parent=maybe,
            confidence=shares,
            why=words,
            heading=st.booleans(),
        ),
        max_size=3,
    ).map(tuple),
    quotations=st.lists(
        st.builds(Quotation, words, offsets, offsets, st.booleans(), maybe, st.booleans()),
        max_size=3,
    ).map(tuple),
    quantities=st.lists(
        st.builds(
            Quantity,
            id=words,
            start=offsets,
            end=offsets,
            text=words,
            kind=st.sampled_from(QuantityKind),
            value=numbers,
            low=numbers,
            high=numbers,
            unit=maybe,
            modifier=maybe,
            claim=st.booleans(),
            subject=maybe,
            attribution=maybe,
            claimed_by=st.lists(words, max_size=3).map(tuple),
            confidence=shares,
            why=words,
            heading=st.booleans(),
            bound=st.none() | st.sampled_from(Bound),
            hedge=maybe,
            unit_text=maybe,
            against=maybe,
            worth=st.lists(st.sampled_from(Criterion), max_size=2).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    questions=st.lists(
        st.builds(Question, st.sampled_from(Doubt), words, st.lists(words, max_size=2).map(tuple)),
        max_size=2,
    ).map(tuple),
    speakers=st.lists(
        st.builds(Speaker, words, st.lists(words, max_size=3).map(tuple), words, st.booleans()),
        max_size=3,
    ).map(tuple),
    pipeline=words,
)
own_annotations = st.builds(
    OwnAnnotation,
    id=st.uuids().map(lambda made: made.hex),
    start=offsets,
    end=offsets,
    anchor=st.builds(Anchor, words, words, words, offsets, offsets),
    note=words,
    created=words,
    modified=words,
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    with Library.open(tmp_path_factory.mktemp("shelf") / "library.sqlite") as opened:
        yield opened


@settings(deadline=None)
@given(documents, analyses, st.lists(own_annotations, max_size=3))
def test_every_value_comes_back_as_it_went_in(shelf, document, analysis, own):
    reading = shelf.add(document, analysis)
    for item in own:
        shelf.save_own(reading, item)
    loaded = shelf.load(reading)
    assert loaded.document == replace(document, original=None)
    assert loaded.analysis == analysis
    assert set(loaded.own) == set(own)
    assert shelf.original(reading) == document.original


@settings(deadline=None, max_examples=30)
@given(analyses, analyses)
def test_a_second_analysis_takes_the_place_of_the_first(shelf, first, second):
    text = "A ferry runs every hour."
    reading = shelf.add(
        Document("ferry.txt", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)), first
    )
    shelf.save_analysis(reading, second)
    assert shelf.load(reading).analysis == second


def test_numbers_keep_every_digit(library, article, counted):
    text = "It weighs 0.10000000000000000000001 grams."
    exact = "0.10000000000000000000001"
    reading = library.add(article(text), counted(text, exact, exact))
    assert str(library.load(reading).analysis.quantities[0].value) == exact


def test_what_no_text_should_hold_is_replaced_letter_for_letter(library, article):
    reading = library.add(article("One\0two \ud800 three."), Analysis())
    assert library.load(reading).document.text == "One\ufffdtwo \ufffd three."


def test_a_file_name_that_is_no_text_is_kept_readable(library, article):
    document = article(source="caf\udce9.txt")
    reading = library.add(document, Analysis())
    assert library.load(reading).document.source == "caf\ufffd.txt"
    assert library.find(document) == reading


def test_a_reading_added_is_there_after_reopening(file, article):
    with Library.open(file) as library:
        reading = library.add(article(), Analysis())
    with Library.open(file) as library:
        assert library.load(reading).document == article()


def test_the_number_of_a_reading_is_never_given_again(file, article):
    with Library.open(file) as library:
        library.add(article(), Analysis())
        last = library.add(article(), Analysis())
    outside = sqlite3.connect(file)
    outside.execute("PRAGMA foreign_keys = ON")
    outside.execute("DELETE FROM readings")
    outside.commit()
    outside.close()
    with Library.open(file) as library:
        assert library.add(article(), Analysis()) > last


def test_the_original_is_kept_small_and_checked(library, file, article):
    page = Original(b"<p>" + b"The same again. " * 1000, "text/html", "2026-11-01T10:00:00Z")
    reading = library.add(replace(article(), original=page), Analysis())
    assert library.original(reading) == page
    with sqlite3.connect(file) as outside:
        (size,) = outside.execute("SELECT length(content) FROM originals").fetchone()
        assert size < len(page.content) / 10
        outside.execute("UPDATE originals SET sha256 = 'other'")
    outside.close()
    with pytest.raises(LibraryFailure, match="original of reading 1 is damaged"):
        library.original(reading)


def test_a_reading_without_original_has_none(library, article):
    assert library.original(library.add(article(), Analysis())) is None


def test_the_list_counts_what_the_reader_sees(library, article):
    text = "Prices\nPrices rose 4 percent, Ms Lund and Mr Orr said. Ms Lund wants 5. In 2020 too."
    line = Span(0, 6)

    def says(key, speaker, act=Act.STATEMENT, *, heading=False):
        return Attribution(
            key, AttributionKind.INDIRECT, act, (line,), speaker=speaker, heading=heading
        )

    def number(key, *, claim=True, heading=False):
        return Quantity(key, 0, 6, "x", QuantityKind.COUNT, claim=claim, heading=heading)

    analysis = Analysis(
        attributions=(
            says("a1", "Lund"),
            says("a2", "Orr", Act.BELIEF),
            says("a3", "Lund"),
            says("a4", None),
            says("a5", "Wanting", Act.ATTITUDE),
            says("a6", "Headline", heading=True),
        ),
        quantities=(number("n1"), number("n2", claim=False), number("n3", heading=True)),
    )
    reading = library.add(article(text, title="Prices", outlet="The Post"), analysis)
    library.save_own(reading, OwnAnnotation("o1", 0, 6, anchor(text, line)))
    summary = library.summary(reading)
    assert (summary.quotes, summary.speakers, summary.claims, summary.own) == (4, 2, 1, 1)
    assert summary.words == len(text.split())
    assert (summary.title, summary.outlet, summary.opened) == ("Prices", "The Post", "")
    library.save_analysis(reading, Analysis())
    assert library.summary(reading) == replace(summary, quotes=0, speakers=0, claims=0)


def test_the_list_is_newest_first_page_by_page(library, article):
    made = [library.add(article(source=f"{number}.txt"), Analysis()) for number in range(7)]
    seen, before = [], None
    while rows := library.readings(limit=3, before=before):
        seen += [row.id for row in rows]
        before = (rows[-1].added, rows[-1].id)
    assert seen == made[::-1]


def test_the_same_article_is_found_by_source_or_address_and_text(library, article):
    reading = library.add(article(source="a.html", address="https://post.example/a"), Analysis())
    assert library.find(article(source="a.html")) == reading
    assert library.find(article(source="b.html", address="https://post.example/a")) == reading
    assert library.find(article(source="b.html")) is None
    assert library.find(article("Something else.", source="a.html")) is None


def test_two_articles_without_an_address_are_not_the_same(library, article):
    library.add(article(source="a.txt"), Analysis())
    assert library.find(article(source="b.txt")) is None


def test_a_new_analysis_leaves_the_readers_own_work_alone(library, article, said):
    text = "The mill closes in May, Ada Birk said."
    reading = library.add(article(text), said(text, "The mill closes in May", "Ada Birk"))
    mine = OwnAnnotation("o1", 4, 8, anchor(text, Span(4, 8)), "ask her", "t1", "t2")
    library.save_own(reading, mine)
    library.save_analysis(reading, Analysis(pipeline="test 2"))
    assert library.load(reading).own == (mine,)
    assert library.load(reading).analysis == Analysis(pipeline="test 2")


def test_every_run_of_the_analysis_is_on_record(library, file, article):
    reading = library.add(article(), Analysis(pipeline="rules 1"))
    library.save_analysis(reading, Analysis(pipeline="rules 2"))
    outside = sqlite3.connect(file)
    runs = outside.execute(
        "SELECT pipeline, length(text_sha256), finished <> '' FROM analysis_runs"
    )
    assert runs.fetchall() == [("rules 1", 64, 1), ("rules 2", 64, 1)]
    outside.close()


def test_an_own_annotation_saved_again_is_replaced_and_can_be_deleted(library, article):
    reading = library.add(article(), Analysis())
    mine = OwnAnnotation("o1", 4, 11, anchor(article().text, Span(4, 11)))
    library.save_own(reading, mine)
    library.save_own(reading, replace(mine, note="which one?"))
    assert [item.note for item in library.load(reading).own] == ["which one?"]
    library.delete_own(reading, "o1")
    library.delete_own(reading, "o1")
    assert library.load(reading).own == ()


def test_the_place_is_remembered_and_counts_as_opening(library, article):
    reading = library.add(article(), Analysis())
    library.set_place(reading, 12)
    assert library.load(reading).place == 12
    assert library.summary(reading).opened >= library.summary(reading).added


def test_the_bin_hides_a_reading_and_gives_it_back_whole(library, article, said):
    text = "The mill closes in May, Ada Birk said."
    reading = library.add(article(text), said(text, "The mill closes in May", "Ada Birk"))
    before = library.load(reading)
    library.bin.put([reading])
    assert library.readings() == []
    assert library.find(article(text)) is None
    for asked in (library.load, library.summary, library.original):
        with pytest.raises(LibraryFailure, match=r"Reading 1 was deleted\. `sayso list`"):
            asked(reading)
    library.bin.restore([reading])
    assert library.load(reading) == before
    assert library.find(article(text)) == reading


def test_an_unknown_reading_is_said(library):
    mine = OwnAnnotation("o1", 0, 1, Anchor("a", "", "", 0, 1))
    for attempt in (
        lambda: library.load(7),
        lambda: library.summary(7),
        lambda: library.original(7),
        lambda: library.save_analysis(7, Analysis()),
        lambda: library.save_own(7, mine),
        lambda: library.delete_own(7, "o1"),
        lambda: library.set_place(7, 0),
        lambda: library.bin.put([7]),
        lambda: library.bin.restore([7]),
    ):
        with pytest.raises(LibraryFailure) as failure:
            attempt()
        assert str(failure.value) == "There is no reading 7. `sayso list` shows what there is."


def test_an_add_that_fails_half_way_leaves_nothing(library, article):
    broken = Analysis(
        quotations=(Quotation("q1", 0, 3),),
        speakers=(Speaker("Ada", aliases=(object(),)),),
    )
    with pytest.raises(TypeError):
        library.add(article(), broken)
    assert library.readings() == []
    assert library.add(article(), Analysis())
    assert len(library.readings()) == 1


def test_a_reading_can_be_cited_from_what_the_article_says_of_itself(library, file, article):
    document = article(
        title="The mill",
        byline="Ada Birk",
        outlet="The Post",
        published="2026-03",
        address="https://post.example/mill",
    )
    page = Original(b"x", "text/html", "2026-11-01T10:00:00Z")
    library.add(replace(document, original=page), Analysis())
    outside = sqlite3.connect(file)
    (item,) = outside.execute("SELECT csl -> '$' FROM readings").fetchone()
    outside.close()
    assert item == (
        '{"type":"article-newspaper","title":"The mill","author":[{"literal":"Ada Birk"}],'
        '"container-title":"The Post","issued":{"date-parts":[[2026,3]]},'
        '"accessed":{"date-parts":[[2026,11,1]]},"URL":"https://post.example/mill"}'
    )


def test_a_paper_and_a_chapter_are_cited_as_what_they_are(library, file, article):
    paper = article(title="Kilns", doi="10.5555/kiln", outlet="Journal of Kilns")
    library.add(paper, Analysis())
    chapter = article(title="The flood", outlet="Weir Press", byline="Ada Birk")
    library.add(replace(chapter, part=Part("The mill", 3, 12)), Analysis())
    outside = sqlite3.connect(file)
    items = [json.loads(row[0]) for row in outside.execute("SELECT csl FROM readings ORDER BY id")]
    outside.close()
    assert [row.outlet for row in library.readings()] == ["The mill", "Journal of Kilns"]
    assert items[0]["type"] == "article-journal"
    assert items[0]["DOI"] == "10.5555/kiln"
    assert items[1] == {
        "type": "chapter",
        "title": "The flood",
        "author": [{"literal": "Ada Birk"}],
        "container-title": "The mill",
        "publisher": "Weir Press",
        "chapter-number": "3",
    } | {"accessed": items[1]["accessed"]}


def test_another_text_at_the_same_address_is_a_version_of_it(library, article):
    address = "https://post.example/mill"
    first = library.add(article("It has 40 looms.", address=address), Analysis())
    other = library.add(
        article("A kiln.", address="https://post.example/kiln", source="k"), Analysis()
    )
    second = library.add(article("It has 41 looms.", address=address, source="again"), Analysis())
    third = library.add(article("It has 42 looms.", address=address), Analysis())
    versions = [library.load(reading).earlier for reading in (first, other, second, third)]
    assert versions == [None, None, first, second]
    replaced = {row.id for row in library.readings() if row.replaced}
    assert replaced == {first, second}
    library.bin.put([third])
    assert (
        library.load(library.add(article("It is shut.", address=address), Analysis())).earlier == 3
    )


def test_chapters_are_no_versions_of_each_other_and_pasted_texts_neither(library, article):
    for number in (1, 2):
        chapter = replace(article(f"Page {number}."), part=Part("The mill", number, 2))
        assert library.load(library.add(chapter, Analysis())).earlier is None
    changed = replace(article("Page two."), part=Part("The mill", 2, 2))
    assert library.load(library.add(changed, Analysis())).earlier == 2
    for text in ("One.", "Two."):
        pasted = library.add(article(text, source=PASTED), Analysis())
        assert library.load(pasted).earlier is None


def test_marks_of_other_programs_are_taken_in_only_once(library, article):
    text = "The mill has 40 looms."
    marks = [
        OwnAnnotation(name, start, end, anchor(text, Span(start, end)), "why?")
        for name, start, end in (("pdf-a", 4, 8), ("pdf-b", 13, 15))
    ]
    reading = library.add(article(text), Analysis(), marks[:1])
    assert [mark.id for mark in library.load(reading).own] == ["pdf-a"]
    library.delete_own(reading, "pdf-a")
    assert library.take_in(reading, marks) == [marks[1]]
    assert library.load(reading).own == (marks[1],)
    assert library.take_in(reading, marks) == []


def test_the_bytes_of_a_source_are_known_by_their_hash(library, article):
    page = Original(b"<p>The mill", "text/html", "2026-11-01T10:00:00Z")
    reading = library.add(replace(article(), original=page), Analysis())
    sha256 = hashlib.sha256(page.content).hexdigest()
    assert library.originals_of(["article.txt", "other.txt"]) == {"article.txt": (reading, sha256)}
    library.bin.put([reading])
    assert library.originals_of(["article.txt"]) == {}


def test_the_value_of_a_number_too_long_to_write_out_is_kept(library, article, counted):
    text = "A googol and more."
    reading = library.add(article(text), counted(text, "googol", "1E+9000"))
    assert library.load(reading).analysis.quantities[0].value == Decimal("1E+9000")
