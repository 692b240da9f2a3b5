from __future__ import annotations

import pytest

from app import language, paths
from app.exporting.citations.answering import cited
from app.exporting.citations.cited import reference
from app.reading.passages import Passage, passage_at
from app.reading.styles import STYLES, work_to_json
from tests.exporting.citations.conftest import marked, reading_of
from tests.exporting.citations.pandoc import ITEMS

BRIDGE, RUST, JOURNAL = ITEMS[0], ITEMS[1], ITEMS[8]


def asked(form, style, *items, **more):
    works = [work_to_json(item, reading_of(item).document) for item in items]
    return cited({"form": form, "style": style, "works": works, **more})


@pytest.fixture
def german():
    language.use("de", paths.resource("languages"))
    yield
    language.use("en", paths.resource("languages"))


def quoted(style, words, item=JOURNAL, passage=("3", "page")):
    return asked("quotation", style, item, words=words, passage=list(passage))


def test_a_quote_goes_with_its_citation_and_page():
    made = quoted("apa", "the deck  is\nsound,")

    assert made.text == "“the deck is sound” (Lindqvist & Tan, 2018, p. 3)"
    assert made.html == "“the deck is sound” (Lindqvist &amp; Tan, 2018, p. 3)"


def test_paragraphs_stand_for_pages_where_there_are_none():
    assert quoted("apa", "so", BRIDGE, ("11", "paragraph")).text == "“so” (Aaker, 2026, para. 11)"


def test_what_is_quoted_within_a_quote_gets_the_inner_marks():
    words = "“We found rust,” she said. <i>Nothing</i> else"

    assert quoted("apa", words).text.startswith("“‘We found rust,’ she said. <i>Nothing</i> else”")
    assert "&lt;i&gt;Nothing" in quoted("apa", words).html
    assert quoted("harvard", words).text.startswith("‘“We found rust,” she said.")
    assert quoted("apa", "“We found rust,”").text.startswith("“We found rust” (")


def test_in_a_style_of_notes_the_note_stands_on_a_line_of_its_own():
    made = quoted("chicago-notes", "so")

    assert made.text == (
        "“so”\nMarta Lindqvist and Mei Tan, “Corrosion of Suspended Decks in Marine Climates,” "
        "Journal of Structural Care 44, no. 3 (2018): 3, https://doi.org/10.1234/jsc.2018.0044."
    )
    assert "“so”<br>Marta" in made.html
    assert "<i>Journal of Structural Care</i>" in made.html


def test_a_number_is_told_what_it_stands_for():
    made = quoted("ieee", "so")

    assert made.text.startswith("“so” [1, p. 3]\n[1] M. Lindqvist and M. Tan, “Corrosion")
    assert quoted("nature", "so").html.startswith("‘so’<sup>1</sup><br>1. Lindqvist")


def test_several_works_are_cited_in_one_citation_and_told_apart():
    made = asked("citation", "apa", BRIDGE, ITEMS[5], RUST)

    assert made.text == "(Aaker, 2026a, 2026b; Lindqvist & Boström, 2025)"
    numbers = asked("citation", "vancouver", *ITEMS[:4]).text.partition("\n")[0]
    assert numbers == "(1–4)"


def test_a_bibliography_is_sorted_and_each_entry_hangs():
    made = asked("bibliography", "apa", RUST, BRIDGE)

    first, second = made.text.split("\n")
    assert first.startswith("Aaker, P. (2026, March 3). Harbour bridge")
    assert second.startswith("Lindqvist, M., & Boström, H. (2025")
    assert made.html.count('<p style="margin-left: 2em; text-indent: -2em">') == 2
    assert "<i>Fjord Courier</i>" in made.html


def test_numbered_works_stand_in_their_order():
    made = asked("bibliography", "vancouver", RUST, BRIDGE)

    assert [line[:12] for line in made.text.split("\n")] == ["1. Lindqvist", "2. Aaker P. "]


def test_authors_who_wrote_the_entry_before_are_not_named_again():
    made = asked("bibliography", "mhra", BRIDGE, ITEMS[5])

    assert made.text.split("\n")[1].startswith("——, ‘Why Is the Bridge Closed?’")


@pytest.mark.parametrize("style", STYLES)
def test_a_work_of_which_little_is_known_is_cited_all_the_same(style):
    made = asked("citation", style, {"type": "webpage", "title": "Leaflet"})

    assert "eaflet" in made.text


@pytest.mark.parametrize("style", STYLES)
def test_strange_values_break_no_citation(style):
    item = {
        "type": "no-type",
        "title": "<i>Open “quote",
        "author": [{"given": "A"}, "B", {"literal": ""}, {"family": "C"}],
        "issued": {"date-parts": [["x"], [2024, "13", 99]]},
        "page": {"a": 1},
        "volume": 12,
        "URL": "https://a.example/?a=<b>&c",
        "editor": "nobody",
    }

    assert asked("citation", style, item).text
    assert "?a=<b>" not in asked("bibliography", style, item).html


def test_the_german_window_cites_in_german(german):
    assert quoted("apa", "so").text == "„so“ (Lindqvist & Tan, 2018, S. 3)"
    assert "4. März 2026" in asked("bibliography", "apa", ITEMS[18]).text


def test_a_british_style_keeps_to_its_english():
    assert "13 June" not in asked("bibliography", "harvard", BRIDGE).text
    assert "(Accessed: 4 March 2026)" in asked("bibliography", "harvard", BRIDGE).text


def test_a_reference_tells_what_is_italic():
    assert reference(BRIDGE, "apa")[1] == ("Fjord Courier", True)


def test_a_work_the_style_lists_nowhere_is_told_by_its_note():
    letter = {"type": "personal_communication", "title": "A letter"}

    assert asked("bibliography", "apa", letter, BRIDGE).entries == 1
    assert "A Letter" in asked("reference", "apa", letter).text


def test_a_style_nobody_knows_is_the_usual_one():
    assert asked("citation", "no-style", JOURNAL).text == "(Lindqvist & Tan, 2018)"


def test_a_passage_is_a_page_where_there_are_pages_else_a_paragraph():
    paged, plain = marked(pages=True), marked()
    second = plain.document.text.index("We found")

    assert passage_at(plain.document, {}, 0) == Passage("1", "paragraph")
    assert passage_at(plain.document, {}, second) == Passage("2", "paragraph")
    assert passage_at(paged.document, {}, second) == Passage("2", "page")


@pytest.mark.parametrize(
    ("pages", "page"),
    [
        ("201-202", "202"),
        ("201–2", "202"),
        ("201", "2"),
        ("201-290", "2"),
        ("x", "2"),
        ("7-7", "7"),
    ],
)
def test_pages_are_counted_as_they_are_printed(pages, page):
    paged = marked(pages=True)
    second = paged.document.text.index("We found")

    assert passage_at(paged.document, {"page": pages}, second).locator == page
