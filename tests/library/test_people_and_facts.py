"""Names that are one speaker, and the facts a reading is cited by."""

import pytest

from app.reading.analysis import Analysis
from app.reading.document import Part
from app.reading.failures import LibraryFailure
from app.reading.operations import Aspect

TEXT = "We will rebuild the mill, Ada Birk said."


@pytest.fixture
def reading(library, article, said):
    return library.add(
        article(TEXT, title="Mill", byline="Jo Orsel", published="2024-05-01", outlet="The Post"),
        said(TEXT, "We will rebuild", "Ada Birk"),
    )


def test_names_are_united_and_separated_again(library, reading):
    before = library.load(reading)
    done = library.people.unite("Birk", "Ada Birk")
    assert done.aspects is Aspect.PEOPLE
    assert library.people.names_of("Birk") == ["Ada Birk", "Birk"]
    library.people.unite("Mayor Birk", "Birk")
    assert library.people.names_of("Ada Birk") == ["Ada Birk", "Birk", "Mayor Birk"]
    assert library.load(reading) == before
    library.people.separate("Birk")
    assert library.people.names_of("Birk") == ["Birk"]
    assert library.people.names_of("Mayor Birk") == ["Ada Birk", "Mayor Birk"]


def test_uniting_is_taken_back(library, reading):
    done = library.people.unite("Birk", "Ada Birk")
    library.undo(done)
    assert library.people.names_of("Birk") == ["Birk"]


def test_whole_groups_of_names_are_united_and_never_in_a_ring(library, reading):
    library.people.unite("A1", "A2")
    library.people.unite("B1", "B2")
    library.people.unite("A1", "B1")
    names = {"A1", "A2", "B1", "B2"}
    assert all(set(library.people.names_of(name)) == names for name in names)
    assert library.people.unite("B2", "A2").rows == ()


def test_a_field_is_changed_and_lists_show_it(library, reading):
    done = library.facts.set(
        reading,
        {
            "title": "The mill",
            "author": [{"family": "Orsel", "given": "Johanna"}, {"literal": "Staff"}],
            "issued": {"date-parts": [[2024, 5]]},
            "container-title": "Valley Post",
            "volume": "7",
            "page": "3-4",
            "type": "article-magazine",
        },
    )
    kept = library.load(reading)
    assert kept.document.byline == "Johanna Orsel, Staff"
    assert (kept.document.published, kept.document.outlet) == ("2024-05", "Valley Post")
    assert (kept.csl["volume"], kept.csl["type"]) == ("7", "article-magazine")
    assert library.summary(reading).title == "The mill"
    assert library.search("johanna")
    library.undo(done)
    assert library.load(reading).document.title == "Mill"
    assert library.load(reading).csl["author"] == [{"literal": "Jo Orsel"}]
    assert "volume" not in library.load(reading).csl


def test_a_field_is_emptied(library, reading):
    library.facts.set(reading, {"container-title": "", "issued": None})
    kept = library.load(reading)
    assert (kept.document.outlet, kept.document.published) == ("", "")
    assert "issued" not in kept.csl


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"type": "newspaper"}, "“newspaper” is no type of work"),
        ({"author": "Jo Orsel"}, "“author” needs names"),
        ({"issued": "yesterday"}, "“issued” needs a date"),
        ({"issued": {"date-parts": [["x"]]}}, "“issued” needs a date"),
        ({"volume": ["7"]}, "“volume” needs words"),
    ],
)
def test_a_value_its_field_cannot_hold_is_refused(library, reading, fields, told):
    before = library.load(reading)
    with pytest.raises(LibraryFailure, match=told):
        library.facts.set(reading, {"title": "Other", **fields})
    assert library.load(reading) == before


def test_what_opening_found_fills_the_item(library, article):
    document = article(
        TEXT, title="Kilns", byline="Jo Orsel", doi="10.1000/kiln", published="2021-03",
        address="https://a.example/kiln", language="en", part=Part("On clay", 2, 9),
    )  # fmt: skip
    csl = library.load(library.add(document, Analysis())).csl
    accessed = csl.pop("accessed")
    assert len(accessed["date-parts"][0]) == 3
    assert csl == {
        "type": "chapter",
        "title": "Kilns",
        "author": [{"literal": "Jo Orsel"}],
        "container-title": "On clay",
        "chapter-number": "2",
        "DOI": "10.1000/kiln",
        "issued": {"date-parts": [[2021, 3]]},
        "URL": "https://a.example/kiln",
        "language": "en",
    }
