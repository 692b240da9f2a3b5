"""What other programs do to an exported PDF comes home: notes, places, tags, and what is new or gone."""

import io
import subprocess
from dataclasses import replace

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, String

from app.exporting.in_place.annotated_in_place import annotated_in_place
from app.exporting.pdf.annotated_pdf import annotated_pdf
from app.opening.pdf.brought_back import brought_back, exported_in
from app.opening.request import Request
from app.reading.brought_back import (
    Added,
    Aspect,
    Changed,
    Deleted,
    Rejected,
    differences,
    is_offered_only,
)
from app.reading.decisions import stretch
from tests.exporting.in_place.making import CHOICE, FORTY, PIER, marks, plain, reading_of, with_own

FIRST, SECOND = "1" * 32, "2" * 32
REQUEST = Request("changed.pdf")
WAYS = {"in place": annotated_in_place, "typeset": annotated_pdf}


@pytest.fixture(scope="module")
def reading():
    return reading_of(plain())


@pytest.fixture(scope="module", params=WAYS)
def made(request, reading):
    return WAYS[request.param](reading, CHOICE)


def compared(reading, pdf: bytes):
    exported = exported_in(pdf, REQUEST)
    return differences(reading, exported, brought_back(pdf, REQUEST, reading.document, exported))


class Elsewhere:
    """Another program with the PDF open."""

    def __init__(self, pdf: bytes) -> None:
        self.document = pikepdf.open(io.BytesIO(pdf))
        self.page = self.document.pages[0]

    def named(self, own: str) -> Dictionary:
        """Return the annotation of one of the reader's own, whatever it is called in this PDF."""
        words = {FIRST: "Whose count? — ask", SECOND: ""}[own]
        return next(
            one
            for one in self.page.Annots
            if str(one.get("/Subj")) == "Highlight" and str(one.Contents) == words
        )

    def detected(self, kind: str) -> Dictionary:
        return next(one for one in self.page.Annots if str(one.get("/Subj")) == kind)

    def add(self, subtype: str, box, **more) -> None:
        left, bottom, right, top = box
        one = Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array(list(box)), **more
        )
        if subtype == "Highlight":
            one.QuadPoints = Array([left, top, right, top, left, bottom, right, bottom])
        self.page.Annots.append(self.document.make_indirect(one))

    def delete(self, gone) -> None:
        self.page.Annots = Array([one for one in self.page.Annots if one.objgen != gone.objgen])

    def box_of(self, words: str) -> tuple[float, float, float, float]:
        """Return where words stand on the page, as a reader sees them."""
        drawn = pypdfium2.PdfDocument(self.saved())
        text = drawn[0].get_textpage()
        index, count = text.search(words).get_next()
        boxes = [text.get_charbox(index + step, loose=True) for step in range(count)]
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )

    def saved(self) -> bytes:
        written = io.BytesIO()
        self.document.save(written)
        return written.getvalue()


def test_an_unchanged_pdf_brings_nothing(reading, made):
    assert compared(reading, made) == ()


def test_a_pdf_written_anew_by_another_program_brings_nothing(reading, made, tmp_path):
    before, after = tmp_path / "before.pdf", tmp_path / "after.pdf"
    before.write_bytes(made)
    subprocess.run(
        ["mutool", "clean", "-ggg", "-z", before, after], check=True, capture_output=True
    )
    assert compared(reading, after.read_bytes()) == ()


def test_a_changed_note_comes_home(reading, made):
    there = Elsewhere(made)
    there.named(FIRST).Contents = String("The harbour's own — call Monday")
    (change,) = compared(reading, there.saved())
    assert isinstance(change, Changed)
    assert change.before.id == change.after.id == FIRST
    assert change.after.note == "The harbour's own — call Monday"
    assert change.what == {Aspect.NOTE}
    assert not is_offered_only(change)


def test_a_note_changed_on_both_sides_is_only_offered(reading, made):
    there = Elsewhere(made)
    there.named(FIRST).Contents = String("Theirs")
    (change,) = compared(with_own(reading, FIRST, note="Mine"), there.saved())
    assert change.both
    assert is_offered_only(change)


def test_what_was_changed_here_alone_is_no_difference(reading, made):
    assert compared(with_own(reading, FIRST, note="Mine"), made) == ()


