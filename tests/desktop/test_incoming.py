"""What a clipboard or a drop holds."""

from PySide6.QtCore import QMimeData, QUrl

from app.desktop.incoming import incoming, is_address

LONG = "Someone wrote this. " * 8


def data(text="", html="", urls=()):
    made = QMimeData()
    if text:
        made.setText(text)
    if html:
        made.setHtml(html)
    if urls:
        made.setUrls([QUrl(url) for url in urls])
    return made


def test_files_and_addresses_are_sources():
    found = incoming(data(urls=["file:///home/a.txt", "https://example.org/x"]))
    assert found.sources == ("/home/a.txt", "https://example.org/x")


def test_other_schemes_are_not():
    assert not incoming(data(urls=["ftp://example.org/x", "javascript:alert(1)"]))


def test_an_address_as_text_is_a_source():
    assert incoming(data(text="  https://example.org/news \n")).sources == (
        "https://example.org/news",
    )


def test_a_long_text_is_an_article_with_its_html():
    found = incoming(data(text=LONG, html=f"<p>{LONG}</p>"))
    assert found.text == LONG
    assert LONG in found.html


def test_a_word_is_no_article():
    assert not incoming(data(text="word"))
    assert not incoming(data())
    assert not incoming(None)


def test_what_an_address_is():
    assert is_address("https://example.org")
    assert not is_address("see https://example.org for more")
    assert not is_address("https://example.org and more")
    assert not is_address("example")
