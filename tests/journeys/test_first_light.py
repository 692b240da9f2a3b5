"""The main job from end to end, with nothing faked: open, see who says what, keep, give back."""

import os
import signal
import sys
import textwrap

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.desktop.export_dialog import ExportDialog
from app.reading.layers import Layer
from tests.journeys.steps import ARTICLE, CONTROL, LATEST, SHIFT


@pytest.fixture
def article(tmp_path):
    file = tmp_path / "tram.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    return file


def marked(window):
    return window.desk.sheet is not None and window.desk.sheet.marked


def settled(window):
    return marked(window) and window.desk.sheet.id is not None and window.library.writing == 0


def test_the_main_job(qtbot, start, look, article, tmp_path, monkeypatch):
    window = start()
    the_text_shows_and_the_marks_arrive(qtbot, window, look, article)
    the_legend_switches_a_kind_off_and_on(qtbot, window, look)
    the_inspector_follows_the_keys(qtbot, window, look)
    highlights_and_notes_are_undone_and_done_again(qtbot, window, look)
    the_library_finds_a_quote(qtbot, window, look)
    target = tmp_path / "tram.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    the_pdf_holds_the_note(qtbot, window, look, target)


def the_text_shows_and_the_marks_arrive(qtbot, window, look, article):
    counts = []
    window.desk.shown.connect(lambda sheet: counts.append(len(sheet.analysis.attributions)))
    window.desk.open(str(article))
    qtbot.waitUntil(lambda: bool(counts), timeout=LATEST)
    assert counts == [0]
    assert "first trams" in window.reader.toPlainText()
    look(window, "1-text-at-once")
    qtbot.waitUntil(lambda: settled(window), timeout=LATEST)
    analysis = window.desk.sheet.analysis
    assert "Lena Brandt" in {a.speaker for a in analysis.attributions}
    assert len(analysis.claims()) >= 3
    look(window, "2-marks")


def the_legend_switches_a_kind_off_and_on(qtbot, window, look):
    chip = window.area.legend.chips[Layer.QUOTES]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert not chip.isChecked()
    look(window, "3-quotes-hidden")
    qtbot.keyClick(window.reader, Qt.Key.Key_1)
    assert chip.isChecked()


def the_inspector_follows_the_keys(qtbot, window, look):
    seen = []
    for _ in range(6):
        qtbot.keyClick(window.reader, Qt.Key.Key_J)
        seen.append(window.reader.focused())
        assert window.inspector.current().view.current_key() == seen[-1]
    assert len(set(seen)) == 6
    qtbot.keyClick(window.reader, Qt.Key.Key_K)
    assert window.reader.focused() == seen[-2]
    qtbot.keyClick(window.reader, Qt.Key.Key_Return)
    look(window, "4-card")
    qtbot.keyClick(window.reader, Qt.Key.Key_Escape)
    for place, name in enumerate(("quotes", "numbers", "sources")):
        window.panes.show_tab(place)
        look(window, f"5-{name}")


def highlights_and_notes_are_undone_and_done_again(qtbot, window, look):
    def notes():
        return sorted(own.note for own in window.desk.sheet.own.values())

    window.reader.setTextCursor(window.reader.document().find("not ready for winter"))
    qtbot.keyClick(window.reader, Qt.Key.Key_H)
    window.reader.setTextCursor(window.reader.document().find("52 cracked rails"))
    qtbot.keyClick(window.reader, Qt.Key.Key_N)
    box = window.inspector.notes.editor.box
    qtbot.keyClicks(box, "Ask the depot for the list.")
    look(window, "6-writing-a-note")
    qtbot.keyClick(box, Qt.Key.Key_Return, CONTROL)
    assert notes() == ["", "Ask the depot for the list."]
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert notes() == []
    for _ in range(3):
        qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert notes() == ["", "Ask the depot for the list."]
    look(window, "7-notes")


def the_library_finds_a_quote(qtbot, window, look):
    qtbot.keyClick(window.reader, Qt.Key.Key_F, CONTROL | SHIFT)
    qtbot.keyClicks(window.library_pane.search, "shopkeepers")
    qtbot.waitUntil(lambda: bool(window.library_pane.searching.hits), timeout=LATEST)
    look(window, "8-search")
    window.library_pane.search.clear()


def the_pdf_holds_the_note(qtbot, window, look, target):
    def said():
        return window.area.toast.text() or "".join(window.area.banners.texts())

    qtbot.keyClick(window.reader, Qt.Key.Key_E, CONTROL)
    (dialog,) = window.findChildren(ExportDialog)
    qtbot.keyClick(dialog.formats, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(said()), timeout=LATEST)
    assert said() == "Saved as tram.pdf."
    look(window, "9-exported")
    with pikepdf.open(target) as pdf:
        texts = [
            str(annotation.get("/Contents", ""))
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
        ]
    assert any("Ask the depot for the list." in text for text in texts)


