"""RIS files of several programs become items, one for one."""

import pytest

from app.importing.bibliography.ris import read_ris
from app.reading.failures import ImportFailure
from tests.importing.bibliography.making import LINES, items, pdf, read, skipped, written

ZOTERO = """TY  - JOUR
TI  - Boats of the North Sea
AU  - Doe, Jane
AU  - van der Berg, Jan, Jr
AU  - Pilots' Guild
T2  - Journal of Harbours
J2  - J. Harb.
AB  - The pier fell.
The wall held.
DA  - 2021/03/04/
PY  - 2021
DO  - 10.1234/abc
VL  - 12
IS  - 3
SP  - 10
EP  - 22
LA  - en
SN  - 1234-5678
UR  - https://example.org/a
Y2  - 2022/02/01/12:00:00
L1  - files/1/a.pdf
KW  - boats
KW  - piers; walls
N1  - <p>Weak on <b>tides</b>.</p>
N1  - Ask Jan.
ER  -
"""


def export(folder, text):
    return written(folder, "export.ris", text)


def one(folder, text):
    (item,) = read(read_ris, export(folder, text))
    return item


def test_an_entry_as_zotero_writes_it(tmp_path):
    item = one(tmp_path, ZOTERO)
    assert item.title == "Boats of the North Sea"
    assert item.byline == "Jane Doe, Jan van der Berg Jr, Pilots' Guild"
    assert (item.outlet, item.published, item.language) == (
        "Journal of Harbours",
        "2021-03-04",
        "en",
    )
    assert item.address == "https://example.org/a"
    assert item.tags == ("boats", "piers", "walls")
    assert item.csl == {
        "type": "article-journal",
        "title": "Boats of the North Sea",
        "author": [
            {"family": "Doe", "given": "Jane"},
            {"family": "van der Berg", "given": "Jan", "suffix": "Jr"},
            {"literal": "Pilots' Guild"},
        ],
        "container-title": "Journal of Harbours",
        "container-title-short": "J. Harb.",
        "abstract": "The pier fell. The wall held.",
        "issued": {"date-parts": [[2021, 3, 4]]},
        "accessed": {"date-parts": [[2022, 2, 1]]},
        "DOI": "10.1234/abc",
        "URL": "https://example.org/a",
        "ISSN": "1234-5678",
        "volume": "12",
        "issue": "3",
        "page": "10-22",
        "language": "en",
    }


def test_notes_become_marks_to_the_whole(tmp_path):
    marks = one(tmp_path, ZOTERO).marks
    assert [(mark.exact, mark.note) for mark in marks] == [
        ("", "Weak on tides."),
        ("", "Ask Jan."),
    ]
    assert len({mark.key for mark in marks}) == 2


def test_the_file_is_opened_with_the_marks_in_it(tmp_path):
    written(tmp_path, "files/1/a.pdf", pdf((0, "Check.")))
    item = one(tmp_path, ZOTERO)
    assert [(own.anchor.exact, own.note) for own in item.opened.own] == [(LINES[0], "Check.")]
    for named in (f"file://{tmp_path}/files/1/a.pdf", "internal-pdf://files/1/a.pdf"):
        assert one(tmp_path, ZOTERO.replace("files/1/a.pdf", named)).opened is not None


def test_a_missing_file_is_said_and_one_on_the_web_is_left_there(tmp_path):
    assert one(tmp_path, ZOTERO).lacking == "The file a.pdf is not where it should be."
    item = one(tmp_path, ZOTERO.replace("files/1/a.pdf", "https://example.org/a.pdf"))
    assert (item.opened, item.lacking) == (None, "")


@pytest.mark.parametrize("named", ["../secret.txt", "{above}/secret.txt", "file:///etc/passwd"])
def test_files_elsewhere_are_not_opened(tmp_path, named):
    below = tmp_path / "export"
    below.mkdir()
    written(tmp_path, "secret.txt", "A secret. " * 50)
    item = one(below, ZOTERO.replace("files/1/a.pdf", named.replace("{above}", str(tmp_path))))
    assert item.opened is None
    assert item.lacking


def test_an_entry_as_endnote_writes_it(tmp_path):
    text = """\ufeffTY  - CHAP
A1  - Doe, J.
A2  - Roe, R.
T1  - Piers
BT  - Harbours
Y1  - 2001///Spring
KW  - piers
wood
stone
N1  - Piers
M2  - PMID: 4
CY  - Oslo
PB  - Quay
SN  - 978-0
ID  - 17
ER  -
"""
    item = one(tmp_path, text)
    assert (item.title, item.outlet, item.byline) == ("Piers", "Harbours", "J. Doe")
    assert (item.published, item.tags, item.marks) == ("2001", ("piers", "wood", "stone"), ())
    assert item.csl["editor"] == [{"family": "Roe", "given": "R."}]
    assert (item.csl["ISBN"], item.csl["publisher-place"]) == ("978-0", "Oslo")


