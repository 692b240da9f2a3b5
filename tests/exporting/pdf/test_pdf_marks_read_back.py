"""What is marked in a reading is marked in its PDF: the same words, once each."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.exporting.inventory import Own, Source, take
from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.reading.analysis import Analysis
from app.reading.annotation import Reading
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import BlockKind
from app.reading.marks import MarkKind, marks_of
from app.reading.spans import Span

READER = "Ines Okafor"


def words_of(reading, spans) -> str:
    return "".join(reading.document.text[span.start : span.end] for span in spans)


def test_every_mark_covers_its_own_words_and_no_others(reading, pdf, read_back, squeeze):
    read = read_back(pdf)
    for item in take(reading):
        expected = squeeze(words_of(reading, item.spans))
        assert squeeze(read[f"sayso-{item.id}"].words) == expected, item.id


def test_no_annotation_is_there_without_a_mark(reading, pdf, read_back):
    assert set(read_back(pdf)) == {f"sayso-{item.id}" for item in take(reading)}


def test_quotes_and_numbers_are_the_marks_the_screen_draws(reading):
    inventory = take(reading)
    marks = marks_of(reading.analysis, reading.own)

    def stretches(*kinds):
        return sorted({(mark.start, mark.end) for mark in marks if mark.kind in kinds})

    quoted = sorted(span for quote in inventory.quotes for span in quote.quoted)
    reported = sorted(span for quote in inventory.quotes for span in quote.reported)
    assert quoted == stretches(MarkKind.QUOTED)
    assert reported == stretches(MarkKind.REPORTED)
    assert [n.spans[0] for n in inventory.numbers] == stretches(MarkKind.CLAIM)
    assert sorted(span for s in inventory.sources for span in s.spans) == stretches(MarkKind.SOURCE)
    assert [own.spans[0] for own in inventory.own] == stretches(MarkKind.OWN)


def test_attitudes_scare_quotes_and_dates_stay_unmarked(reading, pdf, read_back):
    words = [read.words for read in read_back(pdf).values()]
    for unmarked in ("Buseskeeprunning", "“silverbridge”", "1962"):
        assert not any(unmarked in mark for mark in words)


def test_mixed_content_is_one_annotation(reading, pdf, read_back, squeeze):
    read = read_back(pdf)
    found = [
        r for r in read.values() if "halfaplan" in r.words and r.contents.startswith("Halvard")
    ]
    assert [squeeze(r.words) for r in found] == ["theplan“halfaplan”thatignorescommuters"]


def test_a_split_quotation_is_one_annotation(reading, pdf, read_back):
    found = [r for r in read_back(pdf).values() if "rust" in r.words and "lastone" in r.words]
    assert len(found) == 1
    assert found[0].contents == "Marta Lindqvist (quoted word for word; cue: said)"


@pytest.mark.parametrize(
    ("words", "contents"),
    [
        (
            "morethan1,250boltsmustbereplaced",
            "Halvard Boström › inspectors (reported in other words; cue: believe)",
        ),
        (
            "morethan1,250",
            "> 1,250 bolts: to be replaced\nClaimed by: Halvard Boström › inspectors\nChecked: open",
        ),
        ("roughly$3.4million", "≈ $3,400,000\nClaimed by: Ministry official\nChecked: open"),
        ("40percent", "40 percent: of the traffic\nClaimed by: the article itself\nChecked: open"),
        ("Aministryofficial", "Source: ministry official"),
        ("adifficultfind,anditisnot", "Ask her which find comes next: #rust $5 @dock"),
        ("firstefficient,welllitfootpath", ""),
    ],
)
def test_what_a_mark_is_about_stands_in_its_contents(pdf, read_back, squeeze, words, contents):
    assert contents in [r.contents for r in read_back(pdf).values() if squeeze(r.words) == words]


def test_own_marks_carry_the_readers_name_and_times(reading, pdf, read_back):
    for item in take(reading):
        read = read_back(pdf)[f"sayso-{item.id}"]
        own = isinstance(item, Own)
        assert read.author == (READER if own else "Sayso")
        assert read.entries[0]["/Zotero:AuthorName"] == read.author
        assert read.entries[0]["/CreationDate"] == (
            "D:20260304100000Z" if own else "D:20260304093000Z"
        )
        if own:
            assert read.entries[0]["/M"] == "D:20260305113000Z"


def test_every_annotation_has_what_readers_and_printers_need(reading, pdf, read_back):
    inventory = take(reading)
    sources = {f"sayso-{item.id}" for item in inventory if isinstance(item, Source)}
    for name, read in read_back(pdf).items():
        assert read.subtype == ("/Underline" if name in sources else "/Highlight")
        for entry in read.entries:
            assert entry["/F"] == "4"
            assert {"/Rect", "/C", "/M", "/AP", "/Popup", "/StructParent", "/Subj"} <= set(entry)
            assert isinstance(json.loads(entry["/Zotero:Tags"]), list)
            assert "/CA" not in entry


def test_a_mark_over_two_pages_is_one_annotation_in_two_parts(write_article, read_back, squeeze):
    sentence = "Nothing is said on this page that was not said on the one before it. "
    draft = write_article([(BlockKind.PARAGRAPH, sentence * 60, None)], title="Two pages")
    text = draft.document.text
    span = Span(400, len(text) - 300)
    reading = Reading(1, draft.document, own=(draft.own(1, text[span.start : span.end], "Long"),))
    read = read_back(annotated_pdf(reading))["sayso-H1"]
    assert read.parts == 2
    assert [entry["/NM"] for entry in read.entries] == ["sayso-H1-1of2", "sayso-H1-2of2"]
    assert squeeze(read.words) == squeeze(text[span.start : span.end])


ODD = "#$@\\\"`*_<>=~[](){}/'’“”—…&% é ß ﬁ ½ ² Ж λ \u00a0\u00ad\u200b😀א ש"


@st.composite
def articles(draw):
    word = st.text(
        st.sampled_from("abcdefghijklmnopqrstuvwxyzfi-.," + ODD), min_size=1, max_size=14
    )
    paragraphs = draw(
        st.lists(st.lists(word, min_size=1, max_size=60).map(" ".join), min_size=1, max_size=4)
    )
    paragraphs = [p for p in paragraphs if p.strip()] or ["word"]
    length = sum(len(p) + 1 for p in paragraphs) - 1
    places = st.integers(0, length)
    spans = draw(st.lists(st.tuples(places, places), max_size=5))
    return paragraphs, [Span(min(pair), max(pair)) for pair in spans]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(article=articles())
def test_any_stretch_of_any_text_reads_back(write_article, read_back, article):
    paragraphs, spans = article
    draft = write_article([(BlockKind.PARAGRAPH, p, None) for p in paragraphs], title="Any text")
    text = draft.document.text
    attributions = tuple(
        Attribution(f"a{n}", AttributionKind.INDIRECT, Act.STATEMENT, (span,), speaker="Someone")
        for n, span in enumerate(spans)
        if text[span.start : span.end].strip()
    )
    reading = Reading(1, draft.document, Analysis(attributions=attributions))
    read = read_back(annotated_pdf(reading))

    two_ways = any(unicodedata.bidirectional(character) == "R" for character in text)

    def folded(words):
        flat = unicodedata.normalize("NFKC", words)
        found = "".join(c for c in flat if c.isascii() and c.isalnum())
        # Programs put what is read into an order of their own beside words from right to left.
        return sorted(found) if two_ways else found

    for quote in take(reading).quotes:
        expected = folded(words_of(reading, quote.spans))
        mark = read.get(f"sayso-{quote.id}")
        assert folded(mark.words if mark else "") == expected
