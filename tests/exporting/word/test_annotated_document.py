"""The Word document, read back by python-docx and pandoc."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from PIL import Image

from app.exporting.formats import FORMATS
from app.exporting.inventory import take
from app.exporting.word.annotated_document import annotated_document
from app.exporting.wording import contents
from app.reading.annotation import Reading
from app.reading.document import Block, BlockKind, Document, Emphasis, Link, Picture
from app.reading.exports import Choice, Kind, Paper, Section
from app.reading.pictures import PictureFile
from tests.exporting.pandoc import converted, needs_pandoc

CHOICE = Choice("Ines Okafor")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = ("b", "bCs", "i", "iCs", "color", "sz", "szCs", "highlight", "u", "bdr", "shd", "rtl")


@pytest.fixture(scope="module")
def made(reading) -> bytes:
    return annotated_document(reading, CHOICE)


def opened(content: bytes):
    return docx.Document(io.BytesIO(content))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def properties(run) -> set[str]:
    found = set()
    if run._r.rPr is not None:
        for each in run._r.rPr:
            name = etree.QName(each).localname
            value = each.get(qn("w:fill")) or each.get(qn("w:val"))
            found.add(f"{name}={value}")
    return found


def runs(content: bytes) -> list[tuple[str, set[str]]]:
    return [(run.text, properties(run)) for p in opened(content).paragraphs for run in p.runs]


def commented(content: bytes) -> dict[str, str]:
    """Return by a comment's text the words it is on."""
    document = opened(content)
    texts = {str(c.comment_id): c.text for c in document.comments}
    on = dict.fromkeys(texts, "")
    open_: set[str] = set()
    for each in document.element.body.iter():
        name = etree.QName(each).localname if isinstance(each.tag, str) else ""
        if name == "commentRangeStart":
            open_.add(each.get(qn("w:id")))
        elif name == "commentRangeEnd":
            open_.remove(each.get(qn("w:id")))
        elif name == "t":
            for number in open_:
                on[number] += each.text or ""
    assert not open_
    return {texts[number]: words for number, words in on.items()}


@needs_pandoc
def test_the_text_is_the_articles(reading, made):
    shown = squeezed(converted(made, "docx"))

    for block in reading.document.blocks:
        words = squeezed(reading.document.text[block.start : block.end])
        if block.kind is not BlockKind.TABLE:
            assert words.removeprefix("- ") in shown
    tree = converted(made, "docx", "html")
    assert tree.count("<li>") >= 2
    assert re.search(r"<h1[^>]*>Harbour bridge", tree)
    assert re.search(r"<h2[^>]*>What the ministry says", tree)
    assert "<blockquote>" in tree


def test_marks_of_each_kind_have_a_shape(made):
    look = {}
    for words, found in runs(made):
        look.setdefault(words, found)

    assert "shd=CFE0F2" in look["“We found rust in places nobody had looked at since the flood,”"]
    assert {"shd=EDF3FA", "u=dotted"} <= look["The harbour bridge will close for "]
    assert {"bdr=single", "shd=FCEADA"} <= look["fourteen weeks"]
    assert "u=single" in look["city engineer Marta Lindqvist"]
    assert "u=dash" in look["A ministry official"]
    assert "highlight=yellow" in look["a difficult find, and it is not"]
    assert "shd=CFE0F2" in look["a difficult find, and it is not"]
    assert not look[" said on Tuesday. "]


def test_properties_stand_in_the_order_word_wants(made):
    for each in opened(made).element.body.iter(f"{W}rPr"):
        places = [ORDER.index(etree.QName(one).localname) for one in each]
        assert places == sorted(places)


def test_comments_are_on_the_words_they_are_about(reading, made):
    found = commented(made)
    inventory = take(reading)

    for item in (*inventory.quotes, *inventory.numbers):
        assert contents(item) in found
    assert (
        found["Halvard Boström › inspectors (reported in other words; cue: believe)"]
        == "more than 1,250 bolts must be replaced"
    )
    assert (
        found["Ask her which find comes next: #rust $5 @dock"] == "a difficult find, and it is not"
    )
    assert (
        found[
            "> 1,250 bolts: to be replaced\nClaimed by: Halvard Boström › inspectors\nChecked: open"
        ]
        == "more than 1,250"
    )


def test_comments_have_author_and_time(made):
    by = {}
    for comment in opened(made).comments:
        by.setdefault(comment.author, []).append(comment)

    assert set(by) == {"Sayso", "Ines Okafor"}
    assert len(by["Ines Okafor"]) == 2
    assert by["Ines Okafor"][0].initials == "IO"
    assert str(by["Ines Okafor"][0].timestamp) == "2026-03-05 11:30:00+00:00"
    assert str(by["Sayso"][0].timestamp) == "2026-03-04 09:30:00+00:00"


@needs_pandoc
def test_pandoc_reads_the_comments_too(tmp_path, made):
    (tmp_path / "a.docx").write_bytes(made)
    command = ["pandoc", "--track-changes=all", "-t", "native", tmp_path / "a.docx"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)

    assert done.stdout.count('"comment-start"') == len(opened(made).comments)
    assert done.stdout.count('"comment-end"') == len(opened(made).comments)
    assert '( "author" , "Ines Okafor" )' in done.stdout


