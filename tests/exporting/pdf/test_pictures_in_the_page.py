"""Pictures that were kept stand in the page, and a bad one never spoils it."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.exporting.pdf.pictures import TALLEST, printable
from app.reading.document import Picture
from app.reading.exports import Choice
from app.reading.pictures import PictureFile
from tests.exporting.pdf.conftest import chart, photograph, saved

WIDTH = 328.0


def alone(reading, content: bytes):
    """Return the reading with one picture."""
    picture = Picture(0, "https://courier.example/x")
    return replace(
        reading,
        document=replace(reading.document, pictures=(picture,)),
        pictures=(PictureFile(picture.address, "image/png", content),),
    )


def only(reading, content: bytes):
    return printable(alone(reading, content), WIDTH).get("https://courier.example/x")


def figures(pdf: bytes) -> list[str]:
    """Return what is said of each picture to those who cannot see it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            str(item.Alt)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]


def drawn(pdf: bytes) -> list[tuple[int, float, float]]:
    """Return page, width and height of each picture drawn."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        for item in page.get_objects(filter=[3]):
            left, bottom, right, top = item.get_bounds()
            found.append((number, right - left, top - bottom))
    return found


def test_pictures_stand_where_they_stood_with_what_they_show(rich, page_words):
    pdf = annotated_pdf(rich)
    assert figures(pdf) == ["The bridge in fog", "Picture"]
    (first, wide, high), (second, *_) = drawn(pdf)
    assert wide == pytest.approx(WIDTH, abs=1)
    assert high == pytest.approx(WIDTH / 2, abs=1)
    pages = page_words(pdf)
    assert first == 0
    assert "The bridge seen from the fish market" in pages[second]  # its caption


def test_marks_keep_to_their_words_beside_pictures(rich, read_back, squeeze):
    read = read_back(annotated_pdf(rich))
    assert squeeze(read["sayso-Q1"].words) == "Theharbourbridgewillcloseforfourteenweeks"


def test_pictures_are_left_out_when_the_reader_wants_none(rich):
    pdf = annotated_pdf(rich, Choice(pictures=False))
    assert drawn(pdf) == []
    assert figures(pdf) == []


def test_a_small_picture_is_not_blown_up_and_a_tall_one_leaves_room_for_words(reading):
    assert only(reading, photograph(100, 60)).width == pytest.approx(75)
    tall = only(reading, photograph(900, 1800))
    assert tall.width == pytest.approx(TALLEST / 2)
    assert max(Image.open(io.BytesIO(tall.content)).size) < 900


def test_a_photograph_lies_as_it_was_taken(reading):
    upright = Image.Exif()
    upright[0x0112] = 6  # turned by a quarter
    picture = Image.open(io.BytesIO(photograph(400, 200)))
    made = only(reading, saved(picture, "JPEG", exif=upright))
    wide, high = Image.open(io.BytesIO(made.content)).size
    assert high == pytest.approx(2 * wide, abs=2)
    assert made.width == pytest.approx(TALLEST / 2)
    assert b"Exif" not in made.content


def test_what_is_drawn_on_nothing_is_drawn_on_white(reading):
    made = only(reading, chart())
    assert made.suffix == ".png"
    assert Image.open(io.BytesIO(made.content)).convert("RGB").getpixel((2, 2)) == (255, 255, 255)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_every_usual_form_is_set(reading, form):
    assert len(drawn(annotated_pdf(alone(reading, photograph(320, 200, form))))) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        photograph(400, 300)[:2000],
        photograph(400, 300, "PNG")[:-200],
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 400,
        saved(Image.new("1", (9000, 9000)), "PNG"),  # small as a file, and vast
        saved(Image.new("RGB", (1, 1)), "GIF"),
        b"GIF89a\xff\xff\xff\xff\x00\x00\x00",
    ],
    ids=["empty", "drawing", "cut jpeg", "cut png", "noise", "vast", "counter", "odd gif"],
)
def test_what_cannot_be_printed_is_left_out(reading, content):
    odd = alone(reading, content)
    assert drawn(annotated_pdf(odd)) == []
