"""The details of a reading: what it is cited by, where it stands, where it comes from."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.document import Block, BlockKind, Document, Original
from app.reading.spans import Span
from tests.desktop.hands import press, select

CONTENT = b"<p>The bridge is closed.</p>"
TEXT = "The bridge is closed."
FIRST = Document(
    "https://quay.example/1?from=mail",
    TEXT,
    (Block(BlockKind.PARAGRAPH, 0, len(TEXT)),),
    title="The bridge",
    byline="Ada Birk",
    outlet="The Quay",
    published="2024-05-01",
    language="en",
    address="https://quay.example/1",
    original=Original(CONTENT, "text/html", "2024-05-02T10:00:00+00:00"),
)
LATEST = 10_000


@pytest.fixture
def readings(library_file):
    """Two readings, the second one in a collection and with a tag."""
    with Library.open(library_file) as library:
        made = [library.add(FIRST, Analysis())]
        other = Document("other.txt", TEXT, FIRST.blocks, title="The other one")
        made.append(library.add(other, Analysis()))
        press_shelf = library.shelves.add_collection("Press").rows[0].key["id"]
        library.shelves.put([made[1]], press_shelf)
        library.shelves.tag([made[1]], add=["water"])
    return made


@pytest.fixture
def window(qtbot, open_window, readings):
    made = open_window(wait=False)
    made.resize(1400, 900)
    qtbot.waitUntil(lambda: made.desk.sheet is not None, timeout=LATEST)  # where one left off
    qtbot.waitUntil(lambda: bool(made.library_pane.stock.tags), timeout=LATEST)
    opened(qtbot, made, readings[0])
    return made


@pytest.fixture
def form(qtbot, window):
    press(qtbot, window.reader, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown(window) is not None, timeout=LATEST)
    qtbot.waitUntil(lambda: window.library.writing == 0, timeout=LATEST)
    return window.inspector.details.form


def opened(qtbot, window, reading):
    window.desk.reopen(reading)
    qtbot.waitUntil(lambda: window.desk.sheet and window.desk.sheet.id == reading, timeout=LATEST)


def shown(window):
    form = window.inspector.details.form
    return form.details if form is not None else None


def write(qtbot, form, name, text, key=Qt.Key.Key_Return):
    editor = form.fields[name].editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    if key is not None:
        qtbot.keyClick(editor, key)


def kept(qtbot, window):
    """Return the CSL-JSON item as the library has it now."""
    found = []
    reading = window.desk.sheet.id
    window.library.ask(lambda library: library.facts.of(reading), found.append)
    qtbot.waitUntil(lambda: bool(found), timeout=LATEST)
    return found[0]


# Shown


def test_nothing_of_it_is_made_before_it_is_looked_at(window):
    assert window.inspector.details.form is None


def test_the_window_starts_without_it():
    code = "import sys; import app.desktop.main_window; sys.exit('app.desktop.details_form' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_is_known_is_shown(form):
    text = {name: field.editor.text() for name, field in form.fields.items()}
    assert text["title"] == "The bridge"
    assert text["type"] == "Newspaper article"
    assert text["author"] == "Ada Birk"
    assert text["container-title"] == "The Quay"
    assert text["issued"] == "2024-05-01"
    assert text["URL"] == "https://quay.example/1"
    assert form.source.line.text() == FIRST.source
    assert form.media.line.text() == "Web page (text/html)"
    assert form.text.line.text() == "4 words, English"
    assert "2024" in form.captured.line.text()


def test_fields_that_belong_to_the_type_are_asked_for_and_the_others_are_a_click_away(qtbot, form):
    assert not form.fields["volume"].isVisible()
    qtbot.mouseClick(form.more, Qt.MouseButton.LeftButton)
    assert form.fields["volume"].isVisible()
    assert form.fields["abstract"].isVisible()
    assert not form.more.isVisible()


def test_a_journal_has_volumes(qtbot, window, form):
    form.fields["type"].editor.pick("Journal article")
    qtbot.waitUntil(form.fields["volume"].isVisible, timeout=LATEST)
    assert kept(qtbot, window).csl["type"] == "article-journal"


def test_another_reading_shows_its_own(qtbot, window, form, readings):
    opened(qtbot, window, readings[1])
    qtbot.waitUntil(lambda: shown(window).reading == readings[1], timeout=LATEST)
    assert form.fields["title"].editor.text() == "The other one"
    assert form.tags.names() == ["water"]
    assert form.collections.names() == ["Press"]
    assert not form.save.isVisible()
    window.desk.leave()
    assert form.note.isVisible()
    assert form.note.text().startswith("Open an article")


def test_the_tab_stays_while_marks_are_followed(qtbot, open_window, article):
    window = open_window(article)
    window.panes.show_tab(4)
    press(qtbot, window.reader, Qt.Key.Key_J)
    assert window.reader.focused()
    assert window.inspector.details.isVisible()
    window.panes.show_tab(0)
    assert window.inspector.quotes.view.current_key() == window.reader.focused()


def test_a_key_leads_back_to_the_lists(qtbot, window, form):
    press(qtbot, window.reader, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert not form.isVisible()
    assert window.inspector.quotes.isVisible()


def test_the_keyboard_goes_through_the_heads_and_into_the_details(qtbot, window, form):
    window.reader.setFocus()
    press(qtbot, window.reader, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is form.fields["title"].editor
    head = window.inspector._buttons.button(4)
    head.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, head, Qt.Key.Key_Right)
    assert window.inspector.current() is window.inspector.quotes
    press(qtbot, QApplication.focusWidget(), Qt.Key.Key_Left)
    assert form.isVisible()
    assert head.hasFocus()


# Changed


def test_a_fact_is_changed_in_place_kept_and_taken_back(qtbot, window, form):
    write(qtbot, form, "title", "The closed bridge")
    qtbot.waitUntil(window.changes.stack.canUndo, timeout=LATEST)
    assert kept(qtbot, window).csl["title"] == "The closed bridge"
    window.reader.setFocus()
    window.changes.undo()
    qtbot.waitUntil(lambda: form.fields["title"].editor.text() == "The bridge", timeout=LATEST)
    assert kept(qtbot, window).csl["title"] == "The bridge"
    window.changes.redo()
    qtbot.waitUntil(
        lambda: form.fields["title"].editor.text() == "The closed bridge", timeout=LATEST
    )


def test_the_list_shows_the_new_title(qtbot, window, form):
    write(qtbot, form, "title", "The closed bridge")
    qtbot.waitUntil(
        lambda: "The closed bridge" in [row.title for row in window.library_pane.listed()],
        timeout=LATEST,
    )


def test_the_window_is_called_by_the_new_title_at_once_and_later(qtbot, window, form, readings):
    write(qtbot, form, "title", "The closed bridge")
    qtbot.waitUntil(lambda: window.windowTitle() == "The closed bridge – Sayso", timeout=LATEST)
    opened(qtbot, window, readings[1])
    assert window.windowTitle() == "The other one – Sayso"
    opened(qtbot, window, readings[0])
    assert window.windowTitle() == "The closed bridge – Sayso"


def test_the_new_title_stands_above_the_text_and_the_place_in_it_stays(
    qtbot, window, form, readings
):
    def above():
        return window.reader.document().firstBlock().text()

    assert above() == "The bridge"
    write(qtbot, form, "title", "The bridge that was closed for a winter")
    qtbot.waitUntil(lambda: above() == "The bridge that was closed for a winter", timeout=LATEST)
    select(window, "is closed")
    assert window.reader.selected_span() == Span(TEXT.index("is"), TEXT.index("."))
    opened(qtbot, window, readings[1])
    opened(qtbot, window, readings[0])
    assert above() == "The bridge that was closed for a winter"
    window.changes.undo()
    qtbot.waitUntil(lambda: above() == "The bridge", timeout=LATEST)


def test_the_line_below_the_title_tells_who_wrote_it_where_and_when(qtbot, window, form):
    def below():
        return window.reader.document().firstBlock().next().text()

    assert below().startswith("Ada Birk  ·  The Quay  ·  1 May 2024  ·")
    write(qtbot, form, "author", "Birk, Ada; Reuters")
    write(qtbot, form, "container-title", "The Harbour")
    write(qtbot, form, "issued", "2024-06")
    after = "Ada Birk, Reuters  ·  The Harbour  ·  June 2024  ·"
    qtbot.waitUntil(lambda: below().startswith(after), timeout=LATEST)


def test_a_fact_too_long_for_its_line_is_shortened_until_the_reader_is_in_it(qtbot, window, form):
    line = form.digest.line
    qtbot.waitUntil(lambda: "…" in line.shown_text(), timeout=LATEST)
    at_rest = line.grab().toImage()
    assert line.shown_text()[-4:] == line.text()[-4:]
    assert line.fontMetrics().horizontalAdvance(line.shown_text()) < line.width()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    assert line.grab().toImage() != at_rest
    assert len(line.text()) == 64  # all of it can be selected and copied


def test_leaving_a_field_keeps_it(qtbot, window, form):
    write(qtbot, form, "author", "Birk, Ada; Reuters", key=Qt.Key.Key_Tab)
    qtbot.waitUntil(window.changes.stack.canUndo, timeout=LATEST)
    assert kept(qtbot, window).csl["author"] == [
        {"family": "Birk", "given": "Ada"},
        {"literal": "Reuters"},
    ]


def test_what_is_being_written_when_the_window_closes_is_kept(
    qtbot, window, form, library_file, readings
):
    write(qtbot, form, "container-title", "The Harbour", key=None)
    window.close()
    with Library.open(library_file) as library:
        assert library.facts.of(readings[0]).csl["container-title"] == "The Harbour"


def test_escape_brings_back_what_was(qtbot, window, form):
    write(qtbot, form, "container-title", "Nonsense", key=Qt.Key.Key_Escape)
    assert form.fields["container-title"].editor.text() == "The Quay"
    assert window.changes.stack.count() == 0


@pytest.mark.parametrize(
    ("name", "wrong", "right", "value"),
    [
        ("issued", "May 2024", "2024-05", {"date-parts": [[2024, 5]]}),
        ("accessed", "2024-02-30", "2024", {"date-parts": [[2024]]}),
        ("DOI", "banana", "https://doi.org/10.1000/182", "10.1000/182"),
        ("URL", "quay", "https://quay.example/2", "https://quay.example/2"),
    ],
)
def test_what_cannot_be_is_said_in_place_and_not_kept(
    qtbot, window, form, name, wrong, right, value
):
    if not form.fields[name].isVisible():
        form.more.click()
    field = form.fields[name]
    before = kept(qtbot, window).csl.get(name)
    write(qtbot, form, name, wrong)
    assert field.objection.isVisible()
    assert field.editor.accessibleDescription() == field.objection.text()
    assert kept(qtbot, window).csl.get(name) == before
    write(qtbot, form, name, right, key=None)
    assert not field.objection.isVisible()
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    qtbot.waitUntil(window.changes.stack.canUndo, timeout=LATEST)
    assert kept(qtbot, window).csl[name] == value


def test_what_is_being_written_is_not_overwritten_by_news(qtbot, window, form, readings):
    write(qtbot, form, "container-title", "The Har", key=None)
    window.changes.change_library(lambda library: library.facts.set(readings[0], {"volume": "7"}))
    qtbot.waitUntil(lambda: form.fields["volume"].editor.text() == "7", timeout=LATEST)
    assert form.fields["container-title"].editor.text() == "The Har"


# Tags and collections


def test_tags_are_added_and_taken_off(qtbot, window, form):
    form.new_tag.setFocus()
    qtbot.keyClicks(form.new_tag, "harbour, to check")
    qtbot.keyClick(form.new_tag, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.tags.names() == ["harbour", "to check"], timeout=LATEST)
    chip = form.tags._chips[0]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: form.tags.names() == ["to check"], timeout=LATEST)
    qtbot.keyClick(form.tags._chips[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: form.tags.names() == [], timeout=LATEST)
    window.changes.undo()
    qtbot.waitUntil(lambda: form.tags.names() == ["to check"], timeout=LATEST)


def test_a_known_tag_is_offered(qtbot, form):
    form.new_tag.setFocus()
    assert form.new_tag.completer().model().stringList() == ["water"]


def test_a_reading_is_put_into_a_collection_and_taken_out(qtbot, window, form):
    qtbot.mouseClick(form.put, Qt.MouseButton.LeftButton)
    (menu,) = [one for one in form.findChildren(QMenu) if one.isVisible()]
    actions = {action.text(): action for action in menu.actions()}
    menu.close()
    actions["Press"].trigger()
    qtbot.waitUntil(lambda: form.collections.names() == ["Press"], timeout=LATEST)
    qtbot.mouseClick(form.collections._chips[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: form.collections.names() == [], timeout=LATEST)


# Origin and versions


def test_the_address_is_opened_only_on_request(qtbot, form, monkeypatch):
    went = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: went.append(url.toString()))
    assert went == []
    qtbot.mouseClick(form.open, Qt.MouseButton.LeftButton)
    assert went == ["https://quay.example/1"]


def test_the_digest_is_copied(qtbot, form, clipboard):
    qtbot.mouseClick(form.copy_digest, Qt.MouseButton.LeftButton)
    assert clipboard.text() == form.details.original.sha256
    assert len(clipboard.text()) == 64


def test_the_original_is_saved_as_it_was_captured(qtbot, window, form, tmp_path, monkeypatch):
    asked = []

    def ask(_parent, _title, name, _filter):
        asked.append(name)
        return str(tmp_path / "kept.html"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil((tmp_path / "kept.html").exists, timeout=LATEST)
    qtbot.waitUntil(window.area.toast.isVisible, timeout=LATEST)
    assert (tmp_path / "kept.html").read_bytes() == CONTENT
    assert asked == ["The bridge.html"]


def test_where_it_cannot_be_saved_is_told(qtbot, window, form, tmp_path, monkeypatch):
    target = str(tmp_path / "nowhere" / "kept.html")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, ""))
    told = []
    window.detailing.toasted.connect(told.append)
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told), timeout=LATEST)
    assert told[0].text.startswith("kept.html was not saved")


def test_versions_are_told_and_led_to(qtbot, window, form, readings):
    assert not form.compare.isVisible()
    newer = Document(
        FIRST.source, "The bridge is open.", (Block(BlockKind.PARAGRAPH, 0, 19),), "The bridge"
    )
    made = []
    window.library.keep(lambda library: library.add(newer, Analysis()), made.append)
    qtbot.waitUntil(lambda: bool(made), timeout=LATEST)
    opened(qtbot, window, made[0])
    qtbot.waitUntil(form.compare.isVisible, timeout=LATEST)
    assert form.earlier.isVisible()
    qtbot.mouseClick(form.open_earlier, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.desk.sheet.id == readings[0], timeout=LATEST)
    qtbot.waitUntil(form.open_later.isVisible, timeout=LATEST)
    assert not form.compare.isVisible()


def test_a_library_that_cannot_be_written_shows_and_changes_nothing(
    qtbot, open_window, readings, monkeypatch
):
    monkeypatch.setattr(Library, "read_only", property(lambda _self: True))
    window = open_window(wait=False)
    qtbot.waitUntil(lambda: window.desk.sheet is not None, timeout=LATEST)
    opened(qtbot, window, readings[1])
    window.panes.show_tab(4)
    qtbot.waitUntil(lambda: shown(window) is not None, timeout=LATEST)
    form = window.inspector.details.form
    assert form.note.text().startswith("This library is read-only")
    assert form.fields["title"].editor.isReadOnly()
    assert not form.fields["type"].editor.isEnabled()
    assert not form.new_tag.isVisible()
    qtbot.mouseClick(form.tags._chips[0], Qt.MouseButton.LeftButton)
    assert form.tags.names() == ["water"]


def test_what_is_copied_tells_its_source_as_it_is_cited_now(qtbot, window, form, clipboard):
    write(qtbot, form, "container-title", "The Harbour")
    qtbot.waitUntil(lambda: window.desk.sheet.cited.outlet == "The Harbour", timeout=LATEST)
    window.reader.setFocus()
    window.reader.setTextCursor(window.reader.document().find("closed"))
    window.changes.highlight()
    window.panes.show_tab(3)
    notes = window.inspector.notes
    notes.view.setFocus()
    press(qtbot, notes.view, Qt.Key.Key_Down)
    press(qtbot, notes.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == (
        "“closed”\n\nThe bridge, The Harbour, 1 May 2024, https://quay.example/1"
    )
    window.changes.undo()
    window.changes.undo()
    qtbot.waitUntil(lambda: window.desk.sheet.cited.outlet == "The Quay", timeout=LATEST)
