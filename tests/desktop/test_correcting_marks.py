"""Putting marks right in the real window: by keys, by dragging, in the form; all undone, all kept."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.library.library import Library
from app.reading.decisions import Status, Verdict
from tests.desktop.hands import press, rows, select

QUOTE = "“The hull is worn through,”"


@pytest.fixture
def window(qtbot, open_window, article):
    window = open_window(article)
    window.reader.setFocus()
    return window


def settled(qtbot, window):
    """Wait until what was decided is shown and on the disk."""
    qtbot.waitUntil(lambda: window.desk.sheet.coming is None, timeout=10_000)
    qtbot.waitUntil(lambda: window.library.writing == 0, timeout=10_000)


def go_to_first_quote(window):
    QTest.keyClick(window.reader, Qt.Key.Key_J)
    assert window.reader.focused() == "a1"


def test_a_toast_never_offers_to_undo_another_change_than_it_tells_of(qtbot, window):
    go_to_first_quote(window)
    press(qtbot, window.reader, Qt.Key.Key_R)
    assert window.area.toast.text() == "The quote was rejected."
    press(qtbot, window.reader, Qt.Key.Key_J)
    QTest.keyClicks(window.reader, "[")
    assert window.area.toast.text() != "The quote was rejected."


def go_to_number(window, number):
    for _ in range(20):
        QTest.keyClick(window.reader, Qt.Key.Key_J)
        if window.reader.focused() == number:
            return
    raise AssertionError(number)


def quote(window, name):
    return next(item for item in window.desk.sheet.analysis.attributions if item.id == name)


def number(window, name):
    return next(item for item in window.desk.sheet.analysis.quantities if item.id == name)


def words(window, mark):
    start, end = mark.content[0].start, mark.content[-1].end
    return window.desk.sheet.document.text[start:end]


def kept(window, library_file):
    """Return the reading as it is on the disk."""
    with Library.open(library_file) as library:
        return library.load(window.desk.sheet.id)


def editor(window):
    return window.editing._editor


def type_over(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def test_a_mark_is_accepted_and_that_is_kept(qtbot, window, library_file):
    go_to_first_quote(window)
    press(qtbot, window.reader, Qt.Key.Key_A)
    settled(qtbot, window)
    (decision,) = kept(window, library_file).decisions
    assert decision.verdict is Verdict.ACCEPTED
    assert quote(window, "a1").confidence == 1.0
    press(qtbot, window.reader, Qt.Key.Key_Return)
    assert ("You", "You accepted it.") in window.reader.card.facts().rows


def test_a_rejected_mark_is_gone_and_undo_brings_it_back(qtbot, window, library_file):
    go_to_first_quote(window)
    following = window.reader.after("a1")
    press(qtbot, window.reader, Qt.Key.Key_R)
    settled(qtbot, window)
    assert [item.id for item in kept(window, library_file).analysis.attributions] == ["a2", "a3"]
    assert [item.id for item in window.desk.sheet.analysis.attributions] == ["a2", "a3"]
    assert window.reader.focused() == following
    press(qtbot, window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert "a1" not in [row.key for row in rows(window.inspector.quotes)]
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)
    assert quote(window, "a1").speaker == "Mira Holt"
    reading = kept(window, library_file)
    assert len(reading.analysis.attributions) == 3
    assert reading.decisions == ()


def test_what_was_undone_is_done_again(qtbot, window, library_file):
    go_to_first_quote(window)
    press(qtbot, window.reader, Qt.Key.Key_R)
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    press(
        qtbot,
        window,
        Qt.Key.Key_Z,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    settled(qtbot, window)
    assert len(window.desk.sheet.analysis.attributions) == 2
    assert len(kept(window, library_file).analysis.attributions) == 2


def test_another_speaker_is_written_in_the_form(qtbot, window, library_file):
    go_to_first_quote(window)
    press(qtbot, window.reader, Qt.Key.Key_E)
    assert editor(window).isVisible()
    type_over(qtbot, editor(window).form.speaker, "Dora Kell")
    press(qtbot, editor(window).form.speaker, Qt.Key.Key_Return)
    settled(qtbot, window)
    assert not editor(window).isVisible()
    assert window.reader.hasFocus()
    assert quote(window, "a1").speaker == "Dora Kell"
    assert quote(window, "a3").speaker == "Mira Holt"
    assert any(speaker.name == "Dora Kell" for speaker in window.desk.sheet.analysis.speakers)
    found = kept(window, library_file)
    assert found.analysis.attributions[0].speaker == "Dora Kell"
    with Library.open(library_file) as library:
        assert len(library.search("speaker:Kell")) == 1


def test_all_quotes_of_a_speaker_are_changed_at_once_and_undone_at_once(qtbot, window):
    go_to_first_quote(window)
    press(qtbot, window.reader, Qt.Key.Key_E)
    form = editor(window).form
    assert not form.everywhere.isVisible()
    type_over(qtbot, form.speaker, "Mira Holt-Lund")
    assert form.everywhere.isVisible()
    qtbot.waitUntil(lambda: form.everywhere.width() >= form.everywhere.sizeHint().width())
    qtbot.mouseClick(
        form.everywhere, Qt.MouseButton.LeftButton, pos=QPoint(8, form.everywhere.height() // 2)
    )
    qtbot.mouseClick(editor(window).save, Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    speakers = [item.speaker for item in window.desk.sheet.analysis.attributions]
    assert speakers == ["Mira Holt-Lund", "Jon Ames", "Mira Holt-Lund"]
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)
    speakers = [item.speaker for item in window.desk.sheet.analysis.attributions]
    assert speakers == ["Mira Holt", "Jon Ames", "Mira Holt"]


def test_a_quote_needs_somebody_who_says_it(qtbot, window):
    go_to_first_quote(window)
    press(qtbot, window.reader, Qt.Key.Key_E)
    type_over(qtbot, editor(window).form.speaker, " ")
    press(qtbot, editor(window).form.speaker, Qt.Key.Key_Return)
    assert editor(window).isVisible()
    assert editor(window).trouble.text().endswith(".")
    press(qtbot, editor(window).form.speaker, Qt.Key.Key_Escape)
    assert not editor(window).isVisible()
    assert quote(window, "a1").speaker == "Mira Holt"


def test_what_is_typed_in_the_form_does_nothing_to_the_text(qtbot, window):
    go_to_first_quote(window)
    press(qtbot, window.reader, Qt.Key.Key_E)
    type_over(qtbot, editor(window).form.speaker, "jar")
    assert window.reader.focused() == "a1"
    assert window.desk.sheet.decisions == ()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("[", "“The hull is worn through"),
        ("[[", "“The hull is worn"),
        ("[]", QUOTE),
        ("}", "hull is worn through,”"),
        ("}{", QUOTE),
    ],
)
def test_ends_are_moved_by_words(qtbot, window, library_file, keys, expected):
    go_to_first_quote(window)
    for key in keys:
        qtbot.keyClicks(window.reader, key)
        settled(qtbot, window)
    mark = quote(window, window.reader.focused())
    assert words(window, mark) == expected
    stored = kept(window, library_file).analysis.attributions
    assert mark.content in [item.content for item in stored]


def test_a_mark_that_grows_far_beyond_what_was_found_is_still_one_mark(qtbot, window):
    go_to_first_quote(window)
    for _ in range(8):
        qtbot.keyClicks(window.reader, "]")
        settled(qtbot, window)
    marks = window.desk.sheet.analysis.attributions
    assert len(marks) == 3
    assert words(window, quote(window, window.reader.focused())).endswith("The company owns 3")


def test_an_end_is_dragged_with_the_mouse(qtbot, window):
    go_to_first_quote(window)
    reader = window.reader
    (_, _), (x, line) = reader._ends._places()
    top = reader.verticalScrollBar().value()
    begin = QPoint(round(x), round(line.bottom - top))
    target = window.desk.sheet.document.text.index("is worn")
    place = reader._lines.x(line, target + 1)
    end = QPoint(round(place), round((line.top + line.bottom) / 2 - top))
    port = reader.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=begin)
    qtbot.mouseMove(port, begin + QPoint(-4, -6))
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    settled(qtbot, window)
    assert words(window, quote(window, reader.focused())) == "“The hull is"
    assert reader.selected_span() is None


def test_the_ends_of_a_highlight_are_moved_too(qtbot, window, library_file):
    select(window, "900 people")
    press(qtbot, window.reader, Qt.Key.Key_H)
    (own,) = window.desk.sheet.own.values()
    window.reader.focus_mark(own.id)
    qtbot.keyClicks(window.reader, "]")
    settled(qtbot, window)
    (own,) = kept(window, library_file).own
    assert own.anchor.exact == "900 people a"
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)
    assert kept(window, library_file).own[0].anchor.exact == "900 people"


def test_selected_words_become_somebodys(qtbot, window, library_file):
    select(window, "The company owns 3 ferries")
    press(qtbot, window.reader, Qt.Key.Key_Q)
    form = editor(window).form
    assert form.kind.choice == "In the writer’s words"
    type_over(qtbot, form.speaker, "the owner")
    qtbot.mouseClick(
        form.unnamed, Qt.MouseButton.LeftButton, pos=QPoint(8, form.unnamed.height() // 2)
    )
    press(qtbot, form.speaker, Qt.Key.Key_Return)
    settled(qtbot, window)
    stored = kept(window, library_file)
    made = next(item for item in stored.analysis.attributions if item.speaker == "the owner")
    assert made.anonymous
    assert words(window, made) == "The company owns 3 ferries"
    number = next(item for item in stored.analysis.quantities if item.text == "3")
    assert number.text == "3"


def test_a_mark_of_ones_own_that_is_not_wanted_after_all_leaves_nothing(
    qtbot, window, library_file
):
    select(window, "The company owns 3 ferries")
    press(qtbot, window.reader, Qt.Key.Key_Q)
    press(qtbot, editor(window).form.speaker, Qt.Key.Key_Escape)
    settled(qtbot, window)
    stored = kept(window, library_file)
    assert len(stored.analysis.attributions) == 3
    assert stored.decisions == ()


def test_selected_words_become_a_claim(qtbot, window, library_file):
    select(window, "islanders")
    press(qtbot, window.reader, Qt.Key.Key_C)
    form = editor(window).form
    type_over(qtbot, form.value, "1.2 million")
    type_over(qtbot, form.unit, "people")
    press(qtbot, form.unit, Qt.Key.Key_Return)
    settled(qtbot, window)
    made = next(q for q in kept(window, library_file).analysis.quantities if q.text == "islanders")
    assert made.value == 1_200_000
    assert made.unit == "people"
    assert made.claimed_by == ("Mira Holt",)


def test_a_number_is_put_right(qtbot, window, library_file):
    go_to_number(window, "n2")
    press(qtbot, window.reader, Qt.Key.Key_E)
    form = editor(window).form
    type_over(qtbot, form.value, "many")
    press(qtbot, form.value, Qt.Key.Key_Return)
    assert "figures" in editor(window).trouble.text()
    type_over(qtbot, form.value, "800 to 900")
    type_over(qtbot, form.subject, "passengers")
    press(qtbot, form.subject, Qt.Key.Key_Return)
    settled(qtbot, window)
    stored = next(q for q in kept(window, library_file).analysis.quantities if q.id == "n2")
    assert (stored.value, stored.low, stored.high) == (None, 800, 900)
    assert stored.subject == "passengers"
    assert stored.text == "900"


def test_the_check_of_a_claim_is_kept_with_its_evidence(qtbot, window, library_file):
    go_to_number(window, "n2")
    press(qtbot, window.reader, Qt.Key.Key_E)
    form = editor(window).form
    form.check.pick("Disputed")
    type_over(qtbot, form.evidence, "timetable of 2024")
    press(qtbot, form.evidence, Qt.Key.Key_Return)
    settled(qtbot, window)
    (decision,) = kept(window, library_file).decisions
    assert (decision.status, decision.evidence) == (Status.DISPUTED, "timetable of 2024")
    with Library.open(library_file) as library:
        assert len(library.search("status:disputed")) == 1
    # What is accepted afterwards keeps it.
    press(qtbot, window.reader, Qt.Key.Key_A)
    settled(qtbot, window)
    (decision,) = kept(window, library_file).decisions
    assert (decision.verdict, decision.status) == (Verdict.ACCEPTED, Status.DISPUTED)


def test_corrections_are_there_when_the_article_is_opened_again(
    qtbot, window, open_window, article, library_file
):
    go_to_first_quote(window)
    press(qtbot, window.reader, Qt.Key.Key_R)
    settled(qtbot, window)
    window.close()
    again = open_window(article)
    assert [item.id for item in again.desk.sheet.analysis.attributions] == ["a2", "a3"]


def test_an_undo_is_refused_where_another_program_decided_since(qtbot, window, library_file):
    go_to_first_quote(window)
    press(qtbot, window.reader, Qt.Key.Key_A)
    settled(qtbot, window)
    reading = kept(window, library_file)
    with Library.open(library_file) as library:
        from dataclasses import replace

        library.decide(reading.id, replace(reading.decisions[0], evidence="seen by somebody else"))
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "taken back" in _banners(window), timeout=10_000)
    settled(qtbot, window)
    (decision,) = kept(window, library_file).decisions
    assert decision.evidence == "seen by somebody else"


def _banners(window):
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in window.area.banners.findChildren(QLabel))


def test_keys_without_a_mark_say_what_to_do(qtbot, window):
    with qtbot.waitSignal(window.correcting.toasted) as told:
        press(qtbot, window.reader, Qt.Key.Key_A)
    assert "J and K" in told.args[0].text
    assert window.desk.sheet.decisions == ()


def test_the_card_offers_what_the_keys_do(qtbot, window):
    from PySide6.QtWidgets import QPushButton

    go_to_first_quote(window)
    press(qtbot, window.reader, Qt.Key.Key_Return)
    buttons = {
        b.accessibleName(): b for b in window.reader.card.findChildren(QPushButton) if b.isVisible()
    }
    assert list(buttons) == ["Accept", "Reject", "Edit"]
    qtbot.mouseClick(buttons["Reject"], Qt.MouseButton.LeftButton)
    settled(qtbot, window)
    assert len(window.desk.sheet.analysis.attributions) == 2
