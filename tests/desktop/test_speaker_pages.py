"""The page of a speaker: all they say in the library, and which names are one speaker."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from app.desktop.speaker_pages import PAGE
from app.desktop.speaker_rows import DAY, SaidDelegate, number_rows, quote_rows
from app.library.library import Library
from app.reading.attribution import AttributionKind
from app.reading.failures import Failure
from app.reading.listing import Hit, HitKind
from app.reading.profile import Figure
from app.rendering.palette import theme_named
from tests.desktop import library_stock
from tests.desktop.hands import click, menu_at, press

LATEST = 15_000
CONTROL = Qt.KeyboardModifier.ControlModifier

ARTICLES = (
    ("Ferry to stop in May", "Island Courier", "2024-03-01", "Mira Holt", "the hull is worn through", "3", "ferries"),
    ("Harbour to be dredged", "City Examiner", "2023-06-11", "Mira Holt", "the harbour is too shallow", "5", "ferries"),
    ("Council votes", "City Examiner", "2023-01-30", "M. Holt", "the vote was close", "12", "votes"),
    ("Shops count losses", "The Ledger", "2022-11-02", "Omar Reyes", "nobody asked us", "30", "shops"),
)  # fmt: skip


def article(title, outlet, day, name, words, count, unit):
    """Return an article in which the number is claimed by who speaks."""
    document, analysis = library_stock.marked(title, outlet, day, name, words, count, unit)
    (number,) = analysis.quantities
    (speaker,) = analysis.speakers
    claimed = replace(number, claimed_by=(name,), subject="docked in the harbour")
    return document, replace(
        analysis, quantities=(claimed,), speakers=(replace(speaker, role="harbour master"),)
    )


@pytest.fixture
def library(library_file):
    """Make a library in which three readings quote Mira Holt, one of them under another name."""
    with Library.open(library_file) as made:
        return [made.add(*article(*facts)) for facts in ARTICLES]


def opened(qtbot, open_window):
    """Open the window, and wait until it shows the reading it shows first."""
    window = open_window(wait=False)
    window.resize(1400, 900)
    qtbot.waitUntil(lambda: bool(window.library_pane.listed()), timeout=LATEST)
    qtbot.waitUntil(lambda: window.desk.sheet is not None, timeout=LATEST)
    return window


@pytest.fixture
def window(qtbot, open_window, library):
    window = opened(qtbot, open_window)
    open_reading(qtbot, window, library[0])
    return window


def open_reading(qtbot, window, reading):
    window.desk.reopen(reading)
    qtbot.waitUntil(
        lambda: window.desk.sheet is not None and window.desk.sheet.id == reading, timeout=LATEST
    )
    qtbot.waitUntil(lambda: bool(window.reader.targets().find("a1")), timeout=LATEST)


def page_of(qtbot, window, name="Mira Holt"):
    """Open a speaker's page as the mark in focus lets one do."""
    window.reader.focus_mark("a1")
    window.reader.setFocus()
    press(qtbot, window.reader, Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
    shown(qtbot, window, name)
    return window.speaker_pages.page


def shown(qtbot, window, name):
    pages = window.speaker_pages
    qtbot.waitUntil(
        lambda: (
            pages.is_open() and pages.page.profile.name == name and bool(listed(pages.page.quotes))
        ),
        timeout=LATEST,
    )


def listed(view):
    return [row for row in view.rows().all() if not row.is_head]


def pick(qtbot, window, text, name):
    """Type into the picker, and take what then stands first."""
    picker = window.area.picker
    qtbot.keyClicks(picker.field, text)
    qtbot.waitUntil(
        lambda: (
            [row.name for row in picker.view.rows().all()][:1] == [name]
            and len(picker.view.rows().all()) == 1
        ),
        timeout=LATEST,
    )
    press(qtbot, picker.field, Qt.Key.Key_Return)


def test_the_page_tells_who_speaks_and_lists_quotes_newest_first(qtbot, window):
    page = page_of(qtbot, window)
    assert page.title.text() == "Mira Holt"
    assert page.roles.text() == "harbour master"
    assert page.counts.text() == "2 quotes in 2 readings, from 11 Jun 2023 to 1 Mar 2024."
    assert (
        page.words.text.text() == "10 words: 0 in quotation marks (solid), 10 reported (hatched)."
    )
    assert [row.spoken for row in page.quotes.rows().all() if row.is_head] == ["2024", "2023"]
    first, second = listed(page.quotes)
    assert (first.day, first.where) == ("1 Mar 2024", "Ferry to stop in May · Island Courier")
    assert first.manner is AttributionKind.INDIRECT
    assert second.words == "the harbour is too shallow"
    assert not window.area.legend.isVisible()  # a head of its own leads back
    assert page.quotes.hasFocus()


def test_where_no_day_is_known_none_is_left_room_for(qapp, made_rows):
    dated, undated = made_rows
    assert {row.indent for row in dated} == {DAY}
    assert {row.indent for row in undated} == {0}
    delegate = SaidDelegate(theme_named("light"))
    assert delegate.height(undated[0], 240) < delegate.height(dated[0], 240)


@pytest.fixture
def made_rows():
    """Return the rows of a quote and a number of a dated reading, and those of an undated one."""
    _, analysis = article(*ARTICLES[0])
    (number,) = analysis.quantities
    rows = []
    for day in ("2024-03-01", ""):
        words = "the hull is worn through after forty winters"
        hit = Hit(HitKind.QUOTE, 1, "Ferry to stop", 0, len(words), words, published=day)
        figure = Figure(number, 1, "Ferry to stop", "Island Courier", day)
        rows.append([quote_rows([hit])[1], *number_rows([figure])])
    return rows


def test_ctrl_click_on_a_name_in_the_margin_opens_the_page_and_a_click_isolates(qtbot, window):
    reader, names = window.reader, window.reader._names
    qtbot.waitUntil(lambda: bool(list(names.gutter.between(0, 2000, None))), timeout=LATEST)
    (placed, *_) = names.gutter.between(0, 2000, None)
    y = placed.names[0].baseline - 4 - reader.verticalScrollBar().value()
    place = QPoint(reader.room[0] - 60, int(y))
    qtbot.mouseClick(names, Qt.MouseButton.LeftButton, pos=place)
    assert window.showing.only == "Mira Holt"
    assert not window.speaker_pages.is_open()
    qtbot.mouseClick(names, Qt.MouseButton.LeftButton, CONTROL, place)
    shown(qtbot, window, "Mira Holt")


def test_the_inspectors_sources_lead_to_the_page(qtbot, window):
    window.actions_["tab_sources"].trigger()
    tab = window.inspector.sources
    qtbot.waitUntil(lambda: tab.view.rows().index_of("source:Mira Holt").isValid(), timeout=LATEST)
    menu_at(tab.view, "source:Mira Holt")["Their page"].trigger()
    shown(qtbot, window, "Mira Holt")
    window.area.leave_over()
    click(qtbot, tab.view, "source:Mira Holt")
    qtbot.mouseClick(tab.card._page, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.speaker_pages.is_open, timeout=LATEST)


def test_a_quote_opens_its_reading_at_the_mark_and_there_is_a_way_back(qtbot, window, library):
    page = page_of(qtbot, window)
    second = listed(page.quotes)[1]
    place = page.quotes.visualRect(page.quotes.rows().index_of(second.key)).center()
    qtbot.mouseClick(page.quotes.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: window.desk.sheet.id == library[1], timeout=LATEST)
    assert not window.speaker_pages.is_open()
    assert window.area.legend.isVisible()
    qtbot.waitUntil(lambda: window.reader.focused() == "a1", timeout=LATEST)
    assert window.area.toast.text() == "From the page of Mira Holt."
    press(qtbot, window.reader, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.speaker_pages.is_open()
    assert page.quotes.current_key() == second.key


def test_going_through_the_list_opens_nothing_until_enter(qtbot, window, library):
    page = page_of(qtbot, window)
    press(qtbot, page.quotes, Qt.Key.Key_End)
    assert page.quotes.current_key() == listed(page.quotes)[-1].key
    assert window.desk.sheet.id == library[0]
    press(qtbot, page.quotes, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk.sheet.id == library[1], timeout=LATEST)


def test_esc_leads_back_to_the_text_and_keys_of_the_text_do_nothing_meanwhile(qtbot, window):
    page = page_of(qtbot, window)
    press(qtbot, page.quotes, Qt.Key.Key_H)
    assert window.desk.sheet.own == {}
    press(qtbot, page.quotes, Qt.Key.Key_Escape)
    assert not window.speaker_pages.is_open()
    assert window.reader.hasFocus()
    press(qtbot, window.reader, Qt.Key.Key_H)
    assert len(window.desk.sheet.own) == 1


def test_numbers_and_figures_that_differ_stand_under_their_tabs(qtbot, window, library):
    page = page_of(qtbot, window)
    qtbot.waitUntil(lambda: len(listed(page.differing)) == 1, timeout=LATEST)
    assert [row.value for row in listed(page.numbers)] == ["3", "5"]
    (pair,) = listed(page.differing)
    assert [half.big for half in pair.halves] == ["3", "5"]
    assert pair.foot == "These differ in when they were published."
    heads = page._tabs.buttons()
    qtbot.mouseClick(heads[0], Qt.MouseButton.LeftButton)
    heads[0].setFocus()
    press(qtbot, heads[0], Qt.Key.Key_Left)
    assert page.tab() == 2
    assert heads[2].hasFocus()
    page.differing.setFocus()
    press(qtbot, page.differing, Qt.Key.Key_Home)
    press(qtbot, page.differing, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window.desk.sheet.id == library[1], timeout=LATEST)
    qtbot.waitUntil(lambda: window.reader.focused() == "n1", timeout=LATEST)


def test_names_are_united_separated_and_both_taken_back(qtbot, window):
    page = page_of(qtbot, window)
    qtbot.mouseClick(page.unite, Qt.MouseButton.LeftButton)
    pick(qtbot, window, "m", "M. Holt")
    qtbot.waitUntil(lambda: page.profile.others == ("M. Holt",), timeout=LATEST)
    assert page.counts.text().startswith("3 quotes in 3 readings, from 30 Jan 2023")
    assert len(listed(page.quotes)) == 3
    assert page.taken.isVisible()
    assert window.area.toast.text() == "“M. Holt” and “Mira Holt” are one speaker now."
    (chip,) = page.names.chips
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.profile.others == (), timeout=LATEST)
    assert not page.taken.isVisible()
    window.changes.undo()
    qtbot.waitUntil(lambda: page.profile.others == ("M. Holt",), timeout=LATEST)
    window.changes.undo()
    qtbot.waitUntil(lambda: page.profile.others == (), timeout=LATEST)
    assert len(listed(page.quotes)) == 2


def test_the_picker_closes_on_esc_and_a_click_beside_and_changes_nothing(qtbot, window):
    page = page_of(qtbot, window)
    qtbot.mouseClick(page.unite, Qt.MouseButton.LeftButton)
    picker = window.area.picker
    qtbot.waitUntil(lambda: len(picker.view.rows().all()) == 2, timeout=LATEST)
    assert "Mira Holt" not in [row.name for row in picker.view.rows().all()]
    press(qtbot, picker.field, Qt.Key.Key_Down)
    assert picker.view.current_row().name == picker.view.rows().all()[1].name
    high = picker.height()
    qtbot.keyClicks(picker.field, "omar")
    qtbot.waitUntil(lambda: len(picker.view.rows().all()) == 1, timeout=LATEST)
    assert picker.height() < high  # no higher than what it offers
    assert picker.view.height() == picker.view.sizeHintForRow(0)
    assert picker.says.height() >= picker.says.heightForWidth(picker.says.width())
    qtbot.keyClicks(picker.field, " nobody")
    qtbot.waitUntil(picker.nothing.isVisible, timeout=LATEST)
    assert picker.rect().contains(picker.nothing.geometry())
    press(qtbot, picker.field, Qt.Key.Key_Escape)
    assert not picker.isVisible()
    assert page.isVisible()
    qtbot.mouseClick(page.unite, Qt.MouseButton.LeftButton)
    page.quotes.setFocus()
    assert not picker.isVisible()
    assert not window.changes.stack.canUndo()


def test_any_speaker_is_chosen_from_the_menu(qtbot, window):
    window.actions_["speaker"].trigger()
    pick(qtbot, window, "rey", "Omar Reyes")
    shown(qtbot, window, "Omar Reyes")


def test_a_change_of_the_library_shows_on_the_page(qtbot, window, library):
    page = page_of(qtbot, window)
    window.changes.move_to_bin([library[1]])
    qtbot.waitUntil(lambda: page.profile.quotes == 1, timeout=LATEST)
    assert len(listed(page.quotes)) == 1


def test_many_quotes_are_read_a_page_at_a_time(qtbot, open_window, library_file):
    with Library.open(library_file) as made:
        for n in range(PAGE + 20):
            made.add(*article(f"Day {n}", "", f"2023-{n % 12 + 1:02d}-01", "Mira Holt", f"it is day {n}", "1", "day"))  # fmt: skip
    window = opened(qtbot, open_window)
    window.speaker_pages.open("Mira Holt")
    shown(qtbot, window, "Mira Holt")
    page = window.speaker_pages.page
    assert len(listed(page.quotes)) == PAGE
    press(qtbot, page.quotes, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: len(listed(page.quotes)) == PAGE + 20, timeout=LATEST)
    heads = [row.spoken for row in page.quotes.rows().all() if row.is_head]
    assert heads == ["2023"]


def test_quotes_that_could_not_be_read_are_read_on_the_next_try(
    qtbot, open_window, library_file, monkeypatch
):
    with Library.open(library_file) as made:
        for n in range(PAGE + 20):
            made.add(*article(f"Day {n}", "", f"2023-{n % 12 + 1:02d}-01", "Mira Holt", f"it is day {n}", "1", "day"))  # fmt: skip
    read, tries = Library.quotes_by, []

    def fails_once(library, name, limit, after=None):
        if after is not None:
            tries.append(after)
            if len(tries) == 1:
                raise Failure("The library is busy.", "Try again.")
        return read(library, name, limit, after)

    monkeypatch.setattr(Library, "quotes_by", fails_once)
    window = opened(qtbot, open_window)
    window.speaker_pages.open("Mira Holt")
    shown(qtbot, window, "Mira Holt")
    page = window.speaker_pages.page
    press(qtbot, page.quotes, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: window.area.banners.texts() != [], timeout=LATEST)
    assert len(tries) == 1
    press(qtbot, page.quotes, Qt.Key.Key_Home)
    press(qtbot, page.quotes, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: len(listed(page.quotes)) == PAGE + 20, timeout=LATEST)


def test_who_has_no_name_is_not_united(qtbot, open_window, library_file):
    with Library.open(library_file) as made:
        document, analysis = article(
            "Port", "", "2024-01-01", "clerks at the port", "so it is", "1", "day"
        )
        (speaker,) = analysis.speakers
        made.add(document, replace(analysis, speakers=(replace(speaker, anonymous=True),)))
    window = opened(qtbot, open_window)
    window.speaker_pages.open("clerks at the port")
    shown(qtbot, window, "clerks at the port")
    page = window.speaker_pages.page
    assert page.roles.text() == "Not named: other articles may mean somebody else by these words."
    assert not page.unite.isVisible()
