"""Word documents: their structure by styles, and what they state about themselves."""

from __future__ import annotations

import urllib.request

import pytest

from app.reading.document import BlockKind, Document, Link
from app.reading.failures import OpenFailure
from tests.opening.forms.built import MORE, PROSE, docx, paragraph
from tests.opening.ways_in import opened_bytes

_STYLES = {
    "Titel": "Title",
    "berschrift1": "heading 1",
    "berschrift2": "heading 2",
    "Zitat": "Intense Quote",
    "Beschriftung": "caption",
    "Verzeichnis1": "toc 1",
}


def _opened(body: str, **more) -> Document:
    return opened_bytes(docx(body, styles=_STYLES, **more), "report.docx")


def _shape(document: Document) -> list[tuple[BlockKind, int | None, str]]:
    return [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks]


def test_styles_say_what_a_paragraph_is_whatever_the_language_of_word():
    document = _opened(
        paragraph("The bridge over the Aller", "Titel")
        + paragraph("Money .... 3", "Verzeichnis1")
        + paragraph("Money", "berschrift1")
        + paragraph(PROSE)
        + paragraph("Who pays", "berschrift2")
        + paragraph("The largest sum ever.", "Zitat")
        + paragraph("The bridge in 1911", "Beschriftung")
    )
    assert document.title == "The bridge over the Aller"
    assert _shape(document) == [
        (BlockKind.HEADING, 2, "Money"),
        (BlockKind.PARAGRAPH, None, PROSE),
        (BlockKind.HEADING, 3, "Who pays"),
        (BlockKind.QUOTE, 1, "The largest sum ever."),
        (BlockKind.CAPTION, None, "The bridge in 1911"),
    ]


def test_tables_links_and_notes_are_kept():
    cell = "<w:tc>{}</w:tc>"
    table = "".join(
        f"<w:tr>{cell.format(paragraph(a))}{cell.format(paragraph(b))}</w:tr>"
        for a, b in (("Year", "Cost"), ("2021", "4.2 million"))
    )
    link = '<w:hyperlink r:id="h1"><w:r><w:t>the minutes</w:t></w:r></w:hyperlink>'
    note = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    document = _opened(
        paragraph("It follows from ", inner=link + note) + f"<w:tbl>{table}</w:tbl>",
        links={"h1": "https://courier.example/minutes"},
        notes=f'<w:footnote w:id="7">{paragraph("Page 4 of them.")}</w:footnote>',
    )
    assert _shape(document) == [
        (BlockKind.PARAGRAPH, None, "It follows from the minutes[1]"),
        (BlockKind.TABLE, None, "Year\tCost"),
        (BlockKind.TABLE, None, "2021\t4.2 million"),
        (BlockKind.LIST_ITEM, 1, "[1] Page 4 of them."),
    ]
    assert document.links == (Link(16, 27, "https://courier.example/minutes"),)


def test_insertions_are_read_deletions_and_comments_are_not():
    document = _opened(
        paragraph(
            "The bridge costs ",
            inner='<w:del w:id="1"><w:r><w:delText>3</w:delText></w:r></w:del>'
            '<w:ins w:id="2"><w:r><w:t>4</w:t></w:r></w:ins>'
            '<w:r><w:commentReference w:id="3"/></w:r>'
            '<w:moveFrom w:id="4"><w:r><w:t> billion</w:t></w:r></w:moveFrom>'
            "<w:r><w:t> million euros.</w:t></w:r>",
        )
    )
    assert document.text == "The bridge costs 4 million euros."


def test_the_properties_give_title_author_and_dates():
    document = _opened(
        paragraph(PROSE),
        core="<dc:title>A bridge too dear</dc:title><dc:creator>Ann Example;Bo Sample</dc:creator>"
        "<dcterms:created>2021-05-03T22:10:00Z</dcterms:created>"
        "<dcterms:modified>2021-06-01T10:00:00Z</dcterms:modified>",
    )
    assert (document.title, document.byline) == ("A bridge too dear", "Ann Example, Bo Sample")
    assert (document.published, document.updated) == ("2021-05-03", "2021-06-01")


@pytest.mark.parametrize(
    "stated", ["Normal", "Microsoft Word - draft2.doc", "bridge_v3.docx", "Untitled", "Document1"]
)
def test_a_title_a_program_filled_in_is_not_believed(stated: str):
    core = f"<dc:title>{stated}</dc:title><dc:creator>Microsoft Office User</dc:creator>"
    document = _opened(paragraph("A bridge too dear", "berschrift1") + paragraph(PROSE), core=core)
    assert (document.title, document.byline) == ("A bridge too dear", "")
    assert document.text == PROSE


def test_the_title_on_the_page_goes_before_the_stated_one():
    body = paragraph("The bridge", "Titel") + paragraph(PROSE)
    assert _opened(body, core="<dc:title>Last year's report</dc:title>").title == "The bridge"


def test_pictures_that_lie_elsewhere_are_not_even_looked_for(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched or read")

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    monkeypatch.setattr("mammoth.docx.files.Files.open", refuse)
    picture = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><a:graphic>'
        '<a:graphicData><pic:pic><pic:blipFill><a:blip r:link="h1"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    body = paragraph(PROSE, inner=picture)
    document = _opened(body, links={"h1": "file:///etc/hostname"})
    assert document.text == PROSE


def test_a_part_that_declares_entities_is_refused():
    bomb = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(OpenFailure, match="declares XML entities"):
        _opened(paragraph(MORE), doctype=bomb)


@pytest.mark.parametrize(
    "more",
    [
        {"word/document.xml": "<w:document"},
        {"_rels/.rels": "<Relationships/>", "word/document.xml": "<p/>"},
        {"word/document.xml": "<a>" * 2000},
    ],
)
def test_a_document_that_makes_no_sense_is_damaged(more: dict[str, str]):
    with pytest.raises(OpenFailure, match=r"report\.docx is (damaged|empty)"):
        _opened("", more=more)


@pytest.mark.parametrize("line", ["4 March 2026", "March 4th, 2026", "2026-03-04", "4 Mar. 2026."])
def test_a_date_on_a_line_of_its_own_near_the_top_is_the_day_of_publication(line: str):
    document = _opened(
        paragraph("The bridge over the Aller", "Titel") + paragraph(line) + paragraph(PROSE)
    )
    assert document.published == "2026-03-04"
    assert _shape(document) == [(BlockKind.PARAGRAPH, None, PROSE)]


@pytest.mark.parametrize("line", ["March 2026", "It was 4 March 2026", "31 June 2026", "2026"])
def test_a_line_that_is_more_or_less_than_a_date_stays(line: str):
    document = _opened(paragraph("The Aller", "Titel") + paragraph(line) + paragraph(PROSE))
    assert document.published == ""
    assert _shape(document)[0] == (BlockKind.PARAGRAPH, None, line)
