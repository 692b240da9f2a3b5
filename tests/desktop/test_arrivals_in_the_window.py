"""Documents of every sort arrive: locked, scanned, long, in pieces, cut short, marked elsewhere."""

import pytest

from app.desktop import arrivals
from app.desktop.failures_shown import FailuresDialog
from app.desktop.left_out import NOTHING, LeftOutDialog
from app.desktop.password import PasswordDialog
from app.library.library import Library

SAID = "“The weir holds,” said Mira Holt.\n"


@pytest.fixture
def write(tmp_path):
    def make(text, name="weir.txt"):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return make


@pytest.fixture
def started(qtbot, open_window, tmp_path):
    """A window whose library has another reading, so that no sample article comes."""
    first = tmp_path / "first.txt"
    first.write_text("First\n\n“It rains,” said Ann.\n", encoding="utf-8")
    return open_window(first)


def shown(qtbot, window, title):
    qtbot.waitUntil(
        lambda: window.desk.sheet is not None and window.desk.sheet.document.title == title,
        timeout=10_000,
    )


def kept(qtbot, window, wait_saved):
    qtbot.waitUntil(lambda: window.desk.sheet.id is not None, timeout=10_000)
    qtbot.waitUntil(lambda: window.desk.sheet.marked, timeout=10_000)
    wait_saved(window)


def dialog(qtbot, window, kind):
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)), timeout=10_000)
    return next(d for d in window.findChildren(kind) if d.isVisible())


def test_a_locked_document_asks_for_its_password_until_it_opens(qtbot, started, write):
    started.desk.open(str(write(f"The lock\n\nLocked. {SAID}")))
    first = dialog(qtbot, started, PasswordDialog)
    assert first.why.text() == "A password opens weir.txt."
    assert not first.open_button.isEnabled()
    first.field.setText("wrong")
    first.open_button.click()
    qtbot.waitUntil(lambda: not first.isVisible(), timeout=10_000)
    again = dialog(qtbot, started, PasswordDialog)
    assert again.why.text() == "The password does not open weir.txt."
    again.field.setText("sesame")
    again.open_button.click()
    shown(qtbot, started, "The lock")


def test_giving_no_password_leaves_the_window_as_it_was(qtbot, started, write):
    started.desk.open(str(write(f"The lock\n\nLocked. {SAID}")))
    dialog(qtbot, started, PasswordDialog).reject()
    assert started.desk.sheet.document.title == "First"
    assert not started.desk.is_opening()


def test_a_scan_is_offered_for_recognition_where_that_is_installed(
    qtbot, started, write, monkeypatch
):
    monkeypatch.setattr(arrivals, "can_recognise", lambda: True)
    started.desk.open(str(write(f"The scan\n\nScanned. {SAID}")))
    qtbot.waitUntil(lambda: bool(started.area.banners.texts()), timeout=10_000)
    (banner,) = started.area.banners._shown
    assert banner.notice.text == "It has no text layer: its pages are pictures."
    assert banner.action.text() == "Recognise the text"
    banner.action.click()
    shown(qtbot, started, "The scan")
    assert started.area.banners.texts() == []


def test_a_scan_is_refused_where_nothing_can_recognise_it(qtbot, started, write, monkeypatch):
    monkeypatch.setattr(arrivals, "can_recognise", lambda: False)
    started.desk.open(str(write(f"The scan\n\nScanned. {SAID}")))
    qtbot.waitUntil(lambda: bool(started.area.banners.texts()), timeout=10_000)
    (banner,) = started.area.banners._shown
    assert banner.notice.text.endswith("Scan it again.")
    assert banner.action.text() == "Try again"


def test_the_beginning_of_a_long_document_is_shown_at_once(
    qtbot, started, write, tmp_path, wait_saved
):
    started.desk.open(str(write(f"Long. Story\n\n{SAID}\nThe end\n")))
    shown(qtbot, started, "Long. Story")
    assert not started.desk.sheet.whole
    assert started.desk.sheet.document.text == "Long. Story"
    from app.desktop.sheet import new_own
    from app.reading.spans import Span

    mark = new_own(started.desk.sheet.document, Span(6, 11), "mine")
    started.desk.keeping.change_own(started.desk.sheet, None, mark)
    (tmp_path / "go on").touch()
    qtbot.waitUntil(lambda: started.desk.sheet.whole, timeout=10_000)
    assert started.desk.sheet.document.text.endswith("The end\n")
    kept(qtbot, started, wait_saved)
    with Library.open(tmp_path / "library.sqlite") as library:
        reading = library.load(started.desk.sheet.id)
    assert [own.anchor.exact for own in reading.own] == ["Story"]
    assert len(reading.analysis.attributions) == 1


