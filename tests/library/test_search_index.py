"""The search's indexes: what saving leaves for later is merged when there is time."""

import sqlite3

import pytest

from app.library.library import Library
from app.reading.analysis import Analysis


@pytest.fixture
def filled(file, article):
    """A library to which much has been added one by one, and nothing merged."""
    with Library.open(file) as library:
        for number in range(40):
            library.add(article(f"The ferry number {number}.", source=f"{number}.txt"), Analysis())
        yield library


def parts(file):
    """Count the parts of the index of readings."""
    with sqlite3.connect(file) as connection:
        (count,) = connection.execute(
            "SELECT count(DISTINCT segid) FROM search_readings_idx"
        ).fetchone()
    connection.close()
    return count


def test_saving_merges_nothing(filled, file):
    assert parts(file) == 40


def test_tidying_merges_in_steps_and_ends(filled, file):
    steps = 0
    while filled.tidy():
        steps += 1
        assert steps < 1000
    assert steps
    assert parts(file) < 10
    assert not filled.tidy()


def test_everything_is_still_found_afterwards(filled):
    while filled.tidy():
        pass
    assert len(filled.search("ferry")) == 40
    assert [hit.title for hit in filled.search("17")] == [filled.load(18).document.title]


def test_saving_does_not_let_parts_grow_without_end(filled, file, article):
    for number in range(40, 100):
        filled.add(article(f"The ferry number {number}.", source=f"{number}.txt"), Analysis())
    assert parts(file) < 70


def test_a_library_that_merged_while_saving_no_longer_does(filled, file, article):
    filled.close()
    connection = sqlite3.connect(file)
    connection.execute(
        "INSERT INTO search_readings (search_readings, rank) VALUES ('automerge', 2)"
    )
    connection.commit()
    connection.close()
    with Library.open(file) as library:
        for number in range(40, 50):
            library.add(article(f"The ferry number {number}.", source=f"{number}.txt"), Analysis())
    assert parts(file) == 50
