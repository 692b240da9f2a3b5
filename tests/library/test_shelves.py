"""Tags and collections, and every change of them taken back."""

import pytest

from app.reading.analysis import Analysis
from app.reading.failures import LibraryFailure
from app.reading.operations import Aspect
from app.reading.shelves import Tag


@pytest.fixture
def three(library, article):
    return [library.add(article(f"Mill {n}.", source=f"{n}.txt"), Analysis()) for n in range(3)]


def named(library):
    return {item.name: item for item in library.shelves.collections()}


def test_tags_are_given_and_taken_off(library, three):
    done = library.shelves.tag(three[:2], add=["Water", "mills"])
    assert done.aspects is Aspect.SHELVES
    assert done.readings == frozenset(three[:2])
    assert library.shelves.tags() == [Tag("mills", 2), Tag("Water", 2)]
    library.shelves.tag(three[:1], remove=["water"])
    assert library.load(three[0]).tags == ("mills",)
    assert library.load(three[1]).tags == ("mills", "Water")


def test_a_tag_is_the_same_in_any_case_and_with_any_blanks(library, three):
    library.shelves.tag(three, add=["Water  power"])
    library.shelves.tag(three, add=[" water power "])
    assert library.shelves.tags() == [Tag("Water power", 3)]


def test_tagging_is_taken_back_and_done_again(library, three):
    done = library.shelves.tag(three, add=["Water"])
    back = library.undo(done)
    assert library.shelves.tags() == []
    library.undo(back)
    assert library.shelves.tags() == [Tag("Water", 3)]


def test_a_tag_renamed_to_another_becomes_one_with_it_and_parts_again(library, three):
    library.shelves.tag(three[:2], add=["rivers"])
    library.shelves.tag(three[1:], add=["Water"])
    done = library.shelves.rename_tag("Rivers", "water")
    assert library.shelves.tags() == [Tag("Water", 3)]
    library.undo(done)
    assert library.shelves.tags() == [Tag("rivers", 2), Tag("Water", 2)]


def test_a_deleted_tag_comes_back_with_its_readings(library, three):
    library.shelves.tag(three, add=["Water"])
    done = library.shelves.delete_tag("water")
    assert library.load(three[0]).tags == ()
    library.undo(done)
    assert library.load(three[0]).tags == ("Water",)


@pytest.mark.parametrize("name", ["", "  ", "\n"])
def test_a_name_of_nothing_is_refused(library, three, name):
    with pytest.raises(LibraryFailure, match="needs a name"):
        library.shelves.tag(three, add=[name])
    with pytest.raises(LibraryFailure, match="needs a name"):
        library.shelves.add_collection(name)


def test_an_unknown_tag_is_said(library):
    with pytest.raises(LibraryFailure, match="There is no tag “water”"):
        library.shelves.delete_tag("water")


def test_collections_hold_readings_and_lists_show_them(library, three):
    library.shelves.add_collection("Mills")
    mills = named(library)["Mills"]
    library.shelves.put(three[1:], mills.id)
    library.shelves.put(three[1:], mills.id)
    assert named(library)["Mills"].count == 2
    assert [row.id for row in library.readings(collection=mills.id)] == three[:0:-1]
    library.shelves.take([three[1]], mills.id)
    assert [row.id for row in library.readings(collection=mills.id)] == [three[2]]


def test_what_lies_in_the_bin_is_not_counted(library, three):
    library.shelves.tag(three, add=["Water"])
    library.shelves.add_collection("Mills")
    library.shelves.put(three, named(library)["Mills"].id)
    library.bin.put(three[:1])
    assert library.shelves.tags() == [Tag("Water", 2)]
    assert named(library)["Mills"].count == 2


def test_a_collection_with_all_inside_it_is_deleted_and_comes_back(library, three):
    library.shelves.add_collection("Trade")
    library.shelves.add_collection("Mills", named(library)["Trade"].id)
    library.shelves.put(three, named(library)["Mills"].id)
    before = library.shelves.collections()
    done = library.shelves.delete_collection(named(library)["Trade"].id)
    assert library.shelves.collections() == []
    assert len(library.readings()) == 3
    library.undo(done)
    assert library.shelves.collections() == before


def test_two_collections_of_one_name_need_two_places(library):
    library.shelves.add_collection("Mills")
    with pytest.raises(LibraryFailure, match="There is a collection “mills” already"):
        library.shelves.add_collection("mills")
    library.shelves.add_collection("mills", named(library)["Mills"].id)
    assert len(library.shelves.collections()) == 2


def test_a_collection_cannot_lie_inside_itself(library):
    library.shelves.add_collection("Trade")
    trade = named(library)["Trade"].id
    library.shelves.add_collection("Mills", trade)
    mills = named(library)["Mills"].id
    with pytest.raises(LibraryFailure, match="cannot lie inside itself"):
        library.shelves.move_collection(trade, mills)
    done = library.shelves.move_collection(mills, None)
    assert named(library)["Mills"].parent is None
    library.undo(done)
    assert named(library)["Mills"].parent == trade


def test_a_smart_collection_takes_no_readings_but_another_search(library, three):
    library.shelves.add_collection("By Ada", query="speaker:ada")
    smart = named(library)["By Ada"]
    assert (smart.smart, smart.count) == (True, None)
    with pytest.raises(LibraryFailure, match="is a smart collection"):
        library.shelves.put(three, smart.id)
    library.shelves.change_collection(smart.id, name="By Bo", query="speaker:bo")
    assert named(library)["By Bo"].query == "speaker:bo"


def test_a_collection_that_is_gone_is_said(library, three):
    with pytest.raises(LibraryFailure, match="no longer there"):
        library.shelves.put(three, 77)
