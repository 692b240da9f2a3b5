"""What the reader chooses and does while another language is spoken: done as ever, told in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFileDialog, QLabel

from app import language, paths
from app.desktop.copies import quote_line
from app.desktop.figures import BOUNDS
from app.desktop.keys_dialog import KeysDialog
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Document
from app.reading.quantity import Bound
from app.reading.spans import Span
from tests.desktop.hands import press
from tests.loud_language import Loud

CONTROL = Qt.KeyboardModifier.ControlModifier
LATEST = 10_000


@pytest.fixture(autouse=True)
def loud():
    language.speak("de", Loud())
    yield
    language.use("en", paths.resource("languages"))


@pytest.fixture
def window(open_window, article):
    window = open_window(article)
    window.reader.setFocus()
    return window


@pytest.fixture
def form(qtbot, window):
    press(qtbot, window, Qt.Key.Key_5, CONTROL)
    page = window.inspector.details
    qtbot.waitUntil(lambda: page.form is not None and page.form.details is not None, timeout=LATEST)
    return page.form


def asked(window, work):
    found = []
    window.library.ask(work, found.append)
    return found


def test_a_type_of_work_is_chosen_by_its_name_and_kept_as_ever(qtbot, window, form):
    choice = form.fields["type"].editor
    actions = {action.text(): action for action in choice._menu.actions()}
    actions["JOURNAL ARTICLE"].trigger()
    assert choice.text() == "JOURNAL ARTICLE"
    assert choice.accessibleName() == "TYPE: JOURNAL ARTICLE"
    qtbot.waitUntil(lambda: window.library.writing == 0, timeout=LATEST)
    reading = window.desk.sheet.id
    found = asked(window, lambda library: library.facts.of(reading).csl["type"])
    qtbot.waitUntil(lambda: bool(found), timeout=LATEST)
    assert found == ["article-journal"]
    qtbot.waitUntil(form.fields["volume"].isVisible, timeout=LATEST)
    assert choice.text() == "JOURNAL ARTICLE"


def test_the_names_of_facts_have_the_room_they_need(form):
    for field in form.fields.values():
        name = next(one for one in field.findChildren(QLabel) if one.text())
        assert QFontMetrics(name.font()).horizontalAdvance(name.text()) <= name.width()


def test_a_tag_says_whole_what_a_click_on_it_does(qtbot, form):
    form.new_tag.setFocus()
    qtbot.keyClicks(form.new_tag, "sea")
    press(qtbot, form.new_tag, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.tags.names() == ["sea"], timeout=LATEST)
    (chip,) = form.tags._chips
    assert chip.toolTip() == "TAKE “sea” OFF"
    assert chip.accessibleName() == "TAKE “sea” OFF"


def test_what_was_rejected_is_told_and_called_so_behind_undo(qtbot, window):
    press(qtbot, window.reader, Qt.Key.Key_J)
    press(qtbot, window.reader, Qt.Key.Key_R)
    assert window.area.toast.text() == "THE QUOTE WAS REJECTED."
    assert window.actions_["undo"].text() == "UNDO REJECTING THE QUOTE"


def test_files_are_offered_by_names_and_endings(window, monkeypatch):
    offered = []

    def ask(_parent, _title, _folder, forms):
        offered.append(forms.split(";;"))
        return [], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", ask)
    window.actions_["open"].trigger()
    (forms,) = offered
    assert forms[0].startswith("ALL THAT CAN BE READ (*.html *.htm ")
    assert forms[3:] == [
        "BOOKS (*.epub)",
        "DOCUMENTS (*.docx *.odt *.rtf *.md *.markdown *.txt)",
        "E-MAILS (*.eml)",
        "ALL FILES (*)",
    ]


def test_a_place_among_those_found_is_counted(qtbot, window):
    press(qtbot, window, Qt.Key.Key_F, CONTROL)
    bar = window.finding._bar
    qtbot.keyClicks(bar.field, "hull")
    qtbot.waitUntil(lambda: bar.count.text() == "1 OF 1", timeout=LATEST)
    qtbot.keyClicks(bar.field, "s of iron")
    qtbot.waitUntil(lambda: bar.count.text() == "NOT FOUND", timeout=LATEST)
    assert not bar.next_button.isEnabled()


def test_keys_are_found_and_asked_for(qtbot, window):
    press(qtbot, window, Qt.Key.Key_F1)
    (dialog,) = window.findChildren(KeysDialog)
    qtbot.keyClicks(dialog.search, "import an export")
    (head, row) = dialog.view.rows().all()
    assert head.spoken == "FILE"
    assert (row.text, row.spoken) == ("IMPORT AN EXPORT", "IMPORT AN EXPORT: NO KEY. FILE")
    press(qtbot, dialog.search, Qt.Key.Key_Down)
    press(qtbot, dialog.view, Qt.Key.Key_Return)
    assert dialog.field.accessibleName() == "KEY OF IMPORT AN EXPORT: PRESS THE NEW ONE"
    assert dialog.field.field.placeholderText() == "PRESS A KEY"
    press(qtbot, dialog.field.field, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: dialog.said.text() == "F8 DOES THAT FROM NOW ON.", timeout=LATEST)
    qtbot.mouseClick(dialog.clear, Qt.MouseButton.LeftButton)
    assert dialog.field.field.placeholderText() == "PRESS A KEY"


def test_a_copied_quote_says_who_tells_of_it():
    text = "Cal says Bo says Ann left."
    outer, middle = (said(*found) for found in (("a1", 9, "Cal", None), ("a2", 17, "Bo", "a1")))
    every = {item.id: item for item in (outer, middle)}
    line = quote_line(middle, every, Document("", text, ()))
    assert line == "Ann left. – Bo, TOLD BY Cal (REPORTED)"


def said(name, start, speaker, parent):
    return Attribution(
        name,
        AttributionKind.INDIRECT,
        Act.STATEMENT,
        (Span(start, 26),),
        speaker=speaker,
        parent=parent,
    )


def test_how_exactly_a_figure_is_meant_stands_in_the_article_s_language():
    assert BOUNDS[Bound.ABOUT] == "about"
