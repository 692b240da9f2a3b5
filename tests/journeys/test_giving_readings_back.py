"""Readings given back from the window: seen before they are written, all at once, and taken in again."""

from __future__ import annotations

import pikepdf
from PySide6.QtWidgets import QFileDialog

from app.desktop.export_dialog import ExportDialog
from app.library.library import Library
from app.reading.exports import Kind
from tests.journeys.steps import ARTICLE, CONTROL, KEY, LATEST, press, wait_settled


def dialog_of(window):
    return next(one for one in window.findChildren(ExportDialog) if one.isVisible())


def pixels(dialog):
    image = dialog.preview.page.image
    return b"" if image is None else bytes(image.constBits())


def said(window, words):
    return window.area.toast.text().endswith(words)


def test_what_is_seen_is_what_is_written_and_everything_comes_back(
    qtbot, start, look, tmp_path, monkeypatch
):
    article = tmp_path / "tram.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    window = start(article)
    wait_settled(qtbot, window)
    press(qtbot, window.reader, KEY.Key_J, KEY.Key_H)
    qtbot.waitUntil(lambda: len(window.desk.sheet.own) == 1)
    wait_settled(qtbot, window)

    press(qtbot, window.reader, KEY.Key_E, held=CONTROL)
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: bool(pixels(dialog)), timeout=LATEST)
    whole = pixels(dialog)
    look(dialog, "40-export")
    press(qtbot, dialog.options.kinds[Kind.NUMBERS], KEY.Key_Space)
    qtbot.waitUntil(lambda: pixels(dialog) != whole, timeout=LATEST)
    for row in range(dialog.formats.count()):
        dialog.formats.setCurrentRow(row)
        if dialog.chosen().offered.name == "ris":
            break
    qtbot.waitUntil(lambda: "TY  - " in dialog.preview.text.toPlainText(), timeout=LATEST)
    dialog.formats.setCurrentRow(0)
    pdf = tmp_path / "tram.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(pdf), ""))
    press(qtbot, dialog.formats, KEY.Key_Return)
    qtbot.waitUntil(lambda: said(window, "tram.pdf."), timeout=LATEST)
    with pikepdf.open(pdf) as written:
        names = [
            str(mark.get("/NM", "")) for page in written.pages for mark in page.get("/Annots", ())
        ]
    assert any(name.startswith("sayso-Q") for name in names)
    assert any(name.startswith("sayso-H") for name in names)
    assert not any(name.startswith("sayso-N") for name in names)

    everything = tmp_path / "all.zip"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(everything), ""))
    window.actions_["export_shelf"].trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(ExportDialog)))
    dialog = dialog_of(window)
    dialog.into.pick("Everything, to be imported again")
    look(dialog, "41-export-everything")
    dialog.export_.click()
    qtbot.waitUntil(lambda: said(window, "all.zip."), timeout=LATEST)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".sayso-")]
    kept = window.desk.sheet
    window.close()

    other = tmp_path / "other.sqlite"
    again = start(library=other)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(everything), ""))
    again.actions_["import_file"].trigger()
    qtbot.waitUntil(
        lambda: any("1 of 1 entry taken" in text for text in again.area.banners.texts()),
        timeout=LATEST,
    )
    with Library.open(other) as library:
        reading = library.load(library.readings()[0].id)
    assert reading.document.text == kept.document.text
    assert reading.analysis == kept.latest
    assert list(reading.own) == list(kept.own.values())