def test_replies_come_home_behind_the_note(reading, made):
    there = Elsewhere(made)
    there.add(
        "Text",
        (300, 500, 318, 518),
        IRT=there.named(FIRST),
        Contents=String("I asked: it was theirs."),
    )
    (change,) = compared(reading, there.saved())
    assert change.after.note == "Whose count? — ask\nI asked: it was theirs."


def test_a_moved_highlight_comes_home(reading, made):
    there = Elsewhere(made)
    left, bottom, right, top = there.box_of("eleven")
    there.named(FIRST).QuadPoints = Array([left, top, right, top, left, bottom, right, bottom])
    (change,) = compared(reading, there.saved())
    assert change.what == {Aspect.PLACE}
    assert reading.document.text[slice(*change.after.span)] == "eleven"
    assert change.after.anchor.exact == "eleven"


def test_tags_come_home(reading, made):
    there = Elsewhere(made)
    there.named(FIRST)[Name("/Zotero:Tags")] = String('["boats", "to check"]')
    (change,) = compared(reading, there.saved())
    assert change.what == {Aspect.TAGS}
    assert change.after.tags == ("boats", "to check")


def test_a_new_highlight_comes_home_with_all_it_says(reading, made):
    there = Elsewhere(made)
    there.add(
        "Highlight",
        there.box_of("apple growers"),
        Contents=String("Which growers?"),
        NM=String("new-1"),
        M=String("D:20260501120000+02'00'"),
    )
    (new,) = compared(reading, there.saved())
    assert isinstance(new, Added)
    assert new.own.id == "pdf-new-1"
    assert new.own.anchor.exact == "apple growers"
    assert new.own.note == "Which growers?"
    assert new.own.modified == "2026-05-01T10:00:00+00:00"


def test_a_new_note_goes_to_the_nearest_word(reading, made):
    there = Elsewhere(made)
    left, bottom, _, top = there.box_of("grandparents")
    there.add("Text", (left, bottom, left + 18, top), Contents=String("Whose?"))
    (new,) = compared(reading, there.saved())
    assert new.own.note == "Whose?"
    assert new.own.anchor.exact == "grandparents"


def test_what_was_taken_over_is_not_new_again(reading, made):
    there = Elsewhere(made)
    there.add("Highlight", there.box_of("apple growers"), NM=String("new-1"))
    (new,) = compared(reading, there.saved())
    assert compared(replace(reading, own=(*reading.own, new.own)), there.saved()) == ()


def test_a_deleted_highlight_is_only_offered_for_deletion(reading, made):
    there = Elsewhere(made)
    there.delete(there.named(SECOND))
    (gone,) = compared(reading, there.saved())
    assert isinstance(gone, Deleted)
    assert gone.own.id == SECOND
    assert is_offered_only(gone)


def test_a_deleted_detected_mark_is_offered_as_rejected(reading, made):
    there = Elsewhere(made)
    there.delete(there.detected("Number"))
    (gone,) = compared(reading, there.saved())
    assert isinstance(gone, Rejected)
    assert gone.mark == reading.analysis.quantities[0]
    assert is_offered_only(gone)
    there.delete(there.detected("Paraphrase"))
    quote, number = sorted(compared(reading, there.saved()), key=lambda one: one.words)
    assert stretch(quote.mark) == reading.analysis.attributions[0].content[0]
    assert number == gone


def test_a_deleted_source_takes_nothing_away(reading, made):
    there = Elsewhere(made)
    there.delete(there.detected("Source"))
    assert compared(reading, there.saved()) == ()


def test_what_is_written_to_a_detected_mark_becomes_a_note(reading, made):
    there = Elsewhere(made)
    number = there.detected("Number")
    number.Contents = String(f"{number.Contents}\n\nThe log says 38.")
    (new,) = compared(reading, there.saved())
    assert isinstance(new, Added)
    assert new.own.note == "The log says 38."
    assert new.own.anchor.exact == "forty boats"
    taken = replace(reading, own=(*reading.own, new.own))
    assert compared(taken, there.saved()) == ()


def test_what_was_deleted_here_does_not_come_back(reading, made):
    assert compared(replace(reading, own=reading.own[:1]), made) == ()


