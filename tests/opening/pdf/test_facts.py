"""Title, authors, date, journal and DOI come from the metadata and from the first page."""

import pytest

from app.reading.document import BlockKind
from tests.opening.pdf.making import (
    HARBOUR,
    LIBRARY,
    PLAIN,
    Drawing,
    blocks,
    document,
    lines,
    typeset,
)
from tests.opening.ways_in import opened_bytes

FRONT = f"""{PLAIN}
#align(center)[#text(17pt)[Storms and Their Keepers in Small Ports]]
#align(center)[Ada Nordqvist and Jan van der Meer]
#align(center)[Institute of Quiet Waters]
#align(center)[12 March 2019]
*Abstract*

{HARBOUR}

{LIBRARY} doi: 10.5555/ports.2019.17.
"""


def described(info=None, **stated) -> bytes:
    drawing = Drawing()
    drawing.page(("A Short History of Piers", 40, 550, 18), *lines(HARBOUR, 40, 500, wide=60))
    with drawing.pdf.open_metadata(set_pikepdf_as_editor=False) as packet:
        for name, value in stated.items():
            packet[name.replace("_", ":")] = value
    for name, value in (info or {}).items():
        drawing.pdf.docinfo[f"/{name}"] = value
    return drawing.bytes()


def test_title_authors_date_and_doi_are_found_on_the_first_page():
    found = document(typeset(FRONT))
    assert found.title == "Storms and Their Keepers in Small Ports"
    assert found.byline == "Ada Nordqvist, Jan van der Meer"
    assert found.published == "2019-03-12"
    assert found.doi == "10.5555/ports.2019.17"


def test_title_authors_and_date_are_not_in_the_text():
    text = document(typeset(FRONT)).text
    assert text.startswith("Institute of Quiet Waters\nAbstract\n")
    assert "Nordqvist" not in text
    assert "2019\n" not in text


def test_where_authors_work_is_shown_but_not_analysed():
    found = document(typeset(FRONT))
    assert blocks(found, BlockKind.BOILERPLATE) == ["Institute of Quiet Waters"]


def test_authors_side_by_side_are_told_apart():
    names = "#grid(columns: 3, column-gutter: 2em, [Ada Nordqvist], [Jan Ek], [Bo Li])"
    found = document(
        typeset(f"{PLAIN}#text(17pt)[Storms and Ports]\n\n#align(center)[{names}]\n\n{HARBOUR}")
    )
    assert found.byline == "Ada Nordqvist, Jan Ek, Bo Li"
    assert found.text == HARBOUR.strip()


def test_the_packet_goes_before_the_first_page():
    found = document(
        described(
            dc_title="A Short History of Piers",
            dc_creator=["Ines Okafor", "Bo Ek"],
            prism_publicationName="Coastal Letters",
            prism_doi="10.5555/12345",
            prism_coverDate="2021-04",
        )
    )
    assert found.title == "A Short History of Piers"
    assert found.byline == "Ines Okafor, Bo Ek"
    assert found.outlet == "Coastal Letters"
    assert found.doi == "10.5555/12345"
    assert found.published == "2021-04"
    assert found.text == HARBOUR.strip()


@pytest.mark.parametrize(
    "junk",
    [
        "Microsoft Word - draft7.doc",
        "untitled",
        "paper_final.tex",
        "C:/My/piers.indd",
        "main",
        "  ",
    ],
)
def test_titles_that_only_programs_give_are_passed_over(junk):
    assert document(described({"Title": junk})).title == "A Short History of Piers"


@pytest.mark.parametrize("junk", ["user", "Administrator", "LaTeX with hyperref", "unknown"])
def test_authors_that_only_programs_give_are_passed_over(junk):
    assert document(described({"Author": junk})).byline == ""


def test_the_day_the_file_was_made_is_the_last_resort():
    assert document(described({"CreationDate": "D:20170605120000Z"})).published == "2017-06-05"
    assert document(described({"CreationDate": "gestern"})).published == ""


def test_the_first_heading_of_many_alike_is_no_title():
    found = document(typeset(f"{PLAIN}= Piers\n{HARBOUR}\n\n#pagebreak()\n= Ports\n{LIBRARY}"))
    assert found.title == ""
    assert found.text.startswith("Piers\n")


def test_a_packet_that_is_no_xml_does_no_harm():
    content = described(dc_title="A Short History of Piers")
    spoilt = content.replace(b"<dc:title", b"<&&title")
    assert document(spoilt).title == "A Short History of Piers"


@pytest.mark.parametrize(
    ("largest", "stated", "title"),
    [
        ("HARBOURS", "Piers and the sea", "Piers and the sea"),  # the largest is the journal's name
        ("Piers in Northern Ports", "Template for authors", "Piers in Northern Ports"),
        ("Piers in Northern Ports", "Piers in northern ports: a study", "Piers in Northern Ports"),
    ],
)
def test_the_page_decides_between_two_titles(largest, stated, title):
    drawing = Drawing()
    drawing.page(
        (largest, 40, 560, 24),
        ("Piers and the sea", 40, 530, 14),
        *lines(HARBOUR, 40, 500, wide=60),
    )
    drawing.pdf.docinfo["/Title"] = stated
    assert document(drawing.bytes()).title == title


def test_a_paper_without_a_title_is_called_by_its_first_sentence():
    drawing = Drawing()
    drawing.page(*lines(HARBOUR, 40, 550))
    title = opened_bytes(drawing.bytes(), "scan0001.pdf").title
    assert title
    assert HARBOUR.startswith(title.rstrip("…"))
