"""Pages that are pictures are said to be, and read where Tesseract is there to do it."""

import stat
import sys

import pytest

from app.opening.pdf.read import missing, read_pdf
from app.opening.request import Request
from app.reading.failures import NoTextLayer
from tests.opening.pdf.making import HARBOUR, Drawing, document, lines

_FAKE = """#!{python}
import sys
picture = sys.stdin.buffer.read()
assert sys.argv[1:] == ["-", "-", "tsv"] and picture.startswith(b"P5 ")
names = "level page_num block_num par_num line_num word_num left top width height conf text"
print(names.replace(" ", "\\t"))
for line, words in enumerate({lines!r}):
    for place, word in enumerate(words.split()):
        row = [5, 1, 1, 1, line, place, 200 + 150 * place, 300 + 50 * line, 130, 40, 95, word]
        print("\\t".join(map(str, row)))
"""


@pytest.fixture
def path(tmp_path, monkeypatch):
    """Return a folder that is the whole PATH, empty."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def install(path, script):
    program = path / "tesseract"
    program.write_text(script, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def fake(*lines_read):
    return _FAKE.format(python=sys.executable, lines=lines_read)


def scan(pages=1, *, written=False):
    drawing = Drawing()
    if written:
        drawing.page(*lines(HARBOUR, 40, 500))
    for _ in range(pages):
        drawing.picture()
    return drawing.bytes()


def test_a_scan_has_no_text_layer_and_the_advice_is_to_install_tesseract(path):
    with pytest.raises(NoTextLayer) as failure:
        read_pdf(scan(), Request("scan.pdf", ocr=True))
    assert failure.value.reason == "scan.pdf has no text layer: its pages are pictures."
    assert "Install the program Tesseract" in failure.value.advice


def test_where_tesseract_is_installed_the_advice_is_to_recognise(path):
    install(path, fake("unused"))
    with pytest.raises(NoTextLayer) as failure:
        read_pdf(scan(), Request("scan.pdf"))
    assert "Install" not in failure.value.advice
    assert "recognition" in failure.value.advice


def test_recognised_text_is_read_like_any_other_and_says_so(path):
    install(path, fake("The gate was shut at", "noon, said the har-", "bour master."))
    found = document(scan(), ocr=True)
    assert found.text == "The gate was shut at noon, said the harbour master."
    assert found.printed == ()
    assert "recognised" in found.notice
    assert found.blocks[0].page == 1


def test_recognising_tells_how_far_it_is(path):
    install(path, fake("One line of words."))
    told = []
    document(scan(2), ocr=True, progress=lambda *how: told.append(how))
    assert ("Recognising text", 1, 2) in told


def test_a_program_that_fails_leaves_the_pages_out(path):
    install(path, f"#!{sys.executable}\nraise SystemExit(1)\n")
    with pytest.raises(NoTextLayer, match="No text could be recognised"):
        read_pdf(scan(), Request("scan.pdf", ocr=True))
    found = document(scan(2, written=True), ocr=True)
    assert found.text == HARBOUR.strip()
    assert "Pages 2–3 are pictures" in found.notice


def test_pictures_among_written_pages_are_named(path):
    found = document(scan(3, written=True))
    assert found.notice == "Pages 2–4 are pictures without text and are not in the text."


def test_pages_are_named_in_runs():
    assert missing([7]).startswith("Page 7 is a picture")
    assert missing([3, 4, 5, 9]).startswith("Pages 3–5 and 9 are pictures")
    assert missing([1, 3, 5]).startswith("Pages 1, 3 and 5 are")
