"""What stands on each shelf, page by page, and how many readings there are."""

import pytest

from app.reading.analysis import Analysis
from app.reading.imported import ImportedItem
from app.reading.shelves import Tag, Totals


@pytest.fixture
def five(library, article):
    made = [library.add(article(f"Mill {n}.", source=f"{n}.txt"), Analysis()) for n in range(5)]
    return made[::-1]  # as lists show them


def ids(summaries):
    return [row.id for row in summaries]


def test_readings_of_a_tag_come_page_by_page(library, five):
    library.shelves.tag(five[:3], add=["so-called “water”"])
    library.shelves.tag(five[3:], add=["mills"])
    contents = library.shelves.contents
    first = contents.tagged("so-called “water”", limit=2)
    assert ids(first) == five[:2]
    last = first[-1]
    rest = contents.tagged("so-called “water”", limit=2, before=(last.added, last.id))
    assert ids(rest) == five[2:3]
    assert contents.tagged("nobody's") == []


def test_what_lies_in_the_bin_stands_on_no_shelf(library, five):
    library.shelves.tag(five, add=["mills"])
    library.bin.put(five[:2])
    assert ids(library.shelves.contents.tagged("mills")) == five[2:]
    assert library.shelves.contents.totals() == Totals(3, 0, 2)


def test_tags_of_several_readings_are_counted(library, five):
    library.shelves.tag(five[:3], add=["mills"])
    library.shelves.tag(five[:1], add=["Water"])
    library.shelves.tag(five[4:], add=["other"])
    assert library.shelves.contents.tags_of(five[:2]) == [Tag("Water", 1), Tag("mills", 2)]
    assert library.shelves.contents.tags_of([]) == []


def test_what_lacks_its_text_is_to_be_fetched(library, five):
    bare = [
        ImportedItem(f"tool:{n}", f"Far {n}", f"https://far.example/{n}", added=f"2023-02-0{n}")
        for n in range(1, 4)
    ]
    taken = [one.reading for one in library.imports.take_in(bare)]
    contents = library.shelves.contents
    assert contents.totals() == Totals(8, 3, 0)
    first = contents.to_fetch(limit=2)
    assert [row.title for row in first] == ["Far 3", "Far 2"]
    assert ids(contents.to_fetch(limit=2, before=(first[-1].added, first[-1].id))) == taken[:1]
    library.bin.put(taken[1:])
    assert ids(contents.to_fetch()) == taken[:1]
    assert contents.totals() == Totals(6, 1, 2)
