"""Searching the library: kinds, order, what is found painted, and what is wrong said in place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

from app.desktop import library_search
from app.desktop.library_query_help import QueryHelp
from app.desktop.pens import Pen
from app.library.query.fields import FIELDS
from app.reading.listing import HitKind
from tests.desktop.hands import click, press

LATEST = 10_000


@pytest.fixture
def pane(stocked):
    return stocked[0].library_pane


def heads(pane):
    return [row.spoken for row in pane.view.rows().all() if row.is_head]


def hits(pane, kind=None):
    rows = (row for row in pane.view.rows().all() if not row.is_head)
    return [row for row in rows if kind is None or row.hit.kind is kind]


def search(qtbot, pane, text):
    """Type a search, and wait until it is answered."""
    with qtbot.waitSignals([pane.searching.answered], timeout=LATEST):
        pane.search.clear()
        qtbot.keyClicks(pane.search, text)


def test_what_is_found_is_listed_kind_by_kind(qtbot, pane):
    search(qtbot, pane, "harbour")
    assert heads(pane) == ["Readings, 3", "Quotes, 3", "Notes, 1"]
    assert pane.head.text() == "Found"
    assert pane.count.text() == "7"
    assert not pane.shelves.isVisible()
    (note,) = hits(pane, HitKind.NOTE)
    assert note.note == "Call the harbour master."
    quote = next(row for row in hits(pane, HitKind.QUOTE) if row.hit.speaker == "Omar Reyes")
    assert quote.who == "Omar Reyes · Shopkeepers count their losses"
    assert quote.where == "City Examiner · 30 Jan 2024"


def test_one_kind_alone_is_found_when_it_is_chosen(qtbot, pane):
    assert not pane.search_bar.kinds.isVisible()
    search(qtbot, pane, "harbour")
    assert pane.search_bar.kinds.isVisible()
    quotes = pane.search_bar.kinds.buttons[HitKind.QUOTE]
    with qtbot.waitSignals([pane.searching.answered], timeout=LATEST):
        qtbot.mouseClick(quotes, Qt.MouseButton.LeftButton)
    assert heads(pane) == ["Quotes, 3"]
    quotes.setFocus()
    with qtbot.waitSignals([pane.searching.answered], timeout=LATEST):
        press(qtbot, quotes, Qt.Key.Key_Right)
    assert pane.search_bar.kinds.buttons[HitKind.NUMBER].isChecked()
    assert heads(pane) == []
    with qtbot.waitSignals([pane.searching.answered], timeout=LATEST):
        qtbot.mouseClick(pane.search_bar.kinds.buttons[None], Qt.MouseButton.LeftButton)
    assert len(heads(pane)) == 3


def test_the_newest_stand_first_when_that_is_chosen(qtbot, pane):
    search(qtbot, pane, "harbour OR winter OR rivers")
    with qtbot.waitSignals([pane.searching.answered], timeout=LATEST):
        pane.bar.order.pick("Newest")
    dates = [row.hit.published for row in hits(pane, HitKind.READING)]
    assert len(dates) > 3
    assert dates == sorted(dates, reverse=True)


def test_exactly_what_was_found_is_painted_bold(qtbot, pane, monkeypatch):
    search(qtbot, pane, "harbour")
    written = []
    write = Pen.write

    def spy(pen, face, token, x, y, text, leading):
        written.append((face.font.weight() == QFont.Weight.Bold, text))
        return write(pen, face, token, x, y, text, leading)

    monkeypatch.setattr(Pen, "write", spy)
    pane.view.grab()
    assert {text for bold, text in written if bold} == {"harbour"}
    assert (False, "shopkeepers") in written


def test_a_quote_and_a_number_open_where_they_stand(qtbot, pane):
    search(qtbot, pane, "number:52")
    opened = []
    pane.hit_chosen.connect(lambda reading, place: opened.append((reading, place)))
    (number,) = hits(pane, HitKind.NUMBER)
    click(qtbot, pane.view, number.key)
    assert opened[0] == (number.hit.reading, number.hit.start)


def test_what_is_wrong_is_said_and_underlined_while_the_last_answer_stays(qtbot, pane):
    search(qtbot, pane, "harbour")
    shown = [row.key for row in hits(pane)]
    with qtbot.waitSignals([pane.searching.failed], timeout=LATEST):
        qtbot.keyClicks(pane.search, " number:many")
    trouble = pane.search_bar.trouble
    assert trouble.isVisible()
    assert trouble.text().startswith("number: needs a number, such as number:>1000.")
    assert [row.key for row in hits(pane)] == shown
    line = pane.search.underline()
    metrics = pane.search.fontMetrics()
    assert line.width() == pytest.approx(metrics.horizontalAdvance("number:many"), abs=2)
    picture = pane.search.grab().toImage()
    bad = QColor(pane.theme.color("bad"))
    place = line.center().toPoint() * picture.devicePixelRatio()
    assert picture.pixelColor(place) == bad
    search(qtbot, pane, "harbour number:52")
    assert not trouble.isVisible()
    assert pane.search.underline().isEmpty()


def test_the_underline_follows_a_search_longer_than_the_field(qtbot, pane):
    with qtbot.waitSignals([pane.searching.failed], timeout=LATEST):
        pane.search.insert("harbour " * 9 + "😀 number:many")
    line = pane.search.underline()
    right = pane.search.cursorRect().center().x()
    assert line.right() == pytest.approx(right, abs=2)
    press(qtbot, pane.search, Qt.Key.Key_Home)
    pane.search.grab()  # the field scrolls when it is painted
    assert pane.search.underline().isEmpty()


def test_why_nothing_may_be_found_is_said(qtbot, pane):
    search(qtbot, pane, "zeppelin")
    assert pane.nothing.text() == "Nothing matches “zeppelin”."
    search(qtbot, pane, "speker:holt")
    assert "Did you mean “speaker:”?" in pane.nothing.text()


def test_the_cleared_field_brings_the_shelf_back(qtbot, pane):
    search(qtbot, pane, "harbour")
    press(qtbot, pane.search, Qt.Key.Key_Escape)
    assert pane.head.text() == "All readings"
    assert pane.shelves.isVisible()
    assert not pane.search_bar.kinds.isVisible()
    assert len(pane.view.rows().all()) == 8
    assert not pane.nothing.isVisible()


def test_answers_to_what_was_typed_before_are_dropped(qtbot, pane):
    answers = []
    pane.searching.answered.connect(lambda _anew: answers.append(len(pane.searching.hits)))
    pane.search.setText("harbour")
    pane.searching.search()
    pane.search.setText("zeppelin")
    pane.searching.search()
    qtbot.waitUntil(lambda: bool(answers), timeout=LATEST)
    done = []
    pane._library.ask(lambda _library: 1, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=LATEST)
    assert set(answers) == {0}  # a pause in typing may have asked a second time


@pytest.mark.parametrize("kind", [None, HitKind.READING])
def test_more_is_found_on_scrolling_and_nothing_moves_for_it(qtbot, pane, monkeypatch, kind):
    monkeypatch.setattr(library_search, "PAGE", 4)
    pane.window().resize(1400, 460)
    pane.searching.kind = kind
    search(qtbot, pane, "said")
    first = [row.key for row in pane.view.rows().all()]
    qtbot.waitUntil(lambda: not pane.searching.more, timeout=LATEST)
    rows = pane.view.rows().all()
    assert [row.key for row in rows][: len(first)] == first
    assert len({row.key for row in hits(pane)}) == len(hits(pane)) == len(pane.searching.hits)
    if kind is None:
        assert heads(pane)[0] == "Readings, 4+"
        assert any(head.startswith("More readings") for head in heads(pane))
    else:
        assert heads(pane) == ["Readings, 4+"]
        assert len(hits(pane)) == 6


def test_help_lists_every_field_and_puts_an_example_into_the_search(qtbot, pane):
    qtbot.keyClicks(pane.search, "harbour")
    qtbot.mouseClick(pane.search_bar.help_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(pane.window().findChildren(QueryHelp)), timeout=LATEST)
    (shown,) = pane.window().findChildren(QueryHelp)
    rows = shown.view.rows().all()
    examples = [row.example for row in rows]
    assert [field.example for field in FIELDS] == examples[-len(FIELDS) :]
    shown.view.follow(rows[examples.index("unit:percent")].key)
    press(qtbot, shown.view, Qt.Key.Key_Return)
    assert pane.search.text() == "harbour unit:percent"
    assert not shown.isVisible()


def test_help_is_left_with_esc(qtbot, stocked):
    window, _ = stocked
    window.actions_["search_help"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(QueryHelp)), timeout=LATEST)
    (shown,) = window.findChildren(QueryHelp)
    press(qtbot, shown.view, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_every_example_of_the_help_can_be_searched_for(qtbot, pane):
    from app.desktop.library_query_help import WAYS

    for example, _ in (*WAYS, *((field.example, "") for field in FIELDS)):
        search(qtbot, pane, example)
        assert not pane.search_bar.trouble.isVisible()


def test_a_narrow_pane_shows_the_kinds_as_icons_with_their_names(qtbot, pane):
    search(qtbot, pane, "harbour")
    quotes = pane.search_bar.kinds.buttons[HitKind.QUOTE]
    assert quotes.toolTip() == ""
    pane.window().panes.splitter.setSizes([220, 800, 348])
    assert pane.width() == 220
    qtbot.waitUntil(lambda: quotes.toolTip() == "Quotes", timeout=LATEST)
    assert quotes.accessibleName() == "Find quotes"
