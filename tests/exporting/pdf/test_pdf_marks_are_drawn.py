"""How marks look: a shape for each kind, under the letters and never over them."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from app.exporting.inventory import take
from app.exporting.pdf.locate import Line
from app.exporting.pdf.shapes import Shape, draw, extent


@pytest.fixture
def document(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        yield opened


def marks(document):
    return [
        entry
        for page in document.pages
        for entry in page.obj.Annots
        if entry.Subtype in ("/Highlight", "/Underline")
    ]


def test_every_mark_brings_its_own_drawing_and_lets_the_letters_show_through(document):
    for entry in marks(document):
        drawing = entry.AP.N
        assert drawing.Resources.ExtGState.G0.BM == "/Multiply"
        assert list(drawing.BBox) == list(entry.Rect)
        assert drawing.read_bytes().startswith(b"/G0 gs")


def test_outer_marks_lie_under_inner_ones(reading, document):
    order = [str(entry.NM).removeprefix("sayso-")[:1] for entry in marks(document)]
    kinds = [kind for kind in order if kind != "h"]  # the headline's are numbered apart
    assert kinds == sorted(kinds, key="HQNS".index)
    names = [str(entry.NM) for entry in marks(document)]
    inventory = take(reading)
    inner = next(quote for quote in inventory.quotes if quote.nested)
    outer = inventory.quotes[inventory.quotes.index(inner) - 1]
    assert names.index(f"sayso-{outer.id}") < names.index(f"sayso-{inner.id}")


LINES = [Line(0, 100.0, 200.0, 500.0, 11.0), Line(0, 60.0, 90.0, 484.0, 11.0)]


def test_each_kind_has_a_shape_of_its_own():
    drawn = {shape: draw(shape, LINES) for shape in Shape}
    assert len(set(drawn.values())) == len(Shape)
    fill, band = (drawn[s].split("\n")[1].split() for s in (Shape.FILL, Shape.BAND))
    assert float(fill[3]) > 1.5 * float(band[3])  # a full fill is taller than a band
    assert "[2.2 1.6] 0 d" in drawn[Shape.DASHES]
    assert " c " in drawn[Shape.BOX]  # round corners
    assert "W n" in drawn[Shape.HATCH]  # hatching cut to the marker's edge


@pytest.mark.parametrize(
    ("first", "last", "ticks"), [(True, True, 2), (True, False, 1), (False, False, 0)]
)
def test_dashes_have_corner_ticks_only_where_the_mark_begins_and_ends(first, last, ticks):
    drawn = draw(Shape.DASHES, LINES, first=first, last=last)
    assert drawn.count(" S") == len(LINES) + ticks


@pytest.mark.parametrize("shape", Shape)
def test_nothing_is_drawn_outside_the_marks_rectangle(shape):
    left, bottom, right, top = extent(LINES)
    page = pikepdf.new()
    page.add_blank_page(page_size=(300, 600))
    page.pages[0].Contents = page.make_stream(draw(shape, LINES).encode())
    written = io.BytesIO()
    page.save(written)
    picture = pypdfium2.PdfDocument(written.getvalue())[0].render(scale=2).to_pil().convert("L")
    inked = picture.point(lambda value: 255 if value < 250 else 0).getbbox()
    assert inked is not None
    assert left * 2 <= inked[0]
    assert inked[2] <= right * 2
    assert (600 - top) * 2 <= inked[1]
    assert inked[3] <= (600 - bottom) * 2


def test_marked_words_stay_as_dark_as_unmarked_ones(reading, pdf, document):
    """The darkest ink under every mark is the text's own."""
    drawn = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document.pages):
        picture = drawn[number].render(scale=2).to_pil().convert("L")
        height = float(page.mediabox[3])
        for entry in page.obj.Annots:
            if entry.Subtype == "/Highlight":
                quad = [float(value) for value in list(entry.QuadPoints)[:8]]
                box = (quad[0] * 2, (height - quad[1]) * 2, quad[2] * 2, (height - quad[5]) * 2)
                darkest, _ = picture.crop(tuple(map(int, box))).getextrema()
                assert darkest < 60