def test_a_reading_is_left_and_found_again(qtbot, start, look, tmp_path):
    file = tmp_path / "long.txt"
    paragraphs = "\n\n".join(f"Day {n} passed quietly, the captain wrote." for n in range(1, 120))
    file.write_text(f"A long log\n\n{paragraphs}\n", encoding="utf-8")
    window = start(file)
    qtbot.waitUntil(lambda: settled(window), timeout=LATEST)
    place = window.desk.sheet.document.text.index("Day 80 ")
    window.reader.go_to(place)
    window.close()
    again = start()
    qtbot.waitUntil(lambda: again.desk.sheet is not None, timeout=LATEST)
    assert again.desk.sheet.marked
    assert abs(again.reader.place() - place) < 100
    look(again, "10-where-it-was-left")


def test_the_marking_process_is_killed_and_reading_goes_on(qtbot, start, look, tmp_path):
    file = tmp_path / "killed.txt"
    paragraph = "“The bridge is safe,” said Ines Okafor. It carries 6,200 cars, she said. "
    file.write_text("A long one\n\n" + (paragraph * 4 + "\n\n") * 60, encoding="utf-8")
    window = start()
    told = []
    window.desk.told.connect(lambda notice: told.append(notice.text))
    window.desk.open(str(file))
    qtbot.waitUntil(
        lambda: window.desk.sheet is not None and window.desk.sheet.marking, timeout=LATEST
    )
    # In the middle of the work: the first marks have come, the last have not.
    with qtbot.waitSignal(window.desk.marks_changed, timeout=LATEST):
        pass
    assert not window.desk.sheet.marked
    os.kill(window.desk.marker_process, signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(told), timeout=LATEST)
    assert told == ["Marking restarted. You can go on reading."]
    look(window, "11-marking-restarted")
    window.reader.go_to(2000)
    qtbot.waitUntil(lambda: marked(window), timeout=LATEST)
    assert len(window.desk.sheet.analysis.attributions) > 100
    assert window.area.banners.texts() == []


def test_what_cannot_be_opened_is_said_in_the_window(qtbot, start, look, tmp_path, article):
    window = start(article)
    qtbot.waitUntil(lambda: settled(window), timeout=LATEST)
    said = window.area.banners.texts
    empty = tmp_path / "empty.txt"
    empty.touch()
    binary = tmp_path / "picture.txt"
    binary.write_bytes(bytes(range(256)) * 40)
    for source in (tmp_path / "missing.txt", tmp_path, empty, binary):
        window.desk.open(str(source))
        assert said() == []
        qtbot.waitUntil(lambda: bool(said()), timeout=LATEST)
        (sentence,) = said()
        assert "Traceback" not in sentence
        assert sentence.endswith(".")
    look(window, "12-cannot-be-opened")
    assert "first trams" in window.reader.toPlainText()


@pytest.mark.parametrize("theme", ["sepia", "dark", "contrast"])
def test_the_themes(qtbot, start, look, article, theme):
    window = start(article)
    window.appearance.choose_theme(theme)
    qtbot.waitUntil(lambda: settled(window), timeout=LATEST)
    window.reader.focus_next()
    window.panes.show_tab(2)
    look(window, f"13-{theme}")


def test_a_narrow_window_shows_a_side_pane_over_the_text(qtbot, start, look, article):
    window = start(article)
    qtbot.waitUntil(lambda: settled(window), timeout=LATEST)
    window.resize(1000, 760)
    look(window, "14-narrow")
    window.panes.show_tab(0)
    look(window, "14-narrow-inspector")
    window.resize(800, 700)
    window.panes.show_library()
    look(window, "14-narrower-library")


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path):
    import subprocess

    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from PySide6.QtWidgets import QApplication
        from app.desktop.main_window import MainWindow
        from app.settings import Settings

        application = QApplication([])
        folder = Path(sys.argv[1])
        window = MainWindow(Settings(folder / "s.json"), folder / "l.sqlite")
        heavy = {"spacy", "sqlalchemy", "alembic", "trafilatura", "httpx", "numpy"}

        def painted():
            print(sorted(heavy & set(sys.modules)))
            application.quit()

        window.first_painted.connect(painted)
        window.show()
        application.exec()
        window.close()
        """
    )
    result = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert result.stdout == "[]\n", result.stderr
