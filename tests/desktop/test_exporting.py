"""What is exported is chosen in one window, shown as it will look, and remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from app.desktop.export_dialog import ExportDialog, TemplateDialog
from app.desktop.export_options import ExportOptions
from app.desktop.password import PasswordDialog
from app.reading.exports import Kind, Option
from tests.desktop.accessible_tree import complaints, complaints_of_tab
from tests.desktop.hands import menu_at, press

CONTROL = Qt.KeyboardModifier.ControlModifier


def dialog_of(window) -> ExportDialog:
    (dialog,) = [one for one in window.findChildren(ExportDialog) if one.isVisible()]
    return dialog


def opened(qtbot, window) -> ExportDialog:
    press(qtbot, window.reader, Qt.Key.Key_E, CONTROL)
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: dialog.formats.count() > 1)
    return dialog


def darkness(dialog) -> int:
    image = dialog.preview.page.image
    return -1 if image is None else image.pixelColor(1, 1).red()


@pytest.fixture
def into(tmp_path, monkeypatch):
    """Answer every question where to with a name, and keep what was offered."""
    asked = []

    def answer(name):
        target = str(tmp_path / name) if name else ""

        def file(_parent, _title, offered, form):
            asked.append((offered, form))
            return target, ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", file)
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: target)
        return tmp_path / name

    answer.asked = asked
    return answer


def test_the_preview_follows_the_choice(qtbot, open_window, article):
    dialog = opened(qtbot, open_window(article))
    qtbot.waitUntil(lambda: darkness(dialog) == 250)
    box = dialog.options.kinds[Kind.REPORTED]
    press(qtbot, box, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: darkness(dialog) == 200)
    assert dialog.preview.count.text() == "Page 1 of 2"
    assert not dialog.preview.back.isEnabled()
    press(qtbot, dialog.preview.page, Qt.Key.Key_PageDown)
    assert dialog.preview.count.text() == "Page 2 of 2"
    assert not dialog.preview.on.isEnabled()
    press(qtbot, dialog.formats, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.preview.text.toPlainText() == "Ferry to stop in May")
    assert not dialog.preview.on.isVisible()
    assert dialog.options.nothing.isVisible()
    assert not box.isVisible()
    dialog.reject()


def test_only_the_newest_wish_is_shown(qtbot, open_window, article, tmp_path):
    dialog = opened(qtbot, open_window(article))
    qtbot.waitUntil(lambda: darkness(dialog) == 250)
    for kind in (Kind.QUOTED, Kind.REPORTED, Kind.SOURCES):
        press(qtbot, dialog.options.kinds[kind], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: darkness(dialog) == 100)
    made = (tmp_path / "previews").read_text(encoding="utf-8").splitlines()
    assert made[-1] == "pdf 0 numbers,own"
    assert len(made) < 5  # what lay between was not all made
    dialog.reject()


def test_enter_exports_as_before(qtbot, open_window, article, into, tmp_path, settings):
    window = open_window(article)
    target = into("one")
    dialog = opened(qtbot, window)
    dialog.options.kinds[Kind.OWN].click()
    press(qtbot, dialog.formats, Qt.Key.Key_Down)
    press(qtbot, dialog.formats, Qt.Key.Key_Return)
    assert into.asked[-1] == ("Ferry to stop in May.words", "Words alone (*.words)")
    qtbot.waitUntil(lambda: window.area.toast.text() == "Saved as one.words.", timeout=10_000)
    assert target.with_suffix(".words").exists()
    assert not window.findChildren(ExportDialog) or not dialog.isVisible()
    kept = settings["export"]
    assert kept["format"] == "words"
    assert "own" not in kept["marks"]
    # At once, before anything is known but what was chosen last.
    into("two")
    window.actions_["export"].trigger()
    press(qtbot, dialog_of(window).formats, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.area.toast.text() == "Saved as two.words.", timeout=10_000)
    assert into.asked[-1][0] == str(tmp_path / "Ferry to stop in May.words")


def test_a_locked_pdf_asks_for_its_password(qtbot, open_window, tmp_path, into):
    article = tmp_path / "lock.txt"
    article.write_text("The lock\n\nShut fast. “It holds,” said Mira Holt.\n", encoding="utf-8")
    window = open_window(article)

    def asked(dialog, before=()) -> PasswordDialog:
        found = []

        def look() -> bool:
            found[:] = [
                one
                for one in dialog.findChildren(PasswordDialog)
                if one.isVisible() and one not in before
            ]
            return bool(found)

        qtbot.waitUntil(look)
        return found[0]

    dialog = opened(qtbot, window)
    first = asked(dialog)
    assert first.why.text() == "A password opens the PDF."
    press(qtbot, first, Qt.Key.Key_Escape)
    # Without it nothing can be exported: the question comes again.
    press(qtbot, dialog.formats, Qt.Key.Key_Return)
    again = asked(dialog, [first])
    qtbot.keyClicks(again.field, "wrong")
    target = into("open")
    press(qtbot, again.field, Qt.Key.Key_Escape)
    dialog.options.kinds[Kind.OWN].click()
    last = asked(dialog, [first, again])
    qtbot.keyClicks(last.field, "sesame")
    press(qtbot, last.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.preview.page.image is not None)
    press(qtbot, dialog.formats, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.area.toast.text() == "Saved as open.pdf.", timeout=10_000)
    assert target.with_suffix(".pdf").exists()


def test_giving_up_where_to_keeps_the_window_and_nothing_else(
    qtbot, open_window, article, into, settings
):
    window = open_window(article)
    into("")
    dialog = opened(qtbot, window)
    dialog.options.margin.click()
    dialog.export_.click()
    assert dialog.isVisible()
    press(qtbot, dialog, Qt.Key.Key_Escape)
    assert settings["export"] == {}


def test_every_control_says_what_it_is(qtbot, open_window, article):
    dialog = opened(qtbot, open_window(article))
    qtbot.waitUntil(lambda: darkness(dialog) == 250)
    assert "\n".join(complaints(dialog) + complaints_of_tab(dialog)) == ""
    row = dialog.formats.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert row == "Annotated PDF. Pages with marks"
    dialog.reject()


@pytest.mark.parametrize("option", list(Option))
def test_a_format_is_asked_for_what_it_takes_alone(qtbot, option):
    from app.reading.exports import Choice
    from app.rendering.palette import theme_named

    options = ExportOptions(Choice(), theme_named("light"))
    qtbot.addWidget(options)
    options.show_for(frozenset({option}))
    options.show()
    parts = {
        Option.MARKS: options.kinds[Kind.OWN],
        Option.SECTIONS: next(iter(options.sections.values())),
        Option.MARGIN: options.margin,
        Option.PICTURES: options.pictures,
        Option.PAPER: options.paper,
        Option.STYLE: options.style_,
        Option.TEMPLATE: options.template,
    }
    assert {one for one, part in parts.items() if part.isVisible()} == {option}


def test_a_collection_goes_into_a_folder_or_an_archive(qtbot, stocked, into):
    window, _ = stocked
    pane = window.library_pane
    key = next(key for key, shelf in pane.stock.shelves().items() if shelf.name == "Press")
    menu_at(pane.shelves, key)["Export…"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(ExportDialog)))
    dialog = dialog_of(window)
    assert dialog.windowTitle() == "Export"
    qtbot.waitUntil(lambda: dialog.formats.count() == 1)  # words do not go into one file
    dialog.into.pick("A file each, in a folder")
    assert dialog.formats.count() == 3
    dialog.pattern.setText("{title} {colour}")
    assert not dialog.export_.isEnabled()
    assert "{colour}" in dialog.says.text()
    dialog.pattern.setText("{title}")
    assert dialog.export_.isEnabled()
    target = into("papers")
    dialog.export_.click()
    qtbot.waitUntil(lambda: window.area.toast.text().endswith("papers."), timeout=10_000)
    how, *names = target.read_text(encoding="utf-8").splitlines()
    assert how == "folder"
    assert names
    assert all(name.endswith(".pdf") for name in names)
    menu_at(pane.shelves, key)["Export…"].trigger()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ExportDialog)))
    dialog = dialog_of(window)
    assert dialog.pattern.text() == "{title}"
    dialog.into.pick("Everything, to be imported again")
    assert not dialog.formats.isVisible()
    target = into("all")
    dialog.export_.click()
    assert into.asked[-1][0].endswith("Press.zip")
    qtbot.waitUntil(lambda: window.area.toast.text().endswith("all.zip."), timeout=10_000)
    assert target.with_suffix(".zip").read_text(encoding="utf-8").startswith("zip\n")


def test_selected_readings_are_offered_in_their_menu(qtbot, stocked):
    window, _ = stocked
    orders = [one.objectName() for one in window.findChildren(QAction)]
    assert {"export", "export_selected", "export_shelf"} <= set(orders)
    view = window.library_pane.view
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    press(qtbot, view, Qt.Key.Key_A, CONTROL)
    window.actions_["export_selected"].trigger()
    dialog = dialog_of(window)
    assert dialog.findChildren(type(dialog.says))
    assert dialog._what == "8 readings"
    dialog.reject()


def test_what_is_stopped_leaves_nothing(qtbot, stocked, into, tmp_path):
    window, readings = stocked
    with_slow = tmp_path / "slow.txt"
    with_slow.write_text("Slow news\n\n“It takes long,” said Jon Ames.\n", encoding="utf-8")
    window.doors.open([str(with_slow)])
    qtbot.waitUntil(
        lambda: (
            window.desk.sheet.document.title == "Slow news" and window.desk.sheet.id is not None
        ),
        timeout=10_000,
    )
    slow = window.desk.sheet.id
    into("all")
    before = {path.name for path in tmp_path.iterdir()}
    window.exports.readings([*readings[:2], slow], "")
    dialog_of(window).into.pick("Everything, to be imported again")
    dialog_of(window).export_.click()
    exporting = window.desk.exporting
    qtbot.waitUntil(lambda: exporting.progress()[1:] == (2, 3), timeout=10_000)
    left = {path.name for path in tmp_path.iterdir()} - before
    assert [name for name in left if name.startswith(".sayso-")]
    window.desk.cancel()
    assert not exporting.is_running()
    qtbot.waitUntil(
        lambda: not [path for path in tmp_path.iterdir() if path.name.startswith(".sayso-")]
    )
    assert not (tmp_path / "all.zip").exists()


def test_the_template_is_begun_with_the_one_there_is(qtbot, open_window, article):
    dialog = opened(qtbot, open_window(article))
    dialog.formats.setCurrentRow(2)
    qtbot.waitUntil(lambda: dialog.preview.text.toPlainText() == "as usual")
    dialog.options.template.click()
    (editor,) = dialog.findChildren(TemplateDialog)
    assert editor.words.toPlainText() == "# {{ title }}\n"
    editor.words.setPlainText("My {{ title }}")
    editor.take.click()
    qtbot.waitUntil(lambda: dialog.preview.text.toPlainText() == "My {{ title }}")
    dialog.options.template.click()
    editor = next(one for one in dialog.findChildren(TemplateDialog) if one.isVisible())
    editor.usual.click()
    editor.take.click()
    qtbot.waitUntil(lambda: dialog.preview.text.toPlainText() == "as usual")
    assert dialog.options.choice.template == ""
    dialog.reject()
