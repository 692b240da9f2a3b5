"""A student quotes from an article, lists what was read, and hands it to Zotero."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.exporting.citations.zotero import FakeZotero, running
from tests.journeys.steps import (
    ARTICLE,
    CONTROL,
    KEY,
    LATEST,
    choose_in_menu_bar,
    press,
    select,
    to_front,
    wait_settled,
)

ALT = Qt.KeyboardModifier.AltModifier


def test_a_quote_goes_into_an_essay_and_the_article_to_zotero(qtbot, start, look, tmp_path):
    file = tmp_path / "tram.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    window = start(file)
    clipboard = QApplication.clipboard()
    clipboard.setText("as before")
    wait_settled(qtbot, window)

    # The words of the shopkeeper, with where they stand.
    select(qtbot, window, "Nobody asked the shopkeepers")
    press(qtbot, window.reader, KEY.Key_C, held=CONTROL | ALT)
    qtbot.waitUntil(lambda: clipboard.text() != "as before", timeout=LATEST)
    quoted = (
        "“Nobody asked the shopkeepers” (Tram Line to the Harbour Opens at Last, n.d., para. 4)"
    )
    assert clipboard.text() == quoted

    # Another style, and the list of what was read.
    window.settings["citation_style"] = "mla"
    choose_in_menu_bar(qtbot, window, "Edit", "Copy bibliography")
    qtbot.waitUntil(lambda: clipboard.text() != quoted, timeout=LATEST)
    assert clipboard.text().startswith("“Tram Line to the Harbour Opens at Last.”")
    to_front(qtbot, window)
    press(qtbot, window.reader, KEY.Key_5, held=CONTROL)
    qtbot.waitUntil(lambda: window.inspector.details.form is not None, timeout=LATEST)
    shown = window.inspector.details.form.citation
    qtbot.waitUntil(lambda: "Tram Line to the Harbour" in shown.entry.text(), timeout=LATEST)
    look(window, "cited")

    # And off it goes, marks and all.
    with running(FakeZotero()) as zotero:
        window.settings["zotero_port"] = zotero.port
        choose_in_menu_bar(qtbot, window, "File", "Send to Zotero")
        qtbot.waitUntil(lambda: len(zotero.files) == 1, timeout=LATEST)
    assert zotero.wrong == []
    assert zotero.items[0]["title"] == "Tram line to the harbour opens at last"
    assert zotero.files[0][1].startswith(b"%PDF")