def test_the_pieces_of_a_work_are_all_kept_and_the_first_is_shown(qtbot, started, write):
    chapters = "\f".join(f"Chapter {n}\n\n{SAID}" for n in (1, 2, 3))
    started.desk.open(str(write(chapters)))
    shown(qtbot, started, "Chapter 1")
    qtbot.waitUntil(lambda: len(started.library_pane.listed()) == 4, timeout=10_000)
    assert [row.title for row in started.library_pane.listed()] == [
        "Chapter 1",
        "Chapter 2",
        "Chapter 3",
        "First",
    ]
    assert started.area.toast.text() == "3 parts of “The work” are in the library."


def test_a_document_that_was_cut_short_says_so_while_it_is_open(qtbot, started, write, article):
    started.desk.open(str(write(f"Cut short. Story\n\n{SAID}")))
    shown(qtbot, started, "Cut short. Story")
    assert started.area.banners.texts() == ["Only the beginning is here."]
    started.desk.open(str(article))
    shown(qtbot, started, "Ferry to stop in May")
    assert started.area.banners.texts() == []


def test_marks_made_elsewhere_come_along_once(qtbot, started, write, wait_saved, tmp_path):
    file = write(f"Weir again\n\nMarked elsewhere. {SAID}")
    started.desk.open(str(file))
    shown(qtbot, started, "Weir again")
    kept(qtbot, started, wait_saved)
    assert [own.note for own in started.desk.sheet.own_marks()] == ["mine from elsewhere"]
    started.desk.keeping.change_own(started.desk.sheet, started.desk.sheet.own_marks()[0], None)
    wait_saved(started)
    started.desk.leave()
    started.desk._sheets.clear()
    started.desk.open(str(file))
    shown(qtbot, started, "Weir again")
    kept(qtbot, started, wait_saved)
    assert started.desk.sheet.own_marks() == ()
    with Library.open(tmp_path / "library.sqlite") as library:
        assert library.load(started.desk.sheet.id).own == ()


def test_what_was_left_out_can_be_seen_also_later(qtbot, started, write, wait_saved):
    started.desk.open(str(write(f"Weir\n\n{SAID}\nLeft out: Buy our mugs\n")))
    shown(qtbot, started, "Weir")
    kept(qtbot, started, wait_saved)
    started.actions_["left_out"].trigger()
    first = dialog(qtbot, started, LeftOutDialog)
    assert [first.list.item(n).text() for n in range(first.list.count())] == ["Buy our mugs"]
    first.filter.setText("hats")
    assert first.list.item(0).isHidden()
    first.filter.setText("mugs buy")
    assert not first.list.item(0).isHidden()
    first.accept()
    number = started.desk.sheet.id
    started.desk.leave()
    started.desk._sheets.clear()
    started.desk.reopen(number)
    shown(qtbot, started, "Weir")
    assert started.desk.sheet.document.left_out is None
    started.actions_["left_out"].trigger()
    qtbot.waitUntil(
        lambda: any(d.isVisible() for d in started.findChildren(LeftOutDialog)), timeout=10_000
    )


def test_nothing_left_out_is_said(qtbot, started):
    started.actions_["left_out"].trigger()
    assert started.area.toast.text() == NOTHING


def test_a_folder_is_opened_and_all_that_failed_is_listed(qtbot, started, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(12):
        text = "Do not open." if number in (3, 7) else f"Story {number:02}\n\n{SAID}"
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    started.doors.open([str(folder)])
    shown(qtbot, started, "Story 00")
    qtbot.waitUntil(lambda: len(started.library_pane.listed()) == 11, timeout=20_000)
    qtbot.waitUntil(lambda: not started.desk.is_opening(), timeout=20_000)
    (banner,) = started.area.banners._shown
    assert banner.notice.text == "2 of 12 could not be opened."
    banner.action.click()
    listed = dialog(qtbot, started, FailuresDialog)
    assert [listed.list.item(n).text() for n in range(2)] == [
        f"{folder / name}\nThis file has no article in it. Open another one."
        for name in ("03.txt", "07.txt")
    ]
    listed.accept()


def test_no_more_is_opened_ahead_than_can_be_marked_soon(qtbot, started, monkeypatch, tmp_path):
    waiting = tmp_path / "hangs.txt"
    waiting.write_text(f"Hanging\n\nHang. {SAID}", encoding="utf-8")
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(f"Story {number:02}\n\n{SAID}", "utf-8")
    names = [str(waiting), *(str(tmp_path / f"{number:02}.txt") for number in range(12))]
    started.doors.open(names)
    shown(qtbot, started, "Hanging")
    qtbot.waitUntil(lambda: started.desk._marking.backlog == arrivals.AHEAD, timeout=10_000)
    assert len(started.desk.arrivals.names()) == 12 - (arrivals.AHEAD - 1)
    started.desk.cancel()
    assert not started.desk.is_opening()
