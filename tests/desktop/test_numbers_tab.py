"""The list of numbers: its orders, its questions, what it says of each number, and copies of it."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.desktop.announcing import spoken
from app.desktop.inspector import Inspector
from app.desktop.number_copies import line_of
from app.desktop.number_orders import ALL, Order
from app.desktop.sheet import Sheet
from app.reading.analysis import Analysis
from app.reading.document import Block, BlockKind, Document
from app.reading.quantity import Criterion, Quantity, QuantityKind
from app.reading.questions import Doubt, Question
from app.rendering.palette import theme_named

COUNT, MONEY, DATE = QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.DATE
NUMBERS = (
    ("n1", "40", 40, COUNT, "boats", "moored at the quay", (), (Criterion.STATISTIC,)),
    ("n2", "more than 2,400", 2400, COUNT, "people", "killed in Mariupol",
     ("officials in Mariupol", "Antony Blinken"),
     (Criterion.COMPARISON, Criterion.MONEY, Criterion.CAUSAL)),
    ("n3", "$3 million", 3_000_000, MONEY, "USD", "for the slipway", ("Ines Brandt",),
     (Criterion.MONEY, Criterion.COMPARISON)),
    ("n4", "thousands", 1000, COUNT, "people", "", ("Antony Blinken",), ()),
    ("n5", "2031", 2031, DATE, "year", "", (), ()),
    ("n6", "900", 900, COUNT, "boats", "sunk", (), ()),
)  # fmt: skip
QUESTION = "More than 2,400 in one city: is that part of the thousands?"
ASKED = (Question(Doubt.TOTAL, QUESTION, ("n2", "n4")),)
TEXT = ", ".join(text for _, text, *_ in NUMBERS)


def quantity(name, text, value, kind, unit, subject, by, worth):
    start = TEXT.index(text)
    figure = Decimal(value)
    return Quantity(
        name, start, start + len(text), text, kind,
        None if text == "thousands" else figure, figure, None if name in ("n2", "n4") else figure,
        unit, "more than" if name == "n2" else None, kind is not DATE, subject or None,
        claimed_by=by, worth=worth,
    )  # fmt: skip


def sheet(*numbers, questions=ASKED):
    document = Document(
        "fleet.txt",
        TEXT,
        (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),),
        title="The leaking fleet",
        outlet="The Quay",
        published="2022-03-23",
    )
    made = Sheet(
        document,
        Analysis(
            quantities=numbers or tuple(quantity(*number) for number in NUMBERS),
            questions=questions,
            pipeline="x",
        ),
    )
    made.marked = True
    return made


@pytest.fixture
def inspector(qtbot):
    made = Inspector(theme_named("light"))
    qtbot.addWidget(made)
    made.resize(348, 800)
    made.show()
    made.show_tab(1)
    made.show_sheet(sheet())
    return made


@pytest.fixture
def tab(inspector):
    return inspector.numbers


@pytest.fixture
def clipboard(qapp):
    found = QGuiApplication.clipboard()
    found.setText("as before")
    return found


def listed(tab):
    """Return keys of numbers, texts of questions and "# name count" of heads, as they stand."""
    return [
        f"# {row.text} {row.count}" if row.is_head else getattr(row, "text", "") or row.key
        for row in tab.view.rows().all()
    ]


def numbers(tab):
    return [row for row in listed(tab) if row.startswith("n")]


def below_questions(tab):
    return listed(tab)[2:]


def order(tab, chosen):
    tab._order.pick(chosen.value)


def select(tab, qtbot, first, *others):
    place(tab, qtbot, first)
    for key in others:
        place(tab, qtbot, key, Qt.KeyboardModifier.ControlModifier)


def place(tab, qtbot, key, held=Qt.KeyboardModifier.NoModifier):
    view = tab.view
    index = view.rows().index_of(key)
    view.scrollTo(index)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, held, view.visualRect(index).center()
    )


def row_of(tab, key):
    return tab.view.rows().row(tab.view.rows().index_of(key))


# Orders


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
    from app.desktop.inspector import LISTED
    from app.desktop.number_orders import Listing

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


@pytest.mark.parametrize("name", ["quotes", "sources", "notes"])
def test_the_other_lists_select_one_row_at_a_time(inspector, name):
    view = getattr(inspector, name).view
    assert view.selectionMode() is view.SelectionMode.SingleSelection


# Copies


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
