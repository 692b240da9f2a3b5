"""Files are named after what they hold, by names every file system takes."""

from __future__ import annotations

import pytest

from app.reading.annotation import Reading
from app.reading.document import Document
from app.reading.failures import ExportFailure
from app.reading.naming import LONGEST, Names, check_pattern, name_of, safe


def reading(title: str = "Trees", **facts) -> Reading:
    csl = facts.pop("csl", {})
    return Reading(7, Document("a.txt", "", (), title=title, **facts), csl=csl)


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("{id} {title}", "7 Trees"),
        ("{author} {year} {title}", "Marsh & Ode 2024 Trees"),
        ("{date}, {outlet}: {title}", "2024-05-06, The Courier Trees"),
        ("{outlet} ({byline}) {title}", "The Courier Trees"),
        ("nothing", "nothing"),
        ("", "7"),
    ],
)
def test_a_pattern_is_filled_in(pattern, name):
    authors = [{"family": "Marsh", "given": "Ann"}, {"literal": "Ode"}]
    made = reading(published="2024-05-06T10:00", outlet="The Courier", csl={"author": authors})
    assert name_of(made, pattern) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a b c d e f g h i j"),
        ("..", ""),
        (" .hidden. ", "hidden"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("console", "console"),
        ("tab\tand\nline\x00\u202e", "tab and line"),
        ("e\u0301te\u0301", "été"),
        ("Trees () []", "Trees"),
        ("Trees…", "Trees"),
    ],
)
def test_a_name_is_safe_everywhere(words, name):
    assert safe(words) == name


def test_a_long_name_is_cut_between_characters():
    name = safe("木" * 500)
    assert len(name.encode()) <= LONGEST
    assert set(name) == {"木"}


def test_a_name_is_given_once_whatever_its_case():
    names = Names()
    given = [
        names.free(name, ".pdf") for name in ("Trees", "trees", "TREES", "Été", "E\u0301te\u0301")
    ]
    assert given == [
        "Trees.pdf",
        "trees (2).pdf",
        "TREES (3).pdf",
        "Été.pdf",
        "E\u0301te\u0301 (2).pdf",
    ]


def test_what_no_reading_has_is_said():
    check_pattern("{author} {year} {title} {outlet} {date} {id}")
    with pytest.raises(ExportFailure, match=r"\{colour\}.*\{author\}"):
        check_pattern("{title} {colour}")
