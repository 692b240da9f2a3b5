"""What a person does in the window, with child processes that know no language model."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.desktop.export_dialog import ExportDialog
from app.reading.layers import Layer
from app.settings import Settings
from tests.desktop.hands import press, rows, select


def test_the_text_shows_and_the_marks_arrive(open_window, article):
    window = open_window(article)
    assert "worn through" in window.reader.toPlainText()
    assert window.desk.sheet.analysis.attributions
    chips = window.area.legend.chips
    assert [chips[layer]._count for layer in (Layer.QUOTES, Layer.SOURCES, Layer.CLAIMS)] == [
        3,
        2,
        2,
    ]


def test_the_text_is_there_before_any_mark(qtbot, open_window, article):
    window = open_window(wait=False)
    seen = []
    window.desk.shown.connect(lambda sheet: seen.append(len(sheet.analysis.attributions)))
    window.desk.open(str(article))
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    assert seen[0] == 0


def test_an_article_is_kept_and_listed(open_window, article):
    window = open_window(article)
    assert window.desk.sheet.id is not None
    assert [row.title for row in window.library_pane.listed()] == ["Ferry to stop in May"]
    assert window.status.saved.text() == "Saved"


def test_opening_the_same_article_again_opens_the_kept_one(qtbot, open_window, article):
    window = open_window(article)
    first = window.desk.sheet
    window.desk.open(str(article))
    qtbot.waitUntil(lambda: not window.desk.is_opening(), timeout=10_000)
    qtbot.waitUntil(lambda: window.desk.sheet is first, timeout=10_000)


def test_j_and_k_go_through_the_marks_and_the_inspector_follows(qtbot, open_window, article):
    window = open_window(article)
    press(qtbot, window.reader, Qt.Key.Key_J)
    first = window.reader.focused()
    assert first
    assert window.inspector.current().view.current_key() == first
    press(qtbot, window.reader, Qt.Key.Key_J)
    assert window.reader.focused() != first
    press(qtbot, window.reader, Qt.Key.Key_K)
    assert window.reader.focused() == first


def test_the_inspector_changes_its_tab_for_a_number(open_window, article):
    window = open_window(article)
    window.panes.show_tab(0)
    window.reader.focus_mark("n1")
    assert window.inspector.current() is window.inspector.numbers
    assert window.inspector.numbers.view.current_key() == "n1"


def test_choosing_a_row_takes_the_text_there(qtbot, open_window, article):
    window = open_window(article)
    view = window.inspector.quotes.view
    index = view.rows().index_of("a2")
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center()
    )
    assert window.reader.focused() == "a2"


def test_quotes_are_grouped_by_speaker_and_can_stand_in_text_order(open_window, article):
    window = open_window(article)
    quotes = window.inspector.quotes
    assert [r.key for r in rows(quotes)] == ["", "a1", "a3", "", "a2"]
    quotes._order.pick("In text order")
    assert [r.key for r in rows(quotes) if r.key] == ["a1", "a2", "a3"]


def test_the_filter_box_keeps_what_matches(open_window, article):
    window = open_window(article)
    quotes = window.inspector.quotes
    quotes.filter.setText("hull")
    assert [r.key for r in rows(quotes) if r.key] == ["a1"]
    quotes.filter.setText("zeppelin")
    assert not rows(quotes)
    assert quotes._no_match.text.text() == "No quotes match."


def test_keys_hide_and_show_a_kind_of_mark(qtbot, open_window, article, settings):
    window = open_window(article)
    press(qtbot, window.reader, Qt.Key.Key_1)
    assert not window.area.legend.chips[Layer.QUOTES].isChecked()
    assert "quotes" not in settings["layers"]
    press(qtbot, window.reader, Qt.Key.Key_1)
    assert window.area.legend.chips[Layer.QUOTES].isChecked()


def test_a_chip_does_what_its_key_does(qtbot, open_window, article):
    window = open_window(article)
    chip = window.area.legend.chips[Layer.CLAIMS]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert not chip.isChecked()
    assert not window.actions_["layer_claims"].isChecked()


def test_h_highlights_the_selection_and_it_can_be_undone_and_redone(qtbot, open_window, article):
    window = open_window(article)
    select(window, "worn through")
    press(qtbot, window.reader, Qt.Key.Key_H)
    text = window.desk.sheet.document.text
    assert [text[o.start : o.end] for o in window.desk.sheet.own.values()] == ["worn through"]
    press(qtbot, window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not window.desk.sheet.own
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(qtbot, window, Qt.Key.Key_Z, control_shift)
    assert len(window.desk.sheet.own) == 1


def test_h_without_a_selection_says_what_to_do(qtbot, open_window, article):
    window = open_window(article)
    press(qtbot, window.reader, Qt.Key.Key_H)
    assert window.area.toast.text() == "Select words first, then press H."


def test_a_highlight_is_in_the_library_at_once(qtbot, open_window, article, wait_saved):
    window = open_window(article)
    select(window, "worn through")
    press(qtbot, window.reader, Qt.Key.Key_H)
    wait_saved(window)
    kept = []
    reading = window.desk.sheet.id
    window.library.ask(lambda library: library.load(reading), kept.append)
    qtbot.waitUntil(lambda: bool(kept), timeout=5_000)
    assert [own.anchor.exact for own in kept[0].own] == ["worn through"]


def test_n_writes_a_note_that_is_kept_and_can_be_undone(qtbot, open_window, article):
    window = open_window(article)
    select(window, "islanders")
    press(qtbot, window.reader, Qt.Key.Key_N)
    box = window.inspector.notes.editor.box
    assert box.isVisible()
    qtbot.keyClicks(box, "Ask them.")
    press(qtbot, box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [own.note for own in window.desk.sheet.own.values()] == ["Ask them."]
    assert not box.isVisible()
    window.changes.undo()
    assert [own.note for own in window.desk.sheet.own.values()] == [""]
    window.changes.redo()
    assert [own.note for own in window.desk.sheet.own.values()] == ["Ask them."]


def test_letters_typed_into_a_note_do_nothing_else(qtbot, open_window, article):
    window = open_window(article)
    select(window, "islanders")
    press(qtbot, window.reader, Qt.Key.Key_N)
    qtbot.keyClicks(window.inspector.notes.editor.box, "hjk 1")
    assert window.inspector.notes.editor.box.toPlainText() == "hjk 1"
    assert len(window.desk.sheet.own) == 1
    assert window.area.legend.chips[Layer.QUOTES].isChecked()


def test_a_note_being_written_is_kept_when_the_window_closes(qtbot, open_window, article, tmp_path):
    window = open_window(article)
    select(window, "islanders")
    press(qtbot, window.reader, Qt.Key.Key_N)
    qtbot.keyClicks(window.inspector.notes.editor.box, "Half a thou")
    window.close()
    from app.library.library import Library

    with Library.open(tmp_path / "library.sqlite") as library:
        (own,) = library.load(window.desk.sheet.id).own
    assert own.note == "Half a thou"


def test_a_reading_opens_where_it_was_left(qtbot, open_window, tmp_path, settings):
    file = tmp_path / "long.txt"
    file.write_text(
        "A long one\n\n" + "\n\n".join(f"Paragraph {n} says little." for n in range(200)),
        encoding="utf-8",
    )
    window = open_window(file)
    window.reader.go_to(window.desk.sheet.document.text.index("Paragraph 120"))
    left = window.reader.place()
    assert left > 1000
    window.close()
    again = open_window(wait=False, own_settings=Settings(tmp_path / "settings.json"))
    qtbot.waitUntil(lambda: again.desk.sheet is not None, timeout=10_000)
    assert abs(again.reader.place() - left) < 60


def test_s_shows_one_speaker_and_0_everyone(qtbot, open_window, article):
    window = open_window(article)
    window.reader.focus_mark("a2")
    press(qtbot, window.reader, Qt.Key.Key_S)
    assert window.area.legend.speaker.accessibleName() == "Only Jon Ames"
    assert [r.key for r in rows(window.inspector.quotes) if r.key] == ["a2"]
    press(qtbot, window.reader, Qt.Key.Key_0)
    assert window.area.legend.speaker.accessibleName() == "Everyone"


def test_a_search_finds_quotes_and_opens_them_in_place(qtbot, open_window, article):
    window = open_window(article)
    pane = window.library_pane
    press(qtbot, window.reader, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)  # fmt: skip
    qtbot.keyClicks(pane.search, "islanders")
    qtbot.waitUntil(lambda: pane.head.text() == "Found", timeout=10_000)
    found = [r for r in (pane.view.rows().row(pane.view.rows().index(n, 0)) for n in range(pane.view.rows().rowCount())) if r.key]  # fmt: skip
    assert found
    hits = []
    pane.hit_chosen.connect(lambda reading, place: hits.append((reading, place)))
    pane.view.setCurrentIndex(pane.view.rows().index_of(found[-1].key))
    assert hits
    assert hits[0][0] == window.desk.sheet.id
    pane.search.clear()
    assert pane.head.text() == "All readings"


def test_a_reading_goes_to_the_bin_and_comes_back(qtbot, open_window, article, wait_saved):
    window = open_window(article)
    window.orders.move_to_bin()
    qtbot.waitUntil(lambda: window.desk.sheet is None, timeout=10_000)
    assert window.area.toast.text() == "Moved to the bin."
    assert window.actions_["undo"].text() == "Undo moving “Ferry to stop in May” to the bin"
    qtbot.waitUntil(lambda: not window.library_pane.any_readings(), timeout=10_000)
    window.changes.undo()
    qtbot.waitUntil(lambda: window.desk.sheet is not None, timeout=10_000)
    wait_saved(window)


def test_undo_brings_the_article_back_in_which_it_undoes(qtbot, open_window, article, tmp_path):
    window = open_window(article)
    first = window.desk.sheet
    select(window, "worn through")
    press(qtbot, window.reader, Qt.Key.Key_H)
    other = tmp_path / "other.txt"
    other.write_text("Another one\n\nNothing is said here.", encoding="utf-8")
    window.desk.open(str(other))
    qtbot.waitUntil(lambda: window.desk.sheet is not first, timeout=10_000)
    window.changes.undo()
    assert window.desk.sheet is first
    assert not first.own


def test_what_another_process_adds_appears(qtbot, open_window, article, tmp_path):
    from app.library.library import Library
    from app.reading.analysis import Analysis
    from app.reading.document import Block, BlockKind, Document

    window = open_window(article)
    with Library.open(tmp_path / "library.sqlite") as library:
        text = "Added from elsewhere."
        document = Document(
            "elsewhere", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),), title="Elsewhere"
        )
        library.add(document, Analysis())
    window.library.look()
    qtbot.waitUntil(lambda: len(window.library_pane.listed()) == 2, timeout=10_000)


def test_scrolling_says_nothing_of_saving(qtbot, open_window, article):
    window = open_window(article)
    said = []
    window.library.waiting_changed.connect(said.append)
    window.desk.remember_place(5)
    assert said == []


def test_the_pdf_is_written_where_the_reader_says(
    qtbot, open_window, article, tmp_path, monkeypatch
):
    window = open_window(article)
    target = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.exports.start()
    (dialog,) = window.findChildren(ExportDialog)
    dialog.export_.click()
    qtbot.waitUntil((tmp_path / "out.pdf").exists, timeout=10_000)
    qtbot.waitUntil(lambda: window.area.toast.text() == "Saved as out.pdf.", timeout=10_000)


@pytest.mark.parametrize("which", ["keys", "about"])
def test_help_opens_and_closes(qtbot, open_window, which):
    window = open_window(wait=False)
    window.actions_[which].trigger()
    from PySide6.QtWidgets import QDialog

    (dialog,) = window.findChildren(QDialog)
    assert dialog.isVisible()
    dialog.reject()


def test_an_article_in_another_language_says_what_is_missing(qtbot, open_window, article, tmp_path):
    file = tmp_path / "foreign.txt"
    file.write_text("Language: de\n\nUnd nichts weiter.\n", encoding="utf-8")
    window = open_window(file)
    (told,) = window.area.banners.texts()
    assert "German" in told
    assert "English only" in told
    assert window.status.language.text() == "German"
    window.panes.show_tab(1)
    nothing = window.inspector.numbers._nothing
    qtbot.waitUntil(lambda: nothing.text() == "Numbers are found in English articles only.")
    window.desk.open(str(article))
    qtbot.waitUntil(lambda: window.desk.sheet.document.language == "en")
    qtbot.waitUntil(lambda: window.area.banners.texts() == [])
