"""RTF: its characters, its tables, its links and notes; nothing of its pictures."""

from __future__ import annotations

import pytest

from app.reading.document import BlockKind, Document, Link
from app.reading.failures import OpenFailure
from tests.opening.forms.built import MORE, PROSE
from tests.opening.ways_in import opened_bytes


def _opened(body: str | bytes, head: str = r"\ansi\ansicpg1252") -> Document:
    content = body if isinstance(body, bytes) else body.encode("latin-1")
    return opened_bytes(rb"{\rtf1" + head.encode() + b" " + content + b"}", "report.rtf")


@pytest.mark.parametrize(
    ("head", "written", "read"),
    [
        (r"\ansi\ansicpg1252", rb"\'93Caf\'e9\'94 \emdash  4 \'80", "“Café” — 4 €"),
        (r"\ansi\ansicpg1251", rb"\'cc\'ee\'f1\'ea\'e2\'e0", "Москва"),
        (r"\ansi\ansicpg1251", "Москва".encode("cp1251"), "Москва"),
        (r"\ansi\ansicpg932", rb"\'93\'fa\'96\'7b", "日本"),
        (r"\ansi\uc1", rb"\u8364?4 and \u-4051?", "€4 and \uf02d"),
        (r"\ansi\uc1", rb"\u55357?\u56832? smiles", "😀 smiles"),
        (r"\ansi\uc1", rb"half \u55357? a sign", "half � a sign"),
        (r"\ansi{\fonttbl{\f0\fcharset204 Arial;}}\f0", rb"\'cc\'ee", "Мо"),
        (r"\ansi{\fonttbl{\f0\fcharset78 Osaka;}}\f0", rb"caf\'e9", "café"),
        (r"\ansi", rb"a\~b\_c\-d \{x\} \\ y", "a\u00a0b\u2011cd {x} \\ y"),
    ],
)
def test_characters_are_what_they_were(head: str, written: bytes, read: str):
    assert _opened(written, head).text.strip() == read


def test_paragraphs_are_lines_and_pictures_are_nothing():
    picture = rb"{\*\shppict{\pict\pngblip\bin12 }}}{{{\par\\89504e47}}{\object{\objdata 00ff}}"
    document = _opened(PROSE.encode() + rb"\par " + picture + MORE.encode())
    assert document.text.split("\n") == [PROSE, MORE]


def test_deleted_text_is_left_out():
    assert _opened(r"It costs {\deleted three}{\revised four} million.").text == (
        "It costs four million."
    )


def test_a_link_lies_where_its_words_are():
    field = (
        r'{\field{\*\fldinst{HYPERLINK "https://courier.example/roe"}}'
        r"{\fldrslt{\ul Mayor Jane Roe}}}"
    )
    document = _opened(rf"So says {field} today.\par {MORE}")
    assert document.text.startswith("So says Mayor Jane Roe today.\n")
    assert document.links == (Link(8, 22, "https://courier.example/roe"),)


def test_a_field_that_is_no_link_is_only_its_words():
    document = _opened(r"{\field{\*\fldinst PAGE}{\fldrslt 3}} pages on a HYPERLINK.")
    assert (document.text, document.links) == ("3 pages on a HYPERLINK.", ())


def test_a_row_of_a_table_is_a_line():
    row = r"\trowd\cellx100\cellx200\pard\intbl {}\cell {}\cell\row "
    document = _opened(
        PROSE
        + r"\par "
        + row.format("Year", "Cost of\\par all")
        + row.format("", "4.2 million")
        + r"\pard "
        + MORE
    )
    assert document.text == f"{PROSE}\nYear\tCost of all\n\t4.2 million\n{MORE}"
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.TABLE, BlockKind.PARAGRAPH]


def test_notes_stand_at_the_end_with_their_numbers():
    note = r"{\super\chftn}{\*\footnote\chftn  Page 4 of the minutes.}"
    document = _opened(rf"So it is{note} in Aller.\par {MORE}")
    assert document.text.startswith("So it is[1] in Aller.\n")
    assert document.text.split("\n")[-1].split() == ["[1]", "Page", "4", "of", "the", "minutes."]


def test_the_information_group_gives_title_author_and_date():
    info = r"{\info{\title A br\'fccke too dear}{\author Ann Example}{\creatim\yr2021\mo5\dy3\hr8}}"
    document = _opened(info + PROSE)
    assert (document.title, document.byline) == ("A brücke too dear", "Ann Example")
    assert (document.published, document.text) == ("2021-05-03", PROSE)


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes_and_says_so():
    whole = rb"{\rtf1\ansi {\b " + PROSE.encode() + rb"}\par " + MORE.encode() + b"}"
    assert opened_bytes(whole, "report.rtf").notice == ""
    cut = opened_bytes(whole[:-30], "report.rtf")
    assert cut.text.startswith(PROSE)
    assert cut.notice


@pytest.mark.parametrize(
    "body",
    ["", r"{\pict 00ff}", r"\u99999999999? ", r"{\fonttbl{\f0\fcharset999999 x;}}"],
)
def test_what_holds_no_text_or_no_sense_is_refused(body: str):
    with pytest.raises(OpenFailure):
        _opened(body)


def test_more_text_than_a_book_has_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.opening.forms.rtf.LARGEST", 1000)
    assert _opened(r"{\pict " + "0" * 5000 + "}" + PROSE).text == PROSE
    with pytest.raises(OpenFailure, match=r"report\.rtf has more than"):
        _opened(PROSE * 10)


@pytest.mark.parametrize(
    "piece",
    [
        r"{\fonttbl" + r"\f1\fcharset0" * 4000 + "}",
        r"{\field{\*\fldinst{" * 4000,
        "{" * 20_000,
        r"\u1" * 20_000,
        r"{\footnote " * 3000,
        r"{\field{\*\fldinst HYPERLINK " "}" * 4000,
    ],
    ids=["fonts", "fields", "groups", "characters", "notes", "links"],
)
def test_what_makes_a_search_endless_is_read_all_the_same(piece: str):
    assert PROSE in _opened(PROSE + r"\par " + piece).text
