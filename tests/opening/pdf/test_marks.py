"""Marks made in a PDF by other programs become the reader's own, on the words they lie on."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.opening.pdf.making import HARBOUR, Drawing, lines, opened

WORDS = lines(HARBOUR, 40, 500)


class Marked:
    """A page of text with annotations."""

    def __init__(self) -> None:
        self.drawing = Drawing()
        self.page = self.drawing.page(*WORDS)
        self.page.obj.Annots = Array()

    def add(self, subtype: str, *, line: int = 0, left: float = 38, right: float = 400, **more):
        top = 509 - 12 * line
        box = [left, top - 12, right, top]
        quads = Array([left, top, right, top, left, top - 12, right, top - 12])
        annotation = self.drawing.pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array(box), **more)
        )
        if subtype in {"Highlight", "Underline", "Squiggly", "StrikeOut"}:
            annotation.QuadPoints = quads
        self.page.obj.Annots.append(annotation)
        return annotation

    def read(self):
        found = opened(self.drawing.bytes())
        return [
            (found.document.text[own.start : own.end], own.note) for own in found.own
        ], found.own


@pytest.mark.parametrize("subtype", ["Highlight", "Underline", "Squiggly", "StrikeOut"])
def test_a_mark_lies_on_its_words(subtype):
    marked = Marked()
    marked.add(subtype, line=1, Contents=String("Check this."), NM=String("abc-1"))
    words, (own,) = marked.read()
    assert words == [(WORDS[1][0], "Check this.")]
    assert own.id == "pdf-abc-1"
    assert own.anchor.exact == WORDS[1][0]


def test_times_are_in_utc():
    marked = Marked()
    marked.add("Highlight", CreationDate=String("D:20240926153002+02'00'"), M=String("D:2025"))
    _, (own,) = marked.read()
    assert own.created == "2024-09-26T13:30:02+00:00"
    assert own.modified == "2025-01-01T00:00:00+00:00"


def test_a_mark_without_a_name_gets_the_same_one_every_time():
    marked = Marked()
    marked.add("Highlight")
    marked.add("Highlight", line=2)
    first = [own.id for own in marked.read()[1]]
    assert first == [own.id for own in marked.read()[1]]
    assert len(set(first)) == 2


def test_a_note_that_only_repeats_the_words_is_none():
    marked = Marked()
    marked.add("Highlight", Contents=String(WORDS[0][0].upper()))
    assert marked.read()[0] == [(WORDS[0][0], "")]


def test_a_note_without_words_goes_to_the_nearest_one():
    marked = Marked()
    marked.add("Text", line=2, left=20, right=36, Contents=String("Who said so?"))
    marked.add("FreeText", line=4, left=300, right=390, Contents=String("Ask the pilots."))
    assert marked.read()[0] == [
        (WORDS[2][0].split()[0], "Who said so?"),
        (WORDS[4][0].split()[-1], "Ask the pilots."),
    ]


def test_the_words_of_a_popup_are_the_note_and_answers_are_added():
    marked = Marked()
    mark = marked.add("Highlight")
    popup = marked.add("Popup", Contents=String("From the popup."))
    mark.Popup = popup
    marked.add("Text", IRT=mark, Contents=String("I agree."))
    marked.add("Text", IRT=mark, Contents=String("Accepted by Bo"), StateModel=String("Review"))
    assert marked.read()[0] == [(WORDS[0][0], "From the popup.\nI agree.")]


def test_links_fields_and_marks_on_nothing_are_passed_over():
    marked = Marked()
    marked.add("Link")
    field = marked.add("Widget")
    marked.drawing.pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    marked.add("Highlight", line=40)
    assert marked.read()[0] == []


def test_of_the_marks_sayso_wrote_only_the_readers_own_come_back():
    marked = Marked()
    marked.add("Highlight", NM=String("sayso-Q1"), T=String("Sayso"), Contents=String("Quote 1"))
    marked.add(
        "Highlight", line=1, NM=String("sayso-H1"), T=String("Ines"), Contents=String("Mine")
    )
    assert marked.read()[0] == [(WORDS[1][0], "Mine")]


def test_a_mark_sayso_parted_at_a_pages_end_is_one_again():
    marked = Marked()
    marked.add("Highlight", line=1, NM=String("sayso-H1-1of2"), T=String("Ines"))
    marked.add("Highlight", line=2, NM=String("sayso-H1-2of2"), T=String("Ines"))
    words, (own,) = marked.read()
    assert words == [(f"{WORDS[1][0]} {WORDS[2][0]}", "")]
    assert own.id == "pdf-sayso-H1"


def test_a_mark_across_a_broken_word_covers_all_of_it():
    drawing = Drawing()
    page = drawing.page(("The attri-", 40, 500), ("bution was never in doubt.", 40, 488))
    quads = [38, 509, 200, 509, 38, 497, 200, 497, 38, 497, 68, 497, 38, 485, 68, 485]
    page.obj.Annots = Array(
        [
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Highlight,
                Rect=Array([38, 485, 200, 509]),
                QuadPoints=Array(quads),
            )
        ]
    )
    found = opened(drawing.bytes())
    (own,) = found.own
    assert found.document.text[own.start : own.end] == "The attribution"


def test_marks_on_a_turned_page_lie_on_the_same_words():
    marked = Marked()
    marked.page.obj.Rotate = 90
    marked.add("Highlight", line=1)
    assert marked.read()[0] == [(WORDS[1][0], "")]


def test_damaged_marks_are_passed_over():
    marked = Marked()
    marked.add("Highlight", Contents=pikepdf.Array([1, 2]))
    broken = marked.add("Highlight", line=1)
    broken.QuadPoints = Array([1, 2, 3])
    broken.Rect = String("no box")
    marked.page.obj.Annots.append(Dictionary())
    marked.page.obj.Annots.append(17)
    assert marked.read()[0] == [(WORDS[0][0], "")]