def test_without_what_the_pdf_knew_the_newer_side_wins_and_nothing_is_gone(reading):
    there = Elsewhere(annotated_in_place(reading, CHOICE))
    del there.document.docinfo["/Sayso"]
    there.named(FIRST).Contents = String("Theirs")
    there.delete(there.named(SECOND))
    assert compared(reading, there.saved()) == ()
    there.document.pages[0].Annots[0].M = String("D:20300101")
    (change,) = compared(reading, there.saved())
    assert change.after.note == "Theirs"


def test_in_a_text_read_anew_places_are_left_alone(reading):
    made = annotated_in_place(reading, CHOICE)
    there = Elsewhere(made)
    there.named(FIRST).Contents = String("Theirs")
    document = replace(reading.document, text=reading.document.text.replace("boats", "BOATS"))
    (change,) = compared(replace(reading, document=document), there.saved())
    assert change.what == {Aspect.NOTE}


def test_pdfium_s_own_changes_come_home(reading, made):
    """PDFium writes annotations in its own way: as Chromium's viewer and many others do."""
    drawn = pypdfium2.PdfDocument(made)
    page = drawn[0]
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        handle = pdfium.FPDFPage_GetAnnot(page.raw, index)
        length = pdfium.FPDFAnnot_GetStringValue(handle, b"Contents", None, 0)
        before = (pdfium.FPDF_WCHAR * (length // 2))()
        pdfium.FPDFAnnot_GetStringValue(handle, b"Contents", before, length)
        if bytes(before).decode("utf-16-le") == "Whose count? — ask\0":
            words = "By PDFium\0".encode("utf-16-le")
            after = (pdfium.FPDF_WCHAR * (len(words) // 2)).from_buffer_copy(words)
            pdfium.FPDFAnnot_SetStringValue(handle, b"Contents", after)
        pdfium.FPDFPage_CloseAnnot(handle)
    written = io.BytesIO()
    drawn.save(written)
    (change,) = compared(reading, written.getvalue())
    assert (change.before.id, change.after.note) == (FIRST, "By PDFium")


MUTOOL = """
var document = new PDFDocument(scriptArgs[0])
var page = document.loadPage(0)
page.getAnnotations().forEach(function (one) {
    if (one.getContents() == "Whose count? — ask") one.setContents("By MuPDF")
})
var made = page.createAnnotation("Highlight")
made.setQuadPoints([JSON.parse(scriptArgs[2])])
made.setContents("New in MuPDF")
made.update()
document.save(scriptArgs[1], "incremental")
"""


def test_mupdf_s_own_changes_come_home(reading, tmp_path):
    made = annotated_in_place(reading, CHOICE)
    script, before, after = (tmp_path / name for name in ("edit.js", "before.pdf", "after.pdf"))
    script.write_text(MUTOOL)
    before.write_bytes(made)
    after.write_bytes(made)
    left, bottom, right, top = Elsewhere(made).box_of("apple growers")
    height = 600  # MuPDF counts from the top
    quad = [left, height - top, right, height - top, left, height - bottom, right, height - bottom]
    subprocess.run(
        ["mutool", "run", script, before, after, str(quad)], check=True, capture_output=True
    )
    assert after.read_bytes().startswith(made)
    found = compared(reading, after.read_bytes())
    assert [type(one) for one in found] == [Changed, Added]
    assert found[0].after.note == "By MuPDF"
    assert found[1].own.note == "New in MuPDF"
    assert found[1].own.anchor.exact == "apple growers"
    again = annotated_in_place(reading, CHOICE, after.read_bytes())
    there = marks(again)
    assert str(there[f"sayso-H-{FIRST}"].Contents) == "By MuPDF"


def test_a_round_trip_settles(reading):
    """Changed there, taken over here, exported again: both sides then say the same."""
    there = Elsewhere(annotated_in_place(reading, CHOICE))
    there.named(FIRST).Contents = String("Theirs")
    there.add("Highlight", there.box_of("apple growers"), NM=String("new-1"))
    changed, added = compared(reading, there.saved())
    own = (changed.after, reading.own[1], added.own)
    home = replace(reading, own=own)
    again = annotated_in_place(home, CHOICE, there.saved())
    assert compared(home, again) == ()
    assert annotated_in_place(home, CHOICE, again) == again
    assert {FORTY, PIER} == {one.anchor.exact for one in reading.own}
