"""The palette finds commands, people, passages and readings by a few letters, and does them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.desktop import command_palette
from app.desktop.likeness import Likening, load_nearness
from app.desktop.offers import Group
from app.reading.spans import Span
from app.rendering.palette import theme_named
from tests.desktop.hands import press

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(open_window, article):
    made = open_window(article)
    made.resize(1400, 900)
    made.reader.setFocus()
    return made


@pytest.fixture
def palette(qtbot):
    """Open the palette of a window with the keyboard and type into it."""

    def typed(window, words=""):
        if not window.command_palette.is_open():
            press(qtbot, window, KEY.Key_K, CTRL)
        view = window.command_palette.view
        assert QApplication.focusWidget() is view.field
        view.field.clear()
        qtbot.keyClicks(view.field, words)
        settled(qtbot, window)
        return view

    return typed


def settled(qtbot, window):
    """Wait until all is offered, what the library has too."""
    made = window.command_palette
    qtbot.waitUntil(
        lambda: not (made._turns._timer.isActive() or made._wait.isActive() or made._busy)
    )


def offered(view, group=None):
    return [offer.text for offer in view.offers() if group in (None, offer.group)]


def offer(view, text):
    return next(offer for offer in view.offers() if offer.text == text)


def choose(qtbot, view, text):
    """Go to an offer with the arrow keys and choose it."""
    for _ in view.offers():
        if view.current().text == text:
            break
        press(qtbot, view.field, KEY.Key_Down)
    assert view.current().text == text
    press(qtbot, view.field, KEY.Key_Return)


def test_the_palette_covers_the_window_and_gives_the_focus_back(qtbot, window, palette):
    view = palette(window)
    assert view.geometry() == window.rect()
    panel = view._panel.geometry()
    assert (panel.top(), panel.width()) == (84, 640)
    press(qtbot, view.field, KEY.Key_Escape)
    assert not view.isVisible()
    assert QApplication.focusWidget() is window.reader


def test_the_key_that_opens_it_closes_it_and_so_does_a_click_beside(qtbot, window, palette):
    view = palette(window)
    press(qtbot, view.field, KEY.Key_K, CTRL)
    assert not view.isVisible()
    palette(window)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(10, 400))
    assert not view.isVisible()


def test_it_opens_from_a_field_and_from_the_list_of_the_library(qtbot, window, palette):
    field = window.library_pane.search_bar.field
    field.setFocus()
    press(qtbot, field, KEY.Key_K, CTRL)
    view = window.command_palette.view
    assert view.isVisible()
    press(qtbot, view.field, KEY.Key_Escape)
    assert QApplication.focusWidget() is field


def test_it_opens_while_a_note_is_written(qtbot, window, palette):
    window.panes.show_tab(3)
    editor = window.inspector.notes.editor
    words = editor.findChild(QPlainTextEdit)
    editor.show()
    words.show()
    words.setFocus()
    press(qtbot, words, KEY.Key_K, CTRL)
    assert window.command_palette.is_open()


def test_a_command_is_found_with_its_key_and_done(qtbot, window, palette):
    view = palette(window, "larg text")
    assert offered(view, Group.COMMANDS) == ["Larger text"]
    assert offer(view, "Larger text").keys == window.actions_["zoom_in"].shortcut().toString()
    before = window.reader.style_of_text.zoom
    press(qtbot, view.field, KEY.Key_Return)
    assert window.reader.style_of_text.zoom > before
    assert not view.isVisible()


def test_every_command_is_offered_after_the_sign_for_commands(window, palette):
    view = palette(window, ">")
    made = {offer.key.removeprefix("command:") for offer in view.offers()}
    possible = {
        name
        for name in window.actions_._declared
        if window.actions_[name].isEnabled() and name != "palette"
    }
    assert made == possible
    assert {offer.group for offer in view.offers()} == {Group.COMMANDS}


def test_commands_used_last_stand_first_when_nothing_is_typed(qtbot, window, palette):
    for words in ("smaller text", "sepia"):
        press(qtbot, palette(window, words).field, KEY.Key_Return)
    assert offered(palette(window))[:2] == ["Sepia", "Smaller text"]


def test_what_can_not_be_done_now_says_why_and_does_nothing(qtbot, open_window, palette, article):
    window = open_window(article)
    window.resize(1400, 900)
    window.desk.leave()
    view = palette(window, "highlight")
    assert offer(view, "Highlight").why_not == "open an article first"
    (row,) = (row for row in view.view.rows().all() if row.key == "command:highlight")
    assert "not now: open an article first" in row.spoken
    choose(qtbot, view, "Highlight")
    assert view.isVisible()
    assert "Highlight" not in offered(palette(window, ""))


def test_a_speaker_of_the_open_reading_is_isolated(qtbot, window, palette):
    view = palette(window, "@mira")
    assert offered(view) == ["Mira Holt", "Mira Holt"]
    assert "show only their 2 quotes" in view.offers()[0].more
    press(qtbot, view.field, KEY.Key_Return)
    assert window.showing.only == "Mira Holt"


def test_a_speaker_of_the_library_has_a_page(qtbot, stocked, palette):
    window, _ = stocked
    view = palette(window, "@lena")
    assert offered(view) == ["Lena Brandt"]
    assert view.offers()[0].more == "their page, 1 reading"
    press(qtbot, view.field, KEY.Key_Return)
    qtbot.waitUntil(window.speaker_pages.is_open)
    assert window.speaker_pages.page.title.text() == "Lena Brandt"


def test_quotes_headings_and_numbers_are_found_and_gone_to(qtbot, window, palette):
    assert offered(palette(window, "#worn"), Group.HERE) == ["“The hull is worn through,”"]
    assert offered(palette(window, "#ferry"))[0] == "Ferry to stop in May"
    view = palette(window, "#900")
    assert offered(view)[0].startswith("900")
    press(qtbot, view.field, KEY.Key_Return)
    start = window.desk.sheet.document.text.index("900")
    assert window.reader.targets().spans(window.reader.focused())[0].start == start
    assert QApplication.focusWidget() is window.reader


def test_passages_are_found_by_who_says_them_too(window, palette):
    view = palette(window, "#ames carry")
    assert offered(view) == ["“We carry 900 people a day,”"]
    assert view.offers()[0].more == "Jon Ames, paragraph 2"


def test_a_long_passage_is_shown_from_before_what_was_met(qtbot, open_window, palette, tmp_path):
    file = tmp_path / "long.txt"
    words = "and so on and on " * 20
    file.write_text(f"Long story\n\n“It went {words}to the lighthouse,” said Ann Lee.\n")
    view = palette(open_window(file), "#lighthouse")
    (found,) = view.offers()
    assert found.text.startswith("… ")
    (span,) = found.met.found
    assert found.text[span.start : span.end] == "lighthouse"


def test_readings_are_found_by_their_title_and_opened(qtbot, stocked, palette):
    window, readings = stocked
    view = palette(window, "harb coun")
    title = "Council approves harbour tram after eleven years of planning"
    assert offered(view, Group.READINGS) == [title]
    choose(qtbot, view, title)
    qtbot.waitUntil(lambda: window.desk.sheet is not None and window.desk.sheet.id == readings[1])


def test_an_answer_to_what_is_no_longer_asked_is_dropped(qtbot, stocked, palette, monkeypatch):
    window, _ = stocked
    monkeypatch.setattr(command_palette, "WAIT_MS", 0)
    view = palette(window, "harbour")
    assert offered(view, Group.READINGS)
    answers = []
    monkeypatch.setattr(window.library, "ask", lambda _work, done, _failed: answers.append(done))
    qtbot.keyClicks(view.field, "x")
    qtbot.waitUntil(lambda: len(answers) == 1)
    view.field.setText(">harbour")
    qtbot.waitUntil(lambda: not window.command_palette._turns._timer.isActive())
    answers[0](([], window.library_pane.listed()))
    assert offered(view) == []
    settled(qtbot, window)
    assert len(answers) == 1


def test_what_was_met_is_bold_and_in_the_accent(qtbot, window, palette):
    view = palette(window, ">sepia")
    (found,) = view.offers()
    assert found.met.found == (Span(0, 5),)
    image = view.view.viewport().grab().toImage()
    place = view.view.visualRect(view.view.rows().index_of(found.key))
    row = {
        image.pixelColor(x, y).name()
        for x in range(45, 100)
        for y in range(place.top() + 8, place.bottom() - 8)
    }
    assert theme_named("light").color("accent").name() in row


def test_the_arrow_keys_go_round_and_a_page_stops_at_the_end(qtbot, window, palette):
    view = palette(window, ">")
    offers = view.offers()
    assert view.current() == offers[0]
    press(qtbot, view.field, KEY.Key_Up)
    assert view.current() == offers[-1]
    press(qtbot, view.field, KEY.Key_Down)
    assert view.current() == offers[0]
    press(qtbot, view.field, KEY.Key_PageDown)
    assert view.current() == offers[8]
    for _ in range(20):
        press(qtbot, view.field, KEY.Key_PageDown)
    assert view.current() == offers[-1]
    press(qtbot, view.field, KEY.Key_Tab)
    assert view.current() == offers[0]
    assert QApplication.focusWidget() is view.field


def test_a_click_chooses(qtbot, window, palette):
    view = palette(window, ">dark")
    place = view.view.visualRect(view.view.rows().index_of(view.offers()[0].key))
    qtbot.mouseClick(view.view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert window.appearance.theme.name == "dark"
    assert not view.isVisible()


def test_nothing_found_is_told(window, palette):
    view = palette(window, "xyzzy")
    assert view._nothing.isVisible()
    assert view.count.text() == "0 found"
    assert view.field.accessibleDescription() == "0 found"


def test_every_row_says_itself(window, palette):
    view = palette(window, "mira")
    spoken = [row.spoken for row in view.view.rows().all()]
    assert spoken[0].startswith("People, ")
    assert spoken[1] == "Mira Holt. show only their 2 quotes. People"
    assert view.view.accessibleName()


def test_it_follows_the_window_to_another_size(qtbot, window, palette):
    view = palette(window, "text")
    window.resize(700, 600)
    qtbot.waitUntil(lambda: view.geometry() == window.rect())
    assert view.rect().contains(view._panel.geometry())


def test_it_goes_when_the_focus_goes_elsewhere(qtbot, window, palette):
    view = palette(window, "text")
    press(qtbot, view.field, KEY.Key_F6)
    qtbot.waitUntil(lambda: not view.isVisible())
    assert QApplication.focusWidget() is not view.field


def test_an_article_that_arrives_does_not_close_it(qtbot, window, palette, tmp_path):
    view = palette(window, "#lighthouse")
    assert offered(view) == []
    file = tmp_path / "light.txt"
    file.write_text("Light\n\n“The lighthouse is dark,” said Ann Lee.\n", encoding="utf-8")
    window.desk.open(str(file))
    qtbot.waitUntil(lambda: window.desk.sheet.document.title == "Light")
    qtbot.waitUntil(lambda: window.desk.sheet.marked)
    assert view.isVisible()
    assert QApplication.focusWidget() is view.field
    press(qtbot, view.field, KEY.Key_Escape)
    assert QApplication.focusWidget() is window.reader


def test_misspelt_words_find_commands():
    load_nearness()
    assert Likening("exprot annotated").of("Export annotated PDF", misspelt=True)
    assert not Likening("exprot annotated").of("Export annotated PDF")
    assert not Likening("zebra crossing").of("Export annotated PDF", misspelt=True)


def test_the_beginning_of_a_word_counts_more_than_its_middle():
    words = Likening("mark")
    scores = [words.of(text).score for text in ("Mark all", "The mark", "Bookmark", "x" * 9)[:3]]
    assert scores == sorted(scores, reverse=True)
    assert words.of("Bench") is None
    assert Likening("cafe").of("The Café").found == (Span(4, 8),)
