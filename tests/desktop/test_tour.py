"""The tour through the sample article: offered once, led by keys, buttons and by doing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app import paths
from app.desktop.beside_lines import box_around
from app.desktop.card import Card
from app.desktop.export_dialog import ExportDialog
from app.desktop.tour import CARD, EXPORT, LISTS, MARKS, MINE, SEARCH, STEPS, VERDICT, Tour
from tests.desktop.hands import press

LATEST = 15_000
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def first(qtbot, open_window):
    """The window at its very first start."""
    window = open_window(wait=False)
    window.resize(1440, 900)
    qtbot.waitUntil(window.area.empty.tour_button.isVisible, timeout=LATEST)
    return window


@pytest.fixture
def led(qtbot, first, wait_saved):
    """The window and its tour at the first step."""
    qtbot.mouseClick(first.area.empty.tour_button, LEFT)
    return first, begun(qtbot, first, wait_saved)


def begun(qtbot, window, wait_saved):
    qtbot.waitUntil(lambda: window.desk.sheet is not None and window.desk.sheet.marked, timeout=LATEST)  # fmt: skip
    qtbot.waitUntil(lambda: window.desk.sheet.id is not None, timeout=LATEST)
    wait_saved(window)
    tour = window.findChild(Tour)
    qtbot.waitUntil(tour.bubble.has_tip, timeout=LATEST)
    return tour


def at(qtbot, tour, place):
    """Wait until the tour is at a step: what the reader does is finished first."""
    qtbot.waitUntil(lambda: tour.place == place, timeout=LATEST)


def to(tour, place):
    while tour.place < place:
        tour.go_on()


def test_the_first_start_says_what_sayso_does_and_offers_the_tour(first):
    title, text = first.area.empty.texts()
    assert title == "Who says so?"
    assert "who says what" in text
    assert first.area.empty.accessibleDescription() == text
    assert first.desk.sheet is None


def test_the_tour_is_not_offered_once_something_was_read(qtbot, open_window, settings):
    settings["last_reading"] = 7
    window = open_window(wait=False)
    with qtbot.waitSignal(window.library.opened, timeout=LATEST):
        pass
    qtbot.waitUntil(lambda: window.area.empty.texts()[0] == "No readings yet", timeout=LATEST)
    assert not window.area.empty.tour_button.isVisible()


def test_the_tour_opens_the_sample_and_points_at_a_quote(led):
    window, tour = led
    assert window.desk.sheet.document.source == str(paths.resource("sample", "sample.txt"))
    assert tour.place == MARKS
    bubble = tour.bubble
    assert bubble.count.text() == f"1 of {len(STEPS)}"
    assert not bubble.back.isVisible()
    said = window.desk.sheet.found.analysis.attributions[0].content
    quote = box_around(window.reader, said)
    port = window.reader.viewport()
    quote.moveTo(port.mapTo(window, quote.topLeft()))
    assert not bubble.body().intersects(quote)
    assert bubble.has_tip()
    assert window.reader.hasFocus()


def test_doing_what_a_step_speaks_of_goes_on(qtbot, led, tmp_path, monkeypatch):
    window, tour = led
    press(qtbot, window.reader, Qt.Key.Key_J)
    at(qtbot, tour, CARD)
    press(qtbot, window.reader, Qt.Key.Key_Return)
    at(qtbot, tour, VERDICT)
    card = window.reader.findChild(Card)
    assert card.isVisible()
    press(qtbot, window.reader, Qt.Key.Key_A)
    at(qtbot, tour, MINE)
    assert len(window.desk.sheet.decisions) == 1
    press(qtbot, window.reader, Qt.Key.Key_H)
    at(qtbot, tour, LISTS)
    assert len(window.desk.sheet.own) == 1
    assert not card.isVisible()
    press(qtbot, window.reader, Qt.Key.Key_2, CONTROL)
    at(qtbot, tour, SEARCH)
    press(qtbot, window.reader, Qt.Key.Key_F, CONTROL | SHIFT)
    qtbot.keyClicks(window.library_pane.search, "cables")
    at(qtbot, tour, EXPORT)
    target = tmp_path / "bridge.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(qtbot, window.reader, Qt.Key.Key_E, CONTROL)
    (dialog,) = window.findChildren(ExportDialog)
    press(qtbot, dialog.formats, Qt.Key.Key_Return)
    at(qtbot, tour, None)
    assert not tour.bubble.isVisible()
    assert target.exists()


def test_keys_lead_to_and_fro_and_out(qtbot, led):
    window, tour = led
    press(qtbot, window.reader, Qt.Key.Key_Right)
    assert tour.place == CARD
    press(qtbot, window.reader, Qt.Key.Key_Right)
    assert tour.place == VERDICT
    press(qtbot, window.reader, Qt.Key.Key_Return)
    assert tour.place == MINE
    assert not window.reader.findChild(Card).isVisible()
    press(qtbot, window.reader, Qt.Key.Key_Left)
    assert tour.place == VERDICT
    press(qtbot, window.reader, Qt.Key.Key_Escape)
    assert tour.place is None
    assert not tour.bubble.isVisible()
    assert window.desk.sheet is not None


def test_buttons_lead_to_and_fro_and_out(qtbot, led):
    _window, tour = led
    bubble = tour.bubble
    qtbot.mouseClick(bubble.next, LEFT)
    qtbot.mouseClick(bubble.next, LEFT)
    assert tour.place == VERDICT
    qtbot.mouseClick(bubble.back, LEFT)
    assert tour.place == CARD
    qtbot.mouseClick(bubble.skip, LEFT)
    assert tour.place is None
    assert not bubble.isVisible()


def test_enter_on_a_button_of_the_bubble_presses_it(qtbot, led):
    window, tour = led
    to(tour, MINE)
    tour.bubble.back.setFocus()
    press(qtbot, tour.bubble.back, Qt.Key.Key_Return)
    assert tour.place == VERDICT
    tour.bubble.skip.setFocus()
    press(qtbot, tour.bubble.skip, Qt.Key.Key_Return)
    assert tour.place is None
    assert window.reader.hasFocus()


def test_the_bubble_keeps_clear_of_the_card(qtbot, led):
    window, tour = led
    text = window.desk.sheet.document.text
    start = text.index("“We live off")
    found = window.desk.sheet.found.analysis.attributions
    window.reader.focus_mark(next(a.id for a in found if a.content[0].start == start))
    to(tour, CARD)
    press(qtbot, window.reader, Qt.Key.Key_Return)
    at(qtbot, tour, VERDICT)
    card = window.reader.findChild(Card)
    shown = card.rect().adjusted(26, 26, -26, -26)
    shown.moveTo(card.mapTo(window, shown.topLeft()))
    qtbot.waitUntil(lambda: not tour.bubble.body().intersects(shown), timeout=LATEST)


def test_escape_closes_the_card_first(qtbot, led):
    window, tour = led
    to(tour, CARD)
    press(qtbot, window.reader, Qt.Key.Key_Return)
    at(qtbot, tour, VERDICT)
    press(qtbot, window.reader, Qt.Key.Key_Escape)
    assert tour.place == VERDICT
    press(qtbot, window.reader, Qt.Key.Key_Escape)
    assert tour.place is None


def test_the_last_step_ends_the_tour(qtbot, led):
    _window, tour = led
    to(tour, EXPORT)
    assert tour.bubble.next.text() == "Done"
    assert not tour.bubble.skip.isVisible()
    with qtbot.waitSignal(tour.ended, timeout=LATEST):
        qtbot.mouseClick(tour.bubble.next, LEFT)


def test_every_step_points_at_something_in_a_narrow_window_too(qtbot, led):
    window, tour = led
    window.resize(860, 640)

    def pointing():
        return tour.bubble.has_tip() and window.rect().contains(tour.bubble.body())

    for place in range(len(STEPS)):
        to(tour, place)
        qtbot.waitUntil(pointing, timeout=LATEST)


def test_what_is_scrolled_away_is_not_pointed_at(qtbot, led):
    window, tour = led
    window.resize(1200, 400)
    qtbot.waitUntil(lambda: window.reader.verticalScrollBar().maximum() > 600, timeout=LATEST)
    window.reader.verticalScrollBar().setValue(window.reader.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: not tour.bubble.has_tip(), timeout=LATEST)
    assert window.rect().contains(tour.bubble.body())


def test_another_article_ends_the_tour(qtbot, led, article):
    window, tour = led
    window.desk.open(str(article))
    at(qtbot, tour, None)
    assert not tour.bubble.isVisible()


def test_the_help_menu_starts_the_tour_anew(qtbot, open_window, article, wait_saved):
    window = open_window(article)
    window.actions_["tour"].trigger()
    tour = begun(qtbot, window, wait_saved)
    to(tour, LISTS)
    window.actions_["tour"].trigger()
    assert tour.place == MARKS
    assert window.findChildren(Tour) == [tour]


def test_a_step_is_told_to_those_who_listen(led):
    _window, tour = led
    assert tour.bubble.accessibleName() == f"Tour, 1 of {len(STEPS)}: {STEPS[0].title}"
    assert "<b>" not in tour.bubble.accessibleDescription()


def test_a_step_tells_a_key_that_is_changed_meanwhile(led):
    window, tour = led
    assert "<b>J</b>" in tour.bubble.text.text()
    window.keys.give("next_mark", "Ctrl+D")
    assert "<b>Ctrl+D</b>" in tour.bubble.text.text()
