"""Turned, cropped and oddly placed pages, columns, and marks over the end of a page."""

import io
import subprocess

import pikepdf
import pytest
from pikepdf import Array

from app.exporting.in_place.annotated_in_place import annotated_in_place
from app.reading.annotation import Reading
from tests.exporting.in_place.making import (
    CHOICE,
    FORTY,
    PIER,
    drawing,
    exported,
    marks,
    own_on,
    plain,
    reading_of,
    words_under,
)
from tests.opening.pdf.making import HARBOUR, LIBRARY, Drawing, lines

FIRST, SECOND = "sayso-H-" + "1" * 32, "sayso-H-" + "2" * 32


def moved(box, **more) -> bytes:
    """Return the page with its origin elsewhere: everything on it moved along."""
    made = drawing()
    page = made.pdf.pages[0]
    x, y = box[0], box[1]
    page.contents_add(f"1 0 0 1 {x} {y} cm".encode(), prepend=True)
    page.obj.MediaBox = Array([x, y, x + 400, y + 600])
    for key, value in more.items():
        page.obj[f"/{key}"] = value
    return made.bytes()


def turned(degrees: int) -> bytes:
    return drawing(Rotate=degrees).bytes()


def turned_by_its_parent() -> bytes:
    made = drawing()
    with pikepdf.open(io.BytesIO(made.bytes())) as document:
        document.Root.Pages.Rotate = 270
        document.Root.Pages.CropBox = Array([10, 300, 390, 590])
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


def set_sideways() -> bytes:
    """Return a page whose words run upwards, turned so that they can be read."""
    made = drawing()
    page = made.pdf.pages[0]
    page.contents_add(b"0 1 -1 0 600 0 cm", prepend=True)
    page.obj.MediaBox = Array([0, 0, 600, 400])
    page.obj.Rotate = 90
    return made.bytes()


ODD = {
    "as usual": plain,
    "turned right": lambda: turned(90),
    "upside down": lambda: turned(180),
    "turned left": lambda: turned(270),
    "turned by its parent": turned_by_its_parent,
    "set sideways": set_sideways,
    "below zero": lambda: moved((-300, -450)),
    "far off": lambda: moved((1000, 2000), CropBox=Array([1010, 2300, 1390, 2590])),
    "large units": lambda: moved((0, 0), UserUnit=2.5),
}


@pytest.mark.parametrize("kind", ODD)
def test_marks_lie_on_their_words(kind):
    found = words_under(exported(ODD[kind]()))
    assert found[FIRST] == FORTY.replace(" ", "")
    assert found[SECOND] == PIER.replace(" ", "")


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("program", ["poppler", "mupdf"])
def test_marks_are_drawn_on_their_words(kind, program, tmp_path):
    """Where a highlight is drawn there is ink, as much as in a line of words."""
    source = ODD[kind]()
    reading = reading_of(source)
    bare = Reading(7, reading.document, own=reading.own[:1], added=reading.added)
    before = picture(source, program, tmp_path)
    after = picture(annotated_in_place(bare, CHOICE), program, tmp_path)
    changed = {
        place
        for place, colour in after.items()
        if sum(abs(one - other) for one, other in zip(colour, before[place], strict=True)) > 20
    }
    assert changed
    xs, ys = [x for x, _ in changed], [y for _, y in changed]
    along, across = max(xs) - min(xs), max(ys) - min(ys)
    ink = [place for place, colour in before.items() if max(colour) < 110]
    marked = sum((x + 3, y) in changed or (x - 3, y) in changed for x, y in ink)
    assert 0.05 < marked / len(changed) < 0.5
    assert max(along, across) > 3 * min(along, across)


def picture(pdf: bytes, program: str, folder) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Return the pixels of the first page as a program draws it."""
    file, drawn = folder / "page.pdf", folder / "page.ppm"
    file.write_bytes(pdf)
    command = (
        ["pdftoppm", "-r", "72", "-singlefile", file, folder / "page"]
        if program == "poppler"
        else ["mutool", "draw", "-q", "-r", "72", "-F", "ppm", "-o", drawn, file, "1"]
    )
    subprocess.run(command, check=True, capture_output=True)
    head, _, rest = drawn.read_bytes().partition(b"\n255\n")
    width = int(head.split()[1])
    pixels = [tuple(rest[at : at + 3]) for at in range(0, len(rest), 3)]
    return {(at % width, at // width): pixel for at, pixel in enumerate(pixels)}


def two_pages() -> bytes:
    made = Drawing((400, 300))
    made.page(*lines(HARBOUR, 40, 260, wide=50))
    made.page(*lines(LIBRARY, 40, 260, wide=50))
    return made.bytes()


def test_a_mark_over_two_pages_is_in_two_parts():
    source = two_pages()
    reading = reading_of(source)
    words = "following week. A reading room"
    text = reading.document.text
    words = words if words in text else "following week.\nA reading room"
    own = own_on(text, words, "3" * 32, "Both")
    made = annotated_in_place(Reading(7, reading.document, own=(own,)), CHOICE)
    names = ["sayso-H-" + "3" * 32 + f"-{number}of2" for number in (1, 2)]
    assert list(marks(made)) == names
    under = words_under(made)
    assert [under[name] for name in names] == ["followingweek.", "Areadingroom"]
    there = marks(made)
    assert {str(one.Contents) for one in there.values()} == {"Both"}
    with pikepdf.open(io.BytesIO(made)) as document:
        assert [len(page.obj.Annots) for page in document.pages] == [2, 2]


def test_a_mark_over_two_columns_stays_one_with_a_quad_for_each_line():
    source = plain()
    reading = reading_of(source)
    text = reading.document.text
    start = text.index("the following week")
    end = text.index("the valley") + len("the valley")
    own = own_on(text, text[start:end], "3" * 32)
    made = annotated_in_place(Reading(7, reading.document, own=(own,)), CHOICE)
    ((name, words),) = words_under(made).items()
    assert name == "sayso-H-" + "3" * 32
    assert words == "".join(text[start:end].split())
    there = marks(made)
    assert len(there[name].QuadPoints) >= 16


def test_pages_without_marks_are_not_written_again():
    made = Drawing((400, 300))
    made.page(*lines(HARBOUR, 40, 260, wide=50))
    for _ in range(20):
        made.page(*lines(LIBRARY, 40, 260, wide=50))
    source = made.bytes(object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert exported(source)[len(source) :].count(b"/Type /Page\n") <= 1
    assert exported(source)[len(source) :].count(b"/MediaBox") == 1
