"""Deleted readings are kept whole in the bin until the reader empties it."""

import pytest

from app.library.library import Library
from app.reading.analysis import Analysis
from app.reading.failures import LibraryFailure


@pytest.fixture
def two(library, article):
    return [
        library.add(article(f"The {n} stands.", source=n, title=n.title()), Analysis())
        for n in ("mill", "kiln")
    ]


def test_the_bin_shows_what_was_deleted_and_when(library, two):
    library.bin.put(two[:1])
    library.bin.put(two[1:])
    found = library.bin.contents()
    assert [summary.title for summary, _ in found] == ["Kiln", "Mill"]
    assert found[0][1] >= found[1][1] > "2024"
    assert library.bin.count() == 2
    last, when = found[0]
    assert [row.title for row, _ in library.bin.contents(before=(when, last.id))] == ["Mill"]


def test_what_is_in_the_bin_is_restored_after_a_restart(file, library, two):
    library.bin.put(two)
    library.close()
    with Library.open(file) as later:
        later.bin.restore(two)
        assert [row.id for row in later.readings()] == two[::-1]
        assert later.search("kiln")


def test_only_what_lies_in_the_bin_is_deleted_for_good(library, two):
    library.bin.put(two[:1])
    assert library.bin.purge(two) == 1
    assert [row.id for row in library.readings()] == two[1:]
    with pytest.raises(LibraryFailure, match="There is no reading"):
        library.bin.restore(two[:1])
    assert library.search("mill") == []


def test_the_emptied_bin_leaves_nothing_behind(library, two, article):
    library.shelves.tag(two, add=["Water"])
    library.bin.put(two)
    assert library.bin.empty() == 2
    with library._database.reading() as connection:
        for table in ("texts", "blocks", "reading_tags", "search_readings", "sketches"):
            count = f"SELECT count(*) FROM {table}"  # noqa: S608 -- a constant
            assert connection.exec_driver_sql(count).scalar() == 0, table
    assert library.add(article("New."), Analysis()) > max(two)


def test_a_newer_version_forgets_the_one_that_was_purged(library, article):
    old = library.add(article("The mill stood."), Analysis())
    new = library.add(article("The mill stands."), Analysis())
    assert library.load(new).earlier == old
    library.bin.put([old])
    library.bin.empty()
    with library._database.reading() as connection:
        earlier = connection.exec_driver_sql("SELECT earlier FROM readings").scalar()
    assert earlier is None
