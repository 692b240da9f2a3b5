"""Running heads, page numbers, line numbers and stamps are set aside, and are not in the text."""

from tests.opening.pdf.making import (
    HARBOUR,
    LIBRARY,
    ORCHARD,
    PLAIN,
    Drawing,
    blocks,
    document,
    lines,
    typeset,
)

BOOK = f"""#set page(paper: "a5", margin: 2cm, numbering: "1", header: context if calc.odd(
  counter(page).get().first()) [Coastal Letters #h(1fr) 12 (3)] else [The storm and after])
#set par(justify: true)
#set text(size: 10pt)
{(HARBOUR + ORCHARD + LIBRARY) * 12}
"""


def test_running_heads_and_page_numbers_are_left_out_of_the_text():
    found = document(typeset(BOOK))
    assert found.text == ((HARBOUR + ORCHARD + LIBRARY) * 12).strip()
    assert {"Coastal Letters", "12 (3)", "The storm and after", "1", "2"} <= set(found.left_out)


def test_a_single_pages_number_is_left_out():
    drawing = Drawing()
    drawing.page(*lines(HARBOUR, 40, 550, wide=60), ("- 7 -", 190, 30))
    found = document(drawing.bytes())
    assert found.text == HARBOUR.strip()
    assert found.left_out == ("- 7 -",)


def test_the_first_line_of_a_page_is_no_running_head_because_it_has_a_number():
    drawing = Drawing()
    for number in (1, 2, 3):
        drawing.page(*lines(f"{number + 3} boats were lost. {HARBOUR}", 40, 550, wide=60))
    assert document(drawing.bytes()).text.count("boats were lost") == 3


def test_line_numbers_in_the_margin_are_left_out():
    drawing = Drawing()
    words = lines(HARBOUR + ORCHARD, 60, 550, wide=50)
    drawing.page(*words, *[(str(at), 20, y) for at, (_, _, y, _) in enumerate(words, 1)])
    found = document(drawing.bytes())
    assert found.text == (HARBOUR + ORCHARD).strip()
    assert found.left_out[0].split() == [str(at) for at in range(1, len(words) + 1)]


def test_a_sideways_stamp_is_left_out():
    drawing = Drawing()
    drawing.page(
        *lines(HARBOUR * 2, 60, 550, wide=50), ("stored: 0704.0001v2 1 May 2007", 30, 200, 18, 90)
    )
    found = document(drawing.bytes())
    assert found.text == (HARBOUR * 2).strip()
    assert found.left_out == ("stored: 0704.0001v2 1 May 2007",)


def test_watermarks_are_left_out_whether_aslant_or_across():
    for turned, x, y in ((45, 80, 300), (0, 60, 480)):
        drawing = Drawing()
        drawing.page(*lines(HARBOUR * 3, 40, 550, wide=60), ("DRAFT COPY", x, y, 50, turned))
        found = document(drawing.bytes())
        assert found.text == (HARBOUR * 3).strip()
        assert found.left_out == ("DRAFT COPY",)


def test_a_document_without_furniture_leaves_nothing_out():
    found = document(typeset(PLAIN + HARBOUR))
    assert found.left_out == ()
    assert blocks(found) == [HARBOUR.strip()]
