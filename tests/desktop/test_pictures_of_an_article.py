"""Pictures stand in the text when the reader wants them, and move nothing that belongs to it."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtWidgets import QApplication, QMenu

from app.desktop.beside_lines import box_around
from app.desktop.illustrating import decoded_of
from app.reading.pictures import PictureFile
from app.reading.spans import Span
from app.settings import Settings

TEXT = (
    "Ferry to stop in May\n\n“The hull is worn through,” said Mira Holt. The company owns 3 "
    "ferries.\n\n“We carry 900 people a day,” said Jon Ames. Illustrated.\n\n"
    + "\n\n".join(
        f"The island of number {n} has no bridge and waits for the boat." for n in range(40)
    )
    + "\n"
)
FIRST, SECOND = (f"https://img.example/{number}.png" for number in (1, 2))


@pytest.fixture
def ferry(tmp_path):
    file = tmp_path / "ferry.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.fixture
def asked(tmp_path):
    """Return what was asked for so far."""

    def read():
        file = tmp_path / "asked"
        return file.read_text(encoding="utf-8").split() if file.exists() else []

    return read


def box_of(window, address):
    """Return the box in the viewport of what stands for a picture."""
    reader = window.reader
    boxes = reader.illustrations.boxes(reader._typeset, reader.column_width)
    box = next(box for picture, box in boxes if picture.address == address)
    return box.translated(0, -reader.verticalScrollBar().value())


def colour_of(window, address):
    image = window.reader.viewport().grab().toImage()
    centre = box_of(window, address).center() * image.devicePixelRatio()
    return image.pixelColor(centre.toPoint()).name()


def show(qtbot, window):
    window.actions_["show_pictures"].trigger()
    qtbot.waitUntil(lambda: window.reader.illustrations.image_of(FIRST) is not None, timeout=15_000)
    qtbot.waitUntil(lambda: not window.desk.pictures.is_running(), timeout=15_000)


def button_of(window, address):
    """Return the middle of the words that ask for a picture."""
    box, reader = box_of(window, address), window.reader
    for x in range(int(box.left()), int(box.right()), 4):
        for y in range(int(box.top()), int(box.bottom()), 4):
            if reader.pictures.asks_at(QPointF(x, y)):
                return QPoint(x + 8, y + 10)
    raise AssertionError(address)


def lies(window, words):
    """Return how a stretch lies in its line, and where that is in the text."""
    reader = window.reader
    start = reader._typeset.document.text.index(words)
    (line,) = reader._lines.covering(Span(start, start + len(words)))
    box = box_around(reader, reader.targets().spans("q1"))
    return box.size(), line.left, line.start, line.end


def test_nothing_is_fetched_unasked(qtbot, open_window, ferry, asked):
    window = open_window(ferry)
    assert box_of(window, FIRST).height() == 56
    assert "Picture: Ferry 1" in window.reader.toPlainText()
    assert "Picture" not in window.desk.sheet.document.text
    assert not asked()


def test_pictures_are_shown_when_asked_for_and_there_without_asking_next_time(
    qtbot, open_window, ferry, asked, wait_saved
):
    window = open_window(ferry)
    show(qtbot, window)
    assert asked()[:2] == [FIRST, SECOND]
    assert box_of(window, FIRST).size() == QSize(400, 200)
    assert colour_of(window, FIRST) == "#0000ff"
    wait_saved(window)
    window.close()
    many = len(asked())
    again = open_window(wait=False)
    qtbot.waitUntil(lambda: again.reader.illustrations.image_of(SECOND) is not None, timeout=15_000)
    assert colour_of(again, FIRST) == "#0000ff"
    assert len(asked()) == many


def test_marks_places_and_words_found_do_not_move_in_the_text(qtbot, open_window, ferry):
    window = open_window(ferry)
    reader, text = window.reader, window.desk.sheet.document.text
    place = text.index("number 20")
    reader.go_to(place)
    qtbot.waitUntil(lambda: reader._wanted is None)
    before, top = reader.place(), reader._lines.holding(place).top
    seen = top - reader.verticalScrollBar().value()
    lay = lies(window, "The hull")
    mark = reader._marks.at(text.index("hull"))
    show(qtbot, window)
    qtbot.waitUntil(lambda: reader._lines.holding(place).top > top + 200, timeout=15_000)
    assert reader.place() == before
    assert reader._lines.holding(place).top - reader.verticalScrollBar().value() == pytest.approx(
        seen, abs=1
    )
    assert lies(window, "The hull") == lay
    assert reader._marks.at(text.index("hull")) == mark
    line = reader._lines.holding(place)
    middle = QPointF(line.left + 4, (line.top + line.bottom) / 2)
    found = reader.offset_at(middle - QPointF(0, reader.verticalScrollBar().value()))
    assert line.start <= found <= line.start + 2


def test_the_words_that_offer_a_picture_fetch_all(qtbot, open_window, ferry, asked):
    window = open_window(ferry)
    window.resize(1300, 900)
    reader = window.reader.viewport()
    qtbot.mouseClick(
        reader,
        Qt.MouseButton.LeftButton,
        pos=box_of(window, FIRST).topRight().toPoint() + QPoint(-20, 20),
    )
    assert not window.desk.pictures.is_running()
    qtbot.mouseClick(reader, Qt.MouseButton.LeftButton, pos=button_of(window, FIRST))
    qtbot.waitUntil(
        lambda: window.reader.illustrations.image_of(SECOND) is not None, timeout=15_000
    )
    assert asked()[:2] == [FIRST, SECOND]


def focused(window):
    return window.focusWidget().accessibleName()


def tab(qtbot, window, key=Qt.Key.Key_Tab):
    qtbot.keyClick(window.focusWidget(), key)


def test_pictures_are_asked_for_with_the_keyboard(qtbot, open_window, ferry, asked):
    window = open_window(ferry)
    window.resize(1300, 900)
    reader = window.reader
    reader.setFocus()
    tab(qtbot, window)
    assert focused(window) == "Show pictures. Picture: Ferry 1"
    words = window.focusWidget().geometry()
    assert words.contains(button_of(window, FIRST))
    ring = reader.viewport().grab(words).toImage()
    accent = reader.style_of_text.theme.color("accent").name()
    assert ring.pixelColor(ring.width() // 2, 1).name() == accent
    tab(qtbot, window)
    assert focused(window) == "Show pictures. Picture: Ferry 2"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert not reader.card.isVisible()
    qtbot.waitUntil(lambda: reader.illustrations.image_of(SECOND) is not None, timeout=15_000)
    assert asked()[:2] == [FIRST, SECOND]
    assert reader.hasFocus()


def test_the_tab_key_leads_through_pictures_in_view_and_below_and_out_again(
    qtbot, open_window, ferry
):
    window = open_window(ferry)
    window.resize(1300, 900)
    reader = window.reader
    reader.setFocus()
    tab(qtbot, window, Qt.Key.Key_Tab)
    tab(qtbot, window, Qt.Key.Key_Backtab)
    assert reader.hasFocus()
    tab(qtbot, window)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert reader.hasFocus()
    bar = reader.verticalScrollBar()
    bar.setValue(bar.maximum())
    tab(qtbot, window)
    assert "Ferry 1" not in focused(window)
    bar.setValue(0)
    tab(qtbot, window)
    shown = window.focusWidget().geometry()
    assert reader.viewport().rect().contains(shown)
    for _ in range(41):
        tab(qtbot, window)
    assert not reader.isAncestorOf(window.focusWidget())
    assert not reader.hasFocus()


def test_pictures_that_do_not_come_are_told_of_once_and_can_be_tried_again(
    qtbot, open_window, ferry, tmp_path
):
    (tmp_path / "missing").write_text(f"{SECOND} https://img.example/3.png")
    window = open_window(ferry)
    show(qtbot, window)
    (banner,) = [
        notice for notice in window.area.banners.texts() if "could not be fetched" in notice
    ]
    assert banner.startswith("2 of 41 pictures could not be fetched. The last: It is gone.")
    assert box_of(window, SECOND).height() == 56
    (tmp_path / "missing").unlink()
    window.actions_["show_pictures"].trigger()
    qtbot.waitUntil(
        lambda: window.reader.illustrations.image_of(SECOND) is not None, timeout=15_000
    )


def test_fetching_is_told_of_and_can_be_stopped(qtbot, open_window, ferry, tmp_path):
    (tmp_path / "hold").touch()
    window = open_window(ferry)
    window.actions_["show_pictures"].trigger()
    qtbot.waitUntil(window.area.progress.isVisible)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.desk.pictures.is_running()
    qtbot.waitUntil(lambda: not window.area.progress.isVisible())
    (tmp_path / "go on").touch()
    show(qtbot, window)


def test_always_fetches_and_keeps_what_is_opened(qtbot, open_window, settings, ferry, wait_saved):
    settings["pictures"] = "always"
    window = open_window(ferry)
    qtbot.waitUntil(
        lambda: window.reader.illustrations.image_of(SECOND) is not None, timeout=15_000
    )
    qtbot.waitUntil(lambda: not window.desk.pictures.is_running(), timeout=15_000)
    wait_saved(window)
    kept = []
    window.library.ask(lambda library: library.pictures.of(1), kept.append)
    qtbot.waitUntil(lambda: bool(kept), timeout=15_000)
    assert len(kept[0]) == 41


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(TEXT.replace("Illustrated.", "In the file."), encoding="utf-8")
    return file


def embedded_in(window):
    (picture,) = window.desk.sheet.document.pictures
    return picture.address


def test_pictures_of_the_file_itself_are_shown_unasked_and_kept(
    qtbot, open_window, report, asked, wait_saved
):
    window = open_window(report)
    address = embedded_in(window)
    qtbot.waitUntil(
        lambda: window.reader.illustrations.image_of(address) is not None, timeout=15_000
    )
    qtbot.waitUntil(lambda: window.desk.sheet.files == (), timeout=15_000)
    wait_saved(window)
    window.close()
    report.unlink()
    again = open_window(wait=False)
    qtbot.waitUntil(
        lambda: again.reader.illustrations.image_of(address) is not None, timeout=15_000
    )
    again.reader.verticalScrollBar().setValue(int(box_of(again, address).top()))
    assert colour_of(again, address) == "#0000ff"
    again.actions_["show_pictures"].trigger()
    assert again.area.toast.text() == "All pictures of this article are shown."
    assert not asked()


def test_pictures_of_the_file_itself_are_shown_though_nothing_can_be_kept(
    qtbot, open_window, report, article, monkeypatch
):
    from app.library.library import Library

    open_window(article).close()
    monkeypatch.setattr(Library, "read_only", property(lambda _self: True))
    window = open_window(report, wait=False)
    qtbot.waitUntil(lambda: window.desk.sheet is not None, timeout=15_000)
    qtbot.waitUntil(
        lambda: window.reader.illustrations.image_of(embedded_in(window)) is not None,
        timeout=15_000,
    )
    assert window.desk.sheet.id is None


def test_a_picture_of_the_file_itself_is_copied_and_has_no_address(
    qtbot, open_window, report, clipboard
):
    window = open_window(report)
    address = embedded_in(window)
    qtbot.waitUntil(
        lambda: window.reader.illustrations.image_of(address) is not None, timeout=15_000
    )
    (picture,) = window.desk.sheet.document.pictures
    menu = window.reader.pictures.menu_of(picture)
    (copied,) = menu.actions()
    assert copied.text() == "Copy the picture"
    copied.trigger()
    assert clipboard.image().size() == QSize(400, 200)
    menu.close()


def test_never_leaves_nothing_in_the_text(qtbot, open_window, settings: Settings, ferry, asked):
    settings["pictures"] = "never"
    window = open_window(ferry)
    assert "Picture" not in window.reader.toPlainText()
    window.actions_["show_pictures"].trigger()
    assert not asked()
    settings["pictures"] = "ask"
    qtbot.waitUntil(lambda: "Picture: Ferry 1" in window.reader.toPlainText())
    settings["pictures"] = "never"
    qtbot.waitUntil(lambda: "Picture" not in window.reader.toPlainText())


def test_copied_words_have_no_pictures_in_them(qtbot, open_window, ferry, clipboard):
    window = open_window(ferry)
    window.reader.selectAll()
    window.actions_["copy"].trigger()
    assert "Picture" not in clipboard.text()
    assert "Jon Ames. Illustrated.\nThe island of number 0" in clipboard.text()


def test_zoom_scales_pictures(qtbot, open_window, ferry):
    window = open_window(ferry)
    show(qtbot, window)
    window.actions_["zoom_out"].trigger()
    qtbot.waitUntil(lambda: not window.reader.is_setting())
    qtbot.waitUntil(lambda: box_of(window, FIRST).width() == 360)


def test_a_pictures_address_can_be_copied_and_opened(qtbot, open_window, ferry, clipboard):
    window = open_window(ferry)
    window.resize(1300, 900)
    point = box_of(window, FIRST).topRight().toPoint() + QPoint(-20, 20)
    viewport = window.reader.viewport()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, viewport.mapToGlobal(point))
    QApplication.sendEvent(viewport, event)
    menu = window.reader.findChild(QMenu)
    copy, opened = menu.actions()[:2]
    copy.trigger()
    assert clipboard.text() == FIRST
    with qtbot.waitSignal(window.reader.link_activated) as told:
        window.reader.link_activated.disconnect(window.doors.follow)
        opened.trigger()
    assert told.args == [FIRST]
    menu.close()


def test_the_pictures_in_view_are_in_the_menu_the_keyboard_opens(
    qtbot, open_window, ferry, clipboard
):
    window = open_window(ferry)
    window.resize(1300, 900)
    reader = window.reader
    why, middle = QContextMenuEvent.Reason.Keyboard, reader.viewport().rect().center()

    def open_menu() -> QMenu:
        event = QContextMenuEvent(why, middle, reader.viewport().mapToGlobal(middle))
        QApplication.sendEvent(reader.viewport(), event)
        return QApplication.activePopupWidget()

    menu = open_menu()
    names = [action.text() for action in menu.actions() if action.menu() is not None]
    assert names[0] == "Picture: Ferry 1"
    assert len(names) < 41  # those out of view are not there
    first = next(action.menu() for action in menu.actions() if action.menu() is not None)
    first.actions()[0].trigger()
    assert clipboard.text() == FIRST
    menu.close()
    reader.verticalScrollBar().setValue(reader.verticalScrollBar().maximum())
    menu = open_menu()
    last = [action.text() for action in menu.actions() if action.menu() is not None]
    assert last
    assert names[0] not in last
    menu.close()


def png(image: QImage) -> PictureFile:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return PictureFile(FIRST, "image/png", content.data())


def test_large_pictures_are_decoded_no_larger_than_they_are_drawn(qapp):
    large = png(QImage(3000, 1500, QImage.Format.Format_RGB32))
    decoded = decoded_of(large, QSize(590, 900), 1.0)
    assert decoded.image.size() == QSize(590, 295)
    assert decoded.size == QSize(3000, 1500)
    small = decoded_of(png(QImage(30, 20, QImage.Format.Format_RGB32)), QSize(590, 900), 2.0)
    assert small.image.size() == QSize(30, 20)


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"],
)
def test_what_cannot_be_decoded_is_no_picture(qapp, content):
    assert decoded_of(PictureFile(FIRST, "image/png", content), QSize(590, 900), 1.0) is None
