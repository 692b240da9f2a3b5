"""Turned, cropped, shifted and right-to-left pages read like any other."""

import pytest

from tests.opening.pdf.making import HARBOUR, LIBRARY, ORCHARD, Drawing, blocks, document, lines


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_turned_by_its_own_entry_reads_the_same(degrees):
    drawing = Drawing()
    drawing.page(*lines(HARBOUR, 40, 550), *lines(ORCHARD, 220, 550), Rotate=degrees)
    assert blocks(document(drawing.bytes()))[0].startswith(HARBOUR[:60])


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_text_drawn_sideways_or_upside_down_reads_the_same(turned):
    drawing = Drawing((600, 600))
    words = [(text, y, x) for text, x, y, _ in lines(HARBOUR, 50, 300)]
    placed = {
        90: [(text, 600 - a, b, 10, 90) for text, a, b in words],
        180: [(text, 500 - b, 600 - a, 10, 180) for text, a, b in words],
        270: [(text, a, 500 - b, 10, 270) for text, a, b in words],
    }[turned]
    drawing.page(*placed)
    assert document(drawing.bytes()).text.replace("\n", " ") == HARBOUR.strip()


def test_what_lies_outside_the_crop_box_is_not_there():
    drawing = Drawing()
    drawing.page(
        *lines(HARBOUR, 100, 500),
        ("cut off above", 100, 590),
        ("cut off", 10, 500),
        ("cut off below", 100, 20),
        CropBox=[80, 100, 380, 560],
    )
    found = document(drawing.bytes())
    assert found.text == HARBOUR.strip()
    assert found.left_out == ()


def test_a_line_that_runs_out_of_the_crop_box_ends_there():
    drawing = Drawing()
    drawing.page(
        ("The visible part ends here and goes on unseen to the right", 20, 300),
        CropBox=[0, 0, 110, 600],
    )
    assert document(drawing.bytes()).text.startswith("The visible part ends")
    assert "unseen" not in document(drawing.bytes()).text


def test_a_page_whose_origin_is_elsewhere_reads_the_same():
    drawing = Drawing()
    drawing.page(*lines(HARBOUR, -260, 1500), box=[-300, 1000, 100, 1600])
    assert document(drawing.bytes()).text == HARBOUR.strip()


def test_characters_from_right_to_left_are_in_logical_order():
    letters = "שלוםעב"  # shin, lamed, vav, final mem, ayin, bet: codes 1 to 6
    drawing = Drawing(letters=letters)
    # Drawn from the left, as programs do: the last letter of the last word first.
    drawing.page(("\x06\x05 \x04\x03\x02\x01", 100, 300))
    assert document(drawing.bytes()).text == "שלום עב"


def test_a_glyph_that_stands_for_a_whole_word_gives_it_in_order():
    drawing = Drawing(letters=["שלום", "עולם"])
    drawing.page(("\x02 \x01", 100, 300))
    assert document(drawing.bytes()).text == "שלום עולם"


def test_words_given_beside_the_drawing_are_in_the_order_they_are_read():
    words = "שלום עולם"
    drawing = Drawing()
    page = drawing.page()
    given = words.encode("utf-16-be").hex()
    page.obj.Contents = drawing.pdf.make_stream(
        f"/Span <</ActualText <feff{given}>>> BDC BT /F1 12 Tf 50 300 Td (abcdefgh) Tj ET EMC".encode()
    )
    assert document(drawing.bytes()).text == words


def test_columns_of_a_right_to_left_page_are_read_from_the_right():
    drawing = Drawing(letters="שלוםעב")
    right = [("\x04\x03\x02\x01 " * 6, 220, 500 - 12 * at) for at in range(6)]
    left = [("\x06\x05\x02\x01 " * 6, 40, 500 - 12 * at) for at in range(6)]
    drawing.page(*left, *right)
    words = document(drawing.bytes()).text.split()
    assert words[0] == "שלום"
    assert words[-1] == "שלעב"


def test_a_page_without_anything_does_no_harm():
    drawing = Drawing()
    drawing.page(*lines(HARBOUR, 40, 500, wide=60))
    drawing.page()
    drawing.page(*lines(LIBRARY, 40, 500, wide=60))
    found = document(drawing.bytes())
    assert [block.page for block in found.blocks] == [1, 3]
    assert found.notice == ""
