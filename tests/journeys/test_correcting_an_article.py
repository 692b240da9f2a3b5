"""A journalist puts the marks of an article right, takes all of it back, and finds it kept."""

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.journeys.steps import (
    ARTICLE,
    CONTROL,
    KEY,
    LATEST,
    LEFT,
    SHIFT,
    choose,
    click_mark,
    drag,
    listed,
    mark_at,
    place_of,
    press,
    select,
    wait_settled,
    write_over,
)

PROMISED = "“We promised"


@pytest.fixture
def window(qtbot, start, tmp_path):
    file = tmp_path / "tram.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    made = start(file)
    made.resize(1440, 900)
    wait_settled(qtbot, made)
    return made


def opened(qtbot, window):
    """Return the form of the mark in focus once it is open."""
    qtbot.waitUntil(
        lambda: window.editing._editor is not None and window.editing._editor.isVisible(),
        timeout=LATEST,
    )
    return window.editing._editor.form


def said(window):
    """Return who says what, and what numbers mean, as it is now."""
    analysis, text = window.desk.sheet.analysis, window.desk.sheet.document.text
    quotes = {
        (text[item.content[0].start : item.content[-1].end], item.speaker)
        for item in analysis.attributions
        if item.content
    }
    numbers = {(one.text, str(one.value), one.unit, one.subject) for one in analysis.quantities}
    return quotes | numbers


def checks(window):
    return {one.status.value for one in window.desk.sheet.decisions if one.status}


def test_marks_are_put_right_and_everything_is_kept(qtbot, window, start, look):
    found = said(window)
    one_is_accepted_and_one_rejected(qtbot, window, look)
    an_end_is_dragged(qtbot, window, look)
    somebody_else_says_so(qtbot, window, look)
    a_number_means_something_else(qtbot, window, look)
    words_become_a_quote_and_a_claim(qtbot, window, look)
    a_claim_is_checked(qtbot, window, look)
    some_are_shown_alone(qtbot, window, look)
    put_right = said(window)
    everything_is_undone_and_done_again(qtbot, window, look, found, put_right)
    window.close()
    again = start()
    again.resize(1440, 900)
    wait_settled(qtbot, again)
    assert said(again) == put_right
    assert {"disputed"} <= checks(again)
    look(again, "20-kept")


def one_is_accepted_and_one_rejected(qtbot, window, look):
    click_mark(qtbot, window, PROMISED)
    press(qtbot, window.reader, KEY.Key_A)
    wait_settled(qtbot, window)
    press(qtbot, window.reader, KEY.Key_Return)
    look(window, "20-accepted")
    press(qtbot, window.reader, KEY.Key_Escape)
    before = len(window.desk.sheet.analysis.attributions)
    click_mark(qtbot, window, "“not ready")
    press(qtbot, window.reader, KEY.Key_R)
    wait_settled(qtbot, window)
    assert len(window.desk.sheet.analysis.attributions) == before - 1
    look(window, "20-rejected")


def an_end_is_dragged(qtbot, window, look):
    click_mark(qtbot, window, PROMISED)
    mark = mark_at(window, PROMISED)
    text = window.desk.sheet.document.text
    last = text[mark.content[-1].start : mark.content[-1].end][-12:]
    begin = place_of(window, last, after=True) + QPoint(0, 13)
    end = place_of(window, "side,", after=True) + QPoint(-2, 0)
    look(window, "20-ends")
    drag(qtbot, window.reader.viewport(), begin, end)
    wait_settled(qtbot, window)
    mark = mark_at(window, PROMISED)
    assert text[mark.content[0].start : mark.content[-1].end].endswith("side,")


def somebody_else_says_so(qtbot, window, look):
    press(qtbot, window.reader, KEY.Key_E)
    form = opened(qtbot, window)
    write_over(qtbot, form.speaker, "Vera Lind")
    look(window, "20-edit-quote")
    press(qtbot, form.speaker, KEY.Key_Return)
    wait_settled(qtbot, window)
    assert mark_at(window, PROMISED).speaker == "Vera Lind"


