"""Names and notes stand beside their lines and never on each other."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exporting.inventory import take
from app.exporting.pdf import margin
from app.exporting.pdf.annotated_pdf import locate
from app.exporting.pdf.frame import frame_of
from app.exporting.pdf.margin import Beside, place
from app.exporting.pdf.typeset import Sheet, typeset
from app.reading.document import Block, BlockKind
from app.reading.exports import Choice, Paper
from app.reading.passages import number_paragraphs
from app.reading.spans import Span

FOOT = 760.0


def beside(top: float, height: float = 9.0, page: int = 1, kind: str = "name") -> Beside:
    return Beside(page, top, 400, 119, height, {"kind": kind})


@st.composite
def items(draw, kind: str, tallest: int):
    made = draw(
        st.lists(
            st.tuples(st.integers(1, 3), st.integers(60, 750), st.integers(9, tallest)), max_size=25
        )
    )
    return [beside(top, height, page, kind) for page, top, height in sorted(made)]


@given(names=items("name", 30), notes=items("note", 200))
def test_nothing_overlaps_and_nothing_leaves_the_page(names, notes):
    placed = place(names, notes, {1: 200.0}, FOOT)
    for item in placed:
        assert item.bottom <= FOOT
        if item.content["kind"] == "note" and item.page == 1:
            assert item.top >= 60
    for page in (1, 2, 3):
        column = sorted((item.top, item.bottom) for item in placed if item.page == page)
        for (_, bottom), (top, _) in pairwise(column):
            assert bottom <= top


@given(names=items("name", 30))
def test_a_name_is_never_above_its_line_nor_far_below_it(names):
    placed = place(names, [], {}, FOOT)
    wanted = {(name.page, name.top) for name in names}
    for name in placed:
        moved = [name.top - top for page, top in wanted if page == name.page and top <= name.top]
        assert min(moved) <= margin.FARTHEST


def test_names_with_room_keep_their_line():
    names = [beside(100), beside(140), beside(141, page=2)]
    assert place(names, [], {}, FOOT) == names


def test_a_name_is_pushed_down_by_the_one_before():
    first, second = place([beside(100), beside(104)], [], {}, FOOT)
    assert (first.top, second.top) == (100, first.bottom + margin.NAME_GAP)


def test_a_note_takes_the_first_gap_below_its_line():
    note = beside(100, 40, kind="note")
    placed = place([beside(110), beside(220)], [note], {}, FOOT)
    assert placed[-1] == replace(note, top=110 + 9 + margin.NOTE_GAP)


def test_a_note_at_the_foot_moves_up_to_where_it_fits():
    note = beside(740, 60, kind="note")
    assert place([], [note], {}, FOOT)[0].bottom == FOOT


def test_a_note_for_which_the_page_has_no_room_is_left_to_its_table():
    names = [beside(top) for top in range(60, 750, 11)]
    assert len(place(names, [beside(100, 40, kind="note")], {}, FOOT)) == len(names)


@pytest.fixture(params=list(Paper), ids=lambda paper: paper.name)
def set_out(request, reading):
    inventory, frame = take(reading), frame_of(Choice(paper=request.param))
    draft = typeset(reading, Sheet(measured=margin.to_measure(inventory, frame)), frame)
    located = locate(reading, draft, frame)
    numbered = number_paragraphs(reading.document.blocks)
    return margin.beside(inventory, located, numbered, draft, frame), located, frame


def line_of(reading, set_out, words):
    _, located, frame = set_out
    start = reading.document.text.index(words)
    line = located.lines(Span(start, start + len(words)))[0]
    return line.page + 1, frame.height - line.baseline


def test_the_chain_of_speakers_stands_beside_the_quotes_first_line(reading, set_out):
    found = set_out[0]
    names = {tuple(i.content["chain"]): i for i in found if i.content["kind"] == "name"}
    assert ("Halvard Boström", "inspectors") in names
    page, baseline = line_of(reading, set_out, "A ministry official")
    official = names["Ministry official",]
    assert official.page == page
    assert official.top < baseline < official.bottom


def test_a_run_by_one_speaker_in_a_paragraph_is_named_once(set_out):
    found = set_out[0]
    chains = [tuple(i.content["chain"]) for i in found if i.content["kind"] == "name"]
    assert chains.count(("Marta Lindqvist",)) == 1


def test_the_headline_has_no_name_beside_it(reading, set_out):
    page, baseline = line_of(reading, set_out, "Harbour bridge")
    assert not [
        i
        for i in set_out[0]
        if i.content["kind"] == "name" and i.page == page and i.top < baseline + 10
    ]


def test_numbers_and_own_marks_have_a_sign_at_the_end_of_their_line(reading, set_out):
    chips = {i.content["words"]: i for i in set_out[0] if i.content["kind"] == "chip"}
    assert set(chips) == {"N1", "N2", "N3", "N4", "1", "2", "3"}
    page, baseline = line_of(reading, set_out, "fourteen weeks")
    assert chips["N1"].page == page
    assert chips["N1"].top < baseline < chips["N1"].bottom + 1


def test_paragraphs_are_numbered_but_headings_captions_and_boilerplate_are_not(reading):
    numbered = number_paragraphs(reading.document.blocks)
    assert list(numbered.values()) == list(range(1, 9))
    kinds = {block.kind for block in numbered}
    assert not kinds & {BlockKind.HEADING, BlockKind.CAPTION, BlockKind.BOILERPLATE}


def test_the_rows_of_a_table_count_as_one_paragraph():
    rows = [Block(BlockKind.TABLE, at, at + 5) for at in (0, 6, 12)]
    after = Block(BlockKind.PARAGRAPH, 18, 30)
    assert number_paragraphs([*rows, after]) == {rows[0]: 1, after: 2}
