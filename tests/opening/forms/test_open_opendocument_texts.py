"""OpenDocument texts: structure, styles, notes; not what was deleted."""

from __future__ import annotations

import pytest

from app.reading.document import BlockKind, Document, Emphasis, Link
from app.reading.failures import OpenFailure
from tests.opening.forms.built import MORE, PROSE, odt
from tests.opening.ways_in import opened_bytes


def _opened(body: str, **more) -> Document:
    return opened_bytes(odt(body, **more), "report.odt")


def _shape(document: Document) -> list[tuple[BlockKind, int | None, str]]:
    return [(b.kind, b.level, document.text[b.start : b.end]) for b in document.blocks]


def test_structure_and_styles_say_what_a_paragraph_is():
    document = _opened(
        '<text:p text:style-name="P1">The bridge over the Aller</text:p>'
        '<text:h text:outline-level="1">Money</text:h>'
        f"<text:p>{PROSE}</text:p>"
        "<text:list><text:list-item><text:p>The county</text:p><text:list><text:list-item>"
        "<text:p>half</text:p></text:list-item></text:list></text:list-item></text:list>"
        '<text:p text:style-name="Quotations">The largest sum ever.</text:p>'
        '<text:p text:style-name="Illustration">The bridge in 1911</text:p>',
        styles='<style:style style:name="P1" style:family="paragraph"'
        ' style:parent-style-name="Title"/>',
    )
    assert document.title == "The bridge over the Aller"
    assert _shape(document) == [
        (BlockKind.HEADING, 2, "Money"),
        (BlockKind.PARAGRAPH, None, PROSE),
        (BlockKind.LIST_ITEM, 1, "The county"),
        (BlockKind.LIST_ITEM, 2, "half"),
        (BlockKind.QUOTE, 1, "The largest sum ever."),
        (BlockKind.CAPTION, None, "The bridge in 1911"),
    ]


def test_blanks_links_and_emphasis_inside_a_line():
    document = _opened(
        '<text:p>It<text:s text:c="3"/>costs <text:span text:style-name="T1">four</text:span>'
        "<text:tab/>million,<text:line-break/>says "
        '<text:a xlink:href="https://courier.example/roe">Jane Roe</text:a> in Aller.</text:p>',
        styles='<style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-weight="bold"/></style:style>',
    )
    assert document.text == "It costs four million, says Jane Roe in Aller."
    assert document.links == (Link(28, 36, "https://courier.example/roe"),)
    assert document.emphases == (Emphasis(9, 13, strong=True),)


def test_notes_stand_at_the_end_with_their_numbers():
    document = _opened(
        f"<text:p>So it is<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"<text:p>Page 4.</text:p></text:note-body></text:note>.</text:p><text:p>{MORE}</text:p>"
    )
    assert document.text == f"So it is[1].\n{MORE}\n[1] Page 4."


def test_deletions_comments_and_contents_are_left_out():
    document = _opened(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>three</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Money 3</text:p></text:index-body>"
        "</text:table-of-content><text:p>It costs <text:change-start/>four<text:change-end/>"
        "<office:annotation><text:p>really?</text:p></office:annotation> million.</text:p>"
    )
    assert document.text == "It costs four million."


def test_a_table_is_read_row_by_row_and_a_text_box_after_its_paragraph():
    row = "<table:table-row>{}</table:table-row>"
    cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"
    many = cell.format('table:number-columns-repeated="16384"', "")
    document = _opened(
        "<text:p>Before the box"
        "<draw:frame><draw:text-box><text:p>In the box</text:p></draw:text-box></draw:frame>"
        " and after it</text:p><table:table><table:table-columns/>"
        f"{row.format(cell.format('', 'Year') + cell.format('', 'Cost') + many)}"
        f"{row.format(cell.format('', '2021') + cell.format('', '4.2 million'))}</table:table>"
    )
    assert document.text == "Before the box and after it\nIn the box\nYear\tCost\n2021\t4.2 million"


def test_a_cell_said_to_be_repeated_without_end_is_not():
    cell = '<table:table-cell table:number-columns-repeated="99999"><text:p>x</text:p>'
    row = f"<table:table-row>{cell}</table:table-cell></table:table-row>"
    assert len(_opened(f"<table:table>{row}</table:table>").text) < 1000


def test_the_properties_give_title_author_and_dates():
    document = _opened(
        f"<text:p>{PROSE}</text:p>",
        meta="<dc:title>A bridge too dear</dc:title><dc:creator>Last Editor</dc:creator>"
        "<meta:initial-creator>Ann Example</meta:initial-creator><dc:date>2021-06-01T10:00</dc:date>"
        "<meta:creation-date>2021-05-03T08:00:00.123</meta:creation-date>",
    )
    assert (document.title, document.byline) == ("A bridge too dear", "Ann Example")
    assert (document.published, document.updated) == ("2021-05-03", "2021-06-01")


def test_a_template_is_read_like_a_text():
    kind = "application/vnd.oasis.opendocument.text-template"
    assert _opened(f"<text:p>{PROSE}</text:p>", kind=kind).text == PROSE


def test_a_locked_document_says_so():
    manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    with pytest.raises(OpenFailure, match="locked with a password"):
        _opened("", manifest=manifest)


def test_entities_and_endless_nesting_are_refused():
    with pytest.raises(OpenFailure, match="declares XML entities"):
        _opened("<text:p>&a;</text:p>", doctype='<!DOCTYPE d [<!ENTITY a "ha">]>')
    with pytest.raises(OpenFailure, match="is damaged"):
        _opened("<text:section>" * 5000 + "</text:section>" * 5000)
    deep = "<text:section>" * 240 + f"<text:p>{PROSE}</text:p>" + "</text:section>" * 240
    assert _opened(deep).text == PROSE
