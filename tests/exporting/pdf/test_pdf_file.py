"""The PDF as a file: sound, complete in itself, and about the article alone."""

from __future__ import annotations

import getpass
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from app.exporting.inventory import take
from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.reading.annotation import Reading
from app.reading.document import Block, BlockKind, Document
from app.reading.exports import Choice, Paper


def tool(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"{name} is not installed, and CI must not go without it")
    pytest.skip(f"{name} is not installed; `apt install {name}` to run this test")


@pytest.fixture
def document(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        yield opened


@pytest.fixture
def file(pdf, tmp_path) -> Path:
    path = tmp_path / "reading.pdf"
    path.write_bytes(pdf)
    return path


def test_qpdf_finds_no_fault(file):
    done = subprocess.run(
        [tool("qpdf"), "--check", file], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr


def test_pdfannots_reads_the_words_and_notes_of_every_mark(reading, file):
    done = subprocess.run(
        [tool("pdfannots"), "-f", "json", file], capture_output=True, text=True, check=True
    )
    told = {entry["name"]: entry for entry in json.loads(done.stdout)}
    text = reading.document.text
    straight = str.maketrans("“”‘’", "\"\"''")

    def flat(words: str) -> str:
        # It joins what is hyphenated at a line's end, and straightens quotation marks.
        return "".join(words.translate(straight).split()).replace("-", "")

    for item in take(reading):
        entry = told[f"sayso-{item.id}"]
        expected = "".join(text[span.start : span.end] for span in item.spans)
        assert flat(entry["text"]) == flat(expected)
    assert told["sayso-H1"]["contents"] == "Ask her which find comes next: #rust $5 @dock"


def test_poppler_draws_every_page_without_complaint(file, tmp_path):
    done = subprocess.run(
        [tool("pdftoppm"), "-r", "30", "-png", file, tmp_path / "page"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert done.stderr == ""


def test_all_fonts_are_embedded_and_say_which_letters_they_draw(document):
    fonts = [o for o in document.objects if _is_font(o)]
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        for descendant in font.DescendantFonts:
            descriptor = descendant.FontDescriptor
            assert any(key in descriptor for key in ("/FontFile2", "/FontFile3")), font.BaseFont
    assert {str(font.BaseFont).partition("+")[2].partition("-")[0] for font in fonts} == {
        "LibertinusSerif",
        "SourceSansPro",
    }


def _is_font(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0"


def test_title_author_and_language_are_the_articles(document):
    with document.open_metadata() as metadata:
        assert metadata["dc:title"].startswith("Harbour bridge to close, “unsafe” says Lindqvist")
        assert metadata["dc:creator"] == ["Per Aaker"]
        assert metadata["dc:language"] == {"en-GB"}
        assert "pdfuaid:part" not in metadata
    assert str(document.Root.Lang) == "en-GB"
    assert document.Root.ViewerPreferences.DisplayDocTitle


def test_headings_and_tables_are_bookmarks(document):
    with document.open_outline() as outline:
        top = outline.root[0]
        assert top.title == "Harbour bridge to close, “unsafe” says Lindqvist"
        assert [child.title for child in top.children] == [
            "What the ministry says",
            "Who says what",
            "Numbers",
            "Highlights and notes",
            "To cite this article",
        ]


def test_nothing_of_the_readers_machine_is_in_the_file(reading, tmp_path):
    here = tmp_path / "private" / "bridge.html"
    local = Document(
        str(here), reading.document.text, reading.document.blocks, title="Bridge", language="en"
    )
    pdf = annotated_pdf(Reading(3, local, reading.analysis, reading.own), Choice("Ines Okafor"))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        everything = io.BytesIO()
        opened.save(
            everything,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
        )
    plain = everything.getvalue()
    for private in (str(tmp_path), "bridge.html", str(Path.cwd()), str(Path.home())):
        assert private.encode() not in plain
    for name in (socket.gethostname(), getpass.getuser()):
        if len(name) > 5:  # a shorter one may be in there by chance
            assert name.encode() not in plain
    assert b"site-packages" not in plain
    assert "bridge.html" not in _text(pdf)


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_paper_is_a4_or_letter(reading):
    for paper, size in ((Paper.A4, (595.28, 841.89)), (Paper.LETTER, (612, 792))):
        page = pypdfium2.PdfDocument(annotated_pdf(reading, Choice(paper=paper)))[0]
        assert page.get_size() == pytest.approx(size, abs=0.02)


def test_every_annotation_is_an_element_of_the_paragraph_it_marks(reading, pdf, document):
    """Screen readers find a mark in the text's own order, with the words around it."""
    parents = _numbers(document.Root.StructTreeRoot.ParentTree)
    drawn = pypdfium2.PdfDocument(pdf)
    checked = 0
    for number, page in enumerate(document.pages):
        words = _words_by_tag(drawn[number])
        owners = parents[int(page.obj.StructParents)]
        for entry in page.obj.Annots:
            if entry.Subtype == "/Popup":
                continue
            element = parents[int(entry.StructParent)]
            leaves = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
            assert any(
                isinstance(leaf, pikepdf.Dictionary) and leaf.get("/Obj") == entry
                for leaf in leaves
            )
            assert (element.S == "/Link") == (entry.Subtype == "/Link")
            name = str(entry.get("/NM", ""))
            item = next((i for i in take(reading) if f"sayso-{i.id}" == name), None)
            if item is None:
                continue
            home = element.P
            inside = "".join(
                words.get(tag, "") for tag, owner in enumerate(owners) if owner == home
            )
            first = reading.document.text[item.spans[0].start :].split()[0].replace("-", "")
            assert first in inside
            checked += 1
    assert checked == len(list(take(reading)))


def _numbers(tree) -> dict[int, pikepdf.Object]:
    numbers = list(tree.Nums)
    keys = [int(key) for key in numbers[::2]]
    assert keys == sorted(keys)
    return dict(zip(keys, numbers[1::2], strict=True))


def _words_by_tag(page) -> dict[int, str]:
    text = page.get_textpage()
    found: dict[int, str] = {}
    for index in range(text.count_chars()):
        tag = pdfium.FPDFPageObj_GetMarkedContentID(pdfium.FPDFText_GetTextObject(text, index))
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        found[tag] = found.get(tag, "") + (
            "" if character.isspace() or character == "-" else character
        )
    return found


def test_names_and_numbers_beside_the_text_lead_to_the_tables(document):
    links = [
        (number, entry)
        for number, page in enumerate(document.pages)
        for entry in page.obj.Annots
        if entry.Subtype == "/Link" and "/Dest" in entry and "/Contents" in entry
    ]
    said = {str(entry.Contents) for _, entry in links}
    assert {"Number N2", "Note 1", "Halvard Boström › inspectors"} <= said
    for _, entry in links:
        left, bottom, right, top = map(float, entry.Rect)
        assert left < right
        assert bottom < top


def test_an_article_without_anything_is_still_a_page():
    pdf = annotated_pdf(Reading(1, Document("x", "", ())))
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert "Untitled article" in _text(pdf)
    assert "Who says what" not in _text(pdf)


@pytest.mark.parametrize(
    "words",
    [
        'a #set page(width: 1pt) $x^2$ @ref <label> // no /* no */ \\ "q" `c` *b* _e_ = h - l + l ~ [x]',
        '#panic() #eval("1") {code} #{ } #(1/0)',
        "tab\tbell\x07 null\x00 form\x0c line\u2028 paragraph\u2029 lone\ud800 end",
    ],
)
def test_no_word_of_an_article_is_read_as_markup(words):
    block = Block(BlockKind.PARAGRAPH, 0, len(words))
    pdf = annotated_pdf(
        Reading(1, Document("x", words, (block,), title=words, outlet=words)), Choice(words)
    )
    shown = re.sub(r"\s", "", _text(pdf))
    for word in re.findall(r"[!-~]+", words):
        assert word in shown


@pytest.mark.parametrize("words", ["日本語と emoji 😀 and ﷽", "\U0001f9ec\U000e0041 x", "a" * 3000])
def test_letters_no_font_has_and_endless_words_do_not_stop_an_export(words):
    block = Block(BlockKind.PARAGRAPH, 0, len(words))
    pdf = annotated_pdf(Reading(1, Document("x", words, (block,), title="Odd")))
    page = pypdfium2.PdfDocument(pdf)[0]
    text = page.get_textpage()
    edges = [text.get_charbox(i)[2] for i in range(text.count_chars())]
    assert max(edges) < page.get_width()
