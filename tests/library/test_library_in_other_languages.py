"""What the library says is said in the language spoken; what it keeps stays as it is."""

from pathlib import Path

import pytest

from app import language, paths
from app.library.facts import TYPES
from app.library.query.fields import FIELDS
from app.library.repairing import Repaired
from app.library.salvage import Saved
from app.reading import citing
from app.reading.analysis import Analysis
from app.reading.failures import LibraryFailure, QueryFailure
from tests.loud_language import Loud


@pytest.fixture
def loud():
    language.speak("de", Loud())
    yield
    language.use("en", paths.resource("languages"))


@pytest.fixture
def readings(library, article):
    return [
        library.add(article(f"A text of {title}.", title=title), Analysis())
        for title in ("Mill", "", "Dam")
    ]


def of_several(library, readings):
    """Do to readings what can be done to several; return what each is called."""
    library.shelves.add_collection("Rivers")
    rivers = library.shelves.collections()[0].id
    return [
        done.what
        for done in (
            library.shelves.tag(readings, add=["water"]),
            library.shelves.put(readings, rivers),
            library.shelves.take(readings, rivers),
            library.bin.put(readings),
            library.bin.restore(readings),
        )
    ]


def test_a_change_of_one_reading_names_it(library, readings):
    assert of_several(library, readings[1:2]) == [
        "tags of “Untitled”",
        "putting “Untitled” into “Rivers”",
        "taking “Untitled” out of “Rivers”",
        "moving “Untitled” to the bin",
        "restoring “Untitled”",
    ]


def test_a_change_of_several_readings_counts_them(library, readings):
    assert of_several(library, readings) == [
        "tags of 3 readings",
        "putting 3 readings into “Rivers”",
        "taking 3 readings out of “Rivers”",
        "moving 3 readings to the bin",
        "restoring 3 readings",
    ]


def test_changes_are_called_in_the_language_spoken(library, readings, loud):
    assert of_several(library, readings[:1]) == [
        "TAGS OF “Mill”",
        "PUTTING “Mill” INTO “Rivers”",
        "TAKING “Mill” OUT OF “Rivers”",
        "MOVING “Mill” TO THE BIN",
        "RESTORING “Mill”",
    ]
    assert library.shelves.tags()[0].name == "water"


def test_failures_are_said_in_the_language_spoken(library, loud):
    with pytest.raises(LibraryFailure) as missing:
        library.load(4321)
    assert missing.value.reason == "THERE IS NO READING 4321."
    assert missing.value.advice == "`SAYSO LIST` SHOWS WHAT THERE IS."


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("number:many", "number: NEEDS A NUMBER, SUCH AS number:>1000."),
        ("source:some", "source: NEEDS ONE OF anonymous, named, SUCH AS source:anonymous."),
        ("after:then", "after: NEEDS A YEAR, A MONTH OR A DAY, SUCH AS after:2024."),
    ],
)
def test_words_of_the_query_language_are_the_same_in_every_language(library, loud, typed, reason):
    with pytest.raises(QueryFailure) as wrong:
        library.search(typed)
    assert wrong.value.reason == reason


def test_what_a_field_needs_is_a_whole_sentence():
    for field in FIELDS:
        words = {"field": field.name, "choices": ", ".join(field.choices)}
        said = language.tr(field.needs, example=field.example, **words)
        assert said.startswith(f"{field.name}: needs ")
        assert all(choice in said for choice in field.choices)


@pytest.mark.parametrize(("lost", "how"), [(0, "none that is known"), (1, "at least 1")])
def test_a_repair_tells_what_was_saved_and_lost(lost, how):
    tables = (Saved("readings", 2, lost), Saved("tags", 5, 0))
    done = Repaired(Path("library.sqlite"), Path("kept.sqlite"), tables)
    assert done.sentences() == [
        f"2 readings were saved and {how} lost; of all rows 7 were saved and {how} lost.",
        "The search was built anew. The library as it was is kept at kept.sqlite.",
    ]


def test_every_type_of_work_has_a_name():
    assert {*citing.TYPES, *citing.OTHER_TYPES} == TYPES
    for kind, name in citing.OTHER_TYPES.items():
        assert name == kind.replace("-", " ").replace("_", " ").capitalize()
    assert citing.type_name("something-else") == "Something else"


def test_types_of_work_are_named_in_the_language_spoken(loud):
    assert citing.type_name("book") == "BOOK"
    assert citing.type_name("legal_case") == "LEGAL CASE"
