"""Words are found in the open article, counted, framed, and gone to one by one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.desktop.sought_words import SLICE, Levelled, Sought
from app.reading.spans import Span
from tests.desktop.hands import press, select

KEY, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier

ARTICLE = "\n".join(
    [
        "The café on the quay",
        "",
        "“The hull is worn through,” said Mira Holt.",
        *["Nothing else was said of it in all that time." for _ in range(40)],
        "The Café closed; the cafe’s owner left for a caféteria, the company’s own.",
        "“We carry 900 people a day,” said Jon Ames.",
    ]
)


@pytest.fixture
def window(qtbot, open_window, tmp_path):
    file = tmp_path / "cafe.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    made = open_window(file)
    made.resize(1400, 900)
    made.reader.setFocus()
    return made


@pytest.fixture
def find(qtbot, window):
    """Type words into the bar; return what was found once it is told."""

    def typed(words):
        press(qtbot, window, KEY.Key_F, CTRL)
        bar = window.finding._bar
        bar.field.clear()
        if words.isascii():
            qtbot.keyClicks(QApplication.focusWidget(), words)
        else:
            QApplication.focusWidget().insert(words)  # no key of the keyboard for these
        settled(qtbot, window)
        return bar

    return typed


def settled(qtbot, window):
    qtbot.waitUntil(lambda: not window.finding._turns._timer.isActive())


def found(window):
    text = window.desk.sheet.document.text
    return [text[start:end] for start, end in window.reader.sought().spans]


def current(window):
    span = window.reader.sought().current
    return None if span is None else window.reader.sought().spans.index(span)


def test_all_places_are_found_and_counted_while_typing(window, find):
    bar = find("caf")
    assert found(window) == ["caf", "Caf", "caf", "caf"]
    assert bar.count.text() == "1 of 4"
    assert bar.isVisible()
    assert QApplication.focusWidget() is bar.field


def test_accents_and_kinds_of_quotation_marks_do_not_matter(window, find):
    find("cafe's")
    assert found(window) == ["cafe’s"]
    find('"the hull')
    assert found(window) == ["“The hull"]
    find("café")
    assert found(window) == ["café", "Café", "cafe", "café"]


def test_words_are_found_across_the_end_of_a_paragraph(window, find):
    find('own. "we')
    assert found(window) == ["own.\n“We"]


def test_capitals_and_whole_words_count_where_they_are_asked_for(qtbot, window, find):
    bar = find("cafe")
    qtbot.mouseClick(bar.whole_words, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    assert found(window) == ["café", "Café", "cafe"]
    qtbot.mouseClick(bar.match_case, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    assert found(window) == ["café", "cafe"]


def test_enter_goes_on_and_shift_enter_back_and_round(qtbot, window, find):
    bar = find("café")
    assert current(window) == 0
    press(qtbot, bar.field, KEY.Key_Return)
    assert (current(window), bar.count.text()) == (1, "2 of 4")
    press(qtbot, bar.field, KEY.Key_Return, SHIFT)
    press(qtbot, bar.field, KEY.Key_Return, SHIFT)
    assert (current(window), bar.count.text()) == (3, "4 of 4")
    press(qtbot, window, KEY.Key_F3)
    assert current(window) == 0
    press(qtbot, window, KEY.Key_G, CTRL)
    press(qtbot, window, KEY.Key_F3, SHIFT)
    assert current(window) == 0


def test_the_current_place_is_brought_into_view(qtbot, window, find):
    bar = find("café")
    press(qtbot, bar.field, KEY.Key_Return)
    top = window.reader.verticalScrollBar().value()
    line = window.reader._lines.holding(window.reader.sought().current.start)
    assert top < line.top < top + window.reader.viewport().height()


def test_every_place_has_a_frame_and_the_current_one_is_filled(window, find):
    find("said")
    reader = window.reader
    spans = reader.sought().spans
    ink = reader.style_of_text.theme
    image = reader.viewport().grab().toImage()
    top = reader.verticalScrollBar().value()

    def colours(span):
        (line,) = reader._lines.covering(span)
        y = round(line.baseline - 0.98 * line.em - top)
        left, right = reader._lines.x(line, span.start), reader._lines.x(line, span.end)
        rows = range(y - 1, y + 2)
        return {
            image.pixelColor(x, row).name()
            for x in range(round(left) + 3, round(right) - 3)
            for row in rows
        }

    assert ink.color("line2").name() in colours(spans[1])
    assert ink.color("line2").name() not in colours(Span(spans[1].end, spans[1].end + 6))
    assert ink.color("select").name() in colours(spans[0])


def test_the_first_place_after_what_is_in_view_is_gone_to(window, find):
    find("owner")
    assert window.reader.verticalScrollBar().value() > 500


def test_what_is_not_there_is_told(window, find):
    bar = find("ferryman")
    assert bar.count.text() == "Not found"
    assert not bar.next_button.isEnabled()
    assert not window.reader.sought().spans
    bar.field.clear()
    assert bar.count.text() in ("", "Not found")


def test_escape_goes_back_to_the_text_with_the_place_selected(qtbot, window, find):
    bar = find("owner")
    press(qtbot, bar.field, KEY.Key_Escape)
    assert not bar.isVisible()
    assert QApplication.focusWidget() is window.reader
    assert window.reader.textCursor().selectedText() == "owner"
    assert not window.reader.sought().spans


def test_the_search_goes_on_from_the_text_without_the_bar_having_the_focus(qtbot, window, find):
    bar = find("café")
    press(qtbot, bar.field, KEY.Key_Escape)
    press(qtbot, window, KEY.Key_F3)
    settled(qtbot, window)
    assert current(window) == 1
    assert QApplication.focusWidget() is window.reader
    press(qtbot, window.reader, KEY.Key_Escape)
    assert not bar.isVisible()
    press(qtbot, window, KEY.Key_F3, SHIFT)
    settled(qtbot, window)
    assert current(window) == 0


def test_selected_words_are_looked_for(qtbot, window):
    select(window, "Nothing else")
    press(qtbot, window, KEY.Key_F, CTRL)
    settled(qtbot, window)
    assert window.finding._bar.field.text() == "Nothing else"
    assert window.finding._bar.count.text() == "1 of 40"


def test_the_lines_of_the_text_do_not_move_when_the_bar_comes_and_goes(qtbot, window):
    reader = window.reader
    reader.verticalScrollBar().setValue(200)

    def height():
        QApplication.processEvents()
        return (
            reader.mapTo(window, reader.rect().topLeft()).y() - reader.verticalScrollBar().value()
        )

    before = height()
    press(qtbot, window, KEY.Key_F, CTRL)
    assert height() == before
    press(qtbot, window.finding._bar.field, KEY.Key_Escape)
    assert height() == before


def test_the_places_are_on_the_map(qtbot, window, find):
    find("café")
    places = window.reader._minimap.found
    qtbot.waitUntil(lambda: len(places()) >= 2)
    find("ferryman")
    qtbot.waitUntil(lambda: not places())


def test_another_article_is_looked_through_at_once(qtbot, window, find, article):
    bar = find("said")
    first = window.desk.sheet
    window.desk.open(str(article))
    qtbot.waitUntil(lambda: window.desk.sheet is not first and window.desk.sheet.marked)
    settled(qtbot, window)
    assert found(window) == ["said"] * 3
    assert bar.count.text() == "1 of 3"


def test_the_bar_goes_with_the_article(window, find):
    bar = find("said")
    window.desk.leave()
    assert not bar.isVisible()
    assert not window.actions_["find"].isEnabled()


def test_places_are_framed_on_the_pages_of_a_pdf_too(qtbot, open_window, tmp_path):
    lines = ["Printed. Story", *[f"Line {letter} of the weir." for letter in "abcdefghijklmno"]]
    file = tmp_path / "story.pdf"
    file.write_text("\n".join(lines), encoding="utf-8")
    window = open_window(file)
    window.actions_["pages"].trigger()
    qtbot.waitUntil(window.area.is_paging, timeout=10_000)
    view = window.area.pages()
    qtbot.waitUntil(lambda: len(view._drawn) == 2, timeout=10_000)
    press(qtbot, window, KEY.Key_F, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), "Line k")
    settled(qtbot, window)
    assert window.finding._bar.count.text() == "1 of 1"
    place = view._place_of(window.reader.sought().current)
    place.translate(0, -view.verticalScrollBar().value())
    assert 0 < place.top() < place.bottom() < view.viewport().height()
    image = view.viewport().grab().toImage()
    corner = place.topLeft().toPoint()
    across = [image.pixelColor(corner.x() + x, corner.y() + 4) for x in range(-3, 4)]
    assert min(color.lightness() for color in across) < 100
    press(qtbot, window.finding._bar.field, KEY.Key_Escape)
    assert QApplication.focusWidget() is view


def test_a_place_on_a_page_that_was_not_drawn_yet_is_brought_into_view(
    qtbot, open_window, tmp_path
):
    lines = ["Printed. Story", *[f"Line {letter} of the weir." for letter in "abcdefghijklmnopqrs"]]
    file = tmp_path / "story.pdf"
    file.write_text("\n".join(lines), encoding="utf-8")
    window = open_window(file)
    window.resize(1300, 500)
    window.actions_["pages"].trigger()
    qtbot.waitUntil(window.area.is_paging, timeout=10_000)
    view = window.area.pages()
    qtbot.waitUntil(lambda: len(view._drawn) == 2, timeout=10_000)
    view._drawn.pop(1)  # as if it were one of very many
    press(qtbot, window, KEY.Key_F, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), "Line s")
    settled(qtbot, window)
    assert window.finding._bar.count.text() == "1 of 1"
    span = window.reader.sought().current
    qtbot.waitUntil(lambda: view._place_of(span) is not None, timeout=10_000)
    place = view._place_of(span).translated(0, -view.verticalScrollBar().value())
    assert 0 < place.top() < place.bottom() < view.viewport().height()


def looked_for(text, words, **how):
    level = Levelled(text)
    list(level.steps())
    pattern = Sought(words, **how).pattern(silent=level.silent)
    return [span for span in level.find(pattern) if span is not None]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("naïve", "naive"),
        ("nai\u0308ve", "naïve"),
        ("Łódź", "lodz"),
        ("co\u00adop", "coop"),
        ("1914–18", "1914-18"),
        ("a\u00a0b", "a b"),
        ("«oui»", '"oui"'),
        ("😀 ‘so’", "'so'"),
    ],
)
def test_differences_that_a_keyboard_does_not_know_do_not_matter(text, words):
    (span,) = looked_for(text, words)
    assert text[span.start : span.end].strip("😀 ") == text.strip("😀 ")


def test_nothing_is_missed_and_nothing_found_twice_where_slices_meet():
    text = "ab " * SLICE
    spans = looked_for(text, "ab ab")
    assert spans == [Span(start, start + 5) for start in range(0, 3 * SLICE - 5, 6)]
