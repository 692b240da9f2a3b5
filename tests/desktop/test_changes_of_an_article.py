"""An article opened again tells what changed in it, and both versions stay."""

import pytest

from app.desktop.changes_shown import ChangesDialog
from app.desktop.controls import LinkButton
from app.desktop.library_rows import reading_row


@pytest.fixture
def changed(qtbot, open_window, tmp_path, wait_saved):
    """A window in which an article was opened, changed on the disk, and opened again."""

    def make(before, after):
        file = tmp_path / "weir.txt"
        file.write_text(before, encoding="utf-8")
        window = open_window(file)
        file.write_text(after, encoding="utf-8")
        first = window.desk.sheet.id
        window.desk.open(str(file))
        qtbot.waitUntil(lambda: window.desk.sheet.id not in (first, None), timeout=10_000)
        qtbot.waitUntil(lambda: window.desk.sheet.marked, timeout=10_000)
        wait_saved(window)
        return window

    return make


BEFORE = "Weir\n\n“The weir holds 40 tons,” said Mira Holt.\n\n“All is well,” said Jon Ames.\n"
AFTER = "Weir\n\n“The weir holds 30 tons,” said Mira Holt.\n\n“We leave,” said Eve Roe.\n"


def test_the_window_tells_and_shows_what_changed(qtbot, changed):
    window = changed(BEFORE, AFTER)
    qtbot.waitUntil(lambda: bool(window.area.banners.texts()), timeout=10_000)
    (banner,) = window.area.banners._shown
    assert banner.notice.text.endswith(": 3 quotes and 1 number.")
    banner.action.click()
    (shown,) = window.findChildren(ChangesDialog)
    rows = {w.accessibleName() for w in shown.findChildren(object) if hasattr(w, "accessibleName")}
    assert "Changed: “The weir holds 40 tons,” becomes “The weir holds 30 tons,”" in rows
    assert "Gone: “All is well,”" in rows
    assert "New: “We leave,”" in rows
    assert "Changed: 40 becomes 30" in rows
    go = next(b for b in shown.findChildren(LinkButton) if b.text() == "Go there")
    with qtbot.waitSignal(shown.chosen) as told:
        go.click()
    text = window.desk.sheet.document.text
    assert text[slice(*told.args[0])] == "“The weir holds 30 tons,”"


def test_both_versions_are_in_the_library_and_the_one_before_can_be_opened(qtbot, changed):
    window = changed(BEFORE, AFTER)
    qtbot.waitUntil(lambda: len(window.library_pane.listed()) == 2, timeout=10_000)
    newer, older = (reading_row(row).where for row in window.library_pane.listed())
    assert not newer
    assert older.startswith("version of ")
    window.actions_["compare"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(ChangesDialog)), timeout=10_000)
    (shown,) = window.findChildren(ChangesDialog)
    shown.earlier_wanted.emit()
    qtbot.waitUntil(lambda: window.desk.sheet.document.text == BEFORE, timeout=10_000)


def test_a_change_that_touches_no_quote_and_no_number_is_told_as_that(qtbot, changed):
    window = changed(BEFORE, BEFORE + "\nIt rained all day.\n")
    qtbot.waitUntil(lambda: bool(window.area.banners.texts()), timeout=10_000)
    (text,) = window.area.banners.texts()
    assert text.endswith("but no quote or number has.")


def test_an_article_without_another_version_says_so(qtbot, open_window, article):
    window = open_window(article)
    window.actions_["compare"].trigger()
    assert window.area.banners.texts() == ["Sayso has no other version of this article."]
