"""The same article twice is found, and made one without losing anything."""

from dataclasses import replace

import pytest

from app.reading.analysis import Analysis
from app.reading.anchors import anchor
from app.reading.annotation import OwnAnnotation, Standing
from app.reading.spans import Span

WORDS = [
    f"In year {n} the mill ground {n * 7} sacks, and its owner number {n} wrote them all down."
    for n in range(30)
]
TEXT = "\n".join(WORDS)
NEARLY = TEXT.replace("year 7 ", "the wet year 7 ").replace("number 20 wrote", "number 20 put")


def own(text, words, name, note=""):
    span = Span(text.index(words), text.index(words) + len(words))
    return OwnAnnotation(name, *span, anchor(text, span), note)


def pairs(library):
    return {
        (min(p.one.id, p.other.id), max(p.one.id, p.other.id)): round(p.likeness, 2)
        for p in library.doubles.all()
    }


def test_the_same_address_written_otherwise_is_the_same_article(library, article):
    one = library.add(
        article("A kiln.", source="a.html", address="https://www.a.example/kiln/?utm_source=x"),
        Analysis(),
    )
    two = library.add(article("A kiln, anew.", source="http://a.example/kiln#top"), Analysis())
    library.add(article("A third.", source="https://a.example/kiln2"), Analysis())
    (found,) = library.doubles.of(two)
    assert (found.one.id, found.other.id, found.likeness) == (two, one, 1.0)
    assert pairs(library) == {(one, two): 1.0}


def test_nearly_the_same_text_from_elsewhere_is_found(library, article):
    one = library.add(article(TEXT, source="one.txt"), Analysis())
    two = library.add(article(NEARLY, source="two.txt"), Analysis())
    library.add(
        article(TEXT.replace("mill", "forge").replace("sacks", "nails"), source="3"), Analysis()
    )
    (found,) = library.doubles.of(one)
    assert found.other.id == two
    assert 0.8 < found.likeness < 1
    assert set(pairs(library)) == {(one, two)}


def test_short_texts_are_the_same_only_word_for_word(library, article):
    library.add(article("The bridge is closed.", source="1"), Analysis())
    library.add(article("The bridge is open.", source="2"), Analysis())
    assert pairs(library) == {}
    third = library.add(article("The bridge is open.", source="3"), Analysis())
    assert [found.other.id for found in library.doubles.of(third)] == [2]


def test_versions_of_one_article_are_no_doubles(library, article):
    library.add(article(TEXT, source="https://a.example/mill"), Analysis())
    second = library.add(article(NEARLY, source="https://a.example/mill"), Analysis())
    third = library.add(article(NEARLY + " Yes.", source="https://a.example/mill"), Analysis())
    assert library.doubles.of(second) == library.doubles.of(third) == []
    assert pairs(library) == {}


def test_what_lies_in_the_bin_is_no_double(library, article):
    one = library.add(article(TEXT, source="one.txt"), Analysis())
    two = library.add(article(TEXT, source="two.txt"), Analysis())
    library.bin.put([one])
    assert library.doubles.of(two) == []
    assert pairs(library) == {}


@pytest.fixture
def both(library, article):
    one = library.add(article(TEXT, source="one.txt"), Analysis())
    two = library.add(article(NEARLY, source="two.txt"), Analysis())
    library.save_own(one, own(TEXT, "the mill ground 14 sacks", "o1", "check"))
    library.save_own(two, own(NEARLY, "the mill ground 14 sacks", "o1", "check"))
    library.save_own(two, own(NEARLY, "number 20 put them all down", "o2", "or wrote?"))
    library.save_own(two, own(NEARLY, "year 9 the mill", "o1b"))
    library.shelves.tag([one], add=["Mills"])
    library.shelves.tag([two], add=["mills", "Valley"])
    library.shelves.add_collection("Trade")
    library.shelves.put([two], library.shelves.collections()[0].id)
    return one, two


def test_uniting_moves_everything_over_and_parts_again_exactly(library, both):
    one, two = both
    before = [library.load(reading) for reading in both]
    done = library.doubles.unite(one, two)
    kept = library.load(one)
    assert kept.tags == ("Mills", "Valley")
    words = {item.id: kept.document.text[item.start : item.end] for item in kept.own}
    assert words == {
        "o1": "the mill ground 14 sacks",
        "o1b": "year 9 the mill",
        "o2": "number 20 wrote them all down",
    }
    assert {item.id: item.score < 1 for item in kept.own}["o2"]
    assert [row.id for row in library.readings(collection=1)] == [one]
    assert [row.id for row, _ in library.bin.contents()] == [two]
    assert pairs(library) == {}
    library.undo(done)
    assert [library.load(reading) for reading in both] == before
    assert library.readings(collection=1)[0].id == two


def test_what_has_no_place_in_the_kept_text_is_kept_as_lost(library, both):
    one, two = both
    far = own(NEARLY, "the wet year 7", "o7", "odd")
    library.save_own(two, replace(far, anchor=replace(far.anchor, exact="quite other words here")))
    library.doubles.unite(one, two)
    (lost,) = library.load(one).aside
    assert (lost.id, lost.standing, lost.note) == ("o7", Standing.LOST, "odd")


def test_a_mark_of_the_same_id_but_other_words_is_not_lost(library, both):
    one, two = both
    library.save_own(one, own(TEXT, "year 11", "o2", "mine"))
    library.doubles.unite(one, two)
    assert {item.note for item in library.load(one).own} >= {"mine", "or wrote?"}