def test_what_pubmed_writes_is_read_too(tmp_path):
    text = """
PMID- 12345678
OWN - NLM
IS  - 1234-5678 (Print)
VI  - 12
DP  - 2021 Mar 4
TI  - Boats and the
      health of pilots.
PG  - 10-22
LID - 10.1234/abc [doi]
AB  - The pier fell.
      The wall held.
FAU - Doe, Jane
AU  - Doe J
LA  - eng
TA  - J Harb
JT  - Journal of Harbours
OT  - boats

PMID- 12345679
TI  - Second
"""
    first, second = read(read_ris, export(tmp_path, text))
    assert (first.title, first.byline) == ("Boats and the health of pilots.", "Jane Doe")
    assert (first.outlet, first.published) == ("Journal of Harbours", "2021-03-04")
    assert (first.address, first.language) == ("https://doi.org/10.1234/abc", "en")
    assert (first.tags, first.csl["abstract"]) == (("boats",), "The pier fell. The wall held.")
    assert (first.csl["page"], first.csl["id"]) == ("10-22", "12345678")
    assert second.title == "Second"


def test_full_titles_of_journals_go_before_short_ones(tmp_path):
    text = "TY  - JOUR\nT1  - Piers\nJO  - J. Harb.\nJF  - Journal of Harbours\nER  - \n"
    assert one(tmp_path, text).outlet == "Journal of Harbours"


def test_a_books_second_title_is_its_series(tmp_path):
    item = one(tmp_path, "TY  - BOOK\nTI  - Piers\nT2  - Sea Library\nER  - \n")
    assert (item.outlet, item.csl["collection-title"]) == ("", "Sea Library")


def test_an_entry_without_an_end_ends_where_the_next_begins(tmp_path):
    text = "TY  - BOOK\nTI  - One\nTY  - BOOK\nTI  - Two\nER  - \nTY  - BOOK\nTI  - Three"
    found = read(read_ris, export(tmp_path, text))
    assert [item.title for item in items(found)] == ["One", "Two", "Three"]


def test_broken_and_empty_entries_are_skipped_and_the_rest_read(tmp_path):
    text = (
        "TI  - No beginning\nER  - \nTY  - BOOK\nER  - \nTY  - BOOK\nTI  - Fine\nXX  - ?\n"
        "no tag at all\nER  - \nTY  - BOOK\nTI  - Fine\nXX  - ?\nno tag at all\nER  - \n"
    )
    found = read(read_ris, export(tmp_path, text))
    assert [item.title for item in items(found)] == ["Fine"]
    assert skipped(found) == [
        ("No beginning", "Its beginning (TY) is missing."),
        ("The entry in line 3", "It is empty."),
        ("Fine", "It is written twice in the file, word for word."),
    ]


def test_an_entry_has_the_same_key_wherever_it_stands(tmp_path):
    first = one(tmp_path, ZOTERO)
    other = "TY  - BOOK\nTI  - Other\nER  - \n"
    assert read(read_ris, export(tmp_path, other + ZOTERO))[1].key == first.key
    assert first.key.startswith("ris:")


def test_windows_line_breaks_and_old_encodings_are_read(tmp_path):
    text = ZOTERO.replace("Boats", "Boote für").replace("\n", "\r\n").encode("cp1252")
    assert one(tmp_path, text).title == "Boote für of the North Sea"


def test_huge_values_and_nuls_cost_nothing_else(tmp_path):
    text = "TY  - BOOK\nTI  - " + "T" * 500_000 + "\nAU  - " + "," * 100_000
    text += "\nKW  - " + ";" * 100_000 + "\nN1  - a\x00b\nER  - \nTY  - BOOK\nTI  - Fine\nER  - "
    first, second = read(read_ris, export(tmp_path, text))
    assert (len(first.title), first.tags) == (2000, ())
    assert first.marks[0].note == "ab"
    assert second.title == "Fine"


@pytest.mark.parametrize("text", ["", "No entry here.", "TI  - Only\n", "\x00\x01\x02\x03\x04"])
def test_what_holds_no_entry_is_refused_with_a_sentence(tmp_path, text):
    with pytest.raises(ImportFailure) as failure:
        read(read_ris, export(tmp_path, text))
    assert "export.ris" in failure.value.reason
    assert failure.value.advice
