"""All that the library knows of a reading besides its text and its marks."""

from __future__ import annotations

import hashlib

import pytest

from app.library.lists import now
from app.reading.analysis import Analysis
from app.reading.document import Original
from app.reading.failures import LibraryFailure

CONTENT = b"<p>The harbour bridge is closed.</p>"


def test_facts_shelves_origin_and_marks_are_told(library, article, said):
    document = article(
        title="The bridge",
        address="https://quay.example/1",
        language="en",
        original=Original(CONTENT, "text/html", "2024-05-01T10:00:00+00:00"),
    )
    reading = library.add(document, said(document.text, "bridge", "Ada Birk"))
    press = library.shelves.add_collection("Press").rows[0].key["id"]
    library.shelves.put([reading], press)
    library.shelves.tag([reading], add=["water", "Bridges"])
    library.facts.set(reading, {"title": "The closed bridge"})
    found = library.facts.of(reading)
    assert (found.reading, found.source, found.address) == (
        reading,
        document.source,
        document.address,
    )
    assert found.csl["title"] == "The closed bridge"
    assert found.edited == {"title"}
    assert (found.words, found.language, found.pipeline) == (5, "en", "test 1")
    assert found.marked <= now()
    assert found.original.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert found.original.media_type == "text/html"
    assert found.tags == ("Bridges", "water")
    assert [item.name for item in found.collections] == ["Press"]
    assert (found.earlier, found.later) == (None, None)


def test_versions_know_each_other(library, article):
    first = library.add(article(), Analysis())
    second = library.add(article("The harbour bridge is open again."), Analysis())
    assert library.facts.of(first).later.id == second
    assert library.facts.of(second).earlier.id == first
    assert library.facts.of(second).original is None
    library.bin.put([second])
    assert library.facts.of(first).later is None


def test_of_what_lies_in_the_bin_nothing_is_told(library, article):
    reading = library.add(article(), Analysis())
    library.bin.put([reading])
    with pytest.raises(LibraryFailure):
        library.facts.of(reading)
