"""Pages as pictures, and the boxes of their characters: what is printed lies in its box."""

import pytest

from app.opening.pdf.pictures import page_picture, page_sizes
from app.reading.failures import OpenFailure, PasswordNeeded
from tests.opening.pdf.making import HARBOUR, ORCHARD, Drawing, document, lines

SCALE = 2.0


@pytest.fixture
def write(tmp_path):
    def make(content: bytes):
        file = tmp_path / "paper.pdf"
        file.write_bytes(content)
        return file

    return make


def inked(picture, box):
    """Return the share of dark pixels in a box given in shares of the upright picture."""
    left, top, right, bottom = _shown(box, picture.turned)
    dark = total = 0
    for y in range(int(top * picture.height), int(bottom * picture.height) + 1):
        for x in range(int(left * picture.width), int(right * picture.width) + 1):
            if x < picture.width and y < picture.height:
                total += 1
                dark += picture.pixels[4 * (y * picture.width + x)] < 128
    return dark / max(1, total)


def _shown(box, turned):
    """Turn a box of the upright picture as the picture itself is turned, clockwise."""
    left, top, right, bottom = box
    for _ in range(turned):
        left, top, right, bottom = 1 - bottom, left, 1 - top, right
    return left, top, right, bottom


def boxes(picture, found):
    """Yield each letter of the text with its box."""
    for run in found.printed:
        for place in range(run.count):
            at = 4 * (run.first + place)
            letter = found.text[run.start + place]
            if letter.isalnum():
                yield letter, tuple(picture.boxes[at : at + 4])


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"Rotate": 90},
        {"Rotate": 180},
        {"Rotate": 270},
        {"CropBox": [20, 100, 390, 590]},
    ],
    ids=str,
)
def test_every_letter_is_inked_in_its_box(write, more):
    drawing = Drawing()
    drawing.page(*lines(HARBOUR, 40, 550), **more)
    content = drawing.bytes()
    picture = page_picture(write(content), 0, SCALE)
    assert picture.turned == more.get("Rotate", 0) // 90
    letters = list(boxes(picture, document(content)))
    assert len(letters) > 100
    for letter, box in letters:
        assert inked(picture, box) > 0.02, letter


def test_words_follow_each_other_from_left_to_right_in_the_upright_picture(write):
    drawing = Drawing()
    drawing.page(*lines(ORCHARD, 40, 550), Rotate=270)
    content = drawing.bytes()
    found = document(content)
    picture = page_picture(write(content), 0, SCALE)
    first = [box for _, box in boxes(picture, found)][:10]
    assert [box[0] for box in first] == sorted(box[0] for box in first)
    assert max(box[1] for box in first) - min(box[1] for box in first) < 0.01


def test_a_page_is_as_large_as_it_is_shown_and_never_huge(write):
    drawing = Drawing((400, 600))
    drawing.page(("one", 40, 500))
    drawing.page(("two", 40, 500), Rotate=90)
    file = write(drawing.bytes())
    assert page_sizes(file) == [(400, 600), (600, 400)]
    turned = page_picture(file, 1, SCALE)
    assert (turned.width, turned.height) == (1200, 800)
    assert len(turned.pixels) == 4 * 1200 * 800
    assert page_picture(file, 0, 1000.0).height <= 4001


def test_a_page_that_is_not_there_and_a_file_that_is_gone_are_said(write, tmp_path):
    drawing = Drawing()
    drawing.page(("one", 40, 500))
    file = write(drawing.bytes())
    with pytest.raises(OpenFailure, match="Page 3 cannot be shown"):
        page_picture(file, 2, 1.0)
    with pytest.raises(OpenFailure, match="cannot be read"):
        page_sizes(tmp_path / "gone.pdf")


def test_a_locked_file_asks_for_its_password(write):
    import pikepdf

    drawing = Drawing()
    drawing.page(("one", 40, 500))
    file = write(b"")
    drawing.pdf.save(file, encryption=pikepdf.Encryption(owner="boss", user="sesame"))
    with pytest.raises(PasswordNeeded):
        page_sizes(file)
    assert page_sizes(file, "sesame") == [(400, 600)]
