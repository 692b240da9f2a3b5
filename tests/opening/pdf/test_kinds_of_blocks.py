"""Headings, lists, captions, tables and quotations are told from paragraphs."""

import pytest

from app.opening.pdf.lines import Line
from app.opening.pdf.sheets import with_note_signs
from app.reading.document import BlockKind
from tests.opening.pdf.making import (
    HARBOUR,
    LIBRARY,
    ORCHARD,
    PLAIN,
    Drawing,
    blocks,
    document,
    lines,
    typeset,
)

PAPER = f"""{PLAIN}
#set heading(numbering: "1.1")
#set par(first-line-indent: 1em, spacing: 0.65em)
= Introduction
{HARBOUR * 2}

{ORCHARD * 2}
== What the keeper wrote
{LIBRARY * 2}
#figure(rect(width: 4cm, height: 2cm), caption: [The green ledger, opened at the first page.])
{HARBOUR}
== Loans
{ORCHARD}
= References
{LIBRARY}
"""


def test_headings_have_levels_by_their_numbers():
    found = document(typeset(PAPER))
    headings = [
        (found.text[block.start : block.end], block.level)
        for block in found.blocks
        if block.kind is BlockKind.HEADING
    ]
    assert headings == [
        ("1 Introduction", 2),
        ("1.1 What the keeper wrote", 3),
        ("1.2 Loans", 3),
        ("2 References", 2),
    ]


def test_indented_paragraphs_are_apart():
    found = document(typeset(PAPER))
    assert blocks(found, BlockKind.PARAGRAPH)[:3] == [
        (HARBOUR * 2).strip(),
        (ORCHARD * 2).strip(),
        (LIBRARY * 2).strip(),
    ]


def test_headings_without_numbers_have_levels_by_their_size():
    found = document(
        typeset(
            f"{PLAIN}#text(20pt)[Storms]\n\n= Ports\n{HARBOUR}\n\n== Piers\n{ORCHARD}\n\n= Farms\n{LIBRARY}"
        )
    )
    levels = [b.level for b in found.blocks if b.kind is BlockKind.HEADING]
    assert found.title == "Storms"
    assert levels == [2, 3, 2]


def test_a_caption_is_a_caption_and_a_mention_of_a_figure_is_not():
    found = document(typeset(f"{PAPER}\n\nFigure 1 shows the ledger, which {HARBOUR.lower()}"))
    assert blocks(found, BlockKind.CAPTION) == [
        "Figure 1: The green ledger, opened at the first page."
    ]


@pytest.mark.parametrize("start", ["- ", "+ "])
def test_list_items_are_blocks_of_their_own(start):
    items = [HARBOUR.strip(), "The valley lost a third of its crop.", LIBRARY.strip()]
    found = document(typeset(PLAIN + HARBOUR + "\n" + "\n".join(start + item for item in items)))
    listed = blocks(found, BlockKind.LIST_ITEM)
    assert [words.split(" ", 1)[1] for words in listed] == items


def test_rows_of_a_table_have_their_cells_apart():
    rows = [("Port", "Boats", "Sailors"), ("North quay", "40", "212"), ("Old pier", "11", "58")]
    table = ",".join(f"[{cell}]" for row in rows for cell in row)
    found = document(typeset(f"{PLAIN}{HARBOUR}\n\n#table(columns: 3, {table})\n\n{ORCHARD}"))
    assert blocks(found, BlockKind.TABLE) == ["\t".join(row) for row in rows]
    assert blocks(found, BlockKind.PARAGRAPH) == [HARBOUR.strip(), ORCHARD.strip()]


def test_a_table_across_a_page_of_two_columns_is_read_row_by_row():
    cells = [("Port", 40), ("Boats", 150), ("Lost", 230), ("Sailors", 310)]
    table = [(word, x, 300 - 14 * row) for row in range(4) for word, x in cells]
    drawing = Drawing()
    drawing.page(
        *lines(HARBOUR, 40, 550), *lines(ORCHARD, 220, 550), *table, *lines(LIBRARY, 40, 200)
    )
    assert blocks(document(drawing.bytes()), BlockKind.TABLE) == ["Port\tBoats\tLost\tSailors"] * 4


def test_a_quotation_set_in_on_both_sides_is_a_quotation():
    found = document(typeset(f"{PLAIN}{HARBOUR}\n#quote(block: true)[{ORCHARD * 2}]\n{LIBRARY}"))
    assert blocks(found, BlockKind.QUOTE) == [(ORCHARD * 2).strip()]


