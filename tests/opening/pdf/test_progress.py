"""A long document tells how far it is, and shows its beginning early."""

from tests.opening.pdf.making import HARBOUR, ORCHARD, Drawing, document, lines


def long(pages: int) -> bytes:
    drawing = Drawing()
    for _ in range(pages):
        drawing.page(*lines(HARBOUR, 40, 500, wide=60), *lines(ORCHARD, 40, 300, wide=60))
    return drawing.bytes()


def test_the_first_two_pages_of_a_long_document_come_early_and_once():
    early = []
    found = document(long(31), early=early.append)
    (first,) = early
    assert {block.page for block in first.document.blocks} == {1, 2}
    assert found.text.startswith(first.document.text[:400])
    assert first.document.notice
    assert not found.notice


def test_a_short_document_comes_at_once():
    early = []
    document(long(30), early=early.append)
    assert early == []


def test_reading_tells_how_far_it_is():
    told = []
    document(long(45), progress=lambda *how: told.append(how))
    assert told[0] == ("Reading pages", 0, 45)
    assert told[-1] == ("Reading pages", 45, 45)
    assert 2 < len(told) < 10