def test_tables_and_links_and_properties(reading, made):
    document = opened(made)
    article, numbers = document.tables

    assert [[cell.text for cell in row.cells] for row in article.rows] == [
        ["Route", "Minutes"],
        ["Ring road", "35"],
    ]
    assert [cell.text for cell in numbers.rows[2].cells] == [
        "N2",
        "more than 1,250 (> 1,250)",
        "bolts",
        "to be replaced",
        "Halvard Boström › inspectors",
        "☐",
        "¶ 2",
    ]
    body = document.element.body
    anchors = {each.get(qn("w:name")) for each in body.iter(f"{W}bookmarkStart")}
    inside = {each.get(qn("w:anchor")) for each in body.iter(f"{W}hyperlink")} - {None}
    assert inside
    assert inside <= anchors
    ids = [each.get(qn("w:id")) for each in body.iter(f"{W}bookmarkStart")]
    assert sorted(ids) == sorted(each.get(qn("w:id")) for each in body.iter(f"{W}bookmarkEnd"))
    assert len(ids) == len(set(ids))
    about = document.core_properties
    assert (about.title, about.author, about.language) == (
        reading.document.title,
        "Per Aaker",
        "en-GB",
    )
    assert b'w:lang w:val="en-GB"' in zipfile.ZipFile(io.BytesIO(made)).read("word/styles.xml")


def test_only_what_was_chosen_goes_in(reading):
    numbers = annotated_document(reading, replace(CHOICE, marks=frozenset({Kind.NUMBERS})))
    bare = annotated_document(reading, replace(CHOICE, marks=frozenset(), sections=frozenset()))
    cited = annotated_document(reading, replace(CHOICE, sections=frozenset({Section.CITATION})))

    assert {c.author for c in opened(numbers).comments} == {"Sayso"}
    assert len(opened(numbers).comments) == 4
    assert len(opened(bare).comments) == 0
    assert len(opened(bare).tables) == 1
    assert "To cite this article" in {p.text for p in opened(cited).paragraphs}
    assert "Numbers" not in {p.text for p in opened(cited).paragraphs}


def test_the_sheet_is_the_chosen_one(reading):
    letter = opened(annotated_document(reading, replace(CHOICE, paper=Paper.LETTER))).sections[0]
    a4 = opened(annotated_document(reading, CHOICE)).sections[0]

    assert round(letter.page_width.mm) == 216
    assert round(a4.page_height.mm) == 297


def test_emphasis_links_and_pictures_are_kept():
    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(drawn, "PNG")
    text = "It was a bold plan, see here."
    address = "https://x.example/a.png"
    document = Document(
        "x",
        text,
        (Block(BlockKind.PARAGRAPH, 0, len(text)),),
        emphases=(Emphasis(9, 13, strong=True), Emphasis(14, 18)),
        links=(Link(24, 28, "https://x.example/ä b"),),
        pictures=(Picture(0, address, "A bridge"),),
    )
    reading = Reading(1, document, pictures=(PictureFile(address, "image/png", drawn.getvalue()),))
    found = opened(annotated_document(reading, CHOICE))
    shown = {run.text: (run.bold, run.italic) for p in found.paragraphs for run in p.runs}

    assert (shown["bold"], shown["plan"]) == ((True, None), (None, True))
    [link] = [link for p in found.paragraphs for link in p.hyperlinks]
    assert (link.text, link.address) == ("here", "https://x.example/%C3%A4%20b")
    assert len(found.inline_shapes) == 1
    assert found.inline_shapes[0]._inline.docPr.get("descr") == "A bridge"
    assert not opened(annotated_document(reading, replace(CHOICE, pictures=False))).inline_shapes


def test_right_to_left_is_told():
    arabic = "قال الوزير إن الجسر سيغلق."
    document = Document("x", arabic, (Block(BlockKind.PARAGRAPH, 0, len(arabic)),), language="ar")
    found = opened(annotated_document(Reading(1, document), CHOICE))
    [paragraph] = [p for p in found.paragraphs if p.text == arabic]

    assert paragraph._p.pPr.find(qn("w:bidi")) is not None
    assert properties(paragraph.runs[0]) == {"rtl=None"}


@needs_pandoc
def test_any_text_makes_a_document():
    planes = "".join(chr(plane << 16 | 0x1234) for plane in range(17))
    odd = f"<w:t>&amp; ]]> {{{{ x }}}} =1+1 {planes} \x00\x0b\ud800\ufffe\uffff {'x' * 10_000}"
    blocks = (Block(BlockKind.PARAGRAPH, 0, len(odd)),)
    document = Document(
        "x", odd, blocks, title=odd, byline=odd, outlet=odd, address=f"https://x.example/{odd[:40]}"
    )
    content = annotated_document(Reading(1, document, tags=(odd,)), Choice(odd))
    clean = odd.replace("\x00", "").replace("\x0b", " ").replace("\ud800\ufffe\uffff", "")

    assert squeezed(clean) in {squeezed(p.text) for p in opened(content).paragraphs}
    assert "<w:t>&amp; ]]>" in converted(content, "docx")
    assert opened(annotated_document(Reading(1, Document("x", "", ())), Choice())).paragraphs


def test_five_thousand_notes_are_five_thousand_comments(write_article):
    draft = write_article(
        [(BlockKind.PARAGRAPH, " ".join(f"word{n}." for n in range(5000)), None)], title="Words"
    )
    notes = tuple(draft.own(n, f"word{n}.", f"Note {n}") for n in range(5000))
    found = opened(annotated_document(Reading(1, draft.document, own=notes), CHOICE))

    assert len(found.comments) == 5000
    assert [c.text for c in list(found.comments)[:2]] == ["Note 0", "Note 1"]


def test_it_is_a_format(reading):
    assert FORMATS["docx"].suffix == ".docx"
    assert FORMATS["docx"].make(reading, CHOICE)[:2] == b"PK"