def test_a_list_of_works_with_hanging_indents_is_one_block_a_work():
    works = [f"Author, {name}. (1999). {HARBOUR}".strip() for name in ("A", "B", "C")]
    found = document(
        typeset(
            f"{PLAIN}#set par(hanging-indent: 1.5em, spacing: 0.65em)\n= References\n\n"
            + "\n\n".join(works)
        )
    )
    assert blocks(found)[-3:] == works


def test_blocks_cover_every_visible_character_and_never_overlap():
    found = document(typeset(PAPER))
    bare = list(found.text)
    for block in found.blocks:
        assert "\n" not in found.text[block.start : block.end]
        bare[block.start : block.end] = " " * (block.end - block.start)
    assert not "".join(bare).strip()
    assert all(a.end < b.start for a, b in zip(found.blocks, found.blocks[1:], strict=False))


def test_raised_figures_are_superscripts():
    found = document(
        typeset(f"{PLAIN}An area of 40 km#super[2] and 3 CO#sub[2] meters, 10#super[6] in all.")
    )
    assert found.text == "An area of 40 km² and 3 CO₂ meters, 10⁶ in all."


def test_centred_headings_in_small_type_are_headings():
    found = document(
        typeset(
            f"{PLAIN}#set par(first-line-indent: 1em, spacing: 0.65em)\n{HARBOUR}\n\n"
            f"#align(center)[II. What Was Lost]\n{ORCHARD}\n\n#emph[II.A. Boats]\n\n{LIBRARY}"
        )
    )
    headings = [b for b in found.blocks if b.kind is BlockKind.HEADING]
    assert [found.text[b.start : b.end] for b in headings] == ["II. What Was Lost", "II.A. Boats"]
    assert [b.level for b in headings] == [2, 3]


def test_a_numbered_formula_is_no_table():
    drawing = Drawing()
    drawing.page(
        *lines(HARBOUR, 40, 550, wide=60),
        ("n", 150, 484),
        ("k", 180, 484),
        ("x = y", 120, 472),
        ("a + b", 170, 472),
        ("(4)", 300, 472),
        ("i", 150, 460),
        ("c", 180, 460),
        *lines(ORCHARD, 40, 440, wide=60),
    )
    found = document(drawing.bytes())
    assert blocks(found, BlockKind.TABLE) == []


def test_words_in_italics_and_in_bold_are_emphases():
    found = document(
        typeset(
            f"{PLAIN}The *green ledger* was kept in _the reading room of the old customs house_."
        )
    )
    stretches = [(found.text[e.start : e.end], e.strong) for e in found.emphases]
    assert stretches == [
        ("green ledger", True),
        ("the reading room of the old customs house", False),
    ]


def test_plain_text_and_headings_have_no_emphases():
    assert document(typeset(f"{PLAIN}= Ports\n{HARBOUR}\n\n= Piers\n{ORCHARD}")).emphases == ()


def test_a_bold_line_close_over_its_paragraph_is_a_heading():
    found = document(
        typeset(
            f"{PLAIN}{LIBRARY}\n\n*What the pilots and the keepers of the harbour said then*\\\n{HARBOUR}"
        )
    )
    assert blocks(found, BlockKind.HEADING) == [
        "What the pilots and the keepers of the harbour said then"
    ]
    assert blocks(found, BlockKind.PARAGRAPH) == [LIBRARY.strip(), HARBOUR.strip()]


def test_bold_words_in_the_middle_of_a_line_make_no_heading():
    lines = (
        "The keeper said that *the pier* was lost and more \\ so was the slipway in the same week."
    )
    found = document(typeset(f"{PLAIN}= Ports\n{ORCHARD}\n\n= Piers\n{lines}\n\n{HARBOUR}"))
    assert "The keeper said that the pier was lost and more so was" in found.text
    stretches = [(found.text[e.start : e.end], e.strong) for e in found.emphases]
    assert stretches == [("the pier", True)]


def test_a_small_raised_figure_that_is_a_line_of_its_own_is_the_sign_of_a_note():
    words = Line("The pilots came.", None, 73, 132, 484.8, 12, bold=False, italic=False, page=1)
    figure = words._replace(text="14", left=134, right=139, baseline=489.4, size=7)
    level = figure._replace(baseline=484.8)
    large = figure._replace(size=12)
    far = figure._replace(left=160, right=165)
    note = figure._replace(left=66, right=71)  # before the note it belongs to

    def told(*lines):
        return [line.text for line in with_note_signs(list(lines))]

    assert told(words, figure) == ["The pilots came.", "¹⁴"]
    assert told(note, words) == ["¹⁴", "The pilots came."]
    for other in (level, large, far):
        assert told(words, other) == ["The pilots came.", "14"]
