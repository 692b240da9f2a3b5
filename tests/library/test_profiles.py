"""What the library knows of a speaker across readings."""

import pytest

from app.reading.analysis import Analysis
from app.reading.attribution import Act, Attribution, AttributionKind
from app.reading.document import Document
from app.reading.quantity import Quantity, QuantityKind
from app.reading.quotation import Quotation
from app.reading.spans import Span
from app.reading.speaker import Speaker

TEXT = "The mill “grinds again this winter” in five valleys, and that is all of it."


def marked(name, day, role, *, kind=AttributionKind.INDIRECT, act=Act.STATEMENT):
    """Return an article with one quote of somebody, and what is marked in it."""
    start = TEXT.index("grinds") - 1
    end = TEXT.index(", and")
    said = Attribution("a1", kind, act, (Span(start, end), Span(end + 2, len(TEXT))), speaker=name)
    quoted = Quotation("q1", start, TEXT.index("”") + 1, attribution="a1")
    place = TEXT.index("five")
    number = Quantity(
        "n1", place, place + 4, "five", QuantityKind.COUNT, unit="valleys", claimed_by=(name,)
    )
    analysis = Analysis((said,), (quoted,), (number,), (Speaker(name, role=role),), "test")
    return Document("mill.txt", TEXT, (), title="Mill", outlet="The Post", published=day), analysis


@pytest.fixture
def readings(library):
    made = [
        library.add(*marked("Ada Birk", "2024-05-01", "mayor", kind=AttributionKind.MIXED)),
        library.add(*marked("Ada Birk", "2023-01-09T08:00", "mayor", kind=AttributionKind.DIRECT)),
        library.add(*marked("Birk", "2022-11-30", "miller")),
        library.add(*marked("Birk", "2025-01-01", "ghost")),
        library.add(*marked("Ada Birk", "2021-01-01", "", act=Act.ATTITUDE)),
        library.add(*marked("Jo Orsel", "2020-01-01", "clerk")),
    ]
    library.bin.put([made[3]])
    return made


def test_a_profile_tells_roles_readings_words_and_days(library, readings):
    found = library.people.profile("Ada Birk")
    assert found.names == ("Ada Birk",)
    assert found.roles == (("mayor", 2),)
    assert (found.readings, found.quotes) == (2, 2)
    assert (found.first, found.last) == ("2023-01-09", "2024-05-01")
    # Of the mixed one four words are in quotation marks; the other one is direct as a whole.
    assert (found.quoted, found.reported) == (4 + 13, 9)


def test_united_names_are_one_profile_and_apart_again_when_separated(library, readings):
    done = library.people.unite("Birk", "Ada Birk")
    for name in ("Birk", "Ada Birk"):
        found = library.people.profile(name)
        assert found.names == ("Ada Birk", "Birk")
        assert found.roles == (("mayor", 2), ("miller", 1))  # what lies in the bin is left out
        assert (found.readings, found.quotes, found.first) == (3, 3, "2022-11-30")
    library.undo(done)
    assert library.people.profile("Birk").names == ("Birk",)
    assert library.people.profile("Birk").quotes == 1


def test_a_profile_of_nobody_is_empty(library):
    found = library.people.profile("Nobody")
    assert (found.name, found.quotes, found.first, found.roles) == ("Nobody", 0, "", ())
    assert library.people.figures("Nobody") == []


def test_figures_are_those_of_the_readings_a_speaker_speaks_in(library, readings):
    library.people.unite("Birk", "Ada Birk")
    found = library.people.figures("Birk")
    assert [figure.reading for figure in found] == [
        readings[0], readings[1], readings[2], readings[4],
    ]  # fmt: skip
    assert found[0].quantity == library.load(readings[0]).analysis.quantities[0]
    assert (found[0].title, found[0].outlet, found[0].published) == ("Mill", "The Post", "2024-05-01")  # fmt: skip


def test_quotes_tell_whether_they_are_in_the_speakers_own_words(library, readings):
    kinds = [hit.manner for hit in library.quotes_by("Ada Birk")]
    assert kinds == [AttributionKind.MIXED, AttributionKind.DIRECT]
