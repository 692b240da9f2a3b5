"""A second export into the same file brings it up to date: nothing doubles, nothing of others goes."""

import io
from dataclasses import replace

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from app.exporting.formats import export
from app.exporting.in_place.annotated_in_place import annotated_in_place
from app.reading.exports import IN_PLACE, Choice, Kind
from tests.exporting.in_place.making import (
    CHOICE,
    FORTY,
    READER,
    exported,
    marks,
    own_on,
    plain,
    reading_of,
    with_own,
    words_under,
)

FIRST, SECOND, THIRD = ("sayso-H-" + digit * 32 for digit in "123")


def changed_elsewhere(pdf: bytes, change, *, whole: bool = False) -> bytes:
    """Return the PDF as another program writes it after `change(annotations by name, page)`."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        change({str(one.NM): one for one in page.Annots if "/NM" in one}, page)
        written = io.BytesIO()
        document.save(written, linearize=whole)
    return written.getvalue()


def without(name):
    def change(found, page):
        page.Annots = Array([one for one in page.Annots if str(one.get("/NM")) != name])

    return change


def noted(name, words):
    def change(found, page):
        found[name].Contents = String(words)

    return change


def test_nothing_new_leaves_the_file_as_it_is():
    source = plain()
    made = exported(source)
    assert exported(source, made) == made


def test_names_stay_when_marks_before_them_go():
    reading = reading_of(plain())
    before = words_under(annotated_in_place(reading, CHOICE))
    analysis = replace(reading.analysis, attributions=reading.analysis.attributions[:1])
    after = words_under(annotated_in_place(replace(reading, analysis=analysis), CHOICE))
    assert after.items() < before.items()


def test_a_changed_note_is_written_into_the_annotation_that_is_there():
    source = plain()
    reading = reading_of(source)
    made = annotated_in_place(reading, CHOICE)
    newer = with_own(reading, "1" * 32, note="Counted twice", modified="2026-04-01T08:00:00+00:00")
    again = annotated_in_place(newer, CHOICE, made)
    assert again.startswith(made)
    there, before = marks(again), marks(made)
    assert str(there[FIRST].Contents) == "Counted twice"
    assert str(there[FIRST].M) == "D:20260401080000Z"
    assert there[FIRST].objgen == before[FIRST].objgen
    assert list(there) == list(before)


def test_marks_that_are_gone_go_and_new_ones_come():
    source = plain()
    reading = reading_of(source)
    made = annotated_in_place(reading, CHOICE)
    text = reading.document.text
    own = (reading.own[0], own_on(text, "apple growers", "3" * 32, "Which?"))
    again = annotated_in_place(replace(reading, own=own), CHOICE, made)
    there = marks(again)
    assert SECOND not in there
    assert words_under(again)[THIRD] == "applegrowers"
    with pikepdf.open(io.BytesIO(again)) as document:
        annotations = document.pages[0].Annots
        assert len(annotations) == 14
        assert {str(one.Subtype) for one in annotations} == {"/Highlight", "/Underline", "/Popup"}


def test_kinds_that_are_no_longer_wanted_go():
    source = plain()
    made = exported(source)
    choice = Choice(READER, marks=frozenset({Kind.OWN}))
    assert set(marks(annotated_in_place(reading_of(source), choice, made))) == {FIRST, SECOND}


def test_a_mark_with_other_ends_is_drawn_anew():
    source = plain()
    reading = reading_of(source)
    made = annotated_in_place(reading, CHOICE)
    longer = own_on(reading.document.text, FORTY + " and only", "1" * 32, "Whose count? — ask")
    again = annotated_in_place(replace(reading, own=(longer,)), CHOICE, made)
    assert words_under(again)[FIRST] == (FORTY + " and only").replace(" ", "")


@pytest.mark.parametrize("whole", [False, True], ids=["written", "linearised"])
def test_what_another_program_did_is_kept(whole):
    source = plain()
    made = exported(source)

    def change(found, page):
        found[FIRST].Contents = String("Theirs")
        found[SECOND].QuadPoints = Array([30, 500, 100, 500, 30, 488, 100, 488])
        found[SECOND].C = Array([0, 1, 1])
        page.Annots.append(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Text,
                Rect=Array([300, 500, 318, 518]),
                Contents=String("A sticky note"),
                NM=String("theirs-1"),
            )
        )

    other = changed_elsewhere(made, change, whole=whole)
    again = exported(source, other)
    assert again.startswith(other)
    there = marks(again)
    assert str(there[FIRST].Contents) == "Theirs"
    assert [float(value) for value in there[SECOND].QuadPoints][:2] == [30, 500]
    assert [float(value) for value in there[SECOND].C] == [0, 1, 1]
    with pikepdf.open(io.BytesIO(again)) as document:
        assert (
            [str(one.NM) for one in document.pages[0].Annots].count("theirs-1") == 1
            if False
            else True
        )
        assert sum(str(one.get("/NM")) == "theirs-1" for one in document.pages[0].Annots) == 1


def test_a_note_of_theirs_stays_until_it_came_home():
    source = plain()
    reading = reading_of(source)
    other = changed_elsewhere(exported(source), noted(FIRST, "Theirs"))
    kept = annotated_in_place(
        with_own(reading, "1" * 32, note="Mine", modified="2027-01-01T00:00:00+00:00"),
        CHOICE,
        other,
    )
    there = marks(kept)
    assert str(there[FIRST].Contents) == "Theirs"
    home = with_own(reading, "1" * 32, note="Theirs")
    settled = annotated_in_place(home, CHOICE, kept)
    newer = annotated_in_place(with_own(home, "1" * 32, note="Mine again"), CHOICE, settled)
    there = marks(newer)
    assert str(there[FIRST].Contents) == "Mine again"


def test_what_another_program_deleted_does_not_come_back():
    source = plain()
    reading = reading_of(source)
    quote = next(name for name in marks(exported(source)) if "-Q-" in name)
    other = changed_elsewhere(exported(source), without(FIRST))
    other = changed_elsewhere(other, without(quote))
    again = annotated_in_place(reading, CHOICE, other)
    again = annotated_in_place(reading, CHOICE, again)
    assert {FIRST, quote}.isdisjoint(marks(again))
    assert SECOND in marks(again)


def test_a_source_that_holds_our_marks_already_is_brought_up_to_date():
    made = exported(plain())
    reading = reading_of(made)
    brought = tuple(own for own in reading.own if own.id.startswith("pdf-"))
    assert {own.id for own in brought} == {f"pdf-{FIRST}", f"pdf-{SECOND}"}
    reading = replace(reading, own=brought)
    again = annotated_in_place(reading, CHOICE)
    assert again.startswith(made)
    assert list(marks(again)) == list(marks(made))
    newer = annotated_in_place(with_own(reading, f"pdf-{FIRST}", note="Counted twice"), CHOICE)
    there = marks(newer)
    assert str(there[FIRST].Contents) == "Counted twice"
    assert list(there) == list(marks(made))


def test_somebody_else_s_highlight_is_not_doubled_and_takes_a_new_note():
    made = plain_with_highlight()
    reading = reading_of(made)
    theirs = next(own for own in reading.own if own.id == "pdf-abc")
    again = annotated_in_place(reading, CHOICE)
    assert len(marks(again)) == 8
    there = marks(annotated_in_place(with_own(reading, theirs.id, note="Mine now"), CHOICE, again))
    assert str(there["abc"].Contents) == "Mine now"
    assert len(there) == 8


def plain_with_highlight() -> bytes:
    with pikepdf.open(io.BytesIO(plain())) as document:
        document.pages[0].Annots = Array(
            [
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Highlight,
                    Rect=Array([210, 545, 300, 572]),
                    QuadPoints=Array([214, 570, 330, 570, 214, 557, 330, 557]),
                    Contents=String("Theirs"),
                    NM=String("abc"),
                    T=String("Someone"),
                )
            ]
        )
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


def test_export_goes_on_from_the_file_that_is_there(tmp_path):
    target = tmp_path / "harbour.pdf"
    source = plain()
    reading = reading_of(source)
    export(reading, IN_PLACE, target, CHOICE)
    first = target.read_bytes()
    export(with_own(reading, "1" * 32, note="Counted twice"), IN_PLACE, target, CHOICE)
    second = target.read_bytes()
    assert second.startswith(first)
    assert first.startswith(source)
    assert len(marks(second)) == 7
