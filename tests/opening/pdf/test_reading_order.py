"""The words of a page come in the order a person reads them."""

import pytest

from app.reading.document import BlockKind
from tests.benchmarks.papers import kept_order, paper, rejoined
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

THREE = [HARBOUR.strip(), ORCHARD.strip(), LIBRARY.strip()]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_paper_in_columns_is_read_column_by_column(columns):
    made = paper(columns=columns, sections=2)
    text = document(made.content).text
    assert kept_order(made.body, text) >= 0.99
    assert rejoined([*made.body, *made.beside], text) >= 0.99


def test_paragraphs_are_whole_blocks_with_their_pages():
    found = document(typeset(PLAIN + "\n\n".join(THREE * 4)))
    assert blocks(found) == THREE * 4
    assert [block.page for block in found.blocks] == sorted(block.page for block in found.blocks)
    assert found.blocks[-1].page == 2


def test_columns_drawn_line_by_line_across_the_page_are_told_apart():
    left, right = lines(HARBOUR, 40, 500), lines(ORCHARD, 220, 500)
    drawing = Drawing()
    drawing.page(*(word for pair in zip(left, right, strict=False) for word in pair))
    text = document(drawing.bytes()).text.replace("\n", " ")
    assert text == f"{HARBOUR}{ORCHARD}".strip()


def test_what_is_drawn_last_but_stands_first_is_read_first():
    drawing = Drawing()
    drawing.page(*lines(ORCHARD, 40, 300, wide=60)[::-1], *lines(HARBOUR, 40, 500, wide=60)[::-1])
    assert blocks(document(drawing.bytes())) == [HARBOUR.strip(), ORCHARD.strip()]


def test_a_line_across_both_columns_parts_them_into_two_pairs():
    drawing = Drawing()
    drawing.page(
        *lines(HARBOUR, 40, 550),
        *lines(ORCHARD, 220, 550),
        ("Figure 1: What the sea left of the pier, seen from the customs house", 40, 390),
        *lines(LIBRARY, 40, 350),
        *lines(HARBOUR.upper(), 220, 350, wide=25),
    )
    text = document(drawing.bytes()).text
    places = [text.index(start) for start in ("The harb", "In the v", "Figure", "A read", "THE HA")]
    assert places == sorted(places)


def test_a_paragraph_goes_on_after_the_figure_that_parts_it():
    drawing = Drawing()
    words = lines(HARBOUR + ORCHARD, 40, 550, wide=60)
    upper, lower = words[:4], words[4:]
    drawing.page(*[(text, x, 500 - 12 * at) for at, (text, x, *_) in enumerate(upper)])
    drawing.page(
        ("Figure 2: The pier before the storm came in", 40, 550, 8),
        *[(text, x, 500 - 12 * at) for at, (text, x, *_) in enumerate(lower)],
    )
    found = document(drawing.bytes())
    assert blocks(found, BlockKind.PARAGRAPH) == [(HARBOUR + ORCHARD).strip()]
    assert blocks(found)[-1].startswith("Figure 2")


def test_a_footnote_comes_after_the_paragraph_its_page_ends_in():
    note = "The ledger gives another figure."
    found = document(
        typeset(
            PLAIN
            + HARBOUR * 3
            + f"\n\n{ORCHARD}#footnote[{note}]\n\n"
            + LIBRARY * 6
            + f"\n\n{HARBOUR}"
        )
    )
    listed = blocks(found)
    at = next(at for at, words in enumerate(listed) if words.endswith(note))
    assert listed[at - 1] == (LIBRARY * 6).strip()
    assert found.blocks[at].page == 1
    assert found.blocks[at + 1].page == 2


def test_words_broken_at_line_ends_are_whole_again_and_compounds_keep_their_hyphen():
    drawing = Drawing()
    drawing.page(
        ("The attribution was never in doubt, the well-known engineer said of the attri-", 20, 500),
        ("bution, and a well-", 20, 488),
        ("known one at that. It is a state-of-the-", 20, 476),
        ("art bridge for pre- and post-war traffic, for short-", 20, 464),
        ("and long-term use, of Anglo-", 20, 452),
        ("Norse make, with a self-", 20, 440),
        ("supporting deck.", 20, 428),
    )
    text = document(drawing.bytes()).text
    assert "of the attribution, and a well-known one" in text
    assert "state-of-the-art bridge for pre- and post-war" in text
    assert "for short- and long-term use" in text
    assert "Anglo-Norse make, with a self-supporting deck." in text