def a_number_means_something_else(qtbot, window, look):
    click_mark(qtbot, window, "52")
    assert window.reader.focused() == mark_at(window, "52").id
    press(qtbot, window.reader, KEY.Key_E)
    form = opened(qtbot, window)
    write_over(qtbot, form.value, "50 to 54")
    write_over(qtbot, form.unit, "sleepers")
    write_over(qtbot, form.subject, "cracked at the depot")
    look(window, "20-edit-number")
    press(qtbot, form.subject, KEY.Key_Return)
    wait_settled(qtbot, window)
    number = mark_at(window, "52")
    assert (number.low, number.high, number.unit) == (50, 54, "sleepers")


def words_become_a_quote_and_a_claim(qtbot, window, look):
    select(qtbot, window, "About 12,000 passengers a day are expected")
    press(qtbot, window.reader, KEY.Key_Q)
    form = opened(qtbot, window)
    write_over(qtbot, form.speaker, "the timetable")
    qtbot.mouseClick(form.unnamed, LEFT, pos=QPoint(8, form.unnamed.height() // 2))
    look(window, "20-own-quote")
    press(qtbot, form.speaker, KEY.Key_Return)
    wait_settled(qtbot, window)
    assert mark_at(window, "About 12,000").speaker == "the timetable"
    select(qtbot, window, "any danger")
    press(qtbot, window.reader, KEY.Key_C)
    form = opened(qtbot, window)
    write_over(qtbot, form.value, "0")
    write_over(qtbot, form.unit, "dangers")
    look(window, "20-own-claim")
    press(qtbot, form.unit, KEY.Key_Return)
    wait_settled(qtbot, window)
    assert mark_at(window, "any danger").claim


def a_claim_is_checked(qtbot, window, look):
    click_mark(qtbot, window, "30 percent")
    press(qtbot, window.reader, KEY.Key_E)
    form = opened(qtbot, window)
    qtbot.mouseClick(form.check, LEFT)
    choose(qtbot, window, "Disputed")
    write_over(qtbot, form.evidence, "his tax return")
    look(window, "20-check")
    press(qtbot, form.evidence, KEY.Key_Return)
    wait_settled(qtbot, window)
    assert "disputed" in checks(window)


def some_are_shown_alone(qtbot, window, look):
    legend = window.area.legend
    click_mark(qtbot, window, "“Nobody asked")
    press(qtbot, window.reader, KEY.Key_S)
    press(qtbot, window, KEY.Key_1, held=CONTROL)
    qtbot.waitUntil(lambda: "Omar Reyes" in legend.speaker.accessibleName(), timeout=LATEST)
    look(window, "20-only-one-speaker")
    press(qtbot, window.reader, KEY.Key_0)
    for text, name in (
        ("Only unnamed sources", "20-only-unnamed"),
        ("Only claims not checked yet", "20-only-unchecked"),
    ):
        shown = listed(window.inspector.current().view)
        qtbot.mouseClick(legend.speaker, LEFT)
        if name.endswith("unnamed"):
            look(window, "20-menu-of-sorts")
        choose(qtbot, window, text)
        qtbot.waitUntil(
            lambda s=shown: listed(window.inspector.current().view) != s, timeout=LATEST
        )
        if name.endswith("unchecked"):
            press(qtbot, window, KEY.Key_2, held=CONTROL)
            assert mark_at(window, "30 percent").id not in listed(window.inspector.numbers.view)
        look(window, name)
        qtbot.mouseClick(legend.speaker, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: window.showing.among() is None, timeout=LATEST)


def everything_is_undone_and_done_again(qtbot, window, look, found, put_right):
    stack = window.changes.stack
    while stack.canUndo():
        press(qtbot, window, KEY.Key_Z, held=CONTROL)
        wait_settled(qtbot, window)
    assert said(window) == found
    assert window.desk.sheet.decisions == ()
    look(window, "20-all-undone")
    while stack.canRedo():
        press(qtbot, window, KEY.Key_Z, held=CONTROL | SHIFT)
        wait_settled(qtbot, window)
    assert said(window) == put_right
