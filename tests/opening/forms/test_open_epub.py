"""Each chapter of a book is a document of its own."""

from __future__ import annotations

import pytest

from app.opening import open as opening
from app.opening.request import Request
from app.reading.document import Document, Part
from app.reading.failures import OpenFailure
from tests.opening.forms.built import MORE, PROSE, chapter, contents, epub, zipped

_TWO = {"one.xhtml": chapter("Money", PROSE), "two.xhtml": chapter("Time", MORE)}
_ENCRYPTION = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
    ' xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="{}"/><enc:CipherData><enc:CipherReference URI="{}"/>'
    "</enc:CipherData></enc:EncryptedData></encryption>"
)


def _opened(content: bytes, name: str = "book.epub", **more) -> list[Document]:
    return [each.document for each in opening.open_bytes(content, Request(name, **more))]


def _refusal(content: bytes) -> OpenFailure:
    with pytest.raises(OpenFailure) as caught:
        _opened(content)
    return caught.value


def test_each_chapter_is_a_document_of_the_book():
    facts = (
        "<dc:title>The Bridge</dc:title><dc:creator>Ann Example</dc:creator>"
        "<dc:creator>Bo Sample</dc:creator><dc:date>2021-05-03T00:00:00Z</dc:date>"
        "<dc:publisher>Courier Books</dc:publisher><dc:language>en-GB</dc:language>"
        "<dc:identifier>https://doi.org/10.1234/bridge.5</dc:identifier>"
    )
    nav = contents(("1. Money", "one.xhtml"), ("2. Time", "two.xhtml"))
    one, two = _opened(epub(_TWO, nav=nav, facts=facts))
    assert (one.title, two.title) == ("1. Money", "2. Time")
    assert (one.part, two.part) == (Part("The Bridge", 1, 2), Part("The Bridge", 2, 2))
    assert one.text == f"Money\n{PROSE}"
    assert two.text == f"Time\n{MORE}"
    assert one.byline == "Ann Example, Bo Sample"
    assert (one.published, one.outlet) == ("2021-05-03", "Courier Books")
    assert (one.doi, one.language) == ("10.1234/bridge.5", "en")
    assert one.original is not None
    assert one.original.media_type == "application/xhtml+xml"
    assert one.original.content.decode() == _TWO["one.xhtml"]


def test_a_heading_that_is_the_title_in_the_contents_is_not_said_twice():
    nav = contents(("Money", "one.xhtml"), ("Time", "two.xhtml"))
    assert [each.text for each in _opened(epub(_TWO, nav=nav))] == [PROSE, MORE]


def test_without_contents_a_chapter_is_called_by_its_heading_or_its_number():
    chapters = {"a.xhtml": chapter("Money", PROSE), "b.xhtml": chapter("", MORE)}
    assert [each.title for each in _opened(epub(chapters))] == ["Money", "The Bridge (2)"]


def test_an_older_book_has_its_titles_and_its_author_in_other_places():
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
        "<navPoint><navLabel><text>Of Money</text></navLabel><content src='one.xhtml'/></navPoint>"
        "<navPoint><navLabel><text>Of Time</text></navLabel><content src='two.xhtml#top'/>"
        "</navPoint></navMap></ncx>"
    )
    facts = (
        '<dc:title>Bridges</dc:title><dc:creator opf:role="ill">Di Drawer</dc:creator>'
        '<dc:creator opf:role="aut">Ann Example</dc:creator>'
        '<dc:date opf:event="modification">2022-01-01</dc:date>'
        '<dc:date opf:event="publication">1911</dc:date>'
    )
    cover = {"start.xhtml": chapter("", PROSE, MORE), **_TWO}
    guide = '<guide><reference type="title-page" href="start.xhtml"/></guide>'
    one, two = _opened(epub(cover, ncx=ncx, facts=facts, guide=guide, version="2.0"))
    assert (one.title, two.title) == ("Of Money", "Of Time")
    assert (one.byline, one.published) == ("Ann Example", "1911")


@pytest.mark.parametrize(
    "page",
    [
        chapter("", PROSE, body='epub:type="cover"'),
        chapter("", PROSE, body='epub:type="frontmatter titlepage"'),
        chapter("", "", PROSE).replace("<p></p>", '<section epub:type="index">', 1),
        chapter("", f"{PROSE} Courier Books have the rights.", "All rights reserved", "ISBN 978-0"),
        chapter(
            "", *(f'<a href="one.xhtml#p{n}">The page on bridge {n}</a>, {n}' for n in range(9))
        ),
        chapter("Part One"),
        chapter("", "For my mother"),
        chapter(""),
    ],
    ids=["cover", "title", "index", "copyright", "contents", "part", "dedication", "empty"],
)
def test_what_is_no_chapter_is_left_out(page: str):
    found = _opened(epub({"first.xhtml": page, **_TWO}))
    assert [each.title for each in found] == ["Money", "Time"]
    assert found[0].part == Part("The Bridge", 1, 2)


