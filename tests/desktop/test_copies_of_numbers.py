"""Numbers copied from their list, as lines and as a table."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from app.desktop.inspector import Inspector
from app.desktop.number_copies import line_of
from app.desktop.number_orders import Order
from app.reading.document import Document
from app.reading.quantity import QuantityKind
from app.rendering.palette import theme_named
from tests.desktop.numbers_listed import (
    COUNT,
    MONEY,
    NUMBERS,
    QUESTION,
    numbers,
    order,
    quantity,
    select,
    sheet,
)


def copied(qtbot, clipboard):
    qtbot.waitUntil(lambda: clipboard.text() != "as before")
    return clipboard.text()


def test_a_number_is_copied_as_one_clear_line(qtbot, tab, clipboard):
    select(tab, qtbot, "n2")
    tab.copy()
    assert copied(qtbot, clipboard) == (
        "more than 2,400 people killed in Mariupol – officials in Mariupol, told by Antony Blinken "
        "(The leaking fleet, The Quay, 23 March 2022)"
    )


@pytest.mark.parametrize(
    ("text", "kind", "unit", "subject", "said"),
    [
        ("900", COUNT, "boats", "sunk", "900 boats sunk"),
        ("900", COUNT, "boats", "boats in the yard", "900 boats in the yard"),
        ("thousands", COUNT, "people", "most of the people left",
         "thousands: most of the people left"),
        ("$3 million", MONEY, "USD", "the town spent it", "$3 million: the town spent it"),
        ("$3 million", MONEY, "USD", "for the slipway", "$3 million for the slipway"),
        ("40", QuantityKind.PERCENT, "%", "of the cost", "40 percent of the cost"),
        ("40", QuantityKind.PERCENT, "%", "fares rose by percent",
         "40 percent: fares rose by percent"),
        ("40", COUNT, None, "", "40"),
    ],
)  # fmt: skip
def test_a_number_and_what_it_counts_read_as_one_phrase(text, kind, unit, subject, said):
    made = quantity("n1", text, 40, kind, unit, subject, ("Ann",), ())
    assert line_of(made, Document("", "", ())) == f"{said} – Ann"


def test_several_are_copied_in_the_order_they_are_listed(qtbot, tab, clipboard):
    select(tab, qtbot, "n6", "question:0", "n3")
    tab.copy()
    lines = copied(qtbot, clipboard).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["More", "$3", "900"]
    assert "the article itself" in lines[-1]


def test_a_hedge_is_copied_along(qtbot, inspector, tab, clipboard):
    from dataclasses import replace

    hedged = replace(quantity(*NUMBERS[0]), hedge="estimated")
    inspector.show_sheet(sheet(hedged, questions=()))
    select(tab, qtbot, "n1")
    tab.copy()
    assert "40 boats moored at the quay (estimated) – " in copied(qtbot, clipboard)


def test_nothing_selected_leaves_the_clipboard_alone(qtbot, tab, clipboard):
    tab.copy()
    qtbot.waitUntil(lambda: tab._copying._steps is None)
    assert clipboard.text() == "as before"


def table_of(text):
    return [line.split("\t") for line in text.rstrip("\n").split("\n")]


def test_the_selected_numbers_are_copied_as_a_table(qtbot, tab, clipboard):
    select(tab, qtbot, "n2", "n4")
    tab.copy_table()
    head, *rows = table_of(copied(qtbot, clipboard))
    assert head == [
        "Number", "Value", "Low", "High", "Unit", "Kind", "Subject", "Claimant", "Check", "Question",
    ]  # fmt: skip
    assert rows == [
        ["more than 2,400", "2400", "2400", "", "people", "count", "killed in Mariupol",
         "officials in Mariupol, told by Antony Blinken", "check first", QUESTION],
        ["thousands", "", "1000", "", "people", "count", "", "Antony Blinken",
         "low priority", QUESTION],
    ]  # fmt: skip


@pytest.mark.parametrize("chosen", [(), ("n3",)])
def test_all_listed_numbers_are_copied_where_not_several_are_selected(
    qtbot, tab, clipboard, chosen
):
    if chosen:
        select(tab, qtbot, *chosen)
    order(tab, Order.VALUE)
    with qtbot.waitSignal(tab.toasted) as told:
        tab.copy_table()
    assert told.args[0].text == "5 numbers copied as a table."
    assert [row[0] for row in table_of(clipboard.text())[1:]] == [
        "900", "40", "more than 2,400", "thousands", "$3 million",
    ]  # fmt: skip


def test_the_table_is_there_for_word_processors_too(qtbot, tab, clipboard):
    with qtbot.waitSignal(tab.toasted):
        tab.copy_table()
    markup = clipboard.mimeData().html()
    assert markup.count("<tr>") == 6
    assert 'sdval="2400"' in markup
    assert "<th>Claimant</th>" in markup


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_words_that_a_spreadsheet_would_compute_are_defused(qtbot, inspector, tab, clipboard, sign):
    from dataclasses import replace

    evil = replace(
        quantity(*NUMBERS[0]),
        text=f'{sign}HYPERLINK("x";"y")',
        value=Decimal(-40),
        subject=f"{sign}1\t{sign}2\n<b>x</b>",
        claimed_by=(f"{sign}cmd",),
    )
    inspector.show_sheet(sheet(evil, questions=()))
    with qtbot.waitSignal(tab.toasted):
        tab.copy_table()
    (_, row) = table_of(clipboard.text())
    assert row[0] == f'\'{sign}HYPERLINK("x";"y")'
    assert row[1] == "-40"
    assert row[6] == f"'{sign}1 {sign}2 <b>x</b>"
    assert row[7] == f"'{sign}cmd"
    markup = clipboard.mimeData().html()
    assert f"<td>{sign}" not in markup
    assert "<b>" not in markup
    assert ">-40</td>" in markup


def test_numbers_no_longer_found_are_left_out_of_a_copy(qtbot, tab, clipboard):
    tab.sheet.found = sheet(quantity(*NUMBERS[0]), questions=()).found
    with qtbot.waitSignal(tab.toasted):
        tab.copy_table()
    assert [row[0] for row in table_of(clipboard.text())[1:]] == ["40"]


def test_a_list_that_was_never_in_view_can_be_copied(qtbot, clipboard):
    made = Inspector(theme_named("light"))
    made.fill()
    qtbot.addWidget(made)
    made.show_sheet(sheet())
    with qtbot.waitSignal(made.numbers.toasted):
        made.numbers.copy_table()
    assert len(table_of(clipboard.text())) == 6


def test_the_menu_of_a_row_says_what_it_copies(qtbot, tab):
    select(tab, qtbot, "n2", "n4")
    menu = tab.menu()
    assert [action.text() for action in menu.actions()] == [
        "Copy 2 lines",
        "Copy 2 numbers as a table",
    ]


def test_the_copy_key_copies_numbers_where_the_list_has_the_keyboard(
    qtbot, open_window, article, clipboard
):
    window = open_window(article)
    window.panes.show_tab(1)
    tab = window.inspector.numbers
    qtbot.waitUntil(lambda: bool(numbers(tab)))
    tab.view.follow(numbers(tab)[0])
    tab.view.setFocus()
    qtbot.waitUntil(tab.view.hasFocus)
    window.actions_["copy"].trigger()
    assert " – " in copied(qtbot, clipboard)
    with qtbot.waitSignal(tab.toasted):
        window.actions_["copy_numbers"].trigger()
    assert "\t" in clipboard.text()
    assert window.area.toast.isVisible()


def test_a_copied_table_outlives_the_program(tmp_path):
    program = """
from PySide6.QtWidgets import QApplication
from app.desktop.number_copies import Table
application = QApplication([])
application.clipboard().setMimeData(Table().data())
assert application.clipboard().mimeData().hasHtml()
"""
    ended = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert ended.returncode == 0, ended.stderr
