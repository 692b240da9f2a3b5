"""Facts as people write them, and as a CSL-JSON item holds them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.reading.citing import (
    FIELDS,
    TYPES,
    Objection,
    as_cited,
    asked_for,
    headed,
    type_name,
    value_of,
    written,
)
from app.reading.document import Document

KNOWN = {field.name: field for field in FIELDS}


def parts(*days):
    return {"date-parts": [list(day) for day in days]}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("title", "The mill", "The mill"),
        ("volume", " 12 ", "12"),
        ("issued", "2024", parts((2024,))),
        ("issued", "2024-05", parts((2024, 5))),
        ("issued", "2024-05-31", parts((2024, 5, 31))),
        ("issued", "2024/05/31", parts((2024, 5, 31))),
        ("issued", "2024-05-31/2024-06-02", parts((2024, 5, 31), (2024, 6, 2))),
        ("DOI", "10.1000/182", "10.1000/182"),
        ("DOI", "https://doi.org/10.1000/182", "10.1000/182"),
        ("DOI", "doi: 10.1000/182", "10.1000/182"),
        ("URL", "https://quay.example/1", "https://quay.example/1"),
        ("author", "Birk, Ada; Reuters",
         [{"family": "Birk", "given": "Ada"}, {"literal": "Reuters"}]),
        ("abstract", "One.\n\nTwo.", "One.\n\nTwo."),
        ("page", "  ", None),
    ],
)  # fmt: skip
def test_what_is_written_becomes_a_value(name, text, value):
    assert value_of(KNOWN[name], text) == value


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("issued", "May 2024", "Write a date as 2024"),
        ("issued", "2024-5-1", "Write a date as 2024"),
        ("issued", "2024-02-30", "There is no day 2024-02-30."),
        ("issued", "2024-13", "There is no day 2024-13."),
        ("issued", "0000", "Write a date as 2024"),
        ("DOI", "banana", "A DOI begins with 10"),
        ("DOI", "10.1000/1 82", "A DOI begins with 10"),
        ("URL", "file:///etc/hosts", "An address begins with https://"),
        ("URL", "https://", "An address begins with https://"),
        ("author", " ; ", "Write names as"),
    ],
)
def test_what_is_no_value_is_objected_to(name, text, says):
    with pytest.raises(Objection, match=says.replace("(", r"\(")):
        value_of(KNOWN[name], text)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("issued", parts((2024, 5)), "2024-05"),
        ("issued", {"literal": "spring 2024"}, "spring 2024"),
        ("issued", {"date-parts": [["x"]]}, ""),
        ("volume", 12, "12"),
        ("title", None, ""),
        ("author", [{"family": "Beauvoir", "given": "Simone", "non-dropping-particle": "de"}],
         "de Beauvoir, Simone"),
        ("author", [{"literal": "Ada Birk, Jonas Orsel"}, {"family": "Kay"}],
         "Ada Birk, Jonas Orsel; Kay"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_a_line(name, value, text):
    assert written(KNOWN[name], value) == text


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_line_written_and_read_again_is_the_same(field):
    values = {
        "issued": parts((2024, 5, 31)),
        "accessed": parts((2024,)),
        "author": [{"family": "Birk", "given": "Ada"}, {"literal": "Reuters"}],
        "editor": [{"family": "Orsel", "given": "Jonas"}],
        "DOI": "10.1000/182",
        "URL": "https://quay.example/1",
    }
    value = values.get(field.name, "words")
    assert value_of(field, written(field, value)) == value


def test_a_name_that_stays_keeps_all_that_is_known_of_it():
    before = [
        {"literal": "Ada Birk, Jonas Orsel"},
        {"family": "King", "given": "Martin", "suffix": "Jr."},
    ]
    text = f"{written(KNOWN['author'], before)}; Kay, Lee"
    assert value_of(KNOWN["author"], text, before) == [*before, {"family": "Kay", "given": "Lee"}]


def test_fields_are_asked_for_by_type():
    assert "volume" in asked_for("article-journal")
    assert "volume" not in asked_for("webpage")
    assert asked_for("webpage") <= set(KNOWN)
    for kind in TYPES:
        assert asked_for(kind) <= set(KNOWN)


def test_every_type_has_a_name():
    assert type_name("webpage") == "Web page"
    assert type_name("musical_score") == "Musical score"


ARTICLE = Document(
    "bridge.html",
    "The bridge is closed.",
    (),
    title="The bridge",
    byline="Ada Birk",
    outlet="Harbour Post",
    published="2024-05-01T07:30:00Z",
)


def head(item, document=ARTICLE):
    shown = headed(document, as_cited(document, item))
    return shown.title, shown.byline, shown.outlet, shown.published


CITED = {
    "title": "The bridge",
    "author": [{"literal": "Ada Birk"}],
    "container-title": "Harbour Post",
    "issued": {"date-parts": [[2024, 5, 1]]},
}


def test_what_stands_above_a_text_is_what_it_is_cited_by():
    assert head(CITED) == ("The bridge", "Ada Birk", "Harbour Post", "2024-05-01T07:30:00Z")
    other = {
        **CITED,
        "author": [{"family": "Orsel", "given": "Jo"}],
        "issued": {"date-parts": [[2023]]},
    }
    assert head(other)[1::2] == ("Jo Orsel", "2023")


@pytest.mark.parametrize(
    ("removed", "left"),
    [
        ("author", ("The bridge", "", "Harbour Post", "2024-05-01T07:30:00Z")),
        ("container-title", ("The bridge", "Ada Birk", "", "2024-05-01T07:30:00Z")),
        ("issued", ("The bridge", "Ada Birk", "Harbour Post", "")),
        ("title", ("The bridge", "Ada Birk", "Harbour Post", "2024-05-01T07:30:00Z")),
    ],
)
def test_what_the_reader_has_removed_no_longer_stands_above_the_text(removed, left):
    assert head({name: value for name, value in CITED.items() if name != removed}) == left


def test_a_day_in_words_is_in_no_citation_and_stays():
    document = replace(ARTICLE, published="Whitsun 1911")
    item = {name: value for name, value in CITED.items() if name != "issued"}
    assert head(item, document)[3] == "Whitsun 1911"
