"""Articles come by file, by drop and from the clipboard."""

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication


def test_several_articles_are_opened_and_the_first_is_shown(qtbot, open_window, article, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Another one\n\n“Later,” said Ann.", encoding="utf-8")
    window = open_window(article, other)
    qtbot.waitUntil(lambda: len(window.library_pane.listed()) == 2, timeout=10_000)
    assert window.desk.sheet.document.title == "Ferry to stop in May"
    qtbot.waitUntil(lambda: all(row.quotes for row in window.library_pane.listed()), timeout=10_000)


def test_pasted_text_becomes_a_reading(qtbot, open_window):
    window = open_window(wait=False)
    data = QMimeData()
    data.setText(
        "A pasted one\n\n“It is long enough to be an article, surely,” said Ann. And a little more."
    )
    assert window.doors.take(data)
    qtbot.waitUntil(lambda: window.desk.sheet is not None and window.desk.sheet.document.title == "A pasted one", timeout=10_000)  # fmt: skip


def test_a_dropped_file_is_opened(qtbot, open_window, article):
    window = open_window(wait=False)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(article))])
    assert window.doors.take(data)
    qtbot.waitUntil(lambda: window.desk.sheet is not None, timeout=10_000)


def test_a_clipboard_without_an_article_is_told(qtbot, open_window, article):
    window = open_window(article)
    QGuiApplication.clipboard().setText("word")
    window.doors.paste()
    assert window.area.toast.text() == "There is no article on the clipboard."


def test_an_address_on_the_clipboard_is_offered(qtbot, open_window):
    window = open_window(wait=False)
    QGuiApplication.clipboard().setText("https://example.org/news")
    window.doors.open_address()
    from app.desktop.dialogs import AddressDialog

    (dialog,) = window.findChildren(AddressDialog)
    assert dialog.field.text() == "https://example.org/news"
    dialog.reject()


def test_a_link_is_opened_in_the_browser_and_nothing_else_is(qtbot, open_window, monkeypatch):
    from PySide6.QtGui import QDesktopServices

    went, told = [], []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: went.append(url.toString()))
    window = open_window(wait=False)
    window.doors.toasted.connect(told.append)
    window.reader.link_activated.emit("https://example.org/bridge?a=1")
    window.reader.link_activated.emit("file:///etc/passwd")
    window.reader.link_activated.emit("javascript:alert(1)")
    assert went == ["https://example.org/bridge?a=1"]
    assert len(told) == 2
