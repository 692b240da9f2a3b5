"""The list of numbers: its orders, its questions, and what it says of each number."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.desktop.number_orders import ALL, Order
from app.desktop.spoken_marks import spoken
from app.reading.quantity import QuantityKind
from app.reading.questions import Doubt, Question
from tests.desktop.numbers_listed import (
    COUNT,
    NUMBERS,
    QUESTION,
    below_questions,
    listed,
    numbers,
    order,
    place,
    quantity,
    row_of,
    select,
    sheet,
)


def test_questions_come_first_then_the_claims_as_the_text_has_them(tab):
    assert listed(tab) == ["# Questions 1", QUESTION, "# Claims 5", "n1", "n2", "n3", "n4", "n6"]


def test_a_question_about_a_date_is_asked_though_dates_are_not_listed(inspector, tab):
    asked = (Question(Doubt.DATE, "Is there such a day?", ("n5",)),)
    inspector.show_sheet(sheet(questions=asked))
    assert listed(tab)[:2] == ["# Questions 1", "Is there such a day?"]
    assert "n5" not in numbers(tab)


def test_without_questions_the_claims_need_no_head(inspector, tab):
    inspector.show_sheet(sheet(questions=()))
    assert listed(tab) == ["n1", "n2", "n3", "n4", "n6"]


def test_by_value_the_largest_of_each_unit_comes_first_and_the_commonest_unit_does(tab):
    order(tab, Order.VALUE)
    assert below_questions(tab) == [
        "# Boats 2", "n6", "n1", "# People 2", "n2", "n4", "# US dollars 1", "n3",
    ]  # fmt: skip


def test_by_unit_each_has_a_head_and_numbers_stay_in_text_order(tab):
    order(tab, Order.UNIT)
    assert below_questions(tab) == [
        "# Boats 2", "n1", "n6", "# People 2", "n2", "n4", "# US dollars 1", "n3",
    ]  # fmt: skip


def test_what_cannot_be_added_up_with_its_unit_stands_apart_at_the_end(inspector, tab):
    rest = [
        quantity("n8", "40", 40, QuantityKind.RATIO, "people", "", (), ()),
        quantity("n9", "900", 900, COUNT, None, "", (), ()),
    ]
    inspector.show_sheet(sheet(*(quantity(*number) for number in NUMBERS), *rest))
    order(tab, Order.UNIT)
    assert below_questions(tab)[-4:] == ["# Ratios 1", "n8", "# Without a unit 1", "n9"]


def test_by_claimant_the_article_itself_comes_last(tab):
    order(tab, Order.CLAIMANT)
    assert below_questions(tab) == [
        "# Officials in Mariupol 1", "n2", "# Ines Brandt 1", "n3", "# Antony Blinken 1", "n4",
        "# The article itself 2", "n1", "n6",
    ]  # fmt: skip


def test_by_what_to_check_the_highest_grade_comes_first(tab):
    order(tab, Order.CHECK)
    assert below_questions(tab) == [
        "# Check first 1", "n2", "# Worth checking 1", "n3", "# Could be checked 1", "n1",
        "# Low priority 2", "n4", "n6",
    ]  # fmt: skip


@pytest.mark.parametrize("chosen", Order)
def test_every_order_lists_every_number_once(tab, chosen):
    tab._which.pick(ALL)
    order(tab, chosen)
    assert sorted(numbers(tab)) == ["n1", "n2", "n3", "n4", "n5", "n6"]


@pytest.mark.parametrize("chosen", [Order.CLAIMANT, Order.CHECK])
def test_what_claims_nothing_has_no_claimant_and_no_grade(tab, chosen):
    tab._which.pick(ALL)
    order(tab, chosen)
    assert listed(tab)[-2:] == ["# Claims nothing: dates, times, ages 1", "n5"]


def test_the_row_in_focus_stays_in_focus_in_another_order(tab):
    tab.view.follow("n3")
    order(tab, Order.CHECK)
    assert tab.view.current_key() == "n3"


def test_the_lists_are_made_ahead(inspector, tab, monkeypatch):
    from app.desktop.number_orders import Listing
    from app.desktop.working_ahead import LISTED

    made = sheet()
    made.found.prepare(LISTED)
    monkeypatch.setattr(Listing, "rows", None)
    inspector.show_sheet(made)
    for chosen in Order:
        order(tab, chosen)
        assert "n2" in listed(tab)


# One speaker, the filter box


def test_only_what_one_speaker_claims_is_listed(inspector, tab):
    inspector.show_sheet(tab.sheet, "Antony Blinken")
    assert numbers(tab) == ["n2", "n4"]
    inspector.show_sheet(tab.sheet, "Ines Brandt")
    assert listed(tab) == ["n3"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2,400", ["n2"]),
        ("1,000 or more", ["n4"]),
        ("boats", ["n1", "n6"]),
        ("slipway", ["n3"]),
        ("blinken people", ["n2", "n4"]),
        ("worth", []),
    ],
)
def test_the_filter_looks_through_number_unit_subject_and_claimant(tab, words, found):
    tab.filter.setText(words)
    assert numbers(tab) == found


def test_heads_of_a_filtered_list_tell_how_many_there_were(tab):
    order(tab, Order.UNIT)
    tab.filter.setText("sunk")
    assert listed(tab) == ["# Boats 1 of 2", "n6"]
    assert tab._told.text() == "1 of 5 match"
    tab.filter.clear()
    assert tab._told.text() == "5 claims"


def test_questions_are_found_by_their_words(tab):
    tab.filter.setText("one city")
    assert listed(tab) == ["# Questions 1 of 1", QUESTION]


# What a row says


def test_a_row_has_the_number_as_written_and_figures_where_it_has_none(tab):
    row = row_of(tab, "n4")
    assert (row.value, row.unit, row.normal) == ("thousands", "people", "1,000 or more")
    assert row_of(tab, "n2").normal == ""


def test_a_row_can_be_heard_with_its_grade_and_question(tab):
    index = tab.view.rows().index_of("n2")
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == (
        "more than 2,400 people, killed in Mariupol, Antony Blinken › officials in Mariupol. "
        f"Check first: a comparison, money, cause and effect. Question: {QUESTION}"
    )
    assert spoken(tab.sheet, "n2") == heard


def test_pointing_at_a_row_tells_the_criteria_and_the_whole_question(tab):
    def tip(key):
        return tab.view.rows().index_of(key).data(Qt.ItemDataRole.ToolTipRole)

    assert tip("n3") == "Worth checking: money, a comparison"
    assert tip("n2").splitlines()[1] == QUESTION
    assert tip("n6") is None


def test_grades_can_be_told_apart_without_colour(tab):
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    def picture(key):
        image = QImage(300, 100, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        option = QStyleOptionViewItem()
        option.rect = QRect(0, 0, 300, 100)
        tab._delegate.paint(painter, option, tab.view.rows().index_of(key))
        painter.end()
        sign = image.copy(255, 10, 40, 20)
        return sum(sign.pixelColor(x, y).value() < 180 for x in range(40) for y in range(20))

    dark = [picture(key) for key in ("n6", "n1", "n3", "n2")]
    assert dark[0] == 0
    assert dark == sorted(set(dark))


# Going there and being followed


def test_going_to_a_question_goes_to_its_first_number_and_stays_at_the_question(qtbot, inspector):
    tab = inspector.numbers
    inspector.chosen.connect(inspector.follow)
    with qtbot.waitSignal(inspector.chosen) as gone:
        place(tab, qtbot, "question:0")
    assert gone.args == ["n2"]
    assert tab.view.current_key() == "question:0"
    qtbot.keyClick(tab.view, Qt.Key.Key_Down)
    qtbot.keyClick(tab.view, Qt.Key.Key_Down)
    assert tab.view.current_key() == "n1"
    inspector.follow("n2")
    assert tab.view.current_key() == "n2"


def test_a_date_in_focus_brings_all_numbers_into_the_list(inspector, tab):
    inspector.follow("n5")
    assert tab._which.choice == ALL
    assert tab.view.current_key() == "n5"


def test_several_rows_can_be_selected_while_the_text_follows(qtbot, inspector):
    tab = inspector.numbers
    gone = []
    inspector.chosen.connect(inspector.follow)
    inspector.chosen.connect(gone.append)
    select(tab, qtbot, "n1", "n3")
    assert [row.key for row in tab.view.selected()] == ["n1", "n3"]
    assert gone[-1] == "n3"
    qtbot.keyClick(tab.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [row.key for row in tab.view.selected()][-2:] == ["n3", "n4"]
    qtbot.keyClick(tab.view, Qt.Key.Key_Down)
    assert [row.key for row in tab.view.selected()] == ["n6"]


def test_a_row_can_be_taken_out_of_the_selection(qtbot, inspector):
    tab = inspector.numbers
    inspector.chosen.connect(inspector.follow)
    select(tab, qtbot, "n1", "n3", "n1")
    assert [row.key for row in tab.view.selected()] == ["n3"]


def test_what_is_selected_stays_so_when_the_list_is_made_again(qtbot, tab):
    select(tab, qtbot, "n1", "n3")
    order(tab, Order.VALUE)
    assert {row.key for row in tab.view.selected()} == {"n1", "n3"}


def test_following_another_mark_selects_that_one_alone(qtbot, inspector, tab):
    select(tab, qtbot, "n1", "n3")
    inspector.follow("n4")
    assert [row.key for row in tab.view.selected()] == ["n4"]


def test_everything_can_be_selected_beyond_what_is_in_view(inspector, tab):
    many = [quantity(f"n{place}", "40", 40, COUNT, "boats", "", (), ()) for place in range(1, 1001)]
    inspector.show_sheet(sheet(*many, questions=()))
    tab.view.selectAll()
    assert len(tab.view.selected()) == 1000


def test_sources_are_selected_one_at_a_time(inspector):
    view = inspector.sources.view
    assert view.selectionMode() is view.SelectionMode.SingleSelection
