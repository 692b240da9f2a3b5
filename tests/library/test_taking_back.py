"""Whatever changes the library is taken back exactly, or not at all."""

from dataclasses import replace

import pytest

from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation
from app.reading.failures import LibraryFailure
from app.reading.operations import Aspect
from app.reading.spans import Span

TEXT = "We will rebuild the mill, Ada Birk said."


@pytest.fixture
def reading(library, article, said):
    return library.add(article(TEXT, title="Mill"), said(TEXT, "We will rebuild", "Ada Birk"))


@pytest.fixture
def mine():
    return OwnAnnotation("o1", 3, 7, anchor(TEXT, Span(3, 7)), "really?")


def test_a_highlight_is_made_changed_and_deleted_and_all_of_it_taken_back(library, reading, mine):
    later = replace(mine, note="who?")
    done = [
        library.change_own(reading, None, mine),
        library.change_own(reading, mine, later),
        library.change_own(reading, later, None),
    ]
    assert library.load(reading).own == ()
    library.undo(done.pop())
    assert library.load(reading).own == (later,)
    library.undo(done.pop())
    assert library.load(reading).own == (mine,)
    again = library.undo(done.pop())
    assert library.load(reading).own == ()
    library.undo(again)
    assert library.load(reading).own == (mine,)


def test_an_operation_says_what_it_changed(library, reading, mine):
    done = library.change_own(reading, None, mine)
    assert done.what == "the note in “Mill”"
    assert Aspect.OWN in done.aspects
    assert done.readings == {reading}
    assert library.change_own(reading, mine, mine).rows == ()


def test_an_undo_is_refused_when_another_program_changed_the_note(file, library, reading, mine):
    done = library.change_own(reading, None, mine)
    with Library.open(file) as other:
        other.save_own(reading, replace(mine, note="changed elsewhere"))
    with pytest.raises(LibraryFailure, match=r"cannot be taken back.*has been changed since"):
        library.undo(done)
    assert library.load(reading).own[0].note == "changed elsewhere"


def test_a_change_of_what_is_no_longer_there_so_is_refused(file, library, reading, mine):
    library.change_own(reading, None, mine)
    with Library.open(file) as other:
        other.delete_own(reading, "o1")
    with pytest.raises(LibraryFailure, match="The note has been changed since"):
        library.change_own(reading, mine, replace(mine, note="mine"))
    assert library.load(reading).own == ()


def test_a_refused_undo_changes_nothing_at_all(file, library, article):
    first, second = (library.add(article(f"{n}.", source=str(n)), Analysis()) for n in "ab")
    done = library.bin.put([first, second])
    with Library.open(file) as other:
        other.bin.restore([first])
    with pytest.raises(LibraryFailure, match="cannot be taken back"):
        library.undo(done)
    assert [row.id for row in library.readings()] == [first]


def test_reading_on_does_not_stand_in_the_way_of_an_undo(library, reading):
    done = library.bin.put([reading])
    library.bin.restore([reading])
    library.set_place(reading, 12)
    again = library.bin.put([reading])
    library.undo(again)
    assert library.load(reading).place == 12
    with pytest.raises(LibraryFailure, match="cannot be taken back"):
        library.undo(done)


def test_an_undo_is_on_the_disk(file, reading, library):
    library.undo(library.bin.put([reading]))
    with Library.open(file) as other:
        assert other.load(reading).document.title == "Mill"
        assert other.search("mill")