def test_pages_outside_the_line_of_reading_and_the_contents_themselves_are_left_out():
    nav = contents(("Notes", "notes.xhtml"), ("Money", "one.xhtml"), ("Index", "index.xhtml"))
    chapters = {"notes.xhtml": chapter("", PROSE), **_TWO, "index.xhtml": chapter("", PROSE)}
    found = _opened(epub(chapters, nav=nav, unread=("notes.xhtml",)))
    assert [each.title for each in found] == ["Money", "Time"]


def test_a_chapter_of_one_sentence_is_a_chapter_where_the_contents_say_so():
    chapters = {**_TWO, "three.xhtml": chapter("Vardaman", "My mother is a fish, he said.")}
    nav = contents(("Money", "one.xhtml"), ("Time", "two.xhtml"), ("Vardaman", "three.xhtml"))
    assert [each.title for each in _opened(epub(chapters, nav=nav))][-1] == "Vardaman"


def test_a_book_of_one_chapter_is_one_document_by_the_title_of_the_book():
    (only,) = _opened(epub({"one.xhtml": chapter("", PROSE)}))
    assert (only.title, only.part, only.text) == ("The Bridge", None, PROSE)


def test_a_book_in_one_file_is_parted_where_the_contents_lead():
    text = (
        chapter("", PROSE)
        .replace("<p>", '<div><a id="m"/><h2>Money</h2><p>', 1)
        .replace("</body>", f'</div><h2><a id="t"/>Time</h2><p>{MORE}</p></body>')
    )
    nav = contents(("Of Money", "all.xhtml#m"), ("Of Time", "all.xhtml#t"))
    one, two = _opened(epub({"all.xhtml": text}, nav=nav))
    assert (one.title, one.text) == ("Of Money", f"Money\n{PROSE}")
    assert (two.title, two.text) == ("Of Time", f"Time\n{MORE}")
    assert one.original is not None
    assert b"Work will begin" not in one.original.content


def test_what_stands_before_the_first_place_the_contents_lead_to_is_not_lost():
    preface = f"<div>{PROSE}<h2 id='m'>Money</h2><p>{MORE}</p></div><h2 id='t'>Time</h2><p>{MORE}"
    text = chapter("").replace("</body>", f"{preface}</p></body>")
    nav = contents(("Money", "all.xhtml#m"), ("Time", "all.xhtml#t"))
    found = _opened(epub({"all.xhtml": text}, nav=nav))
    assert [each.text for each in found] == [PROSE, MORE, MORE]


def test_a_chapter_cut_in_files_of_a_size_is_put_together():
    chapters = {
        "part1_001.xhtml": chapter("Money", PROSE),
        "part1_002.xhtml": chapter("", MORE),
        "part2_001.xhtml": chapter("Time", MORE),
    }
    nav = contents(("Money", "part1_001.xhtml"), ("Time", "part2_001.xhtml"))
    one, two = _opened(epub(chapters, nav=nav))
    assert one.text == f"{PROSE}\n{MORE}"
    assert two.text == MORE


def test_the_sign_of_a_note_does_not_grow_to_the_number_before_it():
    text = 'It was built in 1911<a href="#fn3"><sup>3</sup></a> by hand. ' + PROSE
    note = 'The minutes say so. <a href="#ref3">↩</a>'
    (only,) = _opened(epub({"one.xhtml": chapter("", text, note)}))
    assert only.text.startswith("It was built in 1911[3] by hand.")
    assert only.text.endswith("The minutes say so.")


def test_a_protected_book_says_so():
    more = {"META-INF/encryption.xml": _ENCRYPTION.format("aes256-cbc", "OEBPS/two.xhtml")}
    failure = _refusal(epub(_TWO, more=more))
    assert "is protected (DRM)" in failure.reason
    assert failure.advice


@pytest.mark.parametrize(
    ("method", "member"),
    [("http://www.idpf.org/2008/embedding", "OEBPS/two.xhtml"), ("aes256-cbc", "OEBPS/font.otf")],
)
def test_scrambled_fonts_are_no_protection(method: str, member: str):
    more = {"META-INF/encryption.xml": _ENCRYPTION.format(method, member), "OEBPS/font.otf": b"x"}
    assert len(_opened(epub(_TWO, more=more))) == 2


def test_a_chapter_that_is_missing_costs_only_itself():
    book = epub({**_TWO, "three.xhtml": chapter("Rest", PROSE)})
    assert len(_opened(book)) == 3
    assert len(_opened(book.replace(b"OEBPS/two.xhtml", b"OEBPS/gone.xhtm"))) == 2


def test_contents_that_are_broken_cost_only_the_titles():
    found = _opened(epub(_TWO, ncx="<ncx><navMap><navPoint>"))
    assert [each.title for each in found] == ["Money", "Time"]


def test_a_book_without_text_or_without_its_package_is_refused():
    assert "no chapter with text" in _refusal(epub({"one.xhtml": chapter("")})).reason
    bare = {"mimetype": "application/epub+zip"}
    assert "is damaged" in _refusal(zipped(bare)).reason
    container = {**bare, "META-INF/container.xml": "<container/>"}
    assert "is damaged" in _refusal(zipped(container)).reason


def test_progress_is_told_chapter_by_chapter():
    told: list[tuple[int, int]] = []
    _opened(epub(_TWO), progress=lambda _what, done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]
