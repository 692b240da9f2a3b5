"""Notes and checks of numbers are told in full, wherever they lie."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.reading.annotation import Reading
from app.reading.document import BlockKind
from app.reading.exports import Choice
from app.reading.spans import Span

READER = "Ines Okafor"


@pytest.fixture(scope="module")
def words(rich, page_words):
    return " ".join(page_words(annotated_pdf(rich, Choice(READER))))


@pytest.fixture(scope="module")
def read(rich, read_back):
    return read_back(annotated_pdf(rich, Choice(READER)))


def test_notes_to_the_whole_come_first_and_lost_ones_last(words):
    notes = words[words.index("Highlights and notes") :]
    order = ["Compare with last year. See <b>#12</b>.", "Ask her which find", "Gone?"]
    places = [notes.index(said) for said in order]
    assert places == sorted(places)
    assert "all of it" in notes
    assert "on “the ferry of 1987” not in the text" in notes


def test_tags_stand_with_their_notes_and_in_the_mark(words, read):
    assert "on “a difficult find, and it is not” · #rust, #to check" in words
    assert "#desk" in words
    assert read["sayso-H1"].entries[0]["/Zotero:Tags"] == '["rust", "to check"]'


def test_how_a_check_came_out_stands_with_the_number_and_in_its_pop_up(words, read):
    table = words[words.index("What it counts") :]
    assert table.count("Evidence:") == 2
    assert "Evidence: Table 4 of the ministry says 1,190. Asked again on 5 March." in table
    assert "disputed" in table
    said = {name: mark.contents.split("\n")[2:] for name, mark in read.items() if "-N" in name}
    assert said["sayso-N1"] == ["Checked: disputed"]
    assert said["sayso-N2"][0] == "Checked: wrong"
    assert said["sayso-N2"][1:] == [
        "Evidence: Table 4 of the ministry says 1,190.",
        "Asked again on 5 March.",
    ]
    assert said["sayso-N3"] == ["Checked: right", "Evidence: Budget 2026, p. 12"]
    assert said["sayso-N4"] == ["Checked: open"]


def test_a_very_long_note_is_whole_in_its_table_and_pop_up(rich, page_words, read_back):
    note = " ".join(f"thought {number}," for number in range(4000)) + " " + "y" * 3000
    long = replace(rich, own=(replace(rich.own[0], note=note),), aside=())
    pdf = annotated_pdf(long, Choice(READER))
    pages = page_words(pdf)
    assert "thought 3999," in pages[-1]
    assert "thought 3999," not in pages[0]
    assert read_back(pdf)["sayso-H1"].contents == note


def test_five_thousand_notes_are_all_there(write_article, read_back, page_words):
    """On a page without room for them they have their sign in the gutter, table and pop-up."""
    lines = [(BlockKind.PARAGRAPH, f"Line {number} of it all.", None) for number in range(5000)]
    draft = write_article(lines, title="A line a note", language="en")
    first = draft.own(1, "Line 0 of", "x")
    own = tuple(
        replace(
            first, id=f"{number:032x}", start=block.start, end=block.start + 4, note=f"n{number}"
        )
        for number, block in enumerate(draft.document.blocks)
    )
    pdf = annotated_pdf(Reading(1, draft.document, own=own), Choice(READER))
    read = read_back(pdf)
    assert {f"sayso-H{number}" for number in range(1, 5001)} == set(read)
    assert all(mark.words == "Line" for mark in read.values())
    assert read["sayso-H5000"].contents == "n4999"
    assert "n4999" in page_words(pdf)[-1]


@pytest.mark.parametrize(
    "words",
    [
        "\ud800 half and \udc00 half",
        "a\x00b\x07c",
        "= head #panic() $x$ @a <b> \\end{document} <script>x</script> =1+1",
        "\U0001f9ec \U000e0041 \U0010fffd ﷽ ",
    ],
)
def test_odd_characters_anywhere_do_not_stop_an_export(rich, words):
    span = Span(0, len(words))
    document = replace(
        rich.document, title=words, byline=words, outlet=words, published=words, address=words
    )
    own = replace(rich.own[0], note=words, tags=(words,))
    speakers = tuple(
        replace(
            a, speaker=words, content=(Span(a.content[0].start, a.content[0].start + span.end),)
        )
        for a in rich.analysis.attributions
    )
    numbers = tuple(
        replace(q, text=words, unit=words, subject=words, claimed_by=(words,))
        for q in rich.analysis.quantities
    )
    decisions = tuple(replace(d, evidence=words) for d in rich.decisions)
    odd = replace(
        rich,
        document=document,
        own=(own,),
        decisions=decisions,
        analysis=replace(rich.analysis, attributions=speakers, quantities=numbers),
    )
    assert annotated_pdf(odd, Choice(words)).startswith(b"%PDF")
